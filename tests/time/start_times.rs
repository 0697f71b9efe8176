//! Start times as wall clock times.

use super::*;

#[test]
fn start_times_are_read() {
    let table = [
        ("1970-01-01 00:00:00", 0),
        ("1970-01-01 00:00:01", 1_000),
        ("1969-12-31 23:59:59", -1_000),
        ("2022-08-04 10:00:00", 1_659_607_200_000),
        ("2022-08-04T10:00:00", 1_659_607_200_000),
        ("2000-02-29 12:34:56", 951_827_696_000),
        ("2024-02-29 00:00:00", 1_709_164_800_000),
        ("1600-01-01 00:00:00", -11_676_096_000_000),
        ("9999-12-31 23:59:59", 253_402_300_799_000),
    ];
    for (text, expected) in table {
        assert_eq!(wall_clock_ms(text), Some(expected), "{text}");
    }
}

#[test]
fn a_leap_second_is_the_first_of_the_next_minute() {
    assert_eq!(
        wall_clock_ms("2016-12-31 23:59:60"),
        wall_clock_ms("2017-01-01 00:00:00")
    );
}

#[test]
fn days_that_do_not_exist_give_none() {
    for text in [
        "2022-02-29 10:00:00",
        "2022-02-30 10:00:00",
        "1900-02-29 10:00:00",
        "2100-02-29 10:00:00",
        "2022-04-31 10:00:00",
        "2022-06-31 10:00:00",
        "2022-09-31 10:00:00",
        "2022-11-31 10:00:00",
        "2022-01-32 10:00:00",
        "2022-01-00 10:00:00",
        "2022-00-01 10:00:00",
        "2022-13-01 10:00:00",
        "2022-99-99 10:00:00",
    ] {
        assert_eq!(wall_clock_ms(text), None, "{text}");
    }
}

#[test]
fn times_that_do_not_exist_give_none() {
    for text in [
        "2022-08-04 24:00:00",
        "2022-08-04 25:00:00",
        "2022-08-04 10:60:00",
        "2022-08-04 10:00:61",
        "2022-08-04 99:99:99",
    ] {
        assert_eq!(wall_clock_ms(text), None, "{text}");
    }
}

#[test]
fn seconds_may_be_missing_or_have_a_fraction() {
    let whole = wall_clock_ms("2022-08-04 10:00:00").unwrap();
    let table = [
        ("2022-08-04 10:00", 0),
        ("2022-08-04T10:00", 0),
        ("2022-08-04t10:00:00", 0),
        (" 2022-08-04 10:00:00\n", 0),
        ("2022-08-04 10:00:00.0", 0),
        ("2022-08-04 10:00:00.5", 500),
        ("2022-08-04 10:00:00,25", 250),
        ("2022-08-04T10:00:00.123", 123),
        ("2022-08-04T10:00:00.123456789", 123),
        ("2022-08-04T10:00:00.999999999999999999999999", 999),
    ];
    for (text, beyond) in table {
        assert_eq!(wall_clock_ms(text), Some(whole + beyond), "{text}");
        assert_eq!(instant_ms(text), None, "{text}");
    }
}

#[test]
fn a_time_with_an_offset_is_an_instant_and_not_a_wall_clock_time() {
    let utc = wall_clock_ms("2022-08-04 10:00:00").unwrap();
    let table = [
        ("Z", 0),
        ("z", 0),
        (" Z", 0),
        ("UTC", 0),
        (" UTC", 0),
        (" GMT", 0),
        ("+00:00", 0),
        ("-00:00", 0),
        ("+0000", 0),
        (" +0000", 0),
        ("+00", 0),
        ("+02:00", 120),
        ("+0200", 120),
        ("+02", 120),
        ("-05:00", -300),
        ("+05:45", 345),
        ("-09:30", -570),
        ("+14:00", 840),
        ("+23:59", 1_439),
    ];
    for (zone, minutes) in table {
        for clock in ["2022-08-04 10:00:00", "2022-08-04T10:00:00.000", "2022-08-04T10:00"] {
            let text = format!("{clock}{zone}");
            assert_eq!(instant_ms(&text), Some(utc - minutes * MINUTE_MS), "{text}");
            assert_eq!(wall_clock_ms(&text), None, "{text}");
        }
    }
}

