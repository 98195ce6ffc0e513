//! CSV and TSV: prose in columns of records.
//!
//! Parsers of CSV give what cells mean and not where they stand, and all that is needed here is the bytes that delimit
//! them; so the scanner is our own. Tests hold it against the crate `csv`.

use super::records::{Handling, Malformed, Part, Syntax, Value};
use anyhow::{Error, bail};
use memchr::{memchr, memchr_iter, memchr2, memmem, memrchr};
use std::borrow::Cow;
use std::ops::Range;

/// How cells are set apart.
///
/// In CSV (RFC 4180) a cell that starts with a quote ends with one; in between, delimiters and line ends belong to it, and
/// two quotes mean one. As most readers do, a quote elsewhere is taken as it is; but what goes on behind the quote that closes
/// a cell is malformed, for readers differ in what it means. In TSV, tabs and line ends delimit
/// whatever stands around them (IANA text/tab-separated-values), for corpora are full of lone quotes that would swallow
/// the lines that follow; but a cell that is quoted as in CSV within its line, as spreadsheets do it, keeps its quotes.
/// Tab-separated files with line breaks in quoted cells are CSV with another delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    delimiter: u8,
    /// Quotes can hold delimiters and line ends.
    quoting: bool,
}

impl Dialect {
    pub(crate) const CSV: Self = Self { delimiter: b',', quoting: true };
    pub(crate) const TSV: Self = Self { delimiter: b'\t', quoting: false };

    /// # Errors
    /// The character is not ASCII, or it means something else.
    pub(crate) fn with_delimiter(self, delimiter: char) -> Result<Self, Error> {
        match u8::try_from(delimiter) {
            Ok(delimiter) if delimiter.is_ascii() && !b"\"\r\n".contains(&delimiter) => {
                Ok(Self { delimiter, ..self })
            }
            _ => bail!("{delimiter:?} cannot delimit columns"),
        }
    }

    /// Adds the cells of the record that starts here; gives the end of the record with its line end.
    fn record(self, block: &str, start: usize, cells: &mut Vec<Cell>) -> Result<usize, Fault> {
        if self.quoting {
            return self.quoted_record(block, start, cells);
        }
        let end = memchr(b'\n', &block.as_bytes()[start..]).map_or(block.len(), |i| start + i + 1);
        let last = block[start..end].trim_end_matches(['\r', '\n']).len() + start;
        let mut at = start;
        for stop in memchr_iter(self.delimiter, &block.as_bytes()[start..last]).chain([last - start]) {
            let span = at..start + stop;
            let inner = quoted_whole(&block[span.clone()]);
            let span = if inner.is_some() { span.start + 1..span.end - 1 } else { span };
            cells.push(Cell { span, quotes: inner.map_or(Quotes::None, |_| Quotes::Around), dialect: self });
            at = start + stop + 1;
        }
        Ok(end)
    }

    /// Where the quote stands that closes the one that opens a cell here.
    fn closed(self, bytes: &[u8], at: usize) -> Result<usize, Fault> {
        let unclosed = Fault { at, until: bytes.len(), message: "a quote that is never closed" };
        let quote = closing_quote(bytes, at + 1).ok_or(unclosed)?;
        let is_end = match bytes[quote + 1..] {
            [] | [b'\n', ..] | [b'\r'] | [b'\r', b'\n', ..] => true,
            [next, ..] => next == self.delimiter,
        };
        let message = "a quote inside of a quoted cell, or one that is never closed";
        if is_end { Ok(quote) } else { Err(Fault { at, until: quote, message }) }
    }

