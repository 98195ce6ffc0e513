//! A word form under its key: the letters that tell words apart, without the ways of typing them.

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
    pub(crate) key: String,
    /// For each letter of the key: where it ends in the key, and where it starts in the form.
    letters: Vec<(u32, u32)>,
}

impl<'a> Word<'a> {
    pub(crate) fn new(form: &'a str) -> Self {
        let mut key = String::with_capacity(form.len());
        let mut letters = Vec::with_capacity(form.len() / 2);
        for (i, c) in form.char_indices() {
            if let Some(c) = fold(c) {
                key.push(c);
                letters.push((key.len() as u32, i as u32));
            }
        }
        Self { form, key, letters }
    }

    /// Where in the form the byte `at` of the key is, at the start of its letter.
    pub(crate) fn start(&self, at: usize) -> usize {
        if at == 0 {
            return 0;
        }
        let letter = self.letters.partition_point(|&(end, _)| end as usize <= at);
        self.letters.get(letter).map_or(self.form.len(), |&(_, start)| start as usize)
    }

    /// How the form writes the bytes `from..to` of its key, in Persian letters, without a half-space at either end.
    pub(crate) fn written(&self, from: usize, to: usize) -> String {
        let text = self.form.get(self.start(from)..self.start(to)).unwrap_or(self.form);
        let kept = |c: char| fold(c).or(matches!(c, '\u{200C}' | '\u{064B}' | '\u{0651}').then_some(c));
        let text: String = text.chars().filter_map(kept).collect();
        text.trim_matches('\u{200C}').to_owned()
    }

    /// Whether a half-space is written between the letters before and after byte `at` of the key.
    pub(crate) fn has_half_space(&self, at: usize) -> bool {
        self.form[..self.start(at)].ends_with('\u{200C}')
    }
}
