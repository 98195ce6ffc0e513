//! What the library itself takes for the texts of `overhead.py`, which runs this and compares.
//!
//! `library FILE SECONDS`: FILE has texts with a zero byte after each. Prints, as nanoseconds for all texts, the best of the
//! rounds that fit into the time: with one worker, and into one string as a batch does.

#![expect(clippy::print_stdout, reason = "a program")]

use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let (Some(file), Some(seconds)) = (args.next(), args.next()) else { return };
    let file = std::fs::read_to_string(file).expect("a file");
    let texts: Vec<_> = file.split_terminator('\0').collect();
    let time = Duration::from_secs_f64(seconds.parse().expect("a number"));
    let normalizer = dabir::Normalizer::new();
    let mut worker = normalizer.worker();
    let single = best(time, || {
        for text in &texts {
            black_box(worker.normalize(text).text());
        }
    });
    let mut worker = normalizer.worker();
    let batch = best(time, || {
        let mut out = String::with_capacity(file.len() + file.len() / 8);
        let mut ends = Vec::with_capacity(texts.len());
        for text in &texts {
            out.push_str(worker.normalize(text).text());
            ends.push(out.len());
        }
        black_box((out, ends));
    });
    println!("{} {}", single.as_nanos(), batch.as_nanos());
}

fn best(time: Duration, mut round: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut best = Duration::MAX;
    while start.elapsed() < time {
        let before = Instant::now();
        round();
        best = best.min(before.elapsed());
    }
    best
}
