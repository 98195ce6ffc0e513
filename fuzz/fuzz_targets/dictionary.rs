#![no_main]

use dabir_tests::{laws, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = samples::document_from(bytes);
    // The words come first, as do those that are normalized by them.
    laws::dictionary(text.split("\n\n").next().unwrap_or_default(), &text.replace('\n', " "));
});
