//! Whether a command of the interview is possible now, and what it stands at. Footer, help and palette say so.

use super::InterviewScreen;
use super::tutor::NO_FILES;
use crate::domain::interview::Refusal;
use crate::domain::sanitize;
use crate::tui::keys::{Action, Availability};

impl InterviewScreen {
    /// What an action stands at, or why it is not possible. Nothing here gives away more than the screen shows.
    pub fn availability(&self, action: &Action, is_saved: bool) -> Availability {
        let session = self.session();
        let stage = &session.head.plan.stages[session.stage];
        let state = &session.stages[session.stage];
        let title = |index: usize| sanitize::line(&session.head.plan.stages[index].title);
        let prompts = stage.prompts.len();
        let covered = state.covered.len();
        let no_prompts = || Err("this stage has no prompts".to_owned());
        match action {
            Action::NextStage => match self.interview.may_go_on() {
                Err(Refusal::LastStage) => {
                    Ok("this is the last stage: asks how to leave".to_owned())
                }
                Err(why) => Err(why.words().to_owned()),
                Ok(next) => Ok(format!("{} is next", title(next))),
            },
            Action::PreviousStage => match self.interview.may_go_back() {
                Err(why) => Err(why.words().to_owned()),
                Ok(before) => Ok(format!("the clock of {} runs again", title(before))),
            },
            Action::ChooseDown | Action::ChooseUp | Action::Cover | Action::Hint
                if prompts == 0 =>
            {
                no_prompts()
            }
            Action::ChooseDown => Ok(format!("{} of {prompts} are open", prompts - covered)),
            Action::Cover => Ok(format!("{covered} of {prompts} covered")),
            Action::Ask if self.interviewer.is_none() => {
                Err("the design of this session cannot be read".to_owned())
            }
            Action::Answered if state.follow_ups.is_empty() => Err("none was asked".to_owned()),
            Action::Answered => Ok(match self.unanswered() {
                0 => "all are answered".to_owned(),
                1 => "1 is unanswered".to_owned(),
                count => format!("{count} are unanswered"),
            }),
            Action::Editor | Action::WriteElsewhere if self.is_tutor() => Err(NO_FILES.to_owned()),
            Action::WriteElsewhere if is_saved => Err("everything is saved".to_owned()),
            Action::FindNext | Action::FindPrevious if self.needle.is_blank() => {
                Err("no text was searched for".to_owned())
            }
            Action::FindNext | Action::FindPrevious if self.missed => {
                Err("no line has the text".to_owned())
            }
            Action::PageDown => match &self.transcript {
                Some(transcript) => transcript.availability(action),
                None => Ok(String::new()),
            },
            Action::Clock => Ok(format!("now {}", self.clock.word())),
            Action::Wide => Ok(if self.wide { "now on" } else { "now off" }.to_owned()),
            _ => Ok(String::new()),
        }
    }
}
