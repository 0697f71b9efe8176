//! The wrong choices for each step of signing: which parameters, their order, how they are written and joined, the text
//! around them, the key and the function.

pub(super) mod affix;
mod characters;
mod constants;
pub(super) mod functions;
pub(super) mod keys;
pub(super) mod mutation;
pub(super) mod orders;
mod template;
pub(super) mod values;
pub(super) mod variant;
pub(super) mod writing;
