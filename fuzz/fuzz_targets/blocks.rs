#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::document_from;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (&[choice, cut, drops, kind], rest) = bytes.split_first_chunk().unwrap_or((&[0; 4], bytes));
    match kind & 3 {
        0 => laws::blocks(choice, [cut, drops], rest),
        _ => laws::blocks(choice, [cut, drops], document_from(rest).as_bytes()),
    }
});
