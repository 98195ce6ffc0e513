//! A table of endings and what stands in their place, as a trie that the compiler makes of its text.
//!
//! A line of the text is an ending and, after a tab, what it becomes: `گان`, `ه`. An ending without a tab stays as it is. `|` is a
//! half-space, `^` the start of the word. Of all endings that fit, the longest counts. Lines are sorted by their letters from the
//! last to the first, so that the nodes of the trie come in the order of the lines.

/// Letters of an ending, at most.
const DEPTH: usize = 40;
/// The letters of endings, in order.
const LETTERS: &str = "ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنهوپچژکگی";
/// The number of `^` and of `|` among the letters; those of [`LETTERS`] follow.
const START: u8 = 1;
const HALF_SPACE: u8 = 2;
const ZWNJ: &[u8] = "\u{200C}".as_bytes();

/// The number of each letter, less than 64, by the low byte of its code point, U+06xx; 0 for what is no letter of endings.
static NUMBERS: [u8; 256] = numbers();

const fn numbers() -> [u8; 256] {
    let (letters, mut numbers, mut i) = (LETTERS.as_bytes(), [0; 256], 0);
    while i < letters.len() {
        numbers[low_byte(letters[i], letters[i + 1])] = HALF_SPACE + 1 + (i / 2) as u8;
        i += 2;
    }
    numbers
}

/// The low byte of the code point that is written in these two bytes.
pub(crate) const fn low_byte(lead: u8, trail: u8) -> usize {
    (lead << 6 | trail & 0x3F) as usize
}

/// An ending, or the letters from the end that several endings share.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// A bit for the number of each letter that may come before.
    letters: u64,
    /// The node with the first of these letters; those with the others follow it in order.
    first: u16,
    /// What the rule appends: where that is, and how many bytes.
    at: u16,
    length: u8,
    /// Bytes that the rule cuts off; [`NO_RULE`] if there is none.
    cut: u8,
}

const NO_RULE: u8 = u8::MAX;

/// What the longest ending that fits asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rewrite<'a> {
    /// Bytes to cut off.
    pub(crate) cut: usize,
    /// What to append then.
    pub(crate) append: &'a str,
}

/// A table of `N` nodes that append `A` bytes. The first node is the end of the word.
#[derive(Debug)]
pub(crate) struct Endings<const N: usize, const A: usize> {
    nodes: [Node; N],
    appends: [u8; A],
}

/// Where the ending of the line that starts at `at` ends, where what it becomes ends, and where the next line starts.
const fn line(text: &[u8], at: usize) -> (usize, usize, usize) {
    let (mut tab, mut end) = (at, at);
    while text[end] != b'\n' {
        end += 1;
    }
    while tab < end && text[tab] != b'\t' {
        tab += 1;
    }
    (tab, end, end + 1)
}

/// The number of the letter that ends at `end` of a table's text, and how many bytes it has.
const fn letter(text: &[u8], end: usize) -> (u8, usize) {
    const NUMBERS: [u8; 256] = numbers();
    match text[end - 1] {
        b'^' => (START, 1),
        b'|' => (HALF_SPACE, 1),
        low => (NUMBERS[low_byte(text[end - 2], low)], 2),
    }
}

/// How many letters from the end the endings of the lines that start at `a` and `b` have in common.
const fn common(text: &[u8], a: usize, b: usize) -> usize {
    let ((mut i, ..), (mut j, ..), mut n) = (line(text, a), line(text, b), 0);
    while i > a && j > b {
        let ((x, width), (y, _)) = (letter(text, i), letter(text, j));
        if x != y {
            break;
        }
        n += 1;
        i -= width;
        j -= width;
    }
    n
}

