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
    let zwnj = "\u{200C}";
    for (before, after) in [
        ("# ي\n\nك ها\n", &*format!("# ی\n\nک{zwnj}ها\n")),
        ("متن **مهم** ,ادامه", "متن **مهم**،ادامه"),
        ("- ي\n- [ ] ي\n1. ي\n   ي\n", "- ی\n- [ ] ی\n1. ی\n   ی\n"),
        ("> ي  \n> ي\\\n> ي", "> ی  \n> ی\\\n> ی"),
        ("عنوان ي\n===\n", "عنوان ی\n===\n"),
        ("| ي | `ي` |\n|:--|---|\n| ك\\|ي | , |\n", "| ی | `ي` |\n|:--|---|\n| ک\\|ی | ، |\n"),
        // No prose.
        ("---\ntitle: ي\n---\n`ي` ``ي`` $ي$ $$ي$$", "---\ntitle: ي\n---\n`ي` ``ي`` $ي$ $$ي$$"),
        ("```\nي\n```\n~~~ي\nي\n~~~\n    ي\n", "```\nي\n```\n~~~ي\nي\n~~~\n    ي\n"),
        ("<div>\nي\n</div>\n\n<!-- ي -->\n", "<div>\nي\n</div>\n\n<!-- ي -->\n"),
        ("ي <b title=\"ي\">ي</b> <code>ي</code>", "ی <b title=\"ي\">ی</b> <code>ي</code>"),
        ("<kbd>ي *ي* ي</kbd> ي", "<kbd>ي *ي* ي</kbd> ی"),
        ("<span lang=ar>ي <span>ي</span> ي</span> ي", "<span lang=ar>ي <span>ي</span> ي</span> ی"),
        ("[ي](ي \"ي\") ![ي](ي) <http://a/ي>", "[ی](ي \"ي\") ![ی](ي) <http://a/ي>"),
        ("# ي {#ي .ي}\n", "# ی {#ي .ي}\n"),
        // A text that is a label is how its address is found.
        ("[ي] [ي][] [ك][ي] [^ي] ك\n\n[ي]: /ي\n[^ي]: ك\n", "[ي] [ي][] [ک][ي] [^ي] ک\n\n[ي]: /ي\n[^ي]: ک\n"),
        ("> [!NOTE]\n> ي", "> [!NOTE]\n> ی"),
        // Entities and escapes.
        ("ي&zwnj;ي&nbsp;, &#1610; \\, \\\\ي", "ی&zwnj;ی&nbsp;، &#1610; \\, \\\\ی"),
        ("\u{FEFF}ي\r\n\r\n* ي\r\n", "\u{FEFF}ی\r\n\r\n* ی\r\n"),
    ] {
        assert_eq!(edit(before, &mut persian()), after, "{before}");
    }
}

#[test]
fn what_readers_see() {
    for (document, seen) in [
        ("متن **مهم** و `ls`.\nخط *دوم*", &["متن مهم و \u{FFFC}.\nخط دوم"][..]),
        ("> یک\n> دو\n>\n> سه", &["یک\nدو", "سه"]),
        ("| یک | دو |\n|-|-|\n| سه | |\n", &["یک", "دو", "سه"]),
        ("می&zwnj;روم \\* &quot;خانه&quot;<br>و", &["می\u{200C}روم \u{FFFC} \u{FFFC}خانه\u{FFFC}\nو"]),
        ("[خانه](/)[تماس](/t) [^1]", &["خانه\u{FFFC}تماس [^1]"]),
        ("`ls`\n\n![](a)\n\n---\n", &[]),
    ] {
        assert_eq!(texts(document), seen, "{document}");
    }
}

/// Edits that come near to markup, or would make some.
#[test]
fn structure_is_kept() {
    for (from, to, before, after) in [
        // Put in between markup and text, or not at all.
        (",", "، ", "متن,**ادامه**", "متن، **ادامه**"),
        (",", "،", "متن **,** ادامه", "متن **،** ادامه"),
        (" ", "\u{200C}", "کتاب **ها**", "کتاب\u{200C}**ها**"),
        ("ب", "ب\u{200C}", "کتاب**ها**", "کتاب\u{200C}**ها**"),
        ("ب", "", "**ب** ب", "**ب** ب"),
        // Over markup: neither it nor what it touches.
        ("ab", "c", "a**b** ab", "a**b** c"),
        // What would be a list, a heading, a rule, emphasis, a link, a table, code, an entity.
        ("۱", "1", "متن\n\n۱. یک\n\nسال ۱", "متن\n\n۱. یک\n\nسال 1"),
        ("۱", "1", "متن\n۱. یک", "متن\n۱. یک"),
        ("x", "#", "x عنوان\n\nx", "x عنوان\n\nx"),
        ("x", "-", "xxx\n\nمتن x\n\nمتن\nxxx", "xxx\n\nمتن -\n\nمتن\nxxx"),
        ("x", "*", "xمتنx\n\nx متن", "xمتنx\n\nx متن"),
        ("x", "]", "[متنx(a)", "[متنx(a)"),
        ("x", "|", "|ax\n|-|\n|x|\n", "|ax\n|-|\n|x|\n"),
        ("x", "`", "xمتنx", "xمتنx"),
        ("x", "amp;", "&x", "&x"),
        ("x", "<b>", "x", "x"),
        ("x", "\\", "x*", "x*"),
        ("x", "", "x\n\nx متن", "x\n\nx متن"),
        ("x", "[a]", "x\n\n[a]: b", "x\n\n[a]: b"),
        ("x", "a", "[x]\n\n[a]: b", "[x]\n\n[a]: b"),
        // Blanks at the ends of lines.
        ("x", "  ", "متنx\nمتن", "متنx\nمتن"),
        ("x", "", "متن x\nمتن", "متن x\nمتن"),
        // Where two links meet, another word starts.
        ("ab", "c", "[a](x)[b](y)", "[a](x)[b](y)"),
    ] {
        assert_eq!(edit(before, &mut Replace(&[(from, to)])), after, "{before}");
    }
}

