//! Edits that keep the structure of a document: parsed again, it differs from what it was in its text only.

use super::OPTIONS;
use crate::format::passage::{self, Changes};
use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, RefDefs, TagEnd};
use std::cmp::Ordering;
use std::iter::{self, Peekable};
use std::ops::Range;

/// How often a block of so many bytes is parsed to find the edits that break it.
fn trials(bytes: usize) -> usize {
    ((1 << 20) / bytes.max(1)).clamp(16, 64)
}

/// Appends the document to `out`, with the edits of those passages that keep its structure, which it gives back; each
/// passage is given as numbers of its changes.
pub(super) fn apply(
    document: &str,
    changes: &Changes,
    passages: Vec<Range<usize>>,
    out: &mut String,
) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(document, OPTIONS);
    let edits =
        Edits { document, changes: changes.iter().collect(), references: parser.reference_definitions() };
    let whole = 0..document.len();
    if edits.compare(whole.clone(), &passages).is_ok() {
        passage::apply(document, whole, edits.of(&passages), out);
        return passages;
    }
    // Blocks stand on their own but for the references; each gets what does not break it.
    let mut kept = Vec::new();
    let mut rest = &passages[..];
    for block in blocks(document) {
        let ours = rest.partition_point(|passage| edits.changes[passage.start].0.start < block.end);
        edits.settle(block, &rest[..ours], &mut kept);
        rest = &rest[ours..];
    }
    let mut standing = Vec::new();
    edits.settle(whole.clone(), &kept, &mut standing);
    passage::apply(document, whole, edits.of(&standing), out);
    standing
}

/// The blocks that are in no other, each from the start of its first line.
fn blocks(document: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut depth = 0;
    for (event, range) in Parser::new_ext(document, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    let start = document[..range.start].rfind('\n').map_or(0, |i| i + 1);
                    blocks.push(start..range.end);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    blocks
}

struct Edits<'a> {
    document: &'a str,
    changes: Vec<(Range<usize>, &'a str)>,
    references: &'a RefDefs<'a>,
}

impl<'a> Edits<'a> {
    /// Adds those of the passages of a block to `kept` that do not break it.
    ///
    /// All that seem to break it are left out at once, and what is behind them looked at again; if that comes to no end, the
    /// block is halved as far as some trials go.
    fn settle(&self, block: Range<usize>, passages: &[Range<usize>], kept: &mut Vec<Range<usize>>) {
        let trials = trials(block.len());
        let mut sound = passages.to_vec();
        for _ in 0..trials / 2 {
            match self.compare(block.clone(), &sound) {
                Ok(()) => return kept.append(&mut sound),
                Err(suspects) if suspects.is_empty() => break,
                Err(suspects) => {
                    let mut suspects = suspects.into_iter().peekable();
                    let mut index = 0..;
                    sound.retain(|_| suspects.next_if_eq(&index.next().unwrap_or(0)).is_none());
                }
            }
        }
        self.halve(block, passages, trials / 2, kept);
    }

    fn halve(
        &self,
        block: Range<usize>,
        passages: &[Range<usize>],
        mut trials: usize,
        kept: &mut Vec<Range<usize>>,
    ) {
        let first = kept.len();
        let mut stack = vec![passages];
        while let Some(passages) = stack.pop().filter(|_| trials > 0) {
            let before = kept.len();
            kept.extend_from_slice(passages);
            trials -= 1;
            if self.compare(block.clone(), &kept[first..]).is_err() {
                kept.truncate(before);
                if passages.len() > 1 {
                    let (left, right) = passages.split_at(passages.len() / 2);
                    stack.extend([right, left]);
                }
            }
        }
    }

    /// The changes of the passages.
    fn of<'p>(&'p self, passages: &'p [Range<usize>]) -> impl Iterator<Item = (Range<usize>, &'a str)> + 'p {
        passages.iter().flat_map(|passage| self.changes[passage.clone()].iter().cloned())
    }

    /// Whether part of the document with the edits of the passages has the structure it had, and its text when it is
    /// changed; if not, the passages that seem to be why, as ascending places in `passages`.
    fn compare(&self, part: Range<usize>, passages: &[Range<usize>]) -> Result<(), Vec<usize>> {
        let mut edited = String::with_capacity(part.len() + part.len() / 16);
        passage::apply(self.document, part.clone(), self.of(passages), &mut edited);
        let source = &self.document[part.clone()];
        let changes =
            || self.of(passages).map(|(span, with)| (span.start - part.start..span.end - part.start, with));
        let mut expected = changes().peekable();
        let read = |text: &str, range: Range<usize>, out: &mut String| {
            let mut at = range.start;
            while let Some((span, with)) = expected.next_if(|(span, _)| span.end <= range.end) {
                if at < span.start {
                    out.push_str(&source[at..span.start]);
                }
                out.push_str(with);
                at = at.max(span.end);
            }
            out.push_str(if at == range.start { text } else { &source[at..range.end] });
        };
        let resolve = |link: BrokenLink<'_>| self.resolve(&link.reference);
        let before = Parser::new_with_broken_link_callback(source, OPTIONS, Some(resolve));
        let mut before = nodes(before.into_offset_iter(), read).peekable();
        let resolve = |link: BrokenLink<'_>| self.resolve(&link.reference);
        let after = Parser::new_with_broken_link_callback(&edited, OPTIONS, Some(resolve));
        let after = nodes(after.into_offset_iter(), |text, _, out| out.push_str(text));
        let mut origin = Origin { changes: changes().peekable(), source: 0, edited: 0 };
        let mut after = after
            .filter(|node| !matches!(&node.kind, Kind::Text(text) if text.is_empty()))
            .map(|node| Node { at: origin.of(node.at), ..node })
            .peekable();

        let mut suspects = Vec::new();
        let mut is_same = true;
        let mut from = 0;
        loop {
            match (before.peek(), after.peek()) {
                (None, None) => break,
                (Some(a), Some(b)) if a.kind == b.kind => {
                    if a.is_block() {
                        from = a.at;
                    }
                    before.next();
                    after.next();
                }
                _ => {
                    is_same = false;
                    let to = meet(&mut before, &mut after).unwrap_or(part.len());
                    // If they are apart for long, the first passage may have taken the others with it.
                    let start = |passage: &Range<usize>| self.changes[passage.start].0.start - part.start;
                    let first = passages.partition_point(|passage| start(passage) < from);
                    if passages.get(first).is_some_and(|passage| start(passage) <= to)
                        && suspects.last() != Some(&first)
                    {
                        suspects.push(first);
                    }
                }
            }
        }
        drop(before);
        if is_same && expected.next().is_none() { Ok(()) } else { Err(suspects) }
    }

    fn resolve(&self, label: &str) -> Option<(CowStr<'static>, CowStr<'static>)> {
        self.references.get(label).map(|_| (CowStr::Borrowed(""), CowStr::Borrowed("")))
    }
}

