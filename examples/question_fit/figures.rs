//! What the weights of the matching are fitted to.
//!
//! An example is a design, a kind of text, the questions of a design that answer it (-1 for none), and the figures of
//! "no question" and of the likeliest targets. Texts are the wordings of the shipped content, each hidden from the rest,
//! and the rows of `tests/ask` that the matching is tuned on. Wordings of topics that a design lacks, and of other designs,
//! are examples without an answer; some of them, and the rows without an answer, once more as if no such topic existed.

use super::rows::{TUNED, content, typed};
use forty::domain::content::design::{Clarify, Design};
use forty::domain::content::framework::Topic;
use forty::domain::interview::questions::fitting::{FOLDS as PARTS, Figures, Fitting, Learned};
use forty::domain::interview::questions::meaning::Vectors;
use forty::domain::stems::{Stems, Worth, split};

/// Every so many wordings of topics and of other designs is an example: they are many more than those of a design.
const EVERY: usize = 15;
/// In so many parts the topics that a design lacks are left out, to see what is asked as a subject that nobody foresaw.
const FOLDS: usize = 4;
/// Every so many wordings of a design is an example with words in it that nobody knows, which no question answers.
const ESTRANGED: usize = 4;
/// So many of the likeliest topics of a row without an answer are left out, as if nobody had foreseen its subject.
const UNFORESEEN: usize = 3;
/// Rows are examples once more with so many of 100 wordings hidden, as if nobody had thought of putting it so.
const SPARSE: [(u64, &str); 2] = [(50, "half"), (75, "quarter")];
/// How many targets of an example are printed.
const MOST: usize = 24;

/// Prints every example. The files are of vectors that have not seen each part of the texts.
pub fn print_all(files: &[String]) {
    let vectors = vectors(files);
    let (all_topics, designs) = content();
    for (file, design) in &designs {
        let questions = fittings(&vectors, design, &all_topics);
        let count = design.clarify.len();
        for (index, clarify) in design.clarify.iter().enumerate() {
            for text in &clarify.also {
                print(
                    file,
                    "own",
                    &[index as isize],
                    &of(&questions, text).figures(text, true, |_| false),
                    count,
                );
            }
        }
        let own = design.clarify.iter().flat_map(|clarify| &clarify.also);
        for text in own.step_by(ESTRANGED) {
            let text = estranged(text);
            print(
                file,
                "strange",
                &[-1],
                &of(&questions, &text).figures(&text, false, |_| false),
                count,
            );
        }
        let with = |topic: &String| {
            let all = design.clarify.iter().enumerate();
            let with = all.filter(|(_, clarify)| clarify.topics.contains(topic));
            with.map(|(index, _)| index as isize).collect::<Vec<_>>()
        };
        let of_topics = all_topics.iter().flat_map(|topic| {
            let texts = topic.phrasings.iter();
            texts.map(|text| (with(&topic.id), text))
        });
        for (asks, text) in of_topics.step_by(EVERY) {
            let asks = if asks.is_empty() { vec![-1] } else { asks };
            print(
                file,
                "topic",
                &asks,
                &of(&questions, text).figures(text, true, |_| false),
                count,
            );
        }
        let is_foreign =
            |clarify: &&Clarify| clarify.topics.iter().all(|topic| with(topic).is_empty());
        let others = designs.iter().filter(|(other, _)| other != file);
        let others = others.flat_map(|(_, other)| other.clarify.iter().filter(is_foreign));
        for text in others.flat_map(|clarify| &clarify.also).step_by(EVERY) {
            print(
                file,
                "foreign",
                &[-1],
                &of(&questions, text).figures(text, true, |_| false),
                count,
            );
        }
        let lacking = |topic: &&Topic| with(&topic.id).is_empty();
        let lacking: Vec<&Topic> = all_topics.iter().filter(lacking).collect();
        let without = |out: &dyn Fn(usize) -> bool| {
            let is_out = |topic: &Topic| {
                let place = lacking.iter().position(|other| other.id == topic.id);
                place.is_some_and(out)
            };
            let topics: Vec<Topic> = (all_topics.iter())
                .filter(|topic| !is_out(topic))
                .cloned()
                .collect();
            fittings(&vectors, design, &topics)
        };
        for fold in 0..FOLDS {
            let questions = without(&|place| place % FOLDS == fold);
            let topics = lacking.iter().skip(fold).step_by(FOLDS);
            let texts = topics.flat_map(|topic| &topic.phrasings);
            for text in texts.step_by(FOLDS) {
                print(
                    file,
                    "novel",
                    &[-1],
                    &of(&questions, text).figures(text, false, |_| false),
                    count,
                );
            }
        }
        for folder in TUNED {
            for (asks, text) in typed(folder, file, design) {
                print(
                    file,
                    folder,
                    &asks,
                    &of(&questions, &text).figures(&text, false, |_| false),
                    count,
                );
                for (share, kind) in SPARSE {
                    let figures = of(&questions, &text).figures(&text, false, hides(&text, share));
                    print(file, kind, &asks, &figures, count);
                }
                if asks == [-1] {
                    let topics = of(&questions, &text).likeliest_topics(&text, UNFORESEEN);
                    let is_unforeseen = |place| questions[0].asks_any(place, &topics);
                    let figures = of(&questions, &text).figures(&text, false, is_unforeseen);
                    print(file, "bare", &asks, &figures, count);
                }
            }
        }
    }
}

