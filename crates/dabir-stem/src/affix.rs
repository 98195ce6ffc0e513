//! Affixes and what they say.

use std::ops::Range;

/// An enumeration of functions with their names.
macro_rules! functions {
    ($($(#[$note:meta])* $value:ident $name:literal),* $(,)?) => {
        /// What an affix says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names are those of the grammar")]
        pub enum Function { $($(#[$note])* $value),* }

        impl Function {
            /// The name in lower case.
            ///
            /// ```
            /// assert_eq!(dabir_stem::Function::Poss3Sg.name(), "poss3sg");
            /// ```
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $name),* }
            }
        }
    };
}

functions!(
    /// What makes another verb of a verb: بر in برگشتن
    Preverb "preverb",
    /// ن
    Negation "negation",
    /// می
    Imperfective "imperfective",
    /// ب
    Subjunctive "subjunctive",
    /// ن of رفتن
    Infinitive "infinitive",
    /// ه of رفته
    Participle "participle",
    Person1Sg "person1sg",
    Person2Sg "person2sg",
    Person3Sg "person3sg",
    Person1Pl "person1pl",
    Person2Pl "person2pl",
    Person3Pl "person3pl",
    /// A verb that helps another: خواهد in خواهد رفت
    Auxiliary "auxiliary",
    /// تر
    Comparative "comparative",
    /// ترین
    Superlative "superlative",
    /// ها, ان, ات …
    Plural "plural",
    /// Indefinite or ezafe: خانه‌ای، پای; in writing they are one.
    Yeh "yeh",
    Poss1Sg "poss1sg",
    Poss2Sg "poss2sg",
    Poss3Sg "poss3sg",
    Poss1Pl "poss1pl",
    Poss2Pl "poss2pl",
    Poss3Pl "poss3pl",
    Copula1Sg "copula1sg",
    Copula2Sg "copula2sg",
    Copula3Sg "copula3sg",
    Copula1Pl "copula1pl",
    Copula2Pl "copula2pl",
    Copula3Pl "copula3pl",
    /// را, in speech: کتابشو
    Object "object",
    /// A second word: که in اینکه
    Word "word",
);

impl Function {
    /// Whether it is a word of its own to syntax.
    ///
    /// ```
    /// use dabir_stem::Function;
    /// assert!(Function::Poss3Sg.is_clitic() && !Function::Plural.is_clitic());
    /// ```
    pub const fn is_clitic(self) -> bool {
        self as u8 >= Self::Poss1Sg as u8
    }

    pub(crate) const fn is_possessive(self) -> bool {
        Self::Poss1Sg as u8 <= self as u8 && self as u8 <= Self::Poss3Pl as u8
    }

    pub(crate) const fn is_copula(self) -> bool {
        Self::Copula1Sg as u8 <= self as u8 && self as u8 <= Self::Copula3Pl as u8
    }
}

/// An affix: which bytes of the form, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affix {
    /// Bytes of the form.
    pub span: Range<usize>,
    /// What it says.
    pub function: Function,
}

/// The affixes of a reading: the byte of the key where each starts, in the order they are written. Those after the stem end
/// where the next starts, or the key ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affixes {
    list: [(u8, Function); Self::MOST],
    len: u8,
}

impl Affixes {
    /// Preverb, negation, imperfective, participle, person, object.
    const MOST: usize = 8;

    pub(crate) const fn new() -> Self {
        Self { list: [(0, Function::Word); Self::MOST], len: 0 }
    }

    /// One more behind the others; a ninth is dropped, but no word has so many.
    pub(crate) fn push(&mut self, at: usize, function: Function) {
        if let Some(place) = self.list.get_mut(usize::from(self.len)) {
            *place = (at as u8, function);
            self.len += 1;
        }
    }

    pub(crate) fn pop(&mut self) {
        self.len = self.len.saturating_sub(1);
    }

    pub(crate) fn reverse(&mut self) {
        self.list[..usize::from(self.len)].reverse();
    }

    pub(crate) fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub(crate) fn get(&self, i: usize) -> (usize, Function) {
        let (at, function) = self.list[i];
        (usize::from(at), function)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, Function)> + ExactSizeIterator + '_ {
        self.list[..usize::from(self.len)].iter().map(|&(at, function)| (usize::from(at), function))
    }

    pub(crate) fn has(&self, function: Function) -> bool {
        self.iter().any(|(_, f)| f == function)
    }
}
