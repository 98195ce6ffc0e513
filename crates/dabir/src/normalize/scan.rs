//! Finds the few places of a text that a rule may have something to say about.
//!
//! Persian letters are two bytes, spaces one, and words are short: a loop that branches on the length of each character
//! mispredicts at every word. So the scan looks at *pairs of neighbouring bytes* instead. For the letters of the Arabic
//! block a pair is the character; for spaces it is the character and the one before. What to make of a pair, a table of
//! 65 536 flags tells, without a branch on what the bytes are. Where the machine can, the letters of Persian and the single
//! spaces between them do not get that far: the [`Sieve`] passes over them. On the way the scan finds the delimiters, which
//! tell where the language may change.

use super::config::{Config, Digits, Ezafe};
use crate::chars::{Action, Class, HAMZA_ABOVE, Info, TATWEEL, is_haraka};
use crate::protect::plain_word;
use crate::rule::Rule;
use crate::sieve::{BLOCK, Sieve};

/// The second byte of a pair starts an event, or ends the character that is one.
pub(super) const EVENT: u8 = 1;
/// It may be the last byte of a delimiter of [`super::language`].
pub(super) const DELIMITS: u8 = 2;
/// The letter joins to the next, so that a half-space after it can be seen.
const LEFT_OF_HALF_SPACE: u8 = 1;
/// Any letter of the script.
const RIGHT_OF_HALF_SPACE: u8 = 2;
/// What composes with the letter before it.
const COMPOSES: u8 = 4;
/// A mark that stands as it is, whatever it stands on; for the hamza of ezafe, on a heh.
const MARK: u8 = 8;

/// A Persian letter to put in place of another that joins in the same way, and the rule that wants it.
pub(super) type Twin = (char, Rule);

#[derive(Clone)]
pub(super) struct Scanner {
    /// The flags of two bytes, the first the low one.
    pairs: Box<[u8; 1 << 16]>,
    /// What passes over most pairs without flags, if it is fit for these rules.
    pub(super) sieve: Option<Sieve>,
    /// For the low byte of U+0600..U+06FF, next to what half-space the letter may stand without more ado.
    letters: [u8; 256],
    /// For the same, the letter that takes its place and calls for no look at more than its neighbours.
    twins: [Option<Twin>; 256],
    /// Persian digits stay as they are.
    keeps_digits: bool,
    /// A half-space between letters is as it should be, and ی is an event only at the start of a word.
    is_calm: bool,
}

impl Scanner {
    /// The tables of the places that these rules look at.
    pub(super) fn new(config: &Config) -> Self {
        let mut pairs = vec![0; 1 << 16];
        for (pair, flag) in pairs.iter_mut().enumerate() {
            let (before, byte) = (pair as u8, (pair >> 8) as u8);
            *flag = if is_flagged(before, byte, config) { EVENT } else { 0 }
                | if may_delimit(before, byte) { DELIMITS } else { 0 };
        }
        let pairs = match pairs.into_boxed_slice().try_into() {
            Ok(pairs) => pairs,
            Err(_) => Box::new([EVENT | DELIMITS; 1 << 16]),
        };
        let keeps_half_spaces = !config.has(Rule::ZwnjFold) && config.ezafe != Ezafe::Hamza;
        let of_marks = [Rule::LettersHarakat, Rule::LettersFoldHamza];
        let keeps_marks = config.ezafe != Ezafe::Ye && !of_marks.into_iter().any(|rule| config.has(rule));
        let (mut letters, mut twins) = ([0; 256], [None; 256]);
        for (c, (sides, twin)) in ('\u{600}'..='\u{6FF}').zip(letters.iter_mut().zip(&mut twins)) {
            let info = Info::of(c);
            if info.is_arabic() && keeps_half_spaces {
                *sides = RIGHT_OF_HALF_SPACE | if info.joins_next() { LEFT_OF_HALF_SPACE } else { 0 };
            }
            if info.composes() {
                *sides |= COMPOSES;
            }
            if keeps_marks && (is_haraka(c) || c == HAMZA_ABOVE) {
                *sides |= MARK;
            }
            *twin = twin_of(info, config);
        }
        let is_calm = keeps_half_spaces && !is_flagged(0xDB, 0x8C, config);
        let sieve = sieve(&pairs, is_calm, config.has(Rule::LettersRepeated));
        Self { pairs, sieve, letters, twins, keeps_digits: config.digits == Digits::Persian, is_calm }
    }

