//! What happens after a failure and after a page: for any numbers, a call and a list end within their limits.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::policy::{
    Budget, CLOCK_TOLERANCE_MS, Completeness, Failure, MAX_CORRECTION_MS, MAX_READINGS, MAX_RETRY_AFTER_MS, Next,
    PageSeen, Paging, Progress, Reading, Sent, after_page, after_reading, next,
};

fuzz_target!(|data: &[u8]| {
    a_call_ends(&mut Numbers(data));
    a_list_ends(&mut Numbers(data));
    a_list_is_read_a_few_times(&mut Numbers(data));
});

/// Numbers from the input; 0 after its end.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let (taken, rest) = self.0.split_first_chunk().unwrap_or((&[0; N], &[]));
        self.0 = rest;
        *taken
    }

    fn byte(&mut self) -> u8 {
        u8::from_le_bytes(self.bytes())
    }

    fn count(&mut self) -> u32 {
        u32::from_le_bytes(self.bytes())
    }
}

/// A call in which every attempt fails ends after the allowed retries. It tries each secret once with each clock: the
/// remembered one, our own, and the corrected one.
fn a_call_ends(numbers: &mut Numbers) {
    let [retries, secrets, remembered] = numbers.bytes().map(|byte| byte % 5);
    let is_remembered = remembered > 2;
    let mut budget = Budget {
        retries: retries.into(),
        more_secrets: secrets > 0,
        clock_remembered: is_remembered,
        remaining_ms: u64::from(numbers.count()),
        ..Budget::default()
    };
    let most = u32::from(retries) + 3 * (1 + u32::from(secrets));
    let mut secrets_left = secrets;
    for attempt in 1.. {
        assert!(attempt <= most, "{attempt} attempts");
        let failure = failure(numbers);
        let random = f64::from_bits(u64::from_le_bytes(numbers.bytes()));
        match next(failure, budget, random) {
            Next::GiveUp => return,
            Next::DoNotRepeat => {
                assert!(!failure.read_only && failure.sent != Sent::No);
                return;
            }
            Next::ClockTooFar => {
                assert!(failure.correction_ms.unwrap().unsigned_abs() > MAX_CORRECTION_MS);
                return;
            }
            Next::Wait(ms) => {
                assert!(failure.retryable && (!failure.rejected || failure.status == 0));
                assert!(ms >= failure.retry_after_ms.unwrap_or(0));
                assert!(ms <= MAX_RETRY_AFTER_MS && ms < budget.remaining_ms);
                budget.retried += 1;
                budget.remaining_ms -= ms;
            }
            Next::CorrectClock => {
                assert!(failure.rejected && !budget.clock_corrected);
                assert!(failure.clock_offset_ms.unwrap().unsigned_abs() > CLOCK_TOLERANCE_MS);
                assert!(failure.correction_ms.unwrap().unsigned_abs() <= MAX_CORRECTION_MS);
                budget.clock_corrected = true;
                budget.clock_remembered = false;
            }
            Next::OwnClock => {
                assert!(failure.rejected && budget.clock_remembered);
                budget.clock_remembered = false;
            }
            Next::NextSecret => {
                assert!(failure.rejected && secrets_left > 0);
                secrets_left -= 1;
                budget.more_secrets = secrets_left > 0;
                budget.clock_corrected = false;
                budget.clock_remembered = is_remembered;
            }
        }
    }
}

fn failure(numbers: &mut Numbers) -> Failure {
    let kind = numbers.byte();
    let number = u64::from_le_bytes(numbers.bytes());
    // Small numbers are the most realistic.
    let near = number % 100_000;
    Failure {
        read_only: kind & 32 != 0,
        sent: [Sent::No, Sent::Maybe, Sent::Yes, Sent::Acted][usize::from(kind >> 6)],
        status: [0, 401, 429, 503][usize::from(numbers.byte() % 4)],
        retryable: kind & 1 != 0,
        rejected: kind & 2 != 0,
        retry_after_ms: (kind & 4 != 0).then_some(if kind & 8 != 0 { number } else { near }),
        clock_offset_ms: (kind & 16 != 0).then_some(i64::from_le_bytes(number.to_le_bytes())),
        correction_ms: (kind & 16 != 0).then(|| i64::from_le_bytes(numbers.bytes())),
    }
}

/// For any pages, a list ends at most two pages after the last new meeting. It never ends at a page with a new meeting
/// while promised meetings are missing.
fn a_list_ends(numbers: &mut Numbers) {
    let mut before = Progress::default();
    let mut idle = 0;
    loop {
        let ended = numbers.0.is_empty();
        let page = page(numbers);
        let follows = after_page(page, before);
        let complete = before.rows.saturating_add(page.new_rows) >= page.total;
        let grew = page.rows > 0 && before.page_size != 0 && page.page_size > before.page_size;
        assert_eq!(follows == Paging::Grew, grew);
        match follows {
            Paging::More => {
                assert!(page.rows >= page.page_size || !complete);
            }
            Paging::End if !complete => assert!(page.rows == 0 && before.stale > 0),
            Paging::End => {}
            Paging::Repeats => assert!(page.rows > 0 && page.new_rows == 0 && before.stale > 0),
            Paging::Grew => return,
        }
        if follows != Paging::More {
            return;
        }
        // Counts as `npm/client/paging.ts` does.
        before.rows = before.rows.saturating_add(page.new_rows);
        before.stale = if page.new_rows == 0 { before.stale + 1 } else { 0 };
        if page.rows > 0 {
            before.page_size = page.page_size;
        }
        if ended {
            idle += 1;
            assert!(idle <= 2, "nothing comes, and the list goes on");
        }
    }
}

/// For any readings, a list ends when two readings agree, or at the maximum.
fn a_list_is_read_a_few_times(numbers: &mut Numbers) {
    for readings in 1.. {
        assert!(readings <= MAX_READINGS, "{readings} readings");
        let [kind, rows, first, total] = numbers.bytes();
        let reading = Reading {
            rows: rows.into(),
            first_rows: u32::from(first.min(rows)),
            is_short: kind & 1 != 0,
            total: total.into(),
            repeated: kind & 2 != 0,
            agrees: readings > 1 && kind & 4 != 0,
            readings,
        };
        match after_reading(reading) {
            Completeness::Again => assert!(!reading.agrees),
            Completeness::Changed => {
                assert!(!reading.agrees && readings == MAX_READINGS);
                return;
            }
            Completeness::Miscounted => {
                assert!(reading.agrees);
                return;
            }
            Completeness::Complete => {
                assert!(reading.agrees || reading.rows == reading.first_rows);
                return;
            }
        }
    }
}

fn page(numbers: &mut Numbers) -> PageSeen {
    let [kind, rows, new_rows, size] = numbers.bytes();
    let total = numbers.count();
    let rows = u32::from(rows) % 8;
    PageSeen {
        rows,
        new_rows: u32::from(new_rows) % (rows + 1),
        page_size: u32::from(size) % 8,
        total: if kind & 1 == 0 { total % 64 } else { total },
    }
}
