//! A generated review of a session: random marks, and now and then a goal.

use std::path::Path;

use forty::app::review::scores;
use forty::domain::content::design::Design;
use forty::domain::judging::message::{GoalOutcome, Message};
use forty::domain::judging::report;
use forty::domain::judging::review::CoachMark;
use forty::domain::session::Session;
use forty::domain::session::event::Evidence;
use forty::store::{Coach, ReviewFile, StoreError};

use super::random::Random;

/// Writes a whole review of a session into its folder. `shown` is how often an item is shown, in percent.
pub fn write(
    folder: &Path,
    session: &Session,
    design: &Design,
    (coach, state): (&Coach, &Path),
    random: &mut Random,
    shown: usize,
) -> Result<(), StoreError> {
    let now = session.last_wall();
    let (mut review, file, _) = ReviewFile::open(folder, session, coach, state, &now)?;
    for stage in 0..session.stages.len() {
        for (item, asked) in report::rubric(session, Some(design), stage)
            .iter()
            .enumerate()
        {
            let line = session.stages[stage].notes.line(0);
            let mark = if random.percent(shown) {
                CoachMark::Shown(Evidence {
                    look_for: asked.look_for.clone(),
                    level: asked.level.word().to_owned(),
                    in_stage: stage,
                    line: 0,
                    text: line.to_string().trim_end().to_owned(),
                })
            } else {
                CoachMark::NotShown
            };
            review.mark(stage, item, mark, now);
        }
    }
    let earlier_goal = random.one_of(&[None, Some(GoalOutcome::Met), Some(GoalOutcome::Missed)]);
    let message = Message {
        summary: "The requirements are clear and in order. Size for the peak, not for the mean."
            .into(),
        fixes: vec!["Write the sum, then the number of machines.".into()],
        goal: if random.percent(30) {
            "Show each sum on its own line.".into()
        } else {
            String::new()
        },
        earlier_goal: *earlier_goal,
    };
    review.set_message(message, now);
    review.publish(now);
    file.save(&review, &scores(session, Some(design), &review), false)?;
    file.flush();
    Ok(())
}
