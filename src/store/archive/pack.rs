//! Packs a session into one file to mail: a gzipped tar with the reviews. The same contents give the same bytes.

use std::fs::FileType;
use std::path::Path;

use flate2::{Compression, GzBuilder};

use crate::store::archive::{self, Contents};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;
use crate::store::reviews;
use crate::store::session::read;

/// A packed session.
#[derive(Debug)]
pub struct Packed {
    pub bytes: Vec<u8>,
    /// Reviews that are left out because of their names; not sanitized.
    pub left_out: Vec<String>,
    /// Reviews that are left out because their coaches have not published them.
    pub unpublished: Vec<String>,
}

/// Packs a session. Another process may be writing it.
///
/// # Errors
/// When the folder is missing, a file cannot be read, or the session is over the limits of an archive.
pub fn pack(folder: &Path) -> Result<Packed, StoreError> {
    let (names, left_out) = names(folder)?;
    pack_files(folder, names, left_out)
}

/// Packs a session without its reviews, whose files have other writers.
///
/// # Errors
/// As those of [`pack`].
pub fn pack_record(folder: &Path) -> Result<Vec<u8>, StoreError> {
    let (mut names, _) = names(folder)?;
    names.retain(|name| !name.contains('/'));
    pack_files(folder, names, Vec::new()).map(|packed| packed.bytes)
}

fn pack_files(
    folder: &Path,
    names: Vec<String>,
    left_out: Vec<String>,
) -> Result<Packed, StoreError> {
    let id = read::id_of(folder)?;
    let unfit = |why: String| StoreError::Unfit {
        doing: "packed",
        why,
        path: folder.to_owned(),
    };
    // The checkpoint is read before the journal: a checkpoint newer than the journal would look like a lost tail.
    let mut checkpoint = names
        .iter()
        .any(|name| name == checkpoint::NAME)
        .then(|| files::read_bytes(&folder.join(checkpoint::NAME), checkpoint::LIMIT))
        .transpose()?;
    let zip = GzBuilder::new().write(Vec::new(), Compression::default());
    let mut tar = tar::Builder::new(zip);
    let mut contents = Contents::default();
    let mut unpublished = Vec::new();
    let mut blocks = 0;
    for name in names {
        let limit = archive::limit(&name).unwrap_or_default();
        let bytes = match checkpoint.take_if(|_| name == checkpoint::NAME) {
            Some(bytes) => bytes,
            None if name.contains('/') => {
                if let Some(bytes) = reviews::public_bytes(&folder.join(&name), &id)? {
                    bytes
                } else {
                    unpublished.push(name);
                    continue;
                }
            }
            None => files::read_bytes(&folder.join(&name), limit)?,
        };
        let length = bytes.len() as u64;
        contents.add(&name, length).map_err(unfit)?;
        blocks += length.next_multiple_of(archive::BLOCK) + archive::BLOCK;
        if blocks >= archive::LIMIT - archive::END {
            return Err(unfit(archive::too_much()));
        }
        append(&mut tar, &format!("{id}/{name}"), &bytes)
            .map_err(StoreError::io("pack", folder))?;
    }
    let bytes = tar.into_inner().and_then(flate2::write::GzEncoder::finish);
    Ok(Packed {
        bytes: bytes.map_err(StoreError::io("pack", folder))?,
        left_out,
        unpublished,
    })
}

fn append(
    tar: &mut tar::Builder<impl std::io::Write>,
    path: &str,
    bytes: &[u8],
) -> std::io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_path(path)?;
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(bytes.len() as u64);
    header.set_mtime(0);
    header.set_cksum();
    tar.append(&header, bytes)
}

/// The sorted names of the files to pack, and of the reviews that are left out. Links are not packed.
fn names(folder: &Path) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let mut names = files::names(folder, FileType::is_file)?;
    let reviews = folder.join(reviews::FOLDER);
    if files::is_own_folder(&reviews) {
        let reviews = files::names(&reviews, FileType::is_file)?.into_iter();
        names.extend(reviews.map(|name| format!("{}/{name}", reviews::FOLDER)));
    }
    let (mut packed, other): (Vec<String>, Vec<String>) = names
        .into_iter()
        .partition(|name| archive::limit(name).is_some());
    packed.sort_unstable();
    let left_out = other
        .into_iter()
        .filter(|name| name.contains('/') && name.strip_suffix(".toml").is_some());
    Ok((packed, left_out.collect()))
}
