#![no_main]

use dabir_cli::laws;
use dabir_tests::samples::choices_from;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ([choice, drops, _], file) = choices_from(bytes);
    laws::decode(choice, drops, file);
});
