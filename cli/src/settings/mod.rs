//! What is in force for a file: how its text is normalized, and what says so.

mod file;
mod layer;
mod show;

pub(crate) use show::run;

use crate::args::NormalizerArgs;
use crate::selector::Selector;
use anyhow::{Error, bail};
use dabir::{Normalizer, NormalizerBuilder};
use layer::{Given, Layer, Origin};
use std::collections::HashMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The names of a configuration file; the first that a folder has is taken.
const NAMES: [&str; 2] = ["dabir.toml", ".dabir.toml"];

/// What is in force for one file.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) normalizer: Normalizer,
    /// From which the normalizer was built.
    pub(crate) builder: NormalizerBuilder,
    /// What a document says of a word counts in later places: its parts must be normalized in order.
    pub(crate) evidence: bool,
    layer: Layer,
    /// The configuration files, that which was found first.
    files: Vec<Arc<Path>>,
}

impl Settings {
    fn new(layer: Layer, files: Vec<Arc<Path>>) -> Result<Self, Error> {
        let builder = layer.restrict(layer.builder()?);
        let evidence = layer.evidence.as_ref().is_some_and(|given| given.value);
        Ok(Self { normalizer: builder.clone().build(), builder, evidence, layer, files })
    }

    /// Whether the configuration excludes a file or a folder that is met on the way through a folder.
    pub(crate) fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        let exclude = self.layer.exclude.as_ref();
        exclude.is_some_and(|given| given.value.matches(&real(path), is_dir))
    }

    /// Whether the configuration names files to be taken on the way through a folder, and this is one; `None` if it names
    /// none.
    pub(crate) fn includes(&self, path: &Path) -> Option<bool> {
        self.layer.include.as_ref().map(|given| given.value.matches(&real(path), false))
    }

    /// The baseline of `dabir check`.
    pub(crate) fn baseline(&self) -> Option<&Path> {
        self.layer.check.baseline.as_ref().map(|given| &*given.value)
    }
}

/// Finds the settings of each file, and keeps them. Threads can share it.
#[derive(Debug)]
pub(crate) struct AllSettings {
    arguments: Layer,
    config: Config,
    /// By the folder as it is called in paths.
    folders: Mutex<HashMap<PathBuf, Arc<Settings>>>,
    /// By the configuration file that was found.
    found: Mutex<HashMap<Option<PathBuf>, Arc<Settings>>>,
}

/// Where configuration is looked for.
#[derive(Debug)]
enum Config {
    /// In the folder of each file, and upward.
    Search,
    Given(PathBuf),
    None,
}

impl AllSettings {
    /// Those of the library, whatever configuration there is.
    pub(crate) fn built_in() -> Self {
        Self {
            arguments: Layer::default(),
            config: Config::None,
            folders: Mutex::default(),
            found: Mutex::default(),
        }
    }

    /// Those of the library with this preset.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn of_preset(preset: dabir::Preset) -> Self {
        let arguments =
            Layer::of_arguments(&NormalizerArgs { preset: Some(preset), ..NormalizerArgs::default() });
        Self { arguments, ..Self::built_in() }
    }

    /// # Errors
    /// What the arguments name, or the configuration of the working folder, can't be read or makes no sense.
    pub(crate) fn new(args: &NormalizerArgs) -> Result<Self, Error> {
        Self::for_check(args, &[], &[])
    }

    /// The same for these rules only, and without those.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub(crate) fn for_check(
        args: &NormalizerArgs,
        rule: &[Selector],
        no_rule: &[Selector],
    ) -> Result<Self, Error> {
        let given = |selectors: &[Selector], name| -> Vec<_> {
            selectors.iter().map(|&value| Given { value, origin: Origin::Argument(name) }).collect()
        };
        let mut arguments = Layer::of_arguments(args);
        arguments.check.rule = given(rule, "--rule");
        arguments.check.no_rule = given(no_rule, "--no-rule");
        let config = match &args.config {
            Some(file) => Config::Given(file.clone()),
            None if args.no_config => Config::None,
            None => Config::Search,
        };
        Ok(Self { arguments, config, folders: Mutex::default(), found: Mutex::default() })
    }

    /// Whether files in different folders may have different settings.
    pub(crate) fn are_by_folder(&self) -> bool {
        matches!(self.config, Config::Search)
    }

    /// The settings for a file, or for standard input.
    ///
    /// # Errors
    /// The configuration, or a file that it names, can't be read or makes no sense.
    pub(crate) fn of(&self, file: Option<&Path>) -> Result<Arc<Settings>, Error> {
        let parent = file.and_then(Path::parent).unwrap_or(Path::new(""));
        if let Some(known) = lock(&self.folders).get(parent) {
            return Ok(Arc::clone(known));
        }
        let config = match &self.config {
            Config::Search => find(&real_folder(parent)),
            Config::Given(file) => Some(real(file)),
            Config::None => None,
        };
        let known = lock(&self.found).get(&config).map(Arc::clone);
        let settings = match known {
            Some(settings) => settings,
            None => Arc::new(self.read(config.as_deref())?),
        };
        lock(&self.found).insert(config, Arc::clone(&settings));
        lock(&self.folders).insert(parent.to_owned(), Arc::clone(&settings));
        Ok(settings)
    }

    /// The configuration with all that it extends, and the arguments on top.
    fn read(&self, config: Option<&Path>) -> Result<Settings, Error> {
        let mut files: Vec<Arc<Path>> = Vec::new();
        let mut layers = Vec::new();
        let mut next = config.map(Path::to_owned);
        while let Some(path) = next {
            if files.iter().any(|file| **file == path) {
                bail!("{}: extends itself", shown(&path));
            }
            let path = Arc::from(path);
            let (layer, extend) = file::read(&path)?;
            files.push(path);
            layers.push(layer);
            next = extend.map(|path| real(&path));
        }
        let layer = layers.iter().rev().fold(Layer::default(), |under, over| under.under(over));
        Settings::new(layer.under(&self.arguments), files)
    }
}

