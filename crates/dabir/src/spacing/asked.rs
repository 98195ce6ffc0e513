//! Which gaps the model is asked about: those that the lexicon alone can't tell.

use super::ending::reading;
use super::features::VERB_PREFIXES;
use super::letters::{HALF, HEH, SPACE, WAW, YEH};
use super::lexicon::{Entry, Lexicon};
use super::model::{Tables, Weighed};
use super::spelt::are_names;
use super::stretch::{Gap, Piece, Stretch, hash_of_letters};
use core::ops::Range;

/// The ending ای, or the interjection.
pub(super) const INDEFINITE: u64 = hash_of_letters("ای");

/// The prefix «without», which is also half of بی‌بی, a grandmother.
const WITHOUT: u64 = hash_of_letters("بی");

/// The plural of a word that something belongs to, or the English high-: های‌تک.
pub(super) const PLURAL: u64 = hash_of_letters("های");

/// What a half-space may part from the plural before it.
const CLITICS: [u64; 9] = [
    hash_of_letters("م"),
    hash_of_letters("ت"),
    hash_of_letters("ش"),
    hash_of_letters("ام"),
    hash_of_letters("ات"),
    hash_of_letters("اش"),
    hash_of_letters("مان"),
    hash_of_letters("تان"),
    hash_of_letters("شان"),
];

/// Calls `each`, in ascending order, for every gap the model is asked about; all others stay as they are.
///
/// Nine gaps in ten are as they should be, and the lexicon alone can tell: the words around are never parts of others, or
/// the letters make no word but the one they stand in.
pub fn asked(s: &Stretch, lexicon: &impl Lexicon, each: impl FnMut(Gap)) {
    asked_in(s, lexicon, 1..s.pieces().len(), each);
}

/// The same for the gaps before and inside some of the pieces, of which the first is none.
#[inline]
fn asked_in(s: &Stretch, lexicon: &impl Lexicon, pieces: Range<usize>, mut each: impl FnMut(Gap)) {
    for (p, pair) in s.pieces()[pieces.start - 1..pieces.end].windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let p = pieces.start + p;
        let gap = Gap { at: right.first, left: p - 1, right: p };
        if s.sep(gap.at) == SPACE
            && left.hash != 0
            && right.hash != 0
            && are_parts(s.joins(gap.at), left, right)
            && may_be_one(s, left, right, lexicon)
        {
            each(gap);
        }
        if right.entry.is_whole() || right.hash == 0 || is_inflected(s, right, lexicon) {
            continue;
        }
        for at in right.first + 1..right.past {
            if may_be_two(s, left, right, at, lexicon) {
                each(Gap { at, left: p, right: p });
            }
        }
    }
}

/// Whether a word that no text and no list has is one of those that are never split, with an ending that joins plainly. The ه
/// of ها may be the end of a word: شمارهای is شمار and های or شماره and ای.
fn is_inflected(s: &Stretch, word: &Piece, lexicon: &impl Lexicon) -> bool {
    if word.entry.is_known() {
        return false;
    }
    let reading = reading(s, None, word, lexicon);
    let heh =
        || s.letter(reading.past) == HEH && lexicon.get(s.hash(word.first, reading.past + 1)).is_known();
    reading.stem.is_whole() && !heh()
}

/// Whether two words may be parts of one by themselves: what most pairs fail, and soonest told. The letters of two words may
/// be those of a third by chance (با رها, بارها; به کار برد): then the first must be neither short nor a function word, and
/// the second no verb.
#[inline]
fn are_parts(joins: bool, left: &Piece, right: &Piece) -> bool {
    // Without branches, for no processor foresees them.
    let follows = right.entry.follows();
    let by_chance = left.past - left.first > 2 && !left.entry.is_function() && !right.entry.is_verb();
    let [joining, apart] = [is_often_led(left.entry.leads(), follows), (follows == 3) | by_chance];
    (if joins { joining } else { apart }) | (left.hash == VERB_PREFIXES[0]) | (left.hash == VERB_PREFIXES[1])
}

