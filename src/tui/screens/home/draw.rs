//! Draws home: the unfinished session, the designs, the selected design, what to do next, a message and the keys.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::options::OptionsSubject;
use super::steps::StepsForm;
use super::{HomeScreen, assigned, preview, steps};
use crate::domain::overview::OpenAssignment;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::{below, fit, from_column, put, put_styled, row_of};

/// From this width in columns on, the selected design is beside the list, else below it.
const WIDE: u16 = 100;

/// What the program is, where the framework's time has no room.
const PURPOSE: &str = "Practice the ML system design interview";

/// What stands above the list of designs, and the next steps below it.
#[derive(Default)]
struct Above {
    lines: Vec<Line<'static>>,
    /// The row that is selected where the unfinished session is.
    offer: u16,
    /// The blank rows between the list and the steps.
    gap: u16,
    steps: Vec<Line<'static>>,
}

/// The selected design and what to do next, below the list.
struct Lower {
    brief: Vec<Line<'static>>,
    steps: Vec<Line<'static>>,
    steps_shown: usize,
}

impl Lower {
    fn rows(&self) -> usize {
        self.brief.len() + self.steps.len()
    }
}

impl HomeScreen {
    /// Draws the screen; the cursor is at the selected design, in the filter, or in the options.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let whole = frame.area();
        let is_wide = whole.width >= WIDE;
        let stages = if is_wide { 4 } else { 1 };
        let filter = self.footer_text();
        let mut message = context.status(&filter);
        if message.0.is_empty() {
            let others = self.data.others.describe(frame::message_columns(whole));
            message = (others, theme::SECONDARY);
        } else if context.message.is_some() {
            // What was just done may be the session of one of them.
            let room = frame::message_columns(whole).saturating_sub(message.0.width() + 3);
            let others = self.data.others.describe(room);
            if !others.is_empty() && others.width() <= room {
                message.0 = format!("{} · {others}", message.0);
            }
        }
        let mut parts = ScreenFrame::new(whole, &message, 1).with_title_rows(stages);
        let buf = frame.buffer_mut();
        self.draw_title(&parts, buf);
        self.draw_stages(below(parts.title_text(), stages.min(2)), buf);
        let mut cursor = if is_wide {
            self.draw_beside(&mut parts, buf)
        } else {
            self.draw_below(&parts, buf)
        };
        parts.draw_foot(&self.list.position(), buf);
        parts.draw_keys(&self.keys(context.keys), context.clicks, buf);
        cursor = (self.list.caret("filter", parts.message_area())).unwrap_or(cursor);
        if self.shows_options {
            let title = match (self.assigned(), self.card()) {
                (Some(one), _) => format!("{} · minutes and seed as assigned", one.title),
                (None, card) => card.map_or(String::new(), |card| card.title.clone()),
            };
            let said = self.assigned().and_then(OpenAssignment::said);
            let about = OptionsSubject {
                title: &title,
                said: said.as_deref().unwrap_or_default(),
            };
            cursor = self.options.draw(about, context, frame);
        }
        frame.set_cursor_position(cursor);
    }

    /// The keys that work now.
    fn keys(&self, own: &KeyMap) -> Vec<FooterKey> {
        let works = |action: &Action| self.availability(action).is_ok();
        let mut keys = self.list.footer(own, self.context(), works);
        if self.data.practice.is_none() && self.context() == Context::Home {
            // A new user needs it first.
            keys.sort_by_key(|key| match key.action {
                Action::Start => 0,
                Action::Tutor => 1,
                _ => 2,
            });
        }
        if self.on_offer && !self.shows_options && !self.list.is_filtering() {
            // Enter resumes too.
            keys.retain(|key| key.action != Action::Resume);
            for key in keys.iter_mut().filter(|key| key.action == Action::Start) {
                key.word = "resume".into();
            }
        }
        keys
    }

    /// What the program is, in one line, and the practice so far at the right.
    fn draw_title(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        let minutes = self.data.stages.iter().map(|stage| stage.time).sum();
        let framework = format!("{} in {} stages", clock(minutes), self.data.stages.len());
        let in_stages = format!("{PURPOSE}: {framework}");
        let short = format!("The ML system design interview: {framework}");
        let practice = self.data.practice.as_ref();
        let streak = practice.map_or("", |practice| &practice.streak);
        let whole = match practice {
            Some(practice) if streak.is_empty() => practice.time.clone(),
            Some(practice) if !practice.time.is_empty() => format!("{streak} · {}", practice.time),
            _ => streak.to_owned(),
        };
        let room = usize::from(parts.title_text().width);
        let name = "Forty   ".len();
        let fits = |(left, right): &(&str, &str)| name + left.width() + 2 + right.width() <= room;
        let forms = [
            (&*in_stages, &*whole),
            (&*in_stages, streak),
            (&*short, streak),
            (PURPOSE, streak),
        ];
        let (left, right) = forms.into_iter().find(fits).unwrap_or((PURPOSE, ""));
        parts.draw_title(
            ("Forty", theme::ACCENT_STRONG),
            (right, theme::SECONDARY),
            buf,
        );
        let area = from_column(parts.title_text(), name as u16);
        put(&fit(left, area.width.into()), theme::PLAIN, 0, area, buf);
    }

    /// The filter, else the options that are kept for the next run.
    fn footer_text(&self) -> String {
        if self.chooses_drill {
            let drill = self.data.drill.as_ref();
            return drill.map_or_else(String::new, |drill| {
                let design = self.drilled().map_or(&drill.design, |card| &card.title);
                format!("Drill {} of {design}, or cards", drill.stage)
            });
        }
        let options = || self.options.kept_text();
        let line = self.list.filter_line("filter").or_else(options);
        line.filter(|_| !self.shows_options).unwrap_or_default()
    }

    /// Draws the list with what to do next at the left and the selected design at the right; returns where the cursor is.
    fn draw_beside(&mut self, parts: &mut ScreenFrame, buf: &mut Buffer) -> Position {
        let panes = parts.panes([parts.body.width / 2 - 2], buf);
        let about = self.about_heading();
        parts.draw_head(&[self.list_heading(), about], buf);
        let area = parts.text(parts.content(panes[1]));
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let said = self.said(width, height / 2);
        let room = height.saturating_sub(said.len() + usize::from(!said.is_empty()));
        let about = self.card().map_or_else(Vec::new, |card| {
            let assigned = self.assigned().map(|assigned| &assigned.stages);
            let stages = assigned.unwrap_or(&self.data.stages);
            preview::lines(card, stages, width, room)
        });
        let lines = above_each_other(said, about);
        put_styled(&lines, area, buf);
        let left = parts.content(panes[0]);
        let area = parts.text(left);
        let above = self.above_list(area);
        put_styled(&above.lines, area, buf);
        let row = below(left, above.offer);
        if self.data.unfinished.is_some() {
            self.draw_offer_marker(row, buf);
        }
        let left = below(left, above.lines.len() as u16);
        let height = self.list_rows().min(left.height);
        put_styled(
            &above.steps,
            parts.text(below(left, height + above.gap)),
            buf,
        );
        let cursor = self.draw_list(Rect { height, ..left }, buf);
        if self.on_offer {
            row.as_position()
        } else {
            cursor
        }
    }

    /// What stands above the list and below it in the left pane: the unfinished session and the waiting debrief in full where
    /// the next steps have room too, else on a line each, and where that is not enough the steps without what their keys do.
    fn above_list(&self, area: Rect) -> Above {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let rows = usize::from(self.list_rows());
        let [full, short] = [self.sections(width), self.short_sections(width)];
        let forms = [
            (&full, 1, 2, StepsForm::Spaced),
            (&full, 1, 1, StepsForm::Close),
            (&short, 0, 2, StepsForm::Spaced),
            (&short, 0, 1, StepsForm::Close),
            (&full, 1, 1, StepsForm::Short),
            (&short, 0, 1, StepsForm::Short),
        ];
        let wanted = steps::wanted(&self.data);
        let (mut most, mut best) = (0, Above::default());
        for (index, (lines, offer, gap, form)) in forms.into_iter().enumerate() {
            let room = height.saturating_sub(lines.len() + rows + gap);
            let (steps, shown) = steps::lines(&self.data, width, room, form);
            if index == 0 || shown > most {
                most = shown;
                best = Above {
                    lines: lines.clone(),
                    offer,
                    gap: gap as u16,
                    steps,
                };
            }
            if most >= wanted {
                break;
            }
        }
        best
    }

    /// What stands below the list, where list, brief and next steps have `height` rows.
    fn lower(&self, width: usize, height: u16) -> Lower {
        let list = self.list_rows();
        // The brief is the text to read: it may take the rows that the list does not need.
        let beside_list = height.saturating_sub(list.saturating_add(1));
        let most = usize::from(beside_list.max(height / 2));
        let said = self.said(width, most / 2);
        let rows = most.saturating_sub(said.len() + usize::from(!said.is_empty()));
        let about = (self.card()).map_or_else(Vec::new, |card| preview::brief(card, width, rows));
        let brief = above_each_other(said, about);
        let with_brief = list.saturating_add(1 + brief.len() as u16);
        let room = height.saturating_sub(with_brief.saturating_add(1));
        let (steps, steps_shown) = steps::short_lines(&self.data, width, room.into());
        Lower {
            brief,
            steps,
            steps_shown,
        }
    }

    /// Draws the list, the selected design and what to do next one below the other; returns where the cursor is.
    fn draw_below(&mut self, parts: &ScreenFrame, buf: &mut Buffer) -> Position {
        parts.draw_head(&[self.list_heading()], buf);
        let mut area = parts.body;
        let width = usize::from(parts.text(area).width);
        let mut above = self.short_sections(width);
        let mut lower = self.lower(width, area.height.saturating_sub(above.len() as u16));
        // Where rows are few, or a row more shows more of the rest, the list follows at once.
        if above.pop().is_some() {
            let more = self.lower(width, area.height.saturating_sub(above.len() as u16));
            if area.height <= 16 || more.rows() > lower.rows() {
                lower = more;
            } else {
                above.push(Line::default());
            }
        }
        put_styled(&above, parts.text(area), buf);
        if self.data.unfinished.is_some() {
            self.draw_offer_marker(area, buf);
        }
        area = below(area, above.len() as u16);
        let (text, list) = (parts.text(area), self.list_rows());
        let Lower {
            brief,
            steps,
            steps_shown,
        } = lower;
        let steps_rows = if steps.is_empty() {
            0
        } else {
            steps.len() as u16 + 1
        };
        // Without a design to describe there is no line above it.
        let brief_rows = if brief.is_empty() {
            0
        } else {
            brief.len() as u16 + 1
        };
        let lower = brief_rows + steps_rows;
        let most = area.height.saturating_sub(lower);
        // A blank row below the list, where there is one.
        let height = list.saturating_add(1).min(most);
        if !brief.is_empty() {
            let rule = below(area, height);
            frame::draw_rule(rule, buf);
            frame::draw_heading(&self.about_heading(), row_of(rule, 0), buf);
            put_styled(&brief, below(text, height + 1), buf);
        }
        if !steps.is_empty() {
            let rule = below(area, height + brief_rows);
            frame::draw_rule(rule, buf);
            let heading = Heading::new(steps::short_heading(&self.data, steps_shown), false);
            frame::draw_heading(&heading, row_of(rule, 0), buf);
            put_styled(&steps, parts.text(below(rule, 1)), buf);
        }
        self.draw_list(Rect { height, ..area }, buf)
    }

    /// The title of the list, and whose home it is where several candidates share the folder.
    fn list_heading(&self) -> Heading {
        let heading = Heading::new("Designs", true);
        if self.data.others.is_empty() {
            return heading;
        }
        heading.with(format!("as {}", self.data.candidate))
    }

    /// The title of the selected design with its difficulty, and its minutes where they fit beside it.
    fn about_heading(&self) -> Heading {
        if let Some(assigned) = self.assigned() {
            let fact = format!("assigned by {}", assigned.coach);
            return Heading::new(assigned.title.clone(), false).with(fact);
        }
        let Some(card) = self.card() else {
            return Heading::default();
        };
        let stars = "★".repeat(card.stars.into());
        let title = sanitize::line(&card.title);
        let difficulty = format!("{} {stars}", card.difficulty);
        let fact = format!("{difficulty} · {} minutes", card.minutes);
        Heading::new(title, false).with(fact).or_fact(difficulty)
    }

    /// What the coach says about the selected assignment, in at most so many rows.
    fn said(&self, width: usize, rows: usize) -> Vec<Line<'static>> {
        let assigned = self.assigned();
        assigned.map_or(Vec::new(), |it| assigned::message(it, width, rows))
    }
}

/// Two parts with a blank row between them, where there are both.
fn above_each_other(
    mut upper: Vec<Line<'static>>,
    lower: Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    if !upper.is_empty() && !lower.is_empty() {
        upper.push(Line::default());
    }
    upper.extend(lower);
    upper
}
