#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{choices_from, document_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = document_from(choices_from(bytes).1);
    let (a, b) = text.split_once("\n\n").unwrap_or((&text, "کتاب"));
    laws::diff(a, b);
});
