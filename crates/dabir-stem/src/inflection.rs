//! What it costs to read a form as a word and affixes of nouns and adjectives.
//!
//! Costs are quarter bits or so, set by hand and on the development sets: see docs/training.md.

use crate::affix::Function;
use crate::lexicon::{Entry, Lexicon, Pos, PosSet};
use crate::nominal::{self, Cut};
use crate::reading::{Kind, Reading, VERBAL};
use crate::verbs::{StemKind, stems_of};
use crate::word::Word;

const PRONOUN: PosSet = PosSet(0).with(Pos::Pron);

/// The entries of the bases of a word. Cuts that follow one another mostly have the same base, which is looked up once.
pub(crate) struct Bases<'a> {
    lexicon: &'a Lexicon,
    /// Where the last base ended, and its entry.
    last: (usize, Option<Entry<'a>>),
    /// A base with what is restored behind it.
    restored: String,
}

impl<'a> Bases<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, last: (0, None), restored: String::new() }
    }

    /// The base of the cut and its entry.
    fn get<'b>(&'b mut self, word: &'b Word<'_>, cut: &Cut) -> (&'b str, Option<Entry<'a>>) {
        let base = &word.key[..cut.base];
        if cut.restored.is_empty() {
            if self.last.0 != cut.base {
                // خوبی‌ها: what has an affix behind ی is the noun.
                let entry = self.lexicon.get(base);
                let quality = entry.and_then(|entry| self.lexicon.quality(base, entry));
                self.last = (cut.base, quality.or(entry));
            }
            return (base, self.last.1);
        }
        self.restored.clear();
        self.restored.extend([base, cut.restored]);
        (&self.restored, self.lexicon.get(&self.restored))
    }
}

