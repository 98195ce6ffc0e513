#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{Sample, document_from, options_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (&[choice, policies], rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    let sample = Sample { text: document_from(rest), options: options_from(policies, Default::default()) };
    laws::rewrite(&sample.normalizer().0, choice, &sample.text);
});
