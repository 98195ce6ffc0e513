//! Builds `crates/dabir/src/chars/table.rs` from `characters.tsv` and the Unicode character database.
//!
//! The database is the one compiled into `icu_properties` (word break, general category, script, joining type) and
//! `unicode-normalization` (decompositions, quick check); their versions are pinned by the lock file.

use icu_properties::props::{
    CanonicalCombiningClass, ExtendedPictographic, GeneralCategory as Gc, JoiningType, Script, WordBreak,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::collections::HashMap;
use std::fmt::Write;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Code points below this one are looked up; above it only three ranges matter and the lookup is arithmetic.
pub const LIMIT: u32 = 0x20000;
/// Code points a block of the second stage holds.
const BLOCK: usize = 64;

/// One line of `characters.tsv`.
struct Row {
    action: String,
    rule: String,
    to: String,
}

fn parse(source: &str) -> Result<HashMap<u32, Row>, String> {
    let mut rows = HashMap::new();
    for (number, line) in source.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, action, rule, to, _note] = fields[..] else {
            return Err(format!("line {}: five columns expected", number + 1));
        };
        let hex = |s: &str| u32::from_str_radix(s, 16).map_err(|e| format!("line {}: {e}", number + 1));
        let (first, last) = code.split_once("..").unwrap_or((code, code));
        for code in hex(first)?..=hex(last)? {
            rows.insert(code, Row { action: action.into(), rule: rule.into(), to: to.into() });
        }
    }
    Ok(rows)
}

/// The name of the `Class` variant of a character.
fn class(c: char) -> &'static str {
    let gc = CodePointMapData::<Gc>::new().get(c);
    let arabic = CodePointMapData::<Script>::new().get(c) == Script::Arabic;
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => return "Newline",
        '\u{B}' | '\u{C}' | '\u{85}' => return "Space",
        '\t' => return "Space",
        '\u{200C}' => return "Zwnj",
        '\u{200D}' => return "Zwj",
        '\u{200B}' => return "Format",
        // Tatweel is of no script, but it only stands in words of this one.
        '\u{640}' => return "Arabic",
        _ => {}
    }
    if ('\u{1F3FB}'..='\u{1F3FF}').contains(&c) {
        return "EmojiModifier";
    }
    match CodePointMapData::<WordBreak>::new().get(c) {
        WordBreak::ALetter if arabic => return "Arabic",
        WordBreak::ALetter => return "Letter",
        WordBreak::HebrewLetter => return "Hebrew",
        WordBreak::Katakana => return "Katakana",
        WordBreak::Numeric if !matches!(c, '\u{66B}') => return "Digit",
        WordBreak::ExtendNumLet => return "Connector",
        WordBreak::Extend => return "Extend",
        WordBreak::Format => return "Format",
        WordBreak::RegionalIndicator => return "RegionalIndicator",
        WordBreak::MidLetter => return "MidLetter",
        WordBreak::MidNum => return "MidNum",
        WordBreak::MidNumLet | WordBreak::SingleQuote => return "MidNumLet",
        WordBreak::Numeric => return "MidNum",
        _ => {}
    }
    if CodePointSetData::new::<ExtendedPictographic>().contains(c) {
        return "Emoji";
    }
    match gc {
        Gc::SpaceSeparator => "Space",
        Gc::Control => "Control",
        Gc::OtherLetter | Gc::LowercaseLetter | Gc::UppercaseLetter | Gc::ModifierLetter if arabic => {
            "Arabic"
        }
        Gc::OtherLetter
        | Gc::LowercaseLetter
        | Gc::UppercaseLetter
        | Gc::ModifierLetter
        | Gc::TitlecaseLetter => "Ideograph",
        Gc::OpenPunctuation | Gc::InitialPunctuation => "Open",
        Gc::ClosePunctuation | Gc::FinalPunctuation => "Close",
        Gc::OtherPunctuation | Gc::DashPunctuation | Gc::ConnectorPunctuation => "Punctuation",
        Gc::MathSymbol | Gc::CurrencySymbol | Gc::ModifierSymbol | Gc::OtherSymbol => "Symbol",
        Gc::OtherNumber | Gc::LetterNumber | Gc::DecimalNumber => "Symbol",
        _ => "Other",
    }
}

/// The order is the numbering of `Class`.
const CLASSES: [&str; 25] = [
    "Other",
    "Arabic",
    "Letter",
    "Hebrew",
    "Katakana",
    "Digit",
    "Connector",
    "Extend",
    "Format",
    "Zwnj",
    "Zwj",
    "Ideograph",
    "MidLetter",
    "MidNum",
    "MidNumLet",
    "Open",
    "Close",
    "Punctuation",
    "Symbol",
    "Emoji",
    "EmojiModifier",
    "RegionalIndicator",
    "Space",
    "Newline",
    "Control",
];
const ACTIONS: [&str; 8] = ["none", "map", "form", "word", "fold", "space", "half", "delete"];

