//! All analyses of a form, best first.

use crate::affix::{Affix, Affixes, Function};
use crate::analysis::Analysis;
use crate::lexicon::{Entry, Lexicon, Pos, PosSet};
use crate::nominal::{self, Cut};
use crate::phrase;
use crate::verbal::{self, VerbForm};
use crate::verbs::{StemKind, Verb, stems_of};
use crate::word::Word;
use std::borrow::Cow;

/// Finds the analyses of word forms. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    lexicon: Lexicon,
}

const PRONOUN: PosSet = PosSet(0).with(Pos::Pron);
pub(crate) const VERBAL: PosSet = PosSet(0).with(Pos::Verb).with(Pos::Aux);
/// A form longer than this, in bytes, is no word.
const LONGEST: usize = 120;

/// More than this no lemma takes to its own.
const STEPS: u8 = 4;

/// A reading, before any text is made of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    kind: Kind<'a>,
    pub(crate) classes: PosSet,
    /// Bytes of the key.
    stem: (usize, usize),
    affixes: Affixes,
    cost: i32,
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    /// The form is a word, or its first part is.
    Whole(Option<Entry<'a>>),
    /// The word whose entry it is, of the key up to the base and what is restored behind it.
    Inflected(Entry<'a>, usize, &'static str),
    Verb(Verb, Option<&'static str>),
}

impl<'a> Reading<'a> {
    /// The form as a word of its own.
    fn whole(word: &Word<'_>, known: Option<Entry<'a>>) -> Self {
        let cost = known.map_or(30, |e| match e.flags {
            f if f & Lexicon::GIVEN != 0 => -40,
            f if f & Lexicon::WORD != 0 => 2,
            f if f & Lexicon::FORM != 0 => 34,
            f if f & Lexicon::LISTED != 0 => 4,
            f if f & Lexicon::PLURAL != 0 => 34,
            _ => 26 - i32::from(e.frequency).min(40) / 8,
        });
        let classes = known.map_or(PosSet::default(), |e| e.pos);
        Self { kind: Kind::Whole(known), classes, stem: (0, word.key.len()), affixes: Affixes::new(), cost }
    }

    pub(crate) fn pos(&self) -> Pos {
        match self.kind {
            Kind::Whole(_) => self.classes.first().unwrap_or(Pos::X),
            Kind::Inflected(..) => self.classes.first().unwrap_or(Pos::Noun),
            Kind::Verb(..) => Pos::Verb,
        }
    }

    pub(crate) fn verb(&self) -> Option<Verb> {
        if let Kind::Verb(verb, _) = self.kind { Some(verb) } else { None }
    }

    /// Whether the lexicon gives a verb as the lemma.
    pub(crate) fn names_verb(&self) -> bool {
        matches!(self.kind, Kind::Whole(Some(entry)) if entry.lemma.contains('#'))
    }

    /// Whether the lemma may be a form of another word: it is not the form itself, and no list has it as a word.
    pub(crate) fn is_doubtful(&self) -> bool {
        let is_form =
            |e: Entry<'_>| e.flags & Lexicon::LISTED == 0 || e.flags & (Lexicon::FORM | Lexicon::PLURAL) != 0;
        match self.kind {
            Kind::Whole(entry) => entry.is_some_and(|e| !e.lemma.is_empty()) && !self.names_verb(),
            Kind::Inflected(entry, ..) => {
                is_form(entry) || !entry.lemma.is_empty() || entry.pos.has(Pos::Pron)
            }
            Kind::Verb(..) => false,
        }
    }

    pub(crate) fn lemma(&self, word: &Word<'a>) -> Cow<'a, str> {
        match self.kind {
            Kind::Verb(_, Some(name)) => name.into(),
            Kind::Verb(verb, None) => format!("{}#{}", verb.past(), verb.present()).into(),
            Kind::Whole(known) => {
                let own = word.written(self.stem.0, self.stem.1);
                match known {
                    Some(e) if !e.lemma.is_empty() && !respelt(&own, e.lemma, &word.key[..self.stem.1]) => {
                        e.lemma.into()
                    }
                    _ => own,
                }
            }
            Kind::Inflected(entry, base, restored) => {
                let own = word.written(0, base);
                let own = if restored.is_empty() { own } else { format!("{own}{restored}").into() };
                let respelt = || respelt(&own, entry.lemma, &format!("{}{restored}", &word.key[..base]));
                // نوشته‌ها: with the affixes of nouns it is no verb.
                let given = !entry.lemma.is_empty() && !entry.lemma.contains('#') && !respelt();
                if given { entry.lemma.into() } else { own }
            }
        }
    }

    /// With this lemma.
    fn analysis(&self, word: &Word<'a>, lemma: String) -> Analysis {
        let mut affixes = Vec::with_capacity(self.affixes.len());
        for (i, (at, function)) in self.affixes.iter().enumerate() {
            let next = if i + 1 < self.affixes.len() { self.affixes.get(i + 1).0 } else { word.key.len() };
            let end = if at < self.stem.0 { next.min(self.stem.0) } else { next };
            affixes.push(Affix { span: word.start(at)..word.end(end), function });
        }
        Analysis {
            lemma,
            pos: self.pos(),
            classes: self.classes,
            verb: self.verb(),
            stem: word.start(self.stem.0)..word.end(self.stem.1),
            affixes,
            cost: self.cost,
        }
    }
}

/// Whether the half-spaces of the form are its own way to write the lemma.
fn respelt(own: &str, lemma: &str, key: &str) -> bool {
    own.contains('\u{200C}') && crate::key(lemma) == key
}

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
        let mut analyses = phrase::analyses(form);
        analyses.extend(readings.iter().map(|r| {
            let lemma = self.lemma(&word, r, r.pos()).into_owned();
            r.analysis(&word, lemma)
        }));
        analyses
    }

    /// All readings of a word, best first; at least one.
    pub(crate) fn read<'a>(&'a self, word: &Word<'a>) -> Vec<Reading<'a>> {
        let known = self.lexicon.get(&word.key);
        let mut found = Vec::with_capacity(8);
        found.push(Reading::whole(word, known));
        if let Some((_, first)) = nominal::CONTRACTIONS.iter().find(|(contracted, _)| *contracted == word.key)
        {
            let mut affixes = Affixes::new();
            affixes.push(first.len(), Function::Word);
            let reading = Reading::whole(word, self.lexicon.get(first));
            found.push(Reading { stem: (0, first.len()), affixes, cost: -50, ..reading });
        }
        if word.key.len() <= LONGEST && word.key.chars().nth(1).is_some() {
            found.extend(self.spoken(word, known));
            // An annotated form of a closed class has no parts.
            if !known.is_some_and(|e| e.flags & Lexicon::GIVEN != 0 && !open(e.pos)) {
                nominal::cuts(&word.key, &mut |cut| found.extend(self.inflected(word, known, cut)));
            }
            verbal::readings(&word.key, &mut |verb| found.push(self.verb(word, known, &verb)));
        }
        // What an annotator gave the lemma of may still have parts: those of a reading with that lemma.
        if found[0].cost < 0 {
            let (given, lemma) = (found[0].cost, found[0].lemma(word));
            let agrees =
                |r: &&mut Reading<'a>| !r.affixes.iter().any(|x| x.1.is_clitic()) && r.lemma(word) == lemma;
            if let Some(parts) = found[1..].iter_mut().filter(agrees).min_by_key(|r| r.cost) {
                parts.cost = given - 1;
            }
        }
        found.sort_by_key(|r| (r.cost, r.affixes.len()));
        found
    }

    /// The best reading of the class `pos`, or of one like it, or if a verb is wanted of any.
    pub(crate) fn best<'a>(&'a self, word: &Word<'a>, pos: Option<Pos>) -> Option<Reading<'a>> {
        let readings = self.read(word);
        // A word whose class nobody knows may be of any but that of verbs.
        let is_verb = |r: &Reading<'_>| r.verb().is_some() || r.names_verb();
        let is = |r: &&Reading<'_>| {
            pos.is_none_or(|pos| {
                let unknown = r.classes.is_empty() && !is_verbal(pos);
                (r.classes.has(pos) || unknown) && is_verb(r) == is_verbal(pos)
            })
        };
        let like = |r: &&Reading<'_>| pos.is_none_or(|pos| is_verb(r) == is_verbal(pos));
        let best = readings.iter().find(is).or_else(|| readings.iter().find(like));
        let best = best.or_else(|| readings.first().filter(|_| pos.is_none_or(is_verbal)));
        best.copied()
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

    /// The reading of `cut`, if its base is a word that takes these affixes.
    fn inflected<'a>(&'a self, word: &Word<'_>, known: Option<Entry<'_>>, cut: &Cut) -> Option<Reading<'a>> {
        let restored;
        let base = if cut.restored.is_empty() {
            &word.key[..cut.base]
        } else {
            restored = format!("{}{}", &word.key[..cut.base], cut.restored);
            &restored
        };
        let entry = match self.lexicon.get(base) {
            Some(entry) => entry,
            None if unknown_takes(word, cut) => Entry::UNKNOWN,
            None => return None,
        };
        if !entry.pos.is_empty() && entry.pos.without(VERBAL).is_empty() {
            return None;
        }
        let count = cut.affixes.len();
        let (innermost, function) = cut.affixes.get(count.checked_sub(1)?);
        // ناقدانه: a suffix of adjectives, no plural with a copula.
        if word.key.ends_with("انه")
            && function == Function::Plural
            && cut.affixes.get(0).1 == Function::Copula3Sg
        {
            return None;
        }
        // A half-space stands before an affix, never in it: خانه‌ات is not خان‌ها + ت.
        let ends = [word.key.len()].into_iter().chain(cut.affixes.iter().map(|(at, _)| at));
        if cut.affixes.iter().zip(ends).any(|((at, _), end)| {
            (at + 1..end).any(|i| word.key.is_char_boundary(i) && word.has_half_space(i))
        }) {
            return None;
        }
        let end = count.checked_sub(2).map_or(word.key.len(), |i| cut.affixes.get(i).0);
        let letters = &word.key[innermost..end];
        let listed = entry.flags & Lexicon::LISTED != 0;
        let plural = entry.flags & Lexicon::PLURAL != 0;
        let usual = matches!(letters, "ها") || word.has_half_space(innermost);
        // A word that only texts have takes only what nothing but an affix can be.
        let given = entry.flags & Lexicon::GIVEN != 0;
        let own = entry.flags & Lexicon::WORD != 0;
        let guessed = entry == Entry::UNKNOWN;
        let takes_it = listed || plural || given || own || guessed || usual && entry.frequency >= 8;
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
            Function::Plural => match letters {
                "ها" => 2,
                "ان" | "گان" | "یان" => 8,
                "ا" => 16,
                "ین" => 18,
                _ => 10,
            },
            // The ezafe after a vowel is certain.
            Function::Yeh if base.ends_with(['ا', 'و']) => 0,
            Function::Yeh => 8,
            Function::Copula3Sg if letters == "ه" && !entry.pos.has(Pos::Noun) => 22,
            Function::Copula3Sg if letters == "ه" => 28,
            _ if copula
                && function != Function::Copula2Sg
                && entry.pos.has(Pos::Adj)
                && !entry.pos.has(Pos::Noun) =>
            {
                10
            }
            Function::Copula2Sg => 32,
            _ if copula => 22,
            _ => 10,
        };
        // ات, ام, اند need a half-space or a letter that does not join; where it is lost, it is mostly another suffix.
        let (outermost, last) = cut.affixes.get(0);
        let glued =
            last.is_clitic() && word.key[outermost..].starts_with('ا') && !word.has_half_space(outermost);
        let bound = bound + if glued { 12 } else { 0 };
        // جایم is جا + یم, but کتاب‌هایم is کتاب‌های + م.
        let yeh = cut.affixes.iter().any(|(at, f)| f == Function::Yeh && word.key[..at].ends_with("ها"));
        let plural_base = word.key[..outermost].ends_with("ها") && word.key[outermost..].starts_with('ی');
        let bound = bound
            + match count {
                1.. if last.is_clitic() && plural_base => 12,
                2.. if last.is_clitic() && cut.affixes.has(Function::Yeh) && !yeh => 10,
                _ => 0,
            };
        // بی‌نهایت is not بین + ها: its half-space is inside what would be the base.
        let broken = !entry.lemma.contains('\u{200C}') && (2..cut.base).any(|i| word.has_half_space(i));
        let single = letters.chars().count() == 1 && innermost + letters.len() == word.key.len();
        let short = if base.chars().count() <= 2 { 10 } else { 0 };
        // The more often texts have the base, and the less the form, the likelier is the cut.
        let form = known.map_or(0, |e| i32::from(e.frequency));
        let rarer = (form - i32::from(entry.frequency)).clamp(-24, 24) / 2;
        // دولتی is a word that lists lack; a form that is an indefinite is much rarer than its base.
        let rarer = match (function, letters) {
            (Function::Yeh, _) if bound > 0 => 2 * rarer + 10,
            (Function::Plural, "ا" | "ات" | "ین") => 2 * rarer + 4,
            _ => rarer,
        };
        // خودم: lists have what is two words.
        let closed = [Pos::Pron, Pos::Adp, Pos::Det].iter().any(|&p| entry.pos.has(p)) && !open(entry.pos);
        let pronouns =
            known.is_some_and(|e| e.pos == PRONOUN) && entry.pos.has(Pos::Pron) && last.is_clitic();
        let preposition = count == 1 && last.is_clitic() && !copula && nominal::WITH_PRONOUNS.contains(&base);
        let pronouns = pronouns || preposition;
        let closed = closed || pronouns;
        let is_word = if !pronouns && known.is_some_and(|e| e.flags & (Lexicon::LISTED | Lexicon::GIVEN) != 0)
        {
            60
        } else {
            0
        };
        let given = known.is_some_and(|e| e.flags & Lexicon::GIVEN != 0);
        let is_word = if letters == "ها" && !given { 0 } else { is_word };
        // What texts tell of دولتی and مردی counts more than all of this.
        let judged = known.map_or(0, |e| e.flags & (Lexicon::WORD | Lexicon::FORM));
        let asked = count == 1 && (function == Function::Yeh || letters == "ات" || letters == "یات");
        let (rarer, is_word) = match judged {
            Lexicon::FORM if asked => (rarer.min(0), 0),
            Lexicon::WORD if asked => (rarer, 60),
            _ => (rarer, is_word),
        };
        let cost = bound
            + rarer
            + short
            + is_word
            + 4 * count as i32
            + if single { 4 } else { 0 }
            + if cut.affixes.has(Function::Object) { 12 } else { 0 }
            + if guessed { 18 } else { 0 }
            + if broken && !guessed { 20 } else { 0 }
            + if !listed && (plural || base.ends_with("ترین")) { 14 } else { 0 }
            - if usual { 8 } else { 0 }
            - if closed { 24 } else { 0 };
        let mut affixes = cut.affixes;
        affixes.reverse();
        Some(Reading {
            kind: Kind::Inflected(entry, cut.base, cut.restored),
            classes: entry.pos,
            stem: (0, cut.base),
            affixes,
            cost,
        })
    }
}

