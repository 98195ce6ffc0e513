#![no_main]

use dabir_tests::laws;
use dabir_tests::samples::{choices_from, document_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = document_from(choices_from(bytes).1);
    // The words come first, as do those that are normalized by them.
    laws::dictionary(text.split("\n\n").next().unwrap_or_default(), &text.replace('\n', " "));
});
