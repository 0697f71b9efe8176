//! Splits a command into its arguments, as its shell would. Unlike in a shell, `&` does not end a word, so an unquoted
//! URL stays whole.

use alloc::string::String;
use alloc::vec::Vec;
use core::iter::Peekable;
use core::str::Chars;

/// The quoting rules of a shell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// `'…'`, `"…"`, `$'…'`, `\` (Bash Reference Manual, 3.1.2).
    Bash,
    /// `^` outside double quotes (Windows command line), then `"…"` and `\"` (Microsoft C runtime).
    Cmd,
    /// `'…'`, `"…"`, `` ` `` (about_Quoting_Rules).
    PowerShell,
}

/// An argument of a command.
#[derive(Default)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it has an `&` where the shell would end the command.
    pub(super) is_cut: bool,
}

/// The arguments of a command, in order.
pub(super) fn words(command: &str, quoting: Quoting) -> Vec<Word> {
    match quoting {
        Quoting::Cmd => Splitter::new(&without_carets(command), quoting).run(),
        _ => Splitter::new(command, quoting).run(),
    }
}

/// Removes the `^` escapes. A `"` after `^` does not start a quoted part.
fn without_carets(command: &str) -> String {
    let mut quoted = false;
    let mut kept = String::with_capacity(command.len());
    let mut chars = command.chars().filter(|char| *char != '\r');
    while let Some(char) = chars.next() {
        match char {
            '^' if !quoted => kept.extend(chars.next().filter(|char| *char != '\n')),
            '"' | '\n' => {
                quoted = char == '"' && !quoted;
                kept.push(char);
            }
            _ => kept.push(char),
        }
    }
    kept
}

struct Splitter<'a> {
    chars: Peekable<Chars<'a>>,
    quoting: Quoting,
    /// The current word, in bytes because `$'\xC3\xA9'` is one character. A quoted word can be empty.
    word: Option<Vec<u8>>,
    is_cut: bool,
    words: Vec<Word>,
}

impl<'a> Splitter<'a> {
    fn new(command: &'a str, quoting: Quoting) -> Self {
        Self {
            chars: command.chars().peekable(),
            quoting,
            word: None,
            is_cut: false,
            words: Vec::new(),
        }
    }

    fn run(mut self) -> Vec<Word> {
        while let Some(char) = self.chars.next() {
            match char {
                _ if char.is_ascii_whitespace() => self.end_word(),
                _ if self.is_mark(char) => self.mark(char),
                '"' => self.double_quoted(),
                '\'' if self.quoting != Quoting::Cmd => self.single_quoted(),
                '$' if self.quoting == Quoting::Bash && self.take('\'') => self.ansi_quoted(),
                '\\' if self.quoting == Quoting::Cmd => self.backslash_in_cmd(),
                _ if Some(char) == self.escape() => self.escaped(),
                _ => {
                    self.is_cut |= char == '&' && self.quoting != Quoting::Cmd;
                    self.push(char);
                }
            }
        }
        self.end_word();
        self.words
    }

    /// Whether the character ends a word; in Bash, also the end of `$(curl …)`.
    fn is_mark(&self, char: char) -> bool {
        match self.quoting {
            Quoting::Bash => "|)`".contains(char),
            Quoting::Cmd | Quoting::PowerShell => char == '|',
        }
    }

    fn escape(&self) -> Option<char> {
        match self.quoting {
            Quoting::Bash => Some('\\'),
            Quoting::PowerShell => Some('`'),
            Quoting::Cmd => None,
        }
    }

    fn push(&mut self, char: char) {
        let mut bytes = [0; 4];
        let word = self.word.get_or_insert_default();
        word.extend_from_slice(char.encode_utf8(&mut bytes).as_bytes());
    }

    fn end_word(&mut self) {
        let is_cut = core::mem::take(&mut self.is_cut);
        let word = self.word.take();
        self.words.extend(word.map(|word| Word {
            text: String::from_utf8_lossy(&word).into_owned(),
            is_cut,
        }));
    }

    fn mark(&mut self, char: char) {
        self.end_word();
        self.push(char);
        self.end_word();
    }

    fn take(&mut self, wanted: char) -> bool {
        self.chars.next_if_eq(&wanted).is_some()
    }

    /// Reads an escaped character; an escaped line end is removed.
    fn escaped(&mut self) {
        let _ = self.take('\r');
        if let Some(char) = self.chars.next().filter(|char| *char != '\n') {
            self.push(char);
        }
    }

    fn backslash_in_cmd(&mut self) {
        let quote = self.take('"');
        self.push(if quote { '"' } else { '\\' });
    }

    fn single_quoted(&mut self) {
        self.word.get_or_insert_default();
        while let Some(char) = self.chars.next() {
            let doubled = char == '\'' && self.quoting != Quoting::Bash && self.take('\'');
            if char == '\'' && !doubled {
                return;
            }
            self.push(char);
        }
    }

    fn double_quoted(&mut self) {
        self.word.get_or_insert_default();
        while let Some(char) = self.chars.next() {
            match char {
                '"' if self.escape() == Some('`') && self.take('"') => self.push('"'),
                '"' => return,
                '\\' if self.quoting == Quoting::Cmd => self.backslash_in_cmd(),
                '\\' if self.quoting == Quoting::Bash => self.backslash_in_quotes(),
                '`' if self.escape() == Some('`') => self.escaped(),
                _ => self.push(char),
            }
        }
    }

    /// Inside double quotes, Bash removes a backslash only before these characters.
    fn backslash_in_quotes(&mut self) {
        match self.chars.next_if(|next| "$`\"\\\n".contains(*next)) {
            Some('\n') => {}
            Some(char) => self.push(char),
            None => self.push('\\'),
        }
    }

    /// `$'…'` (Bash Reference Manual, 3.1.2.4).
    fn ansi_quoted(&mut self) {
        self.word.get_or_insert_default();
        while let Some(char) = self.chars.next() {
            match char {
                '\'' => return,
                '\\' => self.ansi_escape(),
                _ => self.push(char),
            }
        }
    }

    fn ansi_escape(&mut self) {
        let Some(char) = self.chars.next() else {
            return;
        };
        match char {
            'n' => self.push('\n'),
            'r' => self.push('\r'),
            't' => self.push('\t'),
            'x' => self.byte(16, 2),
            'u' => self.code_point(4),
            'U' => self.code_point(8),
            '\\' | '\'' | '"' | '?' => self.push(char),
            _ => {
                self.push('\\');
                self.push(char);
            }
        }
    }

    fn byte(&mut self, radix: u32, digits: usize) {
        let [byte, ..] = self.number(radix, digits).to_le_bytes();
        self.word.get_or_insert_default().push(byte);
    }

    fn code_point(&mut self, digits: usize) {
        let number = self.number(16, digits);
        self.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    /// Reads at most this many digits. Eight hexadecimal digits fit.
    fn number(&mut self, radix: u32, digits: usize) -> u32 {
        let mut number = 0_u32;
        for _ in 0..digits {
            let Some(char) = self.chars.next_if(|next| next.is_digit(radix)) else {
                break;
            };
            let digit = char.to_digit(radix).unwrap_or_default();
            number = number.wrapping_mul(radix).wrapping_add(digit);
        }
        number
    }
}
