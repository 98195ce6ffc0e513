//! Markdown: prose in paragraphs, headings, cells and link texts.
//!
//! CommonMark with what GitHub adds to it, front matter, attributes of headings and mathematics, as pulldown-cmark reads
//! it. Code, HTML, addresses and titles of links, definitions and front matter are no prose, and neither are labels: the
//! text of `[label]` finds its address by what it is.
//!
//! Whatever an editor does, a file keeps its structure: it is parsed again, and passages whose edits turn into markup, or
//! break some, are left as they came.

mod structure;

use super::html::{self, Tag};
use super::passage::{Changes, OBJECT, Passage, settle};
use super::prose::Editor;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as Start, TagEnd as End};
use std::ops::Range;

pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// Appends the document to `out`, its prose edited.
pub(super) fn rewrite(document: &str, editor: &mut dyn Editor, out: &mut String) {
    settle(document, editor, out, |document, editor, out| {
        let (changes, passages) = changes(document, editor);
        if passages.is_empty() {
            out.push_str(document);
            return false;
        }
        let all = passages.len();
        let kept = structure::apply(document, &changes, passages, out).len();
        kept > 0 && (kept < all || changes.are_unsettled())
    });
}

/// Shows each edit that the first round of [`rewrite`] makes.
pub(super) fn each_edit(
    document: &str,
    editor: &mut dyn Editor,
    visit: &mut dyn FnMut(usize, Range<usize>, &str),
) {
    let (changes, passages) = changes(document, editor);
    if !passages.is_empty() {
        let kept = structure::apply(document, &changes, passages, &mut String::new());
        kept.into_iter().for_each(|passage| changes.show(passage, visit));
    }
}

/// The edits that markup leaves room for, and those of each passage.
fn changes(document: &str, editor: &mut dyn Editor) -> (Changes, Vec<Range<usize>>) {
    let mut changes = Changes::default();
    let mut passages = Vec::new();
    each_passage(document, &mut |passage| {
        let before = changes.len();
        passage.edit(editor, &mut changes, |_, _| true);
        if changes.len() > before {
            passages.push(before..changes.len());
        }
    });
    (changes, passages)
}

/// Gives each passage in order.
pub(super) fn each_passage(document: &str, visit: &mut dyn FnMut(&Passage)) {
    let mut reader = Reader {
        document,
        passage: Passage::default(),
        hidden: None,
        is_verbatim: false,
        links: Vec::new(),
        end: 0,
    };
    for (event, range) in Parser::new_ext(document, OPTIONS).into_offset_iter() {
        if reader.read(event, range) {
            reader.finish(visit);
        }
    }
    reader.finish(visit);
}

struct Reader<'d> {
    document: &'d str,
    passage: Passage,
    /// Inside of an HTML element that is not to be read: its tag, and how many of its name are open.
    hidden: Option<(Tag, usize)>,
    /// Inside of a block of code or front matter.
    is_verbatim: bool,
    /// For each link that is open, whether its text is its label.
    links: Vec<bool>,
    /// Where the last text ended.
    end: usize,
}

impl Reader<'_> {
    /// Takes up what is next in the document; true if it is not part of the passage before.
    fn read(&mut self, event: Event<'_>, range: Range<usize>) -> bool {
        if let Event::InlineHtml(html) = &event {
            self.html(html, range);
            return false;
        }
        match event {
            Event::Start(Start::Emphasis | Start::Strong | Start::Strikethrough) => {
                self.passage.open(range.start)
            }
            Event::End(End::Emphasis | End::Strong | End::Strikethrough) => self.passage.close(range.end),
            Event::Start(Start::Link { link_type, .. } | Start::Image { link_type, .. }) => {
                self.links.push(!matches!(link_type, LinkType::Inline | LinkType::Reference));
                self.passage.open(range.start);
            }
            Event::End(End::Link | End::Image) => {
                self.links.pop();
                self.passage.close(range.end);
            }
            Event::TaskListMarker(_) | Event::InlineHtml(_) => {}
            Event::Start(Start::CodeBlock(_) | Start::MetadataBlock(_)) => {
                self.is_verbatim = true;
                return true;
            }
            Event::End(End::CodeBlock | End::MetadataBlock(_)) => self.is_verbatim = false,
            Event::Start(_) | Event::End(_) | Event::Rule | Event::Html(_) => return true,
            _ if self.hidden.is_some() || self.is_verbatim => {}
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak | Event::HardBreak => self.passage.push_fixed("\n", range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.passage.push_fixed(OBJECT, range);
            }
        }
        false
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let source = &self.document[range.clone()];
        if self.links.contains(&true) {
            self.passage.push_fixed(text, range);
        } else if source != text {
            let is_sign = text.is_ascii();
            self.passage.push_fixed(if is_sign { OBJECT } else { text }, range);
        } else if self.end < range.start && self.document[..range.start].ends_with('\\') {
            // An escaped sign is one that is meant as it is.
            let (sign, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
            let start = range.start + sign.len();
            self.passage.push_fixed(OBJECT, range.start - 1..start);
            self.literal(rest, start);
            self.end = range.end;
        } else {
            self.literal(text, range.start);
            self.end = range.end;
        }
    }

    fn literal(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.passage.push_literal(text, start);
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(tag) = html::tag(html) else {
            // A comment or the like.
            self.passage.open(range.start);
            return;
        };
        match &mut self.hidden {
            Some((hidden, depth)) if hidden.name == tag.name => {
                *depth = if tag.is_end { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    self.passage.extend_last(range.end);
                    self.passage.close(range.end);
                    self.hidden = None;
                }
            }
            Some(_) => {}
            None if tag.is_end => self.passage.close(range.end),
            None if tag.is_hidden() => {
                self.passage.push_fixed(OBJECT, range);
                self.hidden = Some((tag, 1));
            }
            None if tag.is_inline() => self.passage.open(range.start),
            None => self.passage.push_fixed(if tag.name == "br" { "\n" } else { OBJECT }, range),
        }
    }

    fn finish(&mut self, visit: &mut dyn FnMut(&Passage)) {
        if self.passage.is_prose() {
            visit(&self.passage);
        }
        self.passage.clear();
        self.hidden = None;
        self.links.clear();
    }
}

#[cfg(test)]
mod tests;
