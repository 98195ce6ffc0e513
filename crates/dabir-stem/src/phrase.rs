//! Forms of verbs in several words: خواهد رفت, گفته شده بود, داشتم می‌رفتم.

use crate::affix::{Affix, Affixes, Function};
use crate::analysis::Analysis;
use crate::lexicon::Pos;
use crate::reading::VERBAL;
use crate::verbal::{self, VerbForm};
use crate::verbs::{PREVERBS, StemKind, UserStems, Verb, stems_of};
use crate::word::Word;
use std::ops::Range;

/// داشته است گفته می‌شده است
const MOST: usize = 5;

/// A word of the phrase: where it is, and what verbs it may be.
struct Part<'a> {
    at: usize,
    word: Word<'a>,
    readings: Vec<VerbForm>,
}

/// The main verb: which word, as what.
type Head = (usize, VerbForm);

/// The form as one of a verb and its auxiliaries, for each verb that it may be one of; none if it is one word or no such
/// phrase.
pub(crate) fn analyses(form: &str, user: &UserStems) -> Vec<Analysis> {
    let Some(parts) = parts(form, user) else { return Vec::new() };
    let mut heads: Vec<Head> = Vec::new();
    for (head, verb) in progressive(&parts).into_iter().chain(future(&parts)).chain(perfect(&parts)) {
        if heads.iter().all(|(_, other)| other.verb != verb.verb) {
            heads.push((head, verb));
        }
    }
    heads.iter().map(|&(head, verb)| spell(form, &parts, head, &verb)).collect()
}

/// Whether the form may be in several words: with spaces, with half-spaces in their place (رفته‌بود, خواهد‌شد), or a future with
/// neither (خواهدشد).
pub(crate) fn is_phrase(form: &str) -> bool {
    const AUXILIARIES: [&str; 4] = ["بود", "باش", "شد", "شو"];
    const WANT: [&str; 2] = ["خواه", "نخواه"];
    if glued_future(form).is_some() {
        return true;
    }
    // Most words are letters of two bytes, among which there are no spaces but those that start with 0xC2.
    if form.bytes().all(|byte| (0x80..0xE0).contains(&byte) && byte != 0xC2) {
        return false;
    }
    let starts = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
    match form.rsplit_once(HALF_SPACE) {
        _ if form.contains(char::is_whitespace) => true,
        // گفته‌شده‌است; گفته‌است is a word.
        Some((before, "است")) => before.contains(HALF_SPACE),
        // گرفته‌شده is an adjective.
        Some((_, "شده")) => false,
        Some((before, last)) => starts(before, &WANT) || before.ends_with('ه') && starts(last, &AUXILIARIES),
        None => false,
    }
}

/// Where the second word of a future starts whose first ends in a letter that does not join: خواهدشد
fn glued_future(form: &str) -> Option<usize> {
    let person = form.strip_prefix('ن').unwrap_or(form).strip_prefix("خواه")?;
    let past = ["د", "ید", "ند"].into_iter().find_map(|ending| {
        let past = person.strip_prefix(ending)?;
        stems_of(past).any(|stem| stem.kind == StemKind::Past && !stem.spoken && !stem.joined).then_some(past)
    })?;
    Some(form.len() - past.len())
}

const HALF_SPACE: char = '\u{200C}';

/// The words of the form; `None` if it has one, or too many.
fn parts<'f>(form: &'f str, user: &UserStems) -> Option<Vec<Part<'f>>> {
    if !is_phrase(form) {
        return None;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    let spaced = form.contains(char::is_whitespace);
    let glued = glued_future(form).map(|at| form.split_at(at));
    let separates = |c: char| if spaced { c.is_whitespace() } else { c == HALF_SPACE };
    let split = form.split(separates).filter(|_| glued.is_none());
    for text in glued.into_iter().flat_map(|(want, past)| [want, past]).chain(split) {
        if !text.is_empty() {
            if parts.len() == MOST || text.len() > 64 {
                return None;
            }
            parts.push(Part { at, word: Word::new(text), readings: Vec::new() });
        }
        let separator = form[at + text.len()..].chars().next().filter(|_| glued.is_none());
        at += text.len() + separator.map_or(0, char::len_utf8);
    }
    if parts.len() < 2 {
        return None;
    }
    for part in &mut parts {
        verbal::readings(&part.word.key, user, &mut |verb| part.readings.push(verb));
        part.readings.sort_by_key(|verb| verb.cost);
    }
    Some(parts)
}

/// Whether the affixes are these at most.
fn only(affixes: &Affixes, allowed: &[Function]) -> bool {
    affixes.iter().all(|(_, f)| allowed.contains(&f) || is_person(f))
}

fn is_person(function: Function) -> bool {
    (Function::Person1Sg as u8..=Function::Person3Pl as u8).contains(&(function as u8))
}

fn is_participle(verb: &VerbForm) -> bool {
    let last = verb.affixes.len().checked_sub(1).map(|i| verb.affixes.get(i).1);
    last == Some(Function::Participle)
}

