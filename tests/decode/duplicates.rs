//! Duplicate keys: the last one wins.

use super::*;

#[test]
fn the_last_duplicate_wins_in_a_meeting() {
    let meeting = meeting(r#""topic":5.5,"topic":"Last","duration":"x","duration":9,"pmi":1e5,"pmi":"7""#);
    assert_eq!(
        (meeting.topic.as_deref(), meeting.duration, meeting.pmi.as_deref()),
        (Some("Last"), Some(9.0), Some("7"))
    );
    let message = "topic: expected a string or null, found a boolean";
    assert_flaw(&response_with(r#""topic":true"#), Some(0), Some("topic"), message);
}

#[test]
fn the_last_duplicate_wins_in_the_result() {
    let body = ARTICLE.replace(r#""total":1"#, r#""total":null,"pageNum":7,"total":3"#);
    let found = page(body);
    assert_eq!((found.page_num, found.total), (7.0, 3.0));
}

#[test]
fn the_last_list_wins() {
    let list = |first: &str| ARTICLE.replace(r#""list":["#, &format!(r#""list":{first},"list":["#));
    for first in ["[]", "[5]", "{}", "null", r#"[{"topic":1}]"#] {
        assert_eq!(page(list(first)), page(ARTICLE), "{first}");
    }
    let body = ARTICLE.replace("}]}", r#"}],"list":[]}"#);
    assert_eq!(page(body).list, []);
    let body = ARTICLE.replace("}]}", r#"}],"list":7}"#);
    assert_flaw(&body, None, Some("list"), "list: expected an array, found a number");
}

#[test]
fn the_last_list_wins_with_its_text() {
    let other = ROW.replace("Alpha", "Ωmega").replace("86756778157", "1");
    let body = ARTICLE.replace(
        r#""list":["#,
        &format!(r#""list":[{{{other},"x":"é"}},{{{other}}}],"list":["#),
    );
    assert_eq!(page(body), page(ARTICLE));
}

#[test]
fn the_last_result_replaces_the_others() {
    let body = ARTICLE.replace(r#""result":{"#, r#""result":{"total":9,"list":[null]},"result":{"#);
    assert_eq!(page(body), page(ARTICLE));
    let body = format!(
        "{},\"result\":{{\"total\":9}}}}",
        ARTICLE.trim_end().trim_end_matches('}').to_owned() + "}"
    );
    assert_flaw(
        &body,
        None,
        Some("pageNum"),
        "pageNum: expected a whole number from 0 to 2^53 - 1, found nothing",
    );
}

#[test]
fn the_last_status_wins() {
    let body = ARTICLE.replacen('{', r#"{"status":false,"#, 1);
    assert_eq!(page(body).list.len(), 1);
    let body = ARTICLE.replacen('{', r#"{"status":0,"#, 1);
    assert_eq!(page(body).list.len(), 1);
    let body = REFUSAL.replacen("false", r#"true,"status":false"#, 1);
    assert_eq!(error(200, body).code(), Code::SignatureRejected);
}
