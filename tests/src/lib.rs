//! What the suites share: the case files, the laws and the texts to try them on, the builder of the
//! generated character table.

pub mod cases;
pub mod laws;
pub mod morphology;
pub mod samples;
pub mod table;
pub mod timing;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub mod readme {}
