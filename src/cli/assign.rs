//! `forty assign DESIGN`: writes an assignment, stores it here and makes the file to send; `--change` and `--withdraw` write a
//! later version of it. `forty assign --list`: what became of the assignments of this machine.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use super::args::AssignArgs;
use super::{hint, practice, print, print_page, say};
use crate::app::assignments::{self, NewAssignment};
use crate::app::cohort;
use crate::app::config::Config;
use crate::app::context::{AppContext, library};
use crate::app::export;
use crate::app::failure::{Code, Failure};
use crate::clock;
use crate::domain::assignment::{Assignment, AssignmentChange};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::plan::Minutes;
use crate::domain::shell;
use crate::report;
use crate::store::{self, AddedAssignment, Paths, Which};

/// The most names in a message.
const SHOWN: usize = 5;

pub fn run(paths: Paths, config: Config, args: AssignArgs) -> Result<ExitCode, Failure> {
    if args.list {
        return list(&paths, args.json);
    }
    let now = clock::wall();
    if let Some(due) = args.due.filter(|due| *due < now.date_naive()) {
        let message = format!("the due date {due} is over");
        return Err(Failure::new(Code::Usage, message).hint("name today or a later day"));
    }
    let output = args.output.clone();
    if let Some(file) = (output.as_deref()).filter(|file| *file != Path::new("-") && !args.force)
        && export::exists(file)
    {
        // Said before anything is stored.
        let message = format!("file already exists: {}", file.display());
        return Err(Failure::new(Code::Failed, message)
            .hint("replace it with `--force`, or name another file"));
    }
    let is_over = args.force;
    let mut context = practice::context(paths, config)?;
    for remark in &context.rescued {
        say(&format!("note: {remark}"));
    }
    let (assignment, text) = assignment(&mut context, args, now)?;
    say(&format!("stored: {}", stored(&context.paths, &assignment)));
    match output.as_deref() {
        Some(file) if file == Path::new("-") => return print(&text),
        Some(file) => {
            export::write_file(file, text.as_bytes(), is_over)?;
            say(&format!("written: {}", file.display()));
        }
        None => {}
    }
    say_sending(&context.paths, &assignment, output.as_deref());
    let id = &assignment.id;
    // A program reads the id alone.
    if !std::io::stdout().is_terminal() {
        return print(&format!("{id}\n"));
    }
    print(&format!(
        "{}, for {}, due {}: assignment {id}{}\n",
        sanitize::line(&assignment.design.title),
        sanitize::line(&names(&assignment.candidates)),
        assignment.due,
        if assignment.is_withdrawn {
            ", withdrawn"
        } else {
            ""
        },
    ))
}

/// The path of the stored assignment.
fn stored(paths: &Paths, assignment: &Assignment) -> String {
    let file = paths.assignments().join(format!("{}.toml", assignment.id));
    file.display().to_string()
}

/// Says how a candidate takes the assignment, from the file that was written or from the stored one.
fn say_sending(paths: &Paths, assignment: &Assignment, output: Option<&Path>) {
    let takers = if assignment.is_withdrawn {
        "candidates who have it learn of it with"
    } else {
        "candidates add it with"
    };
    if let Some(file) = output {
        let name = file.file_name().unwrap_or_default();
        let name = shell::word(&name.display().to_string());
        say(&format!("hint: {takers} `forty unpack {name}`"));
    } else {
        let (id, file) = (&assignment.id, stored(paths, assignment));
        say(&format!(
            "hint: send the file {file}: {takers} `forty unpack {id}.toml`"
        ));
    }
}

