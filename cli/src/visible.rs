//! Invisible characters made visible, for people to read.

/// Stands for a half-space (ZWNJ, U+200C): the undertie, a small sister of ␣.
pub(crate) const HALF_SPACE: char = '\u{203F}';
/// Stands for a space that would not be seen.
const SPACE: char = '␣';

/// The text with all its invisible characters shown: half-spaces, spaces at the edges and several in a row, marks of
/// direction, controls.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        match c {
            '\u{200C}' => shown.push(HALF_SPACE),
            ' ' if matches!(before, None | Some(' ')) || matches!(chars.peek(), None | Some(' ')) => {
                shown.push(SPACE);
            }
            // One cannot see that these are not the one letter they make.
            '\u{653}'..='\u{655}' if matches!(before, Some('ا' | 'و' | 'ی' | 'ي')) => {
                escape(c, &mut shown)
            }
            c if is_invisible(c) => escape(c, &mut shown),
            c => shown.push(c),
        }
        before = Some(c);
    }
    shown
}

/// The text as a line of a terminal: what would move the cursor, turn the direction or not be seen is shown, but
/// half-spaces and the joiners of emoji do their work.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\u{200C}' | '\u{200D}' => shown.push(c),
            c if is_invisible(c) => escape(c, &mut shown),
            c => shown.push(c),
        }
    }
    shown
}

fn escape(c: char, shown: &mut String) {
    shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
}

pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_show() {
        assert_eq!(visible("می\u{200c}روم  و\u{a0}"), "می‿روم␣␣و⟨U+00A0⟩");
        assert_eq!(visible("ا\u{653}ب ه\u{654}"), "ا⟨U+0653⟩ب ه\u{654}");
        assert_eq!(visible(" سلام دنیا "), "␣سلام دنیا␣");
    }

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(printable("a\u{1b}[2J\u{202e}\tب\u{200c}پ"), "a⟨U+001B⟩[2J⟨U+202E⟩ ب\u{200c}پ");
    }
}
