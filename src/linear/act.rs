//! What each command does, and the lines that answer a numbered choice.

use super::commands::{self, InterviewCommand, numbers};
use super::describe;
use super::notes;
use super::talk::{Interviewer, Leave, PendingChoice, Talk};
use crate::domain::interview::asking::{Asking, row_text};
use crate::domain::interview::dialogue::Toggled;
use crate::domain::interview::{ClockReading, Refusal};
use crate::domain::session::conversation::{said, transcript};
use crate::domain::session::{GapReason, RunState, Session};

const LEAVE: &str = "Leave the interview? 1: save for later. 2: finish now, then it cannot be resumed. 3: keep working. Type a number.";
/// The same in the first minute without notes, when nothing is saved.
const LEAVE_EMPTY: &str = "Leave the interview? 1: leave, which moves the session to the trash, because it has no notes. 2: finish now, then it cannot be resumed. 3: keep working. Type a number.";

/// Does a command; `behind` is what stands behind its word.
pub fn perform(talk: &mut Talk, command: InterviewCommand, behind: &str, now: ClockReading) {
    match command {
        InterviewCommand::Help => help(talk),
        InterviewCommand::Time => say_time(talk, now),
        InterviewCommand::Save => talk.leave = Some(Leave::Save),
        InterviewCommand::Finish => talk.leave = Some(Leave::Finish),
        InterviewCommand::Quit => ask_to_leave(talk),
        InterviewCommand::Pause | InterviewCommand::Continue
            if talk.session().run == RunState::Paused =>
        {
            resume(talk, now);
        }
        InterviewCommand::Pause => {
            talk.interview.pause(now);
            let paused = describe::paused(talk.session());
            talk.say(&paused);
        }
        InterviewCommand::Continue => talk.say("The clock runs already."),
        _ if talk.session().run == RunState::Paused => {
            let paused = describe::paused(talk.session());
            talk.say(&paused);
        }
        command => perform_running(talk, command, behind, now),
    }
}

fn perform_running(talk: &mut Talk, command: InterviewCommand, behind: &str, now: ClockReading) {
    match command {
        InterviewCommand::Next => {
            let result = talk.interview.next_stage(now);
            after_move(talk, result, now);
        }
        InterviewCommand::Back => {
            let result = talk.interview.previous_stage(now);
            after_move(talk, result, now);
        }
        InterviewCommand::Prompts => {
            let lines = describe::prompts(talk.session());
            talk.say_all(&lines);
        }
        InterviewCommand::Covered => cover(talk, behind, now),
        InterviewCommand::Hint => hint(talk, behind, now),
        InterviewCommand::Ask => ask(talk, behind),
        InterviewCommand::Answered => answered(talk, now),
        InterviewCommand::Brief => {
            let brief = talk.session().head.plan.brief.trim().to_owned();
            talk.say(&format!("Brief: {brief}"));
        }
        InterviewCommand::Read => {
            let lines = transcript(talk.session()).into_iter();
            let lines: Vec<String> = lines.map(|line| line.text).collect();
            talk.say_all(&lines);
        }
        InterviewCommand::Notes => read_notes(talk, behind),
        InterviewCommand::Undo | InterviewCommand::Redo => {
            undo(talk, command == InterviewCommand::Undo, now);
        }
        InterviewCommand::Sum => sum(talk, behind, now),
        _ => {}
    }
}

/// Takes a line as the answer to a choice. Returns false where it is none: the choice is then dropped, and the line is
/// read like any other.
pub fn choose(talk: &mut Talk, choice: PendingChoice, line: &str, now: ClockReading) -> bool {
    let line = line.trim();
    match choice {
        PendingChoice::Leave => match line.to_ascii_lowercase().as_str() {
            "1" | "l" | "save" => talk.leave = Some(Leave::Save),
            "2" | "f" | "finish" => talk.leave = Some(Leave::Finish),
            "3" | "s" | "" => talk.say("The interview continues."),
            _ => {
                talk.say("The interview continues.");
                return false;
            }
        },
        PendingChoice::Ask(mut asking) => {
            let Some(chosen) = numbers(line).filter(|_| !line.is_empty()) else {
                if line.is_empty() {
                    put_questions(talk, &asking, now);
                    return true;
                }
                talk.say("Nothing was asked.");
                return false;
            };
            let count = asking.rows().len();
            if chosen.iter().any(|number| !(1..=count).contains(number)) {
                talk.say(&format!("The questions are numbered 1 to {count}."));
                talk.choice = Some(PendingChoice::Ask(asking));
                return true;
            }
            let indexes: Vec<usize> = chosen.iter().map(|number| number - 1).collect();
            asking.mark_only(&indexes);
            put_questions(talk, &asking, now);
        }
    }
    true
}

