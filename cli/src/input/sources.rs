//! The files that the arguments name, and those in the folders that they name.

use crate::args::Input;
use crate::output::Target;
use anyhow::{Context, Error};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// The path from the folder that was named, or the name of the file.
    pub(crate) relative: PathBuf,
    /// It was found in a folder, not named: what is no text is passed over.
    pub(crate) found: bool,
}

/// The sources, in the order of the arguments and, in folders, of the names.
#[derive(Clone)]
pub(crate) struct Sources {
    input: Input,
    globs: Override,
    /// A folder that is not looked into: what is written goes there.
    out: Option<PathBuf>,
    /// How the names of files end that are kept of those that were replaced.
    kept: Option<OsString>,
}

impl Sources {
    /// # Errors
    /// A glob makes no sense.
    pub(crate) fn new(input: &Input, target: &Target) -> Result<Self, Error> {
        let (out, kept) = match target {
            Target::Folder(out) => (Some(out), None),
            Target::InPlace { suffix, .. } => (None, suffix.clone()),
            Target::Stdout | Target::Nowhere => (None, None),
        };
        let mut globs = OverrideBuilder::new(".");
        for glob in &input.include {
            globs.add(glob).with_context(|| format!("--include {glob}"))?;
        }
        for glob in &input.exclude {
            globs.add(&format!("!{glob}")).with_context(|| format!("--exclude {glob}"))?;
        }
        let out = out.and_then(|out| out.canonicalize().ok());
        Ok(Self { input: input.clone(), globs: globs.build()?, out, kept })
    }

    /// Each source, or why it can't be found. Links to files that are named are followed, those in folders are not.
    pub(crate) fn each(&self) -> impl Iterator<Item = Result<Source, Error>> {
        let files = &self.input.files;
        let standard_input = files.is_empty().then(|| Path::new("-"));
        files.iter().map(PathBuf::as_path).chain(standard_input).flat_map(|path| self.sources_of(path))
    }

    fn sources_of(&self, path: &Path) -> Box<dyn Iterator<Item = Result<Source, Error>> + '_> {
        if path == Path::new("-") {
            return Box::new(
                [Ok(Source { path: None, relative: PathBuf::from("-"), found: false })].into_iter(),
            );
        }
        if !path.is_dir() {
            let relative = path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from);
            return Box::new(
                [Ok(Source { path: Some(path.to_path_buf()), relative, found: false })].into_iter(),
            );
        }
        let out = self.out.clone();
        let walk = WalkBuilder::new(path)
            .hidden(!self.input.hidden)
            .ignore(!self.input.no_ignore)
            .git_ignore(!self.input.no_ignore)
            .git_global(!self.input.no_ignore)
            .git_exclude(!self.input.no_ignore)
            .parents(!self.input.no_ignore)
            .overrides(self.globs.clone())
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
                !(is_folder && out.is_some() && entry.path().canonicalize().ok() == out)
            })
            .build();
        let root = path.to_path_buf();
        Box::new(walk.filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                let path = entry.into_path();
                if self.kept.as_ref().is_some_and(|kept| ends_with(&path, kept)) {
                    return None;
                }
                let relative = path.strip_prefix(&root).unwrap_or(&path).to_path_buf();
                Some(Ok(Source { path: Some(path), relative, found: true }))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error.into())),
        }))
    }
}

fn ends_with(path: &Path, suffix: &OsStr) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(suffix.as_encoded_bytes())
}
