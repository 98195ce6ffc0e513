#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::document_from;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| laws::settings(&document_from(bytes)));
