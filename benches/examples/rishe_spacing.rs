//! How long the spacing stages of rishe take for a file, on one thread: what `dabir normalize --jobs 1` is held against.
//!
//!     cargo run --release -p dabir-benches --example rishe_spacing -- FILE

use rishe::morphology::MorphologyEngine;
use rishe::normalize_ops;
use std::error::Error;
use std::io::{Write, stdout};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("no file named")?;
    let text = std::fs::read_to_string(path)?;
    let engine = MorphologyEngine::new();
    let start = Instant::now();
    let out: usize = text.split_inclusive('\n').map(|line| normalize_ops::spacing(line, &engine).len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    let (bytes, rate) = (text.len(), text.len() as f64 / seconds / 1e6);
    writeln!(stdout(), "{bytes} bytes to {out} in {seconds:.1} s: {rate:.1} MB/s")?;
    Ok(())
}
