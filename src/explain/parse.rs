//! Reads what a person pasted: the request, its header, the response and the secrets. It judges nothing.

pub(super) mod address;
mod again;
mod assembled;
pub(super) mod case;
pub(super) mod clues;
pub(super) mod parameter;
pub(super) mod paste;
pub(super) mod response;
pub(super) mod shape;
mod texts;
