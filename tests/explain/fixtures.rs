//! What tools print, copy and export: each text in `pastes/` is one of them, as `pastes/manifest.json` says.

use std::path::Path;

use super::*;

const KEY_STRING: &str = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048202&userId=_vIWeZ76TtuFceCKHkVk4Q";
/// HMAC-SHA1 of the base string under `SECRET`.
const RIGHT: &str = "omrNQs2WpY6XliJ_w-yOYWhwlAs";
/// The same of the base string and a line end.
const WRONG: &str = "k5Yeqs1UAh4SaAGfj8absGKOXPk";

struct Fixture {
    name: String,
    text: String,
    has_signature: bool,
}

fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain/pastes");
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&manifest).unwrap();
    rows.iter()
        .map(|row| {
            let name = row["name"].as_str().unwrap().to_owned();
            Fixture {
                text: std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap(),
                has_signature: row["signature"].as_bool().unwrap_or(true),
                name,
            }
        })
        .collect()
}

fn explained(fixture: &Fixture, text: &str, header: &str) -> Explanation {
    let secrets = [LabelledSecret {
        label: "LTI",
        secret: SECRET,
    }];
    diagnose(
        &Input {
            request: text,
            signature: (!fixture.has_signature).then_some(header),
            secrets: &secrets,
            ..Input::default()
        },
        u64::MAX,
    )
}

fn problem(fixture: &Fixture) -> Option<String> {
    let pasted = paste(&fixture.text);
    let mut found: Vec<String> = pasted
        .parameters
        .iter()
        .map(|p| format!("{}={}", p.name, p.value))
        .collect();
    found.sort();
    let found = found.join("&");
    if found != KEY_STRING {
        return Some(format!("parameters {:.300}", found));
    }
    if pasted.endpoint.as_deref().is_some_and(|endpoint| endpoint != ENDPOINT) {
        return Some(format!("endpoint {:?}", pasted.endpoint));
    }
    if pasted.signature.as_deref() != fixture.has_signature.then_some(RIGHT) {
        return Some(format!("signature {:?}", pasted.signature));
    }
    let right = explained(fixture, &fixture.text, RIGHT);
    if right.verdict != Verdict::Correct {
        return Some(format!("{:?} {:?}", right.verdict, right.findings));
    }
    // A dump in hex has no header to replace.
    if fixture.name == "curl-trace" {
        return None;
    }
    let wrong = explained(fixture, &fixture.text.replace(RIGHT, WRONG), WRONG);
    if wrong.verdict != Verdict::Proved {
        return Some(format!("wrong {:?} {:?}", wrong.verdict, wrong.findings));
    }
    None
}

#[test]
fn every_fixture_is_read() {
    let fixtures = fixtures();
    let mut bad = 0;
    for fixture in &fixtures {
        if let Some(problem) = problem(fixture) {
            bad += 1;
            println!("{}: {:.400}", fixture.name, problem);
        }
    }
    println!("{} of {} are read", fixtures.len() - bad, fixtures.len());
    assert_eq!(bad, 0);
}
