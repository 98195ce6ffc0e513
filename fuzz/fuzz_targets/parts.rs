#![no_main]

use dabir_tests::{laws, samples};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (cuts, rest) = bytes.split_first_chunk().unwrap_or((&[0; 4], bytes));
    laws::parts(&samples::sample_from(rest), u32::from_le_bytes(*cuts));
});
