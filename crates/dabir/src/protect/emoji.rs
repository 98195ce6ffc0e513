//! Emoji sequences and smileys.

use crate::chars::{ByteSet, Class, Info, next_char, prev_char};

const KEYCAP: char = '\u{20E3}';
const AS_EMOJI: char = '\u{FE0F}';
const AS_TEXT: char = '\u{FE0E}';
const ZWJ: char = '\u{200D}';

/// `1️⃣`: a digit, `#` or `*` in a keycap.
pub(super) fn keycap(text: &str, at: usize) -> Option<usize> {
    let rest = text[at + 1..].strip_prefix(AS_EMOJI).unwrap_or(&text[at + 1..]);
    rest.starts_with(KEYCAP).then(|| text.len() - rest.len() + KEYCAP.len_utf8())
}

/// A whole emoji: flags, skin tones, variation selectors, tags, and what joiners tie together.
pub(crate) fn sequence(text: &str, at: usize) -> Option<usize> {
    let first = next_char(text, at)?;
    let mut end = at + first.len_utf8();
    if Info::of(first).class() == Class::RegionalIndicator {
        let second = next_char(text, end)?;
        let pair = Info::of(second).class() == Class::RegionalIndicator;
        return pair.then(|| end + second.len_utf8());
    }
    loop {
        while let Some(c) = next_char(text, end) {
            let part = matches!(c, AS_EMOJI | AS_TEXT | KEYCAP | '\u{E0020}'..='\u{E007F}')
                || Info::of(c).class() == Class::EmojiModifier;
            if !part {
                break;
            }
            end += c.len_utf8();
        }
        if next_char(text, end) != Some(ZWJ) {
            return Some(end);
        }
        let Some(joined) = next_char(text, end + ZWJ.len_utf8()) else { return Some(end) };
        if Info::of(joined).class() != Class::Emoji {
            return Some(end);
        }
        end += ZWJ.len_utf8() + joined.len_utf8();
    }
}

const SMILEYS: [&str; 30] = [
    ":'(", ":')", ":-)", ":-(", ":-D", ":-P", ":-/", ":-|", ";-)", ":))", ":((", ":)", ":(", ":D", ":P",
    ":p", ":|", ":/", ":O", ":o", ":*", ":3", ";)", ";(", "=)", "=(", "=D", "<3", "^_^", "(:",
];

/// The second bytes of the smileys: most marks that could start one are soon told by the byte after them.
static SECOND: ByteSet = {
    let mut second = [0; SMILEYS.len()];
    let mut i = 0;
    while i < SMILEYS.len() {
        second[i] = SMILEYS[i].as_bytes()[1];
        i += 1;
    }
    ByteSet::new(&second)
};

/// A smiley of ASCII punctuation that stands by itself.
pub(super) fn smiley(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if !rest.as_bytes().get(1).is_some_and(|&byte| SECOND.has(byte)) {
        return None;
    }
    let face = SMILEYS.iter().find(|face| rest.starts_with(**face))?;
    // `:)))` laughs longer.
    let mouth = face.as_bytes()[face.len() - 1];
    let more = rest.as_bytes()[face.len()..]
        .iter()
        .take_while(|&&b| b == mouth && matches!(mouth, b')' | b'('))
        .count();
    let end = at + face.len() + more;
    let free = |c: Option<char>| {
        c.is_none_or(|c| {
            matches!(Info::of(c).class(), Class::Space | Class::Newline | Class::Emoji | Class::Close)
        })
    };
    let before = prev_char(text, at);
    let opens =
        free(before) || before.is_some_and(|c| Info::of(c).is_arabic() || matches!(c, '.' | '!' | '؟' | '،'));
    (opens && free(next_char(text, end))).then_some(end)
}
