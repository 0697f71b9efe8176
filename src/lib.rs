#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../docs/rust.md")]

extern crate alloc;

#[cfg(feature = "calendar")]
pub mod calendar;
pub mod credentials;
pub mod decode;
pub mod endpoints;
pub mod error;
#[cfg(feature = "explain")]
pub mod explain;
pub mod meeting;
pub mod parameters;
pub mod policy;
pub mod query;
pub mod request;
pub mod signature;
pub mod time;

pub use credentials::Credentials;
pub use error::{Code, Error, Reason};
pub use meeting::{Meeting, MeetingStatus, MeetingType, Page};

#[cfg(all(
    target_arch = "wasm32",
    any(feature = "wasm-client", feature = "wasm-explain", feature = "wasm-calendar")
))]
mod js;
