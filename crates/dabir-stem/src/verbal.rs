//! Forms of verbs: preverb, negation, mood, stem, person, object.

use crate::affix::{Affixes, Function as F};
use crate::letters::Letters;
use crate::verbs::{PREVERBS, STANDING, Stem, StemKind, UserStems, Verb, stems_at_start};

/// A reading of a key as a form of a verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbForm {
    pub(crate) verb: Verb,
    /// The lemma of Universal Dependencies, where it is not both stems: هست, توان.
    pub(crate) name: Option<&'static str>,
    pub(crate) kind: StemKind,
    /// The stem in the key; what is before and after are affixes.
    pub(crate) stem: (usize, usize),
    pub(crate) affixes: Affixes,
    /// How little it looks like anything but a verb.
    pub(crate) cost: i32,
}

/// Letters, and where in them which function starts.
type Parts = (&'static str, &'static [(usize, F)]);

/// What stands before the stem.
const PREFIXES: [Parts; 9] = [
    ("", &[]),
    ("می", &[(0, F::Imperfective)]),
    ("نمی", &[(0, F::Negation), (2, F::Imperfective)]),
    ("همی", &[(0, F::Imperfective)]),
    ("ن", &[(0, F::Negation)]),
    ("م", &[(0, F::Negation)]),
    ("نی", &[(0, F::Negation)]),
    ("ب", &[(0, F::Subjunctive)]),
    ("بی", &[(0, F::Subjunctive)]),
];
/// An ending after a stem: its letters, where in them which function starts, and its cost.
#[derive(Clone, Copy)]
struct Ending(Letters, &'static [(usize, F)], i32);
type Endings = &'static [Ending];

const fn ending(text: &str, functions: &'static [(usize, F)], cost: i32) -> Ending {
    Ending(Letters::new(text), functions, cost)
}

const PAST: Endings = &[
    ending("", &[], 4),
    ending("م", &[(0, F::Person1Sg)], 1),
    ending("ی", &[(0, F::Person2Sg)], 5),
    ending("یم", &[(0, F::Person1Pl)], 1),
    ending("ید", &[(0, F::Person2Pl)], 1),
    ending("ند", &[(0, F::Person3Pl)], 0),
    ending("ن", &[(0, F::Infinitive)], 6),
    ending("ن", &[(0, F::Person3Pl)], 7),
    ending("ین", &[(0, F::Person2Pl)], 3),
    ending("ه", &[(0, F::Participle)], 1),
    ending("هام", &[(0, F::Participle), (2, F::Person1Sg)], 0),
    ending("های", &[(0, F::Participle), (2, F::Person2Sg)], 2),
    ending("هایم", &[(0, F::Participle), (2, F::Person1Pl)], 0),
    ending("هاید", &[(0, F::Participle), (2, F::Person2Pl)], 0),
    ending("هاند", &[(0, F::Participle), (2, F::Person3Pl)], 0),
    ending("هاست", &[(0, F::Participle), (2, F::Person3Sg)], 0),
    ending("هم", &[(0, F::Participle), (2, F::Person1Sg)], 5),
    ending("هی", &[(0, F::Participle), (2, F::Person2Sg)], 7),
    ending("هیم", &[(0, F::Participle), (2, F::Person1Pl)], 3),
    ending("هین", &[(0, F::Participle), (2, F::Person2Pl)], 3),
    ending("هن", &[(0, F::Participle), (2, F::Person3Pl)], 3),
];
const PRESENT: Endings = &[
    ending("", &[], 6),
    ending("م", &[(0, F::Person1Sg)], 2),
    ending("ی", &[(0, F::Person2Sg)], 5),
    ending("د", &[(0, F::Person3Sg)], 1),
    ending("یم", &[(0, F::Person1Pl)], 2),
    ending("ید", &[(0, F::Person2Pl)], 2),
    ending("ند", &[(0, F::Person3Pl)], 1),
    ending("ه", &[(0, F::Person3Sg)], 3),
    ending("ن", &[(0, F::Person3Pl)], 4),
    ending("ین", &[(0, F::Person2Pl)], 4),
];
/// Before an object, in speech: می‌کنتش, می‌زنتت
const PRESENT_BEFORE_OBJECT: Endings = &[ending("ت", &[(0, F::Person3Sg)], 4)];
/// After a vowel.
const PRESENT_VOCALIC: Endings = &[
    ending("", &[], 6),
    ending("یم", &[(0, F::Person1Sg)], 2),
    ending("یی", &[(0, F::Person2Sg)], 2),
    ending("ید", &[(0, F::Person3Sg)], 2),
    ending("ییم", &[(0, F::Person1Pl)], 2),
    ending("یید", &[(0, F::Person2Pl)], 2),
    ending("یند", &[(0, F::Person3Pl)], 2),
    ending("ی", &[(0, F::Person2Sg)], 9),
    ending("یه", &[(0, F::Person3Sg)], 4),
    ending("ین", &[(0, F::Person3Pl)], 4),
    ending("یین", &[(0, F::Person2Pl)], 3),
];
/// After آ and خوا in speech: میام, می‌خواد.
const PRESENT_SHORT: Endings = &[
    ending("", &[], 6),
    ending("م", &[(0, F::Person1Sg)], 2),
    ending("ی", &[(0, F::Person2Sg)], 5),
    ending("یم", &[(0, F::Person1Pl)], 2),
    ending("د", &[(0, F::Person3Sg)], 2),
    ending("ن", &[(0, F::Person3Pl)], 3),
    ending("ین", &[(0, F::Person2Pl)], 3),
];
/// Objects, as clitics.
const OBJECTS: [(&str, F); 9] = [
    ("م", F::Poss1Sg),
    ("ت", F::Poss2Sg),
    ("ش", F::Poss3Sg),
    ("مان", F::Poss1Pl),
    ("تان", F::Poss2Pl),
    ("شان", F::Poss3Pl),
    ("مون", F::Poss1Pl),
    ("تون", F::Poss2Pl),
    ("شون", F::Poss3Pl),
];

/// Calls `found` with every reading of `key`, in no order; `user` are stems that the table lacks.
pub(crate) fn readings(key: &str, user: &UserStems, found: &mut impl FnMut(VerbForm)) {
    with_object(key, None, user, found);
    copula(key, found);
    // What objects end in; most words do not.
    if !key.ends_with(['م', 'ت', 'ش', 'ن']) {
        return;
    }
    for (object, function) in OBJECTS {
        if let Some(verb) = key.strip_suffix(object) {
            with_object(verb, Some(function), user, found);
        }
    }
}

fn with_object(key: &str, object: Option<F>, user: &UserStems, found: &mut impl FnMut(VerbForm)) {
    prefixed(key, "", object, user, found);
    // What preverbs start with; most words do not.
    if !key.starts_with(['ب', 'د', 'ف', 'و']) {
        return;
    }
    for preverb in PREVERBS.into_iter().chain([STANDING]) {
        if key.starts_with(preverb) {
            prefixed(key, preverb, object, user, found);
        }
    }
}

fn prefixed(
    key: &str,
    preverb: &'static str,
    object: Option<F>,
    user: &UserStems,
    found: &mut impl FnMut(VerbForm),
) {
    let rest = &key[preverb.len()..];
    // What prefixes start with; if it is no such letter there is none but the empty one.
    let prefixes = if rest.starts_with(['م', 'ن', 'ه', 'ب']) { PREFIXES.len() } else { 1 };
    for prefix in &PREFIXES[..prefixes] {
        let Some(body) = rest.strip_prefix(prefix.0) else { continue };
        let at = preverb.len() + prefix.0.len();
        stems_at_start(body, user, |stem, end| {
            let stands = stem.spoken && stem.verb.stands();
            if stands == (preverb == STANDING) && (stands || fits(prefix.0, &body[..end], &stem)) {
                let reading = Reading { key, preverb, prefix, stem, at, end: at + end, object };
                reading.endings(found);
            }
        });
    }
}

/// Whether the stem may stand after the prefix. One letter is a stem only where می, ن or ب says so.
fn fits(prefix: &str, text: &str, stem: &Stem) -> bool {
    match prefix {
        "نی" | "بی" => stem.joined,
        "می" | "نمی" => true,
        "" => {
            let single = text.chars().nth(1).is_none() && text != "آ";
            !(stem.joined || single && stem.kind == StemKind::Present)
        }
        // نیفتاد, but نایستاد
        _ => !stem.joined && !text.starts_with('آ') && (!text.starts_with('ا') || text.starts_with("ای")),
    }
}

/// What is before the endings.
struct Reading<'k> {
    key: &'k str,
    preverb: &'static str,
    prefix: &'static Parts,
    stem: Stem,
    at: usize,
    end: usize,
    object: Option<F>,
}

