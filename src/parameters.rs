//! The parameters of the API, one row each. Signing, the debugger, the command, the emulator and the forms read them.
//!
//! TypeScript has its copy in `src/npm/generated/parameters.ts`; `npm run generate` writes it.

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that is not empty.
    Text,
    /// The id of a Zoom user, which is not an e-mail address.
    UserId,
    /// `true` or `false`, in lower case.
    Boolean,
    /// A whole number in decimal digits.
    Whole {
        /// The minimum.
        min: u32,
        /// The maximum; `u32::MAX` if no maximum is documented.
        max: u32,
        /// The limits in words, for a message after the name.
        limits: &'static str,
    },
    /// Milliseconds since 1970.
    Timestamp,
}

/// What happens if the value is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is an error.
    Refused,
    /// This value is sent.
    Default(&'static str),
    /// The parameter is not sent.
    LeftOut,
}

/// What signing needs to know of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The API's name.
    pub name: &'static str,
    /// What a value may be.
    pub kind: Kind,
    /// What happens if the value is missing.
    pub missing: Missing,
}

/// A parameter: its rule, and what the debugger, the command and the forms say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// What signing needs to know.
    pub rule: Rule,
    /// A line of help. For a boolean it describes the command's flag, which sets the value that is not the default.
    pub help: &'static str,
    /// A value that is valid.
    pub example: &'static str,
    /// The command's option, if it is not the name in kebab case.
    pub option: Option<&'static str>,
    /// Default values of other programs. The debugger tries them.
    pub values: &'static [&'static str],
    /// Names in other APIs and misspellings, in lower-case words. The debugger writes each in several styles: `user id`
    /// is `user_id`, `UserID` and others.
    pub aliases: &'static [&'static str],
}

macro_rules! whole {
    ($min:literal..) => {
        Kind::Whole {
            min: $min,
            max: u32::MAX,
            limits: concat!(" must be at least ", $min),
        }
    };
    ($min:literal..=$max:literal) => {
        Kind::Whole {
            min: $min,
            max: $max,
            limits: concat!(" must be from ", $min, " to ", $max),
        }
    };
}

/// The parameters of the meeting list (KB0065241), in the order in which they are checked.
pub static LIST: [Parameter; 4] = [
    Parameter {
        rule: Rule {
            name: "userId",
            kind: Kind::UserId,
            missing: Missing::Refused,
        },
        help: "the Zoom user ID of the user (not an e-mail address)",
        example: "_vIWeZ76TtuFceCKHkVk4Q",
        option: Some("user"),
        values: &["null", "me"],
        aliases: &[
            "user id",
            "user",
            "uid",
            "id",
            "host id",
            "host",
            "owner id",
            "zoom user id",
            "zoom id",
            "account id",
            "member id",
            "person id",
            "lti user id",
            "user identifier",
            "zoom user",
            "usre id",
        ],
    },
    Parameter {
        rule: Rule {
            name: "isUpComing",
            kind: Kind::Boolean,
            missing: Missing::Default("true"),
        },
        help: "past meetings, latest first (default: upcoming meetings, by time)",
        example: "true",
        option: Some("history"),
        values: &["true", "false"],
        aliases: &[
            "is up coming",
            "is upcoming",
            "upcoming",
            "up coming",
            "is up comming",
            "is upcomming",
            "upcoming only",
            "is future",
        ],
    },
    Parameter {
        rule: Rule {
            name: "pageNum",
            kind: whole!(1..),
            missing: Missing::Default("1"),
        },
        help: "the number of the page",
        example: "1",
        option: None,
        values: &["1", "0", "2"],
        aliases: &[
            "page num",
            "page number",
            "page no",
            "page",
            "page index",
            "current page",
            "page nr",
            "pg",
            "p",
            "page id",
        ],
    },
    Parameter {
        rule: Rule {
            name: "pageSize",
            kind: whole!(1..=1000),
            missing: Missing::Default("100"),
        },
        help: "the number of meetings on a page",
        example: "20",
        option: None,
        values: &[
            "10", "12", "15", "20", "25", "30", "50", "100", "200", "250", "300", "500", "1000", "1",
        ],
        aliases: &[
            "page size",
            "size",
            "limit",
            "page limit",
            "per page",
            "count",
            "max results",
            "results per page",
            "rows",
            "page count",
            "items per page",
        ],
    },
];

/// The parameters of every signed request.
pub static SIGNING: [Parameter; 2] = [
    Parameter {
        rule: Rule {
            name: "key",
            kind: Kind::Text,
            missing: Missing::Refused,
        },
        help: "the LTI key",
        example: "qAnfmSQeSeKWHOE19lwMYg",
        option: None,
        values: &[],
        aliases: &[
            "key",
            "api key",
            "lti key",
            "client id",
            "access key",
            "app key",
            "consumer key",
            "client key",
            "zoom key",
            "lti pro key",
            "zoom lti key",
            "oauth consumer key",
            "keys",
            "access key id",
        ],
    },
    Parameter {
        rule: Rule {
            name: "timestamp",
            kind: Kind::Timestamp,
            missing: Missing::Refused,
        },
        help: "milliseconds since 1970",
        example: "1661494048201",
        option: None,
        values: &[],
        aliases: &[
            "time stamp",
            "timestamp",
            "ts",
            "time",
            "t",
            "oauth timestamp",
            "timestmap",
            "timestamp ms",
            "now",
            "date",
            "unix time",
        ],
    },
];

/// Only the rules of [`LIST`], so that the client's wasm does not contain the texts.
pub(crate) static RULES: [Rule; LIST.len()] = {
    let mut rules = [LIST[0].rule; LIST.len()];
    let mut at = 0;
    while at < rules.len() {
        rules[at] = LIST[at].rule;
        at += 1;
    }
    rules
};
