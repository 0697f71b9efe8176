//! Texts that stand where a secret should be: placeholders, and names of variables.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::names::styled;
use crate::explain::search::variants::variant::{halves, rows};

/// What programs print for a missing value, and what examples show.
pub(super) fn placeholders() -> impl Iterator<Item = &'static str> {
    rows(PLACEHOLDERS, '|').into_iter()
}

const PLACEHOLDERS: &str = concat!(
    "|undefined|null|None|NaN|nil|false|true|0|[object Object]|[object Promise]|[object Undefined]|changeme|",
    "CHANGEME|change-me|change_me|CHANGE_ME|xxx|xxxx|XXX|XXXX|xxxxxxxx|***|...|\n|\"\"|''|TODO|todo|test|",
    "password|not-a-real-secret|<your-secret>|<secret>|your-secret-here|YOUR_SECRET_HERE|your secret|Your Secret|",
    "the secret|Secret|secret|SECRET|Function|Object|{}|System.String|SecureString|System.Security.SecureString|",
    "********|••••••••|(null)|<null>|<nil>|NULL|%!s(<nil>)|Optional(nil)|example|EXAMPLE|mysecret|my-secret|",
    "my_secret|MySecret|s3cr3t|secret123|abc123|123456|key",
);

const RARE_PLACEHOLDERS: &str = concat!(
    "%s|{}|{0}|{secret}|Array|function|none|N/A|YOUR_SECRET|your_secret|your-secret|REPLACE_ME|{{ $json.secret }}|",
    "{{1.secret}}|System.Byte[]|[object CryptoKey]|#REF!|#N/A|#NAME?|<redacted>|12345678",
);

/// Names of variables: an owner and a word, in each style.
pub(super) const OWNERS: &str = concat!(
    ",lti,zoom,zoom lti,zoom lti pro,lti pro,api,client,app,application,shared,my,your,hmac,signing,consumer,",
    "oauth,webhook,zoom api,zoom client,zoom oauth,account,auth,my lti,your lti,your api,your client,",
    "your zoom,private,integration,lms,canvas,moodle,course",
);
pub(super) const WORDS: &str = "secret,secret key,key,api secret,client secret,shared secret,token";

/// How languages, shells and templates refer to a variable: what is before and after its name.
const MARKS: &str = concat!(
    "~¦$~¦${~}¦{{~}}¦{{ ~ }}¦%~%¦<~>¦{~}¦process.env.~¦env.~¦$(~)¦${env:~}¦$env:~¦${process.env.~}¦",
    "${{ secrets.~ }}¦#{~}¦@~¦:~¦[~]¦%(~)s¦<%= ~ %>¦${{ env.~ }}¦os.environ['~']¦os.getenv('~')¦",
    "ENV['~']¦import.meta.env.~¦config.~¦settings.~¦this.~¦self.~¦credentials.~",
);

/// The same, for the common names.
const RARE_MARKS: &str = concat!(
    "os.Getenv(\"~\")¦getenv('~')¦getenv(\"~\")¦env('~')¦ENV[\"~\"]¦System.getenv(\"~\")¦$_ENV['~']¦",
    "os.environ[\"~\"]¦os.environ.get('~')¦Deno.env.get(\"~\")¦pm.environment.get('~')¦",
    "pm.environment.get(\"~\")¦{{$json.~}}¦{{ $json.~ }}¦={{ $json.~ }}¦={{$json.~}}¦{{bundle.authData.~}}¦",
    "bundle.authData.~¦{{ $env.~ }}¦{!~}¦$ENV{~}¦!~!¦&~¦#~#¦%{~}¦__~__¦[[~]]¦'~'¦\"~\"¦secrets.~¦config('~')",
);

/// How many of [`OWNERS`] are common.
const COMMON_OWNERS: usize = 7;

/// Variables are written in the first of the styles.
const VARIABLE_STYLES: usize = 5;

pub(super) fn variables() -> Vec<String> {
    let mut texts: Vec<String> = rows(RARE_PLACEHOLDERS, '|')
        .into_iter()
        .map(ToString::to_string)
        .collect();
    for (place, owner) in rows(OWNERS, ',').into_iter().enumerate() {
        let mut marks = halves(MARKS);
        if place < COMMON_OWNERS {
            marks.append(&mut halves(RARE_MARKS));
        }
        for word in rows(WORDS, ',') {
            let words = [owner, " ", word].concat();
            for name in styled(words.trim_start()).into_iter().take(VARIABLE_STYLES) {
                texts.extend(
                    marks
                        .iter()
                        .map(|(before, after)| [before, name.as_str(), after].concat()),
                );
            }
        }
    }
    texts
}
