//! Gathers the mistakes of one file in one pass and decides how grave each is. Must not know what any key means.

use std::collections::HashSet;

use super::lines::{Lines, Span};
use super::mistake::{Mistake, Severity};
use super::{Origin, Reading, limits};

/// What kind of mistake it is; the file's origin decides how grave that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// What stands there is wrong.
    Wrong,
    /// Something that must be there is not.
    Absent,
    /// The interview is thinner for it: wrong in what we ship, a warning in a user's own file.
    Thin,
    /// Somebody should look at it.
    Doubtful,
    /// The same, of something that is not there.
    Lacking,
}

#[derive(Debug)]
pub struct Findings<'t> {
    pub lines: Lines<'t>,
    origin: Origin,
    found: Vec<Mistake>,
    has_error: bool,
    /// Lines with a syntax error; what else is said of them only follows from it.
    broken: HashSet<usize>,
}

impl<'t> Findings<'t> {
    pub fn new(text: &'t str, origin: Origin) -> Self {
        Self {
            lines: Lines::new(text),
            origin,
            found: Vec::new(),
            has_error: false,
            broken: HashSet::new(),
        }
    }

    /// Whether the file is a session's copy, which was practised on as it stands.
    pub fn is_copy(&self) -> bool {
        self.origin == Origin::Copy
    }

    pub fn wrong(&mut self, at: &Span, message: &str, hint: &str) {
        self.report(Gravity::Wrong, at, message, hint);
    }

    pub fn doubt(&mut self, at: &Span, message: &str, hint: &str) {
        self.report(Gravity::Doubtful, at, message, hint);
    }

    pub fn report(&mut self, gravity: Gravity, at: &Span, message: &str, hint: &str) {
        let severity = match (gravity, self.origin) {
            (Gravity::Wrong | Gravity::Absent, _) | (Gravity::Thin, Origin::Shipped) => {
                Severity::Error
            }
            (Gravity::Doubtful | Gravity::Lacking, _) | (Gravity::Thin, Origin::Own) => {
                Severity::Warning
            }
            (Gravity::Thin, Origin::Copy) => return,
        };
        // Behind a syntax error things are missing because they could not be read.
        let may_be_unread = !matches!(gravity, Gravity::Wrong | Gravity::Doubtful);
        let follows = match gravity {
            _ if self.broken.is_empty() => false,
            _ if may_be_unread => true,
            _ => self.broken.contains(&self.lines.row(at.start)),
        };
        if !follows {
            self.add(severity, at, message, hint);
        }
    }

    /// A syntax error; `broken` is every line that it spoils.
    pub fn syntax(&mut self, at: &Span, message: &str, hint: &str) {
        self.broken.insert(self.lines.row(at.start));
        self.add(Severity::Error, at, message, hint);
    }

    /// A line that could not be read, without a word about it.
    pub fn spoil(&mut self, line: usize) {
        self.broken.insert(line);
    }

    /// Whether no more is told.
    pub fn is_full(&self) -> bool {
        self.found.len() > limits::MISTAKES
    }

    fn add(&mut self, severity: Severity, at: &Span, message: &str, hint: &str) {
        self.has_error |= severity == Severity::Error;
        if self.found.len() < limits::MISTAKES {
            let place = self.lines.place(at);
            self.found
                .push(Mistake::new(severity, place, message, hint));
        } else if self.found.len() == limits::MISTAKES {
            // An error, lest a file full of warnings hide one.
            self.has_error = true;
            self.found.push(Mistake::new(
                Severity::Error,
                self.lines.place(at),
                &format!(
                    "more than {} mistakes; the rest is not listed",
                    limits::MISTAKES
                ),
                "mend the ones above, then check again",
            ));
        }
    }

    /// The value with its warnings, or every mistake.
    pub fn conclude<T>(self, value: T) -> Reading<T> {
        if self.has_error {
            Err(self.all())
        } else {
            Ok((value, self.all()))
        }
    }

    /// Every mistake, in the order of the file.
    pub fn all(mut self) -> Vec<Mistake> {
        self.found
            .sort_by_key(|mistake| (mistake.line, mistake.column));
        self.found.dedup();
        self.found
    }
}
