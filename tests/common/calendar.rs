//! The Gregorian calendar, by counting single days, and HTTP dates from it.

pub(crate) struct Day {
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: usize,
    pub(crate) day: i64,
    /// Midnight, in milliseconds since 1970.
    pub(crate) millis: i64,
}

pub(crate) const DAY_MS: i64 = 86_400_000;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Every day from 1900-01-01, a Monday 25,567 days before 1970, to 2200-12-31.
pub(crate) fn days() -> Vec<Day> {
    let mut days = Vec::new();
    let mut millis = -25_567 * DAY_MS;
    for year in 1900..=2200 {
        for month in 1..=12 {
            for day in 1..=length(year, month) {
                days.push(Day {
                    year,
                    month,
                    day,
                    millis,
                });
                millis += DAY_MS;
            }
        }
    }
    days
}

/// The number of days in a month.
pub(crate) fn length(year: i64, month: usize) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Day {
    /// `2022-08-04`
    pub(crate) fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn weekday(&self) -> &'static str {
        // 1900-01-01 was a Monday.
        let since = (self.millis / DAY_MS + 25_567) % 7;
        WEEKDAYS[usize::try_from(since).expect("0 to 6")]
    }

    fn month_name(&self) -> &'static str {
        MONTHS[self.month - 1]
    }

    fn weekday_name(&self) -> &'static str {
        &self.weekday()[..3]
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    pub(crate) fn imf(&self, clock: &str) -> String {
        let Self { year, day, .. } = self;
        format!(
            "{}, {day:02} {} {year:04} {clock} GMT",
            self.weekday_name(),
            self.month_name()
        )
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    pub(crate) fn rfc850(&self, clock: &str) -> String {
        let Self { year, day, .. } = self;
        format!(
            "{}, {day:02}-{}-{:02} {clock} GMT",
            self.weekday(),
            self.month_name(),
            year % 100
        )
    }

    /// `Sun Nov  6 08:49:37 1994`
    pub(crate) fn asctime(&self, clock: &str) -> String {
        let Self { year, day, .. } = self;
        format!(
            "{} {} {day:>2} {clock} {year:04}",
            self.weekday_name(),
            self.month_name()
        )
    }
}
