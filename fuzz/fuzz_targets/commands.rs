#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::{choices_from, document_from};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ([choice, cut, command], file) = choices_from(bytes);
    match file.split_first() {
        Some((kind, raw)) if kind & 3 == 0 => laws::commands(command, choice, cut, raw),
        _ => laws::commands(command, choice, cut, document_from(file).as_bytes()),
    }
});
