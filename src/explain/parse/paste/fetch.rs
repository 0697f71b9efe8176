//! Reads a `fetch` call, typed or copied from a browser ("Copy as fetch", for the browser and for Node).

use alloc::string::{String, ToString};

use super::literals::{Token, signature, tokens, value_of};
use super::request::{Request, likeliest};

/// Reads the first call to this API, otherwise the first one with a quoted URL.
pub(super) fn read(text: &str) -> Option<Request> {
    likeliest(text.split("fetch(").skip(1).filter_map(call))
}

fn call(arguments: &str) -> Option<Request> {
    let tokens = tokens(arguments, &['"', '\'', '`']);
    Some(Request {
        method: Some(value_of(&tokens, "method").unwrap_or("GET").to_string()),
        url: url(&tokens)?,
        signature: signature(&tokens),
        body: value_of(&tokens, "body").map(ToString::to_string),
    })
}

/// The first argument, also inside `new URL(…)` or `new Request(…)`. Strings joined with `+` become one.
fn url(tokens: &[Token<'_>]) -> Option<String> {
    let opens = |token: &&Token<'_>| matches!(token, Token::Word(_)) || token.is('(');
    let start = tokens.iter().take_while(opens).count();
    let mut url = tokens.get(start)?.text()?.to_string();
    let mut rest = tokens.get(start + 1..)?;
    while let [plus, piece, after @ ..] = rest {
        let Some(piece) = piece.text().filter(|_| plus.is('+')) else {
            break;
        };
        url.push_str(piece);
        rest = after;
    }
    url.contains('/').then_some(url)
}
