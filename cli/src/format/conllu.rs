//! CoNLL-U out: the sentences, tokens and words of Universal Dependencies.
//!
//! <https://universaldependencies.org/format.html>. Columns of which nothing is known hold an underscore. What is filled
//! in passes the validator of UD: the text of a sentence is what its tokens spell, a word that is part of a token has no
//! blanks of its own to tell of, and no field is empty or holds a tab or line end.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// A sentence and its tokens.
#[derive(Clone, Debug)]
pub(crate) struct Sentence<'a> {
    /// Unique in all the output.
    pub(crate) id: &'a str,
    pub(crate) start: Start,
    /// What the spans of the tokens are of. Between tokens stand blanks, or nothing.
    pub(crate) text: &'a str,
    /// What follows it in its document starts with a blank, or there is nothing.
    pub(crate) blank_follows: bool,
    pub(crate) tokens: Vec<Token<'a>>,
}

/// What starts with a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Nothing else.
    Sentence,
    Paragraph,
}

/// What stands between blanks and marks.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) span: Range<usize>,
    /// The token itself, or the words that clitics make of it.
    pub(crate) words: Vec<Word<'a>>,
}

/// A word in the sense of syntax.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) form: &'a str,
    pub(crate) lemma: Option<Cow<'a, str>>,
    /// One of the 17 universal parts of speech.
    pub(crate) upos: Option<&'a str>,
}

/// The line before the first sentence of a document; the name is that of its file.
pub(crate) fn document(name: &str) -> String {
    format!("# newdoc id = {}\n", field(name))
}

/// Appends a sentence to `out`; nothing if it has no tokens.
pub(crate) fn write(sentence: &Sentence<'_>, out: &mut String) {
    let mut tokens = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        let form = field(&sentence.text[token.span.clone()]);
        if form != "_" || &sentence.text[token.span.clone()] == "_" {
            tokens.push((token, form));
        }
    }
    if tokens.is_empty() {
        return;
    }
    let blank_after = |index: usize| match tokens.get(index + 1) {
        Some((next, _)) => {
            let gap = sentence.text.get(tokens[index].0.span.end..next.span.start);
            gap.is_some_and(|gap| gap.contains(char::is_whitespace))
        }
        None => sentence.blank_follows,
    };
    match sentence.start {
        Start::Sentence => {}
        Start::Paragraph => out.push_str("# newpar\n"),
    }
    line(out, format_args!("# sent_id = {}", field(sentence.id)));
    out.push_str("# text = ");
    for (index, (_, form)) in tokens.iter().enumerate() {
        out.push_str(form);
        if blank_after(index) && index + 1 < tokens.len() {
            out.push(' ');
        }
    }
    out.push('\n');
    let mut id = 1;
    for (index, (token, form)) in tokens.iter().enumerate() {
        let misc = if blank_after(index) { "_" } else { "SpaceAfter=No" };
        match &*token.words {
            [] => line(out, format_args!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}")),
            [word] => write_word(id, form, word, misc, out),
            words => {
                let last = id + words.len() - 1;
                line(out, format_args!("{id}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}"));
                for (id, word) in (id..).zip(words) {
                    write_word(id, &field(word.form), word, "_", out);
                }
            }
        }
        id += token.words.len().max(1);
    }
    out.push('\n');
}

fn write_word(id: usize, form: &str, word: &Word<'_>, misc: &str, out: &mut String) {
    let lemma = word.lemma.as_deref().map_or(Cow::Borrowed("_"), field);
    let upos = word.upos.unwrap_or("_");
    line(out, format_args!("{id}\t{form}\t{lemma}\t{upos}\t_\t_\t_\t_\t_\t{misc}"));
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes all that is written.
    let _ = writeln!(out, "{text}");
}