impl Reading<'_> {
    fn endings(&self, found: &mut impl FnMut(VerbForm)) {
        let text = &self.key[self.end..];
        let Some(letters) = Letters::of(text) else { return };
        let verb = self.stem.verb;
        let stem = &self.key[self.at..self.end];
        let (endings, spoken): (_, Endings) = match self.stem.kind {
            StemKind::Past => (PAST, &[]),
            StemKind::Present if stem == "ا" || stem == "آ" => (PRESENT_VOCALIC, PRESENT_SHORT),
            StemKind::Present if self.stem.spoken && stem.ends_with('ا') => (PRESENT_SHORT, &[]),
            StemKind::Present if verb.is_vocalic() && !self.stem.spoken => (PRESENT_VOCALIC, &[]),
            StemKind::Present => (PRESENT, &[]),
        };
        let before_object = self.object.is_some() && self.stem.kind == StemKind::Present;
        let before_object: Endings =
            if before_object && self.key.ends_with('ت') { PRESENT_BEFORE_OBJECT } else { &[] };
        for endings in [endings, spoken, before_object] {
            for &Ending(_, functions, cost) in endings.iter().filter(|ending| ending.0 == letters) {
                if let Some(extra) = self.cost(text, functions.first().map(|f| f.1)) {
                    found(self.form(functions, if self.is_imperfective() { cost / 3 } else { cost } + extra));
                }
            }
        }
    }

    /// برخواهد of برخواهد گشت: the preverb is that of the verb that follows.
    fn is_future(&self, ending: &str) -> bool {
        let Stem { verb, kind, spoken, .. } = self.stem;
        let future = verb.past() == "خواست" && kind == StemKind::Present && !spoken;
        future && matches!(self.prefix.0, "" | "ن") && !ending.is_empty() && self.object.is_none()
    }

    fn is_imperfective(&self) -> bool {
        self.prefix.0.ends_with("می")
    }

    /// What an ending costs after such a stem; `None` if it can't be.
    fn cost(&self, ending: &str, function: Option<F>) -> Option<i32> {
        let Stem { verb, kind, spoken, joined, rare, differs, wants } = self.stem;
        let past = kind == StemKind::Past;
        let impersonal = matches!(verb.past(), "توانست" | "بایست");
        let bare = !past && self.prefix.0.is_empty();
        let mut cost = match self.preverb {
            "" => 0,
            preverb if verb.goes_with(preverb) || preverb == STANDING => 2,
            _ if self.is_future(ending) => 2,
            _ => 8,
        };
        if self.object.is_some() {
            // بزنش, می‌کنش: what has a prefix is nothing but a verb.
            let prefixed = !self.prefix.0.is_empty();
            cost += if !verb.is_transitive() {
                8
            } else if prefixed {
                2
            } else {
                4
            };
        }
        // مکن: a negative imperative of old.
        if self.prefix.0 == "م" && (past || !matches!(ending, "" | "ید") || self.object.is_some()) {
            return None;
        }
        // باید has no persons.
        if verb.past() == "بایست" && !matches!(ending, "" | "ی" | "ن") {
            return None;
        }
        if ending.is_empty() && !past {
            // می‌توان, می‌باید; else an imperative.
            // برو, بخواه in speech too.
            let cut = spoken && (self.end - self.at == 2 || wants);
            let object = self.object.is_some();
            // می‌کنش is short for می‌کندش.
            if self.is_imperfective() && !impersonal && self.object != Some(F::Poss3Sg)
                || object && bare && self.preverb.is_empty()
                || cut
            {
                return None;
            }
            // خواب, کار: nouns, unless a preverb says that they are none.
            cost += match (bare, self.preverb) {
                (true, "") => 12,
                (true, _) => -4,
                _ => 0,
            };
        }
        if function == Some(F::Infinitive) && (self.object.is_some() || self.is_imperfective()) {
            return None;
        }
        // Stems and endings are of one register: می‌گه, می‌گوید, hardly ever می‌گد or می‌گون.
        if !past {
            let written = matches!(ending, "د" | "ید" | "ند") && spoken && !wants;
            let heard = matches!(ending, "ه" | "ن" | "ین") && !spoken && differs;
            cost += if written || heard { 8 } else { 0 };
            // لمن, نازه: speech that has no prefix either.
            let lone = bare && matches!(ending, "ه" | "ن" | "ین");
            cost += if lone && self.preverb.is_empty() { 4 } else { 2 * i32::from(lone) };
            // بخوان is rather خواندن than what they want.
            let want = ending == "ن" && wants && spoken;
            cost += if want && !self.is_imperfective() && self.preverb.is_empty() { 4 } else { 0 };
        }
        // بگفت: of old.
        cost += if past && self.prefix.0.starts_with('ب') { 4 } else { 0 };
        let after_mi = joined && self.is_imperfective();
        let unusual = 4 * i32::from(rare) + 3 * i32::from(verb.is_old());
        Some(cost + unusual + i32::from(spoken) + 2 * i32::from(after_mi) + 2 * i32::from(bare))
    }

    fn form(&self, functions: &[(usize, F)], cost: i32) -> VerbForm {
        let mut affixes = Affixes::new();
        if !self.preverb.is_empty() {
            affixes.push(0, F::Preverb);
        }
        for &(from, function) in self.prefix.1 {
            affixes.push(self.preverb.len() + from, function);
        }
        for &(from, function) in functions {
            affixes.push(self.end + from, function);
        }
        if let Some(function) = self.object {
            affixes.push(self.key.len(), function);
        }
        let verb = self.stem.verb;
        // می‌توان, but not می‌توانم; باید is named by both stems.
        let impersonal =
            verb.past() == "توانست" && self.stem.kind == StemKind::Present && functions.is_empty();
        let own = self.preverb != STANDING && !self.is_future(&self.key[self.end..]);
        let preverb = if own || verb.goes_with(self.preverb) { self.preverb } else { "" };
        VerbForm {
            verb: verb.with_preverb(preverb),
            name: impersonal.then_some(verb.present()),
            kind: self.stem.kind,
            stem: (self.at, self.end),
            affixes,
            cost,
        }
    }
}

/// است, هستم, نیستند: to Universal Dependencies verbs of their own.
fn copula(key: &str, found: &mut impl FnMut(VerbForm)) {
    let mut add = |name, end, functions: &[(usize, F)]| {
        let mut affixes = Affixes::new();
        functions.iter().for_each(|&(from, function)| affixes.push(end + from, function));
        found(VerbForm {
            verb: Verb::be(),
            name: Some(name),
            kind: StemKind::Present,
            stem: (0, end),
            affixes,
            cost: 0,
        });
    };
    if key == "است" {
        add("است", key.len(), &[]);
    }
    let Some(rest) = key.strip_prefix("هست").or_else(|| key.strip_prefix("نیست")) else { return };
    // هستش, as some say
    if rest == "ش" {
        add("هست", key.len() - rest.len(), &[(0, F::Person3Sg)]);
    }
    for &Ending(text, functions, _) in PAST {
        if Letters::of(rest) == Some(text)
            && !functions.iter().any(|f| matches!(f.1, F::Participle | F::Infinitive))
        {
            add("هست", key.len() - rest.len(), functions);
        }
    }
}
