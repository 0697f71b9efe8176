//! Random responses in the documented shape, written in every form that JSON allows, and then broken.

use crate::common::prng::Prng;

const TEXT: [&str; 24] = [
    "",
    "a",
    "Alpha DevA Course1",
    "_vIWeZ76TtuFceCKHkVk4Q",
    "Asia/Shanghai",
    "UxDWPuPdT1OBudHV56kYJQ==",
    "86756778157",
    "2022-08-04 10:00:00",
    "60",
    "-1",
    "1e3",
    "0",
    "007",
    "1.50",
    "高等数学",
    "Ünïcödé",
    "😀",
    "𝒳 & <b>",
    "say \"hi\"",
    "back\\slash",
    "line\nbreak\ttab",
    "\u{0}\u{1f}\u{7f}",
    "\u{2028}\u{feff}",
    "…",
];
const NUMBERS: [&str; 20] = [
    "0",
    "1",
    "3",
    "8",
    "60",
    "1000",
    "999999999",
    "1000000000",
    "2147483647",
    "2147483648",
    "4294967296",
    "-1",
    "-0",
    "0.5",
    "1.0",
    "1e2",
    "1E-2",
    "12345678901234567890123",
    "1e400",
    "5e-324",
];
const SPACE: [&str; 5] = [" ", "\n", "\t", "\r\n", "  \n   "];
const UNKNOWN: [&str; 6] = ["agenda", "__proto__", "x", "éclair", "constructor", "a\"b"];

/// How a page is written.
pub(crate) struct Writer<'a> {
    prng: &'a mut Prng,
    out: String,
    /// How often something is unusual, out of 16. With 0 the page is written as the server writes it.
    oddity: usize,
}

/// A response of up to `rows` meetings.
pub(crate) fn response(prng: &mut Prng, rows: usize) -> String {
    let oddity = *prng.pick(&[0, 0, 1, 4]);
    let rows = prng.below(rows + 1);
    let mut writer = Writer {
        prng,
        out: String::new(),
        oddity,
    };
    writer.response(rows);
    writer.out
}