/// Takes a line of text while the interview is paused: an empty one continues.
pub fn text_in_pause(talk: &mut Talk, text: &str, now: ClockReading) {
    if text.trim().is_empty() {
        return resume(talk, now);
    }
    let paused = describe::paused(talk.session());
    talk.say(&format!("The line was not added. {paused}"));
}

fn resume(talk: &mut Talk, now: ClockReading) {
    // After time away the stage is said again in full; after a pause the candidate knows it.
    let gap = talk.session().gaps.last();
    let was_away = gap.is_some_and(|gap| gap.reason == GapReason::Away);
    talk.interview.resume(now);
    talk.say("The clock runs again.");
    if was_away {
        talk.say_stage(now);
    } else {
        say_time(talk, now);
    }
}

fn say_time(talk: &mut Talk, now: ClockReading) {
    let timeline = talk.interview.timeline(now).as_shown();
    let lines = describe::time(talk.session(), &timeline);
    talk.say_all(&lines);
}

fn ask_to_leave(talk: &mut Talk) {
    talk.choice = Some(PendingChoice::Leave);
    let is_empty = talk.session().is_false_start();
    talk.say(if is_empty { LEAVE_EMPTY } else { LEAVE });
}

fn after_move(talk: &mut Talk, result: Result<(), Refusal>, now: ClockReading) {
    match result {
        Ok(()) => talk.say_stage(now),
        Err(Refusal::LastStage) => {
            talk.say("This is the last stage.");
            ask_to_leave(talk);
        }
        Err(why) => talk.say(&format!("{}.", describe::capital(why.words()))),
    }
}

/// The indexes of the prompts with these numbers, or of the first open prompt where there is none.
///
/// # Errors
/// Why there are no such prompts.
fn prompts_of(session: &Session, behind: &str) -> Result<Vec<usize>, String> {
    let count = session.head.plan.stages[session.stage].prompts.len();
    let covered = &session.stages[session.stage].covered;
    let Some(numbers) = numbers(behind) else {
        let open = (0..count).find(|prompt| !covered.contains(prompt));
        return open
            .map(|open| vec![open])
            .ok_or_else(|| "No prompt of this stage is open.".to_owned());
    };
    if numbers.iter().any(|number| !(1..=count).contains(number)) {
        return Err(format!("The prompts are numbered 1 to {count}."));
    }
    Ok(numbers.into_iter().map(|number| number - 1).collect())
}

fn cover(talk: &mut Talk, behind: &str, now: ClockReading) {
    let prompts = match prompts_of(talk.session(), behind) {
        Ok(prompts) => prompts,
        Err(why) => return talk.say(&why),
    };
    for prompt in prompts {
        talk.interview.toggle_covered(prompt, now);
        let session = talk.session();
        let is_covered = session.stages[session.stage].covered.contains(&prompt);
        let word = if is_covered { "covered" } else { "not covered" };
        let ask = &session.head.plan.stages[session.stage].prompts[prompt].ask;
        let text = format!("Prompt {} {word}: {ask}", prompt + 1);
        talk.say(&text);
    }
}

fn hint(talk: &mut Talk, behind: &str, now: ClockReading) {
    let prompts = match prompts_of(talk.session(), behind) {
        Ok(prompts) => prompts,
        Err(why) => return talk.say(&why),
    };
    for prompt in prompts {
        talk.interview.take_hint(prompt, now);
        let session = talk.session();
        let hint = &session.head.plan.stages[session.stage].prompts[prompt].hint;
        let text = format!("Hint for prompt {}: {hint}", prompt + 1);
        talk.say(&text);
    }
}

fn help(talk: &mut Talk) {
    let interviewer = talk.interviewer.as_ref();
    let question = interviewer.map_or("QUESTION".to_owned(), Interviewer::example);
    talk.say_all(&commands::help(&question));
}

