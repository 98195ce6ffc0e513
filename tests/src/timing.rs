//! How time grows with a text, on a machine that does other things too.

use std::hint::black_box;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How much longer than in proportion a long text may take: caches, memory to be had from the system, noise.
pub const SLACK: f64 = 8.0;
/// Measurements of which the fastest counts; more than the first only where that looks bad, for it may be the machine.
const RETRIES: usize = 20;

/// What is measured.
pub type Run<'a> = &'a dyn Fn(&str);

/// One measurement at a time: the tests of a file run in parallel.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn time(run: Run<'_>, text: &str) -> f64 {
    let start = Instant::now();
    run(black_box(text));
    start.elapsed().as_secs_f64().max(1e-6)
}

/// How much longer than in proportion the whole text takes than its first part.
#[must_use]
pub fn growth(run: Run<'_>, whole: &str, part: &str) -> f64 {
    let proportion = whole.len() as f64 / part.len() as f64;
    let (mut short, mut long, mut least) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..RETRIES {
        short = (0..3).map(|_| time(run, part)).fold(short, f64::min);
        long = long.min(time(run, whole));
        least = long / short / proportion;
        if least < SLACK {
            break;
        }
    }
    least
}
