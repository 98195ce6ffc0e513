use super::*;
use crate::format::prose::testing::{Replace, nothing, persian};
use proptest::prelude::*;

fn edit(document: &str, editor: &mut dyn Editor) -> String {
    let mut out = String::new();
    rewrite(document, editor, &mut out);
    out
}

/// The text of each passage.
fn texts(document: &str) -> Vec<String> {
    let mut texts = Vec::new();
    each_passage(document, &mut |passage| texts.push(passage.prose().text.to_owned()));
    texts
}

#[test]
fn prose_changes_and_markup_stays() {
    for (before, after) in [
        ("ي", "ی"),
        (
            "<!DOCTYPE html>\r\n<html lang=\"en\"><title>ي &amp; ك</title><p class='ي' title=ي>ي</P >\n",
            "<!DOCTYPE html>\r\n<html lang=\"en\"><title>ی &amp; ک</title><p class='ي' title=ي>ی</P >\n",
        ),
        ("<p>متن <b>مهم</b> ,ادامه<br/>ي", "<p>متن <b>مهم</b>،ادامه<br/>ی"),
        ("<!-- ي --><? ي ><![CDATA[ي]]>ي<!ي>", "<!-- ي --><? ي ><![CDATA[ي]]>ی<!ي>"),
        // No prose.
        (
            "<script>if (ي<b) ي</script><style>ي</style><pre>ي <b>ي</b></pre>ي<textarea>ي<b></textarea>ي",
            "<script>if (ي<b) ي</script><style>ي</style><pre>ي <b>ي</b></pre>ی<textarea>ي<b></textarea>ی",
        ),
        ("<code>ي <code>ي</code> ي</code>ي", "<code>ي <code>ي</code> ي</code>ی"),
        ("<svg><text>ي</text></svg>ي<svg/>ي", "<svg><text>ي</text></svg>ی<svg/>ی"),
        (
            "ي<kbd>ي</kbd><samp>ي</samp><math>ي</math>x<sup>ي</sup>",
            "ی<kbd>ي</kbd><samp>ي</samp><math>ي</math>x<sup>ي</sup>",
        ),
        ("<plaintext>ي</plaintext>ي", "<plaintext>ي</plaintext>ي"),
        // Other languages, and what is not to be translated.
        ("<p lang=ar>ي<i>ي</i><p>ي", "<p lang=ar>ي<i>ي</i><p>ی"),
        ("<div><p lang=ar>ي</div>ي", "<div><p lang=ar>ي</div>ی"),
        ("<div lang='ur'>ي<div>ي</div>ي</div>ي", "<div lang='ur'>ي<div>ي</div>ي</div>ی"),
        ("<span lang=ar>ي</span> ي <q lang=fa-IR>ي</q>", "<span lang=ar>ي</span> ی <q lang=fa-IR>ی</q>"),
        ("<b translate=NO>ي</b>ي<b translate=yes>ي</b>", "<b translate=NO>ي</b>ی<b translate=yes>ی</b>"),
        ("<img lang=ar alt=ي>ي<br lang=ar>ي", "<img lang=ar alt=ي>ی<br lang=ar>ی"),
        // Character references, whole and not, and what looks like one.
        (
            "ي&zwnj;ي&nbsp;, &#1610; &#x64a; &amp;ي &quot;ي\"",
            "ی&zwnj;ی&nbsp;, &#1610; &#x64a; &amp;ی &quot;ی\"",
        ),
        ("a&b ي &copy ي &copyي & ي", "a&b ی &copy ی &copyي & ی"),
        // Lines and their indentation.
        ("<p>\n  ي  \r\n\t ,ي \n</p>\n", "<p>\n  ی  \r\n\t ،ی \n</p>\n"),
        ("ي < ي <3 ي <", "ی < ی <3 ی <"),
    ] {
        assert_eq!(edit(before, &mut persian()), after, "{before}");
    }
}

#[test]
fn what_readers_see() {
    for (document, seen) in [
        (
            "<p>متن <b>مهم</b> و <code>ls</code>.<br>خط\n   دوم</p>سه",
            &["متن مهم و \u{FFFC}.\nخط\nدوم", "سه"][..],
        ),
        ("می&zwnj;روم &quot;خانه&#34; &lt &amp;", &["می\u{200C}روم \u{FFFC}خانه\u{FFFC} \u{FFFC} \u{FFFC}"]),
        // Where two elements meet, another word starts.
        ("<a>خانه</a><a>تماس</a> <b>الف</b>ب", &["خانه\u{FFFC}تماس الفب"]),
        ("<td>یک<td>دو<li>سه <ul><li>چهار", &["یک", "دو", "سه ", "چهار"]),
        ("<p> \n </p><p><img></p>&nbsp;", &[]),
    ] {
        assert_eq!(texts(document), seen, "{document}");
    }
}