/// Lists the questions that a text may be; the next line chooses.
fn ask(talk: &mut Talk, typed: &str) {
    let Some(interviewer) = &talk.interviewer else {
        return talk.say("The design of this session cannot be read: there is nobody to ask.");
    };
    let asking = Asking::new(typed, &interviewer.questions);
    if asking.rows().is_empty() {
        let example = interviewer.example();
        return talk.say(&format!(
            "Write the question in your own words: /ask {example}"
        ));
    }
    let mut lines = vec![asking.heading().0];
    let mut marked = Vec::new();
    let close = asking.first_close();
    for (index, row) in asking.rows().iter().enumerate() {
        if close == Some(index) {
            lines.push("Close questions:".to_owned());
        }
        let question = row
            .question
            .and_then(|question| interviewer.clarify.get(question));
        let text = row_text(question, talk.session());
        lines.push(format!("{}: {text}", index + 1));
        if row.is_marked {
            marked.push((index + 1).to_string());
        }
    }
    let marked = marked.join(" and ");
    lines.push(format!(
        "An empty line takes {marked}. Type other numbers to take those. Any other line asks nothing."
    ));
    talk.say_all(&lines);
    talk.choice = Some(PendingChoice::Ask(asking));
}

/// Asks what is marked, each question on its own, and says the answers.
fn put_questions(talk: &mut Talk, asking: &Asking, now: ClockReading) {
    let Some(interviewer) = &talk.interviewer else {
        return;
    };
    let asks = asking.asks();
    let count = asks.len();
    for ask in asks {
        talk.interview.ask(ask, &interviewer.clarify, now);
    }
    let session = talk.session();
    let asked = &session.stages[session.stage].asked;
    let newest = asked[asked.len().saturating_sub(count)..]
        .iter()
        .map(|it| said(it));
    let lines: Vec<String> = newest
        .map(|(question, answer)| format!("{question} {answer}"))
        .collect();
    talk.say_all(&lines);
}

fn answered(talk: &mut Talk, now: ClockReading) {
    let text = match talk.interview.toggle_answered(now) {
        Toggled::Answered { left: 0 } => "Follow-up marked answered. /answered undoes it.",
        Toggled::Answered { .. } => "Follow-up marked answered. /answered marks the one before it.",
        Toggled::Unanswered => "Follow-up marked unanswered.",
        Toggled::NoneAsked => "The interviewer has asked nothing in this stage.",
    };
    talk.say(text);
}

fn read_notes(talk: &mut Talk, behind: &str) {
    let session = talk.session();
    let count = session.stages.len();
    let lines = match numbers(behind).as_deref() {
        None => describe::notes(session, session.stage),
        Some([number]) if (1..=count).contains(number) => describe::notes(session, number - 1),
        Some(_) => vec![format!("The stages are numbered 1 to {count}.")],
    };
    talk.say_all(&lines);
}

fn undo(talk: &mut Talk, is_undo: bool, now: ClockReading) {
    let stage = talk.session().stage;
    let (history, interview) = (&mut talk.histories[stage], &mut talk.interview);
    let changed = if is_undo {
        history.undo(interview, now)
    } else {
        history.redo(interview, now)
    };
    let word = if is_undo { "Undone" } else { "Redone" };
    match changed {
        Some(text) => talk.say(&format!("{word}: {}", text.trim())),
        None => talk.say(&format!(
            "Nothing to {}.",
            if is_undo { "undo" } else { "redo" }
        )),
    }
    talk.update_results(Some(stage), now);
}

fn sum(talk: &mut Talk, behind: &str, now: ClockReading) {
    let session = talk.session();
    let stage = session.stage;
    let line = match numbers(behind).as_deref() {
        None => notes::last_line(session),
        Some([number]) => number.checked_sub(1),
        Some(_) => None,
    };
    let count = session.stages[stage].notes.line_count();
    let Some(line) = line.filter(|line| *line < count) else {
        return talk.say("There is no such line: /notes shows the numbers of the lines.");
    };
    let history = &mut talk.histories[stage];
    match notes::compute(&mut talk.interview, history, line, now) {
        Ok(computed) => talk.say(&computed),
        Err(why) => talk.say(&format!("Line {}: {why}.", line + 1)),
    }
    talk.update_results(None, now);
}
