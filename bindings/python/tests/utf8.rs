//! The tests of the one module that needs no Python: an extension module itself is nothing that Cargo can test.

#[path = "../src/utf8.rs"]
mod utf8;
