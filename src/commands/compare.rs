//! `forty compare A B`: two attempts at the same design side by side, the earlier one first.

use std::process::ExitCode;

use super::{open_session, print, say};
use crate::cli::CompareArgs;
use crate::content::{self, Origin};
use crate::domain::clean;
use crate::domain::comparison::{Comparison, Incomparable};
use crate::domain::design::Design;
use crate::domain::log::Log;
use crate::domain::report::Report;
use crate::domain::review::Review;
use crate::export::compare;
use crate::failure::{Code, Failure};
use crate::store::{self, Found, Paths};

/// A session with all that a report on it is made of.
struct Attempt {
    found: Found,
    design: Option<Design>,
    log: Log,
    reviews: Vec<Review>,
}

pub fn run(paths: &Paths, args: &CompareArgs) -> Result<ExitCode, Failure> {
    let attempts = [attempt(paths, &args.a)?, attempt(paths, &args.b)?];
    let [a, b] = attempts.each_ref().map(report);
    let comparison = Comparison::of(&a, &b).map_err(|why| refused(&why))?;
    print(&if args.json {
        compare::json(&comparison)
    } else {
        compare::plain(&comparison)
    })
}

fn attempt(paths: &Paths, words: &str) -> Result<Attempt, Failure> {
    let found = open_session(paths, words)?;
    let design = design(&found);
    // Without its journal a session still has its notes and marks.
    let log = store::log(&found.folder).unwrap_or_else(|why| {
        note(
            &found,
            &format!("when words were first written is not known: {why}"),
        );
        Log::default()
    });
    Ok(Attempt {
        design,
        log,
        reviews: reviews(&found),
        found,
    })
}

/// The design that the session keeps a copy of.
fn design(found: &Found) -> Option<Design> {
    // That it is missing is among the remarks.
    let text = found.design_text.as_deref()?;
    let read = content::read_design("design.toml", text, Origin::Copy);
    let design = read.map_err(|_| note(found, "its copy of the design has mistakes: left out"));
    design.ok().map(|(design, _)| design)
}

/// The reviews in the session's folder; what was the matter with one is said.
fn reviews(found: &Found) -> Vec<Review> {
    let (kept, remarks) = store::reviews(&found.folder, &found.session);
    for remark in remarks {
        note(found, &remark);
    }
    kept.into_iter().map(|kept| kept.review).collect()
}

/// What the candidate may see: on the command line nobody says that they are a coach.
fn report(attempt: &Attempt) -> Report<'_> {
    let Attempt {
        found,
        design,
        log,
        reviews,
    } = attempt;
    Report::new(&found.session, design.as_ref(), log, reviews, None)
}

fn note(found: &Found, remark: &str) {
    let id = &found.session.head.id;
    say(&format!(
        "note: `{}`: {}",
        clean::line(id),
        clean::line(remark)
    ));
}

fn refused(why: &Incomparable) -> Failure {
    let hint = match why {
        Incomparable::Same(_) => "`forty list` names the others".to_owned(),
        Incomparable::OtherDesign(_, designs) => {
            format!("`forty list --design {}` names attempts at it", designs[1])
        }
    };
    Failure::new(Code::WrongUse, why.to_string()).hint(hint)
}
