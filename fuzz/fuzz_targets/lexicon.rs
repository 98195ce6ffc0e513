#![no_main]

use dabir_tests::morphology;
use dabir_tests::samples::{FORMS, text_from};
use libfuzzer_sys::fuzz_target;
use std::sync::Mutex;

/// A lexicon keeps its bytes for good: they are not lost, as the sanitizer would say.
static KEPT: Mutex<Vec<&[u8]>> = Mutex::new(Vec::new());

fuzz_target!(|bytes: &[u8]| {
    let (&[bits, letters], rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    let file: &[u8] = match bits >> 6 {
        0 | 1 => morphology::lexicon_bytes(bits, rest).leak(),
        2 => morphology::lexicon_of(&text_from(rest, FORMS)),
        _ => rest.to_vec().leak(),
    };
    KEPT.lock().unwrap().push(file);
    let form = text_from(&rest[..rest.len().min(usize::from(letters % 32))], FORMS);
    morphology::lexicon(file, &form);
});
