//! Parts that make compounds freely: سازی, شناسی, بی. Texts checked by hand write them with a half-space wherever the letter
//! before joins; others set one in five apart.

use crate::counts::{Counts, Seen};
use crate::prepare::Line;
use dabir::spacing::{HALF, SPACE};
use std::collections::{HashMap, HashSet};

/// The weight of texts that were checked by hand.
const CHECKED: f32 = 1.0;
/// A productive part was seen with so many others at least,
const PARTNERS: usize = 5;
/// and so many times as often with a half-space as with a space.
const RATIO: u32 = 9;

/// The hashes of first and second parts that make compounds freely.
#[derive(Default)]
pub(crate) struct Productive {
    pub firsts: HashSet<u64>,
    pub seconds: HashSet<u64>,
}

/// How checked texts write a part.
#[derive(Default)]
struct Use {
    partners: HashSet<u64>,
    half: u32,
    space: u32,
}

impl Use {
    fn add(&mut self, sep: u8, partner: u64) {
        if sep == HALF {
            self.partners.insert(partner);
            self.half += 1;
        } else {
            self.space += 1;
        }
    }

    fn is_productive(&self) -> bool {
        self.partners.len() >= PARTNERS && self.half >= RATIO * self.space
    }
}

/// Whether a word names or describes something: what compounds are made of.
pub(crate) fn is_content(word: &Seen) -> bool {
    matches!(word.class, 1 | 2 | 6) || word.class == 0 && word.whole > 0
}

impl Productive {
    pub(crate) fn find(lines: &[Line], counts: &Counts) -> Self {
        let (mut first, mut second) = (HashMap::<u64, Use>::new(), HashMap::<u64, Use>::new());
        for Line { stretch: s, weight, .. } in lines {
            if *weight < CHECKED {
                continue;
            }
            s.gaps(|gap| {
                let sep = s.sep(gap.at);
                if !(s.joins(gap.at) && matches!(sep, HALF | SPACE)) {
                    return;
                }
                let (left, right, _) = s.hashes(gap);
                let content = |hash| counts.seen.get(&hash).is_some_and(is_content);
                if content(left) && s.right(gap) - gap.at > 2 && !counts.is_verb(right) {
                    second.entry(right).or_default().add(sep, left);
                }
                if content(right) {
                    first.entry(left).or_default().add(sep, right);
                }
            });
        }
        let productive = |uses: HashMap<u64, Use>| {
            uses.into_iter().filter(|(_, part)| part.is_productive()).map(|(hash, _)| hash).collect()
        };
        Self { firsts: productive(first), seconds: productive(second) }
    }
}
