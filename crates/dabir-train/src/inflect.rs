//! Forms of the word list as text: most words of a language are rare, and their endings are written as those of others.

use crate::counts::{APART, Blank};
use crate::prepare::Line;
use crate::random::Random;
use dabir::spacing::Stretch;

/// The weight of these lines in the loss.
const WEIGHT: f32 = 0.2;
/// Words of a line; between them stands one of
const WORDS: usize = 5;
/// these.
const BETWEEN: [&str; 6] = ["و", "را", "از", "در", "با", "که"];

/// Lines of inflected words of lilak, the same every time.
pub(crate) fn lines(lilak: &str) -> Vec<Line> {
    let mut random = Random(7);
    let mut forms = Vec::new();
    for line in lilak.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(',').map(str::trim);
        let (Some(word), Some(class)) = (fields.next(), fields.next()) else { continue };
        let silent = fields.nth(1) == Some("1");
        match class {
            "verb" if word.contains('\u{200c}') => forms.push(with_object(word, &mut random)),
            "noun_singular" | "adjective" if !word.contains(' ') => {
                forms.extend(form(word, silent, class == "adjective", &mut random));
                forms.extend(form(word, silent, class == "adjective", &mut random));
            }
            _ => {}
        }
    }
    for i in (1..forms.len()).rev() {
        forms.swap(i, random.below(i + 1));
    }
    let stretch = |words: &[String]| {
        let mut text = String::new();
        for word in words {
            text += &format!("{word} {} ", BETWEEN[random.below(BETWEEN.len())]);
        }
        let mut stretch = Stretch::default();
        stretch.read(&text, 0, |_| None);
        stretch.look_up(&Blank);
        stretch
    };
    forms.chunks(WORDS).map(stretch).map(|stretch| Line { stretch, weight: WEIGHT, counted: false }).collect()
}

/// A verb form, one in four of those with a prefix together with a pronoun as its object: می‌بینمت.
fn with_object(word: &str, random: &mut Random) -> String {
    const PRONOUNS: [&str; 6] = ["ش", "ت", "م", "شان", "تان", "مان"];
    let mut form = word.to_owned();
    let prefixed = ["می\u{200c}", "نمی\u{200c}"].iter().any(|prefix| word.starts_with(prefix));
    if prefixed && word.ends_with(['م', 'د', 'ی']) && random.below(4) == 0 {
        let some = if word.ends_with('م') { [0, 1, 0, 1, 3, 4] } else { [0, 1, 2, 3, 4, 5] };
        form += PRONOUNS[some[random.below(some.len())]];
    }
    form
}

/// A form of a noun or adjective, as the Academy writes it; none for words of two letters and less.
fn form(word: &str, silent: bool, adjective: bool, random: &mut Random) -> Option<String> {
    const PLURALS: [&str; 6] = ["ها", "های", "هایی", "هایش", "هایشان", "هایم"];
    const DEGREES: [&str; 3] = ["تر", "ترین", "تری"];
    if word.chars().count() < 3 {
        return None;
    }
    let last = word.chars().next_back()?;
    let apart = APART.contains(&last);
    let half = if apart { "" } else { "\u{200c}" };
    let (mark, ending) = match random.below(4) {
        0 => ("", ""),
        1 if adjective => (half, DEGREES[random.below(3)]),
        1 | 2 => (half, PLURALS[random.below(6)]),
        _ if silent => (half, ["ای", "ام", "اش", "ات", "ای"][random.below(5)]),
        _ => match last {
            'ا' | 'و' => ("", ["یی", "یش", "یم", "ی"][random.below(4)]),
            'ه' | 'ی' => (half, PLURALS[random.below(6)]),
            _ => ("", ["م", "ش", "ی", "ت", "مان", "شان"][random.below(6)]),
        },
    };
    Some(format!("{word}{mark}{ending}"))
}
