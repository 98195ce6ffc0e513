//! HTML: prose in text nodes, put together over the tags inside of a paragraph.
//!
//! html5gum tells tags, comments and text apart as browsers do. No prose is what stands in code, preformatted text,
//! scripts, formulas, indices and the like, in elements that are not to be translated, and in those whose language is said
//! to be another than Persian (but for the whole page, which often says so by mistake).

use super::passage::{Changes, OBJECT, Passage, apply, settle};
use super::prose::Editor;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use memchr::memchr3;
use std::ops::Range;

/// Elements in the middle of a sentence whose text is part of it.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "time", "u", "wbr",
];
/// Elements in the middle of a sentence whose content is no prose.
const OBJECTS: &[&str] = &[
    "audio", "canvas", "code", "iframe", "kbd", "math", "noscript", "object", "ruby", "samp", "script",
    "style", "sub", "sup", "svg", "template", "textarea", "tt", "var", "video",
];
/// Elements of their own whose content is no prose.
const HIDDEN: &[&str] = &["listing", "noembed", "noframes", "plaintext", "pre", "xmp"];
/// Elements in the middle of a sentence that have no content.
const EMPTY: &[&str] = &["embed", "img", "input"];
/// Elements between sentences that have no content.
const EMPTY_BLOCKS: &[&str] =
    &["area", "base", "br", "col", "hr", "link", "meta", "param", "source", "track", "wbr"];
/// An end tag without a name.
const NAMELESS: &str = "</>";
/// More letters than the name of any character reference has.
const LONGEST_NAME: usize = 40;

/// A tag, as far as it says what is prose.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) is_end: bool,
    /// The element is not to be edited, by an attribute.
    is_foreign: bool,
    is_self_closing: bool,
}

impl Tag {
    fn start(tag: &StartTag<usize>) -> Self {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let value = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).trim().to_ascii_lowercase())
        };
        let is_persian = |lang: String| {
            let language = lang.split(['-', '_']).next().unwrap_or_default();
            matches!(language, "" | "fa" | "fas" | "per" | "pes" | "prs")
        };
        let language = value("lang").or_else(|| value("xml:lang"));
        let is_foreign = !matches!(&*name, "html" | "body")
            && (value("translate").is_some_and(|v| v == "no") || !language.is_none_or(is_persian));
        Self { name, is_end: false, is_foreign, is_self_closing: tag.self_closing }
    }

    fn end(name: &[u8]) -> Self {
        let name = String::from_utf8_lossy(name).into_owned();
        Self { name, is_end: true, is_foreign: false, is_self_closing: false }
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&&*self.name)
    }

    /// It stands in the middle of a sentence.
    pub(super) fn is_inline(&self) -> bool {
        self.is_one_of(INLINE)
    }

    /// It opens an element whose content is no prose.
    pub(super) fn is_hidden(&self) -> bool {
        let has_content = !self.is_one_of(EMPTY) && !self.is_one_of(EMPTY_BLOCKS);
        let is_empty = self.is_self_closing && self.is_one_of(&["svg", "math"]);
        !self.is_end
            && has_content
            && !is_empty
            && (self.is_foreign || self.is_one_of(OBJECTS) || self.is_one_of(HIDDEN))
    }

    /// It sets off what follows from what went before.
    fn is_block(&self) -> bool {
        !self.is_inline() && !self.is_one_of(OBJECTS) && !self.is_one_of(EMPTY)
    }
}

/// The tag that a piece of HTML starts with.
pub(super) fn tag(html: &str) -> Option<Tag> {
    match tokens(html).next()? {
        Token::StartTag(tag) => Some(Tag::start(&tag)),
        Token::EndTag(tag) => Some(Tag::end(&tag.name)),
        _ => None,
    }
}

fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// Where the tags, comments and the like stand that are in a document.
#[cfg(any(test, fuzzing))]
pub(crate) fn markup(html: &str) -> Vec<Range<usize>> {
    let span = |token| match token {
        Token::StartTag(tag) => Some(tag.span),
        Token::EndTag(tag) => Some(tag.span),
        Token::Comment(comment) => Some(comment.span),
        Token::Doctype(doctype) => Some(doctype.span),
        _ => None,
    };
    tokens(html).filter_map(span).map(|span| span.start..span.end).collect()
}

/// Appends the document to `out`, its prose edited.
pub(super) fn rewrite(document: &str, editor: &mut dyn Editor, out: &mut String) {
    settle(document, editor, out, |document, editor, out| {
        let changes = changes(document, editor);
        apply(document, 0..document.len(), changes.iter(), out);
        changes.are_unsettled()
    });
}

/// Shows each edit that the first round of [`rewrite`] makes.
pub(super) fn each_edit(
    document: &str,
    editor: &mut dyn Editor,
    visit: &mut dyn FnMut(usize, Range<usize>, &str),
) {
    let changes = changes(document, editor);
    changes.show(0..changes.len(), visit);
}

fn changes(document: &str, editor: &mut dyn Editor) -> Changes {
    let mut changes = Changes::default();
    each_passage(document, &mut |passage| {
        passage.edit(editor, &mut changes, |span, with| is_text(&document[..span.start], with));
    });
    changes
}

