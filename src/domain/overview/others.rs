//! The other candidates whose sessions are in the same folder.

use unicode_width::UnicodeWidthStr;

use crate::domain::{names, sanitize, shell};

/// The other candidates, the one of the newest session first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherCandidates {
    /// The command that opens home in this folder, without `--as`.
    program: String,
    /// That command has flags, which may take much room.
    has_flags: bool,
    /// Each name as its newest session has it, sanitized, with the number of sessions.
    names: Vec<(String, usize)>,
    /// There are more sessions, so that the numbers are not known.
    has_more: bool,
}

impl OtherCandidates {
    /// Those of the candidates of these sessions, newest first, who are not `own`. With `has_more` these are not all sessions,
    /// and nothing is counted. `program` is the command that opens home.
    pub fn of<'a>(
        program: &str,
        has_flags: bool,
        own: &str,
        candidates: impl Iterator<Item = &'a str>,
        has_more: bool,
    ) -> Self {
        let mut found: Vec<(String, usize)> = Vec::new();
        for name in candidates.filter(|name| !names::is_same(name, own)) {
            let name = sanitize::line(name);
            match found.iter_mut().find(|(one, _)| names::is_same(one, &name)) {
                Some((_, count)) => *count += 1,
                None => found.push((name, 1)),
            }
        }
        Self {
            program: sanitize::line(program),
            has_flags,
            names: found,
            has_more,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whose sessions there are and how to see them, in at most so many columns where that is possible:
    /// `2 sessions of Ana: forty --as Ana`, or without the command where its folders have no room. Empty where there is no other
    /// candidate.
    pub fn describe(&self, columns: usize) -> String {
        let sessions = |count: usize| match count {
            _ if self.has_more => "sessions".to_owned(),
            1 => "1 session".to_owned(),
            count => format!("{count} sessions"),
        };
        let all: usize = self.names.iter().map(|(_, count)| count).sum();
        match self.names.as_slice() {
            [] => String::new(),
            [(name, count)] => {
                let option = shell::option("as", name);
                let sessions = format!("{} of {name}", sessions(*count));
                let whole = format!("{sessions}: {} {option}", self.program);
                if whole.width() <= columns {
                    whole
                } else {
                    format!("{sessions}: the same command with {option}")
                }
            }
            names => {
                let each = names.iter().map(|(name, count)| {
                    if self.has_more {
                        name.clone()
                    } else {
                        format!("{name} ({count})")
                    }
                });
                let each = each.collect::<Vec<_>>().join(", ");
                let whole = format!("sessions of {each}: {} --as NAME", self.program);
                if whole.width() <= columns {
                    return whole;
                }
                let sessions = sessions(all);
                let others = if self.has_more {
                    "other candidates".to_owned()
                } else {
                    format!("{} other candidates", names.len())
                };
                let whole = format!("{sessions} of {others}: {} --as NAME", self.program);
                if whole.width() <= columns || !self.has_flags {
                    whole
                } else {
                    format!("{sessions} of {others}: the same command with --as NAME")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_candidates_are_counted_by_name_without_regard_to_case_and_named_where_they_fit() {
        let table: [(&[&str], usize, &str); 5] = [
            (&["sam", " SAM"], 80, ""),
            (
                &["sam", "Ana", "ana"],
                80,
                "2 sessions of Ana: forty --as Ana",
            ),
            (&["Ana L"], 80, "1 session of Ana L: forty --as 'Ana L'"),
            (
                &["Ana", "Kim", "ana"],
                80,
                "sessions of Ana (2), Kim (1): forty --as NAME",
            ),
            (
                &["Ana", "Kim", "ana"],
                40,
                "3 sessions of 2 other candidates: forty --as NAME",
            ),
        ];
        for (candidates, columns, words) in table {
            let others =
                OtherCandidates::of("forty", false, "Sam", candidates.iter().copied(), false);
            assert_eq!(others.describe(columns), words);
            assert_eq!(others.is_empty(), words.is_empty());
        }
    }

    #[test]
    fn the_command_has_the_folders_of_the_run_or_is_left_out() {
        let candidates = |names: &'static [&'static str]| {
            let program = "forty --sessions shared";
            OtherCandidates::of(program, true, "Sam", names.iter().copied(), false)
        };
        let (one, two) = (candidates(&["Ana"]), candidates(&["Ana", "Kim"]));
        assert_eq!(
            one.describe(60),
            "1 session of Ana: forty --sessions shared --as Ana"
        );
        assert_eq!(
            one.describe(45),
            "1 session of Ana: the same command with --as Ana"
        );
        assert_eq!(
            two.describe(70),
            "sessions of Ana (1), Kim (1): forty --sessions shared --as NAME"
        );
        assert_eq!(
            two.describe(50),
            "2 sessions of 2 other candidates: the same command with --as NAME"
        );
    }

    #[test]
    fn where_only_the_newest_sessions_are_known_nothing_is_counted() {
        let table: [(&[&str], usize, &str); 4] = [
            (&["sam"], 80, ""),
            (&["Ana", "sam"], 80, "sessions of Ana: forty --as Ana"),
            (
                &["Ana", "Kim", "ana"],
                80,
                "sessions of Ana, Kim: forty --as NAME",
            ),
            (
                &["Ana", "Kim", "ana"],
                30,
                "sessions of other candidates: forty --as NAME",
            ),
        ];
        for (candidates, columns, words) in table {
            let others =
                OtherCandidates::of("forty", false, "Sam", candidates.iter().copied(), true);
            assert_eq!(others.describe(columns), words);
        }
    }
}
