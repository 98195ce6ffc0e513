//! Verbs: their stems, how to name one, and which verbs a stem may be of.

mod defined;
mod stems;
mod table;

pub(crate) use stems::{Stem, StemKind, UserStems, stems_at_start, stems_of};

use std::fmt;
use table::VERBS;

/// What stands before a verb and makes another of it: برگشتن، درآوردن، فرارسیدن.
pub(crate) const PREVERBS: [&str; 7] = ["بر", "در", "باز", "فرا", "فرو", "وا", "ور"];

/// The past stem of ایستادن, and what speech puts before its short stems: وایسا, وایمی‌ستم.
pub(crate) const STAND: &str = "ایستاد";
pub(crate) const STANDING: &str = "وای";

/// A line of the table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    past: &'static str,
    present: &'static str,
    /// Empty: that of writing, or what the rule says.
    spoken_past: &'static str,
    spoken_present: &'static str,
    preverbs: &'static [&'static str],
    transitive: bool,
    glide: bool,
    old: bool,
}

/// Verbs that a preverb makes intransitive.
const INTRANSITIVE: [(&str, &str); 9] = [
    ("بر", "خورد"),
    ("در", "گرفت"),
    ("در", "رفت"),
    ("فرو", "ریخت"),
    ("در", "ریخت"),
    ("در", "آویخت"),
    ("در", "پیچید"),
    ("وا", "ماند"),
    ("باز", "پیوست"),
];

/// A verb that Dabir knows, with its preverb if it has one: گفتن, برگشتن; or one that the program [defined](Self::define).
///
/// ```
/// use dabir_stem::Verb;
/// let verb = Verb::from_name("برگشتن").unwrap();
/// assert_eq!((verb.preverb(), verb.past(), verb.present()), ("بر", "گشت", "گرد"));
/// assert_eq!(Verb::from_name("رفت#رو").unwrap().infinitive(), "رفتن");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    row: &'static Row,
    preverb: &'static str,
}