#[test]
fn other_forms_give_none() {
    for text in [
        "",
        " ",
        "2022-08-04",
        "10:00:00",
        "2022-08-04Z",
        "2022-08-04  10:00:00",
        "2022-08-04 10",
        "2022-08-04 10:0",
        "2022-08-04 10:00:",
        "2022-08-04 10:00:0",
        "2022-08-04 10:00:00.",
        "2022-08-04 10:00:00.Z",
        "2022-08-04 10:00:00.+02:00",
        "2022-08-04 10:00:00.1.2",
        "2022-08-04 10:00.5",
        "2022-08-04 10:00:00 PM",
        "2022-08-04 10:00 AM",
        "2022-08-04 10:00:00ZZ",
        "2022-08-04 10:00:00 utc",
        "2022-08-04 10:00:00 CST",
        "2022-08-04 10:00:00+2",
        "2022-08-04 10:00:00+2:00",
        "2022-08-04 10:00:00+020",
        "2022-08-04 10:00:00+02-00",
        "2022-08-04 10:00:00+02:0",
        "2022-08-04 10:00:00+02:000",
        "2022-08-04 10:00:00+24:00",
        "2022-08-04 10:00:00+02:60",
        "2022-08-04 10:00:00*02:00",
        "2022-08-04 10:00:00+-2:00",
        "2022-08-04_10:00:00",
        "2022/08/04 10:00:00",
        "04-08-2022 10:00:00",
        "2022-8-4 10:00:00",
        "2022-08-04 1:00:00",
        "22-08-04 10:00:00",
        "+2022-08-4 10:00:00",
        "-022-08-04 10:00:00",
        "2022-+8-04 10:00:00",
        "2022-08-04 10.00.00",
        "20220804T100000Z",
        "1659607200000",
        "null",
        "undefined",
        "２022-08-04 10:0",
        "٢٠٢٢-08-04 10:",
        "2022-08-04é10:00:0",
    ] {
        assert_eq!((wall_clock_ms(text), instant_ms(text)), (None, None), "{text}");
    }
}

#[test]
fn every_change_of_one_character_to_a_letter_gives_none() {
    let text = "2022-08-04 10:00:00";
    for index in 0..text.len() {
        let changed = [&text[..index], "x", &text[index + 1..]].concat();
        assert_eq!(
            (wall_clock_ms(&changed), instant_ms(&changed)),
            (None, None),
            "{changed}"
        );
    }
}

#[test]
fn every_day_of_three_centuries_is_counted() {
    for day in days() {
        let midnight = format!("{} 00:00:00", day.iso());
        assert_eq!(wall_clock_ms(&midnight), Some(day.millis), "{midnight}");
    }
}

#[test]
fn every_day_after_the_last_of_a_month_gives_none() {
    for year in 1900..=2200 {
        for month in 1..=12 {
            for day in length(year, month) + 1..=99 {
                let text = format!("{year:04}-{month:02}-{day:02} 00:00:00");
                assert_eq!(wall_clock_ms(&text), None, "{text}");
            }
        }
    }
}

#[test]
fn every_second_of_a_day_is_counted() {
    let mut expected = wall_clock_ms("2022-08-04 00:00:00").unwrap();
    for hour in 0..24 {
        for minute in 0..60 {
            for second in 0..60 {
                let text = format!("2022-08-04 {hour:02}:{minute:02}:{second:02}");
                assert_eq!(wall_clock_ms(&text), Some(expected), "{text}");
                expected += 1_000;
            }
        }
    }
}

#[test]
fn no_start_time_panics() {
    let mut prng = Prng::seeded(1);
    let characters: Vec<char> = "0129-+:. TZé😀".chars().collect();
    for _ in 0..200_000 {
        let (digits, length) = (prng.below(19), prng.below(24));
        let text = format!("{}{}", &"2022-08-04 10:00:00"[..digits], prng.text(&characters, length));
        assert!(wall_clock_ms(&text).is_none() || instant_ms(&text).is_none());
        let _ = instant_ms(&format!("2022-08-04 10:00{}", prng.text(&characters, length)));
    }
}
