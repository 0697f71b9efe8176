//! Texts that stand where a secret should be: placeholders, and names of variables.

use alloc::string::String;
use alloc::vec::Vec;

use crate::explain::names::styled;

/// What programs print for a missing value, and what examples show.
pub(super) fn placeholders() -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.split('|')
}

const PLACEHOLDERS: &str = concat!(
    "|undefined|null|None|NaN|nil|false|true|0|[object Object]|[object Promise]|[object Undefined]|changeme|",
    "CHANGEME|change-me|change_me|CHANGE_ME|xxx|xxxx|XXX|XXXX|xxxxxxxx|***|...|\n|\"\"|''|TODO|todo|test|",
    "password|not-a-real-secret|<your-secret>|<secret>|your-secret-here|YOUR_SECRET_HERE|your secret|Your Secret|",
    "the secret|Secret|secret|SECRET|Function|Object|{}|System.String|SecureString|System.Security.SecureString|",
    "********|••••••••|(null)|<null>|<nil>|NULL|%!s(<nil>)|Optional(nil)|example|EXAMPLE|mysecret|my-secret|",
    "my_secret|MySecret|s3cr3t|secret123|abc123|123456|key",
);

/// Names of variables: an owner and a word, in each style.
pub(super) const OWNERS: &str = concat!(
    ",lti,zoom,zoom lti,zoom lti pro,lti pro,api,client,app,application,shared,my,your,hmac,signing,consumer,",
    "oauth,webhook,zoom api,zoom client,zoom oauth,account,auth,my lti,your lti,your api,your client,",
    "your zoom,private,integration,lms,canvas,moodle,course",
);
pub(super) const WORDS: &str = "secret,secret key,key,api secret,client secret,shared secret,token";

/// How languages, shells and templates refer to a variable.
#[rustfmt::skip]
const MARKS: &[(&str, &str)] = &[
    ("", ""), ("$", ""), ("${", "}"), ("{{", "}}"), ("{{ ", " }}"), ("%", "%"), ("<", ">"), ("{", "}"),
    ("process.env.", ""),
    ("env.", ""), ("$(", ")"), ("${env:", "}"), ("$env:", ""), ("${process.env.", "}"), ("${{ secrets.", " }}"),
    ("#{", "}"), ("@", ""), (":", ""), ("[", "]"), ("%(", ")s"), ("<%= ", " %>"), ("${{ env.", " }}"),
    ("os.environ['", "']"), ("os.getenv('", "')"), ("ENV['", "']"), ("import.meta.env.", ""), ("config.", ""),
    ("settings.", ""), ("this.", ""), ("self.", ""), ("credentials.", ""),
];

/// Variables are written in the first of the styles.
const VARIABLE_STYLES: usize = 5;

pub(super) fn variables() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for owner in OWNERS.split(',') {
        for word in WORDS.split(',') {
            let words = [owner, " ", word].concat();
            names.extend(styled(words.trim_start()).into_iter().take(VARIABLE_STYLES));
        }
    }
    let mut texts = Vec::with_capacity(names.len() * MARKS.len());
    for name in &names {
        texts.extend(
            MARKS
                .iter()
                .map(|(before, after)| [before, name.as_str(), after].concat()),
        );
    }
    texts
}
