//! What the suites share: the case files, the builder of the generated character table.

pub mod laws;
pub mod cases;
pub mod table;
