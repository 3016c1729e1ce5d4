//! The key bindings of the concept cards, of the choice between a stage and the cards, and of the end of the tutor.

use crossterm::event::KeyCode::{Enter, Esc};

use super::super::context::Context::{
    CardBack, CardFront, DrillChoice, Everywhere, Scroll, TutorEnd,
};
use super::super::{ContextBindings, c, k, labeled, row};
use super::Action;
use crate::tui::input::Key;

#[rustfmt::skip]
pub(super) static DRILL: &[ContextBindings] = &[
    ContextBindings { context: DrillChoice, parent: Some(Everywhere), heading: "Drill", rows: &[
        labeled(&[c('s'), c('d'), k(Enter)], Action::DrillStage, "Enter", "stage", "Practice one stage for five minutes: your weakest, of the selected design"),
        row(&[c('c')], Action::DrillCards, "cards", "Show the concept cards that are due"),
        labeled(&[c('q'), k(Esc), Key::ctrl('c')], Action::Back, "Esc", "back", "Back to the designs"),
    ] },
    ContextBindings { context: CardFront, parent: Some(Scroll), heading: "A card's question", rows: &[
        labeled(&[c(' '), k(Enter)], Action::ShowBack, "Space", "answer", "Show the answer"),
        row(&[c('u')], Action::Undo, "undo", "Undo the last rating"),
        row(&[], Action::Back, "back", "Back; every rating is saved"),
    ] },
    ContextBindings { context: CardBack, parent: Some(Scroll), heading: "A card's answer: how well you knew it", rows: &[
        row(&[c('1')], Action::RateAgain, "again", "Again: not known, or wrong"),
        row(&[c('2')], Action::RateHard, "hard", "Hard: known after long thought"),
        row(&[c('3')], Action::RateGood, "good", "Good: known"),
        row(&[c('4')], Action::RateEasy, "easy", "Easy: known at once"),
        row(&[], Action::PageDown, "more", "Go down one page"),
        row(&[c('u')], Action::Undo, "undo", "Undo the last rating"),
        row(&[], Action::Back, "back", "Back; every rating is saved"),
    ] },
    ContextBindings { context: TutorEnd, parent: Some(Scroll), heading: "After the tutor", rows: &[
        row(&[k(Enter)], Action::Start, "start an interview", "Start an interview on the next design to practice; its clock runs at once"),
        row(&[c('t')], Action::Tutor, "tutor again", "Run the tutor again"),
        row(&[], Action::PageDown, "scroll", "Go down one page"),
        row(&[], Action::Back, "back", "Back to the designs, or out of the program"),
    ] },
];