fn vectors(files: &[String]) -> Vec<Vectors> {
    assert_eq!(
        files.len(),
        PARTS,
        "name a file of vectors for each part of the texts"
    );
    let read = |file: &String| Vectors::read(std::fs::read(file).expect(file)).expect(file);
    files.iter().map(read).collect()
}

/// A design by each of these vectors.
fn fittings(vectors: &[Vectors], design: &Design, topics: &[Topic]) -> Vec<Fitting> {
    let vectors = vectors.iter().cloned();
    vectors
        .map(|vectors| Fitting::new(vectors, design, topics))
        .collect()
}

/// The one whose vectors have not seen a text.
fn of<'a>(fittings: &'a [Fitting], text: &str) -> &'a Fitting {
    &fittings[Learned::new(text).fold]
}

/// A text with a strange word in place of each that names a subject.
fn estranged(text: &str) -> String {
    let words = Stems::default().words_of(split(text)).into_iter();
    let words = words.map(|word| match word.worth {
        Worth::Full | Worth::Loose => format!("zqx{}", word.written.len()),
        Worth::None | Worth::Faint => word.written,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Hides so many of 100 wordings, others for each text.
fn hides(text: &str, share: u64) -> impl Fn(usize) -> bool {
    let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    move |place| {
        let mixed = (seed ^ place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33 & 0xffff
            < share * 0xffff / 100
    }
}

/// Prints an example. A target that is no question has the index -1.
fn print(design: &str, kind: &str, asks: &[isize], figures: &Figures, questions: usize) {
    let row = |figures: &[f64]| {
        let figures: Vec<String> = figures.iter().map(|one| format!("{one:.4}")).collect();
        figures.join(",")
    };
    let mut targets: Vec<usize> = (0..figures.targets.len()).collect();
    targets.sort_by(|one, other| figures.rough(*other).total_cmp(&figures.rough(*one)));
    let asked = |target: usize| asks.contains(&(target as isize));
    let shown = (targets.iter().enumerate())
        .filter(|(place, target)| *place < MOST || asked(**target))
        .map(|(_, target)| {
            let index = if *target < questions {
                *target as isize
            } else {
                -1
            };
            format!("\t{index}:{}", row(&figures.targets[*target]))
        });
    let asks: Vec<String> = asks.iter().map(isize::to_string).collect();
    let shown: String = shown.collect();
    println!(
        "{design}\t{kind}\t{}\t{}{shown}",
        asks.join(","),
        row(&figures.none)
    );
}