    fn quoted_record(self, block: &str, start: usize, cells: &mut Vec<Cell>) -> Result<usize, Fault> {
        let bytes = block.as_bytes();
        let mut at = start;
        loop {
            let closed = (bytes.get(at) == Some(&b'"')).then(|| self.closed(bytes, at)).transpose()?;
            let from = closed.map_or(at, |quote| quote + 1);
            let stop = memchr2(self.delimiter, b'\n', &bytes[from..]).map(|i| from + i);
            let mut end = stop.unwrap_or(bytes.len());
            let is_last = stop.is_none_or(|stop| bytes[stop] == b'\n');
            if is_last && end > from && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            let (span, quotes) = match closed {
                Some(quote) => (at + 1..quote, Quotes::Around),
                None => (at..end, Quotes::None),
            };
            cells.push(Cell { span, quotes, dialect: self });
            match stop {
                Some(stop) if is_last => return Ok(stop + 1),
                Some(stop) => at = stop + 1,
                None => return Ok(bytes.len()),
            }
        }
    }
}

/// A quote that is not closed as it has to be.
struct Fault {
    /// Where it opens.
    at: usize,
    /// Where that shows.
    until: usize,
    message: &'static str,
}

/// Where the quote stands that closes a cell; two quotes do not.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(b'"', &bytes[at..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// What stands in the quotes of a cell that is quoted from its start to its end.
fn quoted_whole(cell: &str) -> Option<&str> {
    let rest = cell.strip_prefix('"')?;
    (closing_quote(rest.as_bytes(), 0)? + 1 == rest.len()).then(|| &rest[..rest.len() - 1])
}

/// A cell of a block.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// What is in it, without the quotes around it.
    span: Range<usize>,
    quotes: Quotes,
    dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    None,
    Around,
    /// There are none, and there must be none: one would close a quote that was left open before.
    Forbidden,
}

impl Cell {
    /// What the cell means; borrowed if that is what stands in it.
    fn text<'a>(&self, block: &'a str) -> Cow<'a, str> {
        let form = &block[self.span.clone()];
        match self.quotes {
            Quotes::Around if memmem::find(form.as_bytes(), b"\"\"").is_some() => {
                Cow::Owned(form.replace("\"\"", "\""))
            }
            Quotes::None | Quotes::Around | Quotes::Forbidden => Cow::Borrowed(form),
        }
    }

    /// Appends what stands for a new text in place of the cell to `out`; false if nothing can.
    pub(super) fn write(&self, text: &str, out: &mut String) -> bool {
        let Dialect { delimiter, quoting } = self.dialect;
        let delimits = |b: u8| b == delimiter || b == b'\n' || b == b'\r';
        if !quoting && (text.bytes().any(delimits) || quoted_whole(text).is_some()) {
            return false;
        }
        match self.quotes {
            Quotes::Around => double_quotes(text, out),
            // A record of one empty cell would be no record.
            Quotes::Forbidden if text.is_empty() || text.bytes().any(|b| b == b'"' || delimits(b)) => {
                return false;
            }
            _ if quoting && (text.is_empty() || text.bytes().any(|b| b == b'"' || delimits(b))) => {
                out.push('"');
                double_quotes(text, out);
                out.push('"');
            }
            _ => out.push_str(text),
        }
        true
    }
}

impl Cell {
    /// Whether it can hold this text without other quotes than it has.
    pub(super) fn takes(&self, text: &str) -> bool {
        let mut form = String::new();
        self.write(text, &mut form) && (self.quotes != Quotes::None || form == text)
    }

    /// Appends what stands for a text in the middle of the cell of this form to `out`; false if nothing can.
    pub(super) fn write_part(&self, form: &str, text: &str, out: &mut String) -> bool {
        match self.quotes {
            Quotes::Around => double_quotes(text, out),
            // If what is behind it went it would be part of the line end.
            _ if memchr(b'\r', form.as_bytes()).is_some() => return false,
            _ if text.bytes().any(|b| b == self.dialect.delimiter || b"\"\r\n".contains(&b)) => return false,
            _ => out.push_str(text),
        }
        true
    }
}

