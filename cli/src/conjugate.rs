//! `dabir conjugate`

use crate::args::{ConjugateArgs, ConjugationFormat};
use anyhow::Error;
use dabir_stem::{Conjugator, Number, Person};
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
struct Form<'a> {
    verb: &'a str,
    tense: &'static str,
    mood: &'static str,
    person: Option<&'static str>,
    number: Option<&'static str>,
    polarity: &'static str,
    voice: &'static str,
    register: &'static str,
    text: &'a str,
}

pub(crate) fn run(args: &ConjugateArgs, out: &mut impl Write) -> Result<bool, Error> {
    // An unknown verb is found out before anything is printed.
    let conjugators: Vec<_> =
        args.verbs.iter().map(|verb| Conjugator::new(verb)).collect::<Result<_, _>>()?;
    let (register, voice) = (args.register.map(Into::into), args.voice.map(Into::into));
    for (i, conjugator) in conjugators.iter().enumerate() {
        let mut forms = conjugator.forms();
        forms.retain(|form| {
            (args.tense.is_empty() || args.tense.contains(&form.tense))
                && register.is_none_or(|register| form.register == register)
                && voice.is_none_or(|voice| form.voice == voice)
        });
        let verb = &conjugator.verb().infinitive();
        match args.format {
            ConjugationFormat::Table => {
                if conjugators.len() > 1 {
                    writeln!(out, "{}{verb}", if i > 0 { "\n" } else { "" })?;
                }
                out.write_all(dabir_stem::table(&forms).as_bytes())?;
            }
            ConjugationFormat::Jsonl => {
                for form in &forms {
                    let form = Form {
                        verb,
                        tense: form.tense.name(),
                        mood: form.mood.name(),
                        person: form.person.map(Person::name),
                        number: form.number.map(Number::name),
                        polarity: form.polarity.name(),
                        voice: form.voice.name(),
                        register: form.register.name(),
                        text: &form.text,
                    };
                    serde_json::to_writer(&mut *out, &form)?;
                    out.write_all(b"\n")?;
                }
            }
        }
    }
    Ok(true)
}
