//! The normalizer: line by line, pass by pass, until nothing is left to change.

mod builder;
mod code;
mod config;
mod context;
mod events;
mod evidence;
mod gap;
mod language;
mod letters;
mod numbers;
mod pass;
mod patch;
mod protected;
mod punctuation;
mod scan;
mod spacing;
mod worker;

pub use builder::NormalizerBuilder;
pub use config::{Digits, Ezafe};
pub use context::Context;
pub use protected::ProtectedSpan;
pub use worker::{Normalized, Worker};

use crate::rule::Preset;
use config::Config;
use scan::Scanner;
use std::borrow::Cow;
use std::fmt;
use worker::Lines;

/// Normalizes Persian text. Immutable and shareable between threads; make it once.
///
/// | to | call | cost when nothing changes |
/// |---|---|---|
/// | get the text | [`normalize`](Self::normalize) | the input is returned, of which nothing is copied |
/// | write it somewhere | [`normalize_to`](Self::normalize_to) | one write |
/// | ask | [`is_normalized`](Self::is_normalized) | stops at the first change |
/// | see each change, map offsets | [`worker`](Self::worker) | the worker's buffers are reused |
///
/// All take time linear in the text, give the same result on every machine, and never panic. Lines stay lines: no line
/// break is added or removed. Normalizing the result changes nothing: a line made up so that every change calls for another,
/// more than twenty times over, stays as it came, and so do the half-spaces of a stretch of that kind. With the spacing model
/// a call allocates scratch memory, which a [`worker`](Self::worker) keeps: for many short texts use one.
///
/// ```
/// use dabir::Normalizer;
/// let normalizer = Normalizer::new();
/// assert_eq!(normalizer.normalize("اين كتاب 12.5% ارزان شد,نه؟"), "این کتاب ۱۲٫۵٪ ارزان شد، نه؟");
/// assert!(normalizer.is_normalized("این خوب است."));
/// ```
#[derive(Clone)]
pub struct Normalizer {
    config: Config,
    scanner: Scanner,
}

impl fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Normalizer").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Default for Normalizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Normalizer {
    /// A normalizer with the `standard` preset: publishable text.
    ///
    /// ```
    /// assert_eq!(dabir::Normalizer::new().normalize("علي"), "علی");
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A normalizer with some choices of your own.
    ///
    /// ```
    /// use dabir::{Digits, Normalizer, Preset, Rule};
    /// let normalizer = Normalizer::builder()
    ///     .preset(Preset::Characters)
    ///     .digits(Digits::Ascii)
    ///     .rule(Rule::LettersArabicKaf, false)
    ///     .build();
    /// assert_eq!(normalizer.normalize("كتاب ۱۲  علي"), "كتاب 12  علی");
    /// ```
    pub fn builder() -> NormalizerBuilder {
        NormalizerBuilder::new(Preset::Standard)
    }

    fn from_config(config: Config) -> Self {
        let scanner = Scanner::new(&config);
        Self { config, scanner }
    }

    /// The normalized text: the input itself where nothing changes.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// let normalizer = dabir::Normalizer::new();
    /// assert!(matches!(normalizer.normalize("سلام، خوبی؟"), Cow::Borrowed(_)));
    /// assert_eq!(normalizer.normalize("سلام,خوبی?"), "سلام، خوبی؟");
    /// ```
    #[must_use]
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut done = 0;
        let mut lines = Lines::default();
        lines.each_changed(self, text, |start, line, changed| {
            if done == 0 {
                out.reserve(text.len() + 16);
            }
            done = changed.pieces(text, done, (start, line), |piece| out.push_str(piece));
            true
        });
        if done == 0 && out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[done..]);
        Cow::Owned(out)
    }

    /// Writes the normalized text.
    ///
    /// # Errors
    /// What the sink says; nothing else can fail.
    ///
    /// ```
    /// let mut out = String::new();
    /// dabir::Normalizer::new().normalize_to("كتاب", &mut out).unwrap();
    /// assert_eq!(out, "کتاب");
    /// ```
    pub fn normalize_to(&self, text: &str, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        let mut done = 0;
        let mut result = Ok(());
        let mut lines = Lines::default();
        lines.each_changed(self, text, |start, line, changed| {
            done = changed.pieces(text, done, (start, line), |piece| {
                if result.is_ok() {
                    result = out.write_str(piece);
                }
            });
            result.is_ok()
        });
        result?;
        out.write_str(&text[done..])
    }

    /// Whether [`normalize`](Self::normalize) would return the text as it is.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// assert!(normalizer.is_normalized("کتاب"));
    /// assert!(!normalizer.is_normalized("كتاب"));
    /// ```
    #[must_use]
    pub fn is_normalized(&self, text: &str) -> bool {
        let mut same = true;
        Lines::default().each_changed(self, text, |_, _, _| {
            same = false;
            false
        });
        same
    }

    /// The protected spans of a text as it stands, in ascending order. None is empty or reaches over a line end: each line
    /// of a fenced block is one. Linear in the text.
    ///
    /// They leave as they came, unless a change right next to one makes something else of it.
    ///
    /// ```
    /// use dabir::{Normalizer, Protected};
    /// let text = "نشانی info@site.ir و كتاب";
    /// let protected = Normalizer::new().protected(text);
    /// assert_eq!(protected[0].class(), Protected::Email);
    /// assert_eq!(&text[protected[0].span()], "info@site.ir");
    /// ```
    #[must_use]
    pub fn protected(&self, text: &str) -> Vec<ProtectedSpan> {
        protected::spans(text, self.config.protected)
    }

    /// A worker: scratch space for one thread over this shared normalizer, whose results tell what changed and where.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// for text in ["كتاب", "12 نفر"] {
    ///     assert_eq!(worker.normalize(text).edits().len(), 1);
    /// }
    /// ```
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker::new(self)
    }
}
