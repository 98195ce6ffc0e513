//! What a form of a verb says.

/// Which forms: a tense with its aspect and mood, by the name it has in grammars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tense {
    /// مضارع اخباری: می‌روم
    Present,
    /// مضارع مستمر: دارم می‌روم
    PresentProgressive,
    /// مضارع ساده: روم
    PresentSimple,
    /// مضارع التزامی: بروم
    PresentSubjunctive,
    /// ماضی ساده: رفتم
    Past,
    /// ماضی استمراری: می‌رفتم
    Imperfect,
    /// ماضی مستمر: داشتم می‌رفتم
    PastProgressive,
    /// ماضی نقلی: رفته‌ام
    Perfect,
    /// ماضی نقلی استمراری: می‌رفته‌ام
    PerfectImperfective,
    /// ماضی نقلی مستمر: داشته‌ام می‌رفته‌ام
    PerfectProgressive,
    /// ماضی بعید: رفته بودم
    Pluperfect,
    /// ماضی ابعد: رفته بوده‌ام
    PerfectPluperfect,
    /// ماضی التزامی: رفته باشم
    PerfectSubjunctive,
    /// آینده: خواهم رفت
    Future,
    /// امر: برو
    Imperative,
    /// مصدر: رفتن
    Infinitive,
    /// صفت مفعولی: رفته
    PastParticiple,
}

impl Tense {
    /// All in the order of a table.
    pub const ALL: [Self; 17] = [
        Self::Present,
        Self::PresentProgressive,
        Self::PresentSimple,
        Self::PresentSubjunctive,
        Self::Past,
        Self::Imperfect,
        Self::PastProgressive,
        Self::Perfect,
        Self::PerfectImperfective,
        Self::PerfectProgressive,
        Self::Pluperfect,
        Self::PerfectPluperfect,
        Self::PerfectSubjunctive,
        Self::Future,
        Self::Imperative,
        Self::Infinitive,
        Self::PastParticiple,
    ];

    /// The name in lower case, and in Persian.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Present => ("present", "مضارع اخباری"),
            Self::PresentProgressive => ("present-progressive", "مضارع مستمر"),
            Self::PresentSimple => ("present-simple", "مضارع ساده"),
            Self::PresentSubjunctive => ("present-subjunctive", "مضارع التزامی"),
            Self::Past => ("past", "ماضی ساده"),
            Self::Imperfect => ("imperfect", "ماضی استمراری"),
            Self::PastProgressive => ("past-progressive", "ماضی مستمر"),
            Self::Perfect => ("perfect", "ماضی نقلی"),
            Self::PerfectImperfective => ("perfect-imperfective", "ماضی نقلی استمراری"),
            Self::PerfectProgressive => ("perfect-progressive", "ماضی نقلی مستمر"),
            Self::Pluperfect => ("pluperfect", "ماضی بعید"),
            Self::PerfectPluperfect => ("perfect-pluperfect", "ماضی ابعد"),
            Self::PerfectSubjunctive => ("perfect-subjunctive", "ماضی التزامی"),
            Self::Future => ("future", "آینده"),
            Self::Imperative => ("imperative", "امر"),
            Self::Infinitive => ("infinitive", "مصدر"),
            Self::PastParticiple => ("past-participle", "صفت مفعولی"),
        }
    }

    /// The name in English: `present-subjunctive`.
    pub const fn name(self) -> &'static str {
        self.names().0
    }

    /// The name in Persian grammars.
    ///
    /// ```
    /// assert_eq!(dabir_stem::Tense::Pluperfect.persian_name(), "ماضی بعید");
    /// ```
    pub const fn persian_name(self) -> &'static str {
        self.names().1
    }

    /// The tense of this [`name`](Self::name).
    ///
    /// ```
    /// use dabir_stem::Tense;
    /// assert_eq!(Tense::from_name("future"), Some(Tense::Future));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tense| tense.name() == name)
    }

    /// The mood that the tense is of.
    pub const fn mood(self) -> Mood {
        match self {
            Self::PresentSubjunctive | Self::PerfectSubjunctive => Mood::Subjunctive,
            Self::Imperative => Mood::Imperative,
            Self::Infinitive => Mood::Infinitive,
            Self::PastParticiple => Mood::Participle,
            _ => Mood::Indicative,
        }
    }
}

/// An enumeration whose values have names in lower case.
macro_rules! named {
    ($(#[$about:meta])* $of:ident { $($(#[$note:meta])* $value:ident $name:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are those of the grammar")]
        pub enum $of { $($(#[$note])* $value),* }

        impl $of {
            /// The name in lower case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $name),* }
            }
        }
    };
}

named!(
    /// Mood, or that the form is none of a finite verb.
    Mood {
        Indicative "indicative",
        Subjunctive "subjunctive",
        Imperative "imperative",
        Infinitive "infinitive",
        Participle "participle",
    }
);
named!(
    /// Grammatical person.
    Person { First "first", Second "second", Third "third" }
);
named!(
    /// Grammatical number.
    Number { Singular "singular", Plural "plural" }
);
named!(
    /// Whether the form denies.
    Polarity { Positive "positive", Negative "negative" }
);
named!(
    /// Active, or the passive that a participle makes with شدن.
    Voice { Active "active", Passive "passive" }
);
named!(
    /// Written Persian, or that of Tehran's speech as it is commonly spelt.
    Register { Formal "formal", Informal "informal" }
);

/// A form of a verb and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Tense with aspect and mood.
    pub tense: Tense,
    /// The mood of the tense.
    pub mood: Mood,
    /// `None` where there are no persons: infinitive, participle, باید, می‌توان.
    pub person: Option<Person>,
    /// As `person`.
    pub number: Option<Number>,
    /// Whether it denies.
    pub polarity: Polarity,
    /// Active or passive.
    pub voice: Voice,
    /// Formal or informal.
    pub register: Register,
    /// The form, in one word or more.
    pub text: String,
}
