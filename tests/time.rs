//! Start times, zones and HTTP dates, compared with a calendar that counts single days.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::calendar::{DAY_MS, days, length};
use common::prng::Prng;
use zoom_lti_pro::time::{Instant, Shift, http_date_ms, in_zone, instant_ms, wall_clock_ms};

const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;

// Wall clock

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

// Zones

/// A zone that changes its offset once, at `at`.
#[derive(Clone, Copy, Debug)]
struct Zone {
    at: i64,
    before: i64,
    after: i64,
}

impl Zone {
    fn offset(self, instant: i64) -> i64 {
        if instant < self.at { self.before } else { self.after }
    }
}

#[track_caller]
fn found(wall: i64, zone: Zone) -> Instant {
    in_zone(wall, |instant| Some(zone.offset(instant))).unwrap()
}

fn instant(millis: i64, shift: Shift) -> Instant {
    Instant { millis, shift }
}

/// Clocks go from 02:00 to 03:00 at 01:00 UTC, as in Berlin in March.
const FORWARD: Zone = Zone {
    at: HOUR_MS,
    before: HOUR_MS,
    after: 2 * HOUR_MS,
};

/// Clocks go from 03:00 back to 02:00 at 01:00 UTC, as in Berlin in October.
const BACK: Zone = Zone {
    at: HOUR_MS,
    before: 2 * HOUR_MS,
    after: HOUR_MS,
};

#[test]
fn a_zone_without_changes_shifts_by_its_offset() {
    for minutes in (-14 * 60..=14 * 60).step_by(15) {
        let offset = minutes * MINUTE_MS;
        assert_eq!(in_zone(0, |_| Some(offset)), Some(instant(-offset, Shift::None)));
    }
}

#[test]
fn before_a_gap_nothing_is_shifted() {
    let wall = 2 * HOUR_MS - 1;
    assert_eq!(found(wall, FORWARD), instant(wall - HOUR_MS, Shift::None));
}

#[test]
fn the_start_of_a_gap_is_shifted_forward() {
    assert_eq!(found(2 * HOUR_MS, FORWARD), instant(HOUR_MS, Shift::Gap));
}

#[test]
fn the_end_of_a_gap_is_shifted_forward() {
    let wall = 3 * HOUR_MS - 1;
    assert_eq!(found(wall, FORWARD), instant(wall - HOUR_MS, Shift::Gap));
}

#[test]
fn after_a_gap_nothing_is_shifted() {
    assert_eq!(found(3 * HOUR_MS, FORWARD), instant(HOUR_MS, Shift::None));
}

#[test]
fn before_an_overlap_a_time_occurs_once() {
    let wall = 2 * HOUR_MS - 1;
    assert_eq!(found(wall, BACK), instant(wall - 2 * HOUR_MS, Shift::None));
}

#[test]
fn the_start_of_an_overlap_takes_the_earlier_instant() {
    assert_eq!(found(2 * HOUR_MS, BACK), instant(0, Shift::Overlap));
}

#[test]
fn the_end_of_an_overlap_takes_the_earlier_instant() {
    let wall = 3 * HOUR_MS - 1;
    assert_eq!(found(wall, BACK), instant(wall - 2 * HOUR_MS, Shift::Overlap));
}

#[test]
fn after_an_overlap_a_time_occurs_once() {
    assert_eq!(found(3 * HOUR_MS, BACK), instant(2 * HOUR_MS, Shift::None));
}

/// Samoa crossed the date line in 2011: 30 December did not exist there.
#[test]
fn a_day_that_was_skipped_is_a_gap() {
    let midnight = wall_clock_ms("2011-12-30 00:00:00").unwrap();
    let samoa = Zone {
        at: midnight + 10 * HOUR_MS,
        before: -10 * HOUR_MS,
        after: 14 * HOUR_MS,
    };
    let wall = midnight + 12 * HOUR_MS;
    let Instant { millis, shift } = found(wall, samoa);
    assert_eq!((millis + samoa.offset(millis), shift), (wall + DAY_MS, Shift::Gap));
}

