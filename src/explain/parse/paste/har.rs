//! Reads an HTTP archive or one entry of it (HAR 1.2, softwareishard.com/blog/har-12-spec). The request is the object
//! with the `url`.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::literals::{Token, signature, tokens, value_of};
use super::request::{Request, is_of_the_api};

/// Reads the first `request` with a `url`, otherwise any object with one. Prefers a request to this API.
pub(super) fn read(text: &str) -> Option<Request> {
    if !text.starts_with(['{', '[']) && !text.starts_with("\"request\"") {
        return None;
    }
    let tokens = tokens(text, &['"']);
    let object = chosen(&tokens)?;
    let inside = tokens.get(object.start..object.end)?;
    Some(Request {
        method: value_of(inside, "method").map(ToString::to_string),
        url: tokens.get(object.url)?.text()?.to_string(),
        signature: signature(inside),
        body: value_of(inside, "text").map(ToString::to_string),
    })
}

/// Chooses by the URL alone: objects can be nested, and reading each would repeat work.
fn chosen(tokens: &[Token<'_>]) -> Option<Object> {
    let (named, others): (Vec<_>, Vec<_>) = objects(tokens).into_iter().partition(|object| object.is_request);
    let url = |object: &Object| tokens.get(object.url).and_then(Token::text);
    let mut all = named.into_iter().chain(others).filter(|object| url(object).is_some());
    let first = all.next()?;
    let of_the_api = |object: &Object| url(object).is_some_and(is_of_the_api);
    if of_the_api(&first) {
        return Some(first);
    }
    all.find(of_the_api).or(Some(first))
}

/// An object with its own `url`, as indices of its tokens.
struct Object {
    start: usize,
    end: usize,
    url: usize,
    is_request: bool,
}

fn objects(tokens: &[Token<'_>]) -> Vec<Object> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let behind = |name| key_before(tokens, place, name);
        if token.is('{') {
            open.push(Object {
                start: place,
                end: tokens.len(),
                url: 0,
                is_request: behind("request"),
            });
        } else if token.is('}') {
            found.extend(open.pop().map(|object| Object { end: place, ..object }));
        } else if let Some(object) = open.last_mut().filter(|_| behind("url")) {
            object.url = place;
        }
    }
    // The pasted text can end before the object does.
    found.extend(open);
    found.retain(|object| object.url > 0);
    found
}

fn key_before(tokens: &[Token<'_>], place: usize, name: &str) -> bool {
    let before = tokens.get(..place).unwrap_or_default();
    matches!(before, [.., key, colon] if key.text() == Some(name) && colon.is(':'))
}
