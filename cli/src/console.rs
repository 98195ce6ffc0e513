//! What people are told: messages and the progress bar, on standard error.

use crate::args::{When, Work};
use anyhow::Error;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Tells people what goes on. Shared by the threads.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    failed: AtomicBool,
    bar: ProgressBar,
}

impl Console {
    /// With a bar where one is wanted. By itself it does not show on a terminal on which `output` appears too.
    pub(crate) fn new(work: &Work, output: bool) -> Self {
        let show = match work.progress {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let alone = !(output && io::stdout().is_terminal());
                !work.quiet && alone && io::stderr().is_terminal()
            }
        };
        let bar = if show { bar(work.progress == When::Always) } else { ProgressBar::hidden() };
        Self { quiet: work.quiet, verbose: work.verbose, failed: AtomicBool::new(false), bar }
    }

    /// Tells what went wrong; the run may go on with the next file.
    pub(crate) fn error(&self, error: &Error) {
        self.failed.store(true, Ordering::Relaxed);
        self.say(format_args!("dabir: {error:#}"));
    }

    /// Tells what went wrong with a file.
    pub(crate) fn error_in(&self, name: &str, error: &Error) {
        self.failed.store(true, Ordering::Relaxed);
        self.say(format_args!("dabir: {name}: {error:#}"));
    }

    /// Tells what a person should know.
    pub(crate) fn warn(&self, message: fmt::Arguments<'_>) {
        if !self.quiet {
            self.say(format_args!("dabir: {message}"));
        }
    }

    /// Tells what the run came to.
    pub(crate) fn conclude(&self, sentence: &str) {
        if !self.quiet {
            self.say(format_args!("{sentence}"));
        }
    }

    /// Tells what a person asked to be told.
    pub(crate) fn note(&self, message: fmt::Arguments<'_>) {
        if self.verbose {
            self.say(format_args!("dabir: {message}"));
        }
    }

    fn say(&self, message: fmt::Arguments<'_>) {
        // If standard error is gone there is nobody left to tell.
        self.bar.suspend(|| drop(writeln!(io::stderr(), "{message}")));
    }

    /// Whether there was an error.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(crate) fn shows_progress(&self) -> bool {
        !self.bar.is_hidden()
    }

    /// So many bytes there are to read.
    pub(crate) fn expect(&self, bytes: u64) {
        self.bar.set_length(bytes);
        self.bar.set_style(style("{wide_bar} {bytes} / {total_bytes}  {bytes_per_sec}  {eta} left"));
    }

    /// So many bytes have been read.
    pub(crate) fn progress(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar(always: bool) -> ProgressBar {
    let bar = ProgressBar::no_length().with_style(style("{spinner} {bytes}  {bytes_per_sec}  {elapsed}"));
    // Where it is asked for it is drawn, even into a file: a line for each state.
    if always && !io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::term_like_with_hz(Box::new(Lines), 1));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A file in the place of a terminal: each state of the bar is a line.
#[derive(Debug)]
struct Lines;

impl TermLike for Lines {
    fn width(&self) -> u16 {
        80
    }

    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "{}", text.trim_end())
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        if text.trim().is_empty() { Ok(()) } else { self.write_line(text) }
    }

    fn clear_line(&self) -> io::Result<()> {
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        io::stderr().flush()
    }
}
