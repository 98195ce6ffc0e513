#![no_main]

use dabir_tests::{laws, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| laws::sentences(&samples::sample_from(bytes).text));
