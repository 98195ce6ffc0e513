//! JSON Lines: prose in fields of the value on each line.
//!
//! serde_json parses; where a string stands is told by where the slices that it lends point into the line. It skips
//! values without recursion, so the stack is as deep as the paths of the fields, never as the input.

use super::records::{Handling, Malformed, Part, Syntax, Value};
use anyhow::{Error, bail};
use memchr::{memchr, memmem};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::Range;

/// The fields that hold prose, as a tree of their paths.
///
/// A path is written as in jq: `text`, `meta.title`, `messages[].content` for every element of an array, `items[0].text`
/// for one. A key that has one of `.[]"` in it is quoted like a JSON string: `meta."a.b"`. A dot alone is the line itself,
/// and one in front of a path says nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    /// A string that stands here holds prose.
    is_prose: bool,
    keys: BTreeMap<String, Fields>,
    elements: BTreeMap<usize, Fields>,
    every: Option<Box<Fields>>,
}

impl Fields {
    /// # Errors
    /// No path, or one that cannot be read.
    pub(crate) fn parse<S: AsRef<str>>(paths: &[S]) -> Result<Self, Error> {
        let mut fields = Self::default();
        for path in paths {
            fields.add(path.as_ref())?;
        }
        if paths.is_empty() {
            bail!("no field is named");
        }
        Ok(fields)
    }

    fn add(&mut self, path: &str) -> Result<(), Error> {
        let mut node = self;
        let mut rest = path.strip_prefix('.').unwrap_or(path);
        let mut is_start = true;
        if path.is_empty() {
            bail!("a field without a name");
        }
        while !rest.is_empty() {
            if let Some(index) = rest.strip_prefix('[') {
                let Some((index, after)) = index.split_once(']') else { bail!("field {path}: [ without ]") };
                node = match index {
                    "" => node.every.get_or_insert_default(),
                    _ => match index.parse() {
                        Ok(index) => node.elements.entry(index).or_default(),
                        Err(_) => bail!("field {path}: [{index}] is neither [] nor a number"),
                    },
                };
                rest = after;
            } else {
                rest = match rest.strip_prefix('.') {
                    Some(after) if !is_start => after,
                    None if is_start => rest,
                    _ => bail!("field {path}: a key is to be here: {rest}"),
                };
                let (key, after) = key(path, rest)?;
                node = node.keys.entry(key).or_default();
                rest = after;
            }
            is_start = false;
        }
        node.is_prose = true;
        Ok(())
    }
}

/// The key that the rest of a path starts with, and what follows it.
fn key<'p>(path: &str, rest: &'p str) -> Result<(String, &'p str), Error> {
    if rest.starts_with('"') {
        let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let Some(Ok(key)) = strings.next() else { bail!("field {path}: the quoted key has no end: {rest}") };
        return Ok((key, &rest[strings.byte_offset()..]));
    }
    let (key, after) = rest.split_at(rest.find(['.', '[', ']', '"']).unwrap_or(rest.len()));
    if key.is_empty() || after.starts_with([']', '"']) {
        bail!("field {path}: a key is to be here: {rest}");
    }
    Ok((key.to_owned(), after))
}

/// Gives the fields of each line.
pub(super) fn each_part(
    fields: &Fields,
    block: &str,
    malformed: &mut dyn FnMut(&Malformed) -> Handling,
    visit: &mut dyn FnMut(Part<'_>),
) -> Result<(), Malformed> {
    let mut start = 0;
    let mut values = Vec::new();
    for line_number in 0.. {
        let rest = &block[start..];
        if rest.is_empty() {
            break;
        }
        let end = memchr(b'\n', rest.as_bytes()).map_or(block.len(), |i| start + i + 1);
        let line = &block[start..end];
        match values_of(fields, line, start, &mut values) {
            Ok(()) => {
                for value in values.drain(..) {
                    visit(Part::Value(value));
                }
            }
            Err(Fault(message)) => {
                values.clear();
                let error = Malformed { line: line_number, start, message };
                match malformed(&error) {
                    Handling::Stop => return Err(error),
                    Handling::Drop => visit(Part::Dropped(start..end)),
                    Handling::Keep => {}
                }
            }
        }
        start = end;
    }
    Ok(())
}

/// What is wrong with a line.
struct Fault(String);

impl Fault {
    fn new(error: &serde_json::Error) -> Self {
        // The place counts from where the parser was set to work.
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self(error.to_string().replace(&place, ""))
    }
}

/// The fields of a line that starts at this byte of its block, in the order in which they stand there.
fn values_of<'a>(
    fields: &Fields,
    line: &'a str,
    start: usize,
    values: &mut Vec<Value<'a>>,
) -> Result<(), Fault> {
    let json = line.trim_end_matches(['\n', '\r']);
    if json.trim_ascii().is_empty() {
        return Ok(());
    }
    let mut spans = Vec::new();
    let raw: &RawValue;
    let value = match json.trim_ascii_start().as_bytes() {
        [b'{' | b'[', ..] => json,
        _ => {
            raw = serde_json::from_str(json).map_err(|error| Fault::new(&error))?;
            raw.get()
        }
    };
    find(fields, value, line, &mut spans)?;
    // A place may be named twice: by its number and among all.
    spans.sort_unstable_by_key(|span: &Range<usize>| span.start);
    spans.dedup();
    if spans.is_empty() {
        return Ok(());
    }
    let style = Style::of(line);
    for span in spans {
        let form = &line[span.clone()];
        let text = if memchr(b'\\', form.as_bytes()).is_none() {
            Cow::Borrowed(form)
        } else {
            let quoted = &line[span.start - 1..span.end + 1];
            let text = serde_json::from_str(quoted).map_err(|error| Fault::new(&error))?;
            Cow::Owned(text)
        };
        let span = start + span.start..start + span.end;
        values.push(Value { span, form, text, syntax: Syntax::Json(style) });
    }
    Ok(())
}