impl Writer<'_> {
    fn is_odd(&mut self) -> bool {
        self.prng.below(16) < self.oddity
    }

    fn space(&mut self) {
        if self.is_odd() {
            self.out.push_str(self.prng.pick::<&str>(&SPACE));
        }
    }

    fn response(&mut self, rows: usize) {
        if self.is_odd() && self.is_odd() {
            self.raw("\u{feff}");
        }
        self.space();
        if self.is_odd() && self.is_odd() {
            let fields: [Entry<'_>; 3] = [
                ("status", &|w| w.raw("false")),
                ("errorCode", &|w| w.text_or_number("401")),
                ("errorMessage", &|w| w.string("Verify LTI signature failed(2203).")),
            ];
            return self.object(&fields);
        }
        self.object(&[
            ("status", &|w| w.raw("true")),
            ("result", &|w| {
                w.object(&[
                    ("pageNum", &|w| w.number()),
                    ("pageSize", &|w| w.number()),
                    ("total", &|w| if rows == 0 { w.raw("0") } else { w.number() }),
                    ("list", &|w| {
                        if rows == 0 && w.is_odd() {
                            w.raw("null")
                        } else {
                            w.list(rows)
                        }
                    }),
                ]);
            }),
        ]);
        self.space();
    }

    fn list(&mut self, rows: usize) {
        self.out.push('[');
        self.space();
        for row in 0..rows {
            if row > 0 {
                self.out.push(',');
                self.space();
            }
            self.meeting();
        }
        self.space();
        self.out.push(']');
    }

    fn meeting(&mut self) {
        let zone = if self.is_odd() { "timeZone" } else { "timezone" };
        let fields: [Entry<'_>; 10] = [
            ("meetingId", &|w| w.any_text()),
            ("meetingNumber", &|w| w.text_or_number("86756778157")),
            ("hostId", &|w| w.or_nothing(|w| w.repeated("_vIWeZ76TtuFceCKHkVk4Q"))),
            ("topic", &|w| w.or_nothing(Writer::any_text)),
            ("startTime", &|w| w.text_or_null("2022-08-04 10:00:00")),
            ("duration", &|w| w.or_nothing(Writer::number)),
            (zone, &|w| w.or_nothing(|w| w.repeated("Asia/Shanghai"))),
            ("pmi", &|w| w.text_or_null("86756778157")),
            ("type", &|w| w.or_nothing(Writer::number)),
            ("status", &|w| w.or_nothing(Writer::number)),
        ];
        let (required, optional) = fields.split_at(2);
        let mut fields = required.to_vec();
        fields.extend(optional.iter().filter(|_| !self.is_odd()));
        self.object(&fields);
    }

    fn or_nothing(&mut self, value: fn(&mut Self)) {
        match (self.is_odd(), self.prng.below(2)) {
            (true, 0) => self.raw("null"),
            (true, _) => self.string(""),
            (false, _) => value(self),
        }
    }

    /// Writes fields, sometimes in another order, twice, or between unknown fields.
    fn object(&mut self, fields: &[Entry<'_>]) {
        let mut fields: Vec<_> = fields.to_vec();
        if self.is_odd() {
            self.prng.shuffle(&mut fields);
        }
        if self.is_odd() {
            let again = *self.prng.pick(&fields);
            fields.insert(self.prng.below(fields.len()), again);
        }
        if self.is_odd() && self.is_odd() {
            fields.remove(self.prng.below(fields.len()));
        }
        self.out.push('{');
        self.space();
        for (index, (name, value)) in fields.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
                self.space();
            }
            while self.is_odd() {
                self.unknown();
            }
            self.name(name);
            if self.is_odd() && self.is_odd() {
                self.any(2);
            } else {
                value(self);
            }
            self.space();
        }
        self.out.push('}');
    }

    fn unknown(&mut self) {
        let name = *self.prng.pick(&UNKNOWN);
        self.name(name);
        self.any(3);
        self.out.push(',');
    }

    fn name(&mut self, name: &str) {
        self.string(name);
        self.space();
        self.out.push(':');
        self.space();
    }

    fn any(&mut self, depth: usize) {
        match self.prng.below(if depth == 0 { 4 } else { 6 }) {
            0 => self.raw("null"),
            1 => self.raw("true"),
            2 => self.number(),
            3 => self.any_text(),
            4 => {
                self.out.push('[');
                for index in 0..self.prng.below(3) {
                    self.out.push_str(if index > 0 { "," } else { "" });
                    self.any(depth - 1);
                }
                self.out.push(']');
            }
            _ => {
                self.out.push('{');
                for index in 0..self.prng.below(3) {
                    self.out.push_str(if index > 0 { "," } else { "" });
                    let name = *self.prng.pick(&UNKNOWN);
                    self.name(name);
                    self.any(depth - 1);
                }
                self.out.push('}');
            }
        }
    }

    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn number(&mut self) {
        let number = if self.oddity == 0 {
            "60"
        } else {
            *self.prng.pick(&NUMBERS)
        };
        if self.is_odd() {
            self.string(number);
        } else {
            self.raw(number);
        }
    }

    fn any_text(&mut self) {
        let text = *self.prng.pick(&TEXT);
        self.string(text);
    }

    fn text_or_number(&mut self, text: &str) {
        if self.is_odd() {
            self.number();
        } else {
            self.string(text);
        }
    }

    fn text_or_null(&mut self, text: &str) {
        match self.prng.below(3) {
            0 => self.raw("null"),
            1 => self.string(text),
            _ => self.any_text(),
        }
    }

    fn repeated(&mut self, text: &str) {
        if self.prng.below(4) == 0 {
            self.any_text();
        } else {
            self.string(text);
        }
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for char in text.chars() {
            self.char(char);
        }
        if self.is_odd() && self.is_odd() {
            // A lone surrogate.
            self.out
                .push_str(self.prng.pick::<&str>(&["\\ud83d", "\\uDE00", "\\ud83d\\u0041"]));
        }
        self.out.push('"');
    }

    fn char(&mut self, char: char) {
        let short = match char {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            '/' if self.is_odd() => "\\/",
            _ => "",
        };
        if !short.is_empty() {
            self.out.push_str(short);
        } else if char < ' ' || self.is_odd() {
            for unit in char.encode_utf16(&mut [0; 2]) {
                self.out.push_str(&format!("\\u{unit:04X}"));
            }
        } else {
            self.out.push(char);
        }
    }
}

type Entry<'a> = (&'static str, &'a dyn Fn(&mut Writer<'_>));

const TOKENS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "/",
    "null",
    "true",
    "false",
    "0",
    "-",
    "1",
    ".",
    "e",
    "E+",
    " ",
    "\n",
    "\u{c}",
    "\0",
    "\u{feff}",
    "\\u",
    "\\ud800",
    "\\udc00",
    "\\u0000",
    "\"status\":false,",
    "\"status\":true,",
    "\"result\":",
    "\"list\":[",
    "\"topic\":\"x\",",
    "\"pmi\":null,",
    "\"extra\":",
    "\"type\":1,",
    "\"timeZone\":",
    "{}",
    "[]",
    "\"\"",
    "é",
];

/// Breaks a response in one to three places.
pub(crate) fn mutate(prng: &mut Prng, body: &mut Vec<u8>) {
    for _ in 0..=prng.below(3) {
        let at = prng.below(body.len() + 1);
        let reach = *prng.pick(&[1, 4, 40]);
        let end = (at + 1 + prng.below(reach)).min(body.len());
        match prng.below(7) {
            0 => body.truncate(at),
            1 => drop(body.drain(at..end)),
            2 => {
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= 1 << prng.below(8);
                }
            }
            3 => {
                if let Some(byte) = body.get_mut(at) {
                    *byte = prng.bytes(1)[0];
                }
            }
            4 => {
                let copy = body[at..end].to_vec();
                let to = prng.below(body.len() + 1);
                body.splice(to..to, copy);
            }
            _ => {
                let token = *prng.pick(&TOKENS);
                body.splice(at..at, token.bytes());
            }
        }
    }
}