/// Writes the new, the changed or the withdrawn assignment of the arguments; returns it with the text of its file.
fn assignment(
    context: &mut AppContext,
    args: AssignArgs,
    now: Wall,
) -> Result<(Assignment, String), Failure> {
    let total = args.total.map(Minutes::Total);
    let minutes = args.minutes.map(Minutes::Each).or(total);
    if let Some(word) = args.withdraw {
        let change = AssignmentChange {
            is_withdrawn: true,
            ..AssignmentChange::default()
        };
        return context.change_assignment(&word, change, now);
    }
    if let Some(word) = args.change {
        let candidates = Some(args.candidates).filter(|names| !names.is_empty());
        let change = AssignmentChange {
            due: args.due,
            candidates,
            minutes,
            seed: args.seed,
            message: args.message,
            is_withdrawn: false,
        };
        return context.change_assignment(&word, change, now);
    }
    let (Some(design), Some(due)) = (args.design, args.due) else {
        return Err(Failure::new(
            Code::Usage,
            "a design and a due date are missing",
        ));
    };
    let new = NewAssignment {
        design,
        candidates: args.candidates,
        due,
        minutes: minutes.unwrap_or_default(),
        seed: args.seed,
        message: args.message.unwrap_or_default(),
    };
    let (assignment, text, remark) = context.assign(new, now)?;
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    Ok((assignment, text))
}

/// Stores an assignment that came, and says how the candidate of this name starts it.
pub fn say_taken(
    paths: &Paths,
    candidate: &str,
    bytes: &[u8],
    from: &Path,
) -> Result<ExitCode, Failure> {
    let (assignment, added) = assignments::take(paths, bytes, from)?;
    let word = match added {
        AddedAssignment::New | AddedAssignment::Replaced if assignment.is_withdrawn => {
            "assignment withdrawn"
        }
        AddedAssignment::New => "assignment added",
        AddedAssignment::Replaced => "assignment changed",
        AddedAssignment::Same => "assignment is here already",
        AddedAssignment::Older => "a later version of this assignment is here, and stays",
    };
    let (design, coach) = (&assignment.design.title, &assignment.coach);
    say(&format!(
        "{word}: {design}, assigned by {coach}, due {}",
        assignment.due
    ));
    let id = &assignment.id;
    if assignment.is_withdrawn {
        return print(&format!("{id}\n"));
    }
    let library = library(paths)?;
    let mut rows = library.rows().iter();
    if !rows.any(|row| row.id == assignment.design.id) {
        let failure = assignments::unknown_design(&assignment);
        say(&format!("note: {}", failure.message));
        hint(paths, &failure.hint.unwrap_or_default());
    } else if assignment.is_for(candidate) {
        let command = paths.command(&format!("start --assignment {id}"));
        say(&format!("hint: home offers it first; or `{command}`"));
    } else if store::known_coaches(&paths.state, Which::All).0.is_empty() {
        // On the machine of a coach it is for others.
        let names = names(&assignment.candidates);
        say(&format!(
            "note: it is for {names}, and you are {candidate} here"
        ));
        let starts = assignment.candidates.iter().take(SHOWN).map(|name| {
            let as_name = shell::option("as", name.trim());
            format!("`forty start --assignment {id} {as_name}`")
        });
        let starts = starts.collect::<Vec<_>>().join(" or ");
        let set = "set `candidate` in your settings (`forty config init`)";
        hint(
            paths,
            &format!("start it as that candidate with {starts}, or {set}"),
        );
    }
    print(&format!("{id}\n"))
}

/// The first names, and how many more there are.
fn names(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(SHOWN).map(|name| name.trim()).collect();
    let more = all.len() - shown.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(", "))
}

fn list(paths: &Paths, as_json: bool) -> Result<ExitCode, Failure> {
    let assignments::Assignments { all, problems } = assignments::list(paths)?;
    for problem in problems {
        say(&format!("note: left out: {problem}"));
    }
    let (cohort, _) = cohort::cohort(paths, &library(paths)?, &[], &clock::wall())?;
    if as_json {
        return print(&report::assignments::as_json(&all, &cohort));
    }
    if all.is_empty() {
        say(&format!(
            "no assignments in {}",
            paths.assignments().display()
        ));
        say("hint: a coach writes one with `forty assign DESIGN --for NAME --due DATE`");
    }
    print_page(&report::assignments::as_text(&all, &cohort))
}
