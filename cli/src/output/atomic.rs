//! Files that are replaced whole or not at all.

use anyhow::{Context, Error};
use filetime::FileTime;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Bytes that are written at a time.
const BUFFER: usize = 1 << 18;

/// A file that takes the place of another when it is whole.
///
/// It is written beside its place, under another name. Whatever happens before [`NewFile::put`] is done, a file of the
/// name holds what it held before, and then the new text; a power cut included, where the file system keeps its word.
pub(crate) struct NewFile {
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
    /// Of the file that is replaced.
    old: Option<Metadata>,
}

/// What is kept of the file that is replaced.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keep<'a> {
    /// The file itself, under its name with this behind it.
    pub(crate) suffix: Option<&'a OsStr>,
    pub(crate) times: bool,
}

impl NewFile {
    /// A new file for this path. Where there is a symbolic link, the file that it leads to is replaced.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let old = match fs::metadata(&path) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(old) = &old {
            // A file that must not be written is not replaced either.
            if old.permissions().readonly() || File::options().write(true).open(&path).is_err() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
            }
        }
        let mut builder = Builder::new();
        builder.prefix(".dabir-").suffix(".tmp");
        #[cfg(unix)]
        if old.is_none() {
            use std::os::unix::fs::PermissionsExt;
            // What any other new file would have: the mask of the process is applied.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder)?;
        Ok(Self { out: BufWriter::with_capacity(BUFFER, file), path, old })
    }

    /// Puts the file in its place. If nobody else has the text, it is to be `durable`: on the disk before the old one goes.
    pub(crate) fn put(self, keep: Keep<'_>, durable: bool) -> Result<(), Error> {
        let Self { out, path, old } = self;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.flush()?;
        if let Some(old) = &old {
            keep_owner(file.as_file(), old)?;
            if keep.times {
                let (read, written) =
                    (FileTime::from_last_access_time(old), FileTime::from_last_modification_time(old));
                filetime::set_file_handle_times(file.as_file(), Some(read), Some(written))?;
            }
        }
        if durable {
            file.as_file().sync_all()?;
        }
        if let Some(suffix) = keep.suffix.filter(|_| old.is_some()) {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            keep_old(&path, Path::new(&name)).with_context(|| Path::new(&name).display().to_string())?;
        }
        file.persist(&path).map_err(|error| error.error)?;
        if durable {
            sync_folder(&path);
        }
        Ok(())
    }
}

/// Replaces what a file holds.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let replaced = NewFile::create(path).map_err(Error::from).and_then(|mut file| {
        file.write_all(bytes)?;
        file.put(Keep::default(), true)
    });
    replaced.with_context(|| path.display().to_string())
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Gives the old file a second name, which replaces an older one at once.
fn keep_old(path: &Path, name: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let copy = Builder::new().prefix(".dabir-").suffix(".tmp").tempfile_in(folder)?.into_temp_path();
    fs::copy(path, &copy)?;
    File::open(&copy)?.sync_all()?;
    copy.persist(name).map_err(|error| error.error)
}

/// Where the process may, the new file belongs to whom the old one belongs to. It has the same mode, but what the group may
/// do another group may not.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    if fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        let _ = fchown(file, None, Some(old.gid()));
    }
    let mut mode = old.mode() & 0o7777;
    let new = file.metadata()?;
    if new.gid() != old.gid() {
        mode = mode & !0o2070 | (mode & 0o007) << 3;
    }
    if new.uid() != old.uid() {
        mode &= !0o4000;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// The new file has the same permissions.
#[cfg(not(unix))]
fn keep_owner(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

/// Makes the new name last. Not every file system can do that, and the file is whole in any case.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        drop(folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, text: &str, keep: Keep<'_>) {
        let mut file = NewFile::create(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.put(keep, true).unwrap();
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        replace(&path, "یک".as_bytes()).unwrap();
        let mut unfinished = NewFile::create(&path).unwrap();
        unfinished.write_all("دو".as_bytes()).unwrap();
        drop(unfinished);
        assert_eq!(fs::read_to_string(&path).unwrap(), "یک");
        put(&path, "سه", Keep { suffix: Some(OsStr::new(".bak")), times: false });
        assert_eq!(fs::read_to_string(&path).unwrap(), "سه");
        assert_eq!(fs::read_to_string(folder.path().join("a.txt.bak")).unwrap(), "یک");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left");
    }

    #[cfg(unix)]
    #[test]
    fn mode_times_and_links_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link"));
        fs::write(&path, "یک").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        filetime::set_file_mtime(&path, FileTime::from_unix_time(1_000_000, 0)).unwrap();
        symlink(&path, &link).unwrap();
        put(&link, "دو", Keep { suffix: None, times: true });
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let new = fs::metadata(&path).unwrap();
        assert_eq!((new.mode() & 0o777, new.mtime()), (0o640, 1_000_000));
        assert_eq!(fs::read_to_string(&path).unwrap(), "دو");
    }
}
