//! The notes of one stage: text in Unicode scalar values, and the moment each line was last touched.
//! One type of edit serves the journal, undo and replay.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use ropey::Rope;
use serde::{Deserialize, Serialize};

/// At `at`, `removed` characters go and `inserted` comes; places and counts in Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub at: usize,
    pub removed: usize,
    pub inserted: String,
}

/// An edit that reaches past the end of the text it is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("edit at {at} removes {removed} of a text of {len} characters")]
pub struct Misfit {
    at: usize,
    removed: usize,
    len: usize,
}

/// A text and when each of its lines was last touched. Lines end at LF alone; a text has at least one line.
#[derive(Debug, Clone)]
pub struct Text {
    rope: Rope,
    touched: Vec<Duration>,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            rope: Rope::new(),
            touched: vec![Duration::ZERO],
        }
    }
}

impl Text {
    /// Applies an edit made at `moment`. Lines whose words change are touched; a line that only moves is not.
    ///
    /// # Errors
    /// When the edit does not fit; the text then stays as it was.
    pub fn apply(&mut self, edit: &Edit, moment: Duration) -> Result<(), Misfit> {
        let len = self.rope.len_chars();
        let end = edit.at.checked_add(edit.removed).filter(|end| *end <= len);
        let Some(end) = end else {
            return Err(Misfit {
                at: edit.at,
                removed: edit.removed,
                len,
            });
        };
        let first = self.rope.char_to_line(edit.at);
        let old: Vec<(String, Duration)> = (first..=self.rope.char_to_line(end))
            .map(|line| (self.line(line).into_owned(), self.touched[line]))
            .collect();
        self.rope.remove(edit.at..end);
        self.rope.insert(edit.at, &edit.inserted);
        let last = self
            .rope
            .char_to_line(edit.at + edit.inserted.chars().count());
        let new: Vec<Cow<'_, str>> = (first..=last).map(|line| self.line(line)).collect();
        let touched = touched_after(&old, &new, moment);
        self.touched.splice(first..first + old.len(), touched);
        Ok(())
    }

    /// Makes the text `to` by the smallest edit; lines that stay keep their moment.
    pub fn become_text(&mut self, to: &str, moment: Duration) {
        let before = self.rope.clone();
        let after = Rope::from_str(to);
        let whole = Change {
            old: 0..before.len_chars(),
            new: 0..after.len_chars(),
        };
        if let Some(edit) = whole.smallest(&before, &after) {
            // Cannot misfit: the edit was cut from this very text.
            let _ = self.apply(&edit, moment);
        }
    }

    /// The text itself; cloning it is cheap.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// How many lines: one more than there are LFs.
    pub fn line_count(&self) -> usize {
        self.touched.len()
    }

    /// A line without its LF; empty past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        line_of(&self.rope, line)
    }

    /// When the line was last touched; zero for a line never written on.
    pub fn touched(&self, line: usize) -> Duration {
        self.touched.get(line).copied().unwrap_or_default()
    }

    /// When each line was last touched, from the first line on.
    pub fn moments(&self) -> &[Duration] {
        &self.touched
    }

    /// CRC-32 of the text in UTF-8.
    pub fn crc(&self) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        for chunk in self.rope.chunks() {
            hasher.update(chunk.as_bytes());
        }
        hasher.finalize()
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.fmt(f)
    }
}

/// A line of a rope without its LF; empty past the end.
pub fn line_of(rope: &Rope, line: usize) -> Cow<'_, str> {
    let Some(slice) = rope.get_line(line) else {
        return Cow::Borrowed("");
    };
    let end = slice.len_chars();
    let ends_in_lf = end > 0 && slice.char(end - 1) == '\n';
    Cow::from(slice.slice(..end - usize::from(ends_in_lf)))
}

/// Moments of the `new` lines: those equal to an old line at the same distance from either end keep its moment.
fn touched_after(
    old: &[(String, Duration)],
    new: &[Cow<'_, str>],
    moment: Duration,
) -> Vec<Duration> {
    let same_start = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old.0 == **new)
        .count();
    let rest = old.len().min(new.len()) - same_start;
    let from_end = old.iter().rev().zip(new.iter().rev()).take(rest);
    let same_end = from_end.take_while(|(old, new)| old.0 == **new).count();
    let kept_start = old[..same_start].iter().map(|line| line.1);
    let kept_end = old[old.len() - same_end..].iter().map(|line| line.1);
    let fresh = new.len() - same_start - same_end;
    kept_start
        .chain(std::iter::repeat_n(moment, fresh))
        .chain(kept_end)
        .collect()
}

/// Where two texts may differ: `old` of the text before became `new` of the text after; the rest is the same.
/// Ranges in scalar values. Growing one change over many edits keeps the cost of a turn apart from the text's length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

