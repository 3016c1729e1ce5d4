//! Scores: the coach's levels, and once revealed the self-scores, the differing items and other coaches' levels.

use std::ops::Range;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{ALONE, ReviewScreen};
use crate::domain::judging::message::Message;
use crate::domain::judging::report::early_message;
use crate::domain::judging::review::{CoachMark, Review};
use crate::domain::judging::rubric::level_gap;
use crate::domain::sanitize;
use crate::domain::units::date;
use crate::tui::theme;
use crate::tui::widgets::hanging::{below_lead, hang, section};
use crate::tui::widgets::{charts, column, fit, push_padded};

/// Columns of a stage's short title, of a level with its bar, of a gap, and of another coach's level.
const NAME: usize = 9;
const LEVEL: usize = 16;
const GAP: usize = 5;
const OTHER: usize = 14;
/// The most columns of the name of a coach.
const COACH: usize = 24;

/// What the page says, as it was when it was opened.
#[derive(Debug, Default)]
pub(super) struct ScoresPage {
    /// Whether the review is published.
    publication: String,
    rows: Vec<StageScores>,
    is_revealed: bool,
    /// That the candidate read the message before scoring, if so; shown with the levels.
    early: String,
    /// The names of other coaches, once their levels are revealed.
    others: Vec<String>,
    /// The items that coach and candidate marked differently, by stage, each with who found it.
    differences: Vec<(String, Vec<(String, &'static str)>)>,
    /// Sentences below.
    about: Vec<String>,
    /// The coach's message, and how many comments of each kind there are.
    message: Message,
    comments: String,
}

/// The levels of a stage.
#[derive(Debug)]
struct StageScores {
    short: String,
    own: Result<u8, String>,
    candidate: Option<u8>,
    others: Vec<Option<u8>>,
}

impl ScoresPage {
    /// The scores as the coach may see them now.
    pub fn of(screen: &ReviewScreen) -> Self {
        let is_revealed = screen.is_revealed();
        let others = screen.others.iter().filter(|_| is_revealed);
        let stages = screen.session.head.plan.stages.iter().enumerate();
        let rows = stages.map(|(index, plan)| {
            let level_of = |review: &Review| {
                let verdict = review.verdict(index, screen.rubric(index));
                verdict.map(|verdict| verdict.level)
            };
            StageScores {
                short: sanitize::line(&plan.short),
                own: level_of(&screen.review).ok_or_else(|| progress(screen, index)),
                candidate: screen.session.stages[index].level.filter(|_| is_revealed),
                others: others.clone().map(level_of).collect(),
            }
        });
        Self {
            publication: publication(screen),
            rows: rows.collect(),
            is_revealed,
            early: early_message(&screen.session)
                .filter(|_| is_revealed)
                .map_or_else(String::new, |early| format!("The candidate {early}.")),
            others: others.clone().map(|it| sanitize::line(&it.coach)).collect(),
            differences: if is_revealed {
                differences(screen)
            } else {
                Vec::new()
            },
            about: about(screen),
            message: screen.review.message.clone(),
            comments: screen.review.comment_counts(),
        }
    }

    /// The lines of the page at a width.
    pub fn lines(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        hang(
            &mut lines,
            Vec::new(),
            &self.publication,
            theme::PLAIN,
            width,
        );
        section(&mut lines, "Levels", "");
        // Coaches whose columns have no room beside the others follow below.
        let names = self.others.iter().map(|name| name.width()).max();
        let other = names.unwrap_or(0).clamp(OTHER, COACH);
        let first = width.saturating_sub(NAME + 2 * LEVEL + GAP) / (other + 2);
        let first = first.min(self.others.len());
        let below = (width.saturating_sub(NAME) / (other + 2)).max(1);
        lines.push(Line::styled(self.heads(0..first, other), theme::SECONDARY));
        lines.extend(self.rows.iter().map(|row| self.row(row, 0..first, other)));
        for start in (first..self.others.len()).step_by(below) {
            let some = start..(start + below).min(self.others.len());
            lines.push(Line::default());
            let heads = column("stage", NAME) + &self.other_heads(some.clone(), other);
            lines.push(Line::styled(heads, theme::SECONDARY));
            lines.extend(self.rows.iter().map(|row| {
                let mut spans = vec![Span::raw(column(&row.short, NAME))];
                other_levels(&mut spans, &row.others[some.clone()], other);
                Line::from(spans)
            }));
        }
        if !self.early.is_empty() {
            hang(&mut lines, Vec::new(), &self.early, theme::PLAIN, width);
        }
        for (stage, items) in &self.differences {
            section(&mut lines, "Marked differently", stage);
            for (item, who) in items {
                hang(&mut lines, Vec::new(), item, theme::PLAIN, width);
                below_lead(&mut lines, 2, who, theme::SECONDARY, width);
            }
        }
        for sentence in &self.about {
            lines.push(Line::default());
            hang(&mut lines, Vec::new(), sentence, theme::PLAIN, width);
        }
        self.add_message(width, &mut lines);
        section(&mut lines, "Comments", &self.comments);
        if self.comments.is_empty() {
            let none = "No comments yet: c makes one.";
            hang(&mut lines, Vec::new(), none, theme::SECONDARY, width);
        }
        lines
    }

    /// Adds the message as it is so far, so that levels and words can be compared.
    fn add_message(&self, width: usize, lines: &mut Vec<Line<'static>>) {
        section(lines, "Message", "");
        if self.message.is_blank() {
            let none = "No message yet: o writes it.";
            hang(lines, Vec::new(), none, theme::SECONDARY, width);
        }
        let mut add = |lead: Vec<Span<'static>>, text: &str| {
            hang(lines, lead, &sanitize::line(text), theme::PLAIN, width);
        };
        for paragraph in self.message.paragraphs() {
            add(Vec::new(), paragraph);
        }
        for (number, fix) in (1..).zip(self.message.to_fix()) {
            add(
                vec![Span::styled(format!("{number}  "), theme::SECONDARY)],
                fix,
            );
        }
        if let Some(goal) = self.message.goal() {
            add(vec![Span::styled("Goal  ", theme::STRONG)], goal);
        }
    }

    /// The heads of the coach, of the candidate and of some of the other coaches.
    fn heads(&self, others: Range<usize>, width: usize) -> String {
        let mut heads = column("stage", NAME) + &column("mine", LEVEL);
        if self.is_revealed {
            heads += &column("candidate", LEVEL);
            let gap = " ".repeat(GAP - "gap".len());
            heads += &gap;
            heads += "gap";
        }
        heads += &self.other_heads(others, width);
        heads.trim_end().to_owned()
    }

    fn other_heads(&self, others: Range<usize>, width: usize) -> String {
        let others = self.others[others].iter();
        let heads = others.map(|other| {
            let name = fit(other, width);
            let blanks = " ".repeat(width.saturating_sub(name.width()));
            format!("  {name}{blanks}")
        });
        heads.collect()
    }

    fn row(&self, row: &StageScores, others: Range<usize>, width: usize) -> Line<'static> {
        let mut spans = vec![Span::raw(column(&row.short, NAME))];
        let own = match &row.own {
            Ok(level) => charts::level_bar(Some(*level)),
            Err(progress) => vec![Span::styled(progress.clone(), theme::SECONDARY)],
        };
        push_padded(&mut spans, own, LEVEL);
        if self.is_revealed {
            push_padded(&mut spans, charts::level_bar(row.candidate), LEVEL);
            let gap = level_gap(row.candidate, row.own.as_ref().ok().copied());
            spans.push(Span::raw(format!("{gap:>GAP$}")));
        }
        other_levels(&mut spans, &row.others[others], width);
        Line::from(spans)
    }
}