    /// Whether the event at byte `at` stays what it is whatever spaces and half-spaces come or go between letters around it: a
    /// word of another script, or one that starts with ی and goes on.
    #[inline]
    pub(super) fn is_undisturbed(&self, bytes: &[u8], at: usize) -> bool {
        self.is_calm
            && match bytes[at..] {
                [b'A'..=b'Z' | b'a'..=b'z' | b'_', ..] => true,
                [0xDB, 0x8C, lead, trail, ..] => self.is_beside(lead, trail, RIGHT_OF_HALF_SPACE),
                _ => false,
            }
    }

    /// The flags of a byte after another.
    #[inline]
    pub(super) fn flags(&self, before: u8, byte: u8) -> u8 {
        self.pairs[usize::from(u16::from_le_bytes([before, byte]))]
    }

    /// Which bytes of a block have flags, the first the lowest bit. The block comes with the byte before it.
    #[inline]
    fn flags_of(&self, block: &[u8; 1 + BLOCK]) -> u64 {
        let mut places = 0;
        // As two rows of chunks, for then each pair is one load.
        for odd in 0..2 {
            for (i, &[before, byte]) in block[odd..odd + BLOCK].as_chunks().0.iter().enumerate() {
                places |= u64::from(self.flags(before, byte) != 0) << (2 * i + odd);
            }
        }
        places
    }

    /// The same with the sieve, which may find more; over `LINES`, less, but of what is as it should be.
    #[inline]
    pub(super) fn places<const LINES: bool>(&self, block: &[u8; 1 + BLOCK]) -> u64 {
        let found = self.sieve.as_ref().and_then(|sieve| sieve.find_loud::<LINES>(block, 1));
        found.map_or_else(|| self.flags_of(block), |(_, loud)| loud)
    }

    /// The end of the event at byte `at` if it is one of those that are nearly always as they should be, and is: a
    /// half-space between letters, a mark after a word and before a space, an opening quotation mark before a word, an
    /// ellipsis, one haraka; with `numbers` also a number in Persian digits, at which a pass must ask for the language where a
    /// line may be cut for its length. What ends a line is the end of the text here, too.
    #[inline(always)]
    pub(super) fn past_settled(&self, bytes: &[u8], at: usize, numbers: bool) -> Option<usize> {
        let after = |least: u8| at > 0 && bytes[at - 1] > least;
        // »
        let ends = |at: usize| matches!(bytes[at..], [] | [b' ' | b'\n' | b'\r', ..] | [0xC2, 0xBB, ..]);
        // ،
        let goes_on = |at: usize| matches!(bytes[at..], [b'.' | b')', ..] | [0xD8, 0x8C, ..]);
        let (length, settled) = match bytes[at..] {
            [b'.' | b':' | b'!' | b')', ..] => {
                (1, ends(at + 1) && after(if bytes[at] == b'.' { 0x7F } else { b' ' }))
            }
            // ، ؛ ؟
            [0xD8, 0x8C | 0x9B | 0x9F, ..] => (2, ends(at + 2) && after(b' ')),
            // »
            [0xC2, 0xBB, ..] => (2, (ends(at + 2) || goes_on(at + 2)) && after(b' ')),
            [0xE2, 0x80, 0x8C, lead, trail, ..] => {
                let right = self.is_beside(lead, trail, RIGHT_OF_HALF_SPACE);
                (3, right && at > 1 && self.is_beside(bytes[at - 2], bytes[at - 1], LEFT_OF_HALF_SPACE))
            }
            // « and …
            [0xC2, 0xAB, next, ..] => (2, next != b' '),
            [0xE2, 0x80, 0xA6, ..] => (3, true),
            [0xD9, trail @ 0x8B..=0x94, ref rest @ ..] => {
                let on_heh = || at > 1 && bytes[at - 2..at] == [0xD9, 0x87];
                let mark = self.is_beside(0xD9, trail, MARK) && (trail != 0x94 || on_heh());
                (2, mark && self.is_single(rest))
            }
            [0xDB, 0xB0..=0xB9, ..] if numbers && self.keeps_digits => return past_number(bytes, at),
            _ => return None,
        };
        settled.then_some(at + length)
    }

