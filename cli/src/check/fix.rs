//! Mending: the changes of findings applied to the text, and files replaced.

use super::finding::Finding;
use anyhow::{Context, Error};
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// The text, which starts `before` bytes into its file, with all that was found mended.
pub(super) fn fixed(text: &str, before: usize, findings: &[Finding]) -> String {
    let mut changes: Vec<_> = findings.iter().flat_map(|finding| &finding.changes).collect();
    changes.sort_by_key(|change| (change.start.byte, change.end.byte));
    let mut fixed = String::with_capacity(text.len() + 3 * changes.len());
    let mut done = 0;
    for change in changes {
        fixed.push_str(&text[done..change.start.byte - before]);
        fixed.push_str(&change.inserted);
        done = change.end.byte - before;
    }
    fixed.push_str(&text[done..]);
    fixed
}

/// Replaces what a file holds, so that whenever the program is killed the old or the new is there, whole. Permissions stay;
/// behind a symbolic link the file that it points to is replaced.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let name = || path.display().to_string();
    // A file that is yet to be made has no other name.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).with_context(name)?;
    if let Ok(metadata) = fs::metadata(&target) {
        file.as_file().set_permissions(metadata.permissions()).with_context(name)?;
    }
    file.write_all(bytes).with_context(name)?;
    file.as_file().sync_all().with_context(name)?;
    file.persist(&target).with_context(name)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn permissions_and_links_stay() {
        let folder = tempfile::TempDir::new().unwrap();
        let (file, link) = (folder.path().join("text.txt"), folder.path().join("link.txt"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("text.txt", &link).unwrap();
        replace_file(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left");
        replace_file(&folder.path().join("none/text.txt"), b"new").unwrap_err();
    }
}
