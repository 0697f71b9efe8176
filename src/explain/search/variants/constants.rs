//! Parameters that other APIs ask for, with their common values: programs sign them, and this API's request lacks them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::template::Parts;
use super::variant::rows;
use crate::explain::parse::parameter::Parameter;

/// Names, then values, each of them with each name. See [`Parts`] for the letters.
#[rustfmt::skip]
const CONSTANTS: &[(&str, &str)] = &[
    ("format|type|dataType", "json|JSON|xml"),
    ("version|v|ver|apiVersion|api_version|Version|oauth_version|SignatureVersion", "1|1.0|v1|2|2.0|v2|1.0.0"),
    ("method|httpMethod|http_method", "GET|get|POST|post"),
    ("signMethod|sign_method|signatureMethod|signature_method|SignatureMethod|sign_type|signType|algorithm|alg|\
        oauth_signature_method|hash",
        "HMAC-SHA1|HmacSHA1|hmac-sha1|hmac_sha1|sha1|SHA1|hmac|HS1|MD5"),
    ("nonce|oauth_nonce|SignatureNonce|salt|state|random|signature|sign|sig|hmac|X-Lti-Signature",
        "|0|1|{t}|{T}|undefined|null|None"),
    ("access_token|accessToken|token|apiKey|api_key|apikey|app_id|appId|appKey|app_key|client_id|clientId|accessKey|\
        access_key|AccessKeyId|oauth_consumer_key|ltiKey|lti_key|id|account_id|accountId|uid|user|user_id|hostId",
        "{k}|{i}||undefined|null"),
    ("ts|t|time|timeStamp|Timestamp|_t|_|expires|exp|iat|oauth_timestamp", "{t}|{T}|0|"),
    ("lang|locale|type|source|client|platform|scope", "en|en-US|en_US|list|meeting|meetings|1|web|lti|zoom|api|"),
    ("path|uri|url|action|Action|host", "{p}|{q}|{P}|{u}|{h}|list|listMeetings|"),
    ("courseId|course_id|contextId|context_id|search|q|query|body|data|nextPageToken|next_page_token|sort|order|filter|\
        from|to|debug|callback|topic|status|isUpcoming|limit|offset|page|size",
        "|true|false|0|1|10|null|undefined|None|{}"),
];

/// Names under which programs add the secret to the parameters.
pub(super) const SECRET_NAMES: &str = concat!(
    "secret|ltiSecret|lti_secret|apiSecret|api_secret|clientSecret|client_secret|appSecret|app_secret|secretKey|",
    "secret_key|token|access_token|password|sk|key",
);

/// Names and values that the request does not have.
pub(super) fn constants(parts: &Parts, sent: &[Parameter]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (names, values) in CONSTANTS {
        let names = rows(names, '|');
        for value in rows(values, '|') {
            let Some(value) = parts.fill(value) else {
                continue;
            };
            for name in &names {
                if !sent.iter().any(|pair| pair.name == *name) {
                    found.push((name.to_string(), value.clone()));
                }
            }
        }
    }
    found
}
