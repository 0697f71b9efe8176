//! Values that people sign instead of the sent ones.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::characters::{INSERTED, QUOTES};
use super::variant::{halves, rows};
use crate::explain::blank::is_blank;
use crate::explain::encoding;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::names::{self, Known};
use crate::explain::parse::parameter::Parameter;
use crate::explain::search::dates::{forms, written};
use crate::parameters::Kind;
use crate::time::decimal;

use FindingCode::{TimestampDiffers, TimestampFormat, TimestampSeconds, TimestampUnit, TimestampZero, TimestampZone};

/// Values that may have been signed instead of the sent one, each with its finding.
pub(in crate::explain) struct Values<'a> {
    pair: &'a Parameter,
    found: Vec<(String, Note)>,
}

impl Values<'_> {
    /// Not inlined: each of the many calls would add its own copy of this code to the wasm.
    #[inline(never)]
    fn add(&mut self, value: String, code: FindingCode, mistake: Option<&'static str>) {
        if value != self.pair.value {
            let note = Note {
                mistake,
                ..Note::new(code)
            };
            let note = note.of(self.pair.name.clone()).seen(value.clone());
            self.found.push((value, note.expected(self.pair.value.clone())));
        }
    }

    #[inline(never)]
    fn differs(&mut self, value: String) {
        self.add(value, FindingCode::ValueDiffers, None);
    }

    #[inline(never)]
    fn signed(&mut self, value: String, code: FindingCode) {
        self.add(value, code, Some("signed"));
    }

    /// The value with each of these texts before it, then with each of the others after it.
    #[inline(never)]
    fn around(&mut self, before: &[&str], after: &[&str], code: FindingCode) {
        let value = self.pair.value.trim();
        for text in before {
            self.signed([text, value].concat(), code);
        }
        for text in after {
            self.signed([value, text].concat(), code);
        }
    }
}

/// Other values of a parameter, each with its finding.
pub(in crate::explain) fn others(pair: &Parameter) -> Vec<(String, Note)> {
    let code = names::value_code(&pair.name);
    let mut values = Values {
        pair,
        found: Vec::new(),
    };
    match names::parameter(&pair.name).map(|known| (known.rule.kind, known.values)) {
        Some((Kind::Boolean, _)) => {
            for &text in &["true", "false", "True", "False", "TRUE", "FALSE", "1", "0", "yes", "no"] {
                values.signed(text.to_string(), code);
            }
        }
        Some((Kind::Whole { .. }, usual)) => {
            values.around(&["0", "+"], &[".0", ".00", ""], code);
            let number = pair.value.trim();
            let bare = number.split('.').next().unwrap_or(number).trim_start_matches('0');
            values.signed(bare.to_string(), code);
            for text in usual {
                values.differs(text.to_string());
            }
        }
        Some((Kind::Timestamp, _)) => timestamps(&mut values),
        Some((Kind::Text | Kind::UserId, _)) | None => {}
    }
    dressed(&mut values);
    values.found
}

