//! The texts of the left pane that change only with the stage and the width, wrapped once and not at every key.

use std::rc::Rc;

use ratatui::text::Line;

use super::super::conversation::{PartLines, text_lines};
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::tui::theme;
use crate::tui::widgets::frame::LEAD;
use crate::tui::widgets::prompts;

/// The wrapped prompts of a stage, and the brief.
#[derive(Debug, Default)]
pub struct Wrapped {
    /// The stage and the columns that they are wrapped for.
    key: Option<(usize, usize)>,
    /// The lines of each prompt, in their order, and with a check before its words.
    pub prompts: Vec<[Rc<PartLines>; 2]>,
    /// With its heading.
    pub brief: Rc<PartLines>,
}

/// The columns of a prompt's words where the text of the pane has so many.
pub(super) fn prompt_columns(width: usize) -> usize {
    (width + usize::from(LEAD)).saturating_sub(prompts::LEAD.into())
}

impl Wrapped {
    /// Wraps the texts of the open stage to `width` columns, unless they are.
    pub fn update(&mut self, session: &Session, width: usize) {
        let key = Some((session.stage, width));
        if self.key == key {
            return;
        }
        let prompts = session.head.plan.stages[session.stage].prompts.iter();
        let prompts = prompts.map(|prompt| {
            let (ask, columns) = (sanitize::line(&prompt.ask), prompt_columns(width));
            [false, true].map(|check| Rc::new(prompts::ask_lines("", &ask, check, columns)))
        });
        let mut brief = vec![Line::styled("  Brief", theme::STRONG)];
        brief.extend(text_lines(&session.head.plan.brief, "  ", width));
        *self = Self {
            key,
            prompts: prompts.collect(),
            brief: Rc::new(brief),
        };
    }
}
