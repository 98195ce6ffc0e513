//! Time is linear in the text: sixteen times the text takes about sixteen times as long, whatever it is made of.

use dabir::{Newlines, Normalizer, Preset, SentenceOptions};
use dabir_tests::timing::{Run, SLACK, alone, growth};
use std::hint::black_box;

/// Texts that lead a recognizer on, as parts to be repeated: what makes one look far ahead or back.
#[rustfmt::skip]
const PATTERNS: &[&str] = &[
    "1-", "1--", "1.", "1,", "1/", "1:", "۱٬۲۳۴٫", "۱۲", "1 ", "2.3.", "a1", "1a", ":1", "f:", "::", "\n", "\r", "\r\n",
    " …:", "علي,", "علي ", "و ", "س", "سا", "ه ی ", "ۀ", "هٔ", "خانه\u{200C}ی", "a@", "a@b.", "@", "@a", "#", "#a_", "a.",
    "a.b", "a-", "a/", "a'", "http://", "www.", "mailto:", "a.ir/", "a.ir(", "(", ")", "((a", "«", "»", "« ", " »", "\"",
    "\" ", "\"س", "“", "“س", "\u{200C}", "س\u{200C}", "\u{200C} ", " ", "\t", "  س", " \u{200C}س", "\u{200F}", "س\u{200F}",
    "\u{AD}", "¬", "[x](", "](", "](a ", "](a \"", "[", "<b", "<", "<!--", "</", "<code>", "<code", "&", "&a", "&#1", "`",
    "``a`", "` ", "```\n", "~~~\n", "> ", "👨\u{200D}", "👨", "🇮", "🏽", "1\u{FE0F}", "#\u{20E3}", ":)", ":))", ":(", ";)",
    "^_^", "س\u{64B}", "\u{64B}", "\u{654}", "\u{653}\u{655}", "e\u{301}", "\u{301}", "\u{200D}", "ـ", "سـ", "م.", "م. ",
    ".", "..", "...", "....س", ". ", ".س", "؟", "?!", "؟ ", "!»", ".»", ".pdf", "a.pdf", "۱۲.pdf\u{200C}", "گ-", "-", "_",
    "س_", "تهران - ایرنا: ", " - ", ":", ": ", ":«", "الذين ", "إن الله. ", "ﷲ", "ﷺ", "ﻻ", "%", "12%", "۱۲نفر", "سال۱۲",
    "נ\"", "ש'", "カ", "漢", "क्", "\0", "\u{85}", "\u{2028}", "،", " ،", "، ", ";", "=\"", "{\"", "[^1]",
    "کتابهای خوب، ", "می روم ", "وکشتار ", "عليخانه", "همکاری های", "خانهای", "میدانم که ",
    "{\"a\": \"س\", ", "\": ", "a, ", "\"a\", ", "علي,12,", "علي;", "س = 1; ", "بخش 1.1 و ", "1.1 و ", "س(", "س(علی)", "„", "”س", "%1",
    "1 : ", "الناس:", "كنت ", "«كنت ", "«كنت» ", "«س. ", "«س. » ", "1. س ", "--a ", " /a", "/a", " .a", "A.", "<b>",
    "www.س", "www.س.", "س¬",
];

/// The shorter text in bytes, and how much longer the other is: apart enough that n² would take 256 times as long.
const SHORT: usize = 1 << 13;
const TIMES: usize = 16;
fn assert_linear(name: &str, run: Run<'_>) {
    let _alone = alone();
    let growth = |pattern: &str| {
        let part = pattern.repeat(SHORT / pattern.len());
        growth(run, &part.repeat(TIMES), &part)
    };
    let slow: Vec<_> = PATTERNS.iter().map(|p| (p, growth(p))).filter(|(_, g)| *g >= SLACK).collect();
    assert!(slow.is_empty(), "{name}: so much longer than in proportion: {slow:?}");
}

#[test]
fn normalizing() {
    for &preset in Preset::ALL {
        let normalizer = Normalizer::builder().preset(preset).build();
        assert_linear(preset.name(), &|text| drop(black_box(normalizer.normalize(text))));
    }
}

#[test]
fn edits() {
    let normalizer = Normalizer::new();
    assert_linear("edits", &|text| {
        black_box(normalizer.worker().normalize(text).edits().len());
    });
}

#[test]
fn tokens() {
    assert_linear("tokens", &|text| {
        black_box(dabir::tokens(text).count());
    });
}

#[test]
fn sentences() {
    for newlines in [Newlines::Break, Newlines::Paragraph, Newlines::Ignore] {
        let mut options = SentenceOptions::default();
        options.newlines = newlines;
        assert_linear("sentences", &|text| {
            black_box(options.sentences(text).count());
        });
    }
}

#[test]
fn one_line_of_4_mib() {
    let _alone = alone();
    // Without a space; and with something to mend everywhere, but nothing that ends a run.
    for piece in ["کتاب\u{200C}های۱۲،a-", "کتابهای خوب، "] {
        assert_linear_in_a_line(piece);
    }
}

fn assert_linear_in_a_line(piece: &str) {
    let part = piece.repeat((4 << 20) / TIMES / piece.len());
    let line = part.repeat(TIMES);
    let normalizer = Normalizer::new();
    let runs: [(&str, Run<'_>); 3] = [
        ("normalize", &|text| drop(black_box(normalizer.normalize(text)))),
        ("tokens", &|text| {
            black_box(dabir::tokens(text).count());
        }),
        ("sentences", &|text| {
            black_box(dabir::sentences(text).count());
        }),
    ];
    for (name, run) in runs {
        let growth = growth(run, &line, &part);
        assert!(growth < SLACK, "{name}: {growth} times longer than in proportion");
    }
}
