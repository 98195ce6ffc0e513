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

/// A letter further from the end. The first of its children is the node after it.
#[derive(Clone, Copy, Debug)]
struct Node {
    letter: u8,
    has_child: bool,
    /// Bytes that the rule cuts off; [`NO_RULE`] if there is none.
    cut: u8,
    /// What it appends: how many bytes, and where they are.
    length: u8,
    at: u16,
    /// Which [`Branch`] has its children, if they are several; [`ONE`] if they are not.
    branch: u16,
}

const NO_RULE: u8 = u8::MAX;
const ONE: u16 = u16::MAX;

/// The children of a node that has several.
#[derive(Clone, Copy, Debug)]
struct Branch {
    /// A bit for the number of each letter that a child has.
    letters: u64,
    /// Where in the list of children the first is; the others follow in the order of letters.
    first: u16,
}

/// What the longest ending that fits asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rewrite<'a> {
    /// Bytes to cut off.
    pub(crate) cut: usize,
    /// What to append then.
    pub(crate) append: &'a str,
}

/// The parts of a table: nodes, bytes appended, nodes with several children, children of these.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) nodes: usize,
    pub(crate) appends: usize,
    pub(crate) branches: usize,
    pub(crate) children: usize,
}

/// A table of this [`Size`]. The first node is the end of the word.
#[derive(Debug)]
pub(crate) struct Endings<
    const NODES: usize,
    const APPENDS: usize,
    const BRANCHES: usize,
    const CHILDREN: usize,
> {
    nodes: [Node; NODES],
    appends: [u8; APPENDS],
    branches: [Branch; BRANCHES],
    children: [u16; CHILDREN],
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

/// The size of the table of `text`.
pub(crate) const fn size(text: &str) -> Size {
    let text = text.as_bytes();
    let mut size = Size { nodes: 1, appends: 0, branches: 0, children: 0 };
    // How many children the nodes of the line have so far; the first is that of the end of the word.
    let mut families = [0; DEPTH + 1];
    let (mut before, mut at) = (0, 0);
    while at < text.len() {
        let (tab, end, next) = line(text, at);
        let (mut depth, mut i) = (0, tab);
        let shared = if at > 0 { common(text, before, at) } else { 0 };
        while i > at {
            if depth >= shared {
                size.nodes += 1;
                families[depth] += 1;
                families[depth + 1] = 0;
                size.branches += if families[depth] == 2 { 1 } else { 0 };
                size.children += if families[depth] == 2 {
                    2
                } else if families[depth] > 2 {
                    1
                } else {
                    0
                };
            }
            depth += 1;
            i -= letter(text, i).1;
        }
        size.appends += rule(text, at, tab, end).2;
        (before, at) = (at, next);
    }
    size
}

impl<const NODES: usize, const APPENDS: usize, const BRANCHES: usize, const CHILDREN: usize>
    Endings<NODES, APPENDS, BRANCHES, CHILDREN>
{
    /// The table of `text`, whose [`size`] it has.
    ///
    /// # Panics
    /// At compile time, if lines are not in order or have unknown letters.
    pub(crate) const fn new(text: &str) -> Self {
        assert!(NODES < ONE as usize && APPENDS <= u16::MAX as usize, "table too large");
        let node = Node { letter: 0, has_child: false, cut: NO_RULE, length: 0, at: 0, branch: ONE };
        let bytes = text.as_bytes();
        let (mut nodes, mut appends) = ([node; NODES], [0; APPENDS]);
        // The next node under the same parent; 0 if there is none.
        let mut siblings = [0; NODES];
        // The nodes of the line before, from the end of the word, which is the first.
        let mut path = [0; DEPTH + 1];
        let (mut used, mut appended, mut before, mut at) = (1, 0, 0, 0);
        while at < bytes.len() {
            let (tab, end, next) = line(bytes, at);
            let shared = if at > 0 { common(bytes, before, at) } else { 0 };
            let (mut depth, mut i) = (0, tab);
            while i > at {
                let (letter, width) = letter(bytes, i);
                let (parent, older) = (path[depth], path[depth + 1]);
                if depth >= shared {
                    assert!(letter > 0, "unknown letter");
                    nodes[used].letter = letter;
                    nodes[parent].has_child = true;
                    // A node of this depth that is younger than the parent is its child.
                    if depth == shared && older > parent {
                        assert!(nodes[older].letter < letter, "lines are not sorted");
                        siblings[older] = used;
                    }
                    path[depth + 1] = used;
                    used += 1;
                }
                depth += 1;
                i -= width;
            }
            let (kept, cut, length) = rule(bytes, at, tab, end);
            let node = &mut nodes[path[depth]];
            (node.cut, node.length, node.at) = (cut as u8, length as u8, appended as u16);
            let mut i = 0;
            while i < length {
                appends[appended] = bytes[tab + 1 + kept + i];
                appended += 1;
                i += 1;
            }
            (before, at) = (at, next);
        }
        let (branches, children) = Self::branches(&mut nodes, &siblings);
        Self { nodes, appends, branches, children }
    }

    /// Lists the children of nodes that have several.
    const fn branches(
        nodes: &mut [Node; NODES],
        siblings: &[usize; NODES],
    ) -> ([Branch; BRANCHES], [u16; CHILDREN]) {
        let (mut branches, mut children) = ([Branch { letters: 0, first: 0 }; BRANCHES], [0; CHILDREN]);
        let (mut branch, mut listed, mut node) = (0, 0, 0);
        while node < NODES {
            if nodes[node].has_child && siblings[node + 1] > 0 {
                nodes[node].branch = branch as u16;
                branches[branch].first = listed as u16;
                let mut child = node + 1;
                while child > 0 {
                    branches[branch].letters |= 1 << nodes[child].letter;
                    children[listed] = child as u16;
                    listed += 1;
                    child = siblings[child];
                }
                branch += 1;
            }
            node += 1;
        }
        (branches, children)
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
        let Node { has_child, branch, .. } = self.nodes[parent];
        if branch == ONE {
            return (has_child && self.nodes[parent + 1].letter == letter).then_some(parent + 1);
        }
        let Branch { letters, first } = self.branches[usize::from(branch)];
        let before = (letters & ((1 << letter) - 1)).count_ones() as usize;
        (letters >> letter & 1 == 1).then(|| self.children[usize::from(first) + before].into())
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
    const SIZE: Size = size(TEXT);
    static TABLE: Endings<{ SIZE.nodes }, { SIZE.appends }, { SIZE.branches }, { SIZE.children }> =
        Endings::new(TEXT);

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
