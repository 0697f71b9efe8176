//! The documented responses, and a page under any HTTP status.

use super::*;

#[test]
fn the_articles_response() {
    let expected = Meeting {
        meeting_id: "UxDWPuPdT1OBudHV56kYJQ==".into(),
        meeting_number: "86756778157".into(),
        host_id: Some("_vIWeZ76TtuFceCKHkVk4Q".into()),
        topic: Some("Alpha DevA Course1".into()),
        start_time: Some("2022-08-04 10:00:00".into()),
        duration: Some(60.0),
        timezone: Some("Asia/Shanghai".into()),
        pmi: None,
        kind: Some(MeetingType::RecurringNoFixedTime),
        status: Some(MeetingStatus::NotStarted),
        extra: None,
    };
    let page = page(ARTICLE);
    assert_eq!((page.page_num, page.page_size, page.total), (1.0, 12.0, 1.0));
    assert_eq!(page.list, [expected]);
}

#[test]
fn the_articles_refusal() {
    for status in [200, 401, 500] {
        let error = error(status, REFUSAL);
        assert_eq!(error.code(), Code::SignatureRejected);
        assert_eq!((error.error_code(), error.detail()), (Some("401"), Some(2203)));
        assert_eq!((error.status(), error.is_retryable()), (Some(status), false));
        assert!(error.message().contains("Verify LTI signature failed(2203)."));
        assert!(error.hint().is_some_and(|hint| hint.contains("zoom-lti-pro/explain")));
    }
}

#[test]
fn an_empty_list() {
    assert_eq!(page(response(&[])).list, []);
}

#[test]
fn a_thousand_meetings_in_order() {
    let rows: Vec<_> = (0..1000)
        .map(|row| format!(r#"{{{ROW},"topic":"é{row}","duration":{row}}}"#))
        .collect();
    let page = page(response(&rows));
    for (row, meeting) in page.list.iter().enumerate() {
        assert_eq!(meeting.topic, Some(format!("é{row}")));
        assert_eq!(meeting.host_id.as_deref(), Some("_vIWeZ76TtuFceCKHkVk4Q"));
    }
}

#[test]
fn a_page_is_a_page_under_any_http_status() {
    for status in [200, 204, 404, 500] {
        assert_eq!(decode(status, ARTICLE.as_bytes()).unwrap().list.len(), 1);
    }
}