    /// The same, of a text without a spacing stage, to which protected spans are told: also of a word in ASCII.
    #[inline]
    pub(super) fn past_right(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match bytes[at] {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => plain_word(bytes, at),
            _ => self.past_settled(bytes, at, true),
        }
    }

    /// The twin of the letter at byte `at`, if nothing composes with it.
    #[inline]
    pub(super) fn twin(&self, bytes: &[u8], at: usize) -> Option<Twin> {
        let &[lead @ 0xD8..=0xDB, trail, ref after @ ..] = &bytes[at..] else { return None };
        let twin = self.twins[low_byte(lead, trail)]?;
        self.is_single(after).then_some(twin)
    }

    /// Whether what comes after a letter or a mark is, for certain, nothing that composes with it.
    #[inline]
    fn is_single(&self, after: &[u8]) -> bool {
        match *after {
            [lead @ 0xD8..=0xDB, trail, ..] => !self.is_beside(lead, trail, COMPOSES),
            [0..0x80, ..] | [0xE2, 0x80, 0x8C, ..] | [] => true,
            _ => false,
        }
    }

    #[inline]
    fn is_beside(&self, lead: u8, trail: u8, side: u8) -> bool {
        matches!(lead, 0xD8..=0xDB) && self.letters[low_byte(lead, trail)] & side != 0
    }
}

/// The end of the number in Persian digits at byte `at` if, as `Pass::is_right` knows, no rule changes it or the space around
/// it, whatever the language.
#[inline]
fn past_number(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        match bytes[end..] {
            [0xDB, 0xB0..=0xB9, ..] => end += 2,
            [b'/' | b':', 0xDB, 0xB0..=0xB9, ..] if end > at => end += 3,
            // ٫ ٬
            [0xD9, 0xAB | 0xAC, 0xDB, 0xB0..=0xB9, ..] if end > at => end += 4,
            // ٪
            [0xD9, 0xAA, ..] if end > at => {
                end += 2;
                break;
            }
            _ => break,
        }
    }
    let ends = match bytes[end..] {
        // What sign belongs to it is seen behind the spaces.
        [b' ', b' ' | b'%', ..] | [b' ', 0xD9, 0xAA, ..] => false,
        [] | [b' ' | b'\n' | b'\r' | b')' | b'+', ..] | [0xC2, 0xBB, ..] => true,
        // ،
        [b'.', ref after @ ..] | [0xD8, 0x8C, ref after @ ..] => {
            matches!(after, [] | [b' ' | b'\n' | b'\r', ..])
        }
        _ => false,
    };
    (end > at && ends && (at == 0 || matches!(bytes[at - 1], b' ' | b'(' | b'\n' | b'\r'))).then_some(end)
}

/// A sieve for these flags of pairs of bytes, with marks if text is calm; `None` if it would pass over what has flags. For repeated
/// letters, every letter has; it finds the third.
fn sieve(pairs: &[u8; 1 << 16], is_calm: bool, repeats: bool) -> Option<Sieve> {
    let flags = |before: u8, byte: u8| pairs[usize::from(u16::from_le_bytes([before, byte]))];
    let info = |low: usize| char::from_u32(0x600 + low as u32).map(Info::of);
    let quiet = |low: usize| flags(0xD8 | (low >> 6) as u8, 0x80 | (low & 0x3F) as u8) == 0;
    // Where letters are looked at for what is repeated, so are those that may change with what follows.
    let plain = |info: Info, low: usize| info.action() == Action::None && low != TATWEEL as usize & 0xFF;
    let letter = |low: usize| {
        info(low).is_some_and(|info| info.is_arabic() && quiet(low) && (!repeats || plain(info, low)))
    };
    let joining = |low: usize| info(low).is_some_and(|info| info.is_arabic() && info.joins_next());
    // What the sieve takes for quiet by two bytes alone: of a half-space, and what starts after the end of a character.
    let half_space = [[0xE2, 0x80], [0x80, 0x8C]];
    let starts = (0..0xC0).flat_map(|before| [b' ', 0xD8, 0xD9, 0xDA, 0xDB].map(|byte| [before, byte]));
    let is_other = |&[before, byte]: &[u8; 2]| {
        (before != b' ' || !matches!(byte, b' ' | 0xDB)) && !(repeats && before >= 0x80 && byte >= 0xD8)
    };
    let fits =
        half_space.into_iter().chain(starts.filter(is_other)).all(|[before, byte]| flags(before, byte) == 0);
    let sieve = Sieve::new(&core::array::from_fn(letter));
    let sieve = if repeats { sieve.with_repeats() } else { sieve };
    fits.then(|| if is_calm { sieve.with_marks(&core::array::from_fn(joining)) } else { sieve })
}

