//! Random, broken and large responses against `serde_json`.

use super::*;

#[test]
fn random_responses_agree_with_serde_json() {
    let mut prng = Prng::seeded(0xdec0de);
    let mut pages = 0;
    for _ in 0..20_000 {
        let body = random::response(&mut prng, 4);
        assert!(assert_agrees(body.as_bytes()), "the writer writes JSON: {body}");
        pages += usize::from(decode(200, body.as_bytes()).is_ok());
    }
    assert!(pages > 8_000, "{pages} pages");
}

#[test]
fn a_million_broken_responses_agree_with_serde_json() {
    let mut prng = Prng::seeded(0xb40ce2);
    let mut json = 0;
    for _ in 0..50_000 {
        let body = random::response(&mut prng, 2).into_bytes();
        for _ in 0..20 {
            let mut broken = body.clone();
            random::mutate(&mut prng, &mut broken);
            json += usize::from(assert_agrees(&broken));
        }
    }
    // Some mutations must keep the JSON valid, and some must break it.
    assert!((100_000..900_000).contains(&json), "{json} of them JSON");
}

/// Large pages: more than one piece of text, rows of more than one piece.
#[test]
fn large_responses_agree_with_serde_json() {
    let mut prng = Prng::seeded(7);
    for rows in [300, 1000, 3000] {
        let rows: Vec<_> = (0..rows)
            .map(|row| {
                let topic = prng.pick(&["x", "é", "高等数学", "a\\nb"]).repeat(prng.below(60));
                let extra = if row % 7 == 0 { r#","agenda":"é weekly""# } else { "" };
                format!(r#"{{{ROW},"topic":"{topic}"{extra}}}"#)
            })
            .collect();
        assert!(assert_agrees(response(&rows).as_bytes()));
    }
    let huge = "x".repeat(200_000);
    let rows = [&huge[..], "é", &huge, &huge].map(|topic| format!(r#"{{{ROW},"topic":"{topic}"}}"#));
    assert!(assert_agrees(response(&rows).as_bytes()));
}
