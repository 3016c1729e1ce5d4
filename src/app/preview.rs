//! What a coach's list shows of the selected session, and the mark that it is to be read again.

use std::path::PathBuf;

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::domain::judging::review::Review;
use crate::domain::overview::SessionPreview;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::notes::Text;
use crate::domain::units::minute;
use crate::store::{self, Seen};

/// A preview to be read, whenever there is time for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewJob {
    /// The number of the question, which comes back with the preview.
    pub number: u64,
    id: String,
    folder: PathBuf,
    /// The key of the coach who looks at the list.
    coach: String,
}

impl PreviewJob {
    /// Reads what the coach's list shows of the session beside its row. This reads the whole session.
    pub fn run(&self) -> SessionPreview {
        match self.read() {
            Ok(preview) => preview,
            Err(why) => SessionPreview {
                id: self.id.clone(),
                problem: Some(sanitize::line(&why.message)),
                ..SessionPreview::default()
            },
        }
    }

    fn read(&self) -> Result<SessionPreview, Failure> {
        let read = store::read_state(&self.folder)?;
        let (reviews, _) = store::reviews(&read.folder, &read.session);
        let own = reviews.iter().find(|stored| stored.key == self.coach);
        let review = own.map(|stored| &stored.review);
        let lines = read
            .session
            .stages
            .iter()
            .flat_map(|stage| first_lines(&stage.notes));
        Ok(SessionPreview {
            id: self.id.clone(),
            lines: lines.take(PREVIEW_LINES).collect(),
            comments: review.map(Review::comment_counts).unwrap_or_default(),
            goal: review
                .and_then(|it| it.message.goal())
                .map_or_else(String::new, sanitize::line),
            has_message: review.is_some_and(|review| !review.message.is_blank()),
            publication: (review.filter(|review| !review.says_nothing()))
                .map(Review::publication)
                .unwrap_or_default(),
            problem: None,
        })
    }
}

impl AppContext {
    /// The job to read the preview of the session with this id.
    pub fn preview_job(&self, id: &str, number: u64) -> PreviewJob {
        PreviewJob {
            number,
            id: id.to_owned(),
            folder: self.folder_of(id),
            coach: self.reading_coach().0.key,
        }
    }

    /// Marks a session as unread by the coach of this machine.
    ///
    /// # Errors
    /// When the coach's files cannot be written.
    pub fn mark_unread(&self, id: &str, now: Wall) -> Result<(), Failure> {
        let (coach, _) = self.coach(now)?;
        let state = &self.paths.state;
        Ok(Seen::of(&coach, state).mark_unread(id, &coach, state)?)
    }
}

/// The most lines of notes in a preview.
const PREVIEW_LINES: usize = 12;

/// The first lines of a stage's notes that have words, with the minute of each.
fn first_lines(notes: &Text) -> Vec<(u64, String)> {
    let lines = notes.lines().filter(|(line, _)| !line.trim().is_empty());
    let lines = lines.map(|(line, touched)| (minute(touched), sanitize::line(line.trim())));
    lines.take(2).collect()
}
