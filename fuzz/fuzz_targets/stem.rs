#![no_main]

use dabir_tests::laws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| laws::stem(&laws::sample_from(bytes).text));
