//! The user's own content files as texts. What they say is for `content` to find out.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files;

/// The largest content file.
const LIMIT: u64 = 512 * 1024;

/// One file of a designs folder.
#[derive(Debug)]
pub struct DesignFile {
    pub path: PathBuf,
    /// The file's name without `.toml`.
    pub name: String,
    pub text: Result<String, StoreError>,
}

/// Every `*.toml` of a designs folder, by name; a file that cannot be read hides no other. A folder that is not there
/// has no files.
///
/// # Errors
/// When the folder is there and cannot be listed.
pub fn design_files(folder: &Path) -> Result<Vec<DesignFile>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(StoreError::io("list the designs", folder))?,
    };
    let mut files: Vec<DesignFile> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path
                .file_name()?
                .to_str()?
                .strip_suffix(".toml")?
                .to_owned();
            (!name.starts_with('.')).then(|| DesignFile {
                text: files::read_text(&path, LIMIT),
                name,
                path,
            })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
