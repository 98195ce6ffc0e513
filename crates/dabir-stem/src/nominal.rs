//! What a noun, adjective or adverb may end in. The order is that of every grammar: degree, plural, indefinite or ezafe,
//! then a possessive or a copula, then the informal object marker.

use crate::affix::{Affixes, Function as F};
use crate::letters::Letters;

/// A cut of a key: where the base ends, and its affixes, outermost first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    pub(crate) base: usize,
    /// Appended to the base to make the word: پرند + ه.
    pub(crate) restored: &'static str,
    pub(crate) affixes: Affixes,
}

/// A suffix: its letters, the slot it fills, what it says, what letters it stands after.
struct Suffix(Letters, u8, F, After, &'static str);

const fn suffix(text: &str, slot: u8, function: F, after: After, restored: &'static str) -> Suffix {
    Suffix(Letters::new(text), slot, function, after, restored)
}

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
        'س' => {
            const { &[suffix("س", PERSON, F::Copula3Sg, Heh, ""), suffix("اس", PERSON, F::Copula3Sg, Heh, "")] }
        }
        'و' => {
            const { &[suffix("رو", OBJECT, F::Object, Any, ""), suffix("و", OBJECT, F::Object, Consonant, "")] }
        }
        'م' => {
            const {
                &[
                    suffix("م", PERSON, F::Poss1Sg, Consonant, ""),
                    suffix("م", PERSON, F::Poss1Sg, Vowel, ""),
                    suffix("ام", PERSON, F::Poss1Sg, Heh, ""),
                    suffix("م", PERSON, F::Poss1Sg, Heh, ""),
                    suffix("یم", PERSON, F::Poss1Sg, Vowel, ""),
                    suffix("ام", PERSON, F::Copula1Sg, Heh, ""),
                    suffix("ام", PERSON, F::Copula1Sg, Parted, ""),
                    suffix("م", PERSON, F::Poss1Sg, Consonant, "ه"),
                    suffix("ایم", PERSON, F::Copula1Pl, Any, ""),
                    suffix("م", PERSON, F::Copula1Sg, Consonant, ""),
                    suffix("یم", PERSON, F::Copula1Pl, Consonant, ""),
                    suffix("ییم", PERSON, F::Copula1Pl, Vowel, ""),
                ]
            }
        }
        'ت' => {
            const {
                &[
                    suffix("ت", PERSON, F::Poss2Sg, Consonant, ""),
                    suffix("ت", PERSON, F::Poss2Sg, Vowel, ""),
                    suffix("ات", PERSON, F::Poss2Sg, Heh, ""),
                    suffix("ت", PERSON, F::Poss2Sg, Heh, ""),
                    suffix("یت", PERSON, F::Poss2Sg, Vowel, ""),
                    suffix("ست", PERSON, F::Copula3Sg, Any, ""),
                    suffix("است", PERSON, F::Copula3Sg, Parted, ""),
                    suffix("ت", PERSON, F::Poss2Sg, Consonant, "ه"),
                    suffix("ات", PLURAL, F::Plural, Consonant, ""),
                    suffix("ات", PLURAL, F::Plural, Consonant, "ه"),
                    suffix("ات", PLURAL, F::Plural, Consonant, "ت"),
                    suffix("یات", PLURAL, F::Plural, Consonant, "یه"),
                    suffix("جات", PLURAL, F::Plural, Any, ""),
                ]
            }
        }
        'ش' => {
            const {
                &[
                    suffix("ش", PERSON, F::Poss3Sg, Consonant, ""),
                    suffix("ش", PERSON, F::Poss3Sg, Vowel, ""),
                    suffix("اش", PERSON, F::Poss3Sg, Heh, ""),
                    suffix("ش", PERSON, F::Poss3Sg, Heh, ""),
                    suffix("یش", PERSON, F::Poss3Sg, Vowel, ""),
                    suffix("ش", PERSON, F::Poss3Sg, Consonant, "ه"),
                ]
            }
        }
        'ن' => {
            const {
                &[
                    suffix("یمان", PERSON, F::Poss1Pl, Vowel, ""),
                    suffix("یتان", PERSON, F::Poss2Pl, Vowel, ""),
                    suffix("یشان", PERSON, F::Poss3Pl, Vowel, ""),
                    suffix("مان", PERSON, F::Poss1Pl, Any, ""),
                    suffix("تان", PERSON, F::Poss2Pl, Any, ""),
                    suffix("شان", PERSON, F::Poss3Pl, Any, ""),
                    suffix("مون", PERSON, F::Poss1Pl, Any, ""),
                    suffix("تون", PERSON, F::Poss2Pl, Any, ""),
                    suffix("شون", PERSON, F::Poss3Pl, Any, ""),
                    // همه, خونه, بچه lose their ه: همشون, خونمون, بچم
                    suffix("مون", PERSON, F::Poss1Pl, Consonant, "ه"),
                    suffix("تون", PERSON, F::Poss2Pl, Consonant, "ه"),
                    suffix("شون", PERSON, F::Poss3Pl, Consonant, "ه"),
                    suffix("ن", PERSON, F::Copula3Pl, Consonant, ""),
                    suffix("ن", PERSON, F::Copula3Pl, Heh, ""),
                    suffix("ان", PLURAL, F::Plural, Any, ""),
                    suffix("یان", PLURAL, F::Plural, Vowel, ""),
                    suffix("گان", PLURAL, F::Plural, Consonant, "ه"),
                    suffix("ین", PLURAL, F::Plural, Consonant, ""),
                    suffix("ون", PLURAL, F::Plural, Yeh, ""),
                    suffix("ترین", DEGREE, F::Superlative, Any, ""),
                    suffix("ین", DEGREE, F::Superlative, Comparative, ""),
                ]
            }
        }
        'ی' => {
            const {
                &[
                    suffix("ای", PERSON, F::Copula2Sg, Heh, ""),
                    suffix("ی", YEH, F::Yeh, Any, ""),
                    suffix("یی", YEH, F::Yeh, Vowel, ""),
                    suffix("ئی", YEH, F::Yeh, Vowel, ""),
                    suffix("ای", YEH, F::Yeh, Heh, ""),
                ]
            }
        }
        'د' => {
            const {
                &[
                    suffix("اید", PERSON, F::Copula2Pl, Any, ""),
                    suffix("اند", PERSON, F::Copula3Pl, Any, ""),
                    suffix("ید", PERSON, F::Copula2Pl, Consonant, ""),
                    suffix("یید", PERSON, F::Copula2Pl, Vowel, ""),
                    suffix("ند", PERSON, F::Copula3Pl, Consonant, ""),
                ]
            }
        }
        'ه' => {
            const {
                &[
                    suffix("ه", PERSON, F::Copula3Sg, Consonant, ""),
                    suffix("ه", PERSON, F::Copula3Sg, Vowel, ""),
                    suffix("ه", IS, F::Copula3Sg, Consonant, ""),
                ]
            }
        }
        'ا' => {
            const { &[suffix("ها", PLURAL, F::Plural, Any, ""), suffix("ا", PLURAL, F::Plural, Consonant, "")] }
        }
        'ر' => const { &[suffix("تر", DEGREE, F::Comparative, Any, "")] },
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
    let letters = Letters::last(&key[..end]);
    for &Suffix(text, fills, function, after, restored) in suffixes(last) {
        if !letters.end_in(text) {
            continue;
        }
        let base = &key[..end - text.len()];
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
