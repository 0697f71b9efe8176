//! The debugger: reads a pasted request, shows every stage of its signature, and finds the mistake that reproduces the
//! sent header. It returns data only; `src/npm/explain/wording.ts` has the wording.

mod blank;
mod check;
mod encoding;
mod finding;
mod names;
mod parse;
mod report;
mod search;
mod sorting;

pub use finding::{Finding, FindingCode, Grade, Note, Stage};
pub use parse::case::{Clock, Input, LabeledSecret};
pub use parse::parameter::Parameter;
pub use parse::paste::{Pasted, Source, paste};
pub use parse::shape::{Shape, ShapeCode, shape};
pub use report::corrected::{Corrected, Curl};
pub use report::explanation::{Explanation, Slice};
pub use report::header::Header;
pub use report::stages::{Stages, Yours};
pub use report::verdict::Verdict;
pub use search::Searched;
pub use search::limits::{
    MAX_SEARCHED_BODY_BYTES, MAX_SEARCHED_BYTES, MAX_SEARCHED_PARAMETERS, MAX_SEARCHED_SECRETS, MAX_SECRET_BYTES,
};
#[doc(hidden)]
pub use search::mistakes::mistakes;

use parse::case::Case;

/// Explains a pasted request by rules only, without a search for mistakes. `signature` overrides the signature in the
/// request. `secret` is used and not stored.
///
/// ```
/// use zoom_lti_pro::explain::{ShapeCode, explain};
///
/// let pasted = "key=k&timestamp=1661494048201&userId=u&isUpComing=true&pageNum=1&pageSize=20";
/// let explanation = explain(pasted, Some("qUqP5cyxm6YcTAhz05Hph5gvu9M="), None);
/// assert_eq!(
///     explanation.stages.base_string.as_deref(),
///     Some("isUpComing=true&key=k&pageNum=1&pageSize=20&timestamp=1661494048201&userId=u"),
/// );
/// assert_eq!(explanation.header.unwrap().shape, ShapeCode::Padded);
/// assert_eq!(explanation.corrected.unwrap().header.as_deref(), Some("qUqP5cyxm6YcTAhz05Hph5gvu9M"));
/// ```
#[must_use]
pub fn explain(request: &str, signature: Option<&str>, secret: Option<&str>) -> Explanation {
    let secrets = secret.map(|secret| LabeledSecret {
        label: "secret",
        secret,
    });
    let input = Input {
        request,
        signature,
        secrets: secrets.as_slice(),
        ..Input::default()
    };
    diagnose(&input, 1)
}

/// Explains a pasted request and searches for the one mistake that reproduces the sent header. The search tries at most
/// `limit` hypotheses; all of them, about 190,000, take a fraction of a second.
///
/// ```
/// use zoom_lti_pro::explain::{FindingCode, Grade, Input, LabeledSecret, Verdict, diagnose};
/// use zoom_lti_pro::signature::sign;
///
/// // The parameters are signed in the order of the URL.
/// let query = "key=k&timestamp=1661494048201&isUpComing=true&pageNum=1&pageSize=20&userId=u";
/// let header = sign(b"not-a-real-one", query.as_bytes());
/// let secrets = [LabeledSecret { label: "LTI", secret: "not-a-real-one" }];
/// let input = Input { request: query, signature: Some(header.as_str()), secrets: &secrets, ..Input::default() };
///
/// let explanation = diagnose(&input, u64::MAX);
/// assert_eq!(explanation.verdict, Verdict::Proved);
/// assert_eq!(explanation.findings[0].grade, Grade::Proved);
/// assert_eq!(explanation.findings[0].what.code, FindingCode::ParameterOrder);
/// ```
#[must_use]
pub fn diagnose(input: &Input<'_>, limit: u64) -> Explanation {
    let case = Case::read(input);
    report::explanation(&case, &search::one(&case, limit))
}

/// Searches one part of the pairs of mistakes: `count` pairs from number `start`. The parts share no state.
#[must_use]
pub fn search(input: &Input<'_>, start: u64, count: u64) -> Slice {
    let case = Case::read(input);
    report::slice(&case, &search::two(&case, start, count))
}
