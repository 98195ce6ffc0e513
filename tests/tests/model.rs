//! The spacing model: what the loader takes and refuses, and what the built-in model leaves alone.

use dabir::{Dictionary, Model, Normalizer};

const WORDS: &str = include_str!("../cases/whole-words.txt");

/// Words that look as if they had parts stay whole, alone and in a sentence.
#[test]
fn whole_words_stay_whole() {
    let normalizer = Normalizer::new();
    let mut broken = Vec::new();
    let words: Vec<&str> = WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(words.len() > 340, "{} words", words.len());
    for word in words {
        for (before, after) in [("", ""), ("دربارهٔ ", " حرف زدند."), ("این ", " را دیدم."), ("گفت: ", "")]
        {
            let text = format!("{before}{word}{after}");
            if normalizer.normalize(&text) != text {
                broken.push(format!("{text} → {}", normalizer.normalize(&text).replace('\u{200c}', "|")));
            }
        }
    }
    assert!(broken.is_empty(), "{}\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn built_in_model_is_whole() {
    // The start-up does not read all of it: here its checksum is compared.
    Model::from_bytes(dabir_data::SPACING).unwrap();
    assert!(dabir_data::SPACING.len() <= 6 << 20);
}

#[test]
fn any_other_bytes_are_refused() {
    let good = dabir_data::SPACING;
    let refused = |bytes: &[u8], why: &str| {
        let error = Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    };
    refused(b"", "not a spacing model");
    refused(b"dabirspc", "8 bytes");
    refused(&good[..good.len() - 1], "bytes, where");
    let with = |at: usize, byte: u8| {
        let mut bytes = good.to_vec();
        bytes[at] ^= byte;
        bytes
    };
    refused(&with(0, 1), "not a spacing model");
    refused(&with(8, 2), "version 3");
    refused(&with(10, 64), "header");
    refused(&with(10, 1), "bytes, where");
    refused(&with(15, 128), "header");
    for at in [16, 130, 100_000, good.len() - 1] {
        refused(&with(at, 4), "checksum");
    }
}

#[test]
fn model_from_a_file_is_the_built_in_one() {
    let normalizer = Normalizer::builder().model(Model::from_bytes(dabir_data::SPACING).unwrap()).build();
    let text = "کتابهای رئیسجمهور را می خوانم";
    assert_eq!(normalizer.normalize(text), Normalizer::new().normalize(text));
}

#[test]
fn dictionary_errors_name_line_and_reason() {
    for (text, error) in [
        ("کتاب\n\nCD\n", "line 3: 'C' is no Persian letter"),
        ("کار\u{200c}ها", "line 1: a half-space after ر, which does not join to the next letter"),
        ("# x\n!", "line 2: no word"),
        ("کتاب\u{200c}", "line 1: a space or half-space that does not stand alone between two letters"),
        ("کتاب \u{200c}ها", "line 1: a space or half-space that does not stand alone between two letters"),
        ("کتابها\nکتاب\u{200c}ها", "line 2: the same letters are written otherwise before"),
        ("کتابها\n!کتابها", "line 2: the same letters are written otherwise before"),
    ] {
        assert_eq!(Dictionary::parse(text).unwrap_err().to_string(), error);
    }
    assert!(Dictionary::parse(&"ب".repeat(49)).unwrap_err().to_string().contains("48 letters"));
    Dictionary::parse("\u{feff}کتاب\nکتاب\r\n  ! خانه # ok\n").unwrap();
}
