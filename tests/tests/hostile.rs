//! Texts that nobody writes: no panic, the laws hold, and time is linear.
//!
//! With `DABIR_FULL` in the environment all of each, else a part that takes seconds in a build without optimization.

use dabir::{Normalizer, Preset, Protected};
use dabir_stem::{Analyzer, Lemmatizer, Stemmer};
use dabir_tests::cases::Options;
use dabir_tests::samples::{FOREIGN, Sample};
use dabir_tests::timing::{SLACK, alone, growth};
use dabir_tests::{laws, morphology};
use std::hint::black_box;
use std::sync::LazyLock;

/// How many times smaller shapes are, and how many of many are left out for one that is tried.
static SHARE: LazyLock<usize> =
    LazyLock::new(|| if std::env::var_os("DABIR_FULL").is_some() { 1 } else { 32 });

/// Time is compared of shapes so many times smaller, the whole and a part of it that is so many times smaller again: megabytes that
/// change in one line take memory that the system has to give and to clear, which costs several times what the work does.
const TIMED: usize = 32;
const TIMES: usize = 64;

/// A shape, what it is called and how long it is made: pieces, or bytes.
type Shape = (&'static str, usize, fn(usize) -> String);

fn nested(open: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + "س" + &close.repeat(depth)
}

/// Some text as often as it takes to fill so many bytes.
fn filled(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len() + 1)
}

const SHAPES: &[Shape] = &[
    ("a letter with many of one mark", 1_000_000, |n| format!("س{}", "\u{64e}".repeat(n))),
    ("a letter with many marks out of order", 1_000_000, |n| {
        format!("س{}", filled("\u{651}\u{64e}\u{654}\u{653}\u{655}\u{301}", 2 * n))
    }),
    ("a Latin letter with many marks", 1_000_000, |n| format!("e{}", "\u{301}".repeat(n))),
    ("half-spaces", 10_000_000, |n| "\u{200c}".repeat(n)),
    ("half-spaces in a word", 10_000_000, |n| format!("می{}روم", "\u{200c}".repeat(n))),
    ("half-spaces between letters", 1_000_000, |n| "س\u{200c}".repeat(n)),
    ("invisible characters in a word", 1_000_000, |n| {
        format!("کتاب{}ها", filled("\u{200f}\u{200d}\u{ad}\u{2060}\u{feff}", 3 * n))
    }),
    ("tatweel", 1_000_000, |n| format!("س{}س", "ـ".repeat(n))),
    ("nested brackets", 1_000_000, |n| nested("(", ")", n)),
    ("nested brackets of all kinds", 1_000_000, |n| nested("([{«“", "”»}])", n / 5)),
    ("brackets that stay open", 1_000_000, |n| filled("([{«", n)),
    ("brackets that were never opened", 1_000_000, |n| filled(")]}»", n)),
    ("nested quotes", 1_000_000, |n| nested("\"'", "'\"", n / 2)),
    ("quotes in words", 1_000_000, |n| "س\"".repeat(n)),
    ("emphasis, links and images", 1_000_000, |n| nested("![**[", "](a)**](b)", n / 5)),
    ("tags", 1_000_000, |n| nested("<b>", "</b>", n / 3)),
    ("backticks of all lengths", 1_000_000, |n| {
        let mut text = String::new();
        for length in 1.. {
            if text.len() >= n {
                break;
            }
            text.push_str(&"`".repeat(length));
            text.push('س');
        }
        text
    }),
    ("scripts that alternate", 1_000_000, |n| filled("سaжאक漢カ1", n)),
    ("languages that alternate", 1_000_000, |n| {
        filled(&(FOREIGN.join(" کتاب های خوب را می خوانم ") + " "), n)
    }),
    ("digits of all kinds", 1_000_000, |n| filled("1۲٣4,۵.٦/7", n)),
    ("a word without end", 1_000_000, |n| filled("کتابهایشان", n)),
    ("emoji joined", 1_000_000, |n| filled("👨\u{200d}", n)),
    ("a line with much to mend", 50_000_000, |n| filled("این كتاب ها ,خوب است و می روم", n)),
    ("a line without a space", 50_000_000, |n| filled("کتابهاي۱۲،(«a-", n)),
    ("long runs after a full stop", 1_000_000, |n| {
        filled(&format!(".ئ{}", "اب كتاب ها ,خوب ".repeat(99)), n)
    }),
    ("a Latin word without end", 1_000_000, |n| "a".repeat(n) + "é"),
    ("empty lines", 1_000_000, |n| "\n".repeat(n)),
    ("line ends of all kinds", 1_000_000, |n| filled("\r\n\r\r\u{2028}\u{85}\u{b}\n", n)),
];

