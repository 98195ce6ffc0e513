//! The lemma of a form: that of its best analysis.

use crate::analyzer::Analyzer;
use crate::lexicon::{Lexicon, Pos};
use crate::phrase;
use crate::verbs::Verb;
use crate::word::{Word, fold};
use std::borrow::Cow;

/// How the lemma of a verb is written.
///
/// Universal Dependencies leaves preverbs out (برمی‌گردم is a form of گشت), and has two lemmas that are no past stem: هست for
/// هستم, نیست … and توان for می‌توان. The first and the last way do so; the infinitive is the name in a dictionary: برگشتن,
/// بودن, توانستن.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerbLemma {
    /// The past stem: رفت
    Past,
    /// The infinitive, with its preverb: رفتن, برگشتن
    Infinitive,
    /// Both stems: رفت#رو
    #[default]
    PastPresent,
}

/// Finds the lemmas of word forms. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Lemmatizer {
    analyzer: Analyzer,
    verb_lemma: VerbLemma,
    become_as_do: bool,
}

impl Lemmatizer {
    /// With the built-in lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this lexicon.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self { analyzer: Analyzer::with_lexicon(lexicon), ..Self::default() }
    }

    /// The same with verbs written in this way.
    ///
    /// ```
    /// use dabir_stem::{Lemmatizer, VerbLemma};
    /// let lemmatizer = Lemmatizer::new().verb_lemma(VerbLemma::Infinitive);
    /// assert_eq!(lemmatizer.lemmatize("می‌رفتیم", None), "رفتن");
    /// assert_eq!(lemmatizer.lemmatize("برنخواهد گشت", None), "برگشتن");
    /// ```
    #[must_use]
    pub fn verb_lemma(self, verb_lemma: VerbLemma) -> Self {
        Self { verb_lemma, ..self }
    }

    /// The same with شدن as the passive of کردن: its forms get the lemma of کردن. That is how the treebank UD Persian-Seraji
    /// has it, and for comparison with it only; off unless asked for.
    ///
    /// ```
    /// use dabir_stem::Lemmatizer;
    /// assert_eq!(Lemmatizer::new().lemmatize("می‌شود", None), "شد#شو");
    /// assert_eq!(Lemmatizer::new().become_as_do(true).lemmatize("می‌شود", None), "کرد#کن");
    /// ```
    #[must_use]
    pub fn become_as_do(self, become_as_do: bool) -> Self {
        Self { become_as_do, ..self }
    }

    /// The lemma of `form`; the form itself, in Persian letters, if nothing is known of it. `pos` is what a tagger says of its
    /// class: analyses of that class come first. A form of a verb in several words is given as one string. Constant time but
    /// for the form's length.
    ///
    /// ```
    /// use dabir_stem::Lemmatizer;
    /// let lemmatizer = Lemmatizer::new();
    /// assert_eq!(lemmatizer.lemmatize("بزرگ‌ترین", None), "بزرگ");
    /// assert_eq!(lemmatizer.lemmatize("گفته شده بود", None), "گفت#گو");
    /// ```
    pub fn lemmatize<'a>(&'a self, form: &'a str, pos: Option<Pos>) -> Cow<'a, str> {
        if pos.is_none()
            && let Some(lemma) = self.analyzer.lexicon().answer(form)
            && (self.verb_lemma != VerbLemma::Infinitive || !names_verb(lemma))
        {
            return self.verb(None, lemma.into());
        }
        match respelt(form) {
            Some(form) => self.lemmatize(&form, pos).into_owned().into(),
            None => self.analyzed(form, pos),
        }
    }

    /// The lemma by analysis, whether the lexicon keeps it or not.
    fn analyzed<'a>(&'a self, form: &'a str, pos: Option<Pos>) -> Cow<'a, str> {
        if phrase::is_phrase(form)
            && let Some(phrase) =
                phrase::analyses(form, self.analyzer.lexicon().user_stems()).into_iter().next()
        {
            return self.verb(phrase.verb, phrase.lemma.into());
        }
        let word = Word::new(form);
        let Some(best) = self.analyzer.best(&word, pos) else { return word.written(0, word.key.len()) };
        let lemma = self.analyzer.lemma(&word, &best, pos.unwrap_or(best.pos()));
        // س, ند: the copula as the lexicon has it
        let is = matches!(&*lemma, "است" | "هست") && best.classes.has(Pos::Aux);
        self.verb(best.verb().or_else(|| is.then(Verb::be)), lemma)
    }

    /// The lemma in the way that is asked for.
    fn verb<'a>(&self, verb: Option<Verb>, lemma: Cow<'a, str>) -> Cow<'a, str> {
        if self.verb_lemma == VerbLemma::PastPresent && !self.become_as_do {
            return lemma;
        }
        let (verb, lemma) = match &*lemma {
            "شد#شو" if self.become_as_do => (None, Cow::Borrowed("کرد#کن")),
            _ => (verb, lemma),
        };
        match (lemma.split_once('#'), self.verb_lemma, verb) {
            (_, VerbLemma::Infinitive, Some(verb)) => verb.infinitive().into(),
            (Some((past, _)), VerbLemma::Past, _) => past.to_owned().into(),
            (Some((past, _)), VerbLemma::Infinitive, _) => format!("{past}ن").into(),
            _ => lemma,
        }
    }
}

/// The form in Persian letters, without vowel marks and tatweel, if it has others: what no lemma has, and what tells nothing.
/// None if it has nothing else either.
fn respelt(form: &str) -> Option<String> {
    let other = |c| matches!(c, 'ي' | 'ى' | 'ك' | '\u{0640}' | '\u{064C}'..='\u{0650}' | '\u{0652}');
    let persian = |c| if other(c) { fold(c) } else { Some(c) };
    let respelt = form.contains(other).then(|| form.chars().filter_map(persian).collect::<String>());
    respelt.filter(|respelt| respelt.chars().any(|c| fold(c).is_some()))
}

/// Whether it is the lemma of a verb as Universal Dependencies has it.
fn names_verb(lemma: &str) -> bool {
    lemma.contains('#') || matches!(lemma, "هست" | "است" | "توان")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the lexicon keeps is what the analysis finds.
    #[test]
    fn kept_lemmas_are_those_of_the_analysis() {
        let lexicon = Lexicon::new();
        let forms: Vec<_> = lexicon.answered().collect();
        assert!(forms.len() > 10_000, "{} forms", forms.len());
        for verb_lemma in [VerbLemma::Past, VerbLemma::Infinitive, VerbLemma::PastPresent] {
            let lemmatizer = Lemmatizer::new().verb_lemma(verb_lemma);
            for form in &forms {
                assert_eq!(lemmatizer.lemmatize(form, None), lemmatizer.analyzed(form, None), "{form}");
            }
        }
    }

    /// Letters of other keyboards and vowel marks change no lemma.
    #[test]
    fn spellings_have_one_lemma() {
        let lemmatizer = Lemmatizer::new();
        for form in lemmatizer.analyzer.lexicon().answered().step_by(7) {
            let other = form.replace('ی', "ي").replace('ک', "ك\u{0650}");
            assert_eq!(lemmatizer.lemmatize(&other, None), lemmatizer.lemmatize(form, None), "{other}");
            assert_eq!(lemmatizer.analyzed(&other, None), lemmatizer.analyzed(form, None), "{other}");
        }
        assert_eq!(lemmatizer.lemmatize("\u{0650}", None), "\u{0650}");
    }
}
