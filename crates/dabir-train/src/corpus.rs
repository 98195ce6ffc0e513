//! Reading the corpora: which files, how much each is worth, and what their text is.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::Path;

/// A corpus: its file, the weight of its gaps in the loss, and whether its spelling is trusted for labels.
pub struct Source {
    pub file: &'static str,
    pub weight: f32,
    pub trusted: bool,
}

const fn source(file: &'static str, weight: f32, trusted: bool) -> Source {
    Source { file, weight, trusted }
}

/// Software documentation is mostly translated by machines and writes twice the half-spaces of native prose: its weight
/// is capped.
pub const SOURCES: &[Source] = &[
    source("gold_perdt_train_ccbysa", 1.0, true),
    source("gold_updt_apache2", 1.0, false),
    source("pquad_wikipedia_ccbysa4", 0.7, true),
    source("perspelldata_correct_mit", 0.5, true),
    source("commonvoice_cc0", 0.7, true),
    source("iperudt_informal_cc0", 1.0, true),
    source("linuxandlife_cc0", 0.7, true),
    source("hooshkar_wiki_ccby4", 0.3, true),
    source("vuedocs_fa", 0.2, false),
    source("react_fa_ccby4", 0.2, false),
    source("openclaw_docs_mit", 0.1, false),
    source("ms_translations_mit", 0.1, false),
    source("gin_docs_mit", 0.1, false),
    source("hf_course_apache2", 0.1, false),
    source("php_book_mit", 0.1, false),
    source("rustbook_fa_mit_apache", 0.2, false),
    source("vitepress_mit", 0.1, false),
];

/// The text of a file, unpacked if its name ends in `.gz`.
pub fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("{}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).with_context(|| format!("{}", path.display()))?;
    } else {
        text = String::from_utf8(bytes).with_context(|| format!("{}", path.display()))?;
    }
    Ok(text)
}

/// The `# text = ` lines of a CoNLL-U file.
pub fn sentences(conllu: &str) -> impl Iterator<Item = &str> {
    conllu.lines().filter_map(|l| l.strip_prefix("# text = "))
}