/// Values that are rare mistakes.
pub(in crate::explain) fn rare(pair: &Parameter) -> Vec<(String, Note)> {
    let code = names::value_code(&pair.name);
    let mut values = Values {
        pair,
        found: Vec::new(),
    };
    let known = names::parameter(&pair.name);
    match known.map(|known| (known, known.rule.kind)) {
        Some((_, Kind::Boolean)) => {
            for text in rows(BOOLEANS, '|') {
                values.signed(text.to_string(), code);
            }
        }
        Some((known, Kind::Whole { .. })) => {
            for number in range(known, 1000) {
                values.differs(number);
            }
            for &text in &["1,000", "1.000", "2000", "5000", "9999", "10000"] {
                values.signed(text.to_string(), code);
            }
            let ends = [".", "L", ",0", ",00", "e0", "n", ".000000", "f", "d", "%"];
            values.around(&["00", "-", "000"], &ends, code);
            grouped(&mut values, code);
        }
        Some((_, Kind::Timestamp)) => timestamp_forms(&mut values),
        Some((_, Kind::Text | Kind::UserId)) | None => {}
    }
    for text in rows(EXAMPLES, '|') {
        values.differs(text.to_string());
    }
    let value = pair.value.as_str();
    for text in [
        encoding::base64(value.as_bytes()),
        encoding::base64url(value.as_bytes()),
        encoding::hex(value.as_bytes()),
    ] {
        values.differs(text);
    }
    // A part, if the value was cut.
    for (place, _) in value.char_indices().skip(1) {
        let (start, end) = value.split_at_checked(place).unwrap_or_default();
        values.differs(start.to_string());
        values.differs(end.to_string());
    }
    for text in other_ids(value)
        .into_iter()
        .chain(escaped(value))
        .chain(respelled(value))
    {
        values.differs(text);
    }
    for (open, close) in halves(r#"['~']¦["~"]¦b'~'¦('~',)¦Optional("~")¦Some("~")"#) {
        values.differs([open, value, close].concat());
    }
    for (before, after) in halves("{{~}}¦${~}¦{~}¦:~¦$~¦%~%¦<~>¦~") {
        values.differs([before, &pair.name, after].concat());
    }
    // The search for timestamps covers those of a timestamp.
    if known.is_some_and(|known| !matches!(known.rule.kind, Kind::Timestamp)) {
        for text in typos(value) {
            values.differs(text);
        }
    }
    for mark in rows("%¦#¦/¦?¦,¦;¦.¦@¦*¦$¦!¦:¦|¦\0¦\\n¦~¦+¦_", '¦') {
        values.differs([value, mark].concat());
        values.differs([mark, value].concat());
    }
    values.found
}

/// The key and the user ID of Zoom's article, and what stands in place of one in examples.
const EXAMPLES: &str = concat!(
    "qAnfmSQeSeKWHOE19lwMYg|_vIWeZ76TtuFceCKHkVk4Q|YOUR_KEY|YOUR_LTI_KEY|YOUR_USER_ID|your_key|your_user_id|",
    "your-key|your-user-id",
);

const BOOLEANS: &str =
    "on|off|Yes|No|YES|NO|Y|N|y|n|t|f|T|F|$true|$false|:true|-1|1.0|#t|#f|ON|OFF|On|Off|:false|WAHR|FALSCH|VRAI|FAUX";

/// Characters that programs remove or exchange.
pub(super) const EXCHANGED: [(&str, &str); 4] = [("-", ""), ("_", ""), ("-", "_"), ("_", "-")];

/// An ID in another alphabet of base64.
fn other_ids(value: &str) -> Vec<String> {
    let mut found = Vec::from([
        value.replace('-', "+").replace('_', "/"),
        value.replace('+', "-").replace('/', "_"),
    ]);
    for (from, to) in EXCHANGED {
        found.push(value.replace(from, to));
    }
    found
}

/// The marks of HTML in the value, and its quotes for SQL and in strings of programs.
fn escaped(value: &str) -> Vec<String> {
    let mut html = value.to_string();
    for &(mark, entity) in &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")] {
        html = html.replace(mark, entity);
    }
    let mut found = Vec::new();
    for quote in rows("'|&#39;|&#039;|&#x27;|&apos;", '|') {
        found.push(html.replace("'", quote));
    }
    for &quote in &["''", "\\'"] {
        found.push(value.replace("'", quote));
    }
    found
}

/// Other forms of characters that are not ASCII.
fn respelled(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    if value.is_ascii() {
        return found;
    }
    // UTF-8, read as Latin-1.
    found.push(value.bytes().map(char::from).collect());
    for form in 0..8 {
        let mut text = String::new();
        for char in value.chars() {
            if char.is_ascii() {
                text.push(char);
            } else {
                respell(&mut text, char, form);
            }
        }
        found.push(text);
    }
    found
}

