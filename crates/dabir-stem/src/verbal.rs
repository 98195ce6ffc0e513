//! Forms of verbs: preverb, negation, mood, stem, person, object.

use crate::analyzer::Function as F;
use crate::lexicon::Lexicon;

/// A reading of a key as a form of a verb.
#[derive(Clone, Debug)]
pub(crate) struct VerbForm {
    /// past#present, of the verb without its preverb, as Universal Dependencies has it.
    pub(crate) lemma: String,
    /// The stem in the key; what is before and after are affixes.
    pub(crate) stem: (usize, usize),
    pub(crate) affixes: Vec<(usize, usize, F)>,
    /// How little it looks like anything but a verb.
    pub(crate) cost: i32,
}

const PREVERBS: &[&str] = &["", "بر", "در", "باز", "فرا", "فرو", "وا", "ور"];
/// Letters, functions, whether it tells a verb for sure, whether past stems take it.
type Prefix = (&'static str, &'static [(usize, F)], bool, bool);

/// What stands before the stem.
const PREFIXES: &[Prefix] = &[
    ("", &[], false, true),
    ("می", &[(0, F::Imperfective)], true, true),
    ("نمی", &[(0, F::Negation), (2, F::Imperfective)], true, true),
    ("همی", &[(0, F::Imperfective)], true, true),
    ("ن", &[(0, F::Negation)], false, true),
    ("نی", &[(0, F::Negation)], false, true),
    ("ب", &[(0, F::Subjunctive)], false, false),
    ("بی", &[(0, F::Subjunctive)], false, false),
];
/// Endings after the past stem, with their cost.
const PAST: &[(&str, F, i32)] = &[
    ("", F::Person3Sg, 4),
    ("م", F::Person1Sg, 1),
    ("ی", F::Person2Sg, 5),
    ("یم", F::Person1Pl, 1),
    ("ید", F::Person2Pl, 1),
    ("ند", F::Person3Pl, 0),
    ("ن", F::Infinitive, 6),
    ("ین", F::Person2Pl, 3),
    ("ه", F::Participle, 1),
    ("هام", F::Person1Sg, 0),
    ("های", F::Person2Sg, 2),
    ("هایم", F::Person1Pl, 0),
    ("هاید", F::Person2Pl, 0),
    ("هاند", F::Person3Pl, 0),
    ("هن", F::Person3Pl, 3),
];
/// Endings after the present stem.
const PRESENT: &[(&str, F, i32)] = &[
    ("", F::Person2Sg, 6),
    ("م", F::Person1Sg, 2),
    ("ی", F::Person2Sg, 5),
    ("د", F::Person3Sg, 1),
    ("یم", F::Person1Pl, 2),
    ("ید", F::Person2Pl, 2),
    ("ند", F::Person3Pl, 1),
    ("ه", F::Person3Sg, 3),
    ("ن", F::Person3Pl, 4),
    ("ین", F::Person2Pl, 4),
];
/// The same after a vowel.
const PRESENT_VOWEL: &[(&str, F, i32)] = &[
    ("یم", F::Person1Sg, 2),
    ("یی", F::Person2Sg, 2),
    ("ید", F::Person3Sg, 1),
    ("ییم", F::Person1Pl, 1),
    ("یید", F::Person2Pl, 1),
    ("یند", F::Person3Pl, 1),
    ("ی", F::Person2Sg, 5),
    ("", F::Person2Sg, 6),
];
/// After a vowel in speech: میام، بیاد، میرن.
const PRESENT_SHORT: &[(&str, F, i32)] = &[
    ("م", F::Person1Sg, 2),
    ("د", F::Person3Sg, 2),
    ("ن", F::Person3Pl, 3),
    ("ی", F::Person2Sg, 5),
    ("ین", F::Person2Pl, 3),
    ("یم", F::Person1Pl, 2),
];
const OBJECTS: &[(&str, F)] = &[
    ("", F::Object),
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
/// Present stems as they are spoken, with the stem that is written.
const SPOKEN: &[(&str, &str)] = &[
    ("گ", "گو"),
    ("ر", "رو"),
    ("ش", "شو"),
    ("د", "ده"),
    ("خوا", "خواه"),
    ("تون", "توان"),
    ("دون", "دان"),
    ("مون", "مان"),
    ("خون", "خوان"),
    ("شین", "نشین"),
    ("ذار", "گذار"),
    ("زار", "گذار"),
    ("یار", "آور"),
    ("ار", "آور"),
    ("ا", "آ"),
    ("رسون", "رسان"),
    ("گردون", "گردان"),
    ("شنا", "شناس"),
    ("ندا", "انداز"),
    ("نداز", "انداز"),
    ("فت", "افت"),
    ("یفت", "افت"),
    ("وایس", "ایست"),
    ("سوزون", "سوزان"),
    ("ترسون", "ترسان"),
    ("فهمون", "فهمان"),
    ("پوشون", "پوشان"),
    ("کشون", "کشان"),
    ("خندون", "خندان"),
    ("گذرون", "گذران"),
    ("پرون", "پران"),
    ("چسبون", "چسبان"),
    ("جو", "جو"),
    ("شور", "شو"),
    ("پا", "پا"),
];
const SPOKEN_PAST: &[(&str, &str)] = &[
    ("تونست", "توانست"),
    ("دونست", "دانست"),
    ("خوند", "خواند"),
    ("موند", "ماند"),
    ("رسوند", "رساند"),
    ("ذاشت", "گذاشت"),
    ("ورد", "آورد"),
    ("اورد", "آورد"),
    ("اومد", "آمد"),
    ("ومد", "آمد"),
    ("شست", "نشست"),
    ("نداخت", "انداخت"),
    ("فتاد", "افتاد"),
    ("گذروند", "گذراند"),
    ("چسبوند", "چسباند"),
    ("گردوند", "گرداند"),
    ("سوزوند", "سوزاند"),
    ("پوشوند", "پوشاند"),
    ("کشوند", "کشاند"),
];

/// Every reading of `key`, in no order.
pub(crate) fn readings(key: &str, lexicon: &Lexicon) -> Vec<VerbForm> {
    let mut found = Vec::new();
    for &(object, function) in OBJECTS {
        let Some(verb) = key.strip_suffix(object) else { continue };
        for preverb in PREVERBS {
            let Some(rest) = verb.strip_prefix(preverb) else { continue };
            for &(prefix, functions, sure, past) in PREFIXES {
                let Some(body) = rest.strip_prefix(prefix).filter(|body| !body.is_empty()) else { continue };
                let at = preverb.len() + prefix.len();
                let mut add = |past: bool, ending: &(&str, F, i32)| {
                    let Some(stem) = body.strip_suffix(ending.0).filter(|stem| !stem.is_empty()) else {
                        return;
                    };
                    let Some((lemma, extra)) = stem_of(stem, past, prefix, lexicon) else { return };
                    let bare_present = !past && prefix.is_empty();
                    // دار + ی is a verb, but ساز + ی or پرورد + ن is mostly none; one letter alone is no verb.
                    if bare_present && (stem.chars().nth(1).is_none() || ending.0.is_empty()) {
                        return;
                    }
                    if !object.is_empty()
                        && (ending.0.is_empty() && !sure && !past || ending.1 == F::Infinitive)
                    {
                        return;
                    }
                    let mut affixes = Vec::new();
                    if !preverb.is_empty() {
                        affixes.push((0, preverb.len(), F::Preverb));
                    }
                    for (i, &(from, f)) in functions.iter().enumerate() {
                        let to = functions.get(i + 1).map_or(prefix.len(), |next| next.0);
                        affixes.push((preverb.len() + from, preverb.len() + to, f));
                    }
                    let end = at + stem.len();
                    if !ending.0.is_empty() {
                        affixes.push((end, end + ending.0.len(), ending.1));
                    }
                    if !object.is_empty() {
                        affixes.push((verb.len(), key.len(), function));
                    }
                    let cost = extra
                        + if sure { ending.2 / 3 } else { ending.2 }
                        + 2 * i32::from(!preverb.is_empty())
                        + 4 * i32::from(!object.is_empty())
                        + i32::from(bare_present) * 2;
                    found.push(VerbForm { lemma, stem: (at, end), affixes, cost });
                };
                if past {
                    PAST.iter().for_each(|ending| add(true, ending));
                }
                PRESENT.iter().for_each(|ending| add(false, ending));
                let vowel = |i: usize| body.chars().nth_back(i).is_some_and(|c| matches!(c, 'ا' | 'و' | 'آ'));
                if (0..4).any(vowel) {
                    PRESENT_VOWEL.iter().chain(PRESENT_SHORT).for_each(|ending| add(false, ending));
                }
            }
        }
    }
    found
}

/// past#present of the verb that `stem` is a stem of after this prefix, and the cost of how it is spelt.
fn stem_of(stem: &str, past: bool, prefix: &str, lexicon: &Lexicon) -> Option<(String, i32)> {
    let sign = if past { Lexicon::PAST } else { Lexicon::PRESENT };
    let get = |stem: &str| lexicon.get(&format!("{sign}{stem}")).map(|e| e.lemma.to_owned());
    if let Some(lemma) = get(stem) {
        return (!prefix.ends_with("نی") && prefix != "بی").then_some((lemma, 0));
    }
    // بیاید, نیامد, نیفتاد: what begins with a vowel loses its sign after ی.
    let joined = prefix == "نی" || prefix == "بی";
    if joined {
        let restored = match stem.strip_prefix('ا') {
            Some(rest) => get(&format!("آ{rest}")).or_else(|| get(stem)),
            None => get(&format!("ا{stem}")),
        };
        if restored.is_some() {
            return restored.map(|lemma| (lemma, 0));
        }
    }
    let spoken = if past { SPOKEN_PAST } else { SPOKEN };
    // One letter is a stem only where می, ن or ب says so.
    let &(_, written) = spoken.iter().find(|(s, _)| *s == stem && (past || !prefix.is_empty()))?;
    Some((get(written)?, 1))
}