/// The low byte of the character of U+0600..U+06FF that two bytes encode.
#[inline]
fn low_byte(lead: u8, trail: u8) -> usize {
    usize::from((lead & 3) << 6 | (trail & 0x3F))
}

/// The twin of a letter under these rules.
fn twin_of(info: Info, config: &Config) -> Option<Twin> {
    let (rule, to) = info.entry();
    let to = to.chars().next()?;
    let plain = matches!(rule, Rule::LettersArabicKaf | Rule::LettersArabicYeh | Rule::LettersYehVariant)
        && info.joins_next() == Info::of(to).joins_next();
    (info.action() == Action::Map && plain && config.has(rule) && !config.has(Rule::LettersRepeated))
        .then_some((to, rule))
}

/// Whether the second of two bytes may end a delimiter of [`super::language`].
fn may_delimit(before: u8, byte: u8) -> bool {
    match byte {
        b'.' | b'!' | b'?' | b';' | b':' | b'"' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r' => {
            true
        }
        // ؛ ؟ ۔ « »
        0x9B | 0x9F => before == 0xD8,
        0x94 => before == 0xDB,
        0xAB | 0xBB => before == 0xC2,
        // “ ” … ﴾ ﴿
        0x9C | 0x9D | 0xA6 => before == 0x80,
        0xBE | 0xBF => before == 0xB4,
        _ => false,
    }
}

/// Whether the second of two bytes starts an event, or ends a character of two bytes that is one.
fn is_flagged(before: u8, byte: u8, config: &Config) -> bool {
    let has = |rule| config.has(rule);
    match (before, byte) {
        // Other spaces, and the marks that want none, are events by themselves.
        (b' ', b' ') => return has(Rule::SpacesRepeated),
        // A word that starts with ی may be the ezafe of the one before.
        (b' ', 0xDB) => return has(Rule::ZwnjEzafe),
        _ => {}
    }
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' => false,
        // No rule has anything to say of them.
        b'-' | b'+' | b'/' | b'\\' | b'|' | b'$' | b'%' | b'\'' | b'{' | b'}' | b'>' => false,
        0..=0x7F => true,
        0x80..=0xBF if (0xD8..=0xDB).contains(&before) => {
            let code = u32::from(before & 0x1F) << 6 | u32::from(byte & 0x3F);
            char::from_u32(code).is_some_and(|c| is_event(c, config))
        }
        // Inside a longer character, whose first byte was the event.
        0x80..=0xBF => false,
        // The same letter again: the lead byte after a letter that ends in any byte can't be told apart here.
        0xD8..=0xDB if has(Rule::LettersRepeated) && (0x80..=0xBF).contains(&before) => true,
        0xD8..=0xDB => false,
        _ => true,
    }
}

/// Whether a character of the Arabic block is looked at under these rules.
fn is_event(c: char, config: &Config) -> bool {
    let info = Info::of(c);
    let has = |rule| config.has(rule);
    let acts = match info.action() {
        Action::None => false,
        // What may be part of a gap, whether its own rule is on or not.
        Action::Space | Action::Half | Action::Delete => true,
        _ => has(info.entry().0),
    };
    acts || match info.class() {
        Class::Digit => {
            const OF_NUMBERS: [Rule; 5] = [
                Rule::NumbersDecimal,
                Rule::NumbersThousands,
                Rule::NumbersPercent,
                Rule::SpacesAfterNumber,
                Rule::SpacesBeforeNumber,
            ];
            config.digits != Digits::Keep || OF_NUMBERS.into_iter().any(has)
        }
        Class::Extend => {
            let hamza = [Rule::LettersFoldHamza, Rule::LettersFoldAlef, Rule::LettersEzafe, Rule::LettersNfc];
            hamza.into_iter().any(has) || (has(Rule::LettersHarakat) && is_haraka(c))
        }
        Class::Arabic | Class::Letter => c == TATWEEL && has(Rule::LettersTatweel),
        Class::MidNum | Class::Punctuation => {
            has(Rule::SpacesBeforePunctuation) || has(Rule::SpacesAfterPunctuation)
        }
        _ => false,
    }
}
