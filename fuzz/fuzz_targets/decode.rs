#![no_main]

use dabir_cli::laws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (&[choice, drops], rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    laws::decode(choice, drops, rest);
});
