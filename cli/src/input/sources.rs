//! The files that the arguments name, and those in the folders that they name.

use crate::args::Input;
use crate::output::Target;
use crate::settings::AllSettings;
use anyhow::{Context, Error};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// The path, or what standard input is to be called.
    pub(crate) named: Option<PathBuf>,
    /// The path from the folder that was named, or the name of the file.
    pub(crate) relative: PathBuf,
    /// It was found in a folder, not named: what is no text is passed over.
    pub(crate) found: bool,
}

/// The sources, in the order of the arguments and, in folders, of the names.
#[derive(Clone)]
pub(crate) struct Sources {
    input: Input,
    settings: Arc<AllSettings>,
    /// What standard input is to be called.
    stdin_name: Option<PathBuf>,
    /// What the configuration excludes is left out also if it is named.
    force_exclude: bool,
    /// A folder that is not looked into: what is written goes there.
    out: Option<PathBuf>,
    /// How the names of files end that are kept of those that were replaced.
    kept: Option<OsString>,
}

/// What is chosen of the files in a folder.
struct Globs {
    /// With an include, those that it matches. It takes nothing back that is hidden or ignored.
    include: Option<Override>,
    exclude: Override,
}

impl Globs {
    /// # Errors
    /// A glob makes no sense.
    fn new(folder: &Path, input: &Input) -> Result<Self, Error> {
        let build = |globs: &[String], sign, option| -> Result<Override, Error> {
            let mut builder = OverrideBuilder::new(folder);
            for glob in globs {
                builder.add(&format!("{sign}{glob}")).with_context(|| format!("{option} {glob}"))?;
            }
            Ok(builder.build()?)
        };
        let include = build(&input.include, "", "--include")?;
        let include = (!input.include.is_empty()).then_some(include);
        Ok(Self { include, exclude: build(&input.exclude, "!", "--exclude")? })
    }
}

impl Sources {
    /// # Errors
    /// A glob makes no sense.
    pub(crate) fn new(input: &Input, target: &Target, settings: Arc<AllSettings>) -> Result<Self, Error> {
        let (out, kept) = match target {
            Target::Folder(out) => (Some(out), None),
            Target::InPlace { suffix, .. } | Target::Nowhere { suffix } => (None, suffix.clone()),
            Target::Stdout => (None, None),
        };
        // Globs are those of each folder; what is wrong with them is said before anything is read.
        Globs::new(Path::new("."), input)?;
        let out = match out {
            Some(out) => {
                // It is known by its place, which it has when it is there.
                fs::create_dir_all(out).with_context(|| out.display().to_string())?;
                Some(out.canonicalize()?)
            }
            None => None,
        };
        Ok(Self { input: input.clone(), settings, stdin_name: None, force_exclude: false, out, kept })
    }

    /// Calls standard input by this name, and leaves out what is named but excluded by the configuration if `force_exclude`.
    pub(crate) fn with(self, stdin_name: Option<PathBuf>, force_exclude: bool) -> Self {
        Self { stdin_name, force_exclude, ..self }
    }

    /// Reads the configuration of all sources.
    ///
    /// # Errors
    /// A configuration can't be read or makes no sense.
    pub(crate) fn configure(&self) -> Result<(), Error> {
        self.settings.of(None)?;
        if !self.settings.are_by_folder() {
            return Ok(());
        }
        // What can't be found is told when it is to be read.
        for source in self.each().flatten() {
            self.settings.of(source.named.as_deref())?;
        }
        Ok(())
    }

    /// Each source, or why it can't be found. Links to files that are named are followed, those in folders are not.
    pub(crate) fn each(&self) -> impl Iterator<Item = Result<Source, Error>> {
        let files = &self.input.files;
        let standard_input = files.is_empty().then(|| Path::new("-"));
        files.iter().map(PathBuf::as_path).chain(standard_input).flat_map(|path| self.sources_of(path))
    }

    fn sources_of(&self, path: &Path) -> Box<dyn Iterator<Item = Result<Source, Error>> + '_> {
        let is_stdin = path == Path::new("-");
        if is_stdin || !path.is_dir() {
            let path = (!is_stdin).then(|| path.to_path_buf());
            let named = path.clone().or_else(|| self.stdin_name.clone());
            let name = path.as_deref().and_then(Path::file_name).unwrap_or(OsStr::new("-"));
            let source = Source { relative: PathBuf::from(name), path, named, found: false };
            let excluded =
                self.force_exclude && source.named.as_deref().is_some_and(|p| self.excludes(p, false));
            return Box::new((!excluded).then_some(Ok(source)).into_iter());
        }
        // A folder that is named is wanted, whatever excludes it.
        let is_wanted = !self.force_exclude && self.excludes(path, true);
        let Globs { include, exclude } = match Globs::new(path, &self.input) {
            Ok(globs) => globs,
            Err(error) => return Box::new([Err(error)].into_iter()),
        };
        let (sources, out) = (self.clone(), self.out.clone());
        let walk = WalkBuilder::new(path)
            .hidden(!self.input.hidden)
            .ignore(!self.input.no_ignore)
            .git_ignore(!self.input.no_ignore)
            .git_global(!self.input.no_ignore)
            .git_exclude(!self.input.no_ignore)
            .parents(!self.input.no_ignore)
            .overrides(exclude)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                let (path, is_folder) = (entry.path(), entry.file_type().is_some_and(|t| t.is_dir()));
                !(is_folder && out.is_some() && path.canonicalize().ok() == out)
                    && (is_wanted || !sources.excludes(path, is_folder))
            })
            .build();
        let root = path.to_path_buf();
        Box::new(walk.filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                let path = entry.into_path();
                if self.kept.as_ref().is_some_and(|kept| ends_with(&path, kept))
                    || include.as_ref().is_some_and(|include| !include.matched(&path, false).is_whitelist())
                    || !self.includes(&path)
                {
                    return None;
                }
                let relative = path.strip_prefix(&root).unwrap_or(&path).to_path_buf();
                Some(Ok(Source { named: Some(path.clone()), path: Some(path), relative, found: true }))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error.into())),
        }))
    }
}

impl Sources {
    /// Whether the configuration excludes a file or folder.
    fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.settings.of(Some(path)).is_ok_and(|settings| settings.excludes(path, is_folder))
    }

    /// Whether a file in a folder is one of those that the arguments, or else the configuration, name.
    fn includes(&self, path: &Path) -> bool {
        // The globs of the arguments have been asked.
        !self.input.include.is_empty()
            || self.settings.of(Some(path)).map_or(true, |settings| settings.includes(path).unwrap_or(true))
    }
}

fn ends_with(path: &Path, suffix: &OsStr) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(suffix.as_encoded_bytes())
}
