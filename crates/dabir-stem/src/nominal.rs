//! What a noun, adjective or adverb may end in. The order is that of every grammar: degree, plural, indefinite or ezafe,
//! then a possessive or a copula, then the informal object marker.

use crate::affix::{Affixes, Function as F};

/// A cut of a key: where the base ends, and its affixes, outermost first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    pub(crate) base: usize,
    /// Appended to the base to make the word: پرند + ه.
    pub(crate) restored: &'static str,
    pub(crate) affixes: Affixes,
}

/// A suffix: its letters, the slot it fills, what it says, what letters it stands after.
struct Suffix(&'static str, u8, F, After, &'static str);

#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    /// ا or و
    Vowel,
    /// silent heh
    Heh,
    /// No vowel letter
    Consonant,
    Yeh,
    /// تر
    Comparative,
    /// What a half-space or a letter that does not join shows to end: معلم‌ام, بهتراست. The analyzer sees to it.
    Parted,
}

/// Slots from the base outwards; one slot is filled once.
const DEGREE: u8 = 1;
const PLURAL: u8 = 2;
const YEH: u8 = 3;
const PERSON: u8 = 4;
/// ه behind a possessive: مادرمه
const IS: u8 = 5;
const OBJECT: u8 = 6;

/// The suffixes that end in this letter.
const fn suffixes(last: char) -> &'static [Suffix] {
    use After::{Any, Comparative, Consonant, Heh, Parted, Vowel, Yeh};
    match last {
        'س' => &[Suffix("س", PERSON, F::Copula3Sg, Heh, ""), Suffix("اس", PERSON, F::Copula3Sg, Heh, "")],
        'و' => &[Suffix("رو", OBJECT, F::Object, Any, ""), Suffix("و", OBJECT, F::Object, Consonant, "")],
        'م' => &[
            Suffix("م", PERSON, F::Poss1Sg, Consonant, ""),
            Suffix("م", PERSON, F::Poss1Sg, Vowel, ""),
            Suffix("ام", PERSON, F::Poss1Sg, Heh, ""),
            Suffix("م", PERSON, F::Poss1Sg, Heh, ""),
            Suffix("یم", PERSON, F::Poss1Sg, Vowel, ""),
            Suffix("ام", PERSON, F::Copula1Sg, Heh, ""),
            Suffix("ام", PERSON, F::Copula1Sg, Parted, ""),
            Suffix("م", PERSON, F::Poss1Sg, Consonant, "ه"),
            Suffix("ایم", PERSON, F::Copula1Pl, Any, ""),
            Suffix("م", PERSON, F::Copula1Sg, Consonant, ""),
            Suffix("یم", PERSON, F::Copula1Pl, Consonant, ""),
            Suffix("ییم", PERSON, F::Copula1Pl, Vowel, ""),
        ],
        'ت' => &[
            Suffix("ت", PERSON, F::Poss2Sg, Consonant, ""),
            Suffix("ت", PERSON, F::Poss2Sg, Vowel, ""),
            Suffix("ات", PERSON, F::Poss2Sg, Heh, ""),
            Suffix("ت", PERSON, F::Poss2Sg, Heh, ""),
            Suffix("یت", PERSON, F::Poss2Sg, Vowel, ""),
            Suffix("ست", PERSON, F::Copula3Sg, Any, ""),
            Suffix("است", PERSON, F::Copula3Sg, Parted, ""),
            Suffix("ت", PERSON, F::Poss2Sg, Consonant, "ه"),
            Suffix("ات", PLURAL, F::Plural, Consonant, ""),
            Suffix("ات", PLURAL, F::Plural, Consonant, "ه"),
            Suffix("ات", PLURAL, F::Plural, Consonant, "ت"),
            Suffix("یات", PLURAL, F::Plural, Consonant, "یه"),
            Suffix("جات", PLURAL, F::Plural, Any, ""),
        ],
        'ش' => &[
            Suffix("ش", PERSON, F::Poss3Sg, Consonant, ""),
            Suffix("ش", PERSON, F::Poss3Sg, Vowel, ""),
            Suffix("اش", PERSON, F::Poss3Sg, Heh, ""),
            Suffix("ش", PERSON, F::Poss3Sg, Heh, ""),
            Suffix("یش", PERSON, F::Poss3Sg, Vowel, ""),
            Suffix("ش", PERSON, F::Poss3Sg, Consonant, "ه"),
        ],
        'ن' => &[
            Suffix("یمان", PERSON, F::Poss1Pl, Vowel, ""),
            Suffix("یتان", PERSON, F::Poss2Pl, Vowel, ""),
            Suffix("یشان", PERSON, F::Poss3Pl, Vowel, ""),
            Suffix("مان", PERSON, F::Poss1Pl, Any, ""),
            Suffix("تان", PERSON, F::Poss2Pl, Any, ""),
            Suffix("شان", PERSON, F::Poss3Pl, Any, ""),
            Suffix("مون", PERSON, F::Poss1Pl, Any, ""),
            Suffix("تون", PERSON, F::Poss2Pl, Any, ""),
            Suffix("شون", PERSON, F::Poss3Pl, Any, ""),
            // همه, خونه, بچه lose their ه: همشون, خونمون, بچم
            Suffix("مون", PERSON, F::Poss1Pl, Consonant, "ه"),
            Suffix("تون", PERSON, F::Poss2Pl, Consonant, "ه"),
            Suffix("شون", PERSON, F::Poss3Pl, Consonant, "ه"),
            Suffix("ن", PERSON, F::Copula3Pl, Consonant, ""),
            Suffix("ن", PERSON, F::Copula3Pl, Heh, ""),
            Suffix("ان", PLURAL, F::Plural, Any, ""),
            Suffix("یان", PLURAL, F::Plural, Vowel, ""),
            Suffix("گان", PLURAL, F::Plural, Consonant, "ه"),
            Suffix("ین", PLURAL, F::Plural, Consonant, ""),
            Suffix("ون", PLURAL, F::Plural, Yeh, ""),
            Suffix("ترین", DEGREE, F::Superlative, Any, ""),
            Suffix("ین", DEGREE, F::Superlative, Comparative, ""),
        ],
        'ی' => &[
            Suffix("ای", PERSON, F::Copula2Sg, Heh, ""),
            Suffix("ی", YEH, F::Yeh, Any, ""),
            Suffix("یی", YEH, F::Yeh, Vowel, ""),
            Suffix("ئی", YEH, F::Yeh, Vowel, ""),
            Suffix("ای", YEH, F::Yeh, Heh, ""),
        ],
        'د' => &[
            Suffix("اید", PERSON, F::Copula2Pl, Any, ""),
            Suffix("اند", PERSON, F::Copula3Pl, Any, ""),
            Suffix("ید", PERSON, F::Copula2Pl, Consonant, ""),
            Suffix("یید", PERSON, F::Copula2Pl, Vowel, ""),
            Suffix("ند", PERSON, F::Copula3Pl, Consonant, ""),
        ],
        'ه' => &[
            Suffix("ه", PERSON, F::Copula3Sg, Consonant, ""),
            Suffix("ه", PERSON, F::Copula3Sg, Vowel, ""),
            Suffix("ه", IS, F::Copula3Sg, Consonant, ""),
        ],
        'ا' => &[Suffix("ها", PLURAL, F::Plural, Any, ""), Suffix("ا", PLURAL, F::Plural, Consonant, "")],
        'ر' => &[Suffix("تر", DEGREE, F::Comparative, Any, "")],
        _ => &[],
    }
}

