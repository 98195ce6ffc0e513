//! Edits that keep the structure of a document: parsed again, it differs from what it was in its text only.

use super::OPTIONS;
use crate::format::passage::{self, Changes};
use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, RefDefs};
use std::iter::Peekable;
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
    if let Some(edited) = edits.try_on(whole.clone(), &passages) {
        out.push_str(&edited);
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
    match edits.try_on(whole, &kept) {
        Some(edited) => out.push_str(&edited),
        None => {
            out.push_str(document);
            kept.clear();
        }
    }
    kept
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
    /// Adds those of the passages of a block to `kept` that do not break it, as far as some trials find them.
    fn settle(&self, block: Range<usize>, passages: &[Range<usize>], kept: &mut Vec<Range<usize>>) {
        let first = kept.len();
        let mut trials = trials(block.len());
        let mut stack = vec![passages];
        while let Some(passages) = stack.pop().filter(|_| trials > 0) {
            let before = kept.len();
            kept.extend_from_slice(passages);
            trials -= 1;
            if self.try_on(block.clone(), &kept[first..]).is_none() {
                kept.truncate(before);
                if passages.len() > 1 {
                    let (left, right) = passages.split_at(passages.len() / 2);
                    stack.extend([right, left]);
                }
            }
        }
    }

    /// Part of the document with the edits of the passages, if that keeps its structure.
    fn try_on(&self, part: Range<usize>, passages: &[Range<usize>]) -> Option<String> {
        let changes = || passages.iter().flat_map(|passage| self.changes[passage.clone()].iter().cloned());
        let mut edited = String::with_capacity(part.len() + part.len() / 16);
        passage::apply(self.document, part.clone(), changes(), &mut edited);
        let source = &self.document[part.clone()];
        let changes = changes().map(|(span, with)| (span.start - part.start..span.end - part.start, with));
        self.agree(source, changes.peekable(), &edited).then_some(edited)
    }

    /// The source has the structure of the edited text, and its text when it is changed.
    fn agree(
        &self,
        source: &str,
        mut changes: Peekable<impl Iterator<Item = (Range<usize>, &'a str)>>,
        edited: &str,
    ) -> bool {
        let resolve = |link: BrokenLink<'_>| self.resolve(&link.reference);
        let before = Parser::new_with_broken_link_callback(source, OPTIONS, Some(resolve));
        let resolve = |link: BrokenLink<'_>| self.resolve(&link.reference);
        let mut after = Parser::new_with_broken_link_callback(edited, OPTIONS, Some(resolve)).peekable();
        let mut expected = String::new();
        let mut is_empty = true;
        for (event, range) in before.into_offset_iter() {
            if let Event::Text(text) = event {
                is_empty = false;
                let mut at = range.start;
                while let Some((span, with)) = changes.next_if(|(span, _)| span.end <= range.end) {
                    if at < span.start {
                        expected.push_str(&source[at..span.start]);
                    }
                    expected.push_str(with);
                    at = at.max(span.end);
                }
                expected.push_str(if at == range.start { &text } else { &source[at..range.end] });
                continue;
            }
            let mut found = String::new();
            while let Some(Event::Text(text)) = after.next_if(|event| matches!(event, Event::Text(_))) {
                found.push_str(&text);
            }
            if found != expected || found.is_empty() != is_empty || after.next().as_ref() != Some(&event) {
                return false;
            }
            expected.clear();
            is_empty = true;
        }
        changes.next().is_none() && after.next().is_none()
    }

    fn resolve(&self, label: &str) -> Option<(CowStr<'static>, CowStr<'static>)> {
        self.references.get(label).map(|_| (CowStr::Borrowed(""), CowStr::Borrowed("")))
    }
}
