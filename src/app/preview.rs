//! What a coach's list shows of the selected session, and the mark that it is to be read again.

use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::domain::judging::review::{CommentKind, Review};
use crate::domain::overview::SessionPreview;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::domain::session::notes::Text;
use crate::store::{self, Seen};

impl AppContext {
    /// What the coach's list shows of a session beside its row.
    pub fn preview(&self, id: &str) -> SessionPreview {
        let id = id.to_owned();
        match self.preview_of(&id) {
            Ok(preview) => preview,
            Err(why) => SessionPreview {
                id,
                problem: Some(sanitize::line(&why.message)),
                ..SessionPreview::default()
            },
        }
    }

    fn preview_of(&self, id: &str) -> Result<SessionPreview, Failure> {
        let (coach, _) = self.reading_coach();
        let read = store::read(&self.folder_of(id))?;
        let (reviews, _) = store::reviews(&read.folder, &read.session);
        let own = reviews.iter().find(|stored| stored.key == coach.key);
        let review = own.map(|stored| &stored.review);
        let lines = read
            .session
            .stages
            .iter()
            .flat_map(|stage| first_lines(&stage.notes));
        Ok(SessionPreview {
            id: id.to_owned(),
            lines: lines.take(PREVIEW_LINES).collect(),
            comments: review.map(comment_counts).unwrap_or_default(),
            goal: review
                .and_then(|it| it.message.goal())
                .map_or_else(String::new, sanitize::line),
            message: (review.filter(|review| !review.says_nothing()))
                .map(Review::publication)
                .unwrap_or_default(),
            problem: None,
        })
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
    let lines = lines.map(|(line, touched)| (touched.as_secs() / 60, sanitize::line(line.trim())));
    lines.take(2).collect()
}

/// `1 good · 1 fix · 1 question`, without the kinds that have none.
fn comment_counts(review: &Review) -> String {
    let counts = CommentKind::ALL.into_iter().filter_map(|kind| {
        let count = review
            .comments
            .iter()
            .filter(|comment| comment.kind == kind)
            .count();
        (count > 0).then(|| format!("{count} {}", kind.word()))
    });
    counts.collect::<Vec<_>>().join(" · ")
}
