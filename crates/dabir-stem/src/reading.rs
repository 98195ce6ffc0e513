//! A reading of a form while it is weighed.

use crate::affix::{Affix, Affixes};
use crate::analysis::Analysis;
use crate::lexicon::{Entry, Lexicon, Pos, PosSet};
use crate::verbs::Verb;
use crate::word::Word;
use std::borrow::Cow;

pub(crate) const VERBAL: PosSet = PosSet(0).with(Pos::Verb).with(Pos::Aux);

/// A reading, before any text is made of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) classes: PosSet,
    /// Bytes of the key.
    pub(crate) stem: (usize, usize),
    pub(crate) affixes: Affixes,
    pub(crate) cost: i32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind<'a> {
    /// The form is a word, or its first part is.
    Whole(Option<Entry<'a>>),
    /// The word whose entry it is, of the key up to the base and what is restored behind it.
    Inflected(Entry<'a>, usize, &'static str),
    Verb(Verb, Option<&'static str>),
}

impl<'a> Reading<'a> {
    /// The form as a word of its own.
    pub(crate) fn whole(word: &Word<'_>, known: Option<Entry<'a>>) -> Self {
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

    /// The better comes first: the likelier, or the one with fewer affixes.
    pub(crate) fn rank(&self) -> (i32, usize) {
        (self.cost, self.affixes.len())
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
            Kind::Verb(verb, None) => [verb.past(), "#", verb.present()].concat().into(),
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
    pub(crate) fn analysis(&self, word: &Word<'a>, lemma: String) -> Analysis {
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
