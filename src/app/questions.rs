//! The questions that an interviewer can answer, made ready while the interview already runs.

use std::thread;

use crate::domain::content::design::Design;
use crate::domain::content::framework::Topic;
use crate::domain::interview::questions::Questions;

/// Starts a thread that makes the questions, since that takes longer than the first frame. The returned function waits for
/// it; without a thread it makes them itself.
pub fn questions_in_background<T>(design: &Design, topics: T) -> impl FnOnce() -> Questions + use<T>
where
    T: FnOnce() -> Vec<Topic> + Send + Clone + 'static,
{
    let asked = Design {
        title: design.title.clone(),
        clarify: design.clarify.clone(),
        ..Design::default()
    };
    let make = move || Questions::new(&asked, &topics());
    let later = make.clone();
    let thread = thread::Builder::new().name("questions".to_owned());
    let made = thread.spawn(make);
    move || {
        let made = made.ok().and_then(|made| made.join().ok());
        made.unwrap_or_else(later)
    }
}
