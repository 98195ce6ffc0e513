//! Which gaps the model is asked about: those that the lexicon alone can't tell.

use super::features::VERB_PREFIXES;
use super::letters::{HALF, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::model::{Model, Weighed};
use super::stretch::{Gap, Piece, Stretch};
use core::ops::Range;

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
        if s.sep(gap.at) == SPACE && left.hash != 0 && right.hash != 0 && may_be_one(s, left, right, lexicon)
        {
            each(gap);
        }
        if right.entry.is_whole() || right.hash == 0 {
            continue;
        }
        for at in right.first + 1..right.past {
            if may_be_two(s, right, at, lexicon) {
                each(Gap { at, left: p, right: p });
            }
        }
    }
}

/// Whether two words may be one, with a half-space or plainly: one of them is mostly a part of others, or both together are
/// known.
#[inline]
fn may_be_one(s: &Stretch, left: &Piece, right: &Piece, lexicon: &impl Lexicon) -> bool {
    let one_letter = right.past - right.first == 1 && !may_end_in_letter(s, left.first, right.first);
    if one_letter || right.past - left.first < 3 {
        return false;
    }
    if VERB_PREFIXES.contains(&left.hash) {
        return may_be_verb(right.entry);
    }
    let (leads, follows) = (left.entry.leads(), right.entry.follows());
    let both = || lexicon.get(s.hash(left.first, right.past));
    if s.joins(right.first) {
        // Two words that are seldom parts make no compound.
        let maybe = leads > 0 && follows > 0 && leads + follows > 2;
        return leads == 3 || follows == 3 || maybe && both().is_compound();
    }
    // The letters of two words may be those of a third by chance (با رها, بارها): the third must be as frequent as the second,
    // and the first neither short nor a function word.
    follows == 3
        || left.past - left.first > 2 && !left.entry.is_function() && {
            let (both, least) = (both().bucket(), if follows == 1 { 4 } else { 2 });
            both >= least.max(right.entry.bucket() % 7) && both < 7
        }
}

/// Whether a word may be a verb without its prefix.
#[inline]
fn may_be_verb(word: Entry) -> bool {
    word.follows() > 1 || word.is_verb() || !word.is_known()
}

/// Whether the one letter at `at` may be a pronoun or an ezafe: after a silent heh. Else it is an initial, or spelt out.
#[inline]
fn may_end_in_letter(s: &Stretch, first: usize, at: usize) -> bool {
    /// The letter ه.
    const HEH: u8 = 32;
    at > first + 2 && s.letter(at - 1) == HEH
}

/// Whether a word may be two, cut at symbol `at`.
#[inline]
fn may_be_two(s: &Stretch, word: &Piece, at: usize, lexicon: &impl Lexicon) -> bool {
    /// The one letter that is a word: و, fused with what follows. In سن‌وسال it is none.
    const WAW: u8 = 31;
    if at == word.first + 1 && (s.letter(word.first) != WAW || s.sep(word.first) == HALF) {
        return false;
    }
    if at + 1 == word.past && !may_end_in_letter(s, word.first, at) {
        return false;
    }
    let left = lexicon.get(s.hash(word.first, at));
    if s.joins(at) {
        let right = lexicon.get(s.hash(at, word.past));
        left.leads() > 1 || right.follows() > 1 || (left.is_known() && right.is_known())
    } else {
        left.is_known() && lexicon.get(s.hash(at, word.past)).is_known()
    }
}

/// How many symbols to each side of a gap take part in its decision, at most, beside the pieces next to it.
const AROUND: usize = 8;

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
    pub(crate) fn all(&mut self, s: &Stretch, model: &Model) {
        self.gaps.clear();
        asked(s, model, |gap| self.gaps.push(model.weigh(s, gap)));
    }

    /// Asks anew where the changes at some symbols, in ascending order, may matter, after the stretch was cut anew.
    ///
    /// A gap is decided by the pieces left and right of it, the pieces next to these, and a few symbols around.
    pub(crate) fn again(&mut self, s: &Stretch, model: &Model, changes: impl Iterator<Item = usize>) {
        core::mem::swap(&mut self.gaps, &mut self.previous);
        self.gaps.clear();
        let (gaps, mut old) = (&mut self.gaps, &self.previous[..]);
        let mut anew = |pieces: Range<usize>| {
            let [first, past] = [s.pieces()[pieces.start].first, s.pieces()[pieces.end - 1].past];
            let kept = old.partition_point(|gap| gap.at < first);
            gaps.extend_from_slice(&old[..kept]);
            old = &old[old.partition_point(|gap| gap.at < past)..];
            asked_in(s, model, pieces, |gap| gaps.push(model.weigh(s, gap)));
        };
        let mut pieces = 0..0;
        for change in changes {
            let piece = s.piece_at(change);
            let first = s.piece_at(change.saturating_sub(AROUND)).min(piece.saturating_sub(2)).max(1);
            let past = 1 + s.piece_at((change + AROUND).min(s.len() - 1)).max(piece + 2);
            let past = past.min(s.pieces().len());
            if first <= pieces.end && !pieces.is_empty() {
                pieces.end = past;
                continue;
            }
            if !pieces.is_empty() {
                anew(pieces);
            }
            pieces = first..past;
        }
        if !pieces.is_empty() {
            anew(pieces);
        }
        self.gaps.extend_from_slice(old);
    }
}