/// Whether a base that the lexicon lacks may take these affixes: what nothing but an affix can be. ها, تر behind anything,
/// ان behind a compound that ends in a stem: سرمایه‌گذاران.
fn unknown_takes(word: &Word<'_>, cut: &Cut) -> bool {
    let (at, function) = cut.affixes.get(cut.affixes.len() - 1);
    let base = &word.key[..cut.base];
    if base.chars().nth(2).is_none() {
        return false;
    }
    let rest = &word.key[at..];
    let parted = word.has_half_space(at) || !base.ends_with(joins);
    match function {
        Function::Plural if rest.starts_with("ها") => parted,
        Function::Comparative | Function::Superlative => word.has_half_space(at),
        Function::Plural if rest.starts_with("ان") || cut.restored == "ه" => {
            let last = (2..cut.base).rev().find(|&i| word.has_half_space(i)).map(|i| &base[i..]);
            last.is_some_and(|part| {
                let stem = part.strip_suffix("ند").filter(|_| cut.restored == "ه").unwrap_or(part);
                stems_of(stem).any(|stem| stem.kind == StemKind::Present && !stem.spoken && !stem.joined)
            })
        }
        _ => false,
    }
}

/// Whether the letter joins the next: after it the orthography wants a half-space.
fn joins(c: char) -> bool {
    !matches!(c, 'ا' | 'آ' | 'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و')
}

/// درخواستهای: a plural, unless a half-space tells that it is a perfect.
fn glued_you(word: &Word<'_>, affixes: &Affixes) -> bool {
    affixes.iter().any(|(at, f)| f == Function::Person2Sg && !word.has_half_space(at))
}

fn is_verbal(pos: Pos) -> bool {
    matches!(pos, Pos::Verb | Pos::Aux)
}

/// Whether new words of these classes are made: what takes the affixes of nouns.
fn open(pos: PosSet) -> bool {
    [Pos::Noun, Pos::Propn, Pos::Adj, Pos::Adv, Pos::Num].iter().any(|&p| pos.has(p))
}