/// What a line says: bytes of the ending that stay, bytes to cut, bytes to append.
const fn rule(text: &[u8], at: usize, tab: usize, end: usize) -> (usize, usize, usize) {
    if tab == end {
        return (0, 0, 0);
    }
    let start = if text[at] == b'^' { at + 1 } else { at };
    let (old, new, mut kept) = (tab - start, end - tab - 1, 0);
    while kept < old && kept < new && text[start + kept] == text[tab + 1 + kept] {
        kept += 1;
    }
    // Not the first half of a letter.
    if kept > 0 && text[start + kept - 1] >= 0xC0 {
        kept -= 1;
    }
    let (mut cut, mut i) = (old - kept, start + kept);
    while i < tab {
        // A half-space is longer in words than in the table.
        cut += if text[i] == b'|' { ZWNJ.len() - 1 } else { 0 };
        i += 1;
    }
    (kept, cut, new - kept)
}

/// How many nodes and appended bytes the table of `text` has.
pub(crate) const fn size(text: &str) -> (usize, usize) {
    let text = text.as_bytes();
    let (mut nodes, mut appends, mut before, mut at) = (1, 0, 0, 0);
    while at < text.len() {
        let (tab, end, next) = line(text, at);
        let mut i = tab;
        while i > at {
            i -= letter(text, i).1;
            nodes += 1;
        }
        nodes -= if at > 0 { common(text, before, at) } else { 0 };
        appends += rule(text, at, tab, end).2;
        (before, at) = (at, next);
    }
    (nodes, appends)
}

/// A node while the tree grows: its letter, its first child, its next sibling; 0 for none.
#[derive(Clone, Copy)]
struct Sprout(u8, usize, usize);

impl<const N: usize, const A: usize> Endings<N, A> {
    /// The table of `text`, whose [`size`] is `(N, A)`.
    ///
    /// # Panics
    /// At compile time, if lines are not in order or have unknown letters.
    pub(crate) const fn new(text: &str) -> Self {
        assert!(N <= u16::MAX as usize && A <= u16::MAX as usize, "table too large");
        let text = text.as_bytes();
        let (mut tree, mut rules) = ([Sprout(0, 0, 0); N], [0; N]);
        // The nodes of the line before, from the end of the word, which is the first.
        let mut path = [0; DEPTH + 1];
        let (mut used, mut before, mut at) = (1, 0, 0);
        while at < text.len() {
            let (tab, _, next) = line(text, at);
            let shared = if at > 0 { common(text, before, at) } else { 0 };
            let (mut depth, mut i) = (0, tab);
            while i > at {
                let (letter, width) = letter(text, i);
                let (parent, older) = (path[depth], path[depth + 1]);
                if depth >= shared {
                    assert!(letter > 0, "unknown letter");
                    tree[used] = Sprout(letter, 0, 0);
                    // A node of this depth that is younger than the parent is its child.
                    if depth == shared && older > parent {
                        assert!(tree[older].0 < letter, "lines are not sorted");
                        tree[older].2 = used;
                    } else {
                        tree[parent].1 = used;
                    }
                    path[depth + 1] = used;
                    used += 1;
                }
                depth += 1;
                i -= width;
            }
            rules[path[depth]] = at + 1;
            (before, at) = (at, next);
        }
        Self::arranged(text, &tree, &rules)
    }

    /// The nodes level by level, so that siblings are neighbours.
    const fn arranged(text: &[u8], tree: &[Sprout; N], rules: &[usize; N]) -> Self {
        let node = Node { letters: 0, first: 0, at: 0, length: 0, cut: NO_RULE };
        let mut table = Self { nodes: [node; N], appends: [0; A] };
        let (mut order, mut placed, mut appended, mut i) = ([0; N], 1, 0, 0);
        while i < N {
            let (node, start) = (&mut table.nodes[i], rules[order[i]]);
            if start > 0 {
                let (tab, end, _) = line(text, start - 1);
                let (kept, cut, length) = rule(text, start - 1, tab, end);
                (node.cut, node.length, node.at) = (cut as u8, length as u8, appended as u16);
                let mut j = 0;
                while j < length {
                    table.appends[appended] = text[tab + 1 + kept + j];
                    appended += 1;
                    j += 1;
                }
            }
            node.first = placed as u16;
            let mut child = tree[order[i]].1;
            while child > 0 {
                node.letters |= 1 << tree[child].0;
                order[placed] = child;
                placed += 1;
                child = tree[child].2;
            }
            i += 1;
        }
        table
    }

