//! The user's own content files as text. The content layer parses and checks them.

use std::path::Path;

use super::error::StoreError;
use super::files;

/// The largest content file, in bytes.
pub(super) const LIMIT: u64 = 512 * 1024;

/// One file of a designs folder.
#[derive(Debug)]
pub struct DesignFile {
    /// The file's name without `.toml`.
    pub name: String,
    pub text: Result<String, StoreError>,
}

/// Every `*.toml` file of a designs folder, sorted by name; none if the folder is missing. A file that cannot be read
/// does not hide the others.
///
/// # Errors
/// When the folder exists and cannot be listed.
pub fn design_files(folder: &Path) -> Result<Vec<DesignFile>, StoreError> {
    let names = files::names(folder, |_| true)?;
    let visible = names.iter().filter(|name| !name.starts_with('.'));
    let designs = visible.filter_map(|name| Some((name, name.strip_suffix(".toml")?)));
    let mut designs: Vec<DesignFile> = designs
        .map(|(file_name, name)| DesignFile {
            text: files::read_text(&folder.join(file_name), LIMIT),
            name: name.to_owned(),
        })
        .collect();
    designs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(designs)
}
