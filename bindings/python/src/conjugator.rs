//! The forms of verbs.

use crate::argument::Text;
use crate::lexicon::Lexicon;
use crate::morphology::own;
use crate::record::record;
use dabir_stem::Verb;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

record! {
    /// A form of a verb, and what it says.
    Form {
        /// The form, in one word or more.
        text: String,
        /// Tense with aspect and mood: ``present``, ``past-progressive``, ``imperative``, ``infinitive`` …
        tense: String,
        /// ``indicative``, ``subjunctive``, ``imperative``, ``infinitive``, ``participle``
        mood: String,
        /// ``first``, ``second``, ``third``; None where there are no persons.
        person: Option<String>,
        /// ``singular``, ``plural``; None where there are no persons.
        number: Option<String>,
        /// ``positive``, ``negative``
        polarity: String,
        /// ``active``, ``passive``
        voice: String,
        /// ``formal``, ``informal``
        register: String,
    }
}

/// Makes the forms of a verb: tenses, persons, polarity, voice, formal and informal.
///
/// >>> from dabir import Conjugator
/// >>> [form.text for form in Conjugator("برگشتن").forms() if form.tense == "future"][:2]
/// ['برخواهم گشت', 'برخواهی گشت']
///
/// :param verb: an infinitive, رفتن, or both stems, رفت#رو; `verbs` lists those there are
/// :param lexicon: verbs of your own, which are looked for first
/// :raises ValueError: for a verb that is not among them; nothing is guessed
#[pyclass(frozen, module = "dabir")]
pub(crate) struct Conjugator {
    conjugator: dabir_stem::Conjugator,
    /// Where the verb is from, if it is the user's own.
    lexicon: Option<Py<Lexicon>>,
}

#[pymethods]
impl Conjugator {
    #[new]
    #[pyo3(signature = (verb, *, lexicon = None))]
    fn new(verb: Text<'_, '_>, lexicon: Option<Py<Lexicon>>) -> PyResult<Self> {
        if let Some(own) = own(&lexicon).and_then(|lexicon| lexicon.verb(&verb.utf8)) {
            return Ok(Self { conjugator: dabir_stem::Conjugator::for_verb(own), lexicon });
        }
        let conjugator = dabir_stem::Conjugator::new(&verb.utf8);
        let conjugator = conjugator.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self { conjugator, lexicon: None })
    }

    /// The infinitive of the verb.
    #[getter]
    fn verb(&self) -> String {
        self.conjugator.verb().infinitive()
    }

    /// All forms: formal before informal, active before passive, then by tense, polarity, number and person.
    fn forms(&self) -> Vec<Form> {
        let form = |form: dabir_stem::Form| Form {
            text: form.text,
            tense: form.tense.name().to_owned(),
            mood: form.mood.name().to_owned(),
            person: form.person.map(|person| person.name().to_owned()),
            number: form.number.map(|number| number.name().to_owned()),
            polarity: form.polarity.name().to_owned(),
            voice: form.voice.name().to_owned(),
            register: form.register.name().to_owned(),
        };
        self.conjugator.forms().into_iter().map(form).collect()
    }

    /// The forms as text, in blocks by tense.
    ///
    /// >>> from dabir import Conjugator
    /// >>> print(Conjugator("رفتن").table().splitlines()[0])
    /// present (مضارع اخباری)
    fn table(&self) -> String {
        dabir_stem::table(&self.conjugator.forms())
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((String,), Bound<'py, PyDict>)> {
        let keywords = PyDict::new(py);
        keywords.set_item("lexicon", &self.lexicon)?;
        Ok(((self.stems(),), keywords))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.conjugator.verb() == other.conjugator.verb()
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.stems()).hash()
    }

    fn __repr__(&self) -> String {
        let lexicon =
            own(&self.lexicon).map(|lexicon| format!(", lexicon={}", lexicon.shown())).unwrap_or_default();
        format!("Conjugator('{}'{lexicon})", self.stems())
    }
}

impl Conjugator {
    /// The name that no other verb has.
    fn stems(&self) -> String {
        let verb = self.conjugator.verb();
        let (preverb, past, present) = (verb.preverb(), verb.past(), verb.present());
        format!("{preverb}{past}#{preverb}{present}")
    }
}

/// The infinitives of all verbs that can be conjugated, those with preverbs too.
///
/// >>> from dabir import verbs
/// >>> "برگشتن" in verbs()
/// True
#[pyfunction]
pub(crate) fn verbs() -> Vec<String> {
    Verb::all().map(|verb| verb.infinitive()).collect()
}
