//! One session as one file to mail: a gzip'd tar of its files with its reviews, the same bytes for the same contents.
//! It writes nothing: where the bytes go is the caller's affair.

use std::path::Path;

use flate2::{Compression, GzBuilder};

use crate::store::archive::{self, Load, REVIEWS};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;
use crate::store::session::read;

/// A session as bytes to mail.
#[derive(Debug)]
pub struct Packed {
    pub bytes: Vec<u8>,
    /// Reviews whose names no program gives; they stay at home. Not clean.
    pub left_out: Vec<String>,
}

/// Packs a session as it stands, whoever is writing it.
///
/// # Errors
/// When there is no such folder, a file of it cannot be read, or it holds more than an archive takes.
pub fn pack(folder: &Path) -> Result<Packed, StoreError> {
    let id = read::id_of(folder)?;
    let (names, left_out) = names(folder)?;
    let unfit = |why: String| StoreError::Unfit {
        doing: "packed",
        why,
        path: folder.to_owned(),
    };
    // Read before the journal: while somebody writes, a younger checkpoint would make the journal look cut.
    let mut checkpoint = names
        .iter()
        .any(|name| name == checkpoint::NAME)
        .then(|| files::read_bytes(&folder.join(checkpoint::NAME), checkpoint::LIMIT))
        .transpose()?;
    let zip = GzBuilder::new().write(Vec::new(), Compression::default());
    let mut tar = tar::Builder::new(zip);
    let mut load = Load::default();
    let mut blocks = 0;
    for name in names {
        let limit = archive::limit(&name).unwrap_or_default();
        let bytes = match checkpoint.take_if(|_| name == checkpoint::NAME) {
            Some(bytes) => bytes,
            None => files::read_bytes(&folder.join(&name), limit)?,
        };
        let length = bytes.len() as u64;
        load.add(&name, length).map_err(unfit)?;
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

/// The names of what is packed, sorted, and of reviews that are not. Links and the like are no part of a session.
fn names(folder: &Path) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let mut names = ordinary(folder)?;
    names.retain(|name| archive::limit(name).is_some());
    let reviews = folder.join(REVIEWS);
    let mut left_out = Vec::new();
    if reviews.symlink_metadata().is_ok_and(|about| about.is_dir()) {
        for review in ordinary(&reviews)? {
            let name = format!("{REVIEWS}/{review}");
            if archive::limit(&name).is_some() {
                names.push(name);
            } else if Path::new(&review).extension() == Some("toml".as_ref()) {
                left_out.push(name);
            }
        }
    }
    names.sort_unstable();
    left_out.sort_unstable();
    Ok((names, left_out))
}

/// The names of the ordinary files of a folder.
fn ordinary(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = std::fs::read_dir(folder).map_err(StoreError::io("list", folder))?;
    Ok(entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect())
}
