//! Checks a whole framework: the number of its stages, their short titles and the weights of its rubric. The checks of a
//! single table are in `rules`.

use super::node::TomlNode;
use super::{limits, text};
use crate::domain::content::framework::Framework;
use crate::domain::sanitize;

/// Checks the framework that was read from `file`. A stage without a short title gets its title as one.
pub fn check(framework: &mut Framework, file: &TomlNode<'_>) {
    let stages = file.get("stage").items();
    if let Some(node) = stages.get(limits::STAGES) {
        let message = format!(
            "the framework has {} stages, at most {} are allowed",
            stages.len(),
            limits::STAGES
        );
        node.error(&message, "combine stages");
    }
    for (stage, node) in framework.stages.iter_mut().zip(&stages) {
        stage.short = short_title(&stage.short, &stage.title, node);
    }
    check_weights(file);
}

fn short_title(short: &str, title: &str, stage: &TomlNode<'_>) -> String {
    let columns = |text: &str| sanitize::columns(&sanitize::line(text));
    let node = stage.get("short");
    if node.is_missing() {
        if title.is_empty() || columns(title) > limits::SHORT {
            // Reading it as a required text reports that it is missing.
            return text::read(&node);
        }
        return title.to_owned();
    }
    if columns(short) > limits::SHORT {
        let message = format!(
            "`short` is {} columns wide, the stage row has room for {}",
            columns(short),
            limits::SHORT
        );
        node.error(&message, "shorten it to one word");
    }
    short.to_owned()
}

fn check_weights(file: &TomlNode<'_>) {
    let weights: Vec<_> = file
        .get("rubric")
        .items()
        .iter()
        .map(|row| row.get("weight"))
        .collect();
    let add = |sum: i64, weight: &TomlNode<'_>| Some(sum.saturating_add(weight.integer()?));
    let sum = weights.iter().try_fold(0, add);
    let (Some(sum), Some(last)) = (sum, weights.last()) else {
        return;
    };
    if sum != limits::WEIGHTS {
        let message = format!(
            "the weights of the rubric add up to {sum}, they must add up to {}",
            limits::WEIGHTS
        );
        last.error(&message, "change the weights");
    }
}