/// The reading of `cut`, if its base is a word that takes these affixes.
pub(crate) fn inflected<'a>(
    bases: &mut Bases<'a>,
    word: &Word<'_>,
    known: Option<Entry<'_>>,
    cut: &Cut,
) -> Option<Reading<'a>> {
    if excluded(word, known, cut) {
        return None;
    }
    let lexicon = bases.lexicon;
    let (base, entry) = bases.get(word, cut);
    let entry = match entry {
        Some(entry) => entry,
        None if unknown_takes(lexicon, word, cut) => Entry::UNKNOWN,
        None => return None,
    };
    if !entry.pos.is_empty() && entry.pos.without(VERBAL).is_empty() {
        return None;
    }
    let count = cut.affixes.len();
    let (innermost, function) = cut.affixes.get(count.checked_sub(1)?);
    let elided = cut.restored == "ه" && function.is_possessive();
    let are = function == Function::Copula3Pl
        && word.key[innermost..].starts_with('ن')
        && count == 1
        && &word.key[innermost..] == "ن";
    if elided && !(entry.flags & (Lexicon::LISTED | Lexicon::GIVEN) != 0 && entry.frequency >= 24)
        || plural_of_speech(cut, word) && entry.lemma.is_empty() && entry.frequency < 12
        || last_is_object(cut, word) && (entry.flags & Lexicon::LISTED == 0 || entry.frequency < 16)
        || are && (entry.flags & Lexicon::LISTED == 0 || !entry.pos.has(Pos::Adj))
    {
        return None;
    }
    // A half-space stands before an affix, never in it: خانه‌ات is not خان‌ها + ت.
    let ends = [word.key.len()].into_iter().chain(cut.affixes.iter().map(|(at, _)| at));
    if cut.affixes.iter().zip(ends).any(|((at, _), end)| word.has_half_space_in(at + 1, end)) {
        return None;
    }
    let end = count.checked_sub(2).map_or(word.key.len(), |i| cut.affixes.get(i).0);
    let letters = &word.key[innermost..end];
    // کتاب‌هایی is no form of کتاب‌های.
    let listed = entry.flags & Lexicon::LISTED != 0;
    if !listed && (base.ends_with("ها") || base.ends_with("های")) && crate::key(entry.lemma) != base {
        return None;
    }
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
    let parted = function == Function::Plural && word.has_half_space(innermost);
    if !open(entry.pos) && !entry.pos.is_empty() && !parted && !cut.affixes.iter().all(|(_, f)| f.is_clitic())
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
            // مستبدین, ناقضین, but not نیلوفرین.
            "ین" if known.is_none() && !may_be_participle(base) => 34,
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
        // خونمون: a word of speech with an ending of speech
        _ if elided && !entry.lemma.is_empty() && word.key.ends_with("ون") => 0,
        _ if elided => 12,
        _ if are => 14,
        _ if copula => 22,
        _ => 10,
    };
    // ات, ام, اند need a half-space or a letter that does not join; where it is lost, it is mostly another suffix.
    let (outermost, last) = cut.affixes.get(0);
    let glued = last.is_clitic() && word.key[outermost..].starts_with('ا') && !word.has_half_space(outermost);
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
    let broken = !entry.lemma.contains('\u{200C}') && word.has_half_space_in(2, cut.base);
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
    let pronouns = known.is_some_and(|e| e.pos == PRONOUN) && entry.pos.has(Pos::Pron) && last.is_clitic();
    let preposition = count == 1 && last.is_clitic() && !copula && nominal::WITH_PRONOUNS.contains(&base);
    let pronouns = pronouns || preposition;
    let closed = closed || pronouns;
    let is_word = if !pronouns && known.is_some_and(|e| e.flags & (Lexicon::LISTED | Lexicon::GIVEN) != 0) {
        60
    } else {
        0
    };
    let given = known.is_some_and(|e| e.flags & Lexicon::GIVEN != 0);
    let is_word = if letters == "ها" && !given { 0 } else { is_word };
    // What texts tell of دولتی and مردی counts more than all of this.
    let judged = known.map_or(0, |e| e.flags & (Lexicon::WORD | Lexicon::FORM));
    let asked = count == 1 && (function == Function::Yeh || function.is_possessive());
    let (rarer, is_word) = match judged {
        Lexicon::FORM if asked => (rarer.min(0), 0),
        Lexicon::WORD if asked => (rarer, 60),
        _ => (rarer, is_word),
    };
    // ایرانیست is ایرانی and ست, but مردیست مردی.
    let (outer, is) = cut.affixes.get(0);
    let known_yeh = function == Function::Yeh && count == 2 && is == Function::Copula3Sg && {
        let own = Lexicon::LISTED | Lexicon::GIVEN | Lexicon::WORD;
        lexicon.get(&word.key[..outer]).is_some_and(|e| e.flags & own != 0 && e.flags & Lexicon::FORM == 0)
    };
    // بردارش: behind what is a verb itself a clitic is an object.
    let verbal = last.is_clitic() && !copula && entry.lemma.contains('#') && !entry.pos.has(Pos::Noun);
    let cost = bound
        + if known_yeh { 8 } else { 0 }
        + if verbal { 30 } else { 0 }
        // گردانید is rather a verb than what circles you are.
        + if letters == "ان" && copula { 10 } else { 0 }
        + foreign(last, &word.key[outermost..])
        + rarer
        + short
        + is_word
        + 4 * count as i32
        + if single { 4 } else { 0 }
        + if cut.affixes.has(Function::Object) { 12 } else { 0 }
        + if guessed { 14 } else { 0 }
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

/// Whether a word looks like an Arabic participle, the kind that has a plural in ین: مستبد, ناقض.
fn may_be_participle(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second, fourth) = (letters.next(), letters.next(), letters.nth(1));
    let arabic = !word.contains(['پ', 'چ', 'ژ', 'گ']);
    arabic && fourth.is_some() && (first == Some('م') || second == Some('ا') && letters.next().is_none())
}

/// What an ending costs that is rarer in texts than names and loans that end so: فرمت, سوئیس.
fn foreign(function: Function, letters: &str) -> i32 {
    match (function, letters) {
        (Function::Poss2Sg, "ت" | "یت") => 8,
        (Function::Copula3Sg, "س") => 12,
        _ => 0,
    }
}