/// What a configuration of this text says, but for the files that it names.
///
/// # Errors
/// It makes no sense.
#[cfg(any(test, fuzzing))]
pub(crate) fn of_text(text: &str) -> Result<Settings, Error> {
    let (mut layer, _) = file::parse(&Arc::from(Path::new("dabir.toml")), text)?;
    (layer.dictionary, layer.model) = (Vec::new(), None);
    Settings::new(Layer::default().under(&layer), Vec::new())
}

/// What is behind a lock is only ever replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> impl std::ops::DerefMut<Target = T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The nearest configuration file of a folder.
fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|file| file.is_file())
}

/// The path of a file from the root, with the symbolic links of its folder resolved.
pub(crate) fn real(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real_folder(folder).join(name),
        _ => real_folder(path),
    }
}

/// The same of a folder, with all symbolic links resolved.
fn real_folder(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = |_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    fs::canonicalize(path).unwrap_or_else(absolute)
}

/// The path for people: from the working folder if it lies there.
fn shown(path: &Path) -> String {
    let folder = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// A folder with these files.
    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn normalized(settings: &AllSettings, file: &Path) -> String {
        settings.of(Some(file)).unwrap().normalizer.normalize("علي 12 نفر").into_owned()
    }

    #[test]
    fn the_nearest_file_counts() {
        let folder = folder(&[
            ("dabir.toml", "digits = \"keep\""),
            ("a/.dabir.toml", "disable = \"letters\""),
            ("b/dabir.toml", "extend = \"../dabir.toml\"\ndisable = \"letters\""),
            ("b/.dabir.toml", "no such thing"),
            ("c/d/text.txt", ""),
        ]);
        let settings = AllSettings::new(&NormalizerArgs::default()).unwrap();
        let of = |name: &str| normalized(&settings, &folder.path().join(name));
        assert_eq!(of("c/d/text.txt"), "علی 12 نفر");
        assert_eq!(of("a/text.txt"), "علي ۱۲ نفر");
        assert_eq!(of("b/text.txt"), "علي 12 نفر");
        // The folder in which a file lies counts, not the way to it.
        assert_eq!(of("a/../c/text.txt"), "علی 12 نفر");
    }

    #[test]
    fn arguments_beat_files() {
        let folder =
            folder(&[("dabir.toml", "digits = \"keep\"\nenable = \"digits.ascii\"\ndisable = \"letters\"")]);
        let file = folder.path().join("text.txt");
        let with = |args: NormalizerArgs| normalized(&AllSettings::new(&args).unwrap(), &file);
        assert_eq!(with(NormalizerArgs::default()), "علي 12 نفر");
        let digits = Some(dabir::Digits::Persian);
        assert_eq!(with(NormalizerArgs { digits, ..NormalizerArgs::default() }), "علي ۱۲ نفر");
        let enable = vec![dabir::Rule::LettersArabicYeh];
        assert_eq!(with(NormalizerArgs { enable, ..NormalizerArgs::default() }), "علی 12 نفر");
        assert_eq!(with(NormalizerArgs { no_config: true, ..NormalizerArgs::default() }), "علی ۱۲ نفر");
    }

    #[test]
    fn patterns_are_seen_from_the_configuration() {
        let folder = folder(&[("a/dabir.toml", "exclude = [\"old/\", \"*.min.md\"]\ninclude = \"*.md\"")]);
        let settings = AllSettings::new(&NormalizerArgs::default()).unwrap();
        let path = |name: &str| folder.path().join(name);
        let settings = settings.of(Some(&path("a/text.md"))).unwrap();
        assert!(settings.excludes(&path("a/old"), true) && settings.excludes(&path("a/b/old/x.md"), false));
        assert!(
            settings.excludes(&path("a/b/x.min.md"), false) && !settings.excludes(&path("a/b/x.md"), false)
        );
        // Outside that folder nothing is excluded.
        assert!(!settings.excludes(&path("old"), true));
        assert_eq!(settings.includes(&path("a/b/x.md")), Some(true));
        assert_eq!(settings.includes(&path("a/b/x.txt")), Some(false));
    }

    #[test]
    fn a_folder_is_looked_at_once() {
        let folder = folder(&[("dabir.toml", ""), ("a/b/text.txt", "")]);
        let settings = AllSettings::new(&NormalizerArgs::default()).unwrap();
        let of = |name: &str| settings.of(Some(&folder.path().join(name))).unwrap();
        assert!(Arc::ptr_eq(&of("a/b/text.txt"), &of("a/b/other.txt")));
        // And a configuration is read once.
        assert!(Arc::ptr_eq(&of("a/b/text.txt"), &of("a/text.txt")));
    }
}
