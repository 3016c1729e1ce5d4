//! What every use case needs: folders, library, who is at the keyboard, and chance.

use crate::app::failure::Failure;
use crate::clock;
use crate::content::library::Library;
use crate::domain::interview::follow_ups::SplitMix64;
use crate::store::{self, Paths};

/// What every use case needs.
#[derive(Debug)]
pub struct AppContext {
    pub paths: Paths,
    pub library: Library,
    /// Who practices or reviews.
    pub name: String,
    /// Name and version of this program.
    pub program: String,
    /// Where seeds and ids come from; it changes with each use.
    pub chance: SplitMix64,
}

impl AppContext {
    /// Reads the library in these folders.
    ///
    /// # Errors
    /// When the user's designs folder cannot be listed.
    pub fn new(paths: Paths, name: String) -> Result<Self, Failure> {
        Ok(Self {
            library: library(&paths)?,
            paths,
            name,
            program: concat!("forty ", env!("CARGO_PKG_VERSION")).into(),
            chance: SplitMix64(clock::chance()),
        })
    }
}

/// The shipped designs and the user's own.
///
/// # Errors
/// When the user's designs folder cannot be listed.
pub fn library(paths: &Paths) -> Result<Library, Failure> {
    let files = store::design_files(&paths.designs)?.into_iter();
    let own = files.map(|file| {
        let text = file.text.map_err(|error| error.to_string());
        (format!("{}.toml", file.name), text)
    });
    Ok(Library::new(own.collect()))
}