/// کتابا, کتابام: a plural in ا.
fn plural_of_speech(cut: &Cut, word: &Word<'_>) -> bool {
    let count = cut.affixes.len();
    let (at, function) = cut.affixes.get(count - 1);
    let end = if count > 1 { cut.affixes.get(count - 2).0 } else { word.key.len() };
    function == Function::Plural && &word.key[at..end] == "ا"
}

/// کتابو: nothing but the object marker of speech.
fn last_is_object(cut: &Cut, word: &Word<'_>) -> bool {
    let (at, function) = cut.affixes.get(0);
    function == Function::Object && cut.affixes.len() == 1 && &word.key[at..] == "و"
}

/// Whether the letters or the half-spaces tell that the affixes are others.
fn excluded(word: &Word<'_>, known: Option<Entry<'_>>, cut: &Cut) -> bool {
    let is_word = known.is_some_and(|e| e.flags & (Lexicon::LISTED | Lexicon::GIVEN | Lexicon::WORD) != 0);
    let count = cut.affixes.len();
    let (outermost, last) = cut.affixes.get(0);
    let (innermost, first) = cut.affixes.get(count - 1);
    let ending = &word.key[outermost..];
    let plural = first == Function::Plural && count > 1;
    match last {
        // What ی makes one of is no plural: سیمین is not سیمی and ن.
        Function::Copula3Pl if ending == "ن" && cut.affixes.has(Function::Yeh) => true,
        // ناقدانه: a suffix of adjectives, no plural with a copula.
        Function::Copula3Sg if plural && word.key.ends_with("انه") => true,
        // معلم‌ام, خوب‌است: an alef that starts a copula is no plural.
        _ if plural
            && word.key[innermost..].starts_with('ا')
            && count == 2
            && cut.affixes.get(0).0 == innermost + 2 =>
        {
            word.has_half_space(innermost) || last == Function::Copula3Sg
        }
        Function::Copula3Sg if ending == "است" => {
            !word.has_half_space(outermost) && word.key[..outermost].ends_with(joins)
        }
        Function::Copula1Sg if ending == "ام" && !word.key[..outermost].ends_with('ه') => {
            !word.has_half_space(outermost)
        }
        // بچم, خوبن, کتابو: only if it is nothing else
        _ if cut.restored == "ه" && first.is_possessive() => is_word,
        Function::Copula3Pl if ending == "ن" => is_word,
        Function::Object if last_is_object(cut, word) => is_word,
        _ => false,
    }
}

/// Whether a base that the lexicon lacks may take these affixes: what nothing but an affix can be. ها, تر behind anything,
/// ان behind a compound that ends in a stem: سرمایه‌گذاران.
fn unknown_takes(lexicon: &Lexicon, word: &Word<'_>, cut: &Cut) -> bool {
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
            // سرمایه‌گذار, مرزگذار; شرکت‌کننده
            let part = base.strip_suffix("ند").filter(|_| cut.restored == "ه").unwrap_or(base);
            let is_stem = |text: &str| {
                stems_of(text).any(|stem| stem.kind == StemKind::Present && !stem.spoken && !stem.joined)
            };
            let is_word = |text: &str| {
                let sure = Lexicon::LISTED | Lexicon::GIVEN | Lexicon::WORD;
                lexicon.get(text).is_some_and(|e| e.flags & sure != 0)
            };
            let after = |i: usize| word.has_half_space(i) || i + 6 <= part.len() && is_word(&part[..i]);
            (2..part.len()).any(|i| part.is_char_boundary(i) && is_stem(&part[i..]) && after(i))
        }
        _ => false,
    }
}

/// Whether the letter joins the next: after it the orthography wants a half-space.
fn joins(c: char) -> bool {
    !matches!(c, 'ا' | 'آ' | 'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و')
}

/// Whether new words of these classes are made: what takes the affixes of nouns.
pub(crate) fn open(pos: PosSet) -> bool {
    [Pos::Noun, Pos::Propn, Pos::Adj, Pos::Adv, Pos::Num].iter().any(|&p| pos.has(p))
}
