//! The key bindings of the debrief.

use crossterm::event::KeyCode::{
    BackTab, Backspace, Down, Enter, Esc, Left, PageDown, PageUp, Right, Tab, Up,
};

use super::coach::ALT_ENTER;
use super::{
    Action, DIGITS, EXPORT, LIKELY, LINE_ABOVE, LINE_BELOW, PAGE_DOWN, SEARCH, TURN_BACK, TURN_ON,
};
use crate::tui::input::Key;
use crate::tui::keys::Context::{
    ClosingStage, Compare, Debrief, DebriefPage, DebriefSummary, Everywhere, Line, NextTime,
    Replying, Scroll, Text,
};
use crate::tui::keys::{ContextBindings, Edit, c, k, labeled, row};

const PAGE_BACK: &str = "Go to the previous page of the debrief";
const PAGE_ON: &str = "Go to the next page of the debrief";
const MESSAGE: &str =
    "Read the coach's message; before every stage is scored it asks, and this is recorded";
const LEAVE_DEBRIEF: &str = "Leave the debrief; marks are kept";

#[rustfmt::skip]
pub(super) static DEBRIEF: &[ContextBindings] = &[
    ContextBindings { context: Debrief, parent: Some(Everywhere), heading: "Marking a stage", rows: &[
        row(&[c(' '), c('x')], Action::Shown, "shown", "Mark the item shown at the selected line; next item"),
        row(&[c('-')], Action::NotShown, "not shown", "Mark the item not shown; next item"),
        row(&[k(Enter)], Action::Advance, "close stage", "Close the stage: its level and the reference answer; it asks first where an item has no mark"),
        row(&[c('o')], Action::Message, "message", MESSAGE),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "notes", "Go to the other pane: notes, rubric, and after the close the answer"),
        labeled(&[k(Right)], Action::ShowNextStage, "← →", "page", PAGE_ON),
        row(&[k(Left), c('g')], Action::ShowPreviousStage, "", PAGE_BACK),
        labeled(DIGITS, Action::LikelyLine, "1-9", "other line", LIKELY),
        row(&[c('/')], Action::SearchLine, "search", SEARCH),
        row(&[], Action::Back, "leave", LEAVE_DEBRIEF),
        row(&[c('z')], Action::Wide, "full width", "Show one pane over the full width, or both"),
        row(&[c('K'), k(PageUp)], Action::LineUp, "", LINE_ABOVE),
        row(&[c('J'), k(PageDown)], Action::LineDown, "", LINE_BELOW),
        row(&[k(Up), c('k')], Action::Up, "", "Select the item above"),
        row(&[k(Down), c('j')], Action::Down, "", "Select the item below"),
        row(&[c('[')], Action::Previous, "", TURN_BACK),
        row(&[c(']')], Action::Next, "", TURN_ON),
    ] },
    ContextBindings { context: ClosingStage, parent: Some(Everywhere), heading: "Closing a stage", rows: &[
        row(&[c('y')], Action::Yes, "close stage", "Close the stage: what has no mark counts as not shown"),
        row(&[c('n'), c('q'), k(Esc), Key::ctrl('c')], Action::Cancel, "not yet", "Continue marking"),
    ] },
    ContextBindings { context: Compare, parent: Some(Scroll), heading: "A closed stage and its answer", rows: &[
        row(&[k(Enter)], Action::Advance, "next", "Continue with the next page"),
        row(&[k(Tab), k(BackTab)], Action::OtherPane, "notes", "Go to the other pane: rubric, notes, or the answer"),
        labeled(&[k(Right)], Action::ShowNextStage, "← →", "page", PAGE_ON),
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[k(Left), c('g'), k(Backspace)], Action::ShowPreviousStage, "", PAGE_BACK),
        row(&[c('u')], Action::MarkAgain, "mark again", "Change marks of this stage; recorded as made after the reference"),
        row(&[c('o')], Action::Message, "message", MESSAGE),
        row(&[], Action::Back, "leave", LEAVE_DEBRIEF),
        row(&[c('z')], Action::Wide, "full width", "Show one pane over the full width, or both"),
        row(&[c('[')], Action::Previous, "", TURN_BACK),
        row(&[c(']')], Action::Next, "", TURN_ON),
    ] },
    ContextBindings { context: DebriefPage, parent: Some(Scroll), heading: "Pages of the debrief", rows: &[
        row(&[k(Enter)], Action::Advance, "next", "Continue with the next page"),
        row(&[c('r')], Action::Reply, "reply", "Reply to a coach's comment, on the page of reviews"),
        labeled(&[k(Tab), k(Right)], Action::ShowNextStage, "Tab ← →", "page", PAGE_ON),
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[k(BackTab), k(Left), c('g'), k(Backspace)], Action::ShowPreviousStage, "", PAGE_BACK),
        row(&[c('o')], Action::Message, "message", MESSAGE),
        row(&[c('x')], Action::Export, "export", EXPORT),
        row(&[], Action::Back, "leave", LEAVE_DEBRIEF),
    ] },
    ContextBindings { context: DebriefSummary, parent: Some(DebriefPage), heading: "The summary", rows: &[
        labeled(&[c('1'), c('2'), c('3')], Action::DoStep, "1-3", "do this step", "Do the next step with this number"),
        row(&[k(Enter)], Action::Advance, "write next time", "Write the line for next time"),
        labeled(&[], Action::ShowNextStage, "← →", "page", PAGE_ON),
        row(&[], Action::PageDown, "scroll", PAGE_DOWN),
        row(&[], Action::Message, "message", MESSAGE),
        row(&[], Action::Export, "export", EXPORT),
        row(&[], Action::Back, "leave", LEAVE_DEBRIEF),
    ] },
    ContextBindings { context: Replying, parent: Some(Text), heading: "A reply to a comment", rows: &[
        row(&[k(Enter)], Action::Accept, "save", "Save the reply; emptied, it is deleted"),
        row(&[k(Tab)], Action::OtherPane, "next comment", "Save the reply, and reply to the next comment"),
        row(&[k(BackTab)], Action::PreviousPane, "", "Save the reply, and reply to the comment before"),
        row(&[ALT_ENTER], Action::Edit(Edit::Newline), "new line", "Begin a new line or paragraph"),
        row(&[], Action::Back, "close", "Close the reply; it is saved"),
    ] },
    ContextBindings { context: NextTime, parent: Some(Line), heading: "Next time", rows: &[
        row(&[k(Enter)], Action::Advance, "save", "Save the line, and go back to the summary"),
        row(&[k(Esc)], Action::ShowPreviousStage, "back", "Go back to the summary; the line is saved"),
        row(&[], Action::Back, "", "Leave; the line is saved"),
    ] },
];
