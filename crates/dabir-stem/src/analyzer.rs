//! All analyses of a form, best first.

use crate::lexicon::{Entry, Lexicon, Pos, PosSet};
use crate::nominal::{self, Cut};
use crate::verbal;
use crate::word::Word;
use std::ops::Range;

/// What an affix says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the grammar")]
pub enum Function {
    Preverb,
    Negation,
    Imperfective,
    Subjunctive,
    Infinitive,
    Participle,
    Person1Sg,
    Person2Sg,
    Person3Sg,
    Person1Pl,
    Person2Pl,
    Person3Pl,
    Comparative,
    Superlative,
    Plural,
    /// Indefinite or ezafe: خانه‌ای، پای; in writing they are one.
    Yeh,
    Poss1Sg,
    Poss2Sg,
    Poss3Sg,
    Poss1Pl,
    Poss2Pl,
    Poss3Pl,
    Copula1Sg,
    Copula2Sg,
    Copula3Sg,
    Copula1Pl,
    Copula2Pl,
    Copula3Pl,
    /// را, in speech: کتابو
    Object,
    /// A second word: که in اینکه
    Word,
}

impl Function {
    /// The name in lower case: `poss3sg`.
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Whether it is a word of its own to syntax.
    pub fn is_clitic(self) -> bool {
        self as u8 >= Self::Poss1Sg as u8
    }

    fn is_copula(self) -> bool {
        (Self::Copula1Sg as u8..=Self::Copula3Pl as u8).contains(&(self as u8))
    }
}

/// An affix: which bytes of the form, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affix {
    /// Bytes of the form.
    pub span: Range<usize>,
    /// What it says.
    pub function: Function,
}

/// One reading of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The dictionary word; past#present for a verb.
    pub lemma: String,
    /// Its class; `X` for a word nothing is known of.
    pub pos: Pos,
    /// All classes that it may have.
    pub classes: PosSet,
    /// The bytes of the form that are no affix.
    pub stem: Range<usize>,
    /// The affixes in the order they are written.
    pub affixes: Vec<Affix>,
    /// How unlikely it is, in quarter bits or so; the best comes first.
    pub cost: i32,
}

impl Analysis {
    /// The surface segments in order: stem and affixes. Together they are the form.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// let word = "کتاب‌هایمان";
    /// let segments: Vec<_> = analyzer.analyze(word)[0].segments().map(|s| &word[s]).collect();
    /// assert_eq!(segments, ["کتاب\u{200C}", "ها", "ی", "مان"]);
    /// ```
    pub fn segments(&self) -> impl Iterator<Item = Range<usize>> {
        let (before, after) =
            self.affixes.split_at(self.affixes.partition_point(|a| a.span.start < self.stem.start));
        let spans = |affixes: &[Affix]| affixes.iter().map(|a| a.span.clone()).collect::<Vec<_>>();
        spans(before).into_iter().chain([self.stem.clone()]).chain(spans(after)).filter(|s| !s.is_empty())
    }

    /// Where the clitics start, if there are any: the form in two or three words.
    pub fn words(&self) -> Vec<Range<usize>> {
        let end = self.affixes.last().map_or(self.stem.end, |a| a.span.end.max(self.stem.end));
        let mut words = Vec::new();
        let mut start = 0;
        for clitic in self.affixes.iter().filter(|a| a.function.is_clitic() && a.span.start > 0) {
            words.push(start..clitic.span.start);
            start = clitic.span.start;
        }
        words.push(start..end);
        words
    }
}

/// Finds the analyses of word forms. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    lexicon: Lexicon,
}

const PRONOUN: PosSet = PosSet(0).with(Pos::Pron);
const VERBAL: PosSet = PosSet(0).with(Pos::Verb).with(Pos::Aux);
/// A form longer than this, in bytes, is no word.
const LONGEST: usize = 120;