fn double_quotes(text: &str, out: &mut String) {
    for part in text.split_inclusive('"') {
        out.push_str(part);
        if part.ends_with('"') {
            out.push('"');
        }
    }
}

/// The bytes that the next character of a cell takes up, or a run of them without quotes, and those of its text.
pub(super) fn unit(form: &str) -> (usize, usize) {
    match memchr(b'"', form.as_bytes()) {
        Some(0) => (2, 1),
        end => {
            let run = end.unwrap_or(form.len());
            (run, run)
        }
    }
}

/// The columns that hold prose, as the user names them.
///
/// A column is named by what the header has for it, or else by its number from 1 on.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    names: Vec<String>,
    dialect: Dialect,
    has_header: bool,
}

impl Columns {
    /// # Errors
    /// No column, or, without a header, one that is no number.
    pub(crate) fn new(names: Vec<String>, dialect: Dialect, has_header: bool) -> Result<Self, Error> {
        if names.is_empty() {
            bail!("no column is named");
        }
        if let (false, Some(name)) = (has_header, names.iter().find(|name| number(name).is_none())) {
            bail!("column {name}: without a header, columns have numbers from 1 on");
        }
        Ok(Self { names, dialect, has_header })
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Looks the columns up in the header, the first record of a stream. An empty stream has nothing to find.
    pub(super) fn open(&self, head: &str) -> Result<Cells, Error> {
        let mut header = Vec::new();
        if self.has_header
            && let Err(fault) = self.dialect.record(head, 0, &mut header)
        {
            bail!("the header has {}", fault.message);
        }
        let header: Vec<_> = header.iter().map(|cell| cell.text(head)).collect();
        let mut wanted = Vec::new();
        for name in &self.names {
            let before = wanted.len();
            wanted.extend((0..header.len()).filter(|&i| header[i] == *name));
            let limit = if self.has_header { header.len() } else { usize::MAX };
            if wanted.len() == before {
                wanted.extend(number(name).filter(|&i| i < limit));
            }
            if wanted.len() == before && !head.is_empty() {
                bail!("no column {name}; there are {}: {}", header.len(), header.join(", "));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        Ok(Cells { wanted, dialect: self.dialect, has_header: self.has_header })
    }
}

/// The place of a column that is named by its number.
fn number(name: &str) -> Option<usize> {
    name.parse::<usize>().ok()?.checked_sub(1)
}

/// The cells of records that hold prose.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    /// In ascending order.
    wanted: Vec<usize>,
    dialect: Dialect,
    has_header: bool,
}

/// Gives the wanted cells of each record, but for the header. A record may have fewer cells than others.
pub(super) fn each_part(
    cells: &Cells,
    block: &str,
    is_first: bool,
    malformed: &mut dyn FnMut(&Malformed) -> Handling,
    visit: &mut dyn FnMut(Part<'_>),
) -> Result<(), Malformed> {
    let mut is_header = is_first && cells.has_header;
    let mut start = 0;
    // To here a quote is open for readers that do not see a fault in it.
    let mut open_until = 0;
    let (mut lines, mut counted) = (0, 0);
    let mut record = Vec::new();
    while start < block.len() {
        record.clear();
        let is_open = start < open_until;
        match cells.dialect.record(block, start, &mut record) {
            Ok(end) => {
                let has_quote = |cell: &Cell| memchr(b'"', &block.as_bytes()[cell.span.clone()]).is_some();
                if is_open {
                    record
                        .iter_mut()
                        .filter(|cell| !has_quote(cell))
                        .for_each(|cell| cell.quotes = Quotes::Forbidden);
                }
                let wanted = cells.wanted.iter().map_while(|&i| record.get(i)).filter(|_| !is_header);
                for cell in wanted.filter(|cell| !(cell.span.is_empty() || is_open && has_quote(cell))) {
                    visit(Part::Value(Value {
                        span: cell.span.clone(),
                        form: &block[cell.span.clone()],
                        text: cell.text(block),
                        syntax: Syntax::Csv(cell.clone()),
                    }));
                }
                start = end;
            }
            Err(Fault { at, until, message }) => {
                lines += memchr_iter(b'\n', &block.as_bytes()[counted..at]).count();
                counted = at;
                // Behind the line of the quote, and as far as it reaches, there are only quotes in pairs: what is read
                // twice is read no third time.
                let end = memchr(b'\n', &block.as_bytes()[at..]).map_or(block.len(), |i| at + i + 1);
                let error = Malformed { line: lines, start, message: message.to_owned() };
                match malformed(&error) {
                    Handling::Stop => return Err(error),
                    Handling::Drop => visit(Part::Dropped(start..end)),
                    Handling::Keep => open_until = until,
                }
                start = end;
            }
        }
        is_header = false;
    }
    Ok(())
}

/// Finds where records end in a stream that comes in pieces.
#[derive(Debug)]
pub(crate) struct Boundaries {
    dialect: Dialect,
    state: State,
    /// In a quoted cell, behind its first line: what the state is if the quote was wrong, so that a record starts with
    /// this line.
    ///
    /// Behind that first line there are only quotes in pairs so far, which open nothing that reaches over a line end.
    otherwise: Option<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A cell starts here.
    Start,
    Unquoted,
    Quoted,
    /// A quote was seen in a quoted cell: the end of it, or the first of two.
    Quote,
    /// The same and a carriage return: the line has to end.
    Return,
    /// To the end of its line the record is malformed.
    Malformed,
}

impl State {
    /// The state behind the next byte; `None` if something stands behind a closing quote.
    fn next(self, byte: u8, delimiter: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Quoted, b'"') => Self::Quote,
            (Self::Quoted, _) | (Self::Quote | Self::Start, b'"') => Self::Quoted,
            (_, b'\n') => Self::Start,
            (Self::Malformed, _) => Self::Malformed,
            (Self::Return, _) => return None,
            (_, byte) if byte == delimiter => Self::Start,
            (Self::Quote, b'\r') => Self::Return,
            (Self::Quote, _) => return None,
            (Self::Start | Self::Unquoted, _) => Self::Unquoted,
        })
    }

