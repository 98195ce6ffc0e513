#![no_main]

use dabir_tests::{morphology, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = samples::sample_from(bytes).text;
    let (past, present) = text.split_once(' ').unwrap_or((&text, "گوگل"));
    morphology::define(past, present, text.len() % 2 == 0);
});
