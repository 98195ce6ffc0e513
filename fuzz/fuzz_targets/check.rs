#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::document_from;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (&choice, rest) = bytes.split_first().unwrap_or((&0, bytes));
    laws::check(choice, &document_from(rest));
});
