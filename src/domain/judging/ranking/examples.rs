//! Whether the example lines of a rubric agree with the ranking.

use super::ReadRubric;
use super::words::ComparedText;
use crate::domain::content::design::RubricItem;

impl ReadRubric {
    /// For each item of each stage, the line that comes near and is ranked before every line that shows the item;
    /// `None` where a line that shows it is first, or where the item lacks one kind of line.
    ///
    /// An item's own lines are not its examples while they are ranked: with them, every example would be first.
    pub fn misleading<'a>(rubric_by_stage: &[&'a [RubricItem]]) -> Vec<Vec<Option<&'a str>>> {
        let bare = rubric_by_stage.iter().map(|items| without_examples(items));
        let bare: Vec<Vec<RubricItem>> = bare.collect();
        let slices: Vec<&[RubricItem]> = bare.iter().map(Vec::as_slice).collect();
        let mut rubric = Self::new(&slices);
        let items = rubric_by_stage.iter().copied().flatten();
        let lines = items.flat_map(|item| item.shows.iter().chain(&item.near));
        let compared: Vec<(&str, ComparedText)> = lines
            .map(|line| {
                (
                    line.as_str(),
                    ComparedText::of(&mut rubric.vocabulary, line),
                )
            })
            .collect();
        let rarity = rubric.rarity(compared.iter().map(|(_, line)| line));
        let mut wanted = rubric.items.iter();
        let mut rest = compared.as_slice();
        let mut scored = |item: &RubricItem| {
            let weighed = wanted.next()?.1.weighed(&rarity);
            let (shows, after) = rest.split_at(item.shows.len());
            let (near, after) = after.split_at(item.near.len());
            rest = after;
            let score = |line: &ComparedText| {
                let whole = line.weight(&rarity);
                weighed.features(line, whole, true).score()
            };
            let best = shows.iter().map(|(_, line)| score(line)).reduce(f64::max)?;
            let before = near.iter().map(|(text, line)| (*text, score(line)));
            let before = before.filter(|(_, score)| *score >= best);
            let first = before.max_by(|(_, one), (_, other)| one.total_cmp(other));
            first.map(|(text, _)| text)
        };
        let mut misleading = Vec::new();
        for items in rubric_by_stage {
            misleading.push(items.iter().map(&mut scored).collect());
        }
        misleading
    }
}

fn without_examples(items: &[RubricItem]) -> Vec<RubricItem> {
    let bare = items.iter().map(|item| RubricItem {
        level: item.level,
        look_for: item.look_for.clone(),
        signals: item.signals.clone(),
        ..RubricItem::default()
    });
    bare.collect()
}
