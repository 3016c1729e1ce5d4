//! Two versions of one coach's review made into one, as a sync service leaves them when two machines write at once.

use super::{Comment, Review};
use crate::domain::judging::message::{MOST_FIXES, Message};
use crate::domain::session::event::Wall;

/// What stands before a text of the other version.
const OTHER: &str = "[other copy]";

impl Review {
    /// Takes in another version of this review. Of two marks of one item the newer version's is kept, and every text of
    /// both: equal comments once, other differing texts one after the other.
    pub fn merge(&mut self, copy: &Self, copy_is_newer: bool, now: Wall) {
        for (stage, marks) in &copy.marks {
            for (item, mark) in marks {
                if copy_is_newer || self.mark_of(*stage, *item).is_none() {
                    let marks = self.marks.entry(*stage).or_default();
                    marks.insert(*item, mark.clone());
                }
            }
        }
        for (stage, notes) in &copy.item_notes {
            for (item, note) in notes {
                let both = both(self.note_of(*stage, *item).unwrap_or_default(), note, "\n");
                let notes = self.item_notes.entry(*stage).or_default();
                notes.insert(*item, both);
            }
        }
        self.merge_comments(copy, copy_is_newer);
        self.merge_draft(copy);
        self.message = merged_messages(&self.message, &copy.message, copy_is_newer);
        self.marked_after_reveal.extend(&copy.marked_after_reveal);
        let revealed = [self.revealed, copy.revealed].into_iter().flatten();
        self.revealed = revealed.min_by_key(|revealed| revealed.at);
        let published = [self.published, copy.published].into_iter().flatten();
        self.published = published.max_by_key(|published| published.at);
        self.touch(now);
    }

    /// Adds the comments of the other version that are not here, in the order in which all were made.
    fn merge_comments(&mut self, copy: &Self, copy_is_newer: bool) {
        let replaced = self.draft.as_ref().and_then(|draft| draft.replaces);
        let replaced = replaced.and_then(|index| self.comments.get(index).cloned());
        for other in &copy.comments {
            let mut own = self.comments.iter_mut();
            match own.find(|own| is_same(own, other)) {
                Some(own) if copy_is_newer => {
                    (own.edited, own.resolved) = (other.edited, other.resolved);
                }
                Some(_) => {}
                None => self.comments.push(other.clone()),
            }
        }
        self.comments.sort_by_key(|comment| comment.at);
        let place = replaced.and_then(|replaced| self.place_of(&replaced));
        if let Some(draft) = &mut self.draft {
            draft.replaces = place;
        }
    }

    fn merge_draft(&mut self, copy: &Self) {
        let Some(mut other) = copy.draft.clone() else {
            return;
        };
        if let Some(own) = &mut self.draft {
            own.text = both(&own.text, &other.text, "\n");
            return;
        }
        let replaced = other.replaces.and_then(|index| copy.comments.get(index));
        other.replaces = replaced.and_then(|replaced| self.place_of(replaced));
        self.draft = Some(other);
    }

    fn place_of(&self, comment: &Comment) -> Option<usize> {
        let mut own = self.comments.iter();
        own.position(|own| is_same(own, comment))
    }
}

/// Whether two comments say the same of the same.
fn is_same(a: &Comment, b: &Comment) -> bool {
    (a.kind, &a.anchor, &a.text) == (b.kind, &b.anchor, &b.text)
}

/// Both texts, the other one below with a mark; one of them where it has the other.
fn both(own: &str, other: &str, between: &str) -> String {
    let (own, other) = (own.trim(), other.trim());
    if own.contains(other) {
        own.to_owned()
    } else if other.contains(own) {
        other.to_owned()
    } else {
        format!("{own}{between}{OTHER} {other}")
    }
}

fn merged_messages(own: &Message, copy: &Message, copy_is_newer: bool) -> Message {
    if own == copy {
        return own.clone();
    }
    let mut summary = both(&own.summary, &copy.summary, "\n");
    let mut fixes: Vec<String> = own.to_fix().map(str::to_owned).collect();
    for fix in copy.to_fix() {
        if fixes.iter().any(|own| own == fix) || summary.contains(fix) {
            continue;
        }
        if fixes.len() < MOST_FIXES {
            fixes.push(fix.to_owned());
        } else {
            summary = both(&summary, &format!("to fix: {fix}"), "\n");
        }
    }
    let earlier = [own.earlier_goal, copy.earlier_goal];
    let [older, newer] = if copy_is_newer {
        earlier
    } else {
        [earlier[1], earlier[0]]
    };
    Message {
        summary,
        fixes,
        // A goal is one line.
        goal: both(&own.goal, &copy.goal, " "),
        earlier_goal: newer.or(older),
    }
}

#[cfg(test)]
mod tests;
