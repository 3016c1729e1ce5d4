//! New names for files: what is set aside, and names that are still free.

use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::store::disk;
use crate::store::error::StoreError;

/// Renames a file to `*.aside`, which nothing reads. Returns the new path.
///
/// # Errors
/// When the file cannot be renamed.
pub(in crate::store) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    rename_aside(path, ".aside")
}

/// The same with another ending.
///
/// # Errors
/// When the file cannot be renamed.
pub(in crate::store) fn rename_aside(path: &Path, ending: &str) -> Result<PathBuf, StoreError> {
    free_name(&with_ending(path, ending), |aside| {
        rename_new(path, aside).map_err(StoreError::io("set aside", path))?;
        Ok(aside.to_owned())
    })
}

/// Runs `act` with the path, or with `.2`, `.3` … appended if that name is taken.
pub(in crate::store) fn free_name<T>(
    path: &Path,
    act: impl Fn(&Path) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    first_free(1..=1000, |number| match number {
        1 => act(path),
        number => act(&with_ending(path, &format!(".{number}"))),
    })
}

/// The path with more text at its end; the path need not be UTF-8.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// Renames what has this path to `*.aside`, unless it is a regular file or nothing. It would block who opens it or lead
/// to another file.
///
/// # Errors
/// When it cannot be renamed.
pub(in crate::store) fn set_aside_irregular(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(about) if !about.is_file() => set_aside(path).map(drop),
        _ => Ok(()),
    }
}

/// Runs `act` with each number until it does not fail with `AlreadyExists`.
pub(in crate::store) fn first_free<T>(
    mut numbers: RangeInclusive<u32>,
    act: impl Fn(u32) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    loop {
        match act(numbers.next().unwrap_or(*numbers.end())) {
            Err(why) if why.is_taken() && !numbers.is_empty() => {}
            done => return done,
        }
    }
}

/// Renames a file or a folder and never replaces what has the new name.
///
/// # Errors
/// `AlreadyExists` when the name is taken, else the system's error.
pub(in crate::store) fn rename_new(from: &Path, to: &Path) -> std::io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        let rename = || {
            let renamed = renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE);
            renamed.map_err(std::io::Error::from)
        };
        // Some file systems do not support the flag.
        let lacking =
            [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP].map(|why| Some(why.raw_os_error()));
        match disk::rename(rename) {
            Err(why) if lacking.contains(&why.raw_os_error()) => {}
            renamed => return renamed,
        }
    }
    if to.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    disk::rename(|| std::fs::rename(from, to))
}