/// Whether one of two words is mostly a part, or both are and one more than seldom: two that are seldom parts make no
/// compound.
#[inline]
fn is_often_led(leads: u16, follows: u16) -> bool {
    // A bit for each `follows` under each `leads`.
    const OFTEN: u16 = 0b1111_1110_1100_1000;
    OFTEN >> (leads << 2 | follows) & 1 != 0
}

/// Whether two words that are parts may be one, with a half-space or plainly: one of them is mostly a part of others, or both
/// together are known.
fn may_be_one(s: &Stretch, left: &Piece, right: &Piece, lexicon: &impl Lexicon) -> bool {
    let one_letter = right.past - right.first == 1 && !may_end_in_letter(s, left.first, right.first);
    if one_letter || right.past - left.first < 3 {
        return false;
    }
    if VERB_PREFIXES.contains(&left.hash) {
        // ری and شی are nouns too. What is more frequent may stand after the month: ماه می به
        let seldom = right.entry.follows() > 0 && right.entry.bucket() < 5;
        return seldom || may_be_verb(right.entry);
    }
    // The ending ای stands after a silent heh or ی; in ای یار ای دوست it is a word.
    if right.hash == INDEFINITE
        && !matches!(s.letter(right.first - 1), HEH | YEH)
        && !are_names(s, left, right)
    {
        return false;
    }
    let hash_at = |at: usize| s.pieces().get(s.piece_at(at)).map_or(0, |piece| piece.hash);
    if left.hash == WITHOUT && hash_at(left.first - 1) == WITHOUT
        || right.hash == PLURAL && s.sep(right.past) == HALF && !CLITICS.contains(&hash_at(right.past))
    {
        return false;
    }
    let (leads, follows) = (left.entry.leads(), right.entry.follows());
    let both = || lexicon.get(s.hash(left.first, right.past));
    if s.joins(right.first) {
        // این and the like take ها, but no word that stands by itself; rare adverbs take تر, and بی takes any.
        let stands = right.entry.is_whole() && right.entry.class() != 0;
        let (by_itself, frequent) = (right.entry.bucket() % 7 > 2, left.entry.bucket() == 6);
        let free =
            leads == 3 || follows == 3 && !(left.entry.is_function() && stands && (by_itself || frequent));
        return free || both().is_compound() || are_names(s, left, right);
    }
    // Names of letters stay apart: in سی آر ام there is no آرام. The third must be as frequent as the second.
    !are_names(s, left, right)
        && (follows == 3 || {
            let (both, least) = (both().bucket(), if follows == 1 { 4 } else { 2 });
            both >= least.max(right.entry.bucket() % 7) && both < 7
        })
}

/// Whether a word may be a verb without its prefix.
#[inline]
fn may_be_verb(word: Entry) -> bool {
    word.follows() > 1 || word.is_verb() || !word.is_known()
}

/// Whether the one letter at `at` may be a pronoun or an ezafe: after a silent heh. Else it is an initial, or spelt out.
#[inline]
fn may_end_in_letter(s: &Stretch, first: usize, at: usize) -> bool {
    at > first + 2 && s.letter(at - 1) == HEH
}

/// Whether the word that may be cut before ای at symbol `at` is a verb: بیای, نیای. No text has the ending after two letters
/// of which the second is ی.
fn is_to_come(s: &Stretch, word: &Piece, at: usize) -> bool {
    at == word.first + 2 && s.letter(at - 1) == YEH && word.entry.bucket() != 0 && s.sep(word.first) != HALF
}

