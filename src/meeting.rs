//! The content of a response: a page, its meetings, and the documented codes.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

/// One page of a user's course meetings.
///
/// Numbers are `f64`, the number type of JSON. The three counts are whole numbers from 0 to 2^53 - 1. A number of a
/// meeting outside the documented range is kept as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The number of the page, from 1.
    pub page_num: f64,
    /// The page size that the server used. It may differ from the requested one.
    pub page_size: f64,
    /// The number of meetings on all pages.
    pub total: f64,
    /// The meetings.
    pub list: Vec<Meeting>,
}

/// One meeting, under the names of the API's `result.list`.
///
/// The ID and the number are always present. Any other field is `None` if the server sends null, an empty string
/// (except as the topic) or nothing. Zoom's REST API omits the duration and the time zone of instant meetings and of
/// meetings without a fixed time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    /// The meeting ID: base64, which may contain `+`, `/` and `=`.
    pub meeting_id: String,
    /// The meeting number that people enter to join. It is a string.
    pub meeting_number: String,
    /// The Zoom user ID of the host.
    pub host_id: Option<String>,
    /// The title.
    pub topic: Option<String>,
    /// The start as the API sent it, such as `2022-08-04 10:00:00`. [`crate::time::instant_ms`] reads a start with a
    /// UTC offset, [`crate::time::wall_clock_ms`] any other. A meeting without a fixed time
    /// ([`MeetingType::RecurringNoFixedTime`]) may have a start, too; ignore it.
    pub start_time: Option<String>,
    /// The duration in minutes.
    pub duration: Option<f64>,
    /// An IANA time zone name, from `timezone` or `timeZone`.
    pub timezone: Option<String>,
    /// The host's personal meeting number, if the meeting uses it.
    pub pmi: Option<String>,
    /// The type of meeting.
    #[serde(rename = "type")]
    pub kind: Option<MeetingType>,
    /// Whether the meeting has started or ended.
    pub status: Option<MeetingStatus>,
    /// The undocumented fields as the text of one JSON object; `None` if there are no such fields.
    pub extra: Option<String>,
}

/// The documented values of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "f64")]
pub enum MeetingType {
    /// 0
    PreSchedule,
    /// 1
    Instant,
    /// 2
    Scheduled,
    /// 3, with no fixed time
    RecurringNoFixedTime,
    /// 8, with a fixed time
    RecurringFixedTime,
    /// Any other code.
    Other(f64),
}

impl From<f64> for MeetingType {
    fn from(code: f64) -> Self {
        match code {
            0.0 => Self::PreSchedule,
            1.0 => Self::Instant,
            2.0 => Self::Scheduled,
            3.0 => Self::RecurringNoFixedTime,
            8.0 => Self::RecurringFixedTime,
            other => Self::Other(other),
        }
    }
}

impl From<MeetingType> for f64 {
    fn from(kind: MeetingType) -> Self {
        match kind {
            MeetingType::PreSchedule => 0.0,
            MeetingType::Instant => 1.0,
            MeetingType::Scheduled => 2.0,
            MeetingType::RecurringNoFixedTime => 3.0,
            MeetingType::RecurringFixedTime => 8.0,
            MeetingType::Other(code) => code,
        }
    }
}

/// The documented values of `status`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "f64")]
pub enum MeetingStatus {
    /// 0
    NotStarted,
    /// 1
    Started,
    /// 2
    Finished,
    /// Any other code.
    Other(f64),
}

impl From<f64> for MeetingStatus {
    fn from(code: f64) -> Self {
        match code {
            0.0 => Self::NotStarted,
            1.0 => Self::Started,
            2.0 => Self::Finished,
            other => Self::Other(other),
        }
    }
}

impl From<MeetingStatus> for f64 {
    fn from(status: MeetingStatus) -> Self {
        match status {
            MeetingStatus::NotStarted => 0.0,
            MeetingStatus::Started => 1.0,
            MeetingStatus::Finished => 2.0,
            MeetingStatus::Other(code) => code,
        }
    }
}
