//! Reading the corpora: which files, how much each is worth, and what their text is.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::Path;

/// A corpus: its file, and the weight of its gaps in the loss.
pub(crate) struct Source {
    pub file: &'static str,
    pub weight: f32,
}

const fn source(file: &'static str, weight: f32) -> Source {
    Source { file, weight }
}

/// Software documentation is mostly translated by machines and writes twice the half-spaces of native prose: its weight
/// is capped.
pub(crate) const SOURCES: &[Source] = &[
    source("gold_perdt_train_ccbysa", 1.0),
    source("gold_updt_apache2", 1.0),
    source("pquad_wikipedia_ccbysa4", 0.7),
    source("perspelldata_correct_mit", 0.5),
    source("commonvoice_cc0", 0.7),
    source("iperudt_informal_cc0", 1.0),
    source("linuxandlife_cc0", 0.7),
    source("hooshkar_wiki_ccby4", 0.3),
    source("vuedocs_fa", 0.2),
    source("react_fa_ccby4", 0.2),
    source("openclaw_docs_mit", 0.1),
    source("ms_translations_mit", 0.1),
    source("gin_docs_mit", 0.1),
    source("hf_course_apache2", 0.1),
    source("php_book_mit", 0.1),
    source("rustbook_fa_mit_apache", 0.2),
    source("vitepress_mit", 0.1),
];

/// The text of a file, unpacked if its name ends in `.gz`.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("{}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .with_context(|| format!("{}", path.display()))?;
    } else {
        text = String::from_utf8(bytes).with_context(|| format!("{}", path.display()))?;
    }
    Ok(text)
}

/// The `# text = ` lines of a CoNLL-U file.
pub(crate) fn sentences(conllu: &str) -> impl Iterator<Item = &str> {
    conllu.lines().filter_map(|l| l.strip_prefix("# text = "))
}