fn joining(c: char) -> u32 {
    match CodePointMapData::<JoiningType>::new().get(c) {
        JoiningType::RightJoining => 1,
        JoiningType::DualJoining => 2,
        JoiningType::JoinCausing => 3,
        JoiningType::Transparent => 4,
        JoiningType::LeftJoining => 5,
        _ => 0,
    }
}

fn digit(c: char) -> u32 {
    match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6F0}'..='\u{6F9}' => c as u32 - 0x6F0,
        _ => 15,
    }
}

/// Whether the character can be part of a sequence that NFC changes.
fn composes(c: char) -> bool {
    CodePointMapData::<CanonicalCombiningClass>::new().get(c) != CanonicalCombiningClass::NotReordered
        || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes
}

fn variant(rule: &str) -> String {
    rule.split(['.', '-']).map(|w| w[..1].to_uppercase() + &w[1..]).collect()
}

/// What a row turns its character into; `None` where it leaves it alone.
fn replacement(c: char, row: &Row, rows: &HashMap<u32, Row>) -> Option<String> {
    if row.to == "-" {
        return Some(String::new());
    }
    if row.to != "@nfkc" {
        let code = |s| char::from_u32(u32::from_str_radix(s, 16).ok()?);
        return row.to.split(' ').map(code).collect();
    }
    let plain: String = std::iter::once(c).nfkc().collect();
    if plain == c.to_string() {
        return None;
    }
    // The isolated and medial harakat decompose to a carrier, space or tatweel, and the mark: the mark is meant.
    let marks = plain.trim_start_matches([' ', '\u{640}']);
    let plain = if marks.chars().all(composes) && row.action == "form" { marks } else { &plain };
    let mut out = String::new();
    for p in plain.chars() {
        match rows.get(&(p as u32)).filter(|r| r.action == "map") {
            Some(mapped) => out += &replacement(p, mapped, rows)?,
            None => out.push(p),
        }
    }
    Some(out)
}

/// The text of the generated module.
///
/// # Errors
/// A line of the source that is not five columns of the documented form.
pub fn generate(source: &str) -> Result<String, String> {
    let rows = parse(source)?;
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut index: HashMap<(String, String), usize> = HashMap::new();
    let mut values = Vec::with_capacity(LIMIT as usize);
    for code in 0..LIMIT {
        let Some(c) = char::from_u32(code) else {
            values.push(0);
            continue;
        };
        let class = CLASSES.iter().position(|&n| n == class(c)).unwrap_or(0) as u32;
        let mut value = class | joining(c) << 5 | u32::from(composes(c)) << 11 | digit(c) << 12;
        if let Some(row) = rows.get(&code)
            && let Some(to) = replacement(c, row, &rows)
        {
            let key = (variant(&row.rule), to);
            let next = entries.len();
            let at = *index.entry(key.clone()).or_insert(next);
            if at == next {
                entries.push(key);
            }
            let action = ACTIONS.iter().position(|&a| a == row.action).ok_or("unknown action")?;
            value |= (action as u32) << 8 | (at as u32) << 16;
        }
        values.push(value);
    }
    Ok(render(&entries, &values))
}

fn render(entries: &[(String, String)], values: &[u32]) -> String {
    let mut blocks: Vec<&[u32]> = Vec::new();
    let mut stage1 = Vec::new();
    for block in values.chunks(BLOCK) {
        let at = blocks.iter().position(|b| *b == block).unwrap_or_else(|| {
            blocks.push(block);
            blocks.len() - 1
        });
        stage1.push(at as u32);
    }
    let mut out = String::from(
        "// @generated from crates/dabir/data/characters.tsv and the Unicode character database by\n\
         // `DABIR_REGENERATE=1 cargo test -p dabir-tests --test table`. The layout is described in chars/mod.rs.\n\n\
         use crate::rule::Rule;\n\n",
    );
    let _ = writeln!(out, "pub(super) const LIMIT: u32 = {LIMIT:#x};\n");
    let _ =
        writeln!(out, "#[rustfmt::skip]\npub(super) static ENTRIES: [(Rule, &str); {}] = [", entries.len());
    for (rule, to) in entries {
        let _ = writeln!(out, "    (Rule::{rule}, \"{}\"),", to.escape_unicode());
    }
    out += "];\n\n";
    let _ = writeln!(out, "#[rustfmt::skip]\npub(super) static STAGE1: [u16; {}] = [", stage1.len());
    numbers(&mut out, &stage1);
    let total = blocks.len() * BLOCK;
    let _ = writeln!(out, "];\n\n#[rustfmt::skip]\npub(super) static STAGE2: [u32; {total}] = [");
    for block in blocks {
        numbers(&mut out, block);
    }
    out += "];\n";
    out
}

fn numbers(out: &mut String, values: &[u32]) {
    for line in values.chunks(16) {
        let line: Vec<String> = line.iter().map(|v| format!("{v:#x}")).collect();
        let _ = writeln!(out, "    {},", line.join(", "));
    }
}
