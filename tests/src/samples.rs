//! Texts to try the laws on, and the choices of the normalizer: property tests and fuzz targets share them.

use crate::cases::Options;
use dabir::{Normalizer, Preset, Protected, Rule};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::{once, repeat_n};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// A text, and the choices of the normalizer to try on it.
#[derive(Clone, Debug)]
pub struct Sample<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// The choices.
    pub options: Options,
}

impl Sample<'_> {
    /// The normalizer, and its choices as a case would have them, for messages.
    #[must_use]
    pub fn normalizer(&self) -> (Arc<Normalizer>, String) {
        // Making one takes longer than trying a short text; those without switches are few.
        static MADE: Mutex<BTreeMap<String, Arc<Normalizer>>> = Mutex::new(BTreeMap::new());
        let name = serde_json::to_string(&self.options).unwrap();
        let make = || Arc::new(self.options.normalizer().unwrap());
        if !self.options.rules.is_empty() || !self.options.protect.is_empty() {
            return (make(), name);
        }
        let mut made = MADE.lock().unwrap();
        (Arc::clone(made.entry(name.clone()).or_insert_with(make)), name)
    }
}

/// Pieces that Persian text on the web is made of, the awkward ones first.
pub const PIECES: &[&str] = &[
    " ",
    "\u{200c}",
    " ",
    "ا",
    "ی",
    "ه",
    "م",
    "\n",
    ".",
    "،",
    "\u{200f}",
    "\u{200d}",
    "\u{200b}",
    "\u{ad}",
    "¬",
    "\u{feff}",
    "\u{a0}",
    "\u{654}",
    "\u{653}",
    "\u{64b}",
    "\u{651}",
    "\u{64e}",
    "ي",
    "ك",
    "ى",
    "ۀ",
    "ە",
    "ہ",
    "ے",
    "ة",
    "أ",
    "ؤ",
    "ئ",
    "ء",
    "آ",
    "ـ",
    "ﻻ",
    "ﷲ",
    "ﷺ",
    "﷼",
    "ﺳ",
    "ﹰ",
    "1",
    "۲",
    "٣",
    "12",
    "۱۲",
    "%",
    "٪",
    ",",
    ";",
    "?",
    "؟",
    "؛",
    "!",
    ":",
    "...",
    "…",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "–",
    "/",
    "\\",
    "_",
    "#",
    "@",
    "&",
    "<",
    ">",
    "`",
    "```",
    "~~~",
    "*",
    "=",
    "+",
    "'",
    "’",
    "a",
    "Z",
    "é",
    "e\u{301}",
    "http://",
    "www.",
    "a.ir",
    "info@a.ir",
    "x@y",
    ".pdf",
    "file",
    "C++",
    "3D",
    "&nbsp;",
    "<b>",
    "</b>",
    "<code>",
    "](",
    ":)",
    ":(",
    "<3",
    "👨",
    "\u{1f3fd}",
    "👩",
    "❤",
    "\u{fe0f}",
    "\u{20e3}",
    "🇮",
    "🇷",
    "\t",
    "\r",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "\u{c}",
    "کتاب",
    "می",
    "ها",
    "های",
    "خانه",
    "سلام",
    "نسخه",
    "رفت",
    "از",
    "این",
    "است",
    "الله",
    "إن",
    "الذين",
    "في",
    "ہے",
    "میں",
    "ڕۆژ",
    "ښ",
    "د",
    "ر",
    "و",
    "س",
    "ل",
    "192.168.1.1",
    "2.3.6",
    "1402/05/06",
    "12:30",
    "1,234",
    "2.5",
    "ه.ش.",
    "م. ",
    "עברית",
    "漢",
    "क्",
    "\u{200e}",
    "\u{202b}",
    "\u{202c}",
    "\u{61c}",
    "سس",
    "سسس",
    "تهران - ایرنا: ",
    "کتابهای ",
    "می ",
    "میروم ",
    "ها ",
    "های",
    "رئیسجمهور ",
    "رییس جمهور ",
    "وکشتار ",
    "خانه ",
    "ای ",
    "اش",
    "کار ها ",
    "علی اف ",
    "بزرگ ترین ",
    "نرمافزار",
    "بین المللی ",
    "هێمن",
];

