//! The laws on random documents.

use super::*;
use dabir::{Normalizer, Preset};
use dabir_tests::samples::{MARKUP, PIECES, document_from};
use proptest::prelude::*;
use std::sync::LazyLock;

static NORMALIZERS: LazyLock<Vec<Normalizer>> = LazyLock::new(|| {
    Preset::ALL.iter().map(|&preset| Normalizer::builder().preset(preset).build()).collect()
});

/// Markup with some text, and text with some markup.
fn document() -> impl Strategy<Value = String> {
    let markup = || prop::sample::select(MARKUP);
    let piece = || prop::sample::select(PIECES);
    let mixed = |m, p| prop::collection::vec(prop_oneof![m => markup(), p => piece()], 0..24);
    let pieces = prop_oneof![mixed(1, 1), mixed(1, 4), mixed(4, 1)];
    let bytes = prop::collection::vec(any::<u8>(), 0..40);
    prop_oneof![8 => pieces.prop_map(|pieces| pieces.concat()), 1 => bytes.prop_map(|b| document_from(&b).into_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_is_edited_and_nothing_else(choice: u8, preset in 0..4usize, text in document()) {
        rewrite(&NORMALIZERS[preset], choice, &text);
    }

    #[test]
    fn what_is_found_is_what_is_mended(choice: u8, text in document()) {
        check(choice, &text);
    }

    #[test]
    fn blocks_do_not_show(choice: u8, cut: [u8; 2], text in document(), bad in prop::collection::vec(any::<u8>(), 0..3)) {
        blocks(choice, cut, &[text.as_bytes(), &bad, text.as_bytes()].concat());
    }

    #[test]
    fn blocks_do_not_show_in_what_commands_make(command: u8, choice: u8, cut: u8, text in document(), bad in prop::collection::vec(any::<u8>(), 0..3)) {
        commands(command, choice, cut, &[text.as_bytes(), &bad, text.as_bytes()].concat());
    }

    #[test]
    fn drops_do_not_show(choice: u8, drops: u8, text in document(), bytes in prop::collection::vec(any::<u8>(), 0..24)) {
        decode(choice, drops, &bytes);
        decode(choice, drops, &[text.as_bytes(), &bytes].concat());
    }

    #[test]
    fn configuration_is_taken_or_refused_with_a_place(text in document()) {
        settings(&text);
    }

    #[test]
    fn a_difference_leads_from_one_text_to_the_other(a in document(), b in document()) {
        diff(&a, &b);
        diff(&a, &[&*a, &b].concat());
    }
}

#[test]
fn surrogates_as_bytes_are_invalid_like_others() {
    let surrogates = (0xD800u16..=0xDFFF)
        .map(|code| [0xE0 | (code >> 12) as u8, 0x80 | (code >> 6 & 63) as u8, 0x80 | (code & 63) as u8]);
    let bytes: Vec<u8> =
        surrogates.flat_map(|bytes| [&b"\xD8\xB3"[..], &bytes, "ي\n".as_bytes()].concat()).collect();
    for choice in 0..32 {
        decode(choice, 0x35, &bytes);
    }
    for (choice, cut) in [(0, 0xF4), (2, 0xF8), (6, 0xF0), (12, 0xF4), (14, 0xF8)] {
        blocks(choice, [cut, 99], &bytes);
    }
}

/// What fuzzing found.
#[test]
fn documents_that_broke_a_law() {
    let normalizer =
        |preset: Preset| &NORMALIZERS[Preset::ALL.iter().position(|&one| one == preset).unwrap()];
    let standard = normalizer(Preset::Standard);
    let search = normalizer(Preset::Search);
    // An edit that is not made for its neighbour had to wait for the next time.
    for text in [
        "&nbsp;يء",
        "\u{200f}<3\u{c}",
        "می &nbsp;&#1740;ەمیروم <b> علی اف ",
        "ۀ\u{200d}&zwnj;کتاب",
        "٣&nbsp;:)کتاب",
        "&\"1402/05/06ي\"",
        "ۀ&zwnj;ﷺ",
        "\u{200f}</> **",
        "# </> <b>",
    ] {
        for choice in [12, 14] {
            rewrite(standard, choice, text);
            rewrite(search, choice, text);
        }
    }
    // Of a record that ends the work, what stands before it is written, and nothing behind it.
    for command in (0..).take(commands::COMMANDS.len()) {
        commands(command, 2, 124, "{\"text\": \"كتاب ها\"}\n{\n{\"text\": \"ي\"}\n".as_bytes());
        commands(command, 8, 124, "a;ي\n\"\",x;\"ي\"\tc\n1;ي\n".as_bytes());
    }
    // A fence that was none before.
    rewrite(standard, 0, "`\u{f}\0``\nرئیسجمهور\n");
    // A quote that is never closed may not be closed.
    for text in ["1,2,3\n\"كتاب ,\nسلام   ك \"\"", "1\n\"a\n\"\"\"\"ك \n ك \" \n"] {
        rewrite(standard, 6, text);
    }
    // What stands behind the quote that closes a cell makes the record malformed.
    for cell in [
        "\"<a href=\"\"ي\"\">\u{200f}\"\t<a href=\"ي\">\u{200f}",
        "\"\"\"ك\"\" \"ك\"\"ك , \"",
        " \r ",
        " \r ك",
        "\"ك\t \"\t",
        "\",x;\"كتاب = \"\"search\"\"",
        "\u{200f}\"",
    ] {
        for choice in 6..12 {
            rewrite(standard, choice, &format!("1;2\t,3\n{cell};{cell}\t,{cell}\n"));
            rewrite(search, choice, &format!("{cell}\n"));
            check(choice, &format!("1;2\n{cell};{cell}\n"));
        }
    }
}