/// What is put in after other text is text and leaves that text what it was.
fn is_text(before: &str, with: &str) -> bool {
    let is_open = before.ends_with('<') || before.ends_with("</") || {
        let name = before.bytes().rev().take(LONGEST_NAME);
        let mut rest = name.skip_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
        rest.next() == Some(b'&')
    };
    !is_open && !with.contains(['<', '&'])
}

/// Gives each passage in order.
pub(super) fn each_passage(document: &str, visit: &mut dyn FnMut(&Passage)) {
    let mut reader = Reader { document, passage: Passage::default(), hidden: None, is_title: false };
    for token in tokens(document) {
        match token {
            Token::StartTag(tag) => reader.tag(Tag::start(&tag), tag.span.start..tag.span.end, visit),
            Token::EndTag(tag) => reader.tag(Tag::end(&tag.name), tag.span.start..tag.span.end, visit),
            Token::String(text) if reader.hidden.is_none() => reader.text(text.span.start..text.span.end),
            Token::Comment(comment) if reader.hidden.is_none() => reader.passage.open(comment.span.start),
            _ => {}
        }
    }
    reader.finish(visit);
}

struct Reader<'d> {
    document: &'d str,
    passage: Passage,
    /// Inside of an element that is no prose: its tag, and how many of its name are open.
    hidden: Option<(Tag, usize)>,
    /// Inside of an element where a tag is text.
    is_title: bool,
}

impl Reader<'_> {
    fn tag(&mut self, tag: Tag, range: Range<usize>, visit: &mut dyn FnMut(&Passage)) {
        if let Some((hidden, depth)) = &mut self.hidden {
            // A paragraph ends without a tag where something else starts.
            let is_over = hidden.name == "p" && tag.is_block();
            if hidden.name == tag.name && !is_over {
                *depth = if tag.is_end { *depth - 1 } else { *depth + 1 };
            }
            if *depth == 0 || is_over {
                if !hidden.is_block() {
                    self.passage.extend_last(range.end);
                    self.passage.close(range.end);
                }
                self.hidden = None;
            }
            if !is_over {
                return;
            }
        }
        self.is_title = tag.name == "title" && !tag.is_end;
        if tag.is_block() {
            if tag.name == "br" {
                self.passage.push_fixed("\n", range);
            } else {
                self.finish(visit);
            }
            self.hidden = tag.is_hidden().then_some((tag, 1));
        } else if tag.is_hidden() {
            self.passage.push_fixed(OBJECT, range);
            self.hidden = Some((tag, 1));
        } else if tag.is_inline() {
            if tag.is_end { self.passage.close(range.end) } else { self.passage.open(range.start) }
        } else {
            self.passage.push_fixed(OBJECT, range);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let Some(text) = self.document.get(range.clone()) else { return };
        if self.is_title && text.contains('<') {
            return self.passage.push_fixed(text, range);
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr3(b'&', b'<', b'\n', &bytes[at..]).map(|i| at + i) {
            let blank = found - text[at..found].trim_ascii_end().len() - at;
            let (start, end) = match bytes[found] {
                // An end tag without a name is nothing at all; the tokens say so only if no text comes before it.
                b'<' if text[found..].starts_with(NAMELESS) => (found, found + NAMELESS.len()),
                // How lines are broken and indented is layout, not prose.
                b'\n' => (found - blank, text.len() - text[found..].trim_ascii_start().len()),
                b'<' => (found, after(text, found + 1)),
                _ => (found, reference(text, found)),
            };
            self.literal(&text[at..start], range.start + at);
            let source = range.start + start..range.start + end;
            match bytes[found] {
                b'\n' => self.passage.push_fixed("\n", source),
                b'<' if text[start..end] == *NAMELESS => self.passage.open(source.start),
                b'<' => self.passage.push_fixed(&text[start..end], source),
                _ => self.passage.push_fixed(&meaning(&text[start..end]), source),
            }
            at = end;
        }
        self.literal(&text[at..], range.start + at);
    }

    fn literal(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.passage.push_literal(text, start);
        }
    }

    fn finish(&mut self, visit: &mut dyn FnMut(&Passage)) {
        if self.passage.is_prose() {
            visit(&self.passage);
        }
        self.passage.clear();
    }
}

/// Behind the character at this place, which something depends on, unless it is special itself.
fn after(text: &str, at: usize) -> usize {
    match text[at..].chars().next() {
        Some(c) if !matches!(c, '<' | '&') => at + c.len_utf8(),
        _ => at,
    }
}

/// Where the character reference ends that starts here, or what looks like one; without a semicolon, what follows belongs
/// to it as well, for it is what ends it.
fn reference(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start + 1..];
    let is_number = bytes.first() == Some(&b'#');
    let limit = if is_number { usize::MAX } else { LONGEST_NAME };
    let name = bytes.iter().take(limit).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    let end = start + 1 + name;
    if text[end..].starts_with(';') { end + 1 } else { after(text, end) }
}

/// What a character reference says. A sign that is written as one is meant as it is, and nothing to edit by; a space that
/// does not break is a space to what stands around it.
fn meaning(reference: &str) -> String {
    let mut text = String::new();
    for token in tokens(reference) {
        if let Token::String(part) = token {
            text += &String::from_utf8_lossy(&part);
        }
    }
    if text == "\u{A0}" {
        return " ".to_owned();
    }
    let is_sign = text.starts_with(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    if is_sign && text != reference { OBJECT.to_owned() + &text[1..] } else { text }
}

#[cfg(test)]
mod tests;