    /// What to do with the end of `word`, if any ending fits. An ending that does not name the whole word leaves some of it.
    pub(crate) fn find(&'static self, word: &str) -> Option<Rewrite<'static>> {
        let bytes = word.as_bytes();
        let (mut found, mut node, mut at) = (None, 0, bytes.len());
        loop {
            let (letter, width) = match bytes[..at] {
                [] => break,
                [.., lead @ 0xD8..=0xDB, trail] => (NUMBERS[low_byte(lead, trail)], 2),
                _ if bytes[..at].ends_with(ZWNJ) => (HALF_SPACE, ZWNJ.len()),
                _ => break,
            };
            let Some(child) = self.child(node, letter) else { break };
            node = child;
            at -= width;
            let cut = self.nodes[node].cut;
            if cut == 0 || cut != NO_RULE && leaves(word, cut.into(), letter == HALF_SPACE) {
                found = Some(node);
            }
        }
        if at == 0 {
            found = self.child(node, START).or(found);
        }
        let node = &self.nodes[found?];
        let at = usize::from(node.at);
        let append = &self.appends[at..at + usize::from(node.length)];
        Some(Rewrite { cut: node.cut.into(), append: str::from_utf8(append).unwrap_or_default() })
    }

    fn child(&self, parent: usize, letter: u8) -> Option<usize> {
        let Node { letters, first, .. } = self.nodes[parent];
        let before = (letters & ((1 << letter) - 1)).count_ones() as usize;
        (letters >> letter & 1 == 1).then_some(usize::from(first) + before)
    }
}

/// Whether enough letters of the last part of a word are left: two before a half-space and ها, three else.
fn leaves(word: &str, cut: usize, half_space: bool) -> bool {
    let (base, suffix) = word.split_at(word.len() - cut);
    let least = if half_space || suffix.starts_with("ها") { 2 } else { 3 };
    base.chars().rev().take(least).filter(|&c| c != '\u{200C}').count() == least
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "ها\t\n|ها\t\nانتها\n^آثار\tاثر\nایران\nگان\tه\nیان\tی\n";
    const SIZE: (usize, usize) = size(TEXT);
    static TABLE: Endings<{ SIZE.0 }, { SIZE.1 }> = Endings::new(TEXT);

    fn rewritten(word: &str) -> String {
        let Some(Rewrite { cut, append }) = TABLE.find(word) else { return word.to_owned() };
        format!("{}{append}", &word[..word.len() - cut])
    }

    #[test]
    fn the_longest_ending_counts() {
        assert_eq!(rewritten("باغها"), "باغ");
        assert_eq!(rewritten("انتها"), "انتها");
        assert_eq!(rewritten("پرندگان"), "پرنده");
        assert_eq!(rewritten("ایران"), "ایران");
        assert_eq!(rewritten("جهانیان"), "جهانی");
    }

    #[test]
    fn half_spaces_and_whole_words() {
        assert_eq!(rewritten("باغ\u{200C}ها"), "باغ");
        assert_eq!(rewritten("آثار"), "اثر");
        assert_eq!(rewritten("مآثار"), "مآثار");
        assert_eq!(rewritten("هم\u{200C}آثار"), "هم\u{200C}آثار");
    }

    #[test]
    fn something_is_left() {
        for word in ["", "ها", "اها", "\u{200C}ها", "ا\u{200C}ها", "بگان", "ABCگان", "۱۲ها"]
        {
            let left = rewritten(word);
            assert_eq!(left.is_empty(), word.is_empty(), "{word}");
        }
        assert_eq!(rewritten("بگان"), "بگان");
        assert_eq!(rewritten("CDها"), "CD");
    }
}
