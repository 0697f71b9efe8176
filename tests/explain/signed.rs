//! The text that was signed to make the header.

use zoom_lti_pro::explain::{Input, LabeledSecret, diagnose};
use zoom_lti_pro::signature::sign;

const SECRET: &str = "not-a-real-secret";
const QUERY: &str = "isUpComing=true&key=k&pageNum=1&pageSize=20&timestamp=1661494048201&userId=u";

/// The text that the debugger reports as signed, if `signed` was.
fn found(signed: &str, secret: &str) -> Option<String> {
    let header = sign(secret.as_bytes(), signed.as_bytes());
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: SECRET,
    }];
    let input = Input {
        request: QUERY,
        signature: Some(header.as_str()),
        secrets: &secrets,
        ..Input::default()
    };
    diagnose(&input, u64::MAX).signed
}

#[test]
fn is_the_base_string_if_the_signature_is_correct() {
    assert_eq!(found(QUERY, SECRET).as_deref(), Some(QUERY));
}

#[test]
fn is_the_wrong_text_if_a_mistake_is_proved() {
    let signed = [QUERY, "\n"].concat();
    assert_eq!(found(&signed, SECRET), Some(signed));
}

#[test]
fn is_absent_if_nothing_is_proved() {
    assert_eq!(found(QUERY, "another-secret-altogether"), None);
}

#[test]
fn is_absent_if_it_contains_the_secret() {
    let signed = [QUERY, SECRET].concat();
    assert_eq!(found(&signed, SECRET), None);
}