/// Pieces that markup, records, comments that silence and configuration are made of.
#[rustfmt::skip]
pub const MARKUP: &[&str] = &[
    "\n", "\n\n", " ", "\t", "**", "*", "_", "~~", "`", "```\n", "# ", "- ", "1. ", "> ", "    ", "|", "\n|---|\n", "[", "](a.ir)", "]",
    "[^1]", "![", "\\", "&amp;", "&nbsp;", "&zwnj;", "&#1740;", "&#x64A;", "&lt;", "&", ";", "<", ">", "</", "<b>", "</b>", "<i>", "</i>",
    "<p>", "</p>", "<br>", "<code>", "</code>", "<pre>", "</pre>", "<a href=\"ي\">", "</a>", "<span lang=ar>", "</span>", "<!--", "-->",
    "<title>", "</title>", "<img>", "<script>", "</script>", "$", "$$", "---\n", "{", "}", "\"", "\"\"", ",", ":", "\"text\":", "\\u200c",
    "\\u064a", "\\\"", "\\n", "null", "1.0", "\r\n", "<!-- dabir:off -->", "# dabir:off-line zwnj", "// dabir:on\n", "preset = \"search\"\n",
    "disable = [\"letters\"]\n", "enable = \"digits.ascii\"\n", "[check]\n", "rule = \"zwnj\"\n", "exclude = \"*.md\"\n", "confidence = 0.9\n",
];

/// Pieces that forms of nouns and verbs are made of.
#[rustfmt::skip]
pub const FORMS: &[&str] = &[
    "\u{200c}", " ", "می", "نمی", "ن", "ب", "م", "بر", "در", "باز", "فرا", "وا", "رفت", "رو", "گفت", "گوی", "گو", "آمد", "آی", "آ", "خواست",
    "خواه", "خوا", "داشت", "دار", "بود", "باش", "شد", "شو", "کرد", "کن", "توانست", "توان", "تون", "بایست", "باید", "داد", "ده", "زد", "زن",
    "ایستاد", "ایست", "ست", "افتاد", "افت", "انداخت", "انداز", "گرفت", "گیر", "نوشت", "نویس", "یافت", "یاب", "دید", "بین", "آورد", "آور",
    "گذاشت", "گذار", "ذار", "هست", "است", "نیست", "ی", "د", "یم", "ید", "ین", "ند", "ه", "ام", "ای", "اید", "اند", "نده", "شده", "ها", "های",
    "هایی", "ا", "ات", "ان", "گان", "یان", "ون", "تر", "ترین", "ش", "ت", "مان", "تان", "شان", "شون", "س", "و", "یی", "ئی", "ۀ", "\u{654}",
    "ک", "گاه", "مند", "انه", "یت", "کتاب", "خانه", "دوست", "زیبا", "بزرگ", "معلم", "دولت", "مسافر", "بچه", "آقا", "دانشجو", "گفت و گو",
    "من", "او", "این", "آن", "کسی", "چه", "که", "از", "را", "هم", "مهم", "مسئول", "کافر", "نون", "خونه", "قرار", "دست", "ي", "ك", "ـ", "#",
];

/// Pieces that a configuration is made of.
#[rustfmt::skip]
pub const CONFIG: &[&str] = &[
    "\n", " ", ", ", "[", "]", "\"", "#", "true", "false", "0", "1", "0.9", "7", "[check]\n", "rule = ", "no-rule = ", "baseline = ", "extend = ",
    "preset = ", "digits = ", "ezafe = ", "confidence = ", "evidence = ", "dictionary = ", "model = ", "enable = ", "disable = ",
    "unprotect = ", "include = ", "exclude = ", "\"standard\"", "\"search\"", "\"minimal\"", "\"persian\"", "\"ascii\"", "\"hamza\"", "\"ye\"",
    "\"keep\"", "\"careful\"", "\"eager\"", "\"letters\"", "\"zwnj\"", "\"zwnj.compound\"", "\"digits\"", "\"digits.ascii\"", "\"spaces\"",
    "\"punctuation\"", "\"url\"", "\"code\"", "\"emoji\"", "\"*.md\"", "\"!a/**\"", "\"[\"", "\"{a\"", "\"a.toml\"", "\"\"", "\"x\"",
];

/// A text from arbitrary bytes: the first says whether the others are UTF-8 or numbers of `pieces`.
#[must_use]
pub fn text_from<'b>(bytes: &'b [u8], pieces: &[&str]) -> Cow<'b, str> {
    let (&first, rest) = bytes.split_first().unwrap_or((&0, bytes));
    if first & 1 == 0 { String::from_utf8_lossy(rest) } else { pieces_from(rest, pieces).into() }
}

fn pieces_from(numbers: &[u8], pieces: &[&str]) -> String {
    numbers.iter().map(|&number| pieces[usize::from(number) % pieces.len()]).collect()
}

/// Three bytes of choices, and the rest: of all that read a file alike, so that what is a file to one is one to the others.
#[must_use]
pub fn choices_from(bytes: &[u8]) -> ([u8; 3], &[u8]) {
    let (&choices, rest) = bytes.split_first_chunk().unwrap_or((&[0; 3], bytes));
    (choices, rest)
}

