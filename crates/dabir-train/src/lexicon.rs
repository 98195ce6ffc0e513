//! The lexicon of the lemmatizer: lists, counts of texts, annotated words and tables of our own in one artefact.

use crate::contexts::{Contexts, keys};
use crate::corpus::{SOURCES, read};
use crate::forms::{Evidence, Forms};
use crate::prepare::normalizer;
use anyhow::Result;
use dabir::TokenKind;
use dabir_stem::{Conjugator, Lemmatizer, Lexicon, Pos, PosSet, Record, Register, Verb, key};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Broken plurals with their singulars.
const PLURALS: &str = include_str!("../plurals.txt");
/// Forms of the closed classes with their lemmas.
const FUNCTION_WORDS: &str = include_str!("../function-words.txt");
/// A word that no list has is known if texts have it so often,
const KNOWN: u32 = 4;
/// and a compound of a list, if so often with its half-space.
const ATTESTED: u32 = 2;

/// Parts of what a list of compounds has, but is none.
const SUFFIXES: [&str; 10] = ["ها", "های", "هایی", "تر", "ترین", "تری", "ای", "ام", "اند", "اش"];

/// What regular plurals end in.
const PLURAL_ENDINGS: [&str; 5] = ["ها", "ان", "ات", "ین", "ون"];

/// A word of a list is a form with a clitic if annotators split it so often, and never leave it whole.
const SPLIT: u32 = 3;

/// The lemma of a form is kept if texts have it so often in this spelling.
const KEPT: u32 = 2;

/// The fields of the lines of a table; `#` starts a comment.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split_whitespace().collect())
}

/// The bytes of the lexicon. The same data give the same bytes.
pub(crate) fn build(data: &Path) -> Result<Vec<u8>> {
    let lilak = read(&data.join("lexicon/lilak-lexicon.csv.gz"))?;
    let classes = classes(&lilak);
    let Texts { counts, contexts, forms: mut written } = count(data, &classes)?;
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    let mut spellings: HashMap<String, String> = HashMap::new();
    for (key, spelt) in &counts {
        let best = spelt.iter().max_by_key(|(_, n)| **n).map(|(s, _)| s.clone()).unwrap_or_default();
        if spelt.values().sum::<u32>() >= KNOWN {
            records.insert(key.clone(), Record::default());
        }
        spellings.insert(key.clone(), best);
    }
    for (form, class) in listed(&lilak) {
        let Some(pos) = pos_of(class).filter(|&pos| pos != Pos::Verb) else { continue };
        let record = records.entry(key(form)).or_default();
        record.pos = record.pos.with(pos);
        // A plural or a degree is a form; the word itself wins if a list has both. نوین and برین are no superlatives.
        let endings: &[&str] = match class {
            "noun_plural" => &PLURAL_ENDINGS,
            "adjective_comparative" | "adjective_superlative" => &["تر", "ترین"],
            _ => &[],
        };
        let inflected = endings.iter().any(|ending| form.ends_with(ending));
        if inflected && record.flags & Lexicon::LISTED == 0 {
            record.flags |= Lexicon::PLURAL;
        } else if !inflected {
            record.flags = record.flags & !Lexicon::PLURAL | Lexicon::LISTED;
        }
        let often = |s: &str| counts.get(&key(form)).and_then(|c| c.get(s)).copied().unwrap_or(0);
        let spelt = spellings.entry(key(form)).or_insert_with(|| form.to_owned());
        if often(form) >= often(spelt) {
            form.clone_into(spelt);
        }
    }
    for line in read(&data.join("lexicon/shekar-compounds.csv.gz"))?.lines() {
        let form = line.split(',').next().unwrap_or_default();
        let attested = counts.get(&key(form)).and_then(|c| c.get(form)).is_some_and(|&n| n >= ATTESTED);
        let inflected = form.rsplit('\u{200C}').next().is_some_and(|last| SUFFIXES.contains(&last));
        if form.contains('\u{200C}')
            && !inflected
            && attested
            && !classes.get(&key(form)).is_some_and(|c| c.has(Pos::Verb))
        {
            let record = records.entry(key(form)).or_default();
            if record.flags == 0 {
                *record = Record {
                    pos: PosSet::default().with(Pos::Noun),
                    flags: Lexicon::LISTED,
                    ..Record::default()
                };
            }
        }
    }
    for (key, record) in &mut records {
        let count: u32 = counts.get(key).map_or(0, |spelt| spelt.values().sum());
        record.frequency = (4.0 * (1.0 + count as f32).log2()).round() as u8;
        // Plurals in ها, … are cut, not looked up, and their spelling is that of the singular.
        // Where writers differ, each spelling is its own.
        let joined = counts.get(key).and_then(|c| c.get(key)).copied().unwrap_or(0);
        let usual = |spelt: &&String| {
            let often = counts.get(key).and_then(|c| c.get(*spelt)).copied().unwrap_or(0);
            *spelt != key && record.flags != 0 && (!spelt.contains('\u{200C}') || joined * 10 <= often)
        };
        if let Some(spelt) = spellings.get(key).filter(usual) {
            record.lemma.clone_from(spelt);
        }
    }
    let treebank = read(&data.join("train/iperudt-train.conllu.gz"))?;
    let totals = counts.iter().map(|(key, spelt)| (key.clone(), spelt.values().sum())).collect();
    let evidence = Evidence { counts: &totals, classes: &classes, contexts: &contexts };
    let forms = Forms::learn(&treebank, &evidence);
    judge(&mut records, &forms, &evidence);
    annotated(&treebank, &mut records);
    for row in rows(PLURALS) {
        give(&mut records, &row, Pos::Noun);
    }
    for row in rows(FUNCTION_WORDS) {
        give(&mut records, &row, row.get(2).and_then(|name| Pos::from_name(name)).unwrap_or(Pos::X));
    }
    let entries = || records.iter().map(|(key, record)| (&**key, record));
    let lexicon = Lexicon::from_bytes(Lexicon::write(entries(), []).leak())?;
    let lemmatizer = Lemmatizer::with_lexicon(lexicon);
    written.retain(|_, n| *n >= KEPT);
    also_spelt(&mut written, &lilak);
    // The commonest first, so that they lie side by side.
    let mut written: Vec<(&String, u32)> = written.iter().map(|(form, &n)| (form, n)).collect();
    written.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let kept: Vec<(&str, String)> = written
        .iter()
        .map(|(form, _)| (form.as_str(), lemmatizer.lemmatize(form, None).into_owned()))
        .collect();
    Ok(Lexicon::write(entries(), kept.iter().map(|(form, lemma)| (*form, &**lemma))))
}