impl Change {
    /// The change that one edit is.
    pub fn of(edit: &Edit) -> Self {
        Self {
            old: edit.at..edit.at + edit.removed,
            new: edit.at..edit.at + edit.inserted.chars().count(),
        }
    }

    /// This change followed by `next`, whose old range lies in the text that this one made.
    #[must_use]
    pub fn then(self, next: &Self) -> Self {
        let before = self.new.start.saturating_sub(next.old.start);
        let behind = next.old.end.saturating_sub(self.new.end);
        let new_start = self.new.start - before;
        let new_end = self.new.end + behind - next.old.len() + next.new.len();
        Self {
            old: self.old.start - before..self.old.end + behind,
            new: new_start..new_end,
        }
    }

    /// The smallest edit that makes `after` out of `before`; none where the two do not differ.
    pub fn smallest(&self, before: &Rope, after: &Rope) -> Option<Edit> {
        let old = before.slice(self.old.clone());
        let new = after.slice(self.new.clone());
        let same_start = old
            .chars()
            .zip(new.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let rest = old.len_chars().min(new.len_chars()) - same_start;
        let old_end = old.chars_at(old.len_chars()).reversed();
        let new_end = new.chars_at(new.len_chars()).reversed();
        let from_end = old_end.zip(new_end).take(rest);
        let same_end = from_end.take_while(|(a, b)| a == b).count();
        let removed = old.len_chars() - same_start - same_end;
        let inserted = new
            .slice(same_start..new.len_chars() - same_end)
            .to_string();
        (removed > 0 || !inserted.is_empty()).then_some(Edit {
            at: self.old.start + same_start,
            removed,
            inserted,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edit(at: usize, removed: usize, inserted: &str) -> Edit {
        Edit {
            at,
            removed,
            inserted: inserted.to_string(),
        }
    }

    fn at(minute: u64) -> Duration {
        Duration::from_secs(60 * minute)
    }

    /// A text whose lines were touched in the minutes that stand before them: `1 first|2 second`.
    fn text(lines: &str) -> Text {
        let lines: Vec<(&str, &str)> = lines.split('|').filter_map(|l| l.split_once(' ')).collect();
        let words: Vec<&str> = lines.iter().map(|line| line.1).collect();
        Text {
            rope: Rope::from_str(&words.join("\n")),
            touched: lines
                .iter()
                .map(|line| at(line.0.parse().expect("a minute")))
                .collect(),
        }
    }

    /// The lines with the minutes they were touched in.
    fn minutes(text: &Text) -> String {
        let lines = (0..text.line_count())
            .map(|line| format!("{} {}", text.touched(line).as_secs() / 60, text.line(line)));
        lines.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_line_is_touched_when_its_words_change_and_not_when_it_moves() {
        for (before, change, after) in [
            ("0 ", edit(0, 0, "a"), "9 a"),
            ("1 a|2 b|3 c", edit(2, 0, "x"), "1 a|9 xb|3 c"),
            ("1 a|2 b", edit(1, 0, "\n"), "1 a|9 |2 b"),
            ("1 a|2 b", edit(0, 0, "\n"), "9 |1 a|2 b"),
            ("1 ab|2 c", edit(1, 0, "\n"), "9 a|9 b|2 c"),
            ("1 a|2 b|3 c", edit(2, 2, ""), "1 a|3 c"),
            ("1 a|2 b|3 c", edit(1, 2, ""), "1 a|3 c"),
            ("1 a|2 b|3 c", edit(1, 1, ""), "9 ab|3 c"),
            ("1 a|2 |3 c", edit(1, 1, ""), "1 a|3 c"),
            ("1 a|2 b", edit(2, 1, "b"), "1 a|2 b"),
            ("1 a|2 b|3 c", edit(0, 5, "a\nx\ny\nc"), "1 a|9 x|9 y|3 c"),
            ("1 a|2 b", edit(3, 0, "\nc\nd"), "1 a|2 b|9 c|9 d"),
            ("1 a|2 b", edit(0, 3, ""), "9 "),
        ] {
            let mut text = text(before);
            assert_eq!(text.apply(&change, at(9)), Ok(()));
            assert_eq!(minutes(&text), after, "{before} and {change:?}");
            assert_eq!(text.moments().len(), text.line_count());
        }
    }

    #[test]
    fn an_edit_past_the_end_is_refused_and_changes_nothing() {
        for change in [edit(4, 0, "x"), edit(2, 2, ""), edit(usize::MAX, 2, "")] {
            let mut text = text("1 a|2 b");
            assert!(text.apply(&change, at(9)).is_err(), "{change:?}");
            assert_eq!(minutes(&text), "1 a|2 b");
        }
        let mut short = text("1 añ");
        assert_eq!(
            short.apply(&edit(2, 0, "!"), at(9)),
            Ok(()),
            "places are characters, not bytes"
        );
        let misfit = short
            .apply(&edit(9, 1, ""), at(9))
            .map_err(|misfit| misfit.to_string());
        assert_eq!(
            misfit,
            Err("edit at 9 removes 1 of a text of 3 characters".to_string())
        );
    }

    #[test]
    fn a_text_that_becomes_another_keeps_the_moments_of_lines_that_stay() {
        let mut text = text("1 a|2 b|3 c");
        text.become_text("a\nx\nc", at(9));
        assert_eq!(minutes(&text), "1 a|9 x|3 c");
        text.become_text("a\nx\nc", at(10));
        assert_eq!(minutes(&text), "1 a|9 x|3 c");
        text.become_text("", at(11));
        assert_eq!(minutes(&text), "11 ");
        assert!(text.is_empty());
    }

    #[test]
    fn lines_end_at_lf_alone_and_there_is_always_one() {
        assert_eq!(Text::default().line_count(), 1);
        let text = text("1 a\r\u{b}\u{85}\u{2028}b|2 ");
        assert_eq!(text.line_count(), 2);
        assert_eq!(text.rope().len_lines(), 2);
        assert_eq!(text.line(0), "a\r\u{b}\u{85}\u{2028}b");
        assert_eq!(text.line(1), "");
        assert_eq!(text.line(7), "");
        assert_eq!(text.touched(7), Duration::ZERO);
    }

    #[test]
    fn the_checksum_is_that_of_the_bytes() {
        let mut text = Text::default();
        text.become_text("123456789", at(1));
        assert_eq!(text.crc(), 0xcbf4_3926);
    }

    #[test]
    fn the_smallest_edit_leaves_out_what_is_the_same_at_both_ends() {
        for (before, after, change) in [
            ("", "", None),
            ("same", "same", None),
            ("abc", "axc", Some(edit(1, 1, "x"))),
            ("abc", "ac", Some(edit(1, 1, ""))),
            ("aa", "aaa", Some(edit(2, 0, "a"))),
            ("aaa", "aa", Some(edit(2, 1, ""))),
            ("日本", "日x本", Some(edit(1, 0, "x"))),
            ("abc", "", Some(edit(0, 3, ""))),
        ] {
            let (before, after) = (Rope::from_str(before), Rope::from_str(after));
            let whole = Change {
                old: 0..before.len_chars(),
                new: 0..after.len_chars(),
            };
            assert_eq!(
                whole.smallest(&before, &after),
                change,
                "{before} to {after}"
            );
        }
    }

    #[test]
    fn a_change_grows_to_hold_the_next_on_either_side() {
        let first = Change {
            old: 5..7,
            new: 5..6,
        };
        for (next, both) in [
            (
                Change {
                    old: 6..6,
                    new: 6..8,
                },
                Change {
                    old: 5..7,
                    new: 5..8,
                },
            ),
            (
                Change {
                    old: 8..9,
                    new: 8..8,
                },
                Change {
                    old: 5..10,
                    new: 5..8,
                },
            ),
            (
                Change {
                    old: 1..2,
                    new: 1..4,
                },
                Change {
                    old: 1..7,
                    new: 1..8,
                },
            ),
            (
                Change {
                    old: 2..9,
                    new: 2..2,
                },
                Change {
                    old: 2..10,
                    new: 2..2,
                },
            ),
            (
                Change {
                    old: 5..6,
                    new: 5..5,
                },
                Change {
                    old: 5..7,
                    new: 5..5,
                },
            ),
        ] {
            assert_eq!(first.clone().then(&next), both, "{next:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn many_edits_told_as_one_make_the_same_text(
            start in "[ab\né]{0,20}",
            edits in prop::collection::vec((0..30_usize, 0..6_usize, "[ab\né]{0,4}"), 1..12),
        ) {
            let mut text = Text::default();
            text.become_text(&start, at(1));
            let before = text.clone();
            let mut all: Option<Change> = None;
            for (place, removed, inserted) in edits {
                let len = text.rope().len_chars();
                let place = place.min(len);
                let edit = edit(place, removed.min(len - place), &inserted);
                prop_assert_eq!(text.apply(&edit, at(2)), Ok(()));
                prop_assert_eq!(text.moments().len(), text.rope().len_lines());
                let next = Change::of(&edit);
                all = Some(match all {
                    Some(all) => all.then(&next),
                    None => next,
                });
            }
            let told = all.and_then(|all| all.smallest(before.rope(), text.rope()));
            prop_assert_eq!(told.is_none(), before.rope() == text.rope());
            let mut replayed = before;
            if let Some(told) = told {
                prop_assert_eq!(replayed.apply(&told, at(2)), Ok(()));
            }
            prop_assert_eq!(replayed.rope(), text.rope());
        }
    }
}