impl Analyzer {
    /// With the built-in lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this lexicon.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    /// All analyses of `form`, best first; there is at least one, the form itself. Constant time but for the form's length.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// let best = &analyzer.analyze("کتابش")[0];
    /// assert_eq!((best.lemma.as_str(), best.affixes.len()), ("کتاب", 1));
    /// ```
    pub fn analyze(&self, form: &str) -> Vec<Analysis> {
        let word = Word::new(form);
        let known = self.lexicon.get(&word.key);
        let mut found = vec![whole(&word, known)];
        if let Some((_, first)) = nominal::CONTRACTIONS.iter().find(|(contracted, _)| *contracted == word.key)
        {
            let at = word.start(first.len());
            let Analysis { lemma, pos, classes, .. } = whole(&Word::new(first), self.lexicon.get(first));
            let affixes = vec![Affix { span: at..form.len(), function: Function::Word }];
            found.push(Analysis { lemma, pos, classes, stem: 0..at, affixes, cost: -50 });
        }
        if word.key.len() <= LONGEST && word.key.chars().nth(1).is_some() {
            // An annotated form of a closed class has no parts.
            if !known.is_some_and(|e| e.flags & Lexicon::GIVEN != 0 && !open(e.pos)) {
                for cut in nominal::cuts(&word.key) {
                    found.extend(self.inflected(&word, known, &cut));
                }
            }
            let named = known.is_some_and(|e| e.pos != PosSet::default());
            for verb in verbal::readings(&word.key, &self.lexicon) {
                let span = |from, to| word.start(from)..word.start(to);
                let affixes = verb.affixes.iter();
                let affixes = affixes.map(|&(a, b, function)| Affix { span: span(a, b), function }).collect();
                let participle = verb.affixes.iter().any(|a| a.2 == Function::Participle);
                // کرده‌اید: a perfect, unless کرده were a noun.
                let perfect = verb.affixes.last().is_some_and(|&(from, to, _)| {
                    word.key[from..to].starts_with('ه')
                        && to - from > 2
                        && !self
                            .lexicon
                            .get(&word.key[..from + 2])
                            .is_some_and(|e| e.flags & Lexicon::GIVEN != 0 && !e.pos.has(Pos::Verb))
                });
                let marked = verb
                    .affixes
                    .iter()
                    .any(|&(_, to, f)| f == Function::Imperfective && word.has_half_space(to));
                let cost = 3 * verb.cost - if perfect { 24 } else { 0 } - if marked { 20 } else { 0 }
                    + if named && !participle { 14 } else { 0 };
                let stem = span(verb.stem.0, verb.stem.1);
                found.push(Analysis {
                    lemma: verb.lemma,
                    pos: Pos::Verb,
                    classes: VERBAL,
                    stem,
                    affixes,
                    cost,
                });
            }
        }
        // What an annotator gave the lemma of may still have parts: those of a reading with that lemma.
        let (given, lemma) = (found[0].cost, found[0].lemma.clone());
        let agrees =
            |a: &&mut Analysis| a.lemma == lemma && !a.affixes.iter().any(|x| x.function.is_clitic());
        if given < 0
            && let Some(parts) = found[1..].iter_mut().filter(agrees).min_by_key(|a| a.cost)
        {
            parts.cost = given - 1;
        }
        found.sort_by_key(|a| (a.cost, a.affixes.len()));
        found
    }

