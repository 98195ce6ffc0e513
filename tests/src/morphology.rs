//! What holds of lemmas, analyses and conjugations, as functions that panic where it does not; property tests and fuzz targets
//! share them.

use dabir_stem::{Analyzer, Conjugator, Lemmatizer, Lexicon, Pos, Tense, VerbLemma};
use std::sync::LazyLock;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
static LEMMATIZERS: LazyLock<[Lemmatizer; 3]> = LazyLock::new(|| {
    [VerbLemma::Past, VerbLemma::Infinitive, VerbLemma::PastPresent]
        .map(|how| Lemmatizer::new().verb_lemma(how))
});

/// There is an analysis, the best first; the segments of each are the form, and so are its words; the stem and the affixes
/// are parts of it in order. The lexicon of a user and an empty one do no harm.
///
/// # Panics
/// Where it does not hold.
pub fn analyze(form: &str) {
    let analyses = ANALYZER.analyze(form);
    assert!(!analyses.is_empty(), "{form:?}");
    assert!(analyses.is_sorted_by_key(|a| a.cost), "{form:?}: {analyses:?}");
    for analysis in &analyses {
        let segments: String = analysis.segments().map(|s| &form[s]).collect();
        let words: String = analysis.words().into_iter().map(|s| &form[s]).collect();
        assert_eq!((segments.as_str(), words.as_str()), (form, form), "{analysis:?}");
        assert!(analysis.affixes.is_sorted_by_key(|a| a.span.start), "{analysis:?}");
    }
    assert_eq!(ANALYZER.split_clitics(form).concat(), form);
    Analyzer::with_lexicon(Lexicon::empty()).analyze(form);
}

/// A lemma is the lemma of itself to whoever says what class it is of; the three ways to write a verb name the same one.
///
/// # Panics
/// Where it does not hold.
pub fn lemmatize(form: &str) {
    let [past, infinitive, both] = &*LEMMATIZERS;
    for pos in [Pos::Noun, Pos::Adj, Pos::Pron, Pos::X] {
        let lemma = both.lemmatize(form, Some(pos));
        assert_eq!(both.lemmatize(&lemma, Some(pos)), lemma, "{form:?} as {}", pos.name());
    }
    let name = infinitive.lemmatize(form, Some(Pos::Verb));
    if Conjugator::new(&name).is_ok() {
        assert_eq!(infinitive.lemmatize(&name, Some(Pos::Verb)), name, "{form:?}");
    }
    let stems = both.lemmatize(form, None);
    assert_eq!(stems, ANALYZER.analyze(form)[0].lemma, "{form:?}");
    assert_eq!(past.lemmatize(form, None), stems.split('#').next().unwrap_or_default(), "{form:?}");
}

/// Whatever is asked for is refused or conjugated, and each form of the verb is recognized as one.
///
/// # Panics
/// Where it does not hold.
pub fn conjugate(name: &str) {
    let Ok(conjugator) = Conjugator::new(name) else { return };
    let forms = conjugator.forms();
    assert!(forms.iter().any(|f| f.tense == Tense::Infinitive), "{name:?}");
    for form in &forms {
        let analyses = ANALYZER.analyze(&form.text);
        assert!(analyses.iter().any(|a| a.verb == Some(conjugator.verb())), "{form:?}");
    }
}