/// A document from arbitrary bytes: the first says whether the others are UTF-8 or numbers of [`MARKUP`] and [`PIECES`].
#[must_use]
pub fn document_from(bytes: &[u8]) -> Cow<'_, str> {
    let (&first, rest) = bytes.split_first().unwrap_or((&0, bytes));
    let piece = |&b: &u8| {
        let number = usize::from(b);
        if number < 90 { MARKUP[number % MARKUP.len()] } else { PIECES[(number - 90) % PIECES.len()] }
    };
    if first & 1 == 0 { String::from_utf8_lossy(rest) } else { rest.iter().map(piece).collect() }
}

/// Spans that leave as they came, between spaces anywhere in a line: each has something that would change elsewhere.
pub const PROTECTED: &[(Protected, &str)] = &[
    (Protected::Url, "https://example.ir/كتاب,ها?q=12,5&r=ي"),
    (Protected::Url, "http://www.a.ir/می_روم/"),
    (Protected::Url, "www.example.com/?a=1;b=2"),
    (Protected::Url, "ketab.ir/12.5"),
    (Protected::Email, "info12@site.co.ir"),
    (Protected::Mention, "@Ali12"),
    (Protected::Mention, "@علي_رضا"),
    (Protected::Hashtag, "#كتاب_هاي_خوب"),
    (Protected::Hashtag, "#انتخابات1402"),
    (Protected::Ip, "192.168.1.1"),
    (Protected::Ip, "10.0.0.1:8080"),
    (Protected::Ip, "2001:db8::1"),
    (Protected::Version, "2.3.6"),
    (Protected::FileName, "report12.pdf"),
    (Protected::Code, "`x = \"ي\", 5;`"),
    (Protected::Code, "``كتاب ها ` 12``"),
    (Protected::Html, "<a href=\"/ك?x=1,2\">"),
    (Protected::Html, "<!-- علي , 5 -->"),
    (Protected::Html, "<code>f(1,2);ي</code>"),
    (Protected::Entity, "&zwnj;"),
    (Protected::Entity, "&#1610;"),
    (Protected::MarkdownLink, "](/كتاب,12.5)"),
    (Protected::Emoji, "👨\u{200d}👩\u{200d}👧"),
    (Protected::Emoji, ":)"),
    (Protected::Emoji, "❤\u{fe0f}"),
    (Protected::Identifier, "iPhone12"),
    (Protected::Identifier, "Python3.11"),
    (Protected::Identifier, "x86_64"),
];

/// Sentences in the other languages of the script: Arabic, Urdu, Kurdish, Pashto.
pub const FOREIGN: &[&str] = &[
    "ذهب الولد إلى المدرسة في الصباح.",
    "هذه السيارة التي كانت أمام البيت",
    "إن الكتاب الذي على الطاولة لك",
    "قال الرئيس إن الحكومة سوف تدعم الفلاحين",
    "یہ کتاب میرے بھائی کی ہے۔",
    "ہم کل لاہور جائیں گے",
    "ہمارے شہر میں بارش ہے",
    "بچے اسکول میں پڑھتے ہیں",
    "ئەم کتێبە زۆر باشە.",
    "من دەچم بۆ قوتابخانە",
    "ئەو پیاوە لە شارێکی گەورە دەژی",
    "زه پښتو ژبه زده کوم",
    "دا کتاب ډېر ښه دی",
    "هغه کور ته ځي",
];

/// A protected span between spaces, with text around it, and where it is.
#[must_use]
pub fn around_span(
    before: &str,
    span: &str,
    after: &str,
    mut options: Options,
) -> (Sample<'static>, Range<usize>) {
    options.protect.clear();
    // Code, tags and the arguments of a name that begin before would end in the span.
    let before = before.replace(['`', '~', '<', '(', '['], "");
    enclosed(&format!("{before} "), span, &format!(" {after}"), options)
}

/// A line in another language, with text around it, and where it is.
#[must_use]
pub fn around_line(
    before: &str,
    line: &str,
    after: &str,
    mut options: Options,
) -> (Sample<'static>, Range<usize>) {
    // What is folded for search is folded in every language.
    options.rules.clear();
    options.preset = options.preset.filter(|name| name != "search");
    enclosed(&format!("{before}\n"), line, &format!("\n{after}"), options)
}

fn enclosed(before: &str, part: &str, after: &str, options: Options) -> (Sample<'static>, Range<usize>) {
    let range = before.len()..before.len() + part.len();
    (Sample { text: format!("{before}{part}{after}").into(), options }, range)
}

/// Words of a user, at odds with the model and among each other.
const WORDS: [&str; 8] =
    ["علی\u{200c}اف", "!کتابهای", "روزافزون", "می روم", "کتابها", "خانه\u{200c}ای", "هاها", "و کشتار"];

