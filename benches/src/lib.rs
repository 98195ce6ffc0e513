//! The text that the benchmarks run on, and what they share.
//!
//! It is `text/persian.txt`, written for this purpose (news, letters, a recipe, technical prose) and retold at random;
//! or the file that the environment variable `DABIR_BENCH_TEXT` names. The same seed makes the same text and the same
//! damage on every machine. [`kinds`] are shorter texts as they come from the net, retold in the same way.
//!
//! Retold, because 25 kB said over and over are learned by heart by a processor's branch predictor: on a machine of
//! 2025, code that branches on every character then runs a third to a half faster than on text it has not seen.
//!
//! The built-in text has no ASCII digits, so that peers that turn all of them into Persian ones find nothing to do in
//! it either.

use criterion::BenchmarkGroup;
use criterion::measurement::WallTime;
use dabir::{Normalizer, Preset};
use std::collections::HashMap;
use std::fs;
use std::hint::black_box;

/// A text has at least this many bytes: more than a core's own caches hold.
const SIZE: usize = 1_000_000;
const ZWNJ: char = '\u{200C}';
const BUILT_IN: &str = include_str!("../text/persian.txt");

/// Whether the text is the built-in one, about which more is known than about any other.
#[must_use]
pub fn is_built_in() -> bool {
    file().is_none()
}

/// Normal text, under both the standard and the characters preset; about 1 MB, or as long as the file.
///
/// The built-in text is normal as it is. A file's is normalized, and repeated if it is short.
///
/// # Panics
/// If `DABIR_BENCH_TEXT` names a file that cannot be read as UTF-8, or that is empty.
#[must_use]
pub fn clean() -> String {
    let Some(path) = file() else {
        // Words in an order that nobody gave them: the few lines that the model would change are left out.
        let normalizer = Normalizer::new();
        let text = retold(BUILT_IN);
        return text.split_inclusive('\n').filter(|line| normalizer.is_normalized(line)).collect();
    };
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("DABIR_BENCH_TEXT={path}: {e}"));
    let text = Normalizer::new().normalize(&text).into_owned();
    let mut text = Normalizer::builder().preset(Preset::Characters).build().normalize(&text).into_owned();
    assert!(!text.trim().is_empty(), "DABIR_BENCH_TEXT={path}: no text to measure with");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.repeat(SIZE.div_ceil(text.len()))
}

/// Texts as they come, about 1 MB each, and their names: chat, an encyclopedia, prose with code in it.
#[must_use]
pub fn kinds() -> [(&'static str, String); 3] {
    [
        ("informal", include_str!("../text/informal.txt")),
        ("encyclopedia", include_str!("../text/encyclopedia.txt")),
        ("code-mixed", include_str!("../text/code-mixed.txt")),
    ]
    .map(|(name, text)| (name, retold(text)))
}

/// A text made of this one: after each word goes on at any of the places where the word stands.
fn retold(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, word) in words.iter().enumerate() {
        places.entry(word).or_default().push(place);
    }
    let mut random = Random::default();
    let mut out = String::with_capacity(SIZE + text.len());
    let mut at = 0;
    while out.len() < SIZE || !out.ends_with('\n') {
        out.push_str(words[at]);
        let places = &places[words[at]];
        at = (places[random.below(places.len())] + 1) % words.len();
    }
    out
}

/// The text of [`clean`] as it comes from old keyboards: a fifth of all ی and ک are Arabic ي and ك, digits are ASCII, a
/// third of the commas are `,`, and every fiftieth space or half-space is doubled.
///
/// # Panics
/// As [`clean`] does.
#[must_use]
pub fn mixed() -> String {
    let clean = clean();
    let mut random = Random::default();
    let mut text = String::with_capacity(clean.len() + clean.len() / 64);
    for c in clean.chars() {
        match c {
            'ی' if random.happens(0.2) => text.push('ي'),
            'ک' if random.happens(0.2) => text.push('ك'),
            '،' if random.happens(0.3) => text.push(','),
            ' ' if random.happens(0.02) => text.push_str("  "),
            ZWNJ if random.happens(0.02) => text.extend([ZWNJ, ZWNJ]),
            '۰'..='۹' => text.push(char::from(b'0' + (c as u32 - '۰' as u32) as u8)),
            c => text.push(c),
        }
    }
    text
}

/// The text of [`clean`] as careless writers leave it: of its half-spaces a third is gone and a third are spaces.
///
/// # Panics
/// As [`clean`] does.
#[must_use]
pub fn lost() -> String {
    let mut random = Random::default();
    clean()
        .split_inclusive(ZWNJ)
        .flat_map(|part| match (part.strip_suffix(ZWNJ), random.below(3)) {
            (Some(part), 0) => [part, ""],
            (Some(part), 1) => [part, " "],
            _ => [part, ""],
        })
        .collect()
}

/// Times how long it takes to look at each of the parts that a text is split into.
pub fn count<'t, I: Iterator>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    text: &'t str,
    split: impl Fn(&'t str) -> I,
) {
    group.bench_function(name, |b| b.iter(|| split(black_box(text)).map(black_box).count()));
}

fn file() -> Option<String> {
    std::env::var("DABIR_BENCH_TEXT").ok().filter(|path| !path.is_empty())
}

/// Marsaglia's xorshift, 64 bits.
struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Random {
    /// A number of 32 bits.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 32
    }

    fn below(&mut self, limit: usize) -> usize {
        ((self.next() * limit as u64) >> 32) as usize
    }

    fn happens(&mut self, probability: f64) -> bool {
        (self.next() as f64) < probability * (1u64 << 32) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_text_is_normal() {
        for preset in [Preset::Standard, Preset::Characters] {
            let normalizer = Normalizer::builder().preset(preset).build();
            for line in BUILT_IN.lines() {
                assert_eq!(normalizer.normalize(line), line);
            }
        }
    }

    #[test]
    fn texts_are_reproducible() {
        assert!(clean() == clean() && mixed() == mixed() && mixed() != clean());
    }
}
