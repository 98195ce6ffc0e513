#![no_main]

use dabir_tests::morphology;
use libfuzzer_sys::fuzz_target;
use std::sync::Mutex;

/// A lexicon keeps its bytes for good: they are not lost, as the sanitizer would say.
static KEPT: Mutex<Vec<&[u8]>> = Mutex::new(Vec::new());

fuzz_target!(|bytes: &[u8]| {
    let (&[bits, letters], rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    let file = if bits & 128 == 0 { morphology::lexicon_bytes(bits, rest) } else { rest.to_vec() };
    let file: &[u8] = file.leak();
    KEPT.lock().unwrap().push(file);
    let form = String::from_utf8_lossy(&rest[..rest.len().min(usize::from(letters))]);
    morphology::lexicon(file, &form);
});
