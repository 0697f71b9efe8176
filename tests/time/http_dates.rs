//! Dates of HTTP headers.

use super::*;

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
