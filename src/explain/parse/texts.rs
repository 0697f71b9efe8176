//! The text in other readings, without what a display adds.

use alloc::string::String;

use super::paste::scan::{skip, skip_back};
use super::paste::shown;

/// A longer text is read in one way only.
pub(super) const MAX_BYTES: usize = 16_384;

/// The text in other readings: what a page or a display adds is taken away.
pub(super) fn texts(text: &str) -> [String; 3] {
    let doubled = text.replace("\"\"", "\"").replace("''", "'").replace("#015#012", "\n");
    [doubled.replace("\\", ""), joined(text), shown(text)]
}

/// The text with the lines joined that a display of this width broke.
fn joined(text: &str) -> String {
    let width = text.lines().map(str::len).max().unwrap_or_default();
    let mut plain = String::new();
    for line in text.lines() {
        plain.push_str(skip_back(skip(line, MARKS), MARKS));
        if line.len() < 40 || line.len() + 12 < width {
            plain.push('\n');
        }
    }
    plain
}

/// What stands at the ends of lines in mail, comments and boxes.
const MARKS: &str = " \t>|#*│\\";