/// A mark of markup, or the text between two.
struct Node<'e> {
    kind: Kind<'e>,
    /// Where it starts; of an end, where that is.
    at: usize,
    /// How many elements it is in.
    depth: usize,
}

#[derive(PartialEq)]
enum Kind<'e> {
    Text(String),
    Mark(Event<'e>),
}

impl Node<'_> {
    /// It starts or ends something that holds text or other blocks.
    fn is_block(&self) -> bool {
        match &self.kind {
            Kind::Mark(Event::Start(tag)) => !is_inline(tag.to_end()),
            Kind::Mark(Event::End(tag)) => !is_inline(*tag),
            _ => false,
        }
    }

    /// Orders nodes as they come in a document.
    fn order(&self) -> (usize, bool, isize) {
        let is_end = matches!(self.kind, Kind::Mark(Event::End(_)));
        let depth = self.depth.cast_signed();
        (self.at, !is_end, if is_end { -depth } else { depth })
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// Goes on in both documents to the next mark of a block that they share, and says where it is.
fn meet<'e, 'f>(
    before: &mut Peekable<impl Iterator<Item = Node<'e>>>,
    after: &mut Peekable<impl Iterator<Item = Node<'f>>>,
) -> Option<usize> {
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return None,
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
            (Some(a), Some(b)) => a.order().cmp(&b.order()).then_with(|| {
                // In the same place, and no text.
                if a.is_block() && a.kind == b.kind { Ordering::Equal } else { Ordering::Less }
            }),
        };
        match order {
            Ordering::Equal => return before.peek().map(|node| node.at),
            Ordering::Less => drop(before.next()),
            Ordering::Greater => drop(after.next()),
        }
    }
}

/// Puts text together that is in one place; `read` adds a part of it.
fn nodes<'e>(
    events: impl Iterator<Item = (Event<'e>, Range<usize>)>,
    mut read: impl FnMut(&str, Range<usize>, &mut String),
) -> impl Iterator<Item = Node<'e>> {
    let mut events = events.peekable();
    let mut depth = 0;
    iter::from_fn(move || {
        let (event, range) = events.next()?;
        let mut node = Node { kind: Kind::Text(String::new()), at: range.start, depth };
        if let Event::Text(text) = event {
            let mut whole = String::new();
            read(&text, range, &mut whole);
            while let Some((Event::Text(text), range)) =
                events.next_if(|(event, _)| matches!(event, Event::Text(_)))
            {
                read(&text, range, &mut whole);
            }
            node.kind = Kind::Text(whole);
            return Some(node);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                (node.at, node.depth) = (range.end, depth);
            }
            _ => {}
        }
        node.kind = Kind::Mark(event);
        Some(node)
    })
}

/// Finds for places in an edited text, asked for in ascending order, where they were before.
struct Origin<I: Iterator> {
    changes: Peekable<I>,
    /// The end of the last change before, here and there.
    source: usize,
    edited: usize,
}

impl<'a, I: Iterator<Item = (Range<usize>, &'a str)>> Origin<I> {
    fn of(&mut self, at: usize) -> usize {
        while let Some((span, with)) =
            self.changes.next_if(|(span, with)| self.edited + (span.start - self.source) + with.len() <= at)
        {
            self.edited += span.start - self.source + with.len();
            self.source = span.end;
        }
        let place = self.source + at.saturating_sub(self.edited);
        self.changes.peek().map_or(place, |(span, _)| place.min(span.end.max(self.source)))
    }
}