#[test]
fn an_unknown_zone_gives_none() {
    assert_eq!(in_zone(0, |_| None), None);
}

/// Any of the lookups may find that the zone is unknown.
#[test]
fn a_zone_that_any_lookup_does_not_know_gives_none() {
    for looks in 0..4 {
        let mut left = looks;
        let offset = |_| {
            left -= 1;
            (left >= 0).then_some(HOUR_MS)
        };
        assert_eq!(in_zone(0, offset), None, "after {looks} looks");
    }
}

/// The instants within a day, minute by minute, at which the zone's clocks show `wall`.
fn shown(wall: i64, zone: Zone) -> Vec<i64> {
    let span = (-26 * 60..=26 * 60).map(|minutes| wall + minutes * MINUTE_MS);
    span.filter(|instant| instant + zone.offset(*instant) == wall).collect()
}

#[test]
fn random_zones_agree_with_a_search_minute_by_minute() {
    let mut prng = Prng::seeded(2);
    for _ in 0..3_000 {
        let mut minutes = |low, high| prng.between(low, high) * MINUTE_MS;
        let zone = Zone {
            at: minutes(-10_000, 10_000),
            before: minutes(-12 * 60, 14 * 60),
            after: minutes(-12 * 60, 14 * 60),
        };
        let wall = zone.at + minutes(-30 * 60, 30 * 60);
        // The module assumes that clocks change by at most a day.
        if zone.before.abs_diff(zone.after) > DAY_MS.unsigned_abs() {
            continue;
        }
        let expected = match *shown(wall, zone).as_slice() {
            [] => instant(wall - zone.before, Shift::Gap),
            [only] => instant(only, Shift::None),
            [earlier, ..] => instant(earlier, Shift::Overlap),
        };
        assert_eq!(found(wall, zone), expected, "{wall} in {zone:?}");
    }
}

#[test]
fn a_gap_shifts_forward_by_its_length() {
    let mut prng = Prng::seeded(3);
    for _ in 0..10_000 {
        let gap = prng.between(1, 24 * 60) * MINUTE_MS;
        let before = prng.between(-10 * 60, 0) * MINUTE_MS;
        let zone = Zone {
            at: prng.between(-1_000, 1_000) * HOUR_MS,
            before,
            after: before + gap,
        };
        let wall = zone.at + before + prng.between(0, gap - 1);
        let Instant { millis, shift } = found(wall, zone);
        assert_eq!(
            (millis + zone.offset(millis), shift),
            (wall + gap, Shift::Gap),
            "{wall} in {zone:?}"
        );
    }
}

/// The core must not panic: it controls neither the time nor the results of a zone database.
#[test]
fn extreme_numbers_do_not_panic_in_a_zone() {
    for wall in [i64::MIN, i64::MAX] {
        for offset in [i64::MIN, 0, i64::MAX] {
            let _ = in_zone(wall, |_| Some(offset));
        }
    }
}

// HTTP dates

const MOMENT: i64 = 784_111_777_000;

