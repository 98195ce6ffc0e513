#![no_main]

use dabir_tests::{laws, morphology};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| morphology::conjugate(&laws::sample_from(bytes).text));