/// Adds how careless and careful writers spell the forms: their half-spaces lost, and with the vowel marks that the list has
/// (اصلاً), which the texts have lost.
fn also_spelt(written: &mut BTreeMap<String, u32>, lilak: &str) {
    let glued = written.iter().filter(|(form, _)| form.contains('\u{200C}'));
    let mut others: Vec<(String, u32)> = glued.map(|(form, &n)| (form.replace('\u{200C}', ""), n)).collect();
    let marked = listed(lilak).map(|(form, _)| form).filter(|form| form.contains('\u{064B}'));
    others.extend(marked.filter_map(|form| {
        let n = written.get(&form.replace('\u{064B}', ""))?;
        Some((form.to_owned(), *n))
    }));
    for (form, n) in others {
        written.entry(form).or_insert(n);
    }
}

/// The words of lilak with its names of their classes.
fn listed(lilak: &str) -> impl Iterator<Item = (&str, &str)> {
    lilak.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut fields = line.split(',');
        Some((fields.next()?, fields.next()?))
    })
}

/// The class that lilak means.
fn pos_of(class: &str) -> Option<Pos> {
    Some(match class {
        "verb" => Pos::Verb,
        "noun_singular" | "noun_plural" | "classifier" | "foreign" => Pos::Noun,
        "adjective" | "adjective_comparative" | "adjective_superlative" => Pos::Adj,
        "adverb" => Pos::Adv,
        "numeral" => Pos::Num,
        "pronoun" => Pos::Pron,
        "determiner" => Pos::Det,
        "adposition" => Pos::Adp,
        "conjunction" => Pos::Cconj,
        "interjection" => Pos::Intj,
        _ => return None,
    })
}

/// The classes that lilak has for each key.
fn classes(lilak: &str) -> HashMap<String, PosSet> {
    let mut classes: HashMap<String, PosSet> = HashMap::new();
    for (form, class) in listed(lilak) {
        if let Some(pos) = pos_of(class) {
            let found = classes.entry(key(form)).or_default();
            *found = found.with(pos);
        }
    }
    classes
}

/// How often texts have each word, by key and spelling.
type Counts = BTreeMap<String, BTreeMap<String, u32>>;

/// The words of all texts.
#[derive(Default)]
struct Texts {
    counts: Counts,
    contexts: Contexts,
    /// How often each form stands there, to the letter.
    forms: BTreeMap<String, u32>,
}

fn count(data: &Path, classes: &HashMap<String, PosSet>) -> Result<Texts> {
    let (normalizer, mut texts) = (normalizer(), Texts::default());
    for source in SOURCES {
        let text = read(&data.join("train").join(format!("{}.txt.gz", source.file)))?;
        for line in text.lines() {
            let line = normalizer.normalize(line);
            texts.contexts.count(&keys(&line), classes);
            for token in dabir::words(&line).filter(|t| t.kind() == TokenKind::Word) {
                let key = key(token.text());
                if key.chars().all(|c| ('\u{0621}'..='\u{06CC}').contains(&c)) {
                    let spelt: String =
                        token.text().chars().filter(|c| !matches!(c, '\u{064C}'..='\u{065F}')).collect();
                    *texts.counts.entry(key).or_default().entry(spelt).or_default() += 1;
                    *texts.forms.entry(token.text().to_owned()).or_default() += 1;
                }
            }
        }
    }
    Ok(texts)
}

