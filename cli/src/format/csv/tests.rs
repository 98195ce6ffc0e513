use super::*;
use crate::format::prose::testing::{Replace, nothing, persian};
use crate::format::{Cut, Document, Editor, Format};
use proptest::prelude::*;

fn format(columns: &[&str], dialect: Dialect, has_header: bool) -> Format {
    let columns = columns.iter().map(|&name| name.to_owned()).collect();
    Format::Csv(Columns::new(columns, dialect, has_header).unwrap())
}

fn apply(document: &Document, block: &str, editor: &mut dyn Editor, handling: Handling) -> String {
    let mut out = String::new();
    let _ = document.rewrite(block, true, editor, &mut |_| handling, &mut out);
    out
}

fn rewrite(columns: &[&str], dialect: Dialect, block: &str) -> String {
    let document = format(columns, dialect, true).open(block).unwrap();
    apply(&document, block, &mut persian(), Handling::Stop)
}

#[test]
fn cells_change_and_nothing_else() {
    for (before, after) in [
        ("id,text\n1,كتاب ها\n2,ي", "id,text\n1,کتاب\u{200C}ها\n2,ی"),
        // The header and other columns stay, and so do line ends of Windows and blank lines.
        ("ي,text\r\nي,ي\r\n\r\nي,ی\r\n", "ي,text\r\nي,ی\r\n\r\nي,ی\r\n"),
        // Quotes stay where they were, needed or not.
        ("id,text\n\"1\",\"ي\"\n", "id,text\n\"1\",\"ی\"\n"),
        ("id,text\n1,\"ي \"\"ك\"\"\"\n2,\"\"\"\"\"\"\n", "id,text\n1,\"ی \"\"ک\"\"\"\n2,\"\"\"\"\"\"\n"),
        // Records of several lines.
        ("text,b\n\"ي\n\r\nك,\",\"x\ny\"\nي,b\n", "text,b\n\"ی\n\r\nک،\",\"x\ny\"\nی,b\n"),
        // A quote that opens nothing.
        ("id,text\n1,5\" ي\n", "id,text\n1,\"5\"\" ی\"\n"),
        // Too few cells and too many.
        ("id,text\n1\n\n1,ي,ي,ي\n", "id,text\n1\n\n1,ی,ي,ي\n"),
        ("\"text\",text\nي,ي\n", "\"text\",text\nی,ی\n"),
    ] {
        assert_eq!(rewrite(&["text"], Dialect::CSV, before), after, "{before}");
    }
}

#[test]
fn tabs_delimit_whatever_the_quotes() {
    for (before, after) in [
        ("id\ttext\n1\tي, \"ك\n2\tي\"\n", "id\ttext\n1\tی، \"ک\n2\tی\"\n"),
        ("id\ttext\n1\t\"ي\"\r\n\t\"ي \"\"\"\n", "id\ttext\n1\t\"ی\"\r\n\t\"ی \"\"\"\n"),
    ] {
        assert_eq!(rewrite(&["text"], Dialect::TSV, before), after, "{before}");
    }
    let quoted = Dialect::CSV.with_delimiter('\t').unwrap();
    assert_eq!(rewrite(&["b"], quoted, "a\tb\nx\t\"ي\t\nي\"\n"), "a\tb\nx\t\"ی\t\nی\"\n");
}

#[test]
fn a_cell_is_quoted_if_it_must_be() {
    let mut editor = Replace(&[("،", ","), ("n", "\n"), ("q", "\""), ("t", "\t"), ("x", "")]);
    for (dialect, before, after) in [
        (Dialect::CSV, "b\nا،\nn\nq\nt\nx\n\"x،\"\n", "b\n\"ا,\"\n\"\n\"\n\"\"\"\"\n\t\n\"\"\n\",\"\n"),
        // What TSV cannot hold stays.
        (Dialect::TSV, "b\nا،\nn\nq\nt\nx\nqaq\n\"q\"\n", "b\nا,\nn\n\"\nt\n\nqaq\n\"\"\"\"\n"),
    ] {
        let document = format(&["b"], dialect, true).open(before).unwrap();
        assert_eq!(apply(&document, before, &mut editor, Handling::Stop), after);
    }
}

