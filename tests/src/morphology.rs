//! What holds of lemmas, analyses and conjugations, as functions that panic where it does not; property tests and fuzz targets
//! share them.

use dabir_stem::{Analyzer, Conjugator, Lemmatizer, Lexicon, Pos, Tense, Verb, VerbLemma};
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

/// A lexicon of any bytes is refused, or makes words unknown at worst; so does one that starts as it should.
///
/// # Panics
/// Where it does not hold.
pub fn lexicon(bytes: &'static [u8], form: &str) {
    let Ok(lexicon) = Lexicon::from_bytes(bytes) else { return };
    let lemmatizer = Lemmatizer::with_lexicon(lexicon.clone());
    for form in [form, "کتاب\u{200c}هایشان", "نمی\u{200c}رفته\u{200c}اند"] {
        let analyses = Analyzer::with_lexicon(lexicon.clone()).analyze(form);
        assert!(!analyses.is_empty(), "{form:?} {bytes:?}");
        for analysis in analyses {
            let segments: String = analysis.segments().map(|s| &form[s]).collect();
            assert_eq!(segments, form, "{bytes:?}");
        }
        lemmatizer.lemmatize(form, None);
    }
}

/// A lexicon with the header that [`lexicon`] takes: tables of these many bits, what `bytes` has where they are.
#[must_use]
pub fn lexicon_bytes(bits: u8, bytes: &[u8]) -> Vec<u8> {
    let bits = bits % 7;
    let mut file = b"dabirlex\x02\0\0\0".to_vec();
    file.extend([bits, 0, 0, 0, 24, 0, 0, 0, bits / 2, 0, 0, 0]);
    file.extend(bytes);
    file
}

/// A verb of any stems is refused, or conjugated, and each of its forms is recognized as one with a lexicon that has it.
///
/// # Panics
/// Where it does not hold.
pub fn define(past: &str, present: &str, transitive: bool) {
    let Some(verb) = Verb::define(past, present, transitive) else { return };
    assert_eq!(Verb::define(past, present, transitive), Some(verb));
    let mut lexicon = Lexicon::new();
    lexicon.insert_verb(verb);
    let analyzer = Analyzer::with_lexicon(lexicon);
    for form in Conjugator::for_verb(verb).forms() {
        let analyses = analyzer.analyze(&form.text);
        // All past stems end in one of these; a stem of a letter or two is too little to know a verb by.
        let is_likely = verb.past().ends_with(['ت', 'د']) && verb.past().len().min(verb.present().len()) > 4;
        let is_found = analyses.iter().any(|a| a.verb == Some(verb));
        assert!(is_found || !is_likely, "{past:?} {present:?}: {form:?} {analyses:?}");
    }
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
