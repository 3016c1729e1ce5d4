//! The gold sessions of `calibration/`, which are part of the program: archives of sessions, and the marks that were
//! agreed on for them. The marks are in no file that a coach opens.

use serde::Deserialize;

use super::shipped;
use crate::domain::judging::calibration::AgreedSession;

/// Each archive by the name of its file.
const ARCHIVES: [(&str, &[u8]); 3] = [
    (
        "fraud-detection.tar.gz",
        include_bytes!("../../calibration/fraud-detection.tar.gz"),
    ),
    (
        "image-caption-generator.tar.gz",
        include_bytes!("../../calibration/image-caption-generator.tar.gz"),
    ),
    (
        "recommendation-system.tar.gz",
        include_bytes!("../../calibration/recommendation-system.tar.gz"),
    ),
];
/// `calibration/agreed.toml`, compressed by the build script.
const AGREED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/agreed.deflate"));

#[derive(Deserialize)]
struct AgreedFile {
    session: Vec<AgreedSession>,
}

/// The archives of the gold sessions, each with its file's name.
pub fn archives() -> &'static [(&'static str, &'static [u8])] {
    &ARCHIVES
}

/// The agreed marks of each gold session, in the order of the archives.
///
/// # Errors
/// When the file is wrong; a test makes sure that it is not.
pub fn agreed() -> Result<Vec<AgreedSession>, String> {
    let file =
        toml::from_str::<AgreedFile>(&shipped::inflate(AGREED)).map_err(|why| why.to_string())?;
    Ok(file.session)
}
