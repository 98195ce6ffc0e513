//! Makes the tables of endings that the stemmer cuts, with the words that merely look as if they had them.
//!
//!     endings inflection LEXICON TEXT WHOLE PLURALS > data/inflection.txt
//!     endings derivation LEXICON TEXT WHOLE > data/derivation.txt
//!
//! LEXICON is lilak's list (word, class, …), TEXT running text; WHOLE (data/whole*.txt) and PLURALS (those of dabir-train) are tables of
//! words with their stems. Words of the list stay, its plurals and inflected words of the text lead to their stems: what each
//! word asks for is an instance. What is printed is the shortest table that satisfies them: of all trees of endings that
//! with the least sum of misled weight and of `COST` a line, found from the leaves to the root.

mod tree;

use dabir_stem::{Conjugator, Verb, key};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use tree::{Action, Table, keep};

/// A word of a text counts if it is there so often.
const LEAST: u32 = 2;
/// A noun of a list in ان is a plural if texts have it so often; most others are surnames (شیرازیان).
const PLURAL: u32 = 3;
/// Weight of what a table of our own says.
const GIVEN: f64 = 100.0;
/// A noun may have possessives that the text lacks if it is there so often; weight of one.
const COMMON: u32 = 20;
const UNSEEN: f64 = 0.3;
/// Letters that a suffix leaves.
pub(crate) const LEFT: usize = 3;

/// Suffixes and what stands in their place, as the letters of a word show them: inner ones are cut in a later step.
const SUFFIXES: &[(&str, &str)] = &[
    ("هایشان", ""),
    ("هایمان", ""),
    ("هایتان", ""),
    ("هایش", ""),
    ("هایم", ""),
    ("هایت", ""),
    ("هایی", ""),
    ("های", ""),
    ("ها", ""),
    ("ترین", ""),
    ("تر", ""),
    ("ایشان", "ا"),
    ("ایمان", "ا"),
    ("ایتان", "ا"),
    ("ویشان", "و"),
    ("ویمان", "و"),
    ("ویتان", "و"),
    ("انم", "ان"),
    ("گیم", "گی"),
    ("گیش", "گی"),
    ("شان", ""),
    ("مان", ""),
    ("تان", ""),
    ("گان", "ه"),
    ("ان", ""),
    ("ایان", "ا"),
    ("ویان", "و"),
    ("یات", "یه"),
    ("ات", ""),
    ("ات", "ه"),
    ("ات", "ت"),
    ("جات", ""),
    ("یون", "ی"),
    ("ین", ""),
    ("ایش", "ا"),
    ("ایم", "ا"),
    ("ایت", "ا"),
    ("ویش", "و"),
    ("ویم", "و"),
    ("ویت", "و"),
    ("ای", "ا"),
    ("وی", "و"),
];
/// The same of derivation.
const DERIVATION: &[(&str, &str)] = &[
    ("گی", "ه"),
    ("ایی", "ا"),
    ("ویی", "و"),
    ("ی", ""),
    ("گانه", "ه"),
    ("انه", ""),
    ("مند", ""),
    ("گر", ""),
    ("گری", ""),
    ("چی", ""),
    ("گاه", ""),
    ("ناک", ""),
    ("وار", ""),
    ("بان", ""),
    ("دان", ""),
    ("زار", ""),
    ("ستان", ""),
    ("گین", ""),
    ("کده", ""),
];
/// Suffixes of derivation that may stand after a half-space.
const DERIVED_AFTER_HALF_SPACE: &[&str] =
    &["گر", "گری", "مند", "مندی", "مندانه", "چی", "وار", "ناک", "گاه", "انه", "بان", "دان", "ستان", "گونه"];
/// What may stand after a half-space.
#[rustfmt::skip]
const AFTER_HALF_SPACE: &[&str] = &[
    "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست", "تر", "ترین", "تری", "ترها", "ترهای", "ام",
    "ات", "اش", "مان", "تان", "شان", "ای", "ایم", "اید", "اند", "ست", "است", "ی", "یی", "م", "ت", "ش", "س", "ان", "جات",
];
/// Words before an indefinite noun.
const BEFORE_INDEFINITE: &[&str] = &["یک", "هیچ", "چنین", "چه", "هر", "چنان", "عجب"];

#[derive(Default)]
struct Count {
    all: u32,
    indefinite: u32,
}