/// Adds the spans of the strings that the fields name in a value of the line, without their quotes.
fn find(fields: &Fields, value: &str, line: &str, spans: &mut Vec<Range<usize>>) -> Result<(), Fault> {
    let start = value.as_ptr().addr() - line.as_ptr().addr();
    if value.starts_with('"') {
        if fields.is_prose {
            spans.push(start + 1..start + value.len() - 1);
        }
        return Ok(());
    }
    if !value.trim_ascii_start().starts_with(['{', '[']) {
        return Ok(());
    }
    let mut parts = Vec::new();
    let mut json = serde_json::Deserializer::from_str(value);
    let read = Parts { fields, parts: &mut parts }.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| Fault::new(&error))?;
    for (fields, value) in parts {
        let is_deeper = !(fields.keys.is_empty() && fields.elements.is_empty() && fields.every.is_none());
        if is_deeper || value.starts_with('"') {
            find(fields, value, line, spans)?;
        }
    }
    Ok(())
}

/// Reads an object or array, and picks out the values that fields name.
struct Parts<'f, 'p, 'a> {
    fields: &'f Fields,
    parts: &'p mut Vec<(&'f Fields, &'a str)>,
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> DeserializeSeed<'a> for Parts<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Parts<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or array")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            match self.fields.keys.get(&*key) {
                Some(fields) => self.parts.push((fields, map.next_value::<&RawValue>()?.get())),
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut array: A) -> Result<(), A::Error> {
        for index in 0.. {
            let Some(value) = array.next_element::<&RawValue>()? else { break };
            let named = self.fields.elements.get(&index);
            let fields = self.fields.every.as_deref().into_iter().chain(named);
            self.parts.extend(fields.map(|fields| (fields, value.get())));
        }
        Ok(())
    }
}

/// The bytes that the next character of a JSON string takes up, or a run of them without escapes, and those of its text.
pub(super) fn unit(form: &str) -> (usize, usize) {
    match memchr(b'\\', form.as_bytes()) {
        Some(0) => escaped(form).map_or((1, 1), |(c, form)| (form.len(), c.len_utf8())),
        end => {
            let run = end.unwrap_or(form.len());
            (run, run)
        }
    }
}

/// The character that the escape at the start of a text stands for, and the escape.
fn escaped(text: &str) -> Option<(char, &str)> {
    let c = match *text.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let code_unit = |at| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
            let units = [code_unit(2)?, code_unit(8).filter(|_| text[6..].starts_with("\\u")).unwrap_or(0)];
            let c = char::decode_utf16(units).next()?.ok()?;
            return Some((c, &text[..6 * c.len_utf16()]));
        }
        other => char::from(other),
    };
    Some((c, text.get(..2)?))
}

/// The characters that a JSON string escapes, and how.
pub(super) fn escapes(form: &str) -> BTreeMap<char, &str> {
    let mut escapes = BTreeMap::new();
    let mut at = 0;
    while let Some(next) = memchr(b'\\', &form.as_bytes()[at..]) {
        let Some((c, form)) = escaped(&form[at + next..]) else { break };
        escapes.insert(c, form);
        at += next + form.len();
    }
    escapes
}

/// Appends a text to `out` as part of a JSON string that has these escapes: a character that is escaped there is escaped
/// again, others follow the style of the line.
pub(super) fn escape(text: &str, known: &BTreeMap<char, &str>, style: Style, out: &mut String) {
    for c in text.chars() {
        match (c, known.get(&c)) {
            (_, Some(form)) => out.push_str(form),
            ('"' | '\\', _) => out.extend(['\\', c]),
            ('\n', _) => out.push_str("\\n"),
            ('\r', _) => out.push_str("\\r"),
            ('\t', _) => out.push_str("\\t"),
            ('\0'..' ', _) => style.escape(c, out),
            _ if style.is_ascii && !c.is_ascii() => style.escape(c, out),
            _ => out.push(c),
        }
    }
}

/// How the writer of a line escapes.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// All that is not ASCII is escaped.
    is_ascii: bool,
    is_upper_case: bool,
}

impl Style {
    fn of(line: &str) -> Self {
        let mut codes = memmem::find_iter(line.as_bytes(), b"\\u").filter_map(|at| line.get(at + 2..at + 6));
        let is_ascii = line.is_ascii() && codes.clone().next().is_some();
        let letter = codes.find_map(|code| code.bytes().find(u8::is_ascii_alphabetic));
        Self { is_ascii, is_upper_case: letter.is_some_and(|letter| letter.is_ascii_uppercase()) }
    }

    fn escape(self, c: char, out: &mut String) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes all that is written.
            let _ =
                if self.is_upper_case { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") };
        }
    }
}

#[cfg(test)]
mod tests;
