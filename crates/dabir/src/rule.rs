//! The rules: what each is called, what it does, which presets use it.

use crate::names::names;
use core::fmt;

/// A set of rules, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleSet(u64);

const _: () = assert!(Rule::ALL.len() <= 64, "RuleSet has a bit for each rule");

impl RuleSet {
    pub(crate) const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u64)
    }

    pub(crate) const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u64))
    }

    #[inline]
    pub(crate) const fn has(self, rule: Rule) -> bool {
        self.0 >> rule as u64 & 1 != 0
    }

    /// Whether any of its rules needs the spacing model.
    pub(crate) fn has_statistics(self) -> bool {
        Rule::ALL.iter().any(|&rule| rule.is_statistical() && self.has(rule))
    }
}

/// A set of rules with a name: the starting point of a [`Normalizer`](crate::Normalizer).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Preset {
    /// Publishable text; the default.
    #[default]
    Standard,
    /// Characters only: nothing that adds or takes away a space or a half-space.
    Characters,
    /// Folds what readers hold for equal when they search: diacritics, hamza, half-spaces, digits.
    Search,
    /// Text for language models and counts: `Standard`, harakat and emphasis dropped, blanks trimmed.
    Corpus,
}

impl Preset {
    pub(crate) fn rules(self) -> RuleSet {
        let members = Rule::ALL.iter().filter(|r| r.is_in(self));
        members.fold(RuleSet::default(), |set, &rule| set.with(rule))
    }
}

names!(Preset, Search = "search":
    Standard = "standard",
    Characters = "characters",
    Search = "search",
    Corpus = "corpus",
);

macro_rules! rules {
    ($($_group:ident, spacing: $spacing:literal {
        $($name:ident = $id:literal in [$($preset:ident)*], $about:literal, $from:literal => $to:literal;)*
    })*) => {
        /// A reason to change text. Each has a stable id such as `letters.arabic-yeh`, and can be switched off.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = concat!("`", $id, "`: ", $about)] $name,)*)*
        }

        impl Rule {
            /// Every rule, grouped by the first part of the id.
            pub const ALL: &[Rule] = &[$($(Rule::$name,)*)*];

            /// The stable, readable id.
            ///
            /// ```
            /// assert_eq!(dabir::Rule::LettersArabicYeh.id(), "letters.arabic-yeh");
            /// ```
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $($(Rule::$name => $id,)*)* }
            }

            /// What the rule does, in a line.
            ///
            /// ```
            /// assert!(dabir::Rule::DigitsPersian.description().contains("Persian"));
            /// ```
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $($(Rule::$name => $about,)*)* }
            }

            /// A text and what this rule alone makes of it.
            ///
            /// ```
            /// assert_eq!(dabir::Rule::PunctuationComma.example(), ("سلام, بله", "سلام، بله"));
            /// ```
            #[must_use]
            pub const fn example(self) -> (&'static str, &'static str) {
                match self { $($(Rule::$name => ($from, $to),)*)* }
            }

            /// Whether a preset starts with this rule switched on.
            ///
            /// ```
            /// use dabir::{Preset, Rule};
            /// assert!(Rule::SpacesRepeated.is_in(Preset::Standard));
            /// assert!(!Rule::SpacesRepeated.is_in(Preset::Characters));
            /// ```
            #[must_use]
            pub fn is_in(self, preset: Preset) -> bool {
                let presets: &[Preset] = match self { $($(Rule::$name => &[$(Preset::$preset),*],)*)* };
                presets.contains(&preset)
            }

            /// Whether the rule is about what stands between letters, spaces and invisible characters, and leaves the letters,
            /// digits and marks alone.
            ///
            /// ```
            /// use dabir::Rule;
            /// assert!(Rule::ZwnjPlural.is_spacing());
            /// assert!(!Rule::LettersArabicYeh.is_spacing());
            /// ```
            #[must_use]
            pub const fn is_spacing(self) -> bool {
                match self { $($(Rule::$name => $spacing,)*)* }
            }
        }
    };
}