/// What long lines are filled with: words, letters without a space, digits, marks.
pub const FILLERS: [&str; 8] = ["کتاب ", "س", "است ", "a ", "12 ", "کتب,", "الذين ", "۱-"];

/// The length of a long line: language is told in stretches of so many bytes.
const LONG: usize = 1024;

/// The text in the middle of a long line, where a stretch ends.
#[must_use]
pub fn padded(text: &str, filler: &str) -> String {
    let before = LONG.saturating_sub(text.len() / 2) / filler.len();
    let filler = |times| repeat_n(filler, times);
    filler(before).chain(once(text)).chain(filler(40)).collect()
}

/// The text again and again until it is long.
#[must_use]
pub fn repeated(text: &str) -> String {
    text.repeat(LONG * 3 / 2 / text.len().max(1) + 1)
}

/// Bytes that [`options_from`] makes switches of.
pub const SWITCHES: usize = 10;

/// Choices that bytes make: preset and policies, then a bit for each rule that is switched from what it is in the preset,
/// and for each protected class that is not protected.
#[must_use]
pub fn options_from(policies: u8, switches: [u8; SWITCHES]) -> Options {
    let bit = |i: usize| switches.get(i / 8).is_some_and(|byte| byte >> (i % 8) & 1 != 0);
    let preset = Preset::ALL[usize::from(policies % 4)];
    let digits = [None, None, None, None, Some("persian"), Some("ascii"), Some("arabic"), Some("keep")];
    let ezafe = [None, None, Some("hamza"), Some("ye")];
    let confidences = ["eager", "careful", "0.5", "0.99"];
    // Bits are few: any two policies meet, not any three.
    let confidence = usize::from((policies >> 2 ^ policies >> 5) & 3);
    let rules = Rule::ALL.iter().enumerate().filter(|&(i, _)| bit(i));
    let classes = Protected::ALL.iter().enumerate().filter(|&(i, _)| bit(64 + i));
    Options {
        preset: Some(preset.name().to_owned()),
        digits: digits[usize::from(policies >> 2 & 7)].map(str::to_owned),
        confidence: (policies >> 7 != 0).then(|| confidences[confidence].to_owned()),
        evidence: policies >> 7 != 0,
        dictionary: if policies >> 7 != 0 { WORDS.map(str::to_owned).to_vec() } else { Vec::new() },
        ezafe: ezafe[usize::from(policies >> 5 & 3)].map(str::to_owned),
        rules: rules.map(|(_, rule)| (rule.id().to_owned(), !rule.is_in(preset))).collect(),
        protect: classes.map(|(_, class)| (class.name().to_owned(), false)).collect(),
    }
}

/// A sample from arbitrary bytes. Of the first, bit 0 says whether the text is UTF-8 or numbers of pieces, bit 7 whether these
/// are [`PIECES`] or [`FORMS`], bit 1 whether switches come before it, bits 2 and 3 whether it is padded or repeated to a long
/// line, the others with what. The second is for the policies.
#[must_use]
pub fn sample_from(bytes: &[u8]) -> Sample<'_> {
    let (&[first, policies], mut rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    let mut switches = [0; SWITCHES];
    if first & 2 != 0
        && let Some((bits, text)) = rest.split_first_chunk()
    {
        (switches, rest) = (*bits, text);
    }
    let mut text = match first & 0x81 {
        0x01 => pieces_from(rest, PIECES).into(),
        0x81 => pieces_from(rest, FORMS).into(),
        _ => String::from_utf8_lossy(rest),
    };
    match first >> 2 & 3 {
        2 => text = padded(&text, FILLERS[usize::from(first >> 4 & 7)]).into(),
        3 => text = repeated(&text).into(),
        _ => {}
    }
    Sample { text, options: options_from(policies, switches) }
}

/// A sample from arbitrary bytes in the middle of which stands a part that is not to be touched, and where: the first byte
/// says which of [`PROTECTED`] between spaces, or of [`FOREIGN`] on a line of its own; the others are for [`sample_from`].
#[must_use]
pub fn sample_with_part(bytes: &[u8]) -> (Sample<'static>, Range<usize>) {
    let (&first, rest) = bytes.split_first().unwrap_or((&0, bytes));
    let Sample { text, options } = sample_from(rest);
    let middle = (0..=text.len() / 2).rev().find(|&i| text.is_char_boundary(i)).unwrap_or_default();
    let (before, after) = text.split_at(middle);
    let choice = usize::from(first) % (PROTECTED.len() + FOREIGN.len());
    match PROTECTED.get(choice) {
        Some((_, span)) => around_span(before, span, after, options),
        None => around_line(before, FOREIGN[choice - PROTECTED.len()], after, options),
    }
}
