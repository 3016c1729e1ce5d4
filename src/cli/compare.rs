//! `forty compare A B`: prints two attempts at one design side by side, the earlier one first.

use std::process::ExitCode;

use super::args::CompareArgs;
use super::load::load;
use super::{print, print_page};
use crate::app::failure::{Code, Failure};
use crate::domain::compare::{CompareError, Comparison};
use crate::report::compare;
use crate::store::Paths;

pub fn run(paths: &Paths, own: &str, args: &CompareArgs) -> Result<ExitCode, Failure> {
    let [a, b] = [&args.a, &args.b].map(|session| load(paths, own, session));
    let (a, b) = (a?, b?);
    let comparison =
        Comparison::of(&a.report(), &b.report()).map_err(|error| not_comparable(&error))?;
    if args.json {
        return print(&compare::json(&comparison));
    }
    print_page(&compare::plain(&comparison))
}

fn not_comparable(error: &CompareError) -> Failure {
    let hint = match error {
        CompareError::Same(_) => "`forty list` lists the other sessions".to_owned(),
        CompareError::OtherDesign(_, designs) => {
            format!(
                "`forty list --design {}` lists the attempts at it",
                designs[1]
            )
        }
    };
    Failure::new(Code::Usage, error.to_string()).hint(hint)
}