/// Writes a character that is not ASCII in one of eight forms. The first leaves it out.
fn respell(text: &mut String, char: char, form: u8) {
    match form {
        0 => {}
        1 => text.push('?'),
        2 => text.push(char::REPLACEMENT_CHARACTER),
        3 => text.extend(["&#", &decimal(u32::from(char).into()), ";"]),
        4 | 5 => {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let digits = encoding::hex(&unit.to_be_bytes());
                let upper = digits.to_ascii_uppercase();
                text.extend(["\\u", if form == 4 { &digits } else { &upper }]);
            }
        }
        _ => match unaccented(char) {
            Some((base, mark)) => {
                text.push(base);
                text.extend(Some(mark).filter(|_| form == 6));
            }
            None => text.push(char),
        },
    }
}

/// The letter and its accent (NFD).
fn unaccented(char: char) -> Option<(char, char)> {
    for row in rows(ACCENTS, '|') {
        let mut chars = row.chars();
        let mark = chars.next()?;
        while let (Some(letter), Some(base)) = (chars.next(), chars.next()) {
            if letter == char {
                return Some((base, mark));
            }
        }
    }
    None
}

/// An accent, then letters that have it, each before the letter without it.
const ACCENTS: &str = concat!(
    "\u{300}ÀAÈEÌIÒOÙUàaèeìiòoùu|\u{301}ÁAÉEÍIÓOÚUÝYáaéeíióoúuýyćcńnśsźz|\u{302}ÂAÊEÎIÔOÛUâaêeîiôoûu|",
    "\u{303}ÃAÑNÕOãañnõo|\u{308}ÄAËEÏIÖOÜUäaëeïiöoüuÿy|\u{30a}ÅAåaůu|\u{327}ÇCçcŞSşs|",
    "\u{30c}ČCčcŠSšsŽZžzěeřrďdňn|\u{306}ĞGğg|\u{328}ąaęe|\u{307}İIżz",
);

/// A longer value is not given typing mistakes.
const MAX_TYPED: usize = 128;

/// The text with a character missing, typed twice, in other case, exchanged with the next one or with any other.
pub(super) fn typos(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !text.is_ascii() || text.len() > MAX_TYPED {
        return found;
    }
    for place in 0..text.len() {
        let at = |from: usize, to: usize| text.get(from..to.min(text.len())).unwrap_or_default();
        let (one, next) = (at(place, place + 1), at(place + 1, place + 2));
        let (before, after, behind) = (at(0, place), at(place + 1, text.len()), at(place + 2, text.len()));
        for (middle, rest) in [([one, one], after), ([next, one], behind), (["", ""], after)] {
            found.push([before, middle[0], middle[1], rest].concat());
        }
        for char in encoding::BASE64URL.chars() {
            found.push([before, char.encode_utf8(&mut [0; 4]), after].concat());
        }
    }
    found
}

/// The values of a parameter that has few: whole numbers up to this one.
pub(in crate::explain) fn range(known: &Known, last: u32) -> Vec<String> {
    match known.rule.kind {
        Kind::Boolean => ["true", "false"].map(ToString::to_string).into(),
        Kind::Whole { min, max, .. } => {
            let documented = known.values.iter().map(ToString::to_string);
            let numbers = min..=max.min(last);
            documented.chain(numbers.map(|number| decimal(number.into()))).collect()
        }
        Kind::Text | Kind::UserId | Kind::Timestamp => Vec::new(),
    }
}

/// The value with text around it, in other case, or replaced by the text of a missing variable.
fn dressed(values: &mut Values<'_>) {
    let value = values.pair.value.as_str();
    let blank = |values: &mut Values<'_>, text| values.add(text, FindingCode::InvisibleCharacter, Some("blank"));
    for (extra, _) in INSERTED {
        blank(values, [value, extra].concat());
        blank(values, [extra, value].concat());
    }
    blank(values, value.chars().filter(|char| !is_blank(*char)).collect());
    for (open, close) in QUOTES {
        values.differs([open, value, close].concat());
    }
    for text in rows(MISSING, '|') {
        values.differs(text.to_string());
    }
    values.differs(value.to_ascii_lowercase());
    values.differs(value.to_ascii_uppercase());
    values.differs(value.trim_end_matches('=').to_string());
    for &end in &["=", "=="] {
        values.differs([value, end].concat());
    }
}

