//! Tells Persian from the other languages of the script, run by run, so that they are left alone.
//!
//! A run is what stands between two delimiters: brackets, quotation marks, ends of sentences and lines. Its words are
//! evidence: function words, letters that only one language has, the article of Arabic. Without clear evidence for
//! another language a run is Persian. Sources: the alphabets in the Unicode core specification (chapter 9.2) and the
//! most frequent function words of each language.

use crate::chars::{Info, is_haraka, untwinned};
use core::ops::Range;

/// The longest run, in bytes: what is longer is cut at the next space.
const LONGEST: usize = 1024;
/// So much Persian evidence, and none against it, ends the search.
const ENOUGH: u32 = 4;

/// The verdict on the run that was looked at last.
#[derive(Clone, Debug, Default)]
pub(super) struct Language {
    run: Range<usize>,
    persian: bool,
}

impl Language {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether the run around byte `at` is Persian. Asked in ascending order, linear over the line.
    #[inline]
    pub(super) fn is_persian(&mut self, line: &str, at: usize) -> bool {
        if !self.run.contains(&at) {
            self.look(line, at);
        }
        self.persian
    }

    #[cold]
    fn look(&mut self, line: &str, at: usize) {
        let floor = if self.run.end <= at { self.run.end } else { 0 };
        // A delimiter ends its run.
        let mut start = match line[floor..at].char_indices().rev().find(|&(_, c)| is_delimiter(c)) {
            Some((i, c)) => floor + i + c.len_utf8(),
            None => floor,
        };
        let stop = match line[at..].char_indices().find(|&(_, c)| is_delimiter(c)) {
            Some((i, c)) => at + i + c.len_utf8(),
            None => line.len(),
        };
        loop {
            let mut end = stop;
            if stop - start > LONGEST {
                let cut = line.as_bytes()[start + LONGEST..stop].iter().position(|&b| b == b' ');
                end = cut.map_or(stop, |cut| start + LONGEST + cut);
            }
            if at < end || end >= stop {
                self.run = start..end;
                break;
            }
            start = end;
        }
        self.persian = is_persian(&line[self.run.clone()]);
    }
}

fn is_delimiter(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '؟'
            | '؛'
            | ';'
            | ':'
            | '…'
            | '«'
            | '»'
            | '"'
            | '“'
            | '”'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '﴾'
            | '﴿'
            | '۔'
            | '\n'
    )
}

/// Evidence of one word: for Persian, and for some other language.
#[derive(Clone, Copy, Default)]
struct Evidence {
    persian: u32,
    other: u32,
    /// Letters that Persian does not have; the endings of Kurdish, which count only beside those.
    strange: u32,
    kurdish: u32,
}

fn is_persian(run: &str) -> bool {
    let mut sum = Evidence::default();
    for word in run.split([' ', '\u{A0}', '\u{200C}', '،', ',']).filter(|w| !w.is_empty()) {
        let word = weigh(word);
        sum.persian += word.persian;
        sum.other += word.other + 3 * word.strange;
        sum.strange += word.strange;
        sum.kurdish += word.kurdish;
        if sum.persian >= ENOUGH && sum.other + sum.kurdish == 0 {
            return true;
        }
    }
    if sum.strange > 0 {
        sum.other += sum.kurdish;
    }
    sum.other < 4 || sum.persian >= sum.other
}

/// Function words of Persian, with Arabic letters folded; none is a word of Arabic, Urdu, Kurdish or Pashto.
static PERSIAN: [&str; 37] = [
    "آن",
    "آنها",
    "از",
    "است",
    "اند",
    "ای",
    "این",
    "باید",
    "برای",
    "به",
    "بود",
    "تا",
    "تر",
    "خود",
    "دارد",
    "در",
    "دیگر",
    "را",
    "رو",
    "شد",
    "شده",
    "شود",
    "می",
    "میشود",
    "نمی",
    "نیز",
    "ها",
    "های",
    "هر",
    "هم",
    "پس",
    "کرد",
    "کرده",
    "کند",
    "که",
    "یا",
    "یک",
];
/// Function words and formulas of Arabic.
static ARABIC: [&str; 64] = [
    "أن",
    "أنا",
    "أنت",
    "أو",
    "أين",
    "إلا",
    "إلى",
    "إلي",
    "إليك",
    "إليه",
    "إن",
    "إنا",
    "إنما",
    "إنه",
    "الآن",
    "الا",
    "التي",
    "الذي",
    "الذين",
    "اللهم",
    "اليوم",
    "بسم",
    "تعالى",
    "ثم",
    "حتى",
    "ذلك",
    "صلى",
    "على",
    "عليكم",
    "عليه",
    "عليها",
    "عليهم",
    "عن",
    "عند",
    "فإن",
    "فى",
    "في",
    "قال",
    "قالت",
    "كان",
    "كانت",
    "كم",
    "كيف",
    "لا",
    "لكم",
    "لكن",
    "لله",
    "لم",
    "لماذا",
    "لهم",
    "ليس",
    "ماذا",
    "من",
    "منه",
    "نحن",
    "هذا",
    "هذه",
    "هل",
    "هو",
    "وإن",
    "ولا",
    "وما",
    "وهو",
    "يا",
];
/// Function words of Urdu.
static URDU: [&str; 26] = [
    "اس", "اور", "ایک", "بھی", "تھا", "تھی", "تھے", "سے", "لئے", "لیے", "میں", "نہیں", "نے", "وہ", "کا",
    "کو", "کی", "کے", "گیا", "ہو", "ہوئے", "ہوا", "ہی", "ہیں", "ہے", "یہ",
];
/// Function words of Sorani Kurdish and Pashto.
static KURDISH_PASHTO: [&str; 22] = [
    "ئێمە",
    "ئێوە",
    "ئەم",
    "ئەو",
    "بۆ",
    "بە",
    "ته",
    "د",
    "دي",
    "دی",
    "دە",
    "سره",
    "لە",
    "نەک",
    "هەموو",
    "وەک",
    "په",
    "چۆن",
    "چې",
    "کې",
    "کە",
    "یې",
];

