//! The paradigms. Rules and terms are those of school grammars and of the Academy's orthography (دستور خط فارسی).

use super::form::{Form, Number, Person, Polarity, Register, Tense, Voice};
use crate::verbs::Verb;

const ZWNJ: &str = "\u{200C}";
const PERSONS: [(Person, Number); 6] = [
    (Person::First, Number::Singular),
    (Person::Second, Number::Singular),
    (Person::Third, Number::Singular),
    (Person::First, Number::Plural),
    (Person::Second, Number::Plural),
    (Person::Third, Number::Plural),
];
/// Endings by person; the six of a row are in the order of [`PERSONS`].
type Endings = [&'static str; 6];

const PAST: Endings = ["م", "ی", "", "یم", "ید", "ند"];
const PAST_SPOKEN: Endings = ["م", "ی", "", "یم", "ین", "ن"];
const PRESENT: Endings = ["م", "ی", "د", "یم", "ید", "ند"];
const PRESENT_VOCALIC: Endings = ["یم", "یی", "ید", "ییم", "یید", "یند"];
const PRESENT_SPOKEN: Endings = ["م", "ی", "ه", "یم", "ین", "ن"];
const PRESENT_SPOKEN_VOCALIC: Endings = ["یم", "یی", "یه", "ییم", "یین", "ین"];
/// آ, خوا: میاد، می‌خواد
const PRESENT_SPOKEN_SHORT: Endings = ["م", "ی", "د", "یم", "ین", "ن"];
/// After the participle.
const PERFECT: Endings = ["\u{200C}ام", "\u{200C}ای", " است", "\u{200C}ایم", "\u{200C}اید", "\u{200C}اند"];
const PERFECT_SPOKEN: Endings = ["\u{200C}م", "\u{200C}ی", "", "\u{200C}یم", "\u{200C}ین", "\u{200C}ن"];
const IS: Endings = ["هستم", "هستی", "است", "هستیم", "هستید", "هستند"];
const IS_SPOKEN: Endings = ["هستم", "هستی", "هست", "هستیم", "هستین", "هستن"];
const IS_NOT: Endings = ["نیستم", "نیستی", "نیست", "نیستیم", "نیستید", "نیستند"];
const IS_NOT_SPOKEN: Endings = ["نیستم", "نیستی", "نیست", "نیستیم", "نیستین", "نیستن"];

/// All forms of `verb`.
pub(super) fn forms(verb: Verb) -> Vec<Form> {
    let mut forms = Vec::new();
    for register in [Register::Formal, Register::Informal] {
        let paradigm = Paradigm { verb, register };
        for voice in [Voice::Active, Voice::Passive] {
            for tense in Tense::ALL {
                for polarity in [Polarity::Positive, Polarity::Negative] {
                    let texts = match voice {
                        Voice::Active => paradigm.active(tense, polarity),
                        Voice::Passive => paradigm.passive(tense, polarity),
                    };
                    forms.extend(texts.into_iter().map(|(persons, text)| Form {
                        tense,
                        mood: tense.mood(),
                        person: persons.map(|p| p.0),
                        number: persons.map(|p| p.1),
                        polarity,
                        voice,
                        register,
                        text,
                    }));
                }
            }
        }
    }
    forms
}

type Cells = Vec<(Option<(Person, Number)>, String)>;

/// The six forms that `text` makes of the numbers of the persons.
fn by_person(text: impl Fn(usize) -> String) -> Cells {
    PERSONS.iter().enumerate().map(|(i, &person)| (Some(person), text(i))).collect()
}

fn without_person(text: impl Into<String>) -> Cells {
    vec![(None, text.into())]
}

/// `first` and `second` of the same person with a space between.
fn joined(first: Cells, second: &Cells) -> Cells {
    first.into_iter().zip(second).map(|((person, a), (_, b))| (person, format!("{a} {b}"))).collect()
}

/// ن or ب before a stem: نیامد, بیفتد, but بایستد.
fn signed(sign: &str, stem: &str) -> String {
    if let Some(rest) = stem.strip_prefix('آ') {
        return format!("{sign}یا{rest}");
    }
    match stem.strip_prefix('ا') {
        Some(rest) if !rest.starts_with('ی') => format!("{sign}ی{rest}"),
        _ => format!("{sign}{stem}"),
    }
}

/// The forms of a verb in one register.
struct Paradigm {
    verb: Verb,
    register: Register,
}

impl Paradigm {
    fn of(&self, name: &str) -> Self {
        Self { verb: Verb::from_name(name).unwrap_or(self.verb), register: self.register }
    }

    fn formal(&self) -> bool {
        self.register == Register::Formal
    }

    /// Whether it is this verb and has no preverb.
    fn is(&self, past: &str) -> bool {
        self.verb.past() == past && !self.verb.is_prefixed()
    }

    fn preverb(&self) -> &'static str {
        if self.formal() { self.verb.preverb() } else { self.verb.spoken_preverb() }
    }

    fn past_stem(&self) -> String {
        if self.formal() { self.verb.past().to_owned() } else { self.verb.spoken_past() }
    }

    /// The present stem and its endings.
    fn present_stem(&self) -> (String, Endings) {
        let written = self.verb.present();
        let spoken = self.verb.spoken_present();
        match self.register {
            Register::Formal if self.verb.is_vocalic() => (written.to_owned(), PRESENT_VOCALIC),
            Register::Formal => (written.to_owned(), PRESENT),
            Register::Informal if spoken == "خوا" || spoken == "آ" => (spoken, PRESENT_SPOKEN_SHORT),
            Register::Informal if spoken == written && self.verb.is_vocalic() => {
                (spoken, PRESENT_SPOKEN_VOCALIC)
            }
            Register::Informal => (spoken, PRESENT_SPOKEN),
        }
    }

    /// The participle; شده is شده in speech too.
    fn participle(&self, polarity: Polarity) -> String {
        format!("{}{}ه", self.preverb(), self.negated(&self.past_stem(), polarity))
    }

    /// ن before the stem, or the stem. A stem of speech that lost its beginning has it where no prefix is: نذاشت, but گذاشت.
    fn negated(&self, stem: &str, polarity: Polarity) -> String {
        match polarity {
            Polarity::Positive
                if self.verb.past().ends_with(stem) && self.preverb() == self.verb.preverb() =>
            {
                self.verb.past().to_owned()
            }
            Polarity::Positive => stem.to_owned(),
            Polarity::Negative => signed("ن", stem),
        }
    }

    /// می or نمی before the stem.
    fn imperfective(&self, stem: &str, polarity: Polarity) -> String {
        let negation = if polarity == Polarity::Negative { "ن" } else { "" };
        format!("{}{negation}می{ZWNJ}{stem}", self.preverb())
    }

    fn perfect_endings(&self) -> Endings {
        if self.formal() { PERFECT } else { PERFECT_SPOKEN }
    }

    fn active(&self, tense: Tense, polarity: Polarity) -> Cells {
        let negative = polarity == Polarity::Negative;
        if self.is("بایست") {
            return self.must(tense, negative);
        }
        if let Some(cells) = self.be_or_have(tense, polarity) {
            return cells;
        }
        let preverb = self.preverb();
        let (present, present_endings) = self.present_stem();
        let past = self.past_stem();
        let past_endings = if self.formal() { PAST } else { PAST_SPOKEN };
        match tense {
            Tense::Present => {
                let stem = self.imperfective(&present, polarity);
                let mut cells = by_person(|i| format!("{stem}{}", present_endings[i]));
                if self.is("توانست") && self.formal() {
                    cells.extend(without_person(stem));
                }
                cells
            }
            Tense::PresentProgressive if !negative => joined(
                self.of("داشتن").active(Tense::Present, polarity),
                &self.active(Tense::Present, polarity),
            ),
            Tense::PresentSimple if !negative && self.formal() => {
                let mut cells = by_person(|i| format!("{preverb}{present}{}", present_endings[i]));
                if self.is("توانست") {
                    cells.extend(without_person(present));
                }
                cells
            }
            Tense::PresentSubjunctive => {
                let stem = format!("{preverb}{}", self.subjunctive(&present, polarity));
                let mut cells = by_person(|i| format!("{stem}{}", present_endings[i]));
                if let Some(stem) = self.signed_after_preverb(&present, polarity) {
                    cells.extend(by_person(|i| format!("{stem}{}", present_endings[i])));
                }
                if self.is("توانست") && self.formal() {
                    cells.extend(without_person(stem));
                }
                cells
            }
            Tense::Past => {
                let stem = format!("{preverb}{}", self.negated(&past, polarity));
                by_person(|i| format!("{stem}{}", past_endings[i]))
            }
            Tense::Imperfect => {
                let stem = self.imperfective(&past, polarity);
                by_person(|i| format!("{stem}{}", past_endings[i]))
            }
            Tense::PastProgressive if !negative => joined(
                self.of("داشتن").active(Tense::Past, polarity),
                &self.active(Tense::Imperfect, polarity),
            ),
            Tense::Perfect => {
                let participle = self.participle(polarity);
                by_person(|i| format!("{participle}{}", self.perfect_endings()[i]))
            }
            Tense::PerfectImperfective => {
                let participle = self.imperfective(&format!("{past}ه"), polarity);
                by_person(|i| format!("{participle}{}", self.perfect_endings()[i]))
            }
            Tense::PerfectProgressive if !negative => joined(
                self.of("داشتن").active(Tense::Perfect, polarity),
                &self.active(Tense::PerfectImperfective, polarity),
            ),
            Tense::Pluperfect | Tense::PerfectPluperfect | Tense::PerfectSubjunctive => {
                let auxiliary = match tense {
                    Tense::Pluperfect => Tense::Past,
                    Tense::PerfectPluperfect => Tense::Perfect,
                    _ => Tense::PresentSubjunctive,
                };
                let participle = self.participle(polarity);
                let be = self.of("بودن").active(auxiliary, Polarity::Positive);
                be.into_iter().map(|(person, be)| (person, format!("{participle} {be}"))).collect()
            }
            Tense::Future if self.formal() => {
                let want = self.negated("خواه", polarity);
                by_person(|i| format!("{preverb}{want}{} {past}", PRESENT[i]))
            }
            Tense::Imperative if !self.is("توانست") => {
                self.imperative(&present, &present_endings, polarity)
            }
            Tense::Infinitive => without_person(format!("{preverb}{}ن", self.negated(&past, polarity))),
            Tense::PastParticiple => without_person(self.participle(polarity)),
            _ => Cells::new(),
        }
    }

    /// دربیاورم, beside درآورم: ب between a preverb and آ, in writing too.
    fn signed_after_preverb(&self, stem: &str, polarity: Polarity) -> Option<String> {
        let both = self.formal() && self.verb.is_prefixed() && polarity == Polarity::Positive;
        (both && stem.starts_with('آ')).then(|| format!("{}{}", self.preverb(), signed("ب", stem)))
    }

    /// بروم, نروم, برگردم; in speech دربیارم, وابدم.
    fn subjunctive(&self, stem: &str, polarity: Polarity) -> String {
        let needs_sign = stem.starts_with('آ') || stem.chars().nth(1).is_none();
        match polarity {
            Polarity::Negative => signed("ن", stem),
            Polarity::Positive if !self.preverb().is_empty() && (self.formal() || !needs_sign) => {
                stem.to_owned()
            }
            Polarity::Positive => signed("ب", stem),
        }
    }

    fn imperative(&self, present: &str, endings: &Endings, polarity: Polarity) -> Cells {
        let stem = |stem: &str| format!("{}{}", self.preverb(), self.subjunctive(stem, polarity));
        // بگو, برو, بخواه in speech too.
        let cut = present.chars().nth(1).is_none() && present != "آ" || present == "خوا";
        let singular = match present {
            // وایستا
            "ست" => "ستا",
            _ if cut => self.verb.present(),
            _ => present,
        };
        let mut cells = vec![
            (Some(PERSONS[1]), stem(singular)),
            (Some(PERSONS[4]), format!("{}{}", stem(present), endings[4])),
        ];
        if let Some(stem) = self.signed_after_preverb(present, polarity) {
            cells.extend([
                (Some(PERSONS[1]), stem.clone()),
                (Some(PERSONS[4]), format!("{stem}{}", endings[4])),
            ]);
        }
        cells
    }

    /// Where بودن and داشتن are not regular.
    fn be_or_have(&self, tense: Tense, polarity: Polarity) -> Option<Cells> {
        let negative = polarity == Polarity::Negative;
        let (be, have) = (self.is("بود"), self.is("داشت"));
        if !be && !have {
            return None;
        }
        let endings = if self.formal() { PRESENT } else { PRESENT_SPOKEN };
        let (present, _) = self.present_stem();
        Some(match tense {
            Tense::Present if be => {
                let is = match (self.formal(), negative) {
                    (true, false) => IS,
                    (true, true) => IS_NOT,
                    (false, false) => IS_SPOKEN,
                    (false, true) => IS_NOT_SPOKEN,
                };
                let mut cells = by_person(|i| is[i].to_owned());
                if self.formal() {
                    cells.extend((!negative).then(|| (Some(PERSONS[2]), "هست".to_owned())));
                    let stem = self.imperfective(&present, polarity);
                    cells.extend(by_person(|i| format!("{stem}{}", endings[i])));
                }
                cells
            }
            Tense::PresentSubjunctive if be => {
                let stem = self.negated(&present, polarity);
                by_person(|i| format!("{stem}{}", endings[i]))
            }
            Tense::Imperative if be => {
                let stem = self.negated(&present, polarity);
                vec![(Some(PERSONS[1]), stem.clone()), (Some(PERSONS[4]), format!("{stem}{}", endings[4]))]
            }
            Tense::Present if have => {
                let stem = self.negated(&present, polarity);
                by_person(|i| format!("{stem}{}", endings[i]))
            }
            Tense::PresentSubjunctive if have => self.active(Tense::PerfectSubjunctive, polarity),
            Tense::Imperative if have => {
                let participle = self.participle(polarity);
                let be = self.of("بودن").active(Tense::Imperative, Polarity::Positive);
                be.into_iter().map(|(person, be)| (person, format!("{participle} {be}"))).collect()
            }
            Tense::PresentProgressive | Tense::PastProgressive | Tense::PerfectProgressive => Cells::new(),
            _ => return None,
        })
    }

    /// باید, which has neither persons nor most tenses.
    fn must(&self, tense: Tense, negative: bool) -> Cells {
        let stems: &[&str] = match tense {
            Tense::Present if self.formal() => &["باید", "می\u{200C}باید"],
            Tense::Present => &["باید"],
            Tense::Past if self.formal() => &["بایست", "بایستی"],
            Tense::Imperfect if self.formal() => &["می\u{200C}بایست", "می\u{200C}بایستی"],
            Tense::Infinitive if self.formal() => &["بایستن"],
            _ => &[],
        };
        stems.iter().map(|stem| (None, format!("{}{stem}", if negative { "ن" } else { "" }))).collect()
    }

    /// The participle before the forms of شدن.
    fn passive(&self, tense: Tense, polarity: Polarity) -> Cells {
        if !self.verb.is_transitive() || self.is("داشت") || tense == Tense::Imperative {
            return Cells::new();
        }
        let become_ = self.of("شدن");
        let participle = self.participle(Polarity::Positive);
        let after = |cells: Cells| -> Cells {
            cells.into_iter().map(|(person, text)| (person, format!("{participle} {text}"))).collect()
        };
        // دارد گفته می‌شود
        let (auxiliary, main) = match tense {
            Tense::PresentProgressive => (Tense::Present, Tense::Present),
            Tense::PastProgressive => (Tense::Past, Tense::Imperfect),
            Tense::PerfectProgressive => (Tense::Perfect, Tense::PerfectImperfective),
            // گفته شود is the subjunctive of writing.
            Tense::PresentSimple => return Cells::new(),
            Tense::PresentSubjunctive if self.formal() && polarity == Polarity::Positive => {
                return after(become_.active(Tense::PresentSimple, polarity));
            }
            _ => return after(become_.active(tense, polarity)),
        };
        if polarity == Polarity::Negative {
            return Cells::new();
        }
        joined(self.of("داشتن").active(auxiliary, polarity), &after(become_.active(main, polarity)))
    }
}
