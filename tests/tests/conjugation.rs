//! Every form that the conjugator makes is recognized as a form of its verb.

use dabir_stem::{Analyzer, Conjugator, Lemmatizer, Pos, Verb, VerbLemma};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The forms of a tense by hand, in the order of the persons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paradigm {
    id: String,
    verb: String,
    tense: String,
    polarity: String,
    voice: String,
    register: String,
    forms: Vec<String>,
}

#[test]
fn paradigms_of_the_case_file() {
    for line in include_str!("../cases/morphology/conjugation.jsonl").lines() {
        let case: Paradigm = serde_json::from_str(line).expect("a case");
        let mut forms = Conjugator::new(&case.verb).expect("a verb").forms();
        forms.retain(|f| {
            let said = (f.tense.name(), f.polarity.name(), f.voice.name(), f.register.name());
            said == (case.tense.as_str(), case.polarity.as_str(), case.voice.as_str(), case.register.as_str())
        });
        let forms: Vec<_> = forms.into_iter().map(|form| form.text).collect();
        assert_eq!(forms, case.forms, "{}", case.id);
    }
}

/// What any verb's forms are: the infinitives of the verbs that have each.
fn all_forms() -> HashMap<String, HashSet<String>> {
    let mut forms: HashMap<String, HashSet<String>> = HashMap::new();
    for verb in Verb::all() {
        for form in Conjugator::for_verb(verb).forms() {
            forms.entry(dabir_stem::key(&form.text)).or_default().insert(verb.infinitive());
        }
    }
    forms
}

/// The law: to a form of a verb one of its analyses is that verb; and its lemma, to whoever says that it is a verb, is that
/// verb or another that has the same form.
#[test]
fn every_form_lemmatizes_back() {
    let analyzer = Analyzer::new();
    let lemmatizer = Lemmatizer::new().verb_lemma(VerbLemma::Infinitive);
    let forms = all_forms();
    let mut wrong = Vec::new();
    let mut count = 0;
    for verb in Verb::all() {
        for form in Conjugator::for_verb(verb).forms() {
            count += 1;
            let lemma = lemmatizer.lemmatize(&form.text, Some(Pos::Verb));
            let analyses = analyzer.analyze(&form.text);
            let found = analyses.iter().any(|a| a.verb == Some(verb));
            if !found || !forms[&dabir_stem::key(&form.text)].contains(&*lemma) {
                wrong.push(format!("{verb:?} {:?} {}: {lemma}, {found}", form.tense, form.text));
            }
        }
    }
    let some: Vec<_> = wrong.iter().step_by(1 + wrong.len() / 50).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {count} forms, among them\n{}", wrong.len(), some.join("\n"));
}
