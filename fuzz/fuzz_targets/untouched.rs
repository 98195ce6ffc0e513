#![no_main]

use dabir_tests::{laws, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sample, part) = samples::sample_with_part(bytes);
    laws::protected(&sample);
    laws::untouched(&sample, part);
});
