//! The folders, the library, the name of the user and the random numbers that every use case needs.

use crate::app::failure::Failure;
use crate::clock;
use crate::content::library::Library;
use crate::domain::interview::follow_ups::SplitMix64;
use crate::store::{self, Paths};

/// The values that every use case needs.
#[derive(Debug)]
pub struct AppContext {
    pub paths: Paths,
    pub library: Library,
    /// The name of the candidate or coach.
    pub name: String,
    /// Name and version of this program.
    pub program: String,
    /// The generator of seeds and ids.
    pub chance: SplitMix64,
}

impl AppContext {
    /// Makes the context and reads the library in these folders.
    ///
    /// # Errors
    /// When the user's designs folder cannot be listed.
    pub fn new(paths: Paths, name: String) -> Result<Self, Failure> {
        Ok(Self {
            library: library(&paths)?,
            paths,
            name,
            program: concat!("forty ", env!("CARGO_PKG_VERSION")).into(),
            chance: SplitMix64(clock::random_seed()),
        })
    }
}

/// The shipped designs and the user's own.
///
/// # Errors
/// When the user's designs folder cannot be listed.
pub fn library(paths: &Paths) -> Result<Library, Failure> {
    let files = store::design_files(&paths.designs)?.into_iter();
    let user_files = files.map(|file| {
        let text = file.text.map_err(|error| error.to_string());
        (format!("{}.toml", file.name), text)
    });
    Ok(Library::new(user_files.collect()))
}
