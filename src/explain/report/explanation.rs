//! The whole result, as data.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::corrected::Corrected;
use super::header::Header;
use super::stages::Stages;
use super::verdict::Verdict;
use crate::explain::finding::Finding;
use crate::explain::parse::parameter::Parameter;
use crate::explain::parse::paste::Source;
use crate::explain::search::Searched;

/// The result of explaining a pasted request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The overall result.
    pub verdict: Verdict,
    /// Mistakes and possible mistakes, the most certain first.
    pub findings: Vec<Finding>,
    /// The corrected request; `None` if its parameters cannot be read.
    pub corrected: Option<Corrected>,
    /// The stages of signing the corrected request, as far as the input allows.
    pub stages: Stages,
    /// The parameters in the order of the request; at most the first hundred.
    pub parameters: Vec<Parameter>,
    /// The sent header, if there is one.
    pub header: Option<Header>,
    /// The label of the secret that the header was made with.
    pub signed_with: Option<String>,
    /// The text that the header was made from; `None` if the search did not find it.
    pub signed: Option<String>,
    /// How much was searched.
    pub searched: Searched,
    /// Whether a search for two mistakes can find nothing more.
    pub settled: bool,
    /// What the request was read from.
    pub source: Source,
}

/// A part of the search for two mistakes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Slice {
    /// The number of hypotheses in the whole search.
    pub total: u64,
    /// How much this part covered.
    pub searched: Searched,
    /// The explanation, once a pair of mistakes is proved.
    pub explanation: Option<Explanation>,
}