/// Edits that come near to markup, or would make some.
#[test]
fn structure_is_kept() {
    for (from, to, before, after) in [
        (",", "، ", "متن,<b>ادامه</b>", "متن، <b>ادامه</b>"),
        (" ", "\u{200C}", "کتاب <b>ها</b>", "کتاب\u{200C}<b>ها</b>"),
        ("ab", "c", "a<b>b</b> ab", "a<b>b</b> c"),
        ("x", "<b>", "x", "x"),
        ("x", "&amp;", "x", "x"),
        (" ", "", "a < b", "a< b"),
        ("x", "lt;", "&x &ax", "&x &ax"),
        (";", "", "&copy;; &copy ;", "&copy; &copy "),
        (" ", "", "&copy ;", "&copy ;"),
        ("x", "</title>", "<title>x</title>", "<title>x</title>"),
        (" ", "", "<title></ title>", "<title></ title>"),
        ("x", "", "<x>x", "<x>"),
    ] {
        assert_eq!(edit(before, &mut Replace(&[(from, to)])), after, "{before}");
    }
}

#[test]
fn long_lines() {
    for unit in [
        "<",
        "&",
        "&a",
        "&#1",
        "<b>",
        "<b",
        "</b>",
        "<!--",
        "<p lang=ar>",
        "<code>",
        "<script>",
        "<title><",
        "\n ",
        "ي,",
        "a ",
        "<b>ي</b>",
        "<a a",
        "<a a=\"",
        "<![CDATA[",
        "<!",
        "</",
    ] {
        let document = unit.repeat(2_000_000 / unit.len());
        assert_eq!(edit(&document, &mut nothing()), document);
        edit(&document, &mut Replace(&[("ي", "ی"), (",", "x"), ("a", "b"), (" ", "")]));
    }
}

/// What a document is made of but for the text in which edits were made.
fn structure(document: &str) -> Vec<String> {
    let token = |token| match token {
        Token::StartTag(mut tag) => {
            let attributes = std::mem::take(&mut tag.attributes);
            let attributes: Vec<_> =
                attributes.into_iter().map(|(name, value)| (name, value.value)).collect();
            Some(format!("{:?} {attributes:?} {}", tag.name, tag.self_closing))
        }
        Token::EndTag(tag) => Some(format!("/{:?}", tag.name)),
        Token::Comment(comment) => Some(format!("{:?}", comment.value)),
        Token::Doctype(doctype) => Some(format!("{:?} {:?}", doctype.name, doctype.public_identifier)),
        Token::String(_) | Token::Error(_) => None,
    };
    tokens(document).filter_map(token).collect()
}

/// The text of a document as browsers show it.
fn shown(document: &str) -> String {
    let text = |token| match token {
        Token::String(text) => String::from_utf8_lossy(&text.value).into_owned(),
        _ => String::new(),
    };
    tokens(document).map(text).collect()
}

fn html() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "ي",
            "ك",
            " ها",
            " ,",
            ",",
            "...",
            "متن",
            "کتاب ها",
            " ",
            "\n",
            "a",
            "\"",
            "x",
            "1",
            ";",
            "😀",
            "\0",
            "\r",
        ]),
        prop::sample::select(vec![
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<br>",
            "<code>",
            "</code>",
            "<script>",
            "</script>",
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            "<svg>",
            "</svg>",
            "<pre>",
            "</pre>",
            "<!--",
            "-->",
            "<!",
            "<?",
            "</",
            "<",
            ">",
            "&",
            "&amp",
            "&amp;",
            "&zwnj;",
            "&#",
            "&#x6",
            "&not",
            "<p lang=ar>",
            "<i translate=no>",
            "<a b=\"",
            "=",
            "'",
            "/>",
            "<![CDATA[",
            "]]>",
            "<style>",
            "</style>",
            "<img>",
            "<plaintext>",
        ]),
    ];
    prop::collection::vec(token, 0..30).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_edit_no_change(document in html(), noise in "\\PC{0,20}") {
        for document in [document, noise] {
            prop_assert_eq!(&edit(&document, &mut nothing()), &document);
            // What stands for itself is found where it stands.
            each_passage(&document, &mut |passage| {
                let prose = passage.prose();
                let mut locator = prose.locator();
                for (i, c) in prose.text.char_indices() {
                    if let Some(place) = locator.find(i..i + c.len_utf8()) {
                        assert_eq!(&document[place], &prose.text[i..i + c.len_utf8()]);
                    }
                }
            });
        }
    }

    #[test]
    fn only_text_changes(document in html(), wild in any::<bool>()) {
        let mut editor = if wild {
            Replace(&[("ي", "amp;"), ("ك", "/"), (" ها", "b>"), (",", "<"), ("متن", "#"), ("...", ""), (" ", ""), ("x", "&")])
        } else {
            persian()
        };
        let after = edit(&document, &mut editor);
        prop_assert_eq!(structure(&after), structure(&document), "{:?} became {:?}", document, after);
    }

    /// An edit does not change what the text around it says, but for where its lines are broken.
    #[test]
    fn references_mean_what_they_did(document in html()) {
        let after = edit(&document, &mut Replace(&[("ي", ""), (" ", ""), ("متن", "amp"), ("ك", ";")]));
        let edited = |text: String| text.replace(['ي', ' ', '\n', '\r', 'ك', ';'], "").replace("متن", "").replace("amp", "");
        prop_assert_eq!(edited(shown(&after)), edited(shown(&document)), "{:?} became {:?}", document, after);
    }
}
