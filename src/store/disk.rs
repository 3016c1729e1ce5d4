//! The system calls that change files, and those that open them to read. In the unit tests each of them can be made to
//! fail, to wait, or to be cut short.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use rustix::io::Errno;

/// Opens a file with options that may create it.
pub(super) fn create(options: &OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(test)]
    tests::enter(tests::Call::Create)?;
    options.open(path)
}

/// Opens a file with options that create nothing.
pub(super) fn open(options: &OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(test)]
    tests::enter(tests::Call::Open)?;
    options.open(path)
}

/// Writes as many bytes as the system takes in one call.
pub(super) fn write(mut file: &File, bytes: &[u8]) -> io::Result<usize> {
    #[cfg(test)]
    let bytes = match tests::enter(tests::Call::Write)? {
        tests::Extent::Whole => bytes,
        tests::Extent::Half => &bytes[..bytes.len() / 2],
    };
    file.write(bytes)
}

/// Writes all bytes.
pub(super) fn write_all(file: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match write(file, bytes) {
            Ok(0) => return Err(ErrorKind::StorageFull.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// Syncs a file or a folder whole.
pub(super) fn sync_all(file: &File) -> io::Result<()> {
    tolerate(sync(|| file.sync_all()))
}

/// Syncs the data of a file and its length.
pub(super) fn sync_data(file: &File) -> io::Result<()> {
    tolerate(sync(|| file.sync_data()))
}

fn sync(call: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    #[cfg(test)]
    tests::enter(tests::Call::Sync)?;
    call()
}

/// Cuts a file to this length.
pub(super) fn truncate(file: &File, length: u64) -> io::Result<()> {
    #[cfg(test)]
    tests::enter(tests::Call::Truncate)?;
    file.set_len(length)
}

/// Tries to lock a file.
pub(super) fn try_lock(file: &File) -> Result<(), TryLockError> {
    #[cfg(test)]
    tests::enter(tests::Call::Lock).map_err(TryLockError::Error)?;
    file.try_lock()
}

/// Runs a call that sets a mode. Some network, FUSE and Windows mounts have no modes and refuse to set one.
pub(super) fn set_mode(call: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    #[cfg(test)]
    let call = || tests::enter(tests::Call::Mode).and_then(|_| call());
    call().or_else(|why| match why.kind() {
        ErrorKind::PermissionDenied => Ok(()),
        _ => tolerate(Err(why)),
    })
}

/// Runs a call that renames a file.
pub(super) fn rename<T, E: From<io::Error>>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    #[cfg(test)]
    tests::enter(tests::Call::Rename)?;
    call()
}

/// A call that this file system does not offer counts as done: some cannot sync folders, or files at all.
fn tolerate(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|why| {
        if is_unsupported(&why) {
            Ok(())
        } else {
            Err(why)
        }
    })
}

/// Whether the file system does not offer the call.
pub(super) fn is_unsupported(why: &io::Error) -> bool {
    const RAW: [Errno; 4] = [Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOLCK, Errno::NOSYS];
    matches!(why.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
        || RAW
            .iter()
            .any(|raw| why.raw_os_error() == Some(raw.raw_os_error()))
}

#[cfg(test)]
pub(super) mod tests;