/// What programs print for a missing value.
const MISSING: &str = "|undefined|null|None|NaN|nil|[object Object]|0|-1|Infinity|(null)|<nil>|NULL|me";

/// The sent timestamp, if it is a number.
fn number_in(values: &Values<'_>) -> Option<u64> {
    let sent = values.pair.value.as_str();
    sent.parse().ok().filter(|_| sent.len() <= 19)
}

fn timestamps(values: &mut Values<'_>) {
    let Some(number) = number_in(values) else {
        return;
    };
    values.signed(decimal(number / 1000), TimestampSeconds);
    values.signed(decimal(number.saturating_add(500) / 1000), TimestampSeconds);
    for &factor in &[1000, 1_000_000] {
        values.signed(decimal(number.saturating_mul(factor)), TimestampUnit);
    }
    values.add(decimal(number / 1000 * 1000), TimestampDiffers, Some("whole_seconds"));
    values.signed("0".to_string(), TimestampZero);
    values.around(&[], &[".0", ".000"], TimestampFormat);
    values.signed(seconds(number), TimestampFormat);
    // The lower 32 bits, with and without a sign, and the highest number.
    let low = u32::try_from(number & u64::from(u32::MAX)).unwrap_or_default();
    let signed = low.cast_signed();
    let sign = if signed < 0 { "-" } else { "" };
    let overflow = |values: &mut Values<'_>, text| values.add(text, TimestampFormat, Some("overflow"));
    overflow(values, [sign, &decimal(signed.unsigned_abs().into())].concat());
    overflow(values, decimal(low.into()));
    overflow(values, "2147483647".to_string());
    let quarters = (-56..=56_i64).filter(|quarters| *quarters != 0);
    for millis in quarters.filter_map(|quarters| number.checked_add_signed(quarters * QUARTER_HOUR_MS)) {
        values.signed(decimal(millis), TimestampZone);
    }
}

fn seconds(millis: u64) -> String {
    [&decimal(millis / 1000), ".", &encoding::padded(millis % 1000, 3)].concat()
}

fn timestamp_forms(values: &mut Values<'_>) {
    let Some(number) = number_in(values) else {
        return;
    };
    let ends = [".000000", ".00", ".5", ".", "L", "n", "Z", "ms", "d", "0"];
    values.around(&[], &ends, TimestampFormat);
    // Whole seconds of another reading of the clock, as `int(time.time()) * 1000.0`.
    for second in (number / 1000).saturating_sub(3)..number / 1000 + 3 {
        values.signed([&decimal(second), "000.0"].concat(), TimestampFormat);
    }
    let seconds = seconds(number);
    for &zeros in &["000", "000000", "0", "00"] {
        values.signed([&seconds, zeros].concat(), TimestampFormat);
    }
    values.signed(seconds.trim_end_matches(['0', '.']).to_string(), TimestampFormat);
    if values.pair.value.len() == 13 {
        // Three decimals, and microseconds.
        for part in 1000..2000 {
            let digits = decimal(part);
            let digits = digits.get(1..).unwrap_or_default();
            let value = values.pair.value.as_str();
            let (decimals, micros) = ([value, ".", digits].concat(), [value, digits].concat());
            values.signed(decimals, TimestampFormat);
            values.signed(micros, TimestampUnit);
        }
        for steps in 1..4096 {
            values.signed(fraction(number, steps), TimestampFormat);
        }
    }
    grouped(values, TimestampFormat);
    // Seconds are shorter.
    let millis = if values.pair.value.len() < 12 {
        number.saturating_mul(1000)
    } else {
        number
    };
    let texts = exponent(&values.pair.value).into_iter().chain(iso(millis));
    for text in texts.chain(counts(millis)).chain(forms(millis)) {
        values.signed(text, TimestampFormat);
    }
}

/// A floating-point number of milliseconds, as `time.time() * 1000` is in Python. Today such numbers are 1/4096 apart,
/// and programs print as few decimals as tell them apart.
fn fraction(millis: u64, steps: u64) -> String {
    let mut power = 1_u64;
    loop {
        power *= 10;
        let decimals = (steps * power + 2048) / 4096;
        if (decimals * 4096).abs_diff(steps * power) * 2 < power {
            let digits = decimal(power + decimals);
            return [&decimal(millis), ".", digits.get(1..).unwrap_or_default()].concat();
        }
    }
}