impl Verb {
    /// Every verb of the table, and each with each of its preverbs.
    ///
    /// ```
    /// assert!(dabir_stem::Verb::all().any(|verb| verb.infinitive() == "درآوردن"));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        VERBS
            .iter()
            .flat_map(|row| [""].iter().chain(row.preverbs).map(move |&preverb| Self { row, preverb }))
    }

    /// The verb of this name: an infinitive, or both stems with `#` between, in any spelling that [`key`](crate::key) makes
    /// one; هست, است and نیست name بودن. If verbs share the infinitive (سپردن: سپار, سپر) it is the commonest.
    /// `None` if the table lacks it: verbs of [`define`](Self::define) are not found by name. Linear in the table.
    ///
    /// ```
    /// use dabir_stem::Verb;
    /// assert_eq!(Verb::from_name("رفت#روب"), None);
    /// assert_eq!(Verb::from_name("هستن").unwrap().infinitive(), "بودن");
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = crate::key(name.trim());
        if let Some((past, present)) = name.split_once('#') {
            return Self::all().find(|v| {
                let simple = v.past() == past && v.present() == present && v.preverb.is_empty();
                let part = |given: &str, stem| given.strip_prefix(v.preverb) == Some(stem);
                simple || part(past, v.past()) && part(present, v.present())
            });
        }
        let infinitive =
            if matches!(&*name, "هستن" | "هست" | "است" | "نیست") { "بودن" } else { &name };
        Self::all().find(|v| v.infinitive() == infinitive)
    }

    /// A verb that the table lacks: its past stem, its present stem, and whether it has a passive. Stems may be spelt in any
    /// way that [`key`](crate::key) makes one, which leaves half-spaces out. If the table has a verb with these stems it is
    /// that one, whatever `transitive` says.
    ///
    /// `None` if a stem has anything but letters, such as a space, has none, or is longer than 20 bytes, ten Persian letters;
    /// and if 4096 others have been defined: what they take, less than a megabyte, stays until the program ends. Defining a
    /// verb again takes nothing. Constant time, whatever was defined before.
    ///
    /// To be found in texts it needs a place in a [`Lexicon`](crate::Lexicon::insert_verb).
    ///
    /// ```
    /// use dabir_stem::{Conjugator, Verb};
    /// let google = Verb::define("گوگلید", "گوگل", true).unwrap();
    /// assert!(Conjugator::for_verb(google).forms().iter().any(|form| form.text == "نمی\u{200C}گوگلم"));
    /// assert_eq!(Verb::define("رفت", "رو", true), Verb::from_name("رفتن"));
    /// assert_eq!(Verb::define("گوگل کرد", "گوگل کن", true), None);
    /// ```
    pub fn define(past: &str, present: &str, transitive: bool) -> Option<Self> {
        let (past, present) = (crate::key(past.trim()), crate::key(present.trim()));
        let fits =
            |stem: &str| (1..=stems::LONGEST).contains(&stem.len()) && stem.chars().all(char::is_alphabetic);
        if !fits(&past) || !fits(&present) {
            return None;
        }
        let listed = VERBS.iter().find(|row| row.past == past && row.present == present);
        let row = listed.or_else(|| defined::row(&past, &present, transitive))?;
        Some(Self { row, preverb: "" })
    }

    /// بودن, the first of the table.
    pub(crate) fn be() -> Self {
        Self { row: &VERBS[0], preverb: "" }
    }

    /// Whether the verbs differ in nothing but the preverb and whether they are transitive.
    fn has_stems_of(self, other: Self) -> bool {
        (self.row.past, self.row.present) == (other.row.past, other.row.present)
    }

    pub(crate) fn is_prefixed(self) -> bool {
        !self.preverb.is_empty()
    }

    /// The same verb after this preverb, whether the table has the two together or not.
    pub(crate) fn with_preverb(self, preverb: &'static str) -> Self {
        Self { preverb, ..self }
    }

    /// Whether the table has the verb with this preverb.
    pub(crate) fn goes_with(self, preverb: &str) -> bool {
        self.row.preverbs.contains(&preverb)
    }

    /// The preverb, or nothing.
    pub fn preverb(self) -> &'static str {
        self.preverb
    }

    /// The past stem without the preverb, the lemma of Universal Dependencies.
    pub fn past(self) -> &'static str {
        self.row.past
    }

    /// The present stem without the preverb.
    pub fn present(self) -> &'static str {
        self.row.present
    }

    /// The infinitive, the name of the verb in a dictionary.
    pub fn infinitive(self) -> String {
        format!("{}{}ن", self.preverb, self.row.past)
    }

    /// Whether it has a passive.
    pub fn is_transitive(self) -> bool {
        self.row.transitive && !INTRANSITIVE.contains(&(self.preverb, self.row.past))
    }

    /// Whether other verbs are meant by the forms it shares with them.
    pub(crate) fn is_old(self) -> bool {
        self.row.old
    }

    /// Whether it is ایستادن, with any preverb. A verb of a user with the same past stem is another, of which no stems of speech
    /// are known.
    pub(crate) fn stands(self) -> bool {
        self.row.past == STAND && !self.row.spoken_past.is_empty()
    }

    /// The preverb in speech, which has وایستادن for ایستادن.
    pub(crate) fn spoken_preverb(self) -> &'static str {
        if self.stands() && !self.is_prefixed() { STANDING } else { self.preverb }
    }

    /// The past stem of speech.
    pub(crate) fn spoken_past(self) -> String {
        if self.stands() && self.is_prefixed() {
            return self.row.past.to_owned();
        }
        spoken(self.row.spoken_past, self.row.past, self.row.past.strip_suffix("اند"), "وند")
    }

    /// The present stem of speech.
    pub(crate) fn spoken_present(self) -> String {
        if self.stands() && self.is_prefixed() {
            return self.row.present.to_owned();
        }
        spoken(self.row.spoken_present, self.row.present, self.row.present.strip_suffix("ان"), "ون")
    }

    /// Whether the present stem ends in a vowel, so that ی comes before an ending: می‌گویم.
    pub(crate) fn is_vocalic(self) -> bool {
        self.row.glide || self.row.present.ends_with(['ا', 'آ'])
    }
}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verb({}{}#{}{})", self.preverb, self.row.past, self.preverb, self.row.present)
    }
}

/// The stem of speech that the table has, or what speech makes of -ān and -ānd: رسون، رسوند; or the stem of writing.
fn spoken(listed: &str, written: &str, base: Option<&str>, ending: &str) -> String {
    match base {
        _ if !listed.is_empty() => listed.to_owned(),
        // خون, not خوون
        Some(base) if !base.is_empty() => format!("{}{ending}", base.strip_suffix('و').unwrap_or(base)),
        _ => written.to_owned(),
    }
}
