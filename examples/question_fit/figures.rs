//! What the weights of the matching are fitted to.
//!
//! An example is a design, a kind of text, the questions of a design that answer it (-1 for none), and the figures of
//! "no question" and of the likeliest targets. Texts are the wordings of the shipped content, each hidden from the rest,
//! and the rows of `tests/ask` that the matching is tuned on. Wordings of topics that a design lacks, and of other designs,
//! are examples without an answer; some of them, and the rows without an answer, once more as if no such topic existed.

use super::rows::{TUNED, content, typed};
use forty::domain::content::design::{Clarify, Design};
use forty::domain::content::framework::Topic;
use forty::domain::interview::questions::fitting::{Figures, Fitting, Learned, PARTS, hash};
use forty::domain::interview::questions::meaning::Vectors;
use forty::domain::stems::{Stems, Worth, split};

/// Every so many wordings of topics and of other designs is an example: they are many more than those of a design.
const EVERY: usize = 15;
/// In so many groups the topics that a design lacks are left out, to see what is asked as a subject that nobody foresaw.
const GROUPS: usize = 4;
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
    let vectors = read_vectors(files);
    let (topics, designs) = content();
    for (file, design) in &designs {
        let printer = Printer::new(&vectors, file, design, &topics);
        printer.print_wordings();
        let others = designs.iter().filter(|(other, _)| other != file);
        printer.print_foreign(others.flat_map(|(_, other)| &other.clarify));
        printer.print_unforeseen_topics(&vectors);
        for folder in TUNED {
            for (asks, text) in typed(folder, file, design) {
                printer.print_row(folder, &asks, &text);
            }
        }
    }
}

/// The vectors that have not seen each part of the texts.
pub fn read_vectors(files: &[String]) -> Vec<Vectors> {
    assert_eq!(
        files.len(),
        PARTS,
        "name a file of vectors for each part of the texts"
    );
    let read = |file: &String| Vectors::read(std::fs::read(file).expect(file)).expect(file);
    files.iter().map(read).collect()
}

/// Prints the examples of a design.
struct Printer<'a> {
    file: &'a str,
    design: &'a Design,
    topics: &'a [Topic],
    /// The design by the vectors that have not seen each part.
    fittings: Vec<Fitting>,
}

impl<'a> Printer<'a> {
    fn new(vectors: &[Vectors], file: &'a str, design: &'a Design, topics: &'a [Topic]) -> Self {
        let fitting = |vectors: &Vectors| Fitting::new(vectors.clone(), design, topics);
        Self {
            file,
            design,
            topics,
            fittings: vectors.iter().map(fitting).collect(),
        }
    }

    /// The one whose vectors have not seen a text.
    fn fitting(&self, text: &str) -> &Fitting {
        &self.fittings[Learned::new(text).part]
    }

    fn print_wordings(&self) {
        let clarify = &self.design.clarify;
        for (index, clarify) in clarify.iter().enumerate() {
            for text in &clarify.also {
                self.print_content("own", &[index as isize], text);
            }
        }
        let own = clarify.iter().flat_map(|clarify| &clarify.also);
        for text in own.step_by(ESTRANGED) {
            self.print("strange", &[-1], &estranged(text), |_| false);
        }
        let of_topics = self.topics.iter().flat_map(|topic| {
            let texts = topic.phrasings.iter();
            texts.map(|text| (self.told(&topic.id, text), text))
        });
        for (asks, text) in of_topics.step_by(EVERY) {
            let asks = if asks.is_empty() { vec![-1] } else { asks };
            self.print_content("topic", &asks, text);
        }
    }

    /// Prints wordings of questions of other designs whose topics this one lacks.
    fn print_foreign<'b>(&self, others: impl Iterator<Item = &'b Clarify>) {
        let lacks = |topic: &String| self.with(topic).is_empty();
        let foreign = others.filter(|clarify| clarify.topics.iter().all(lacks));
        for text in foreign.flat_map(|clarify| &clarify.also).step_by(EVERY) {
            self.print_content("foreign", &[-1], text);
        }
    }

    /// Prints phrasings of topics that the design lacks, as if nobody had foreseen them.
    fn print_unforeseen_topics(&self, vectors: &[Vectors]) {
        let lacks = |topic: &&Topic| self.with(&topic.id).is_empty();
        let lacking: Vec<&Topic> = self.topics.iter().filter(lacks).collect();
        for group in 0..GROUPS {
            let out: Vec<&Topic> = lacking
                .iter()
                .skip(group)
                .step_by(GROUPS)
                .copied()
                .collect();
            let is_known = |topic: &&Topic| out.iter().all(|other| other.id != topic.id);
            let known: Vec<Topic> = self.topics.iter().filter(is_known).cloned().collect();
            let printer = Printer::new(vectors, self.file, self.design, &known);
            let texts = out.iter().flat_map(|topic| &topic.phrasings);
            for text in texts.step_by(GROUPS) {
                printer.print("novel", &[-1], text, |_| false);
            }
        }
    }

    fn print_row(&self, folder: &str, asks: &[isize], text: &str) {
        self.print(folder, asks, text, |_| false);
        for (share, kind) in SPARSE {
            self.print(kind, asks, text, |place| hash(&(text, place)) % 100 < share);
        }
        if asks == [-1] {
            let fitting = self.fitting(text);
            let topics = fitting.likeliest_topics(text, UNFORESEEN);
            self.print("bare", asks, text, |place| fitting.asks_any(place, &topics));
        }
    }

    /// The questions of the design whose answers tell what a phrasing of a topic asks.
    fn told(&self, topic: &String, phrasing: &String) -> Vec<isize> {
        let tells = |question: &isize| {
            let clarify = &self.design.clarify[question.unsigned_abs()];
            !clarify.except.contains(phrasing)
        };
        self.with(topic).into_iter().filter(tells).collect()
    }

    /// The questions of the design with a topic.
    fn with(&self, topic: &String) -> Vec<isize> {
        let all = self.design.clarify.iter().enumerate();
        let with = all.filter(|(_, clarify)| clarify.topics.contains(topic));
        with.map(|(index, _)| index as isize).collect()
    }

    fn print_content(&self, kind: &str, asks: &[isize], text: &str) {
        let figures = self.fitting(text).figures(text, true, |_| false);
        self.print_figures(kind, asks, &figures);
    }

    fn print(&self, kind: &str, asks: &[isize], text: &str, hides: impl Fn(usize) -> bool) {
        let figures = self.fitting(text).figures(text, false, hides);
        self.print_figures(kind, asks, &figures);
    }

    /// Prints an example. A target that is no question has the index -1.
    fn print_figures(&self, kind: &str, asks: &[isize], figures: &Figures) {
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
                let is_question = *target < self.design.clarify.len();
                let index = if is_question { *target as isize } else { -1 };
                format!("\t{index}:{}", row(&figures.targets[*target]))
            });
        let shown: String = shown.collect();
        let asks: Vec<String> = asks.iter().map(isize::to_string).collect();
        let (file, asks, none) = (self.file, asks.join(","), row(&figures.none));
        println!("{file}\t{kind}\t{asks}\t{none}{shown}");
    }
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
