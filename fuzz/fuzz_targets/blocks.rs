#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{choices_from, document_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ([choice, cut, drops], file) = choices_from(bytes);
    match file.split_first() {
        Some((kind, raw)) if kind & 3 == 0 => laws::blocks(choice, [cut, drops], raw),
        _ => laws::blocks(choice, [cut, drops], document_from(file).as_bytes()),
    }
});