/// A text as a field may have it: with single blanks inside, none at its edges, and not empty.
fn field(text: &str) -> Cow<'_, str> {
    if text.is_empty() {
        Cow::Borrowed("_")
    } else if text.contains(char::is_whitespace) {
        let words: Vec<_> = text.split_whitespace().collect();
        Cow::Owned(if words.is_empty() { "_".to_owned() } else { words.join(" ") })
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word<'a>(form: &'a str, lemma: &'a str, upos: &'a str) -> Word<'a> {
        Word { form, lemma: Some(lemma.into()), upos: Some(upos) }
    }

    fn plain(form: &str) -> Word<'_> {
        Word { form, lemma: None, upos: None }
    }

    fn written(sentence: &Sentence<'_>) -> String {
        let mut out = String::new();
        write(sentence, &mut out);
        out
    }

    #[test]
    fn a_sentence() {
        let text = "کتابش را «خواند»\u{A0} .";
        let token = |form: &str, words| {
            let start = text.find(form).unwrap();
            Token { span: start..start + form.len(), words }
        };
        let mut sentence = Sentence {
            id: "7",
            start: Start::Paragraph,
            text,
            blank_follows: true,
            tokens: vec![
                token("کتابش", vec![word("کتاب", "کتاب", "NOUN"), word("ش", "او", "PRON")]),
                token("را", vec![word("را", "را", "ADP")]),
                token("«", vec![plain("«")]),
                token("خواند", vec![word("خواند", "خواند#خوان", "VERB")]),
                token("»", Vec::new()),
                token(".", vec![plain(".")]),
            ],
        };
        let wanted = "\
# newpar
# sent_id = 7
# text = کتابش را «خواند» .
1-2\tکتابش\t_\t_\t_\t_\t_\t_\t_\t_
1\tکتاب\tکتاب\tNOUN\t_\t_\t_\t_\t_\t_
2\tش\tاو\tPRON\t_\t_\t_\t_\t_\t_
3\tرا\tرا\tADP\t_\t_\t_\t_\t_\t_
4\t«\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\tخواند\tخواند#خوان\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No
6\t»\t_\t_\t_\t_\t_\t_\t_\t_
7\t.\t_\t_\t_\t_\t_\t_\t_\t_

";
        assert_eq!(written(&sentence), wanted);
        assert_eq!(document("یک\tدو.txt"), "# newdoc id = یک دو.txt\n");
        sentence.start = Start::Sentence;
        sentence.blank_follows = false;
        let after = written(&sentence);
        assert!(after.starts_with("# sent_id") && after.ends_with("\tSpaceAfter=No\n\n"));
        sentence.tokens.clear();
        assert_eq!(written(&sentence), "");
    }

    #[test]
    fn what_no_field_may_hold() {
        let text = "_\u{B}1 000\n";
        let tokens =
            [0..1, 1..2, 2..7, 7..8].map(|span| Token { span, words: vec![word("", "a\tb\n", "X")] });
        let sentence =
            Sentence { id: "1", start: Start::Paragraph, text, blank_follows: true, tokens: tokens.to_vec() };
        let wanted = "\
# newpar
# sent_id = 1
# text = _ 1 000
1\t_\ta b\tX\t_\t_\t_\t_\t_\t_
2\t1 000\ta b\tX\t_\t_\t_\t_\t_\t_

";
        assert_eq!(written(&sentence), wanted);
    }

    /// The rules of UD's validator for the columns that are filled.
    fn validate(conllu: &str) {
        let (mut text, mut spelled) = ("", String::new());
        let (mut next, mut range_end) = (1, 0);
        for line in conllu.lines().filter(|line| !line.is_empty()) {
            if let Some(comment) = line.strip_prefix('#') {
                text = comment.strip_prefix(" text = ").unwrap_or(text);
                continue;
            }
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(columns.len(), 10, "{line}");
            assert!(columns.iter().all(|c| !c.is_empty() && c.trim() == *c && !c.contains("  ")), "{line:?}");
            if let Some((start, end)) = columns[0].split_once('-') {
                assert_eq!(start.parse(), Ok(next));
                range_end = end.parse().unwrap();
                assert!(range_end > next && columns[2..9].iter().all(|c| *c == "_"));
            } else {
                assert_eq!(columns[0].parse(), Ok(next));
                next += 1;
                if next - 1 <= range_end {
                    assert_eq!(columns[9], "_");
                    continue;
                }
            }
            spelled += columns[1];
            spelled += if columns[9] == "_" { " " } else { "" };
        }
        assert_eq!(text, spelled.trim_end());
        assert!(conllu.is_empty() || conllu.ends_with("\n\n") && conllu.matches("\n\n").count() == 1);
    }

    proptest! {
        #[test]
        fn valid(tokens in prop::collection::vec(("[ا-ی_#\u{200C}\t ]{0,4}", "[ \n\u{A0}]{0,2}", 0..4_usize), 0..8)) {
            let mut text = String::new();
            let mut spans = Vec::new();
            for (form, blanks, words) in &tokens {
                spans.push((text.len()..text.len() + form.len(), form, *words));
                text += form;
                text += blanks;
            }
            let tokens = spans.into_iter().map(|(span, form, words)| Token { span, words: vec![word(form, form, "X"); words] });
            let sentence = Sentence { id: "1", start: Start::Paragraph, text: &text, blank_follows: false, tokens: tokens.collect() };
            validate(&written(&sentence));
        }
    }
}
