//! Strings that a meeting shares with the meeting before it.

use super::*;

#[test]
fn repeated_strings_are_read_again() {
    let zones = [
        "Asia/Shanghai",
        "Asia/Shanghai",
        "Europe/Berlin",
        "Europe/Berlin",
        "UTC",
        "UTC",
        "Asia/Shanghai",
    ];
    let rows: Vec<_> = zones
        .iter()
        .map(|zone| format!(r#"{{{}}}"#, ROW.replace("Asia/Shanghai", zone)))
        .collect();
    let page = page(response(&rows));
    let found: Vec<_> = page
        .list
        .iter()
        .filter_map(|meeting| meeting.timezone.as_ref())
        .collect();
    assert_eq!(found, zones);
}

#[test]
fn a_meeting_without_a_string_does_not_get_the_one_before() {
    let gone = [
        r#","timezone":null"#,
        r#","timezone":"""#,
        r#","timeZone":null"#,
        r#","timezone":5"#,
        r#","timezone":"\u0041sia""#,
    ];
    let zone = r#","timezone":"Asia/Shanghai""#;
    let meetings = |between: &str| {
        let head = r#""meetingId":"a","meetingNumber":"1","hostId":"_vIWeZ76TtuFceCKHkVk4Q""#;
        [zone, between, zone, zone].map(|zone| format!("{{{head}{zone}}}"))
    };
    for (between, expected) in [("", None)].into_iter().chain(gone.map(|gone| {
        let text = if gone.ends_with('5') { "5" } else { "Asia" };
        (gone, (gone.ends_with('5') || gone.contains("sia")).then_some(text))
    })) {
        let list = page(response(&meetings(between))).list;
        let zones: Vec<_> = list.iter().map(|meeting| meeting.timezone.as_deref()).collect();
        let shanghai = Some("Asia/Shanghai");
        assert_eq!(zones, [shanghai, expected, shanghai, shanghai], "{between}");
        assert!(list.iter().all(|meeting| meeting.host_id.is_some()));
    }
}

#[test]
fn a_duplicate_field_does_not_affect_the_next_meeting() {
    let rows = [
        format!(r#"{{{ROW},"timezone":"Europe/Berlin","hostId":5}}"#),
        format!(r#"{{{ROW},"timeZone":"Asia/Shanghai","hostId":"_vIWeZ76TtuFceCKHkVk4Q"}}"#),
        format!(r#"{{{ROW},"timeZone":123456789,"timezone":"Europe/Berlin"}}"#),
        format!(r#"{{{}}}"#, ROW.replace("Asia/Shanghai", "Europe/Berlin")),
    ];
    let zones: Vec<_> = page(response(&rows))
        .list
        .into_iter()
        .filter_map(|meeting| meeting.timezone)
        .collect();
    assert_eq!(
        zones,
        ["Europe/Berlin", "Asia/Shanghai", "Europe/Berlin", "Europe/Berlin"]
    );
}
