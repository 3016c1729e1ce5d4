//! The framework and the toy design of the tutor. They are part of the program, and no list shows them.

use super::{Diagnostic, Origin, read_design, read_framework};
use crate::domain::content::design::Design;
use crate::domain::content::framework::Framework;

const FRAMEWORK: &str = include_str!("tutor/framework.toml");
const DESIGN: &str = include_str!("tutor/design.toml");

/// Reads the framework and the design of the tutor.
///
/// # Errors
/// The mistakes of a file; a test makes sure that there are none.
pub fn read() -> Result<(Framework, Design), Vec<Diagnostic>> {
    // A toy design lacks much of what a design for practice must have.
    let (framework, _) = read_framework(FRAMEWORK, Origin::Copy)?;
    let (design, _) = read_design("design.toml", DESIGN, Origin::Copy)?;
    Ok((framework, design))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_tutor_has_no_mistakes_and_takes_90_seconds() {
        let read = read();
        let (framework, design) = read.as_ref().unwrap_or_else(|all| panic!("{all:?}"));
        assert_eq!(framework.total(), Duration::from_secs(90));
        assert!(
            framework
                .stages
                .iter()
                .all(|stage| design.stage(&stage.id).is_some())
        );
    }
}