#[test]
fn the_three_forms_of_rfc_9110_are_read() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        assert_eq!(http_date_ms(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn every_day_is_read_in_the_form_servers_send() {
    for day in days() {
        let text = day.imf("08:49:37");
        assert_eq!(http_date_ms(&text), Some(day.millis + 31_777_000), "{text}");
    }
}

#[test]
fn every_day_is_read_in_the_form_of_asctime() {
    for day in days() {
        let text = day.asctime("23:59:59");
        assert_eq!(http_date_ms(&text), Some(day.millis + DAY_MS - 1_000), "{text}");
    }
}

/// Two digits mean a year from 1970 to 2069.
#[test]
fn every_day_of_a_century_is_read_in_the_form_of_rfc_850() {
    for day in days().iter().filter(|day| (1970..2070).contains(&day.year)) {
        let text = day.rfc850("00:00:00");
        assert_eq!(http_date_ms(&text), Some(day.millis), "{text}");
    }
}

#[test]
fn a_wrong_weekday_is_ignored() {
    assert_eq!(http_date_ms("Mon, 06 Nov 1994 08:49:37 GMT"), Some(MOMENT));
}

#[test]
fn text_that_is_not_a_date_gives_none() {
    for text in [
        "",
        " ",
        "0",
        "-1",
        "now",
        "Sun",
        "Sun,",
        "Sun, 06 Nov 1994",
        "08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "1994-11-06 08:49:37",
        "784111777",
        "06 Nov 1994 08:49:37 GMT",
        "Nov 6 1994 08:49:37",
        "GMT",
        ", , , ,",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
    ] {
        assert_eq!(http_date_ms(text), None, "{text}");
    }
}

#[test]
fn dates_that_do_not_exist_give_none() {
    for text in [
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sunday, 31-Nov-94 08:49:37 GMT",
        "Sun Nov 31 08:49:37 1994",
    ] {
        assert_eq!(http_date_ms(text), None, "{text}");
    }
}

#[test]
fn months_have_one_spelling() {
    for month in [
        "nov",
        "NOV",
        "November",
        "11",
        "No",
        "ovD",
        "an\u{0}",
        "Nov.",
        "Nov\u{e9}",
    ] {
        let text = format!("Sun, 06 {month} 1994 08:49:37 GMT");
        assert_eq!(http_date_ms(&text), None, "{text}");
    }
}

#[test]
fn other_zones_give_none() {
    for zone in ["UTC", "gmt", "UT", "Z", "EST", "+0000", "GMT+1"] {
        let text = format!("Sun, 06 Nov 1994 08:49:37 {zone}");
        assert_eq!(http_date_ms(&text), None, "{text}");
    }
}

#[test]
fn years_of_other_lengths_give_none() {
    for year in ["4", "994", "01994", "19944", "+1994", ""] {
        let text = format!("Sun, 06 Nov {year} 08:49:37 GMT");
        assert_eq!(http_date_ms(&text), None, "{text}");
    }
}

#[test]
fn times_of_day_in_other_forms_give_none() {
    for clock in [
        "8:49:37",
        "08:49",
        "084937",
        "08:49:37.5",
        "08.49.37",
        "+8:49:37",
        "08:49:3x",
    ] {
        let text = format!("Sun, 06 Nov 1994 {clock} GMT");
        assert_eq!(http_date_ms(&text), None, "{text}");
    }
}

/// Text in none of the three forms gives `None`.
#[test]
fn mixtures_of_the_forms_give_none() {
    for text in [
        "x 06 Nov 1994 08:49:37 GMT",
        "later, 06 Nov 1994 08:49:37 GMT",
        "Sun,06-Nov,1994 08:49:37-GMT",
        "Sun-06-Nov-1994-08:49:37-GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 0006 Nov 1994 08:49:37 GMT",
        "Sun,, 06  Nov   1994 08:49:37 GMT,",
        "Sun-Nov-6-08:49:37-1994",
        "Sun, 06 Nov -1994 08:49:37 GMT",
    ] {
        assert_eq!(http_date_ms(text), None, "{text}");
    }
}

#[test]
fn no_date_panics() {
    let mut prng = Prng::seeded(4);
    let pieces = [
        "Sun", "Sunday", ",", " ", "-", "06", "6", "Nov", "Feb", "94", "1994", "08:49:37", "GMT", ":", "9", "é", "😀",
        "\0",
    ];
    for _ in 0..200_000 {
        let text: String = (0..prng.below(14)).map(|_| *prng.pick(&pieces)).collect();
        let _ = http_date_ms(&text);
    }
}
