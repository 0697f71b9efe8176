//! Whitespace and characters that are not visible.

/// Whether the character is whitespace or invisible.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace()
        || matches!(
            char,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{ad}'
        )
}

/// Trims whitespace and invisible characters, unless nothing else would be left.
pub(super) fn bare(secret: &str) -> &str {
    let trimmed = secret.trim_matches(is_blank);
    if trimmed.is_empty() { secret } else { trimmed }
}
