//! The steps of the tutor: what each asks for, and whether it was done in the session. Key names are placeholders, since
//! only the screens know the keys.

use std::time::Duration;

use super::session::Session;
use super::session::timeline::{Timeline, clock};

/// Stands for the key of a command in the text of a step: the name of the action in braces.
pub const COVER: &str = "{cover}";
pub const ASK: &str = "{ask}";
pub const NEXT: &str = "{next-stage}";
pub const FINISH: &str = "{finish-now}";

/// One step of the tutor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Note,
    Sum,
    Cover,
    Ask,
    Next,
    Overrun,
    Finish,
}

const STEPS: [Step; 7] = [
    Step::Note,
    Step::Sum,
    Step::Cover,
    Step::Ask,
    Step::Next,
    Step::Overrun,
    Step::Finish,
];

impl Step {
    /// What to do now. It has room on two lines of 55 columns.
    fn instruction(self) -> String {
        match self {
            Self::Note => {
                "Type a note, such as who uses the photos. Enter ends the line.".to_owned()
            }
            Self::Sum => "Type photos = 2M/day * 3 MB and Enter: Forty computes it.".to_owned(),
            Self::Cover => {
                format!("Press Esc for the commands, then {COVER} to mark a prompt covered.")
            }
            Self::Ask => {
                format!("Press Esc, then {ASK}, and type: how long do we keep a photo? Enter asks.")
            }
            Self::Next => format!("Press Esc, then {NEXT} for the next stage. It has 6 seconds."),
            Self::Overrun => {
                "Wait until the 6 seconds are over: the stage does not end by itself.".to_owned()
            }
            Self::Finish => format!(
                "The stage is over, and you may continue. To finish, press Esc, {NEXT}, then {FINISH}."
            ),
        }
    }

    /// Whether the session shows that the step was done.
    fn is_done(self, session: &Session, timeline: &Timeline) -> bool {
        let mut stages = session.stages.iter();
        match self {
            Self::Note => stages.any(|stage| has_ended_line(&stage.notes.to_string())),
            Self::Sum => stages.any(|stage| stage.notes.to_string().contains('→')),
            Self::Cover => stages.any(|stage| !stage.covered.is_empty()),
            Self::Ask => stages.any(|stage| !stage.asked.is_empty()),
            Self::Next => timeline.stages.last().is_some_and(|stage| stage.entered),
            // The time of the first stage may be over by then; that of the last is the short one.
            Self::Overrun => timeline.stages.last().is_some_and(|stage| stage.is_over()),
            Self::Finish => session.is_finished(),
        }
    }
}

/// Whether a line with text has its end, so that nobody is interrupted while typing it.
fn has_ended_line(notes: &str) -> bool {
    let ended = notes.split_inclusive('\n');
    ended
        .filter(|line| line.ends_with('\n'))
        .any(|line| !line.trim().is_empty())
}

/// How far the tutor has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tutor {
    /// How many steps are done.
    done: usize,
}

impl Tutor {
    /// Passes over every step that was done; a step that was done is not asked for again.
    pub fn advance(&mut self, session: &Session, timeline: &Timeline) {
        let rest = STEPS[self.done..].iter();
        self.done += rest
            .take_while(|step| step.is_done(session, timeline))
            .count();
    }

    /// Which step is the present one, `Step 1 of 7`, and what to do, with placeholders for keys; none after the last step.
    pub fn step(&self) -> Option<(String, String)> {
        let step = STEPS.get(self.done)?;
        let (number, all) = (self.done + 1, STEPS.len());
        Some((format!("Step {number} of {all}"), step.instruction()))
    }
}

/// The title and the lines of the page at the end, with placeholders for keys. `next` are the design and the length of the
/// interview that Enter starts, if it starts one. A line has at most 56 columns, without the name of a long design.
pub fn lessons(session: &Session, next: Option<(&str, Duration)>) -> (String, Vec<String>) {
    let elapsed = clock(session.at);
    let heading = if session.stages.iter().any(|stage| !stage.asked.is_empty()) {
        "You have done what an interview consists of:"
    } else {
        "An interview consists of this:"
    };
    let mut lines = vec![
        heading.to_owned(),
        String::new(),
        "Notes      type at any time; each line has its minute".to_owned(),
        "Sums       Enter computes a line such as 2M/day * 3 MB".to_owned(),
        "Commands   come after Esc; Esc ? lists all of them".to_owned(),
        format!("Prompts    Esc {COVER} marks one covered, Esc h gives a hint"),
        format!("Questions  Esc {ASK} asks the interviewer in your words"),
        "Overruns   are counted, and later stages have less time".to_owned(),
        "Finish     then you score your notes with the rubric".to_owned(),
        String::new(),
        "Nothing of the tutor was saved.".to_owned(),
    ];
    if let Some((title, time)) = next {
        let time = clock(time);
        lines.push(format!("Enter starts an interview on {title}:"));
        lines.push(format!("its clock of {time} runs at once."));
    }
    (format!("The tutor is finished after {elapsed}"), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_counts_once_its_line_has_ended() {
        for (notes, counts) in [
            ("", false),
            ("families", false),
            ("\n \n", false),
            ("\nfamilies", false),
            ("families\n", true),
            ("families\nphotos", true),
        ] {
            assert_eq!(has_ended_line(notes), counts, "{notes:?}");
        }
    }

    #[test]
    fn an_instruction_fits_on_two_lines_of_a_narrow_window() {
        for done in 0..STEPS.len() {
            let (_, text) = Tutor { done }.step().expect("a step");
            let text = text.replace(NEXT, "n").replace(FINISH, "f");
            assert!(text.len() <= 2 * 52, "{text}");
        }
    }
}
