//! The endpoints of the API, one row each. Signing, the debugger, the command and the emulator read them.
//!
//! TypeScript has its copy in `src/npm/generated/parameters.ts`; `npm run generate` writes it. Responses are
//! not here, because only that of the meeting list is documented.

use crate::parameters::{Kind, Missing, RULES, Rule};

/// The base URL of the API (KB0065241). Regional hosts are not documented.
pub const BASE_URL: &str = "https://applications.zoom.us/api/v1/lti/rich";

/// An endpoint and what its documentation says about requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in programs.
    pub name: &'static str,
    /// The article of Zoom's support that documents it.
    pub article: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path after the base URL.
    pub path: &'static str,
    /// A line of help.
    pub help: &'static str,
    /// The parameters of its query, besides `key` and `timestamp`.
    pub parameters: &'static [Rule],
    /// The JSON body of a request.
    pub body: Option<Body>,
}

/// The body of a request: an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// Its fields.
    pub fields: &'static [Field],
    /// The field whose value may also be the whole body.
    pub alone: Option<&'static str>,
}

/// A field of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The API's name.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// What it holds.
    pub content: Content,
}

/// What a field of a body holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Text of at most this many characters; `u32::MAX` if no maximum is documented.
    Text(u32),
    /// Text of decimal digits.
    Digits,
    /// An object with these fields. Other fields are allowed.
    Object(&'static [Field]),
    /// A list of at most this many objects with these fields.
    List(u32, &'static [Field]),
}

/// The meetings of a user.
pub const MEETING_LIST: Endpoint = Endpoint {
    name: "meetingList",
    article: "KB0065241",
    method: "GET",
    path: "/open/meeting/list",
    help: "a user's course meetings",
    parameters: &RULES,
    body: None,
};

/// The documented endpoints.
pub const ENDPOINTS: [Endpoint; 4] = [
    MEETING_LIST,
    Endpoint {
        name: "bulkImport",
        article: "KB0066378",
        method: "POST",
        path: "/meeting/bulkImport",
        help: "import meetings into a course",
        parameters: &USER,
        body: Some(BULK),
    },
    Endpoint {
        name: "bulkDisassociate",
        article: "KB0065882",
        method: "PUT",
        path: "/meeting/bulkDisassociate",
        help: "remove meetings from a course",
        parameters: &USER,
        body: Some(BULK),
    },
    Endpoint {
        name: "createAndAssociate",
        article: "KB0057989",
        method: "POST",
        path: "/meeting/createAndAssociate",
        help: "create a meeting in a course",
        parameters: &[],
        body: Some(Body {
            fields: &[
                required("userId", TEXT),
                required("contextId", TEXT),
                required("domain", TEXT),
                optional("courseId", TEXT),
                required("meetingInfo", Content::Object(&[optional("topic", Content::Text(200))])),
            ],
            alone: None,
        }),
    },
];

const TEXT: Content = Content::Text(u32::MAX);

/// The owner of the meetings. Optional for these endpoints.
static USER: [Rule; 1] = [Rule {
    name: "userId",
    kind: Kind::UserId,
    missing: Missing::LeftOut,
}];

/// Here `meetingId` is the meeting number, not the base64 `meetingId` of the meeting list.
const BULK: Body = Body {
    fields: &[
        required("userId", TEXT),
        required(
            "meetingList",
            Content::List(
                400,
                &[
                    required("meetingId", Content::Digits),
                    required("contextId", TEXT),
                    required("domain", TEXT),
                    optional("courseId", TEXT),
                ],
            ),
        ),
    ],
    alone: Some("meetingList"),
};

const fn required(name: &'static str, content: Content) -> Field {
    Field {
        name,
        required: true,
        content,
    }
}

const fn optional(name: &'static str, content: Content) -> Field {
    Field {
        name,
        required: false,
        content,
    }
}
