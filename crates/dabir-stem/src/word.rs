//! A word form under its key: the letters that tell words apart, without the ways of typing them.

use std::borrow::Cow;

/// The letter a spelling variant stands for; `None` for what words are not told apart by: half-spaces, vowel marks, tatweel.
pub(crate) const fn fold(c: char) -> Option<char> {
    match c {
        'ي' | 'ى' | 'ې' => Some('ی'),
        'ك' | 'ڪ' => Some('ک'),
        'ة' | 'ۀ' | 'ە' | 'ہ' => Some('ه'),
        '\u{200C}'..='\u{200F}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{00AC}' => None,
        c => Some(c),
    }
}

/// The key of `form` in the lexicon: Arabic letters made Persian, half-spaces and vowel marks gone. Linear in the form.
///
/// ```
/// assert_eq!(dabir_stem::key("كتاب‌هاي"), "کتابهای");
/// ```
pub fn key(form: &str) -> String {
    form.chars().filter_map(fold).collect()
}

/// A form with its key and the way back.
#[derive(Debug)]
pub(crate) struct Word<'a> {
    pub(crate) form: &'a str,
    pub(crate) key: Cow<'a, str>,
    /// A bit for each byte of the key before which a half-space is written.
    half_spaces: u128,
}

impl<'a> Word<'a> {
    pub(crate) fn new(form: &'a str) -> Self {
        let Some(changed) = form.char_indices().find(|&(_, c)| fold(c) != Some(c)) else {
            return Self { form, key: Cow::Borrowed(form), half_spaces: 0 };
        };
        let mut key = String::with_capacity(form.len());
        key.push_str(&form[..changed.0]);
        let mut half_spaces = 0;
        let mut half_space = false;
        for c in form[changed.0..].chars() {
            if let Some(folded) = fold(c) {
                if half_space && key.len() < 128 {
                    half_spaces |= 1 << key.len();
                }
                key.push(folded);
                half_space = false;
            }
            half_space |= c == '\u{200C}';
        }
        // At the end it stands before no letter, but marks where a suffix would start.
        if half_space && key.len() < 128 {
            half_spaces |= 1 << key.len();
        }
        Self { form, key: Cow::Owned(key), half_spaces }
    }

    /// Where in the form the byte `at` of the key is, at the start of its letter.
    pub(crate) fn start(&self, at: usize) -> usize {
        if at == 0 || matches!(self.key, Cow::Borrowed(_)) {
            return at;
        }
        let mut folded = 0;
        for (i, c) in self.form.char_indices() {
            if let Some(c) = fold(c) {
                if folded >= at {
                    return i;
                }
                folded += c.len_utf8();
            }
        }
        self.form.len()
    }

    /// Where in the form the bytes up to `at` of the key end: what follows the last letter is its.
    pub(crate) fn end(&self, at: usize) -> usize {
        if at == self.key.len() { self.form.len() } else { self.start(at) }
    }

    /// How the form writes the bytes `from..to` of its key, in Persian letters, without a half-space at either end; all of a form that
    /// has no letters.
    pub(crate) fn written(&self, from: usize, to: usize) -> Cow<'a, str> {
        if matches!(self.key, Cow::Borrowed(_)) {
            return Cow::Borrowed(&self.form[from..to]);
        }
        if self.key.is_empty() {
            return Cow::Borrowed(self.form);
        }
        let text = self.form.get(self.start(from)..self.end(to)).unwrap_or(self.form);
        let kept = |c: char| fold(c).or(matches!(c, '\u{200C}' | '\u{064B}' | '\u{0651}').then_some(c));
        let text = text.trim_matches('\u{200C}');
        if text.chars().all(|c| kept(c) == Some(c)) {
            return Cow::Borrowed(text);
        }
        let text: String = text.chars().filter_map(kept).collect();
        Cow::Owned(text.trim_matches('\u{200C}').to_owned())
    }

    /// Whether a half-space is written between the letters before and after byte `at` of the key.
    pub(crate) fn has_half_space(&self, at: usize) -> bool {
        at < 128 && self.half_spaces >> at & 1 == 1
    }

    /// Whether it is a word said twice with a half-space between: کم‌کم
    pub(crate) fn is_doubled(&self) -> bool {
        let half = self.key.len() / 2;
        self.has_half_space(half) && self.key[..half] == self.key[half..]
    }

    /// Whether one is written before any of the bytes `from..to` of the key.
    pub(crate) fn has_half_space_in(&self, from: usize, to: usize) -> bool {
        let below = |at: usize| if at < 128 { (1 << at) - 1 } else { u128::MAX };
        self.half_spaces & below(to) & !below(from) != 0
    }
}
