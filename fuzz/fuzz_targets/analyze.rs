#![no_main]

use dabir_tests::{morphology, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| morphology::analyze(&samples::sample_from(bytes).text));