/// The digits in groups of three.
#[inline(never)]
fn grouped(values: &mut Values<'_>, code: FindingCode) {
    let digits = values.pair.value.as_str();
    for &separator in &[",", ".", " ", "_", "'", "’", "\u{202f}", "\u{a0}"] {
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(separator);
            }
            text.push(digit);
        }
        values.signed(text, code);
    }
    // India's: 17,95,89,48,00,000.
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len() - place;
        if place > 0 && left > 2 && left % 2 == 1 {
            text.push(',');
        }
        text.push(digit);
    }
    values.signed(text, code);
}

/// `1.661494048201e+12`, a printed floating-point number.
fn exponent(digits: &str) -> Vec<String> {
    let power = digits.len().saturating_sub(1);
    let exponent = decimal(u64::try_from(power).unwrap_or_default());
    let number: u64 = digits.parse().unwrap_or_default();
    let mut found = Vec::new();
    // C prints six decimals, Excel five, and others all that are not zero.
    for decimals in [6, 5, 2, power] {
        let cut = 10_u64.saturating_pow(u32::try_from(power.saturating_sub(decimals)).unwrap_or_default());
        let rounded = decimal((number + cut / 2) / cut);
        let (first, rest) = rounded.split_at_checked(1).unwrap_or_default();
        for rest in [rest, rest.trim_end_matches('0')] {
            for &mark in &["e+", "E+", "e", "E", "E+0", "e+0"] {
                let point = if rest.is_empty() { "" } else { "." };
                found.push([first, point, rest, mark, &exponent].concat());
            }
        }
    }
    found
}

/// The instant as ISO 8601.
fn iso(millis: u64) -> Vec<String> {
    let (date, time) = (written("%Y-%m-%d", millis, 0), written("%H:%M:%S", millis, 0));
    let fraction = written("%f", millis, 0);
    let mut found = Vec::new();
    for &between in &["T", " "] {
        for fraction in [
            "",
            &[".", &fraction].concat(),
            &[".", &fraction, "000"].concat(),
            ".000",
        ] {
            for &zone in &["Z", "", "+00:00", "+0000", " UTC", "+00", " +0000 UTC"] {
                found.push([&date, between, &time, fraction, zone].concat());
            }
        }
    }
    found
}

/// Counts since other years and in other units, and forms of JSON.
fn counts(millis: u64) -> Vec<String> {
    let (seconds, ticks) = (millis / 1000, millis.saturating_mul(10_000));
    let mut found = Vec::new();
    for count in [
        // .NET, Windows, Apple, NTP, minutes.
        ticks.saturating_add(621_355_968_000_000_000),
        ticks.saturating_add(116_444_736_000_000_000),
        seconds.saturating_sub(978_307_200),
        seconds + 2_208_988_800,
        seconds / 60,
        seconds / 60 * 60,
    ] {
        found.push(decimal(count));
    }
    for number in [millis, seconds] {
        let digits = decimal(number);
        for &(before, after) in &[
            ("/Date(", ")/"),
            ("\\/Date(", ")\\/"),
            ("/Date(", "+0000)/"),
            ("", ".0000000"),
            ("", ",0"),
        ] {
            found.push([before, &digits, after].concat());
        }
    }
    found
}

const QUARTER_HOUR_MS: i64 = 900_000;

/// The finding for two different clock readings, or for one reading in seconds and milliseconds.
pub(in crate::explain) fn clocks(signed: u64, sent: &str) -> Note {
    let signed_digits = decimal(signed);
    let note = match (signed_digits.len(), sent.len()) {
        (13, 10) => Note::variant(TimestampSeconds, "sent"),
        (10, 13) => Note::variant(TimestampSeconds, "signed"),
        _ => Note::variant(TimestampDiffers, "two_clock_reads"),
    };
    note.of("timestamp").seen(signed_digits).expected(sent)
}