/// Marks forms that are words of their own, and words of lists that are mostly forms.
fn judge(records: &mut BTreeMap<String, Record>, forms: &Forms, evidence: &Evidence<'_>) {
    let keys: BTreeSet<String> = records.keys().chain(evidence.counts.keys()).cloned().collect();
    for key in keys {
        if let Some(is_word) = forms.is_word(&key, evidence) {
            let degree = is_degree(&key, evidence);
            let record = records.entry(key).or_default();
            // بیشتری: behind تر nothing makes a word.
            record.flags |= if is_word && !degree { Lexicon::WORD } else { Lexicon::FORM };
            if is_word && record.pos.is_empty() {
                record.pos = PosSet::default().with(Pos::Noun).with(Pos::Adj);
            }
        }
    }
}

/// Whether the key is a comparative and ی.
fn is_degree(key: &str, evidence: &Evidence<'_>) -> bool {
    let class = |word: &str| evidence.classes.get(word).copied().unwrap_or_default();
    let base = key.strip_suffix("تری");
    base.is_some_and(|base| class(base).has(Pos::Adj) && !class(key).has(Pos::Noun) || base == "بیش")
}

fn give(records: &mut BTreeMap<String, Record>, row: &[&str], pos: Pos) {
    let &[form, lemma, ..] = row else { return };
    let record = records.entry(key(form)).or_default();
    record.pos = record.pos.with(pos);
    record.flags |= Lexicon::GIVEN;
    lemma.clone_into(&mut record.lemma);
}

/// The formal forms of all verbs, each with the verbs that it is one of.
fn formal_forms() -> HashMap<String, Vec<Verb>> {
    let mut forms: HashMap<String, Vec<Verb>> = HashMap::new();
    for verb in Verb::all() {
        for form in Conjugator::for_verb(verb).forms().iter().filter(|f| f.register == Register::Formal) {
            forms.entry(key(&form.text)).or_default().push(verb);
        }
    }
    forms
}

/// Whether `lemma` names a verb, and `form`, if it is a formal form of any, is one of that verb.
fn is_form(formal: &HashMap<String, Vec<Verb>>, form: &str, lemma: &str) -> bool {
    let stems = |verb: &Verb| lemma.split_once('#') == Some((verb.past(), verb.present()));
    Verb::all().any(|verb| stems(&verb)) && formal.get(form).is_none_or(|verbs| verbs.iter().any(stems))
}

/// The lemma that annotators gave a form most often.
fn annotated(conllu: &str, records: &mut BTreeMap<String, Record>) {
    let mut seen: BTreeMap<String, BTreeMap<(String, &str), u32>> = BTreeMap::new();
    let mut split: BTreeMap<String, u32> = BTreeMap::new();
    for line in conllu.lines() {
        let fields: Vec<_> = line.split('\t').collect();
        let &[number, form, lemma, pos, ..] = &fields[..] else { continue };
        if number.contains('-') {
            *split.entry(key(form)).or_default() += 1;
        }
        if lemma != "_" && !matches!(pos, "PUNCT" | "X" | "SYM" | "NUM") {
            let lemma = lemma.trim().trim_matches('\u{200C}').to_owned();
            *seen.entry(key(form)).or_default().entry((lemma, pos)).or_default() += 1;
        }
    }
    // سرم is not serum, but a head and a clitic.
    for (form, n) in split {
        if let Some(record) = records.get_mut(&form).filter(|_| n >= SPLIT && !seen.contains_key(&form)) {
            record.flags |= Lexicon::FORM;
        }
    }
    let formal = formal_forms();
    for (form, lemmas) in seen {
        let Some((&(ref lemma, pos), &n)) = lemmas.iter().max_by_key(|(_, n)| **n) else { continue };
        let (Some(pos), all) = (Pos::from_name(pos), lemmas.values().sum::<u32>()) else { continue };
        let listed = records.get(&form).is_some_and(|r| r.flags & Lexicon::LISTED != 0);
        let verb = matches!(pos, Pos::Verb | Pos::Aux);
        // Of a form in ی the contexts tell more than an annotator's two or three words.
        let judged = form.ends_with('ی')
            && records.get(&form).is_some_and(|r| r.flags & (Lexicon::WORD | Lexicon::FORM) != 0);
        let least = match () {
            () if listed || form.chars().count() < 3 => 5,
            () if judged => 4,
            () if verb => 2,
            () => 1,
        };
        // A letter by itself is a letter, unless they all have it for a clitic.
        let sure = n * 3 >= all * 2 && n >= least && (n == all || form.chars().nth(1).is_some());
        if sure && (!verb || is_form(&formal, &form, lemma)) {
            let record = records.entry(form.clone()).or_default();
            // The lemma of a list is spelt as texts spell it; that an annotator left a form alone says nothing new.
            if key(lemma) != form || verb || record.pos == PosSet::default() {
                lemma.clone_into(&mut record.lemma);
                record.flags |= Lexicon::GIVEN;
            }
            record.pos = if verb { PosSet::default().with(pos) } else { record.pos.with(pos) };
            // برتر: a degree that annotators never lead back to a base.
            if n == all && key(lemma) == form && form.ends_with("تر") {
                record.flags = record.flags & !Lexicon::PLURAL | Lexicon::WORD;
            }
        }
    }
}
