#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{Sample, choices_from, document_from, options_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ([choice, policies, _], file) = choices_from(bytes);
    let sample = Sample { text: document_from(file), options: options_from(policies, Default::default()) };
    laws::rewrite(&sample.normalizer().0, choice, &sample.text);
});