/// Whether the word that may be cut before ای at symbol `at` is a plural: استادهای is استاد and های, for there is hardly an
/// استاده; رخ‌دادهای, for no text has رخ‌داده.
fn is_plural(s: &Stretch, before: &Piece, word: &Piece, at: usize, lexicon: &impl Lexicon) -> bool {
    if s.letter(at - 1) != HEH || at < word.first + 3 || s.joins(at - 1) {
        return false;
    }
    let known = |first| [at - 1, at].map(|past| lexicon.get(s.hash(first, past)));
    let [without, with] = known(word.first);
    if without.is_known() && without.bucket() % 7 >= 3 + with.bucket() % 7 || !with.is_known() {
        return without.is_known();
    }
    s.sep(word.first) == HALF && {
        let [without, with] = known(before.first);
        // Lists of words have many a participle that no text has.
        without.is_known() && with.bucket() % 7 == 0 && !with.is_split()
    }
}

/// Whether a word may be two, cut at symbol `at`; `before` is the piece before it.
#[inline]
fn may_be_two(s: &Stretch, before: &Piece, word: &Piece, at: usize, lexicon: &impl Lexicon) -> bool {
    // The one letter that is a word is و. In سن‌وسال it is none.
    if at == word.first + 1 && (s.letter(word.first) != WAW || s.sep(word.first) == HALF) {
        return false;
    }
    if at + 1 == word.past && !may_end_in_letter(s, word.first, at) {
        return false;
    }
    // Laughter: ههههه
    let letter = s.letter(at);
    if letter == s.letter(at - 1)
        && (at > word.first + 1 && letter == s.letter(at - 2) || letter == s.letter(at + 1))
    {
        return false;
    }
    let left_hash = s.hash(word.first, at);
    let left = lexicon.get(left_hash);
    if s.joins(at) {
        let right_hash = s.hash(at, word.past);
        if VERB_PREFIXES.contains(&left_hash) {
            let right = lexicon.get(right_hash);
            // میکرب, میزم: what is known to be no verb, or too short to be a rare one.
            return may_be_verb(right) && (right.is_known() || word.past - at > 2);
        }
        if right_hash == INDEFINITE && (is_to_come(s, word, at) || is_plural(s, before, word, at, lexicon)) {
            return false;
        }
        let right = lexicon.get(right_hash);
        left.leads() > 1 || right.follows() > 1 || (left.is_known() && right.is_known())
    } else {
        left.is_known() && lexicon.get(s.hash(at, word.past)).is_known()
    }
}

/// The gaps of a stretch that the model is asked about, weighed, and those of the round before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    gaps: Vec<Weighed>,
    previous: Vec<Weighed>,
}

impl Asked {
    /// The gaps, in ascending order.
    pub(crate) fn gaps(&self) -> &[Weighed] {
        &self.gaps
    }

    /// Asks about the whole stretch.
    pub(crate) fn all(&mut self, s: &Stretch, model: &Tables<'_>) {
        self.gaps.clear();
        asked(s, model, |gap| self.gaps.push(model.weigh(s, gap)));
    }

    /// Asks anew where the changes at some symbols, in ascending order, may matter, after the stretch was cut anew.
    ///
    /// Whether a gap is asked about is told by the pieces that it stands in or between, and the one before these. Its
    /// weight has also to do with what is around them.
    pub(crate) fn again(&mut self, s: &Stretch, model: &Tables<'_>, changes: impl Iterator<Item = usize>) {
        core::mem::swap(&mut self.gaps, &mut self.previous);
        self.gaps.clear();
        let (gaps, mut old) = (&mut self.gaps, &self.previous[..]);
        let mut past = 1;
        for change in changes {
            // The two pieces that meet there, or the one that they have become, and the next.
            let piece = s.piece_at(change);
            let first = past.max(piece.saturating_sub(1));
            past = past.max(piece + 2).min(s.pieces().len());
            if first < past {
                let [from, to] = [s.pieces()[first].first, s.pieces()[past - 1].past];
                let (kept, rest) = old.split_at(old.partition_point(|gap| gap.at < from));
                gaps.extend(kept.iter().map(|gap| model.weigh_again(s, gap)));
                old = &rest[rest.partition_point(|gap| gap.at < to)..];
                asked_in(s, model, first..past, |gap| gaps.push(model.weigh(s, gap)));
            }
        }
        gaps.extend(old.iter().map(|gap| model.weigh_again(s, gap)));
    }
}
