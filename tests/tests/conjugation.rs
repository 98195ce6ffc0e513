//! Every form that the conjugator makes is recognized as a form of its verb.

use dabir_stem::{Analyzer, Conjugator, Lemmatizer, Pos, Verb, VerbLemma};
use std::collections::{HashMap, HashSet};

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
