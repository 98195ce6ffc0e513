//! All analyses of a form, best first.

use crate::affix::{Affixes, Function};
use crate::analysis::Analysis;
use crate::inflection::{Bases, inflected, open};
use crate::lexicon::{Entry, Lexicon, Pos};
use crate::nominal;
use crate::phrase;
use crate::reading::{Kind, Reading, VERBAL};
use crate::verbal::{self, VerbForm};
use crate::word::Word;
use std::borrow::Cow;

/// Finds the analyses of word forms. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    lexicon: Lexicon,
}

/// A form longer than this, in bytes, is no word.
const LONGEST: usize = 120;

/// More than this no lemma takes to its own.
const STEPS: u8 = 4;

impl Analyzer {
    /// With the built-in lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this lexicon.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// All analyses of `form`, best first; there is at least one, the form itself. Constant time but for the form's length.
    ///
    /// A form of a verb in several words is analyzed like one word, its auxiliaries as affixes.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// let best = &analyzer.analyze("کتابش")[0];
    /// assert_eq!((best.lemma.as_str(), best.affixes.len()), ("کتاب", 1));
    /// assert_eq!(analyzer.analyze("گفته شده بود")[0].lemma, "گفت#گو");
    /// ```
    pub fn analyze(&self, form: &str) -> Vec<Analysis> {
        let word = Word::new(form);
        let readings = self.read(&word);
        let mut analyses = phrase::analyses(form, self.lexicon.user_stems());
        analyses.extend(readings.iter().map(|r| {
            let lemma = self.lemma(&word, r, r.pos()).into_owned();
            r.analysis(&word, lemma)
        }));
        analyses
    }

    /// All readings of a word, best first; at least one.
    fn read<'a>(&'a self, word: &Word<'a>) -> Vec<Reading<'a>> {
        let mut readings = self.readings(word);
        readings.sort_by_key(Reading::rank);
        readings
    }

    /// All readings of a word in no order but that of preference where they rank the same; at least one.
    fn readings<'a>(&'a self, word: &Word<'a>) -> Vec<Reading<'a>> {
        let known = self.lexicon.get(&word.key);
        let mut found = Vec::with_capacity(8);
        found.push(Reading::whole(word, known));
        if let Some(noun) = known.and_then(|known| self.lexicon.quality(&word.key, known)) {
            found[0].classes = found[0].classes.without(noun.pos);
            found.push(Reading::whole(word, Some(noun)));
        }
        // کم‌کم: a doubled word is one, whatever its letters would be.
        if word.is_doubled() {
            found[0].cost = found[0].cost.min(0);
        }
        if let Some((_, first)) = nominal::CONTRACTIONS.iter().find(|(contracted, _)| *contracted == word.key)
        {
            let mut affixes = Affixes::new();
            affixes.push(first.len(), Function::Word);
            let reading = Reading::whole(word, self.lexicon.get(first));
            found.push(Reading { stem: (0, first.len()), affixes, cost: -50, ..reading });
        }
        if word.key.len() <= LONGEST && word.key.chars().nth(1).is_some() {
            found.extend(self.spoken(word, known));
            // An annotated form of a closed class has no parts, unless they are written: آن‌ها is a plural of آن, آنها a word.
            let closed = known.is_some_and(|e| e.flags & Lexicon::GIVEN != 0 && !open(e.pos));
            let parted =
                closed && word.key.strip_suffix("ها").is_some_and(|base| word.has_half_space(base.len()));
            if parted {
                found[0].cost = 60;
            }
            if !closed || parted {
                let mut bases = Bases::new(&self.lexicon);
                nominal::cuts(&word.key, &mut |cut| found.extend(inflected(&mut bases, word, known, cut)));
            }
            verbal::readings(&word.key, self.lexicon.user_stems(), &mut |verb| {
                found.push(self.verb(word, known, &verb))
            });
        }
        // What an annotator gave the lemma of may still have parts: those of a reading with that lemma take its place.
        if found[0].cost < 0 {
            let (given, lemma) = (found[0].cost, found[0].lemma(word));
            let agrees =
                |r: &&mut Reading<'a>| !r.affixes.iter().any(|x| x.1.is_clitic()) && r.lemma(word) == lemma;
            if let Some(parts) = found[1..].iter_mut().filter(agrees).min_by_key(|r| r.cost) {
                parts.cost = given - 1;
                found.swap_remove(0);
            }
        }
        found
    }

    /// The best reading of the class `pos`, or of one like it, or if a verb is wanted of any.
    pub(crate) fn best<'a>(&'a self, word: &Word<'a>, pos: Option<Pos>) -> Option<Reading<'a>> {
        let readings = self.readings(word);
        let Some(pos) = pos else { return readings.into_iter().min_by_key(Reading::rank) };
        let like = |r: &&Reading<'_>| (r.verb().is_some() || r.names_verb()) == is_verbal(pos);
        // A word whose class nobody knows may be of any but that of verbs.
        let may_be = |r: &Reading<'_>| r.classes.has(pos) || r.classes.is_empty() && !is_verbal(pos);
        let best = readings.iter().filter(|r| like(r) && may_be(r)).min_by_key(|r| r.rank());
        let best = best.or_else(|| readings.iter().filter(like).min_by_key(|r| r.rank()));
        best.or_else(|| readings.iter().min_by_key(|r| r.rank()).filter(|_| is_verbal(pos))).copied()
    }

