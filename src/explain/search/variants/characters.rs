//! Characters that copying, typing and printing add to a text or change in it.

/// Characters, each with the variant of the mistake that it makes. The more likely ones come first.
#[rustfmt::skip]
pub(super) const INSERTED: &[(&str, &str)] = &[
    ("\n", "line_break"), ("\r\n", "line_break"), ("\r", "line_break"), ("\u{2028}", "line_break"), ("\\\n",
    "line_break"),
    (" ", "space"), ("\t", "space"), ("\u{a0}", "space"), ("\u{202f}", "space"), ("\u{2009}", "space"),
    ("\u{3000}", "space"), ("\u{200b}", "zero_width"), ("\u{200c}", "zero_width"), ("\u{200d}", "zero_width"),
    ("\u{200e}", "zero_width"), ("\u{200f}", "zero_width"), ("\u{2060}", "zero_width"), ("\u{feff}", "zero_width"),
    ("\u{ad}", "zero_width"), ("\"", "quote"), ("'", "quote"), ("`", "quote"), ("“", "quote"), ("”", "quote"),
    ("‘", "quote"), ("’", "quote"), ("\\", "backslash"), ("-", "dash"), ("\u{ad}\n", "line_break"), ("-\n",
    "line_break"),
];

/// Quotes and brackets around a text.
#[rustfmt::skip]
pub(super) const QUOTES: [(&str, &str); 16] = [
    ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ("”", "”"), ("’", "’"),
    ("<", ">"), ("{", "}"), ("[", "]"), ("(", ")"), ("\"", "\"\n"), ("'", "'\n"), ("\\\"", "\\\""),
];

/// Dashes that word processors put in place of a hyphen.
pub(super) const DASHES: [&str; 7] = ["–", "—", "\u{2010}", "\u{2011}", "\u{2012}", "−", "\u{ad}"];

/// How Python prints bytes.
pub(super) const PYTHON_BYTES: [(&str, &str); 3] = [("b'", "'"), ("b\"", "\""), ("(b'", "')")];