    fn is_quoted(self) -> bool {
        matches!(self, Self::Quoted | Self::Quote | Self::Return)
    }
}

impl Boundaries {
    /// At the start of a stream.
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, state: State::Start, otherwise: None }
    }

    /// The end of the last record that surely ends in the next piece of the stream. ASCII delimits, so any encoding that
    /// extends it will do, and a piece may end inside a character.
    pub(crate) fn last_end(&mut self, piece: &[u8]) -> Option<usize> {
        if !self.dialect.quoting {
            return memrchr(b'\n', piece).map(|i| i + 1);
        }
        let delimiter = self.dialect.delimiter;
        let mut last = None;
        let mut at = 0;
        while at < piece.len() {
            let skipped = match self.state {
                State::Unquoted => memchr2(delimiter, b'\n', &piece[at..]),
                State::Malformed => memchr(b'\n', &piece[at..]),
                _ => Some(0),
            };
            let Some(skipped) = skipped else { break };
            at += skipped;
            let byte = piece[at];
            at += 1;
            if self.state.is_quoted() {
                self.otherwise = match self.otherwise {
                    Some(state) => Some(state.next(byte, delimiter).unwrap_or(State::Malformed)),
                    None => (byte == b'\n').then_some(State::Start),
                };
            }
            let next = self.state.next(byte, delimiter);
            let is_fault = next.is_none();
            self.state = next.or(self.otherwise).unwrap_or(State::Malformed);
            if is_fault || !self.state.is_quoted() {
                self.otherwise = None;
            }
            if byte == b'\n' && self.state == State::Start {
                last = Some(at);
            }
        }
        last
    }
}

#[cfg(test)]
mod tests;
