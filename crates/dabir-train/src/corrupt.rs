//! Good text made bad on purpose, as the web does it.

use crate::random::Random;
use dabir::spacing::{HALF, NONE, SPACE, Stretch, hash_of};
use std::collections::HashSet;

/// How one sentence is damaged.
struct Damage {
    /// Of 1: half-spaces deleted, half-spaces made spaces.
    delete: f32,
    space: f32,
    /// Spaces dropped.
    drop: f32,
    /// Suffixes and second parts after a non-joining letter set apart.
    detach: f32,
    part: f32,
}

pub(crate) struct Corruptor {
    suffixes: HashSet<u64>,
    /// و and را, which the hasty write on to their neighbours.
    waw: u64,
    ra: u64,
}

impl Default for Corruptor {
    fn default() -> Self {
        let suffixes = "ها های هایی هایم هایت هایش هایمان هایتان هایشان تر ترین تری";
        Self { suffixes: suffixes.split(' ').map(hash_of).collect(), waw: hash_of("و"), ra: hash_of("را") }
    }
}

impl Corruptor {
    /// The separators of `s` after damage; `is_word` knows the words.
    pub(crate) fn damage(&self, s: &Stretch, is_word: impl Fn(u64) -> bool, random: &mut Random) -> Vec<u8> {
        let damage = Self::draw(random);
        let mut seps = s.seps();
        s.gaps(|gap| {
            let joins = s.joins(gap.at);
            let sep = &mut seps[gap.at];
            match *sep {
                HALF => {
                    let x = random.unit();
                    if x < damage.delete {
                        *sep = NONE;
                    } else if x < damage.delete + damage.space {
                        *sep = SPACE;
                    }
                }
                SPACE => {
                    let (left, right, _) = s.hashes(gap);
                    let fused = left == self.waw || right == self.ra;
                    if random.chance(damage.drop * if fused { 6.0 } else { 1.0 }) {
                        *sep = NONE;
                    }
                }
                _ if !joins && (damage.detach > 0.0 || damage.part > 0.0) => {
                    let (left, right, _) = s.hashes(gap);
                    if !is_word(left) {
                        return;
                    }
                    let chance = if self.suffixes.contains(&right) {
                        damage.detach
                    } else if is_word(right) && s.right(gap) - s.left(gap) > 4 {
                        damage.part
                    } else {
                        0.0
                    };
                    if random.chance(chance) {
                        *sep = SPACE;
                    }
                }
                _ => {}
            }
        });
        seps
    }

    fn draw(random: &mut Random) -> Damage {
        let mut d = Damage { delete: 0.0, space: 0.0, drop: 0.0, detach: 0.0, part: 0.0 };
        match random.below(9) {
            0 | 1 => {}
            2..=4 => d.delete = 1.0,
            5 | 6 => d.space = 1.0,
            7 => (d.delete, d.space) = (0.3, 0.3),
            _ => {
                d.delete = random.unit();
                d.space = (1.0 - d.delete) * random.unit();
            }
        }
        if random.chance(0.25) {
            d.drop = [0.02, 0.02, 0.05][random.below(3)];
        }
        if random.chance(0.25) {
            d.detach = [0.3, 1.0][random.below(2)];
        }
        if random.chance(0.3) {
            d.part = 0.3;
        }
        d
    }
}