#[test]
fn columns_by_name_and_number() {
    let head = "id,text,3,\"a,b\"\nي,ي,ي,ي,ي\n";
    for (columns, after) in [
        (&["text"][..], "ي,ی,ي,ي,ي"),
        (&["1", "2"], "ی,ی,ي,ي,ي"),
        (&["3", "text", "3"], "ي,ی,ی,ي,ي"),
        (&["a,b"], "ي,ي,ي,ی,ي"),
    ] {
        assert_eq!(rewrite(columns, Dialect::CSV, head).lines().nth(1), Some(after));
    }
    for (columns, name) in [(&["no"], "no"), (&["5"], "5"), (&["0"], "0")] {
        let error = format(columns, Dialect::CSV, true).open(head).unwrap_err();
        assert_eq!(error.to_string(), format!("no column {name}; there are 4: id, text, 3, a,b"));
        format(columns, Dialect::CSV, true).open("").unwrap();
    }
    let document = format(&["5", "1"], Dialect::CSV, false).open(head).unwrap();
    assert_eq!(apply(&document, "ي\n1,2,3,4,ي", &mut persian(), Handling::Stop), "ی\n1,2,3,4,ی");
    assert!(Columns::new(vec!["text".to_owned()], Dialect::CSV, false).is_err());
    assert!(Columns::new(Vec::new(), Dialect::CSV, true).is_err());
    for delimiter in ['"', '\n', '\r', '،', 'é'] {
        assert!(Dialect::CSV.with_delimiter(delimiter).is_err());
    }
}

#[test]
fn a_quote_that_is_never_closed() {
    let block = "text\nي\nx,\"ي\nي\n";
    let document = format(&["text"], Dialect::CSV, true).open(block).unwrap();
    // It is wrong with its own line only.
    assert_eq!(apply(&document, block, &mut persian(), Handling::Drop), "text\nی\nی\n");
    assert_eq!(apply(&document, block, &mut persian(), Handling::Keep), "text\nی\nx,\"ي\nی\n");
    assert_eq!(apply(&document, block, &mut persian(), Handling::Stop), "text\nی\n");
    let lines = "text\n\"ی\ny\",\"ي\n\"\"\"\"\nي";
    assert_eq!(apply(&document, lines, &mut persian(), Handling::Stop), "text\n");
    assert_eq!(apply(&document, lines, &mut persian(), Handling::Drop), "text\n\"\"\"\"\nی");
    let error = document
        .rewrite(block, true, &mut persian(), &mut |_| Handling::Stop, &mut String::new())
        .unwrap_err();
    assert_eq!((error.line, error.start), (2, 8));
}

#[test]
fn a_quote_inside_of_a_quoted_cell() {
    let head = "id,text\n";
    for (bad, rest, edited) in [
        ("1,\"ي \"ك ي\" و ي\"\n", "2,ي\n", "2,ی\n"),
        ("1,\"ي\"ك\r\n", "2,\"ي\"\r\n", "2,\"ی\"\r\n"),
        // What the quote would reach to is another record.
        ("2,\"ي,12.5\n", "ي,ي,ي\n4,\"ك\",2.5\n", "ي,ی,ي\n4,\"ک\",2.5\n"),
        ("1,\"ي\n", "2,ي\n\"\"x,ي\n3,ي\" ي\n4,ي\n", "2,ی\n3,\"ی\"\" ی\"\n4,ی\n"),
    ] {
        let block = [head, bad, rest].concat();
        let document = format(&["text"], Dialect::CSV, true).open(&block).unwrap();
        assert_eq!(
            apply(&document, &block, &mut persian(), Handling::Drop),
            [head, edited].concat(),
            "{block}"
        );
        assert_eq!(apply(&document, &block, &mut persian(), Handling::Stop), head, "{block}");
        let kept = apply(&document, &block, &mut persian(), Handling::Keep);
        assert!(kept.starts_with(&[head, bad].concat()), "{kept}");
        assert_eq!(apply(&document, &kept, &mut persian(), Handling::Keep), kept);
    }
    // Each record has a fault.
    let block = "\"ي\"ي\n".repeat(200_000);
    let document = format(&["1"], Dialect::CSV, false).open(&block).unwrap();
    assert_eq!(apply(&document, &block, &mut persian(), Handling::Keep), block);
    assert_eq!(apply(&document, &block, &mut persian(), Handling::Drop), "");
}