/// Two words that are written as one, and the first of them.
pub(crate) const CONTRACTIONS: &[(&str, &str)] = &[
    ("اینکه", "این"),
    ("آنکه", "آن"),
    ("مرا", "م"),
    ("ترا", "ت"),
    ("هیچکس", "هیچ"),
    ("چیه", "چی"),
    ("کیه", "کی"),
    ("منو", "من"),
    ("اونو", "اون"),
    ("اینو", "این"),
    ("اینه", "این"),
    ("اونه", "اون"),
    ("منه", "من"),
    ("ازین", "از"),
    ("درین", "در"),
    ("بدین", "ب"),
    ("چیست", "چی"),
    ("کیست", "کی"),
    ("کجاست", "کجا"),
    ("آنجاست", "آنجا"),
    ("اینجاست", "اینجا"),
    ("همینطور", "همین"),
    ("اینطور", "این"),
    ("اینجوری", "این"),
    ("اینطوری", "این"),
    ("چیکار", "چی"),
    ("هرچقدر", "هر"),
    ("هرچی", "هر"),
    ("هروقت", "هر"),
    ("باهام", "با"),
    ("باهات", "با"),
    ("باهاش", "با"),
    ("باهامون", "با"),
    ("باهاتون", "با"),
    ("باهاشون", "با"),
    ("باهاشان", "با"),
];

/// Prepositions that pronouns are written on, whatever noun lists have that is spelt alike: بهش, ازت, برام.
pub(crate) const WITH_PRONOUNS: [&str; 4] = ["به", "از", "برا", "برای"];

impl After {
    fn fits(self, base: &str) -> bool {
        match self {
            Self::Any | Self::Parted => true,
            Self::Vowel => base.ends_with(['ا', 'و']),
            Self::Heh => base.ends_with(['ه', 'ی']),
            Self::Consonant => !base.ends_with(['ا', 'ه']),
            Self::Yeh => base.ends_with('ی'),
            Self::Comparative => base.ends_with("تر"),
        }
    }
}

/// Calls `found` with every way to cut suffixes off `key`, at most five deep; the uncut word is not among them.
pub(crate) fn cuts(key: &str, found: &mut impl FnMut(&Cut)) {
    cut(key, key.len(), OBJECT + 1, &mut Affixes::new(), found);
}

fn cut(key: &str, end: usize, slot: u8, affixes: &mut Affixes, found: &mut impl FnMut(&Cut)) {
    let Some(last) = key[..end].chars().next_back() else { return };
    for &Suffix(text, fills, function, after, restored) in suffixes(last) {
        let Some(base) = key[..end].strip_suffix(text) else { continue };
        // Two letters at least are a word; no word is made of plural and plural.
        if fills >= slot || base.chars().nth(1).is_none() || !after.fits(base) {
            continue;
        }
        if slot == IS && !function.is_possessive() {
            continue;
        }
        affixes.push(base.len(), function);
        if fills != IS {
            found(&Cut { base: base.len(), restored, affixes: *affixes });
        }
        if restored.is_empty() {
            cut(key, base.len(), fills, affixes, found);
        }
        affixes.pop();
    }
}
