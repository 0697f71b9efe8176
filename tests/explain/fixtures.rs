//! What tools print, copy and export, and what people write. `pastes/manifest.json` says where each text is from. All
//! are of the same request, with a correct signature.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use zoom_lti_pro::explain::Source;

use super::*;

const SENT: &str = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048202&userId=_vIWeZ76TtuFceCKHkVk4Q";
/// HMAC-SHA1 of the base string under `SECRET`.
const RIGHT: &str = "omrNQs2WpY6XliJ_w-yOYWhwlAs";
/// The signature of the base string with a line end.
const WRONG: &str = "k5Yeqs1UAh4SaAGfj8absGKOXPk";

const PAGE: &str = "docs/pastes.md";

struct Fixture {
    name: String,
    tool: String,
    version: String,
    command: String,
    is_documented: bool,
    has_signature: bool,
    is_doubtful: bool,
    text: String,
}

fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fixtures() -> Vec<Fixture> {
    let folder = place("tests/explain/pastes");
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&manifest).unwrap();
    let read = |row: &serde_json::Value| {
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        let flag = |name: &str| row[name].as_bool();
        Fixture {
            text: fs::read_to_string(folder.join(format!("{}.txt", text("name")))).unwrap(),
            name: text("name"),
            tool: text("tool"),
            version: text("version"),
            command: text("command"),
            is_documented: flag("byDocumentation").unwrap_or(false),
            has_signature: flag("signature").unwrap_or(true),
            is_doubtful: flag("doubtful").unwrap_or(false),
        }
    };
    rows.iter().map(read).collect()
}

/// The texts that are short enough to change thousands of times.
pub(super) fn short_texts() -> impl Iterator<Item = String> {
    let texts = fixtures().into_iter().map(|fixture| fixture.text);
    texts.filter(|text| text.len() < 1_000)
}

impl Fixture {
    /// The text explained with this signature in the place of the right one.
    fn explained(&self, header: &str) -> Explanation {
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: SECRET,
        }];
        let input = Input {
            request: &self.text.replace(RIGHT, header),
            signature: (!self.has_signature).then_some(header),
            secrets: &secrets,
            ..Input::default()
        };
        diagnose(&input, u64::MAX)
    }
}

/// The names of the texts for which this is false.
fn failed(test: impl Fn(&Fixture) -> bool) -> Vec<String> {
    let fixtures = fixtures();
    assert!(fixtures.len() > 200);
    let failed = fixtures.into_iter().filter(|fixture| !test(fixture));
    failed.map(|fixture| fixture.name).collect()
}

#[test]
fn each_text_is_read() {
    let is_read = |fixture: &Fixture| {
        let pasted = paste(&fixture.text);
        let pairs = pasted.parameters.iter();
        let mut sent: Vec<String> = pairs.map(|part| format!("{}={}", part.name, part.value)).collect();
        sent.sort();
        sent.join("&") == SENT
            && pasted.endpoint.is_none_or(|endpoint| endpoint == ENDPOINT)
            && pasted.method.is_none_or(|method| method == "GET")
            && pasted.body.is_none()
            && pasted.signature.as_deref() == fixture.has_signature.then_some(RIGHT)
            && pasted.doubtful == fixture.is_doubtful
    };
    assert_eq!(failed(is_read), [""; 0]);
}

#[test]
fn no_right_signature_is_accused() {
    let is_correct = |fixture: &Fixture| {
        let explanation = fixture.explained(RIGHT);
        let possible = explanation.findings.iter().all(|found| found.grade == Grade::Possible);
        explanation.verdict == Verdict::Correct && possible
    };
    assert_eq!(failed(is_correct), [""; 0]);
}

#[test]
fn one_mistake_is_proved() {
    let is_proved = |fixture: &Fixture| {
        // A hex dump has no readable signature to replace.
        fixture.name == "curl-trace" || fixture.explained(WRONG).verdict == Verdict::Proved
    };
    assert_eq!(failed(is_proved), [""; 0]);
}

#[test]
fn a_text_without_a_request_is_not_judged() {
    let mut count = 0;
    for file in fs::read_dir(place("tests/explain/pastes/none")).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let explanation = explain(&text, None, Some(SECRET));
        assert_eq!(explanation.verdict, Verdict::NoRequest, "{path:?}");
        let judged =
            |found: &Finding| found.grade != Grade::Possible && found.what.code != FindingCode::ResponseAccepted;
        assert!(!explanation.findings.iter().any(judged), "{path:?}");
        assert!(
            explanation.parameters.is_empty() && explanation.corrected.is_none(),
            "{path:?}"
        );
        count += 1;
    }
    assert!(count >= 10);
}

/// `GENERATE=1 cargo test --features explain --test explain the_page` writes it.
#[test]
fn the_page_lists_each_text() {
    #[derive(Default)]
    struct Row {
        forms: Vec<String>,
        sources: Vec<&'static str>,
    }
    let mut rows: BTreeMap<(String, String), Row> = BTreeMap::new();
    for fixture in fixtures() {
        let made = match fixture.is_documented {
            true => "by documentation".to_owned(),
            false => fixture.version,
        };
        let row = rows.entry((fixture.tool, made)).or_default();
        row.forms.push(fixture.command.replace('|', "\\|"));
        let source = match paste(&fixture.text).source {
            Source::Curl => "command of curl",
            Source::Request => "request",
            Source::Url => "URL",
            Source::Query => "query",
            Source::List => "names and values",
            Source::Nothing => "nothing",
        };
        if !row.sources.contains(&source) {
            row.sources.push(source);
        }
    }
    let mut table = String::from("| tool | version | forms | read from |\n|---|---|---|---|\n");
    for ((tool, made), Row { mut forms, sources }) in rows {
        forms.dedup();
        let (forms, sources) = (forms.join("; "), sources.join(", "));
        writeln!(table, "| {tool} | {made} | {forms} | {sources} |").unwrap();
    }
    let page = fs::read_to_string(place(PAGE)).unwrap().replace("\r\n", "\n");
    let start = page.find("| tool |").unwrap();
    let written = [&page[..start], &table].concat();
    if std::env::var_os("GENERATE").is_some() {
        fs::write(place(PAGE), &written).unwrap();
    }
    assert!(
        fs::read_to_string(place(PAGE)).unwrap().replace("\r\n", "\n") == written,
        "{PAGE} is not current"
    );
}
