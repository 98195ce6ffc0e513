//! All forms of a verb.

mod form;
mod paradigm;

pub use form::{Form, Mood, Number, Person, Polarity, Register, Tense, Voice};

use crate::verbs::Verb;
use std::fmt;

/// A name that is that of no verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVerb(String);

impl fmt::Display for UnknownVerb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no verb that Dabir knows: {} (wanted is an infinitive, رفتن, or both stems, رفت#رو)",
            self.0
        )
    }
}

impl std::error::Error for UnknownVerb {}

/// Makes the forms of verbs: tenses, moods, persons, polarity, voice, formal and informal.
///
/// ```
/// use dabir_stem::{Conjugator, Tense};
///
/// let forms = Conjugator::new("برگشتن")?.forms();
/// let future: Vec<_> = forms.iter().filter(|f| f.tense == Tense::Future).map(|f| f.text.as_str()).collect();
/// assert_eq!(future[..2], ["برخواهم گشت", "برخواهی گشت"]);
/// assert!(Conjugator::new("کتاب").is_err());
/// # Ok::<(), dabir_stem::UnknownVerb>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Conjugator {
    verb: Verb,
}

impl Conjugator {
    /// For the verb of this name: an infinitive, رفتن, or both stems, رفت#رو; see [`Verb::from_name`].
    ///
    /// # Errors
    /// If no verb is known by it. Nothing is guessed.
    pub fn new(name: &str) -> Result<Self, UnknownVerb> {
        Verb::from_name(name).map(Self::for_verb).ok_or_else(|| UnknownVerb(name.to_owned()))
    }

    /// For this verb.
    ///
    /// ```
    /// use dabir_stem::{Conjugator, Verb};
    /// assert!(Verb::all().all(|verb| !Conjugator::for_verb(verb).forms().is_empty()));
    /// ```
    pub fn for_verb(verb: Verb) -> Self {
        Self { verb }
    }

    /// The verb.
    pub fn verb(&self) -> Verb {
        self.verb
    }

    /// All forms: formal before informal, active before passive, then by tense, polarity, number and person; none twice
    /// in the same place.
    ///
    /// What grammars have no form for is not there: negated progressives, an imperative of توانستن, a passive of
    /// رفتن. Nor is the negation of the simple present, which is that of the subjunctive.
    ///
    /// ```
    /// use dabir_stem::{Conjugator, Polarity, Voice};
    /// let forms = Conjugator::new("گفتن")?.forms();
    /// assert!(forms.iter().any(|f| f.voice == Voice::Passive && f.text == "گفته شده بود"));
    /// assert!(forms.iter().any(|f| f.polarity == Polarity::Negative && f.text == "نمی\u{200C}گویم"));
    /// # Ok::<(), dabir_stem::UnknownVerb>(())
    /// ```
    pub fn forms(&self) -> Vec<Form> {
        paradigm::forms(self.verb)
    }
}

/// The forms as text: a block for each register, voice and tense, in it a line for each polarity with the forms of the
/// persons between ` - `.
///
/// ```
/// use dabir_stem::{Conjugator, Register, Tense};
/// let mut forms = Conjugator::new("رفتن")?.forms();
/// forms.retain(|f| f.tense == Tense::Past && f.register == Register::Formal);
/// assert_eq!(
///     dabir_stem::table(&forms),
///     "past (ماضی ساده)\n  رفتم - رفتی - رفت - رفتیم - رفتید - رفتند\n  نرفتم - نرفتی - نرفت - نرفتیم - نرفتید - نرفتند\n"
/// );
/// # Ok::<(), dabir_stem::UnknownVerb>(())
/// ```
pub fn table(forms: &[Form]) -> String {
    let mut out = String::new();
    for block in forms.chunk_by(|a, b| (a.register, a.voice, a.tense) == (b.register, b.voice, b.tense)) {
        let Form { tense, voice, register, .. } = &block[0];
        out += tense.name();
        out += if *voice == Voice::Passive { ", passive" } else { "" };
        out += if *register == Register::Informal { ", informal" } else { "" };
        out += &format!(" ({})\n", tense.persian_name());
        for line in block.chunk_by(|a, b| a.polarity == b.polarity) {
            let texts: Vec<_> = line.iter().map(|form| form.text.as_str()).collect();
            out += &format!("  {}\n", texts.join(" - "));
        }
    }
    out
}
