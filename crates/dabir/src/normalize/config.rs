//! The choices a normalizer is built from.

use super::spacing::Spacing;
use crate::names::names;
use crate::protect::ProtectedSet;
use crate::rule::{Preset, Rule, RuleSet};

/// Which digits numbers in Persian text take.
///
/// ```
/// use dabir::{Digits, Normalizer};
/// let arabic = Normalizer::builder().digits(Digits::Arabic).build();
/// assert_eq!(arabic.normalize("سال 1402"), "سال ١٤٠٢");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Digits {
    /// ۰–۹
    Persian,
    /// 0–9
    Ascii,
    /// ٠–٩
    Arabic,
    /// The writer's.
    Keep,
}

names!(Digits, Ascii = "ascii": Persian = "persian", Ascii = "ascii", Arabic = "arabic", Keep = "keep");

impl Digits {
    /// The digit of value `value` (0–9); `None` for [`Digits::Keep`].
    pub(super) fn digit(self, value: u8) -> Option<char> {
        let zero = match self {
            Digits::Persian => 0x6F0,
            Digits::Ascii => 0x30,
            Digits::Arabic => 0x660,
            Digits::Keep => return None,
        };
        char::from_u32(zero + u32::from(value))
    }

    pub(super) fn rule(self) -> Option<Rule> {
        match self {
            Digits::Persian => Some(Rule::DigitsPersian),
            Digits::Ascii => Some(Rule::DigitsAscii),
            Digits::Arabic => Some(Rule::DigitsArabic),
            Digits::Keep => None,
        }
    }
}

/// How the ezafe after silent heh is written. In every case ۀ and its kin become ه with U+0654.
///
/// ```
/// use dabir::{Ezafe, Normalizer};
/// let hamza = Normalizer::builder().ezafe(Ezafe::Hamza).build();
/// assert_eq!(hamza.normalize("خانه\u{200c}ی ما"), "خانه\u{654} ما");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ezafe {
    /// As the writer has it, هٔ or ه and ی.
    #[default]
    Keep,
    /// خانهٔ
    Hamza,
    /// خانه‌ی
    Ye,
}

names!(Ezafe, Hamza = "hamza": Keep = "keep", Hamza = "hamza", Ye = "ye");

#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) rules: RuleSet,
    pub(crate) digits: Digits,
    pub(crate) ezafe: Ezafe,
    pub(crate) protected: ProtectedSet,
    /// Nothing unless a rule asks for it.
    pub(crate) spacing: Option<Spacing>,
}

impl Config {
    pub(super) fn new(preset: Preset) -> Self {
        let digits = if preset == Preset::Search { Digits::Ascii } else { Digits::Persian };
        Self {
            rules: preset.rules(),
            digits,
            ezafe: Ezafe::Keep,
            protected: ProtectedSet::ALL,
            spacing: None,
        }
    }

    #[inline]
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.rules.has(rule)
    }
}
