//! What the weights of the parts of compound questions are fitted to: a design, whether the likeliest question of a part
//! answers any of the text, and the figures of that part. Texts are the rows that the matching is tuned on.

use forty::domain::interview::questions::fitting::{Fitting, Learned};

use super::figures::read_vectors;
use super::rows::{TUNED, compound, content, typed};

/// Prints every part of every row that has more than one.
pub fn print_all(files: &[String]) {
    let vectors = read_vectors(files);
    let (topics, designs) = content();
    for (file, design) in &designs {
        let fitting = |vectors: &_| Fitting::new(Clone::clone(vectors), design, &topics);
        let fittings: Vec<Fitting> = vectors.iter().map(fitting).collect();
        for folder in TUNED {
            let rows = typed(folder, file, design).into_iter();
            for (asks, text) in rows.chain(compound(folder, file, design)) {
                let fitting = &fittings[Learned::new(&text).part];
                for (question, figures) in fitting.parts(&text) {
                    let is_right = u8::from(asks.contains(&(question as isize)));
                    let figures: Vec<String> =
                        figures.iter().map(|one| format!("{one:.4}")).collect();
                    println!("{file}\t{is_right}\t{}", figures.join(","));
                }
            }
        }
    }
}
