//! Reads curl commands, quoted for Bash, cmd or PowerShell. The options are from curl's manual page.

use alloc::string::{String, ToString};
use alloc::vec::{self, Vec};
use core::mem::take;

use super::scan::is_letter;
use super::shell::{Quoting, Word, words};
use super::target::is_of_the_api;
use super::value::is_signature;

/// A request that a command sends.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) signature: Option<String>,
    pub(super) body: Option<String>,
    /// Whether the shell ends the command inside the URL.
    pub(super) is_cut: bool,
    /// Whether lines that a terminal broke were joined.
    pub(super) is_wrapped: bool,
}

/// The requests of the commands with a URL.
pub(super) fn requests(text: &str) -> impl Iterator<Item = Request> {
    commands(text).filter_map(|command| {
        let words = words(command, quoting(command));
        // In Windows PowerShell, `curl` can be an alias of a cmdlet.
        let is_of_a_cmdlet = |word: &Word| {
            let mut names = ["-uri", "-headers"].iter();
            names.any(|name| word.text.eq_ignore_ascii_case(name))
        };
        if words.iter().any(is_of_a_cmdlet) {
            return None;
        }
        Command::default().read(words.into_iter().skip(1))
    })
}

/// The commands in the text: each starts at its `curl` and ends before the next.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices("curl").map(|(start, _)| start);
    let mut starts: Vec<usize> = starts.filter(|start| is_command(text, *start)).collect();
    starts.push(text.len());
    let ends: Vec<usize> = starts.iter().skip(1).copied().collect();
    starts
        .into_iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(start..end)?.split("\n\n").next())
}

/// Whether `curl` is a separate word before an argument. The text can also just mention curl.
fn is_command(text: &str, start: usize) -> bool {
    let (before, after) = text.split_at_checked(start).unwrap_or_default();
    let inside = |char: char| is_letter(char) || "-_./\\".contains(char);
    let after = after.strip_prefix("curl").unwrap_or(after);
    let after = after.strip_prefix(".exe").unwrap_or(after);
    !before.ends_with(inside) && after.starts_with([' ', '\t']) && is_argument(after)
}

fn is_argument(text: &str) -> bool {
    let word = text.split_ascii_whitespace().next().unwrap_or_default();
    word.starts_with(['-', '"', '\'', '$', '^', '\\', '`', '{']) || word.contains(['/', '.'])
}

fn quoting(command: &str) -> Quoting {
    let has = |marks: &[&str]| marks.iter().any(|mark| command.contains(mark));
    if has(&["^\"", "^&", "^\n"]) {
        Quoting::Cmd
    } else if has(&["`\n"]) || (command.starts_with("curl.exe") && !has(&["\\\n"])) {
        Quoting::PowerShell
    } else {
        Quoting::Bash
    }
}

/// What an option means for the request.
#[derive(Clone, Copy)]
enum Opt {
    Header,
    Data,
    RawData,
    EncodedData,
    Form,
    UrlQuery,
    Url,
    Method,
    Upload,
    /// The value is irrelevant to the request.
    Value,
    Get,
    Head,
    Flag,
}

impl Opt {
    fn takes_value(self) -> bool {
        !matches!(self, Self::Get | Self::Head | Self::Flag)
    }

    fn long(name: &str) -> Self {
        match name {
            "header" => Self::Header,
            "data" | "data-ascii" | "data-binary" => Self::Data,
            "data-raw" | "json" => Self::RawData,
            "data-urlencode" => Self::EncodedData,
            "form" | "form-string" => Self::Form,
            "url-query" => Self::UrlQuery,
            "url" => Self::Url,
            "request" => Self::Method,
            "upload-file" => Self::Upload,
            "get" => Self::Get,
            "head" => Self::Head,
            _ if VALUES.contains(&name) => Self::Value,
            _ => Self::Flag,
        }
    }

    fn short(letter: char) -> Self {
        match letter {
            'H' => Self::Header,
            'd' => Self::Data,
            'F' => Self::Form,
            'X' => Self::Method,
            'T' => Self::Upload,
            'G' => Self::Get,
            'I' => Self::Head,
            _ if "AbCDeEKmoPQrtuUwxyYz".contains(letter) => Self::Value,
            _ => Self::Flag,
        }
    }
}

/// Long options with another URL as their value.
const VALUES: [&str; 5] = ["doh-url", "output", "preproxy", "proxy", "referer"];

/// The parts of a command that were read.
#[derive(Default)]
struct Command {
    url: Option<Word>,
    method: Option<String>,
    get: bool,
    head: bool,
    /// The parts of the body, encoded as curl sends them.
    data: Vec<String>,
    has_body: bool,
    queries: Vec<String>,
    signature: Option<String>,
}

type Words = core::iter::Skip<vec::IntoIter<Word>>;

impl Command {
    fn read(mut self, mut words: Words) -> Option<Request> {
        while let Some(word) = words.next() {
            if matches!(word.text.as_str(), "|" | "&&" | ";") {
                break;
            }
            if let Some(long) = word.text.strip_prefix("--") {
                self.long(long, &mut words);
            } else if let Some(letters) = word.text.strip_prefix('-') {
                self.short(letters, &mut words);
            } else {
                self.address(word);
            }
        }
        self.finish()
    }

