//! A table of endings and what stands in their place, as a trie that the compiler makes of its text.
//!
//! A line of the text is an ending and, after a tab, what it becomes: `گان`, `ه`. An ending without a tab stays as it is. `|` is a
//! half-space, `^` the start of the word or of a part of it after a half-space. Of all endings that fit, the longest counts.
//! Lines are sorted by their letters from the last to the first, so that the nodes of the trie come in the order of the lines.

/// Letters of an ending, at most.
const DEPTH: usize = 40;
/// The letter of a node for `^`, and for `|`; others have the low byte of their code point, U+06xx.
const START: u8 = 1;
const HALF_SPACE: u8 = 2;
const ZWNJ: &[u8] = "\u{200C}".as_bytes();

/// A letter further from the end. Its first child is the node after it.
#[derive(Clone, Copy, Debug)]
struct Node {
    letter: u8,
    has_child: bool,
    /// Bytes that the rule cuts off; [`NO_RULE`] if there is none.
    cut: u8,
    /// What it appends: how many bytes, and where they are.
    length: u8,
    at: u16,
    /// The next node of the same depth under the same parent; 0 if there is none.
    next: u16,
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

/// A table of `N` nodes that append `A` bytes.
#[derive(Debug)]
pub(crate) struct Endings<const N: usize, const A: usize> {
    nodes: [Node; N],
    appends: [u8; A],
    /// The node of depth 1 for each letter; 0 if there is none. Node 0 is not used.
    roots: [u16; 256],
}

/// The ending of the line that starts at `at`, what it becomes, and where the next line starts.
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

/// The letter of a table that ends at `end`, and how many bytes it has.
const fn letter(text: &[u8], end: usize) -> (u8, usize) {
    match text[end - 1] {
        b'^' => (START, 1),
        b'|' => (HALF_SPACE, 1),
        low => (low_byte(text[end - 2], low), 2),
    }
}

/// The low byte of the code point that is written in these two bytes.
const fn low_byte(lead: u8, trail: u8) -> u8 {
    lead << 6 | trail & 0x3F
}

/// How many letters from the end the lines that start at `a` and `b` have in common.
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

const fn letters(text: &[u8], start: usize, mut end: usize) -> usize {
    let mut n = 0;
    while end > start {
        end -= letter(text, end).1;
        n += 1;
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

/// The nodes that a table takes, and the bytes that it appends.
pub(crate) const fn size(text: &str) -> (usize, usize) {
    let text = text.as_bytes();
    let (mut nodes, mut appends, mut before, mut at) = (1, 0, 0, 0);
    while at < text.len() {
        let (tab, end, next) = line(text, at);
        nodes += letters(text, at, tab) - if at > 0 { common(text, before, at) } else { 0 };
        appends += rule(text, at, tab, end).2;
        (before, at) = (at, next);
    }
    (nodes, appends)
}

impl<const N: usize, const A: usize> Endings<N, A> {
    /// The table of `text`, whose [`size`] is `(N, A)`.
    ///
    /// # Panics
    /// At compile time, if lines are not in order.
    pub(crate) const fn new(text: &str) -> Self {
        const NONE: Node = Node { letter: 0, has_child: false, cut: NO_RULE, length: 0, at: 0, next: 0 };
        assert!(N <= u16::MAX as usize && A <= u16::MAX as usize, "table too large");
        let bytes = text.as_bytes();
        let mut table = Self { nodes: [NONE; N], appends: [0; A], roots: [0; 256] };
        // The nodes of the line before, from the end of the word.
        let mut path = [0; DEPTH];
        let (mut used, mut appended, mut before, mut at) = (1, 0, 0, 0);
        while at < bytes.len() {
            let (tab, end, next) = line(bytes, at);
            let shared = if at > 0 { common(bytes, before, at) } else { 0 };
            let (mut depth, mut i) = (0, tab);
            while i > at {
                let (letter, width) = letter(bytes, i);
                if depth >= shared {
                    table.nodes[used].letter = letter;
                    if depth == 0 {
                        assert!(table.roots[letter as usize] == 0, "lines are not sorted");
                        table.roots[letter as usize] = used as u16;
                    } else {
                        let parent = path[depth - 1];
                        table.nodes[parent].has_child = true;
                        // A node of this depth that is younger than the parent is its child.
                        if depth == shared && path[depth] > parent {
                            assert!(table.nodes[path[depth]].letter < letter, "lines are not sorted");
                            table.nodes[path[depth]].next = used as u16;
                        }
                    }
                    path[depth] = used;
                    used += 1;
                }
                depth += 1;
                i -= width;
            }
            let (kept, cut, length) = rule(bytes, at, tab, end);
            let node = &mut table.nodes[path[depth - 1]];
            (node.cut, node.length, node.at) = (cut as u8, length as u8, appended as u16);
            let mut i = 0;
            while i < length {
                table.appends[appended] = bytes[tab + 1 + kept + i];
                appended += 1;
                i += 1;
            }
            (before, at) = (at, next);
        }
        table
    }

    /// What to do with the end of `word`, if any ending fits. An ending that does not name the whole word leaves some of it.
    pub(crate) fn find(&'static self, word: &str) -> Option<Rewrite<'static>> {
        let bytes = word.as_bytes();
        let (mut found, mut node, mut at) = (None, None, bytes.len());
        loop {
            let boundary = at == 0 || bytes[..at].ends_with(ZWNJ);
            if at == 0
                && let Some(whole) = node.and_then(|node| self.child(node, START))
            {
                found = self.rewrite(whole).or(found);
            }
            let letter = match bytes[..at] {
                [] => break,
                _ if boundary => HALF_SPACE,
                [.., lead @ 0xD8..=0xDB, trail] => low_byte(lead, trail),
                _ => break,
            };
            let next = match node {
                None => Some(usize::from(self.roots[usize::from(letter)])).filter(|&root| root > 0),
                Some(node) => self.child(node, letter),
            };
            let Some(next) = next else { break };
            at -= if boundary { ZWNJ.len() } else { 2 };
            node = Some(next);
            if let Some(rewrite) = self.rewrite(next)
                && (rewrite.cut == 0 || leaves(word, rewrite.cut, boundary))
            {
                found = Some(rewrite);
            }
        }
        found
    }

    fn child(&self, parent: usize, letter: u8) -> Option<usize> {
        let mut node = self.nodes[parent].has_child.then_some(parent + 1)?;
        loop {
            let n = &self.nodes[node];
            if n.letter >= letter {
                return (n.letter == letter).then_some(node);
            }
            node = usize::from(n.next);
            if node == 0 {
                return None;
            }
        }
    }

    fn rewrite(&'static self, node: usize) -> Option<Rewrite<'static>> {
        let Node { cut, at, length, .. } = self.nodes[node];
        let at = usize::from(at);
        let append = || str::from_utf8(&self.appends[at..at + usize::from(length)]).unwrap_or_default();
        (cut != NO_RULE).then(|| Rewrite { cut: cut.into(), append: append() })
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
