//! The key bindings of the coach, and of what a coach and a candidate share: lists of sessions and the replay.

use crossterm::event::KeyCode::{
    BackTab, Down, End, Enter, Esc, Home as HomeKey, Left, PageDown, PageUp, Right, Tab, Up,
};

use crossterm::event::KeyModifiers;

use super::super::context::Context::{
    Appearance, CoachSessions, Cohort, CohortPage, Commenting, Compared, Everywhere, History,
    ItemNote, Line, LineSearch, List, MarkingRest, Merging, Messaging, Naming, Phrases, Publishing,
    Replay, Revealing, Review, Scroll, Sessions, Text,
};
use super::super::{ContextBindings, Edit, c, k, labeled, row, shift};
use super::{Action, DIGITS, EXPORT, LIKELY, LINE_ABOVE, LINE_BELOW, SEARCH};
use crate::tui::input::Key;

pub(super) const ALT_ENTER: Key = Key::with(Enter, KeyModifiers::ALT);

#[rustfmt::skip]
pub(super) static COACH: &[ContextBindings] = &[
    ContextBindings { context: Replay, parent: Some(Scroll), heading: "Replay", rows: &[
        row(&[c(' ')], Action::Play, "play", "Play and stop; time without changes is skipped"),
        row(&[k(Left)], Action::Previous, "", "Go to the previous edit"),
        row(&[k(Right)], Action::Next, "edit", "Go to the next edit"),
        row(&[c(',')], Action::Earlier, "", "Go back 10 seconds"),
        row(&[c('.')], Action::Later, "", "Go forward 10 seconds"),
        row(&[c('[')], Action::ShowPreviousStage, "", "Go to where this or the previous stage began"),
        row(&[c(']')], Action::ShowNextStage, "stage", "Go to where the next stage began"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "events", "Show the events in place of the notes, where only one has room"),
        row(&[c('c')], Action::Comment, "comment", "Comment on this time of the interview"),
        row(&[c('/')], Action::Appearance, "word", "Go to where a word first appeared"),
        labeled(&[c('1'), c('2'), c('3'), c('4'), c('5'), c('6')], Action::Speed, "1-6", "speed", "Play 1, 4, 8, 16, 32 or 64 times as fast"),
        row(&[c('n')], Action::NextComment, "", "Go to the next comment: its time, or where its lines first stood"),
        row(&[c('N')], Action::PreviousComment, "", "Go to the previous comment: its time, or where its lines first stood"),
        row(&[], Action::Up, "", "Scroll the notes up one line"),
        row(&[], Action::Down, "", "Scroll the notes down one line"),
        row(&[], Action::PageUp, "", "Scroll the notes up one page"),
        row(&[], Action::PageDown, "", "Scroll the notes down one page"),
    ] },
    ContextBindings { context: Appearance, parent: Some(Line), heading: "Typing a word", rows: &[
        row(&[k(Enter)], Action::Accept, "go", "Go to where the word first appeared"),
        row(&[], Action::Back, "back", "Go back to the replay"),
    ] },
    ContextBindings { context: Sessions, parent: Some(List), heading: "A table of sessions", rows: &[
        row(&[], Action::Open, "open", "Open the selected session: its review, or in the history its debrief"),
        row(&[], Action::Filter, "filter", "Show only sessions with these words: candidate, design, day, condition, finished, unfinished"),
        row(&[c('s')], Action::Sort, "sort", "Sort by: unread, newest, candidate, design, overrun, length, reviews"),
        row(&[c('r')], Action::Reload, "refresh", "Read the folder again"),
        row(&[c(' ')], Action::Select, "mark", "Mark for a comparison, at most two"),
        row(&[c('=')], Action::Compare, "compare", "Compare the two that are marked"),
        row(&[], Action::Back, "back", "Clear the filter, or go back"),
    ] },
    ContextBindings { context: Compared, parent: Some(Scroll), heading: "Two attempts", rows: &[
        row(&[], Action::Up, "", "Select the stage above"),
        row(&[], Action::Down, "stage", "Select the stage below"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "rubric or notes", "Scroll or show the rubric items and prompts, or the notes"),
        row(&[], Action::PageDown, "scroll", "Scroll down one page"),
        labeled(&[k(Enter)], Action::Back, "q", "back", "Go back one step"),
    ] },
    ContextBindings { context: Cohort, parent: Some(List), heading: "The cohort", rows: &[
        row(&[], Action::Open, "candidate", "Open the sessions of the selected candidate"),
        row(&[c('s')], Action::Sort, "sort", "Sort by: name, lowest mean, largest gap, unread"),
        row(&[], Action::Filter, "filter", "Show only candidates with these words in their name"),
        row(&[k(Left)], Action::Earlier, "", "Show an earlier week"),
        labeled(&[k(Right)], Action::Later, "← →", "weeks", "Show a later week"),
        row(&[], Action::Back, "back", "Clear the filter, or back"),
    ] },
    ContextBindings { context: CohortPage, parent: Some(List), heading: "A candidate", rows: &[
        row(&[], Action::Open, "review", "Open the review of the selected session"),
        row(&[], Action::Back, "back", "Back to all candidates"),
    ] },
    ContextBindings { context: CoachSessions, parent: Some(Sessions), heading: "Sessions to review", rows: &[
        row(&[], Action::Open, "review", "Open the review of the selected session"),
        row(&[c('a')], Action::Calibrate, "result", "In a calibration show how your marks agree, or what is missing; else say how to begin one"),
        row(&[], Action::Filter, "filter", "Show only sessions with these words, also: unread, mine, over, unfinished, running, assigned"),
        row(&[], Action::Sort, "sort", "Sort by: unread, newest, candidate, design, overrun, length, reviews"),
        row(&[], Action::Reload, "refresh", "Read the folder again"),
        row(&[], Action::Select, "mark", "Mark for a comparison, at most two"),
        row(&[], Action::Compare, "compare", "Compare the two that are marked"),
        row(&[c('c')], Action::Cohort, "cohort", "Show all candidates week by week"),
        row(&[c('u')], Action::MarkUnread, "unread", "Mark the selected session as unread"),
        row(&[c('z')], Action::Columns, "columns", "Show every column in place of the preview, or the preview"),
    ] },
    ContextBindings { context: History, parent: Some(Sessions), heading: "The history", rows: &[
        row(&[], Action::Open, "debrief", "Open the debrief of the selected session, or resume it"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "progress", "Show your progress or the sessions, where only one has room"),
        row(&[c('t')], Action::Replay, "replay", "Replay the selected session: its notes at any time"),
        row(&[], Action::Select, "mark", "Mark for a comparison, at most two"),
        row(&[], Action::Compare, "compare", "Compare the two that are marked"),
        row(&[], Action::Filter, "filter", "Show only sessions with these words: design, day, condition, finished, unfinished"),
        row(&[], Action::Sort, "sort", "Sort by: newest, design, overrun, length, reviews"),
        row(&[c('d')], Action::Drill, "drill", "Practice your weakest stage for five minutes"),
        row(&[c('x')], Action::Export, "export", EXPORT),
    ] },
    ContextBindings { context: Review, parent: Some(Everywhere), heading: "A review", rows: &[
        row(&[c(' ')], Action::Shown, "shown", "Mark the item shown at the selected line; next item"),
        row(&[c('-')], Action::NotShown, "not shown", "Mark the item not shown; next item"),
        row(&[c('u')], Action::NotAssessed, "", "Mark the item not assessed: it counts neither way"),
        row(&[c('U')], Action::RestNotAssessed, "", "Mark the stage's other items not assessed"),
        row(&[k(Enter)], Action::Advance, "close stage", "Close the stage and go to the next: items without a mark count as not shown; it asks first if there are several"),
        row(&[k(Tab)], Action::OtherPane, "next pane", "Go to the next pane: rubric, notes, comments, record, scores"),
        row(&[c('i')], Action::ItemNote, "note", "Write a note on the selected item of the rubric"),
        row(&[c('c')], Action::Comment, "comment", "Comment on the line at ▸ in the notes, or the selected ones; with none, or in the list of comments, on the stage"),
        row(&[c('e')], Action::EditComment, "edit", "Edit the comment; emptied, it is deleted"),
        row(&[c('C')], Action::Resolve, "resolve", "Resolve the comment, or open it again"),
        row(&[c('r')], Action::Reload, "refresh", "Read the session again: what the candidate wrote since"),
        row(&[c('o')], Action::Message, "message", "Write the overall message: a summary, up to three things to fix, a goal"),
        row(&[c('t')], Action::Replay, "replay", "Replay the interview: the notes at any time"),
        row(&[c('v')], Action::Reveal, "reveal", "Reveal the candidate's self-scores and other coaches' reviews"),
        row(&[c('p')], Action::Publish, "publish", "Publish the review, or what changed since: the candidate may see it"),
        row(&[c('M')], Action::Merge, "", "Merge copies of this review that a sync service left"),
        row(&[c('x')], Action::Export, "", "Write the report, one page to send"),
        row(&[c('z')], Action::Undo, "", "Undo the last change of the review"),
        row(&[k(BackTab)], Action::PreviousPane, "", "Go to the previous pane"),
        labeled(DIGITS, Action::LikelyLine, "1-9", "", LIKELY),
        row(&[c('/')], Action::SearchLine, "", SEARCH),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE_ABOVE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "", LINE_BELOW),
        row(&[shift(Up)], Action::SelectUp, "", "Select lines to comment on, upward"),
        row(&[shift(Down)], Action::SelectDown, "", "Select lines to comment on, downward"),
        row(&[c('m')], Action::Select, "", "Begin to select lines, where Shift does not; Esc ends it"),
        row(&[k(Up), c('k')], Action::Up, "", "Select the entry above, or scroll up"),
        row(&[k(Down), c('j')], Action::Down, "", "Select the entry below, or scroll down"),
        row(&[k(HomeKey)], Action::First, "", "Go to the first entry"),
        row(&[k(End)], Action::Last, "", "Go to the last entry"),
        row(&[c('['), c('g'), k(Left)], Action::ShowPreviousStage, "", "Go to the previous stage"),
        row(&[c(']'), c('n'), k(Right)], Action::ShowNextStage, "", "Go to the next stage"),
        row(&[], Action::Back, "back", "Go back to the sessions; everything is kept"),
    ] },
    ContextBindings { context: LineSearch, parent: Some(Line), heading: "Choosing a line", rows: &[
        row(&[k(Enter)], Action::Accept, "choose", "Choose the selected line"),
        row(&[k(Up)], Action::Up, "", "Select the line above with these words"),
        labeled(&[k(Down)], Action::Down, "↑↓", "select", "Select the line below with these words"),
        row(&[], Action::Back, "back", "Go back to the rubric"),
    ] },
    ContextBindings { context: Commenting, parent: Some(Line), heading: "A comment", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "Keep the comment, or take the selected phrase"),
        row(&[ALT_ENTER], Action::Edit(Edit::Newline), "new line", "Begin a new line or paragraph"),
        row(&[k(Tab), k(BackTab)], Action::Change, "kind", "Change the kind: good, fix, question"),
        row(&[k(Down), Key::ctrl('p')], Action::Down, "phrases", "Select the next of your phrases with what is typed"),
        row(&[k(Up)], Action::Up, "", "Select the previous of your phrases with what is typed"),
        row(&[Key::ctrl('t')], Action::SavePhrase, "keep phrase", "Add these words to your phrases"),
        row(&[], Action::Back, "back", "Go back to the notes; c continues what was typed"),
    ] },
    ContextBindings { context: ItemNote, parent: Some(Text), heading: "A note on a rubric item", rows: &[
        row(&[k(Enter)], Action::Accept, "keep", "Keep the note; emptied, it is deleted"),
        row(&[ALT_ENTER], Action::Edit(Edit::Newline), "new line", "Begin a new line or paragraph"),
        row(&[Key::ctrl('p')], Action::Phrases, "phrases", "Choose one of your phrases"),
        row(&[], Action::Back, "close", "Close the note; it is kept"),
    ] },
    ContextBindings { context: Messaging, parent: Some(Text), heading: "The overall message", rows: &[
        row(&[k(Tab)], Action::OtherPane, "next field", "Go to the next field"),
        row(&[k(BackTab)], Action::PreviousPane, "", "Go to the previous field"),
        row(&[k(Enter)], Action::Edit(Edit::Newline), "", "Begin a new paragraph, or the next thing to fix"),
        row(&[Key::ctrl('p')], Action::Phrases, "phrases", "Choose one of your phrases"),
        row(&[Key::ctrl('g')], Action::JudgeGoal, "met, missed", "Say whether the goal of the earlier session is open, met or missed"),
        row(&[Key::ctrl('s')], Action::Saved, "already saved", "Say that everything is saved: it always is"),
        row(&[], Action::Back, "close, text is kept", "Close the message; the text is kept"),
    ] },
    ContextBindings { context: Phrases, parent: Some(Line), heading: "Your phrases", rows: &[
        row(&[k(Enter)], Action::Accept, "insert", "Insert the selected phrase"),
        row(&[k(Up)], Action::Up, "", "Select the phrase above"),
        labeled(&[k(Down)], Action::Down, "↑↓", "select", "Select the phrase below"),
        row(&[], Action::Back, "back", "Insert nothing"),
    ] },
    ContextBindings { context: MarkingRest, parent: Some(Everywhere), heading: "Marking the rest", rows: &[
        row(&[c('y')], Action::Yes, "mark not shown", "Mark the stage's other items not shown; next stage"),
        row(&[c('n'), c('q'), k(Esc), Key::ctrl('c')], Action::Cancel, "not yet", "Mark nothing"),
    ] },
    ContextBindings { context: Revealing, parent: Some(Everywhere), heading: "Revealing", rows: &[
        row(&[c('y')], Action::Yes, "reveal, recorded", "Reveal now; this is recorded"),
        row(&[c('n'), c('s'), c('q'), k(Esc), Key::ctrl('c')], Action::Cancel, "not yet", "Do not reveal yet"),
    ] },
    ContextBindings { context: Publishing, parent: Some(Everywhere), heading: "Publishing", rows: &[
        row(&[c('y')], Action::Yes, "publish", "Publish the review as it is now"),
        row(&[c('n'), c('q'), k(Esc), Key::ctrl('c')], Action::Cancel, "not yet", "Do not publish yet"),
    ] },
    ContextBindings { context: Merging, parent: Some(Everywhere), heading: "Merging copies", rows: &[
        row(&[c('y')], Action::Yes, "merge", "Merge the copies into this review; they are kept under another name"),
        row(&[c('n'), c('q'), k(Esc), Key::ctrl('c')], Action::Cancel, "not now", "Leave the copies as they are"),
    ] },
    ContextBindings { context: Naming, parent: Some(Line), heading: "Naming a file", rows: &[
        row(&[k(Enter)], Action::Accept, "write", "Write the file"),
        row(&[], Action::Clear, "clear", "Empty the line"),
        row(&[], Action::Back, "back", "Write nothing"),
    ] },
];
