//! `forty compare A B`: two attempts at the same design side by side, the earlier one first.

use std::process::ExitCode;

use super::args::CompareArgs;
use super::load::load;
use super::print;
use crate::app::failure::{Code, Failure};
use crate::domain::compare::{CompareError, Comparison};
use crate::report::compare;
use crate::store::Paths;

pub fn run(paths: &Paths, args: &CompareArgs) -> Result<ExitCode, Failure> {
    let [a, b] = [&args.a, &args.b].map(|words| load(paths, words));
    let (a, b) = (a?, b?);
    let comparison = Comparison::of(&a.report(), &b.report()).map_err(|why| refused(&why))?;
    print(&if args.json {
        compare::json(&comparison)
    } else {
        compare::plain(&comparison)
    })
}

fn refused(why: &CompareError) -> Failure {
    let hint = match why {
        CompareError::Same(_) => "`forty list` names the others".to_owned(),
        CompareError::OtherDesign(_, designs) => {
            format!("`forty list --design {}` names attempts at it", designs[1])
        }
    };
    Failure::new(Code::Usage, why.to_string()).hint(hint)
}