#[test]
fn passages_that_cannot_be_edited_do_not_hold_up_others() {
    let mut before = String::new();
    let mut after = String::new();
    for i in 0..2000 {
        let (bad, good) = ("x عنوان\n\n", "xy\n\n");
        before += if i % 7 == 0 { bad } else { "عنوان y\n\n" };
        after += if i % 7 == 0 { bad } else { "عنوان z\n\n" };
        before += good;
        after += "#z\n\n";
    }
    assert_eq!(edit(&before, &mut Replace(&[("x", "#"), ("y", "z")])), after);
    // In one block: in items, in quotes, in cells, with a fence that would take in what follows.
    for (head, good, bad) in [
        ("", "- متن y\n", "- x y\n"),
        ("", "1. متن y\n   - متن y\n", "1. متن y\n   - x y\n"),
        ("", "> متن y\n>\n", "> x y\n>\n"),
        ("|a|b|\n|-|-|\n", "|متن y|y|\n", "|vمتن|v|\n"),
        ("", "- متن y\n\n  متن y\n", "- متن y\n\n  f y\n"),
    ] {
        for distance in [2, 5, 17] {
            let document: String = std::iter::once(head)
                .chain((0..400).map(|i| if i % distance == 0 { bad } else { good }))
                .collect();
            let mut editor = Replace(&[("x", "#"), ("y", "z"), ("v", "|"), ("f", "```")]);
            let wanted = document.replace("متن y", "متن z").replace("|y|", "|z|");
            let once = edit(&document, &mut editor);
            assert_eq!(once, wanted, "{bad}");
            assert_eq!(edit(&once, &mut editor), once);
        }
    }
}

#[test]
fn long_lines() {
    for unit in [
        "[", "*a ", "`a", "<", "> ", "- ", "a|", "**ي**", "\\", "&", "<b>", "![a](", "ي,\n\n", "[a](b)",
        "<code>",
    ] {
        let document = unit.repeat(600_000 / unit.len());
        assert_eq!(edit(&document, &mut nothing()), document);
        edit(&document, &mut Replace(&[("ي", "ی"), (",", "#"), ("a", "*")]));
    }
}

/// What a document is made of but for the text in which edits were made.
fn structure(document: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for event in Parser::new_ext(document, OPTIONS) {
        match event {
            Event::Text(_) if items.last().is_some_and(|item| item == "text") => {}
            Event::Text(_) => items.push("text".to_owned()),
            event => items.push(format!("{event:?}")),
        }
    }
    items
}

fn markdown() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => prop::sample::select(vec![
            "ي", "ك", " ها", " ,", ",", "...", "متن", "کتاب ها", " ", "\n", "\n\n", "12. ", "a", "\"", "(", ")",
        ]),
        4 => prop::sample::select(vec![
            "*", "**", "_", "`", "```\n", "[", "]", "](a)", "][ي]", "![", "\n[ي]: b\n", "<b>", "</b>", "<br>", "<code>",
            "</code>", "&amp;", "&zwnj;", "\\", "#", "# ", "> ", "- ", "1. ", "- [ ] ", "|", "\n|-|-|\n", "---\n", "  \n",
            "~~", "$", "[^1]", "\n[^1]: ", "<!-- ", " -->", "    ", "\t", "<div>\n", "\r\n", "!", "{#a}", "+++\n", "===\n",
            "<a@b.c>", "http://a.b",
        ]),
    ];
    prop::collection::vec(token, 0..30).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_edit_no_change(document in markdown(), noise in "\\PC{0,20}") {
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
    fn only_text_changes(document in markdown(), wild in any::<bool>()) {
        let mut editor = if wild {
            Replace(&[("ي", "*"), ("ك", "`"), (" ها", "\n"), (",", "# "), ("متن", "["), ("...", ""), ("a", "- "), ("12", "  ")])
        } else {
            persian()
        };
        let after = edit(&document, &mut editor);
        prop_assert_eq!(structure(&after), structure(&document), "{:?} became {:?}", document, after);
    }
}
