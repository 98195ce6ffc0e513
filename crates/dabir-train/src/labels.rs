//! What is right at a gap: the label of the text, mended where it is careless, and the places where writers differ.

use crate::counts::{Counts, Pair};
use crate::productive::{Productive, is_content};
use dabir::spacing::{Gap, HALF, NONE, SPACE, Stretch, hash_of};
use std::collections::HashSet;

/// Suffixes and prefixes whose half-space is no matter of taste, and the words that are an exception.
pub(crate) struct Inflection {
    plural: HashSet<u64>,
    degree: HashSet<u64>,
    verb: HashSet<u64>,
    lexical: HashSet<u64>,
    function: HashSet<u64>,
    infinitives: HashSet<u64>,
    participles: HashSet<u64>,
    auxiliaries: HashSet<u64>,
}

fn set(words: &str) -> HashSet<u64> {
    words.split_whitespace().map(hash_of).collect()
}

impl Default for Inflection {
    fn default() -> Self {
        Self {
            plural: set("ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست"),
            degree: set("تر ترین تری ترین‌ها"),
            verb: set("می نمی همی"),
            lexical: set("آنها اینها انها بهتر بهترین بیشتر بیشترین کمتر کمترین مهتر کهتر برتر برترین"),
            // Phrases with these are a matter of taste: به عنوان, این که, هر چه.
            function: set(
                "به بر در از با تا را که چه و یا هر هیچ این آن همین همان چنین چنان هم نیز بن ابن یک است بود شد شده کرد \
                           کرده کند شود می نمی خود ما من تو او قابل مورد طور عنوان دست سر پس",
            ),
            infinitives: set(
                "کردن شدن دادن گرفتن یافتن داشتن زدن خوردن کشیدن آوردن آمدن رفتن رسیدن رساندن بودن گذاشتن گذاردن \
                 گشتن گردیدن نمودن ماندن ساختن بستن شناختن افتادن بردن خواستن گفتن دیدن انداختن",
            ),
            participles: set(
                "شده کرده داده گرفته یافته داشته زده خورده کشیده آورده آمده رفته رسیده رسانده بوده گذاشته گشته \
                 گردیده نموده مانده ساخته بسته شناخته افتاده برده خواسته گفته دیده انداخته نشده نکرده نیافته نگرفته نداده",
            ),
            auxiliaries: set(
                "است بود باشد بودند بودم بودیم باشند شد شود می نمی نیست نبود اند ام ایم اید ای خواهد خواهند",
            ),
        }
    }
}

fn two(a: u32, b: u32) -> bool {
    a >= 2 && b >= 2 && f64::from(a.min(b)) >= 0.08 * f64::from(a + b)
}

/// A set of separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accepted(u8);

impl Accepted {
    pub(crate) fn has(self, sep: u8) -> bool {
        self.0 >> sep & 1 != 0
    }
    pub(crate) fn is_optional(self) -> bool {
        self.0.count_ones() > 1
    }
}

impl Inflection {
    /// The separators that good writers put into a gap of a text.
    pub(crate) fn accepted(&self, s: &Stretch, gap: Gap, counts: &Counts) -> Accepted {
        let gold = s.sep(gap.at);
        let (left, right, both) = s.hashes(gap);
        if self.lexical.contains(&both) {
            return Accepted(1 << gold | 1 << NONE | 1 << HALF);
        }
        let Pair { none, half, space } = counts.pair(left, right, both);
        let mut set = 1 << gold;
        let plural = self.plural.contains(&right);
        if plural || self.verb.contains(&left) || self.degree.contains(&right) {
            if gold == NONE && plural && half >= 1 {
                set |= 1 << HALF;
            }
            return Accepted(set);
        }
        if two(half, space) && gold != NONE {
            set |= 1 << HALF | 1 << SPACE;
        }
        if two(half, none) && gold != SPACE {
            set |= 1 << HALF | 1 << NONE;
        }
        if two(space, none) && half > 0 && gold != HALF {
            set |= 1 << SPACE | 1 << NONE;
        }
        Accepted(set)
    }

    /// Whether a gap lies inside a phrase of noun and verb: پایان یافتن, ثبت شده است. There a half-space is a matter of taste.
    pub(crate) fn is_phrase(&self, s: &Stretch, gap: Gap) -> bool {
        let (left, right, _) = s.hashes(gap);
        let finite =
            || s.pieces().get(gap.right + 1).is_some_and(|next| self.auxiliaries.contains(&next.hash));
        !self.verb.contains(&left)
            && (self.infinitives.contains(&right) || self.participles.contains(&right) && finite())
    }

    /// The label to learn at a gap: where a text glues or parts an inflection, or goes against all others, theirs.
    pub(crate) fn mended(
        &self,
        s: &Stretch,
        gap: Gap,
        counts: &Counts,
        productive: &Productive,
        verbs: &HashSet<u64>,
    ) -> u8 {
        let gold = s.sep(gap.at);
        if gold == HALF {
            return gold;
        }
        let (left, right, both) = s.hashes(gap);
        // منتهای is the list's word, not منت with a plural.
        let listed = gold == NONE && counts.seen.get(&both).is_some_and(|word| word.listed);
        if self.lexical.contains(&both) || listed {
            return gold;
        }
        let Pair { none, half, space } = counts.pair(left, right, both);
        let sep = |at: usize| if at < s.len() { s.sep(at) } else { NONE };
        if gold == SPACE && self.is_phrase(s, gap) {
            return gold;
        }
        let (starts, ends) = (sep(s.left(gap)) != HALF, sep(s.right(gap)) != HALF);
        let content = !self.function.contains(&left) && !self.function.contains(&right);
        if s.joins(gap.at) {
            if gold == SPACE && (self.plural.contains(&right) || self.verb.contains(&left)) && half > 0 {
                return HALF;
            }
            if gold == NONE && ends && self.plural.contains(&right) {
                let stem = counts.seen.get(&left).is_some_and(|w| w.whole >= 2 || w.listed);
                if stem && half * 4 >= none {
                    return HALF;
                }
            }
            if gold == NONE && ends && self.degree.contains(&right) && half >= 2 && half * 2 >= none {
                return HALF;
            }
            if gold == NONE
                && self.verb.contains(&left)
                && starts
                && (half > 0 && half * 4 >= none || verbs.contains(&right))
            {
                return HALF;
            }
            let other = if gold == NONE { none } else { space };
            // Not in چشم‌اندازهای: only whole words were counted as joined.
            if half >= 4 && half * 12 >= other * 100 && (gold == SPACE || starts && ends) {
                return HALF;
            }
            if gold == SPACE && content {
                let noun =
                    |hash| counts.seen.get(&hash).is_some_and(is_content) && !self.plural.contains(&hash);
                if productive.seconds.contains(&right) && noun(left)
                    || productive.firsts.contains(&left) && noun(right)
                {
                    return HALF;
                }
                let listed = counts.seen.get(&both).is_some_and(|w| w.compound);
                if (listed && half >= 1 && half * 3 >= space) || (half >= 4 && half * 5 >= space * 4) {
                    return HALF;
                }
            }
        } else if gold == SPACE
            && none > 0
            && (self.plural.contains(&right) || (content && none >= 4 && none >= 5 * space))
        {
            return NONE;
        }
        gold
    }
}
