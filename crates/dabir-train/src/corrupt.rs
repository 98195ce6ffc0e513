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

pub struct Corruptor {
    suffixes: HashSet<u64>,
}

impl Default for Corruptor {
    fn default() -> Self {
        let suffixes = "ها های هایی هایم هایت هایش هایمان هایتان هایشان تر ترین تری";
        Self { suffixes: suffixes.split(' ').map(hash_of).collect() }
    }
}

impl Corruptor {
    /// The separators of `s` after damage; `is_word` knows the words.
    pub fn damage(&self, s: &Stretch, is_word: impl Fn(u64) -> bool, random: &mut Random) -> Vec<u8> {
        let damage = Self::draw(random);
        let mut seps: Vec<u8> = (0..s.len()).map(|i| s.sep(i)).collect();
        for i in 1..s.len() {
            if !s.is_gap(i) {
                continue;
            }
            seps[i] = match s.sep(i) {
                HALF => {
                    let x = random.unit();
                    if x < damage.delete {
                        NONE
                    } else if x < damage.delete + damage.space {
                        SPACE
                    } else {
                        HALF
                    }
                }
                SPACE => {
                    let fused = s.left_is_waw(i);
                    if random.chance(damage.drop * if fused { 2.0 } else { 1.0 }) { NONE } else { SPACE }
                }
                _ if !s.joins(i) && (damage.detach > 0.0 || damage.part > 0.0) => {
                    let right = s.right_hash(i);
                    if self.suffixes.contains(&right) && is_word(s.left_hash(i)) {
                        if random.chance(damage.detach) { SPACE } else { NONE }
                    } else if damage.part > 0.0 && is_word(s.left_hash(i)) && is_word(right) && s.both_len(i) > 4 {
                        if random.chance(damage.part) { SPACE } else { NONE }
                    } else {
                        NONE
                    }
                }
                sep => sep,
            };
        }
        seps
    }

    fn draw(random: &mut Random) -> Damage {
        let mut d = Damage { delete: 0.0, space: 0.0, drop: 0.0, detach: 0.0, part: 0.0 };
        match random.below(8) {
            0 | 1 => {}
            2 | 3 => d.delete = 1.0,
            4 | 5 => d.space = 1.0,
            6 => (d.delete, d.space) = (0.3, 0.3),
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
        if random.chance(0.2) {
            d.part = 0.15;
        }
        d
    }
}
