//! Instants in a time zone: gaps and overlaps.

use super::*;

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
fn a_lookup_that_fails_gives_none() {
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
