//! Dabir against `unicode-segmentation`: words of other scripts, and grapheme clusters.

use dabir::TokenKind;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Text without what Dabir tailors: no addresses, hyphens or C++, no blanks but plain spaces, marks on letters only.
fn foreign() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        " ", " ", "  ", "_", "a", "word", "don't", "l’eau", "naïve", "e\u{301}", "so\u{AD}ft", "x:y", "п", "слово",
        "й", "ё\u{301}", "λ", "λόγος", "ΑΒΓ", "1", "42", "3.14", "1,234", "2.5", "x1", "1st", "A_1", "(", ")", "!", "\n",
        "\r\n", "“", "”", "—", "€",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Persian with marks, invisible characters, digits, punctuation and emoji in any order.
fn persian() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        " ", " ", "  ", "\n", "\r\n", "کتاب", "می\u{200C}روم", "خانهٔ", "س", "ا\u{653}", "م\u{64F}د\u{651}", "لله\u{670}",
        "\u{200C}", "\u{200D}", "\u{64B}", "\u{650}", "\u{651}\u{64E}", "\u{654}", "ـ", "۱۲", "۲۰‌ساله", "۱۲٫۵٪", "3", "4.5",
        "ه.ش.", "م.", ".", "...", "…", "،", "؛", "؟", "!", ":", "«", "»", "(", ")", ":)", "😀", "👍🏽", "🏽", "❤\u{FE0F}", "©", "🇮🇷",
        "🇮", "👩\u{200D}👩\u{200D}👧", "1\u{FE0F}\u{20E3}", "Python", "C++", "C#", "e\u{301}", "@ali", "#کتاب", "a.ir", "x@a.ir",
        "۝", "א", "カ", "字", "\u{200F}", "\u{AD}", "\u{FEFF}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
}

fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

/// Whether byte `at` is inside a cluster that Dabir parts on purpose.
fn is_parted(text: &str, at: usize) -> bool {
    let blank = |c: char| matches!(c, ' ' | '\n');
    // Dropping white space loses no mark: what is written on it begins the next token.
    text[..at].ends_with(blank)
        // A skin tone that follows no emoji is an emoji itself.
        || text[at..].starts_with('🏽')
        // The end of ayah encloses a number, not what else may follow it.
        || text[..at].ends_with('۝')
}

/// Whether an address ends here before a half-space: @ali‌ها.
fn is_suffixed(kind: TokenKind, rest: &str) -> bool {
    let address = matches!(kind, TokenKind::Url | TokenKind::Email | TokenKind::Mention | TokenKind::Hashtag);
    address && rest.starts_with(['\u{200C}', '\u{200D}'])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_other_scripts_are_those_of_unicode(text in foreign()) {
        let wanted: Vec<&str> = text.split_word_bounds().filter(|word| !word.trim().is_empty()).collect();
        let found: Vec<&str> = dabir::words(&text).map(|word| word.text()).collect();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn tokens_end_where_grapheme_clusters_end(text in persian()) {
        let clusters = boundaries(&text);
        for token in dabir::tokens(&text) {
            let end = token.span().end;
            let parted = is_parted(&text, end) || is_suffixed(token.kind(), &text[end..]);
            prop_assert!(parted || clusters.binary_search(&end).is_ok(), "{:?} in {:?}", token, text);
        }
    }

    #[test]
    fn sentences_end_where_grapheme_clusters_end(text in persian()) {
        let clusters = boundaries(&text);
        for sentence in dabir::sentences(&text) {
            let end = sentence.span().end;
            let whole = clusters.binary_search(&end).is_ok();
            prop_assert!(whole || is_parted(&text, end), "{:?} in {:?}", sentence, text);
        }
    }
}