rules! {
    letters, spacing: false {
        LettersArabicYeh = "letters.arabic-yeh" in [Standard Characters Search Corpus],
            "Arabic yeh ي and alef maksura ى become Persian ی", "علي" => "علی";
        LettersArabicKaf = "letters.arabic-kaf" in [Standard Characters Search Corpus],
            "Arabic kaf ك and swash kaf ڪ become Persian ک", "كتاب" => "کتاب";
        LettersYehVariant = "letters.yeh-variant" in [Standard Characters Search Corpus],
            "the yehs of other languages (ې ۍ ے) become ی inside Persian text", "خیلے خوب" => "خیلی خوب";
        LettersHehVariant = "letters.heh-variant" in [Standard Characters Search Corpus],
            "the hehs of other languages (ہ ھ ە) become ه inside Persian text", "ہمه" => "همه";
        LettersPresentationForm = "letters.presentation-form" in [Standard Characters Search Corpus],
            "presentation forms become the letters they stand for", "ﺳﻼﻡ" => "سلام";
        LettersWordLigature = "letters.word-ligature" in [Standard Characters Search Corpus],
            "ligatures of whole words are written out, apart from their neighbours", "ﷲ" => "الله";
        LettersNfc = "letters.nfc" in [Standard Characters Search Corpus],
            "a letter followed by its mark becomes the one letter (Unicode NFC)", "ا\u{653}ب" => "آب";
        LettersEzafe = "letters.ezafe" in [Standard Characters Search Corpus],
            "the ezafe after silent heh has one spelling: ه and U+0654; with an ezafe policy, that one", "خانۀ ما" => "خانهٔ ما";
        LettersTatweel = "letters.tatweel" in [Standard Characters Search Corpus],
            "tatweel between or after letters goes; as a dash it stays", "سـلام" => "سلام";
        LettersHarakat = "letters.harakat" in [Search Corpus],
            "vowel marks, tanwin and tashdid go", "مُدیرِ" => "مدیر";
        LettersRepeated = "letters.repeated" in [Corpus],
            "a letter written three times or more for emphasis is written twice", "سلاممممم" => "سلامم";
        LettersFoldHamza = "letters.fold-hamza" in [Search],
            "hamza falls off its carrier (أ إ ؤ ئ ء هٔ)", "مسئله" => "مسیله";
        LettersFoldAlef = "letters.fold-alef" in [Search],
            "آ and ٱ become ا", "آب" => "اب";
        LettersFoldTehMarbuta = "letters.fold-teh-marbuta" in [Search],
            "ة becomes ه", "سورة" => "سوره";
    }
    invisible, spacing: true {
        InvisibleHalfSpace = "invisible.half-space" in [Standard Search Corpus],
            "a mark misused as half-space (¬ LRM RLM ALM ZWSP soft hyphen) between two letters becomes one", "می¬روم" => "می\u{200c}روم";
        InvisibleBidi = "invisible.bidi" in [Standard Characters Search Corpus],
            "direction marks, embeddings and isolates go", "سلام\u{200f}." => "سلام.";
        InvisibleSoftHyphen = "invisible.soft-hyphen" in [Standard Characters Search Corpus],
            "soft hyphens go", "سلام\u{ad}." => "سلام.";
        InvisibleZeroWidth = "invisible.zero-width" in [Standard Characters Search Corpus],
            "byte order marks, word joiners and zero-width spaces go", "\u{feff}سلام" => "سلام";
        InvisibleJoiner = "invisible.joiner" in [Standard Characters Search Corpus],
            "zero-width joiners go, but in emoji and in scripts that need them", "سلا\u{200d}م" => "سلام";
        InvisibleControl = "invisible.control" in [Standard Characters Search Corpus],
            "control characters go; those that separate become a space", "سل\u{8}ام" => "سلام";
    }
    digits, spacing: false {
        DigitsPersian = "digits.persian" in [Standard Characters Corpus],
            "numbers in Persian text take Persian digits", "سال 1402" => "سال ۱۴۰۲";
        DigitsAscii = "digits.ascii" in [Search],
            "digits become ASCII digits", "۱۴۰۲" => "1402";
        DigitsArabic = "digits.arabic" in [],
            "numbers in Persian text take Arabic-Indic digits", "سال 1402" => "سال ١٤٠٢";
    }
    numbers, spacing: false {
        NumbersDecimal = "numbers.decimal" in [Standard Characters Search Corpus],
            "the decimal separator follows the digits: ٫ with Persian and Arabic ones, a point with ASCII", "۱۲.۵" => "۱۲٫۵";
        NumbersThousands = "numbers.thousands" in [Standard Characters Search Corpus],
            "the thousands separator follows the digits: ٬ with Persian and Arabic ones, a comma with ASCII", "۱,۲۳۴" => "۱٬۲۳۴";
        NumbersPercent = "numbers.percent" in [Standard Characters Search Corpus],
            "the percent sign follows the digits: ٪ with Persian and Arabic ones, % with ASCII", "۱۲%" => "۱۲٪";
    }
    punctuation, spacing: false {
        PunctuationComma = "punctuation.comma" in [Standard Characters Corpus],
            "the Persian comma in Persian text", "سلام, بله" => "سلام، بله";
        PunctuationSemicolon = "punctuation.semicolon" in [Standard Characters Corpus],
            "the Persian semicolon in Persian text", "رفت; آمد" => "رفت؛ آمد";
        PunctuationQuestion = "punctuation.question" in [Standard Characters Corpus],
            "the Persian question mark in Persian text", "خوبی?" => "خوبی؟";
        PunctuationEllipsis = "punctuation.ellipsis" in [Standard Characters Corpus],
            "three to five dots become an ellipsis", "شاید..." => "شاید…";
        PunctuationQuotes = "punctuation.quotes" in [Standard Characters Corpus],
            "quotation marks that pair up around Persian text become guillemets", "گفت \"برو\"" => "گفت «برو»";
    }
    spaces, spacing: true {
        SpacesUnicode = "spaces.unicode" in [Standard Characters Search Corpus],
            "no-break and other wide or narrow spaces become a plain space", "سلام\u{a0}دنیا" => "سلام دنیا";
        SpacesRepeated = "spaces.repeated" in [Standard Search Corpus],
            "several spaces inside a line become one", "سلام   دنیا" => "سلام دنیا";
        SpacesBeforePunctuation = "spaces.before-punctuation" in [Standard Corpus],
            "no space before ، ؛ ؟ ! : . and closing brackets and quotes", "سلام ، بله" => "سلام، بله";
        SpacesAfterPunctuation = "spaces.after-punctuation" in [Standard Corpus],
            "a space between such a mark and the word that follows", "گفت:سلام" => "گفت: سلام";
        SpacesBeforeBracket = "spaces.before-bracket" in [Standard Corpus],
            "a space between a word and the bracket that opens after it; not before letters that the word may have", "او(علی) آمد" => "او (علی) آمد";
        SpacesInsideBrackets = "spaces.inside-brackets" in [Standard Corpus],
            "no space after opening brackets and quotes", "« سلام»" => "«سلام»";
        SpacesAfterNumber = "spaces.after-number" in [Standard Corpus],
            "a space between a number and the word that follows, unless it is a suffix", "۱۲نفر" => "۱۲ نفر";
        SpacesBeforeNumber = "spaces.before-number" in [Standard Corpus],
            "a space between a word of three letters or more and the number that follows", "سال۱۴۰۲" => "سال ۱۴۰۲";
        SpacesIndentation = "spaces.indentation" in [Search Corpus],
            "spaces at the start of a line go", "  سلام" => "سلام";
        SpacesTrailing = "spaces.trailing" in [Search Corpus],
            "blanks at the end of a line go", "سلام  " => "سلام";
    }
    zwnj, spacing: true {
        ZwnjDoubled = "zwnj.doubled" in [Standard Corpus],
            "of several half-spaces in a row one stays", "می\u{200c}\u{200c}روم" => "می\u{200c}روم";
        ZwnjEdge = "zwnj.edge" in [Standard Corpus],
            "a half-space at the edge of a word, next to a space or to punctuation, goes", "کتاب\u{200c} خوب" => "کتاب خوب";
        ZwnjNonJoining = "zwnj.non-joining" in [Standard Corpus],
            "a half-space after a letter that does not join to the left goes", "کار\u{200c}ها" => "کارها";
        ZwnjEzafe = "zwnj.ezafe" in [Standard Corpus],
            "a lone ی after silent heh is its ezafe", "خانه ی ما" => "خانه\u{200c}ی ما";
        ZwnjVerbPrefix = "zwnj.verb-prefix" in [Standard Corpus],
            "a half-space after the verb prefixes می and نمی", "می روم" => "می\u{200c}روم";
        ZwnjPlural = "zwnj.plural" in [Standard Corpus],
            "a half-space before the plural ها and what follows it", "کتابهای خوب" => "کتاب\u{200c}های خوب";
        ZwnjDegree = "zwnj.degree" in [Standard Corpus],
            "a half-space before تر and ترین", "بزرگ ترین شهر" => "بزرگ\u{200c}ترین شهر";
        ZwnjClitic = "zwnj.clitic" in [Standard Corpus],
            "a half-space before possessive and object pronouns", "خانه اش" => "خانه\u{200c}اش";
        ZwnjCopula = "zwnj.copula" in [Standard Corpus],
            "a half-space before ام, ای, ایم, اید, اند: copula, possessive or indefinite", "رفته اند" => "رفته\u{200c}اند";
        ZwnjCompound = "zwnj.compound" in [Standard Corpus],
            "a half-space between the parts of a compound", "رئیسجمهور" => "رئیس\u{200c}جمهور";
        ZwnjFold = "zwnj.fold" in [Search],
            "half-spaces go", "می\u{200c}روم" => "میروم";
    }
    space, spacing: true {
        SpaceFusedConjunction = "space.fused-conjunction" in [Standard Corpus],
            "a space after the conjunction و that was written with the next word", "درگیری وکشتار" => "درگیری و کشتار";
        SpaceJoinedWords = "space.joined-words" in [Standard Corpus],
            "a space between two words written as one", "خانهرا دیدم" => "خانه را دیدم";
        SpaceDetachedSuffix = "space.detached-suffix" in [Standard Corpus],
            "no space before a suffix or part that joins plainly", "کار های" => "کارهای";
    }
}

impl Rule {
    /// Whether the rule is a decision of the spacing model, with a [confidence](crate::Edit::confidence) below 1.
    ///
    /// ```
    /// use dabir::Rule;
    /// assert!(Rule::ZwnjCompound.is_statistical());
    /// assert!(!Rule::ZwnjDoubled.is_statistical());
    /// ```
    #[must_use]
    pub const fn is_statistical(self) -> bool {
        use Rule::*;
        matches!(
            self,
            ZwnjVerbPrefix
                | ZwnjPlural
                | ZwnjDegree
                | ZwnjClitic
                | ZwnjCopula
                | ZwnjCompound
                | SpaceFusedConjunction
                | SpaceJoinedWords
                | SpaceDetachedSuffix
        )
    }

    /// The rule of that id, if there is one.
    ///
    /// ```
    /// use dabir::Rule;
    /// assert_eq!(Rule::from_id("zwnj.doubled"), Some(Rule::ZwnjDoubled));
    /// assert_eq!(Rule::from_id("zwnj"), None);
    /// ```
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
