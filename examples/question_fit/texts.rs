//! What the meanings of texts are learned from: a design, a kind, the part of the texts that a text belongs to, the targets
//! that it asks (for a row without an answer the number of targets), and its features. A kind is `wording`, or the folder of
//! `tests/ask`.

use forty::domain::interview::questions::fitting::{Learned, wordings};

use super::rows;

/// Prints every wording of the shipped content, and the rows that the matching is tuned on.
pub fn print_all() {
    let (topics, designs) = rows::content();
    for (file, design) in &designs {
        let (wordings, targets) = wordings(design, &topics);
        for (text, targets) in wordings {
            print(file, "wording", &text, &targets);
        }
        for folder in rows::TUNED {
            for (asks, text) in rows::typed(folder, file, design) {
                let asks = asks.iter();
                let asks = asks.map(|ask| u32::try_from(*ask).unwrap_or(targets as u32));
                print(
                    file,
                    folder,
                    &Learned::new(&text),
                    &asks.collect::<Vec<_>>(),
                );
            }
        }
    }
}

fn print(design: &str, kind: &str, text: &Learned, targets: &[u32]) {
    let targets: Vec<String> = targets.iter().map(u32::to_string).collect();
    let features: Vec<String> = text.features.iter().map(usize::to_string).collect();
    println!(
        "{design}\t{kind}\t{}\t{}\t{}",
        text.part,
        targets.join(","),
        features.join(",")
    );
}
