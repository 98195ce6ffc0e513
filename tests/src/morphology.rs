//! What holds of lemmas, analyses and conjugations, as functions that panic where it does not; property tests and fuzz targets
//! share them.

use dabir_stem::{
    Analyzer, Conjugator, Lemmatizer, Lexicon, Pos, PosSet, Record, Tense, Verb, VerbLemma, table,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
static LEMMATIZERS: LazyLock<[Lemmatizer; 3]> = LazyLock::new(|| {
    [VerbLemma::Past, VerbLemma::Infinitive, VerbLemma::PastPresent]
        .map(|how| Lemmatizer::new().verb_lemma(how))
});
static BECOME_AS_DO: LazyLock<Lemmatizer> = LazyLock::new(|| Lemmatizer::new().become_as_do(true));

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

/// A lemma is the lemma of itself to whoever says what class it is of; the three ways to write a verb name the same one, and
/// only شدن may go by another name.
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
    let as_do = BECOME_AS_DO.lemmatize(form, None);
    assert!(as_do == stems || (&*stems, &*as_do) == ("شد#شو", "کرد#کن"), "{form:?}: {as_do}");
    assert_eq!(stems, ANALYZER.analyze(form)[0].lemma, "{form:?}");
    assert_eq!(past.lemmatize(form, None), stems.split('#').next().unwrap_or_default(), "{form:?}");
}

/// A lexicon of any bytes is refused, or makes words unknown at worst; so does one that starts as it should, and with words
/// of a user.
///
/// # Panics
/// Where it does not hold.
pub fn lexicon(bytes: &'static [u8], form: &str) {
    let Ok(lexicon) = Lexicon::from_bytes(bytes) else { return };
    let mut of_user = lexicon.clone();
    for (word, number) in form.split(' ').zip((0..=255).cycle()) {
        of_user.insert(word, record(word, number));
    }
    for lexicon in [lexicon, of_user] {
        let lemmatizer = Lemmatizer::with_lexicon(lexicon.clone());
        let analyzer = Analyzer::with_lexicon(lexicon);
        for form in [form, "کتاب\u{200c}هایشان", "نمی\u{200c}رفته\u{200c}اند"] {
            let analyses = analyzer.analyze(form);
            assert!(!analyses.is_empty(), "{form:?} {bytes:?}");
            for analysis in analyses {
                let segments: String = analysis.segments().map(|s| &form[s]).collect();
                assert_eq!(segments, form, "{bytes:?}");
            }
            lemmatizer.lemmatize(form, None);
        }
    }
}

/// What a lexicon says of a word, made of a number; the lemma is the word without a last letter or two.
fn record(word: &str, number: u8) -> Record {
    let classes =
        Pos::ALL.into_iter().enumerate().filter(|&(i, _)| (usize::from(number) + 1) >> (i % 4) & 1 != 0);
    let pos = classes.fold(PosSet::default(), |set, (_, pos)| set.with(pos));
    let cut = word.char_indices().rev().take(usize::from(number) % 3).last();
    let lemma = word[..cut.map_or(word.len(), |(at, _)| at)].to_owned();
    Record { pos, frequency: number, flags: number.rotate_left(4), lemma }
}

/// The bytes of a lexicon of these words, in which each is found as it was written.
///
/// # Panics
/// Where one is not.
#[must_use]
pub fn lexicon_of(words: &str) -> &'static [u8] {
    let records: BTreeMap<_, _> = words
        .split(' ')
        .zip((0..=255).cycle())
        .map(|(word, number)| (dabir_stem::key(word), record(word, number)))
        .collect();
    let answers: BTreeMap<_, _> = records.iter().map(|(word, record)| (&**word, &*record.lemma)).collect();
    let bytes: &[u8] = Lexicon::write(records.iter().map(|(word, record)| (&**word, record)), answers).leak();
    let lexicon = Lexicon::from_bytes(bytes).expect("what was written can be read");
    for (word, Record { pos, frequency, flags, lemma }) in &records {
        if word.len().max(lemma.len()) < 256 {
            let found = lexicon.get(word).map(|e| (e.pos, e.frequency, e.flags, e.lemma));
            assert_eq!(found, Some((*pos, *frequency, *flags, &**lemma)), "{word:?} of {words:?}");
        }
    }
    bytes
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

/// Whatever is asked for is refused or conjugated, each form of the verb is recognized as one, and stands in the table.
///
/// # Panics
/// Where it does not hold.
pub fn conjugate(name: &str) {
    let Ok(conjugator) = Conjugator::new(name) else { return };
    let forms = conjugator.forms();
    assert!(forms.iter().any(|f| f.tense == Tense::Infinitive), "{name:?}");
    let all = table(&forms);
    for form in &forms {
        let analyses = ANALYZER.analyze(&form.text);
        assert!(analyses.iter().any(|a| a.verb == Some(conjugator.verb())), "{form:?}");
        assert!(all.contains(&form.text), "{form:?}");
    }
}
