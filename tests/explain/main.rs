//! The debugger: what it reads in pasted text, the shapes of headers (made of real digests), and its findings.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod alike;
mod behind;
mod causes;
mod conventions;
mod decided;
mod elsewhere;
mod encoders;
mod fixtures;
mod fresh;
mod guises;
mod headers;
mod kinds;
mod languages;
mod limits;
mod mistakes;
mod names;
mod pairs;
mod pastes;
mod reading;
mod right;
mod rules;
mod secrets;
mod shapes;
mod shells;
mod signed;
mod stages;
mod texts;
mod total;
mod without_request;
mod words;
mod wrong;

use std::process::Command;

use common::encoding::{STANDARD, URL_SAFE, base64, base64_padded, from_hex, to_hex};
use common::prng::Prng;
use common::{now, query_of, vectors};
use zoom_lti_pro::Credentials;
use zoom_lti_pro::explain::{
    Clock, Explanation, Finding, FindingCode, Grade, Input, LabeledSecret, Pasted, ShapeCode, Verdict, diagnose,
    explain, paste, search, shape,
};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, sign};
use zoom_lti_pro::signature::Mac;

const SECRET: &str = "kZ3vR8xTq1Lw5NcYd0HbUs";
const USER: &str = "_vIWeZ76TtuFceCKHkVk4Q";
const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";
const BASE_STRING: &str = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";

fn signed() -> SignedRequest {
    let credentials = Credentials::new(KEY, SECRET.as_bytes()).unwrap();
    let parameters = [
        ("userId", USER),
        ("isUpComing", "true"),
        ("pageNum", "1"),
        ("pageSize", "20"),
    ];
    sign(&credentials, BASE_URL, MEETING_LIST, parameters, now()).unwrap()
}

/// Real digests: those of the vectors, and random ones.
fn digests() -> Vec<[u8; 20]> {
    let mut prng = Prng::seeded(1);
    let random = (0..1_000).map(|_| prng.digest());
    let of_vectors = vectors::rfc2202()
        .into_iter()
        .map(|vector| vector.digest().try_into().unwrap());
    of_vectors.chain(random).collect()
}

fn right(digest: &[u8; 20]) -> String {
    base64(digest, URL_SAFE)
}

/// Asserts that the header has this shape and is corrected to the base64url of `digest`.
#[track_caller]
fn assert_repairable(header: &str, digest: &[u8; 20], code: ShapeCode) {
    let shape = shape(header);
    assert_eq!((shape.code, shape.corrected), (code, Some(right(digest))), "{header}");
}

#[track_caller]
fn assert_lost(header: &str, code: ShapeCode) {
    let shape = shape(header);
    assert_eq!((shape.code, shape.corrected), (code, None), "{header}");
}

#[track_caller]
fn assert_article(pasted: &Pasted) {
    let names: Vec<(&str, &str)> = pasted
        .parameters
        .iter()
        .map(|part| (part.name.as_str(), part.value.as_str()))
        .collect();
    let expected = [
        ("isUpComing", "true"),
        ("key", KEY),
        ("pageNum", "1"),
        ("pageSize", "20"),
        ("timestamp", "1661494048201"),
        ("userId", USER),
    ];
    assert_eq!(names, expected);
}

const ENDPOINT: &str = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";

const SIGNATURE: &str = "HJbQ5AB1Hydbl2m_pdON4il1j3w";

/// Asserts that parameters, endpoint and signature are found.
#[track_caller]
fn assert_whole(text: &str) {
    let pasted = paste(text);
    assert_article(&pasted);
    assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT), "{text}");
    assert_eq!(pasted.signature.as_deref(), Some(SIGNATURE), "{text}");
}

fn url() -> String {
    format!("{ENDPOINT}?{BASE_STRING}")
}

const PATH: &str = "/api/v1/lti/rich/open/meeting/list";

/// The findings that are certain with any secret.
fn certain(request: &str) -> Vec<(FindingCode, Option<String>)> {
    of_grade(explain(request, None, None).findings, Grade::Certain)
}

fn of_grade(findings: Vec<Finding>, grade: Grade) -> Vec<(FindingCode, Option<String>)> {
    let graded = findings.into_iter().filter(|finding| finding.grade == grade);
    graded.map(|finding| (finding.what.code, finding.what.name)).collect()
}

/// The explanation of a header with one secret.
fn diagnosed(request: &str, header: &str, secret: &str) -> Explanation {
    let secrets = [LabeledSecret { label: "LTI", secret }];
    let input = Input {
        request,
        signature: Some(header),
        secrets: &secrets,
        ..Input::default()
    };
    diagnose(&input, u64::MAX)
}

/// The article's parameters with one value changed.
fn with(name: &str, value: &str) -> String {
    let change = |part: &str| match part.split_once('=').unwrap() {
        (other, _) if other == name => format!("{name}={value}"),
        _ => part.to_owned(),
    };
    BASE_STRING.split('&').map(change).collect::<Vec<_>>().join("&")
}

fn name(code: impl serde::Serialize) -> String {
    serde_json::to_value(code).unwrap().as_str().unwrap().to_owned()
}