#[test]
fn places_of_quoted_text() {
    let block = "text\n\"ا\"\"ب,\"\n\"c\"\"\"\n";
    let document = format(&["text"], Dialect::CSV, true).open(block).unwrap();
    let mut found = Vec::new();
    document
        .each_prose(block, true, &mut |_| Handling::Stop, &mut |prose| {
            let mut locator = prose.locator();
            for (i, c) in prose.text.char_indices() {
                found.push(&block[locator.find(i..i + c.len_utf8()).unwrap()]);
            }
        })
        .unwrap();
    assert_eq!(found, ["ا", "\"\"", "ب", ",", "c", "\"\""]);
}

#[test]
fn long_lines() {
    for (unit, dialect) in
        [("\"", Dialect::CSV), ("\"", Dialect::TSV), (",", Dialect::CSV), ("\"a\",", Dialect::CSV)]
    {
        let block = unit.repeat(2_000_000);
        let document = format(&["1", "1000"], dialect, false).open(&block).unwrap();
        assert_eq!(apply(&document, &block, &mut nothing(), Handling::Keep), block);
        Boundaries::new(dialect).last_end(block.as_bytes());
    }
}

/// The records as others read them.
fn parsed(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Where records end, and whether all can be read.
fn ends(dialect: Dialect, block: &str) -> (Vec<usize>, bool) {
    let (mut ends, mut is_sound, mut at) = (vec![0], true, 0);
    while at < block.len() {
        at = dialect.record(block, at, &mut Vec::new()).unwrap_or_else(|fault| {
            is_sound = false;
            block[fault.at..].find('\n').map_or(block.len(), |i| fault.at + i + 1)
        });
        ends.push(at);
    }
    (ends, is_sound)
}

proptest! {
    #[test]
    fn no_edit_no_change(block in "([,\t\"\r\n]|[aيك]|\\PC){0,40}", tsv in any::<bool>(), header in any::<bool>()) {
        let dialect = if tsv { Dialect::TSV } else { Dialect::CSV };
        let columns = if header { Vec::new() } else { vec![0, 2] };
        let document = Document::Csv(Cells { wanted: columns, dialect, has_header: header });
        prop_assert_eq!(apply(&document, &block, &mut nothing(), Handling::Keep), block);
    }

    #[test]
    fn others_read_the_edited_cells(
        // Readers differ in what a quote means that is not closed as it has to be.
        block in "(([aيك](\"|[aيك]| ها| ){0,6}|\"([,\n]|\r\n|\"\"|[aيك]| ,| ها| ){0,6}\"|)(,|\n|\r\n)){0,8}",
    ) {
        let mut cells = Vec::new();
        prop_assert!(ends(Dialect::CSV, &block).1);
        let document = Document::Csv(Cells { wanted: vec![0, 2], dialect: Dialect::CSV, has_header: false });
        let after = apply(&document, &block, &mut persian(), Handling::Stop);
        for mut record in parsed(&block, b',') {
            for cell in record.iter_mut().step_by(2).take(2) {
                let mut edited = String::new();
                persian().rewrite(cell, &mut edited);
                *cell = edited;
            }
            cells.push(record);
        }
        prop_assert_eq!(parsed(&after, b','), cells);
    }

    #[test]
    fn boundaries_are_where_records_end(
        pieces in prop::collection::vec("([,\"\n]|\r\n|[aي]){0,8}", 0..6),
        tsv in any::<bool>(),
    ) {
        let dialect = if tsv { Dialect::TSV } else { Dialect::CSV };
        prop_assert_eq!(format(&["1"], dialect, false).cut(), Cut::Records(dialect));
        let block = pieces.concat();
        let (ends, is_sound) = ends(dialect, &block);
        let ends: Vec<_> = ends.into_iter().filter(|&end| block[..end].ends_with('\n')).collect();
        let mut boundaries = Boundaries::new(dialect);
        let mut start = 0;
        for piece in &pieces {
            let found = boundaries.last_end(piece.as_bytes()).map(|end| start + end);
            let last = ends.iter().rev().find(|&&end| end > start && end <= start + piece.len());
            if is_sound {
                prop_assert_eq!(found.as_ref(), last);
            }
            prop_assert!(found.is_none_or(|found| ends.contains(&found)), "{:?} in {:?}", found, block);
            start += piece.len();
        }
    }
}