    fn long(&mut self, option: &str, words: &mut Words) {
        let (name, own) = match option.split_once('=') {
            Some((name, value)) => (name, Some(attached(value))),
            None => (option, None),
        };
        let option = Opt::long(name);
        let value = if option.takes_value() {
            own.or_else(|| words.next())
        } else {
            None
        };
        self.apply(option, value.unwrap_or_default());
    }

    /// Short options without a value can be combined. A value can follow its letter directly.
    fn short(&mut self, letters: &str, words: &mut Words) {
        let mut rest = letters.chars();
        while let Some(letter) = rest.next() {
            let option = Opt::short(letter);
            if option.takes_value() {
                let own = Some(rest.as_str()).filter(|rest| !rest.is_empty());
                let value = own.map(attached).or_else(|| words.next());
                return self.apply(option, value.unwrap_or_default());
            }
            self.apply(option, Word::default());
        }
    }

    fn apply(&mut self, option: Opt, word: Word) {
        if let Opt::Url = option {
            return self.address(word);
        }
        let value = word.text;
        match option {
            Opt::Header => self.signature = self.signature.take().or_else(|| signature_of(&value)),
            Opt::Data => self.body(Some(value).filter(|value| !value.starts_with('@'))),
            Opt::RawData => self.body(Some(value)),
            Opt::EncodedData => self.body(encoded(&value)),
            Opt::Form => self.body(None),
            Opt::UrlQuery => self.queries.extend(match value.strip_prefix('+') {
                Some(raw) => Some(raw.to_string()),
                None => encoded(&value),
            }),
            Opt::Method => self.method = Some(value),
            Opt::Upload => self.method = self.method.take().or_else(|| Some("PUT".to_string())),
            Opt::Get => self.get = true,
            Opt::Head => self.head = true,
            Opt::Url | Opt::Value | Opt::Flag => {}
        }
    }

    /// `None` is the unknown content of a file (`@name`).
    fn body(&mut self, data: Option<String>) {
        self.has_body = true;
        self.data.extend(data);
    }

    /// Keeps the first word of the API, otherwise the first with a scheme, otherwise the first that could be a URL.
    fn address(&mut self, word: Word) {
        let rank = |word: &Word| {
            let has_scheme = word.text.contains("://");
            (
                has_scheme && is_of_the_api(&word.text),
                has_scheme,
                word.text.contains(['/', '.', '?']),
            )
        };
        let known = self.url.as_ref().map_or((false, false, false), rank);
        if rank(&word) > known {
            self.url = Some(word);
        }
    }

    fn finish(mut self) -> Option<Request> {
        let method = self.method();
        let Word { text: mut url, is_cut } = self.url.take()?;
        // A terminal wrapped the line.
        let is_wrapped = url.contains('\n');
        url.retain(|char| char != '\n');
        let mut queries = take(&mut self.queries);
        if self.get {
            queries.extend(take(&mut self.data));
        }
        let body = self.data.join("&");
        if !queries.is_empty() {
            url = with_query(&url, &queries.join("&"));
        }
        Some(Request {
            method,
            url,
            signature: self.signature,
            body: Some(body).filter(|body| !body.is_empty()),
            is_cut,
            is_wrapped,
        })
    }

    fn method(&mut self) -> String {
        let implied = match (self.get, self.head, self.has_body) {
            (_, true, _) => "HEAD",
            (false, false, true) => "POST",
            _ => "GET",
        };
        self.method.take().unwrap_or_else(|| implied.to_string())
    }
}

fn attached(value: &str) -> Word {
    Word {
        text: value.to_string(),
        is_cut: false,
    }
}

/// The value of an argument `X-Lti-Signature: value`.
fn signature_of(field: &str) -> Option<String> {
    let (name, value) = field.split_once(':')?;
    // A code block can end directly behind the command.
    let value = value.split('`').next().unwrap_or_default();
    let value = value.split("]]>").next().unwrap_or_default().trim();
    (is_signature(name) && !value.is_empty()).then(|| value.to_string())
}

/// Appends a query as curl 7.88 does: before the fragment, and after `&` if there is a query.
fn with_query(url: &str, query: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let joiner = match url.split_once('?') {
        None => "?",
        Some((_, before)) if before.is_empty() || before.ends_with('&') => "",
        Some(_) => "&",
    };
    [url, joiner, query].concat()
}

/// Reads `content`, `=content` and `name=content` of `--data-urlencode`, but not the forms that read a file.
fn encoded(value: &str) -> Option<String> {
    match value.split_once('=') {
        Some(("", content)) => Some(percent_encoded(content)),
        Some((name, content)) => Some([name, "=", &percent_encoded(content)].concat()),
        None => (!value.contains('@')).then(|| percent_encoded(value)),
    }
}

/// Encodes as curl does: a space becomes `+`.
pub(super) fn percent_encoded(text: &str) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
    encoded
}