/// The first so many bytes, or a few less.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

fn sample<'t>(text: &'t str, preset: Preset) -> Sample<'t> {
    Sample {
        text: text.into(),
        options: Options { preset: Some(preset.name().to_owned()), ..Options::default() },
    }
}

/// Normalizing, edits and alignment, tokens, sentences and morphology of one text.
fn assert_laws(text: &str, presets: &[Preset]) {
    for &preset in presets {
        laws::normalize(&sample(text, preset));
    }
    laws::tokens(text);
}

#[test]
fn laws_hold_for_shapes() {
    for (_, size, shape) in SHAPES {
        let text = shape(size / *SHARE / if *size > 10_000_000 { 10 } else { 1 });
        assert_laws(&text, Preset::ALL);
        laws::alignment(&sample(start(&text, 100_000), Preset::Standard));
    }
}

#[test]
fn time_is_linear_for_shapes() {
    let _alone = alone();
    let normalizers: Vec<_> = Preset::ALL.iter().map(|&p| Normalizer::builder().preset(p).build()).collect();
    let unprotected = Protected::ALL
        .iter()
        .fold(Normalizer::builder(), |builder, &class| builder.protect(class, false))
        .build();
    let (stemmer, lemmatizer, analyzer) = (Stemmer::new(), Lemmatizer::new(), Analyzer::new());
    let mut slow = Vec::new();
    for (name, size, shape) in SHAPES {
        let size = size / TIMED / if *size > 10_000_000 { 10 } else { 1 };
        let (part, whole) = (shape(size / TIMES), shape(size));
        let mut assert = |what: &str, run: &dyn Fn(&str)| {
            let growth = growth(run, &whole, &part);
            if growth >= 2.0 * SLACK {
                slow.push(format!("{what}, {name}: {growth:.1} times as long as in proportion"));
            }
        };
        for (normalizer, preset) in normalizers.iter().zip(Preset::ALL) {
            assert(preset.name(), &|text| drop(black_box(normalizer.normalize(text))));
        }
        assert("nothing protected", &|text| drop(black_box(unprotected.normalize(text))));
        assert("edits", &|text| _ = black_box(normalizers[0].worker().normalize(text).edits().len()));
        assert("tokens", &|text| _ = black_box(dabir::tokens(text).count()));
        assert("sentences", &|text| _ = black_box(dabir::sentences(text).count()));
        assert("stem", &|text| drop(black_box(stemmer.stem(text))));
        assert("lemmatize", &|text| drop(black_box(lemmatizer.lemmatize(text, None))));
        assert("analyze", &|text| drop(black_box(analyzer.analyze(text))));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Each text on a line of its own, for they are too many to be tried one by one; then the words one by one.
fn assert_laws_of_lines(lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.step_by(*SHARE).collect();
    for lines in lines.chunks(1 << 12) {
        assert_laws(&lines.join("\n"), Preset::ALL);
        for line in lines {
            laws::stem(line);
        }
    }
    for line in lines.iter().step_by(8) {
        morphology::analyze(line);
        morphology::lemmatize(line);
    }
}

#[test]
fn every_code_point_alone_and_between_letters() {
    let each = |letters: &'static str| (char::MIN..=char::MAX).map(move |c| format!("{letters}{c}{letters}"));
    assert_laws_of_lines(each("").chain(each("س")));
    // In words that the model splits, each with a suffix.
    assert_laws_of_lines(
        ('\0'..='\u{fff}').chain('\u{2000}'..='\u{20ff}').map(|c| format!("می{c}روم کتاب{c}ها")),
    );
}

#[test]
fn every_pair_of_the_arabic_blocks() {
    let blocks = [
        '\u{600}'..='\u{6ff}',
        '\u{750}'..='\u{77f}',
        '\u{870}'..='\u{8ff}',
        '\u{fb50}'..='\u{fdff}',
        '\u{fe70}'..='\u{feff}',
    ];
    let characters: Vec<char> = blocks.into_iter().flatten().chain(['\u{200c}', '\u{200d}', ' ']).collect();
    let pairs = || {
        characters
            .iter()
            .flat_map(|&a| characters.iter().map(move |&b| [a, b].into_iter().collect::<String>()))
    };
    assert_laws_of_lines(pairs().chain(pairs().map(|pair| format!("س{pair}س"))));
}