struct Data {
    /// Words that a list has as such; of them those of a nominal class.
    whole: BTreeSet<String>,
    nominal: BTreeSet<String>,
    adjective: BTreeSet<String>,
    plural: BTreeSet<String>,
    verb: BTreeSet<String>,
    /// Forms of the text, with `|` for half-spaces.
    counts: BTreeMap<String, Count>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, lexicon, text, given @ ..] = &args[..] else { panic!("endings KIND LEXICON TEXT GIVEN…") };
    let read = |path: &String| std::fs::read_to_string(path).expect(path);
    let data = Data::new(&read(lexicon), &read(text));
    let mut table = Table::default();
    let mut seen = BTreeSet::new();
    for line in given.iter().map(read).collect::<Vec<_>>().join("\n").lines().filter(|l| !l.starts_with('#'))
    {
        let mut fields =
            line.split_whitespace().map(|word| word.split('\u{200C}').map(key).collect::<Vec<_>>().join("|"));
        let Some(word) = fields.next().filter(|word| seen.insert(word.clone())) else { continue };
        let ending = word.trim_start_matches('-');
        let action = fields.next().map_or_else(keep, |stem| (ending.to_owned(), stem));
        if !action.1.is_empty() && ending == word {
            seen.insert(action.1.clone());
            table.add(&action.1, keep(), GIVEN);
        }
        table.add(&word, action, GIVEN);
    }
    match &**kind {
        "inflection" => data.inflection(&mut table),
        "derivation" => data.derivation(&mut table),
        _ => panic!("KIND is inflection or derivation"),
    }
    std::io::stdout().write_all(table.lines().as_bytes())?;
    Ok(())
}

/// Forms of verbs in one word: میگم, تونست.
fn verb_forms() -> BTreeSet<String> {
    let forms = Verb::all().flat_map(|verb| Conjugator::for_verb(verb).forms());
    forms.map(|form| form.text).filter(|text| !text.contains(' ')).map(|text| key(&text)).collect()
}

fn is_persian(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, '\u{0621}'..='\u{06CC}' | '|'))
}