/// Adds a column of so many columns for each of other coaches' levels.
fn other_levels(spans: &mut Vec<Span<'static>>, levels: &[Option<u8>], width: usize) {
    for level in levels {
        spans.push(Span::raw("  "));
        push_padded(spans, vec![charts::level_in_words(*level)], width);
    }
}

/// How far the marks of a stage without a level are.
fn progress(screen: &ReviewScreen, stage: usize) -> String {
    let items = screen.rubric(stage).len();
    if items == 0 {
        "no rubric".to_owned()
    } else if screen.is_scored(stage) {
        "not assessed".to_owned()
    } else {
        format!("{} of {items} marked", screen.review.marked(stage, items))
    }
}

/// The rubric items that coach and candidate marked differently.
fn differences(screen: &ReviewScreen) -> Vec<(String, Vec<(String, &'static str)>)> {
    let stages = screen.session.head.plan.stages.iter().enumerate();
    let stages = stages.filter_map(|(index, plan)| {
        let state = &screen.session.stages[index];
        state.level?;
        let items = screen.rubric(index).iter().enumerate();
        let items = items.filter_map(|(item, wanted)| {
            let own = state.evidence.contains_key(&item);
            let who = match (own, screen.review.mark_of(index, item)) {
                (true, Some(CoachMark::NotShown)) => "the candidate found it, you did not",
                (false, Some(CoachMark::Shown(_))) => "you found it, the candidate did not",
                _ => return None,
            };
            Some((sanitize::line(&wanted.look_for), who))
        });
        let items: Vec<(String, &'static str)> = items.collect();
        (!items.is_empty()).then(|| (sanitize::line(&plan.title), items))
    });
    stages.collect()
}

/// Whether the review is published.
fn publication(screen: &ReviewScreen) -> String {
    match screen.review.published {
        None if screen.is_calibration => ALONE.to_owned(),
        None => "Not published: only you see this review. p publishes it.".to_owned(),
        Some(published) => {
            let changed = if published.is_changed {
                ", changed after publishing: p publishes the changes"
            } else {
                ""
            };
            format!("Published {}{changed}.", date(published.at))
        }
    }
}

/// When the scores were revealed, and once they are the candidate's line for next time.
fn about(screen: &ReviewScreen) -> Vec<String> {
    let mut about = Vec::new();
    match screen.review.revealed {
        None if screen.is_calibration => {
            let (scored, all) = screen.scored();
            about.push(format!("{scored} of {all} stages scored."));
        }
        None => {
            let (scored, all) = screen.scored();
            let once = if scored < all {
                " once every stage is scored"
            } else {
                ""
            };
            about.push(format!(
                "{scored} of {all} stages scored. The candidate's self-scores and other coaches' reviews are hidden: \
                 v reveals them{once}."
            ));
        }
        Some(revealed) => {
            let early = if revealed.early {
                ", before every stage was scored"
            } else {
                ""
            };
            about.push(format!("Revealed {}{early}.", date(revealed.at)));
        }
    }
    let after = screen.review.marked_after_reveal.iter();
    let after = after.filter_map(|stage| screen.session.head.plan.stages.get(*stage));
    let after: Vec<String> = after.map(|plan| sanitize::line(&plan.short)).collect();
    if !after.is_empty() {
        about.push(format!("Marked after that: {}.", after.join(", ")));
    }
    let next_time = screen.session.next_time.as_ref();
    if let Some(line) = next_time.filter(|line| screen.is_revealed() && !line.is_empty()) {
        about.push(format!("Next time I will {}", sanitize::line(line)));
    }
    about
}
