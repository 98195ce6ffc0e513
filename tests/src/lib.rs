//! What the suites share: the case files, the builder of the generated character table.

pub mod cases;
pub mod laws;
pub mod table;