/// The readings as forms of the verb that has this past stem.
fn of<'p>(part: &'p Part<'_>, past: &'p str) -> impl Iterator<Item = &'p VerbForm> {
    part.readings.iter().filter(move |r| r.verb.past() == past)
}

/// دارم می‌روم, داشته‌ام می‌رفته‌ام: داشتن, then an imperfective form.
fn progressive(parts: &[Part<'_>]) -> Vec<Head> {
    let [first, rest @ ..] = parts else { return Vec::new() };
    let haves: Vec<_> = of(first, "داشت").filter(|r| only(&r.affixes, &[Function::Participle])).collect();
    let (skipped, rest) = match rest {
        [is, rest @ ..] if is.word.key == "است" => (2, rest),
        _ => (1, rest),
    };
    let person = |verb: &VerbForm| verb.affixes.iter().find(|a| is_person(a.1)).map(|a| a.1);
    // Auxiliary and verb agree in tense and person.
    let imperfective = |verb: &VerbForm| {
        let agrees = |have: &&VerbForm| have.kind == verb.kind && person(have) == person(verb);
        verb.affixes.has(Function::Imperfective) && haves.iter().any(agrees)
    };
    let mut heads: Vec<Head> = match rest {
        [] => Vec::new(),
        [main] => main.readings.iter().filter(|r| imperfective(r)).map(|&r| (0, r)).collect(),
        [_, auxiliary, ..] => {
            let passive = auxiliary.readings.iter().any(imperfective);
            perfect(rest).into_iter().filter(|(_, verb)| passive || imperfective(verb)).collect()
        }
    };
    heads.iter_mut().for_each(|head| head.0 += skipped);
    heads
}

/// خواهد رفت, برنخواهم گشت: خواستن, then a past stem.
fn future(parts: &[Part<'_>]) -> Vec<Head> {
    let [first, main] = parts else { return Vec::new() };
    let Some(want) = of(first, "خواست").find(|r| {
        let allowed = [Function::Preverb, Function::Negation];
        only(&r.affixes, &allowed) && r.affixes.iter().any(|(_, f)| is_person(f))
    }) else {
        return Vec::new();
    };
    let prefixed = want.affixes.iter().any(|a| a.1 == Function::Preverb);
    let preverb =
        PREVERBS.into_iter().find(|p| prefixed && first.word.key.starts_with(p)).unwrap_or_default();
    let stems = main.readings.iter().filter(|r| main.word.key == r.verb.past() && r.affixes.len() == 0);
    stems.map(|r| (1, VerbForm { verb: r.verb.with_preverb(preverb), ..*r })).collect()
}

/// A participle, then بودن or شدن in whatever form, one behind the other.
fn perfect(parts: &[Part<'_>]) -> Vec<Head> {
    let [first, rest @ ..] = parts else { return Vec::new() };
    let helps = |r: &VerbForm| r.verb == Verb::be() || r.verb.past() == "شد" && !r.verb.is_prefixed();
    // گفته خواهد شد
    let future = future(rest).iter().any(|(_, verb)| helps(verb));
    let auxiliaries = !rest.is_empty() && rest.iter().all(|part| part.readings.iter().any(helps));
    if future || auxiliaries {
        first.readings.iter().filter(|r| is_participle(r)).map(|&r| (0, r)).collect()
    } else {
        Vec::new()
    }
}

/// The analysis: what stands before the main verb's word and after it are affixes.
fn spell(form: &str, parts: &[Part<'_>], head: usize, verb: &VerbForm) -> Analysis {
    let main = &parts[head];
    let span = |from: usize, to: usize| main.at + main.word.start(from)..main.at + main.word.end(to);
    let start = |i: usize| if i == 0 { 0 } else { parts[i].at };
    let end =
        |i: usize| if i + 1 == parts.len() { form.len() } else { parts[i].at + parts[i].word.form.len() };
    let auxiliary = |span: Range<usize>| Affix { span, function: Function::Auxiliary };
    let mut affixes: Vec<_> = (0..head).map(|i| auxiliary(start(i)..start(i + 1))).collect();
    let (count, length) = (verb.affixes.len(), main.word.key.len());
    for (i, (at, function)) in verb.affixes.iter().enumerate() {
        let next = if i + 1 < count { verb.affixes.get(i + 1).0 } else { length };
        let to = if at < verb.stem.0 { next.min(verb.stem.0) } else { next };
        affixes.push(Affix { span: span(at, to), function });
    }
    affixes.extend((head + 1..parts.len()).map(|i| auxiliary(end(i - 1)..end(i))));
    Analysis {
        lemma: format!("{}#{}", verb.verb.past(), verb.verb.present()),
        pos: Pos::Verb,
        classes: VERBAL,
        verb: Some(verb.verb),
        stem: span(verb.stem.0, verb.stem.1),
        affixes,
        cost: i32::MIN,
    }
}
