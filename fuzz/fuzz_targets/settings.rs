#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{CONFIG, choices_from, text_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| laws::settings(&text_from(choices_from(bytes).1, CONFIG)));
