//! Checks the host, path, method and header of the request.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::explain::finding::{Finding, FindingCode, Note};
use crate::explain::names::{PATHS, distance};
use crate::explain::parse::address::Address;
use crate::explain::parse::case::Case;
use crate::explain::parse::clues;
use crate::explain::parse::paste::Source;
use crate::explain::parse::paste::scan::until;
use crate::request::{BASE_URL, MEETING_LIST, SIGNATURE_HEADER};

const HOST: &str = "applications.zoom.us";

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    plus(case, found);
    if case.pasted.is_cut {
        found.push(Finding::certain(Note::new(FindingCode::UnquotedUrl)));
    }
    header(case, found);
}

pub(super) fn check_address(case: &Case<'_>, found: &mut Vec<Finding>) {
    if let Some(endpoint) = &case.pasted.endpoint {
        address(case, endpoint, found);
    }
}

/// Servers read a `+` in a URL as a space, and forms and curl write a space as `+`. So it is a mistake only if the
/// header is known to be wrong.
fn plus(case: &Case<'_>, found: &mut Vec<Finding>) {
    if case.is_right() {
        return;
    }
    let is_wrong = case.pasted.endpoint.is_some() && case.header.is_some() && case.secret().is_some();
    for parameter in case.examined().filter(|parameter| parameter.raw.contains('+')) {
        let note = Note::new(FindingCode::PlusInUrl)
            .of(parameter.name.clone())
            .seen(parameter.raw.clone())
            .expected(parameter.raw.replace('+', "%2B"));
        found.push(if is_wrong {
            Finding::certain(note)
        } else {
            Finding::possible(note)
        });
    }
}

/// A command that computes the header shows possible mistakes, but not the value that was sent.
fn computed(text: &str, found: &mut Vec<Finding>) {
    if text.contains("openssl") && text.contains("base64") && !text.contains("-binary") && !text.contains("xxd") {
        found.push(Finding::possible(Note::new(FindingCode::HeaderHexBase64)));
    }
    if text.contains("echo ") && !text.contains("echo -n") {
        found.push(Finding::possible(Note::new(FindingCode::LineEnd)));
    }
}

fn header(case: &Case<'_>, found: &mut Vec<Finding>) {
    if case.pasted.computes {
        computed(case.text, found);
        return;
    }
    if let Some(value) = case.pasted.signature.as_deref()
        && !clues::stands_in_query(case.text)
    {
        // Outside a raw request, the mark can be a part of the text.
        let mark = clues::mark_behind(case.text, value);
        let note = |mark| Note::variant(FindingCode::HeaderPrefixed, "end").seen(mark);
        found.extend(mark.map(|mark| Finding::possible(note(mark))));
        return;
    }
    let name = clues::other_header(case.text).map(|(name, _)| name);
    let labeled = || clues::name_of(case.text, case.header.as_deref()?);
    if let Some(name) = name.or_else(labeled) {
        let note = Note::new(FindingCode::HeaderName)
            .of(name.clone())
            .seen(name.clone())
            .expected(SIGNATURE_HEADER);
        // Some programs print the signature under a different name.
        let is_variable = case.text.contains(&[&name, "="].concat()) || case.pasted.endpoint.is_none();
        let is_name = name.contains('-') || name.starts_with("X_") || name.eq_ignore_ascii_case("authorization");
        let is_header = is_name && (case.pasted.exact || !is_variable);
        found.push(if is_header {
            Finding::certain(note)
        } else {
            Finding::possible(note)
        });
    } else if case.header.is_none() && case.pasted.method.is_some() {
        found.push(Finding::possible(
            Note::new(FindingCode::HeaderMissing).of(SIGNATURE_HEADER),
        ));
    }
}

fn address(case: &Case<'_>, endpoint: &str, found: &mut Vec<Finding>) {
    let address = Address::of(endpoint);
    let name = until(address.host, ":");
    if let Some(base) = case.base_path(&address) {
        if address.scheme.eq_ignore_ascii_case("http") && name.eq_ignore_ascii_case(HOST) {
            found.push(not_https());
        }
        return place(case, Some(base), &address, found);
    }
    let is_local = name == "localhost" || name.starts_with("127.") || name.starts_with('[');
    if address.scheme.eq_ignore_ascii_case("http") && !is_local {
        found.push(not_https());
    }
    let note = Note::new(FindingCode::WrongHost).seen(name).expected(HOST);
    let of_zoom = name.ends_with("zoom.us") || name.ends_with("zoom.com") || distance(name, HOST) <= 3;
    found.push(if of_zoom {
        Finding::certain(note)
    } else {
        Finding::possible(note)
    });
    place(case, None, &address, found);
}

fn not_https() -> Finding {
    Finding::certain(Note::new(FindingCode::NotHttps).seen("http").expected("https"))
}

/// `own` is the path of the base URL, if the host is known.
fn place(case: &Case<'_>, own: Option<&str>, address: &Address<'_>, found: &mut Vec<Finding>) {
    let path = address.path;
    let base = own.unwrap_or(Address::of(BASE_URL).path);
    let short = path.strip_prefix(base).unwrap_or(path);
    let bare = short.strip_suffix('/').unwrap_or(short);
    if let Some((_, method)) = PATHS.iter().find(|(known, _)| *known == bare) {
        if path.ends_with('/') {
            found.push(Finding::possible(wrong_path(path, &[base, bare].concat())));
        }
        if !path.starts_with(base) && own.is_some() {
            found.push(Finding::certain(wrong_path(path, &[base, bare].concat())));
        }
        method_of(case, method, found);
        return;
    }
    let nearest = PATHS.iter().min_by_key(|(known, _)| {
        distance(last_part(bare), last_part(known)) + usize::from(!bare.contains(first_part(known)))
    });
    let expected = [base, nearest.map_or(MEETING_LIST, |(known, _)| known)].concat();
    let near = path.len() < 200 && distance(path, &expected) <= 8;
    let of_zoom = until(address.host, ":").ends_with("zoom.us");
    let note = wrong_path(path, &expected);
    // Some programs join the base URL and a path that they write elsewhere.
    let is_apart = bare.is_empty() && case.text.contains("lti/rich/");
    let is_list = matches!(case.pasted.source, Source::List | Source::Query);
    found.push(if (near || (of_zoom && !is_list)) && !is_apart {
        Finding::certain(note)
    } else {
        Finding::possible(note)
    });
}

fn wrong_path(seen: &str, expected: &str) -> Note {
    Note::new(FindingCode::WrongPath).seen(seen).expected(expected)
}

/// Limits the length that is compared: a longer path is not the API's.
fn last_part(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.get(..40).unwrap_or(last)
}

fn first_part(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

fn method_of(case: &Case<'_>, right: &str, found: &mut Vec<Finding>) {
    if let Some(method) = case
        .pasted
        .method
        .as_deref()
        .filter(|method| !method.eq_ignore_ascii_case(right))
    {
        let note = Note::new(FindingCode::WrongMethod)
            .seen(method.to_string())
            .expected(right);
        found.push(Finding::certain(note));
    }
}
