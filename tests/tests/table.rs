//! The generated character table is what its source says.

use dabir::{Normalizer, Preset};
use dabir_tests::table;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

#[test]
fn generated_table_is_up_to_date() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/dabir");
    let source = std::fs::read_to_string(core.join("data/characters.tsv")).unwrap();
    let wanted = table::generate(&source).unwrap();
    let path = core.join("src/chars/table.rs");
    if std::env::var_os("DABIR_REGENERATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "table.rs is stale: run with DABIR_REGENERATE=1");
}

/// Every presentation form that stands for letters comes out as exactly those letters, with their Persian twins.
#[test]
fn no_presentation_form_is_lost() {
    let twin = |c| match c {
        'ي' | 'ى' | 'ې' | 'ے' => 'ی',
        'ك' => 'ک',
        'ہ' | 'ھ' | 'ە' => 'ه',
        c => c,
    };
    let is_letter = |c: char| c != 'ـ' && ('\u{621}'..='\u{6D5}').contains(&c) && c.is_alphabetic();
    let normalizer = Normalizer::builder().preset(Preset::Characters).build();
    let mut seen = 0;
    for form in ('\u{FB50}'..='\u{FDFF}').chain('\u{FE70}'..='\u{FEFC}') {
        let plain: String = form.to_string().nfkc().filter(|&c| c != ' ').collect();
        if plain == form.to_string() || !plain.chars().all(is_letter) {
            continue;
        }
        seen += 1;
        let wanted: String = plain.chars().map(twin).collect::<String>().replace('ۀ', "ه\u{654}");
        for (before, after) in [("", ""), ("ب", "ب"), ("ا ", " ا")] {
            let out = normalizer.normalize(&format!("{before}{form}{after}")).replace([' ', '\u{200c}'], "");
            let letters = format!("{before}{wanted}{after}").replace(' ', "");
            assert_eq!(out, letters, "U+{:04X} between {before:?} and {after:?}", form as u32);
        }
    }
    assert_eq!(seen, 722);
}
