//! `dabir conjugate`

use crate::args::{ConjugateArgs, ConjugationFormat};
use crate::complain;
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
    let mut clean = true;
    let mut printed = false;
    let (register, voice) = (args.register.map(Into::into), args.voice.map(Into::into));
    for name in &args.verbs {
        // An unknown verb does not keep the others from being shown.
        let conjugator = match Conjugator::new(name) {
            Ok(conjugator) => conjugator,
            Err(unknown) => {
                complain(&unknown.into());
                clean = false;
                continue;
            }
        };
        let mut forms = conjugator.forms();
        forms.retain(|form| {
            (args.tense.is_empty() || args.tense.contains(&form.tense))
                && register.is_none_or(|register| form.register == register)
                && voice.is_none_or(|voice| form.voice == voice)
        });
        let verb = &conjugator.verb().infinitive();
        match args.format {
            ConjugationFormat::Table => {
                if args.verbs.len() > 1 {
                    writeln!(out, "{}{verb}", if printed { "\n" } else { "" })?;
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
        printed = true;
    }
    Ok(clean)
}