    /// `form`, or the words of its best analysis: what clitics are split off. Together they are the form.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// assert_eq!(analyzer.split_clitics("کتابش"), ["کتاب", "ش"]);
    /// assert_eq!(analyzer.split_clitics("دانش"), ["دانش"]);
    /// ```
    pub fn split_clitics<'a>(&self, form: &'a str) -> Vec<&'a str> {
        let analyses = self.analyze(form);
        analyses
            .first()
            .map_or_else(|| vec![form], |best| best.words().into_iter().map(|s| &form[s]).collect())
    }

    /// The reading of `cut`, if its base is a word that takes these affixes.
    fn inflected(&self, word: &Word<'_>, known: Option<Entry<'_>>, cut: &Cut) -> Option<Analysis> {
        let restored;
        let base = if cut.restored.is_empty() {
            &word.key[..cut.base]
        } else {
            restored = format!("{}{}", &word.key[..cut.base], cut.restored);
            &restored
        };
        let entry = self.lexicon.get(base)?;
        if !entry.pos.is_empty() && entry.pos.without(VERBAL).is_empty() {
            return None;
        }
        let (innermost, function) = cut.inner()?;
        // A half-space stands before an affix, never in it: خانه‌ات is not خان‌ها + ت.
        let ends = [word.key.len()].into_iter().chain(cut.affixes.iter().map(|&(at, _)| at));
        if cut.affixes.iter().zip(ends).any(|(&(at, _), end)| {
            (at + 1..end).any(|i| word.key.is_char_boundary(i) && word.has_half_space(i))
        }) {
            return None;
        }
        let letters = word.key
            [innermost..cut.affixes.len().checked_sub(2).map_or(word.key.len(), |i| cut.affixes[i].0)]
            .to_owned();
        let listed = entry.flags & Lexicon::LISTED != 0;
        let plural = entry.flags & Lexicon::PLURAL != 0;
        let usual = matches!(&*letters, "ها") || word.has_half_space(innermost);
        // A word that only texts have takes only what nothing but an affix can be.
        let given = entry.flags & Lexicon::GIVEN != 0;
        let takes_it = listed || plural || given || usual && entry.frequency >= 8;
        if !takes_it {
            return None;
        }
        if !open(entry.pos)
            && entry.pos != PosSet::default()
            && !cut.affixes.iter().all(|(_, f)| f.is_clitic())
        {
            return None;
        }
        let copula = cut.affixes.iter().any(|(_, f)| f.is_copula());
        let bound = match function {
            Function::Comparative | Function::Superlative => 4,
            Function::Plural => match &*letters {
                "ها" => 2,
                "ان" | "گان" | "یان" => 8,
                "ا" => 16,
                _ => 10,
            },
            // The ezafe after a vowel is certain.
            Function::Yeh if base.ends_with(['ا', 'و']) => 0,
            Function::Yeh => 8,
            Function::Copula3Sg if &*letters == "ه" => 22,
            _ if copula
                && function != Function::Copula2Sg
                && entry.pos.has(Pos::Adj)
                && !entry.pos.has(Pos::Noun) =>
            {
                10
            }
            Function::Copula2Sg => 32,
            _ if copula => 18,
            _ => 10,
        };
        // ات, ام, اند need a half-space or a letter that does not join; where it is lost, it is mostly another suffix.
        let (outermost, last) = cut.affixes[0];
        let glued =
            last.is_clitic() && word.key[outermost..].starts_with('ا') && !word.has_half_space(outermost);
        let bound = bound + if glued { 12 } else { 0 };
        // جایم is جا + یم, but کتاب‌هایم is کتاب‌های + م.
        let yeh = cut.affixes.iter().any(|&(at, f)| f == Function::Yeh && word.key[..at].ends_with("ها"));
        let plural_base = word.key[..outermost].ends_with("ها") && word.key[outermost..].starts_with('ی');
        let bound = bound
            + match cut.affixes.len() {
                1.. if last.is_clitic() && plural_base => 12,
                2.. if last.is_clitic() && cut.has(Function::Yeh) && !yeh => 10,
                _ => 0,
            };
        let single = letters.chars().count() == 1 && innermost + letters.len() == word.key.len();
        let short = if base.chars().count() <= 2 { 10 } else { 0 };
        // The more often texts have the base, and the less the form, the likelier is the cut.
        let form = known.map_or(0, |e| i32::from(e.frequency));
        let rarer = (form - i32::from(entry.frequency)).clamp(-24, 24) / 2;
        // دولتی is a word that lists lack; a form that is an indefinite is much rarer than its base.
        let rarer = if function == Function::Yeh && bound > 0 { 2 * rarer + 10 } else { rarer };
        // خودم: lists have what is two words.
        let closed = [Pos::Pron, Pos::Adp, Pos::Det].iter().any(|&p| entry.pos.has(p)) && !open(entry.pos);
        let pronouns =
            known.is_some_and(|e| e.pos == PRONOUN) && entry.pos.has(Pos::Pron) && last.is_clitic();
        let closed = closed || pronouns;
        let is_word = if !pronouns && known.is_some_and(|e| e.flags & (Lexicon::LISTED | Lexicon::GIVEN) != 0)
        {
            60
        } else {
            0
        };
        let is_word = if matches!(&*letters, "ها") && cut.base + 4 <= word.key.len() && is_word > 0 {
            30
        } else {
            is_word
        };
        let cost = bound
            + rarer
            + short
            + is_word
            + 4 * cut.affixes.len() as i32
            + if single { 4 } else { 0 }
            + if cut.has(Function::Object) { 12 } else { 0 }
            - if usual { 8 } else { 0 }
            - if closed { 24 } else { 0 };
        let own = || format!("{}{}", word.written(0, cut.base), cut.restored);
        let lemma = if entry.lemma.is_empty() || own().contains('\u{200C}') && crate::key(entry.lemma) == base
        {
            own()
        } else {
            entry.lemma.to_owned()
        };
        let mut end = word.form.len();
        let mut affixes: Vec<_> = cut
            .affixes
            .iter()
            .map(|&(at, function)| {
                let span = word.start(at)..end;
                end = span.start;
                Affix { span, function }
            })
            .collect();
        affixes.reverse();
        let pos = entry.pos.first().unwrap_or(Pos::Noun);
        Some(Analysis { lemma, pos, classes: entry.pos, stem: 0..end, affixes, cost })
    }
}

/// Whether new words of these classes are made: what takes the affixes of nouns.
fn open(pos: PosSet) -> bool {
    [Pos::Noun, Pos::Propn, Pos::Adj, Pos::Adv, Pos::Num].iter().any(|&p| pos.has(p))
}

/// The form as a word of its own.
fn whole(word: &Word<'_>, known: Option<Entry<'_>>) -> Analysis {
    let own = word.written(0, word.key.len());
    let (lemma, pos, cost) = match known {
        None => (own, Pos::X, 30),
        Some(e) => {
            let respelt = own.contains('\u{200C}') && crate::key(e.lemma) == word.key;
            let lemma = if e.lemma.is_empty() || respelt { own } else { e.lemma.to_owned() };
            let cost = match e.flags {
                f if f & Lexicon::GIVEN != 0 => -40,
                f if f & Lexicon::LISTED != 0 => 4,
                f if f & Lexicon::PLURAL != 0 => 34,
                _ => 26 - i32::from(e.frequency).min(40) / 8,
            };
            (lemma, e.pos.first().unwrap_or(Pos::X), cost)
        }
    };
    let classes = known.map_or(PosSet::default(), |e| e.pos);
    Analysis { lemma, pos, classes, stem: 0..word.form.len(), affixes: Vec::new(), cost }
}
