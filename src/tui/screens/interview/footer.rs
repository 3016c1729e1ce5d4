//! The texts of the interview's last line: the effect of overruns, and the keys that work now.

use super::InterviewScreen;
use crate::domain::session::timeline::{Timeline, clock};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::countdown::round_up;

impl InterviewScreen {
    /// Keys and their labels for the footer, help last.
    pub(super) fn footer_keys(&self) -> Vec<(String, &'static str)> {
        match self.context() {
            Context::Notes => vec![("Esc".into(), "commands"), ("Esc ?".into(), "help")],
            context => keys::footer(context, |action| self.works(action)),
        }
    }

    /// Whether a command would have an effect now.
    fn works(&self, action: &Action) -> bool {
        let session = self.session();
        let prompts = session.head.plan.stages[session.stage].prompts.len();
        match action {
            Action::PreviousStage => session.stage > 0,
            Action::Ask => self.interviewer.is_some(),
            Action::ChooseDown | Action::Cover | Action::Hint => prompts > 0,
            _ => true,
        }
    }
}

/// How the overruns so far shorten later stages: `Setup 0:48 over: Monitor will have 4:12`; empty without overruns.
pub(super) fn overrun_text(timeline: &Timeline, shorts: &[String]) -> String {
    if timeline.debt().as_secs() == 0 {
        return String::new();
    }
    let over: Vec<usize> = (0..timeline.stages.len())
        .filter(|stage| timeline.stages[*stage].over().as_secs() > 0)
        .collect();
    let who = match over[..] {
        [one] => shorts[one].clone(),
        _ => format!("{} stages", over.len()),
    };
    let spared = match timeline.unspent() {
        unspent if unspent.as_secs() > 0 => format!(", {} unspent", clock(unspent)),
        _ => String::new(),
    };
    let short = timeline.will_have();
    let takes = short
        .iter()
        .map(|(stage, left)| format!("{} will have {}", shorts[*stage], clock(round_up(*left))));
    let takes: Vec<String> = takes.collect();
    let effect = if takes.is_empty() {
        "no stage is left to take it from".to_owned()
    } else {
        takes.join(", ")
    };
    format!("{who} {} over{spared}: {effect}", clock(timeline.over()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::session::timeline::StageTime;

    fn timeline(spent: &[u64]) -> Timeline {
        let planned = [300, 600, 600, 600, 300];
        let stages = planned
            .iter()
            .enumerate()
            .map(|(index, planned)| StageTime {
                planned: Duration::from_secs(*planned),
                spent: Duration::from_secs(spent.get(index).copied().unwrap_or(0)),
                entered: index < spent.len(),
            });
        Timeline {
            stages: stages.collect(),
            current: Some(spent.len() - 1),
        }
    }

    #[test]
    fn the_footer_says_how_an_overrun_shortens_later_stages() {
        let shorts = ["Setup", "Data", "Model", "Serving", "Monitor"].map(String::from);
        let table: [(&[u64], &str); 5] = [
            (&[300, 10], ""),
            (&[348, 332], "Setup 0:48 over: Monitor will have 4:12"),
            (&[348, 500, 10], ""),
            (
                &[348, 580, 10],
                "Setup 0:48 over, 0:20 unspent: Monitor will have 4:32",
            ),
            (
                &[700, 640, 10],
                "2 stages 7:20 over: Serving will have 7:40, Monitor will have 0:00",
            ),
        ];
        for (spent, text) in table {
            assert_eq!(overrun_text(&timeline(spent), &shorts), text, "{spent:?}");
        }
    }
}