impl Data {
    fn new(lexicon: &str, text: &str) -> Self {
        let [mut whole, mut nominal, mut adjective, mut plural, mut verb] = [const { Vec::new() }; 5];
        for line in lexicon.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split(',');
            let (Some(word), Some(class)) = (fields.next(), fields.next()) else { continue };
            if !is_persian(&key(word)) {
                continue;
            }
            match class {
                "verb" if !word.contains('\u{200C}') => verb.push(key(word)),
                "verb" => {}
                "noun_plural" => plural.push(key(word)),
                "adjective_comparative" | "adjective_superlative" => {}
                _ => {
                    if matches!(class, "noun_singular" | "adjective" | "numeral" | "pronoun") {
                        nominal.push(key(word));
                    }
                    if class == "adjective" {
                        adjective.push(key(word));
                    }
                    whole.push(key(word));
                }
            }
        }
        let [whole, nominal, adjective, plural, verb] =
            [whole, nominal, adjective, plural, verb].map(BTreeSet::from_iter);
        let mut data = Self { whole, nominal, adjective, plural, verb, counts: BTreeMap::new() };
        for line in text.lines() {
            let mut before = String::new();
            for word in line.split(|c: char| !matches!(c, '\u{0621}'..='\u{06CC}' | '\u{200C}')) {
                let word = word.split('\u{200C}').map(key).collect::<Vec<_>>().join("|");
                if is_persian(&word) {
                    let indefinite = BEFORE_INDEFINITE.contains(&&*before);
                    let count = data.counts.entry(word.clone()).or_default();
                    count.all += 1;
                    count.indefinite += u32::from(indefinite);
                    before = word;
                } else {
                    before.clear();
                }
            }
        }
        data
    }

    fn weight(&self, word: &str) -> f64 {
        1.0 + f64::from(self.counts.get(word).map_or(0, |c| c.all)).ln_1p()
    }

    /// Whether a list has the word, and it can take suffixes.
    fn is_base(&self, word: &str) -> bool {
        word.chars().count() > 1 && self.nominal.contains(&word.replace('|', ""))
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(word).map_or(0, |c| c.all)
    }

    /// The outermost suffix of an inflected form: of all that leave a word, that which leaves the most frequent one.
    fn inflected(&self, word: &str) -> Option<Action> {
        let leaves = |&(suffix, append): &(&str, &str)| {
            let base = format!("{}{append}", word.strip_suffix(suffix)?);
            let last = base.rsplit('|').next().unwrap_or_default();
            if last.chars().count() < LEFT && !suffix.starts_with("ها") {
                return None;
            }
            let is_word =
                self.is_base(&base) || self.is_base(last) && last != base || self.plural.contains(&base);
            (is_word || self.inflected(&base).is_some())
                .then(|| (is_word, self.count(&base), (suffix.to_owned(), append.to_owned())))
        };
        SUFFIXES
            .iter()
            .filter_map(leaves)
            .max_by_key(|(is_word, count, (suffix, _))| (*is_word, *count, suffix.len()))
            .map(|(.., action)| action)
    }

    /// The outermost suffix of a derived word.
    fn derived(&self, word: &str) -> Option<Action> {
        let leaves = |&(suffix, append): &(&str, &str)| {
            let base = format!("{}{append}", word.strip_suffix(suffix)?);
            let long = base.chars().count() >= LEFT;
            (long && self.is_base(&base)).then(|| (self.count(&base), (suffix.to_owned(), append.to_owned())))
        };
        DERIVATION.iter().filter_map(leaves).max_by_key(|(count, _)| *count).map(|(_, action)| action)
    }

    /// Whether the word, that ends in ی after a consonant, has it as the mark of the indefinite; `None` if texts do not say.
    fn is_indefinite(&self, word: &str) -> Option<bool> {
        let count = self.counts.get(word)?;
        let share = f64::from(count.indefinite) / f64::from(count.all);
        if count.indefinite >= 2 && share > if count.all < 30 { 0.2 } else { 0.3 } {
            return Some(true);
        }
        (count.all >= 5 && share < 0.1).then_some(false)
    }

    /// What the ی of a word asks for, if it has one after a consonant.
    fn yeh(&self, word: &str) -> Option<Action> {
        let base = word.strip_suffix('ی').filter(|base| !base.ends_with(['ا', 'و', 'ی', '|']))?;
        let cut = || Some(("ی".to_owned(), String::new()));
        let is_base = self.is_base(base);
        let is_plural =
            self.plural.contains(base) || !self.whole.contains(base) && self.inflected(base).is_some();
        let indefinite = self.is_indefinite(word);
        if self.whole.contains(word) || !is_base && !is_plural {
            return if is_base && indefinite == Some(true) { cut() } else { None };
        }
        // Plurals; adjectives that a list of words has without an abstract noun in ی.
        let adjective = self.adjective.contains(base) && self.count(base) >= 20.max(4 * self.count(word));
        match indefinite {
            _ if adjective || is_plural && !base.ends_with("ات") => cut(),
            None => None,
            Some(true) => cut(),
            Some(false) => Some(keep()),
        }
    }

    /// Whether a list has an inflected form as a word by mistake.
    fn is_slip(&self, word: &str) -> bool {
        let noun = self.nominal.contains(word) && !self.adjective.contains(word);
        // A base of so many letters, or a shorter one that is at least as frequent as the word.
        let leaves = |suffix: &str, short: usize, long: usize| {
            word.strip_suffix(suffix).filter(|base| self.is_base(base)).is_some_and(|base| {
                let letters = base.chars().count();
                letters >= long || letters >= short && self.count(base) >= self.count(word)
            })
        };
        let degree = ["تر", "ترین"].iter().any(|suffix| {
            word.strip_suffix(suffix).is_some_and(|base| self.adjective.contains(base))
                && leaves(suffix, 3, 4)
        });
        degree
            || ["ها", "های", "هایی"].iter().any(|suffix| leaves(suffix, 3, 4))
            || word.ends_with("ای") && leaves("ی", 3, 3)
            || noun && (leaves("ات", 4, 5) || self.count(word) >= PLURAL && leaves("ان", 5, 6))
    }

    fn derivation(&self, table: &mut Table) {
        for word in &self.whole {
            table.add(word, self.derived(word).unwrap_or_else(keep), self.weight(word));
        }
        let unlisted = |(word, count): &(&String, &Count)| {
            count.all >= LEAST
                && !self.whole.contains(*word)
                && !self.plural.contains(*word)
                && !word.contains('|')
        };
        for (word, _) in self.counts.iter().filter(unlisted) {
            if let Some(action) = self.derived(word) {
                table.add(word, action, self.weight(word));
            }
        }
        for suffix in DERIVED_AFTER_HALF_SPACE {
            table.add(&format!("|{suffix}"), (format!("|{suffix}"), String::new()), GIVEN);
        }
    }

    /// Possessives of common nouns that the text happens to lack: کتابمان.
    fn possessed(&self, table: &mut Table) {
        let joins = |word: &str| !word.ends_with(['ا', 'و', 'ه', 'ی']);
        let common =
            |word: &&String| self.count(word) >= COMMON && word.chars().count() >= LEFT && joins(word);
        for word in self.nominal.iter().filter(common) {
            for suffix in ["مان", "تان", "شان"] {
                let form = format!("{word}{suffix}");
                let known = [&self.whole, &self.plural, &self.verb].iter().any(|words| words.contains(&form));
                if !known && self.count(&form) < LEAST {
                    table.add(&form, (suffix.to_owned(), String::new()), UNSEEN);
                }
            }
        }
    }

    fn inflection(&self, table: &mut Table) {
        for word in &self.whole {
            let slip = self.is_slip(word).then(|| self.inflected(word)).flatten();
            table.add(word, slip.or_else(|| self.yeh(word)).unwrap_or_else(keep), self.weight(word));
        }
        for word in self.plural.iter().filter(|w| !self.whole.contains(*w)) {
            table.add(word, self.inflected(word).unwrap_or_else(keep), self.weight(word));
        }
        let seen = |(word, count): &(&String, &Count)| {
            count.all >= LEAST && !self.whole.contains(*word) && !self.plural.contains(*word)
        };
        let forms = verb_forms();
        let is_verb = |word: &str| forms.contains(word) && self.inflected(word).is_none();
        for word in forms.iter().filter(|word| self.count(word) > 0 && is_verb(word)) {
            table.add(word, keep(), self.weight(word));
        }
        self.possessed(table);
        for (word, _) in self.counts.iter().filter(seen) {
            if let Some((base, last)) = word.rsplit_once('|') {
                self.parted(word, base, last, table);
            } else if self.verb.contains(word) {
                table.add(word, keep(), 0.5 * self.weight(word));
            } else if let Some(action) = self.inflected(word).or_else(|| self.yeh(word)) {
                table.add(word, action, self.weight(word));
                table.unlisted(word);
            } else if let Some(possessive) = word.chars().last().filter(|c| ['م', 'ت', 'ش'].contains(c)) {
                let base = word.strip_suffix(possessive).unwrap_or_default();
                // Unknown words in م and ت are no possessives, most of them.
                let least = if possessive == 'ش' { LEAST } else { 3 };
                if self.count(word) >= least
                    && (self.is_base(base) || self.inflected(base).is_some())
                    && base.chars().count() >= LEFT
                {
                    table.add(word, (possessive.to_string(), String::new()), self.weight(word));
                }
            }
        }
        for suffix in AFTER_HALF_SPACE {
            table.add(&format!("|{suffix}"), (format!("|{suffix}"), String::new()), 1e6);
        }
    }

    /// A word with a half-space: a suffix after it, or a compound.
    fn parted(&self, word: &str, base: &str, last: &str, table: &mut Table) {
        let joined = word.replace('|', "");
        if AFTER_HALF_SPACE.contains(&last) {
            if last == "ای" {
                let keeps = self.counts.get(word).is_some_and(|c| c.all >= 4 && c.indefinite * 50 < c.all);
                let action = if keeps { keep() } else { ("|ای".to_owned(), String::new()) };
                table.add(word, action, self.weight(word));
            }
            // The half-space may get lost.
            let unknown =
                !self.whole.contains(&joined) && !self.counts.contains_key(&joined) && !base.contains('|');
            if unknown && self.is_base(base) && last.chars().count() > 1 && !["ات", "ان"].contains(&last)
            {
                table.add(&joined, (last.to_owned(), String::new()), 0.3 * self.weight(word));
            }
        } else if self.whole.contains(&joined) {
            table.add(word, self.yeh(word).unwrap_or_else(keep), self.weight(word));
        } else if self.whole.contains(last)
            && !self.inflected(word).is_some_and(|(s, a)| {
                self.is_base(&format!("{}{a}", word.strip_suffix(&*s).unwrap_or_default()))
            })
        {
            table.add(word, keep(), self.weight(word));
        } else if let Some(action) = self.inflected(word) {
            table.add(word, action, self.weight(word));
            table.unlisted(word);
        }
    }
}