    /// The dictionary word of the reading, as one of this class.
    pub(crate) fn lemma<'a>(&self, word: &Word<'a>, reading: &Reading<'a>, class: Pos) -> Cow<'a, str> {
        let lemma = reading.lemma(word);
        if reading.is_doubtful() && !is_verbal(class) {
            return self.dictionary_form(lemma.into_owned(), class, STEPS).into();
        }
        lemma
    }

    /// The lemma of the lemma: شاگردانی is a form of شاگردان, and that one of شاگرد.
    fn dictionary_form(&self, lemma: String, pos: Pos, steps: u8) -> String {
        let next = {
            let word = Word::new(&lemma);
            let best = self.best(&word, Some(pos)).filter(|_| steps > 0);
            best.map(|best| best.lemma(&word).into_owned()).filter(|next| *next != lemma)
        };
        match next {
            Some(next) => self.dictionary_form(next, pos, steps - 1),
            None => lemma,
        }
    }

    /// `form`, or the words of its best analysis: what clitics are split off. Together they are the form.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// assert_eq!(analyzer.split_clitics("کتابش"), ["کتاب", "ش"]);
    /// assert_eq!(analyzer.split_clitics("دانش"), ["دانش"]);
    /// ```
    pub fn split_clitics<'f>(&self, form: &'f str) -> Vec<&'f str> {
        let word = Word::new(form);
        let readings = self.read(&word);
        let Some(best) = readings.first() else { return vec![form] };
        let mut words = Vec::with_capacity(2);
        let mut start = 0;
        for (at, function) in best.affixes.iter() {
            if function.is_clitic() && at > 0 {
                words.push(&form[start..word.start(at)]);
                start = word.start(at);
            }
        }
        words.push(&form[start..]);
        words
    }

    /// The reading as a form of a verb.
    fn verb(&self, word: &Word<'_>, known: Option<Entry<'_>>, verb: &VerbForm) -> Reading<'static> {
        let participle = verb.affixes.iter().position(|a| a.1 == Function::Participle);
        // کرده‌اید: a perfect, unless کرده were a noun.
        let perfect = participle.is_some_and(|i| {
            let (at, _) = verb.affixes.get(i);
            i + 1 < verb.affixes.len()
                && !glued_you(word, &verb.affixes)
                && !self
                    .lexicon
                    .get(&word.key[..at + 2])
                    .is_some_and(|e| e.flags & Lexicon::GIVEN != 0 && !e.pos.has(Pos::Verb))
        });
        // پیچیده is an adjective, کرده none.
        let judged = if participle.is_some_and(|i| i + 1 == verb.affixes.len()) {
            known.map_or(0, |e| e.flags & (Lexicon::WORD | Lexicon::FORM))
        } else {
            0
        };
        let judged = match judged {
            Lexicon::WORD => 24,
            Lexicon::FORM => -6,
            _ => 0,
        };
        let marked = verb.affixes.has(Function::Imperfective) && word.has_half_space(verb.stem.0);
        let named = known.is_some_and(|e| !e.pos.is_empty());
        let cost = 3 * verb.cost - if perfect { 24 } else { 0 } - if marked { 20 } else { 0 }
            + if named && participle.is_none() { 14 } else { 0 }
            + judged;
        // گفتهٔ او: with an ezafe it is no verb.
        let cost = if word.form.ends_with(['\u{654}', 'ۀ']) { cost + 60 } else { cost };
        Reading {
            kind: Kind::Verb(verb.verb, verb.name),
            classes: VERBAL,
            stem: verb.stem,
            affixes: verb.affixes,
            cost,
        }
    }

    /// مهمون as مهمان, as speech has it: if no list has it as it is.
    fn spoken<'a>(&'a self, word: &Word<'_>, known: Option<Entry<'_>>) -> Option<Reading<'a>> {
        let own = Lexicon::LISTED | Lexicon::GIVEN | Lexicon::WORD;
        let base = word.key.strip_suffix("ون").filter(|_| known.is_none_or(|e| e.flags & own == 0))?;
        let entry = self.lexicon.get(&format!("{base}ان")).filter(|e| e.flags & Lexicon::LISTED != 0)?;
        let kind = Kind::Inflected(entry, base.len(), "ان");
        let stem = (0, word.key.len());
        Some(Reading { kind, classes: entry.pos, stem, affixes: Affixes::new(), cost: 0 })
    }
}

/// درخواستهای: a plural, unless a half-space tells that it is a perfect.
fn glued_you(word: &Word<'_>, affixes: &Affixes) -> bool {
    affixes.iter().any(|(at, f)| f == Function::Person2Sg && !word.has_half_space(at))
}

fn is_verbal(pos: Pos) -> bool {
    matches!(pos, Pos::Verb | Pos::Aux)
}