fn weigh(word: &str) -> Evidence {
    let mut e = Evidence::default();
    let (mut marks, mut only_persian, mut foreign, mut first) = (0, false, false, true);
    let (mut urdu_heh, mut urdu_yeh) = (false, false);
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' => only_persian = true,
            // Letters of Urdu, Kurdish, Pashto that Persian does not have.
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ڕ' | 'ڵ' | 'ێ' | 'ۆ' | 'ڤ' | 'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ګ' | 'ڼ'
            | 'ځ' | 'څ' => {
                foreign = true;
            }
            // ە is a vowel of Kurdish; at the end of a word it may be a Persian heh.
            'ە' if rest.peek().is_some_and(|&next| Info::of(next).is_arabic()) && !first => e.other += 1,
            'ە' if rest.peek().is_none() && !first => e.kurdish = 1,
            'ې' | 'ۍ' => e.other += 1,
            'ے' => urdu_yeh = true,
            'ہ' | 'ھ' => urdu_heh = true,
            'إ' => e.other += 1,
            'أ' if first => e.other += 1,
            'ة' if rest.peek().is_none() => e.other += 1,
            c if is_haraka(c) => marks += 1,
            _ => {}
        }
        first = false;
    }
    foreign |= urdu_heh && urdu_yeh;
    if foreign {
        e.strange = 1;
        only_persian = false;
    } else if urdu_yeh {
        e.other += 1;
    }
    if only_persian {
        e.persian += 2;
    }
    e.other += u32::from(marks >= 2);
    if word.starts_with("ال") && word.len() > 8 {
        e.other += 1;
    }
    if word.len() <= LONGEST_WORD {
        weigh_function_word(word, &mut e);
    }
    e
}

/// The longest function word, in bytes.
const LONGEST_WORD: usize = 12;

fn weigh_function_word(word: &str, e: &mut Evidence) {
    // Persian and Urdu may come in Arabic letters; those two are as long as their twins.
    let mut buffer = [0; LONGEST_WORD];
    let mut length = 0;
    for c in word.chars() {
        let c = if c == 'ى' { c } else { untwinned(c) };
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    let folded = core::str::from_utf8(&buffer[..length]).unwrap_or_default();
    let listed = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    if listed(&PERSIAN, folded) {
        e.persian += 2;
    }
    if listed(&ARABIC, word) {
        e.other += if matches!(word, "من" | "هل" | "كم" | "هو" | "لا" | "عن" | "يا" | "لم" | "قال" | "عند")
        {
            1
        } else {
            2
        };
    }
    if listed(&KURDISH_PASHTO, word) {
        e.other += if word.len() <= 2 { 1 } else { 2 };
    }
    if listed(&URDU, folded) {
        e.other += if folded.contains(['ہ', 'ے', 'ں', 'ھ']) { 3 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_short() {
        for list in [&PERSIAN[..], &ARABIC, &URDU, &KURDISH_PASHTO] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|w| w.len() <= LONGEST_WORD));
        }
    }

    #[test]
    fn languages() {
        let persian =
            ["اين كتاب را علي به من داد", "ہمه ەمه", "علي كتاب", "ك", "خانۀ پدري او", "البته الهام آمد"];
        let other = [
            "إن الله مع الصابرين",
            "السلام عليكم ورحمة الله",
            "صلى الله عليه وآله",
            "یہ کتاب ہے",
            "ئەم کتێبە جوانە",
            "زه په کابل کې اوسېږم",
            "بسم الله الرحمن الرحيم",
        ];
        for run in persian {
            assert!(is_persian(run), "{run}");
        }
        for run in other {
            assert!(!is_persian(run), "{run}");
        }
    }
}
