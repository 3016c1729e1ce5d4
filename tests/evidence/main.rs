//! How well the lines of the notes are ranked for a rubric item, measured on notes with the line that shows each item,
//! or none. The files and the labels were written before the ranking; it is tuned on those that are not held back.

use std::fmt;
use std::fs;
use std::path::Path;

use forty::content::{Origin, read_design, shipped};
use forty::domain::content::design::{Design, RubricItem};
use forty::domain::judging::anchor::LinePosition;
use forty::domain::judging::ranking::{Ranking, ReadRubric};
use serde::Deserialize;

/// One candidate's notes and what they show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Candidate {
    /// Whether nothing may be tuned on these cases.
    #[serde(default)]
    held_back: bool,
    /// By stage.
    notes: Vec<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// The stage of the item, from 0.
    stage: usize,
    #[serde(flatten)]
    item: RubricItem,
    /// The lines that show the item.
    right: Vec<String>,
}

#[derive(Default)]
struct Measure {
    /// Cases with a right line: all, with a right line ranked first, with one among the ranked lines, highlighted.
    with: usize,
    first: usize,
    listed: usize,
    highlighted_right: usize,
    /// Cases in which a wrong line is highlighted.
    highlighted_wrong: usize,
    /// Cases without a right line: all, and those in which nothing is highlighted.
    without: usize,
    silent: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Measure {
    fn take(&mut self, name: &str, ranking: &Ranking, lines: &[Vec<String>], case: &Case) {
        let text = |position: &LinePosition| lines[position.stage][position.line].as_str();
        let is_right =
            |position: &LinePosition| case.right.iter().any(|right| right == text(position));
        let highlighted = ranking.highlighted();
        if case.right.is_empty() {
            self.without += 1;
            self.silent += usize::from(highlighted.is_none());
        } else {
            self.with += 1;
            let is_first = ranking.lines.first().is_some_and(is_right);
            self.first += usize::from(is_first);
            if !is_first {
                let first = ranking.lines.first().map_or("nothing", text);
                let (wanted, right) = (&case.item.look_for, &case.right[0]);
                self.missed
                    .push(format!("{name}: `{wanted}` has `{first}` before `{right}`"));
            }
            self.listed += usize::from(ranking.lines.iter().any(is_right));
        }
        match highlighted {
            Some(line) if is_right(&line) => self.highlighted_right += 1,
            Some(line) => {
                self.highlighted_wrong += 1;
                let (wanted, line) = (&case.item.look_for, text(&line));
                self.wrong
                    .push(format!("{name}: `{wanted}` highlights `{line}`"));
            }
            None => {}
        }
    }

    /// Takes the cases of one candidate's notes; their items are the rubric.
    fn take_all(&mut self, name: &str, lines: &[Vec<String>], cases: &[Case]) {
        let (mut rubric, indices) = read_rubric(cases, lines.len());
        let rankings = rubric.rankings(lines);
        for (case, index) in cases.iter().zip(indices) {
            self.take(name, &rankings.rank(case.stage, index), lines, case);
        }
    }

    fn highlighted(&self) -> usize {
        self.highlighted_right + self.highlighted_wrong
    }
}

fn percent(part: usize, whole: usize) -> String {
    let share = part as f64 / whole.max(1) as f64;
    format!("{part} of {whole} ({:.1} %)", share * 100.0)
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "right line first:           {}",
            percent(self.first, self.with)
        )?;
        writeln!(
            f,
            "right line among the ranked: {}",
            percent(self.listed, self.with)
        )?;
        writeln!(
            f,
            "right line highlighted:     {}",
            percent(self.highlighted_right, self.with)
        )?;
        writeln!(
            f,
            "highlighted lines wrong:    {}",
            percent(self.highlighted_wrong, self.highlighted())
        )?;
        writeln!(
            f,
            "nothing, rightly:           {}",
            percent(self.silent, self.without)
        )?;
        let mut wrong = self.wrong.iter().chain(&self.missed);
        wrong.try_for_each(|wrong| writeln!(f, "  {wrong}"))
    }
}

/// The items of some cases as a rubric, and the index of each in its stage.
fn read_rubric(cases: &[Case], stages: usize) -> (ReadRubric, Vec<usize>) {
    let mut rubrics: Vec<Vec<RubricItem>> = vec![Vec::new(); stages];
    let indices = cases.iter().map(|case| {
        rubrics[case.stage].push(case.item.clone());
        rubrics[case.stage].len() - 1
    });
    let indices = indices.collect();
    let slices: Vec<&[RubricItem]> = rubrics.iter().map(Vec::as_slice).collect();
    (ReadRubric::new(&slices), indices)
}

fn lines_of(notes: &[String]) -> Vec<Vec<String>> {
    let notes = notes.iter();
    notes
        .map(|notes| notes.lines().map(str::to_owned).collect())
        .collect()
}

fn measure(held_back: bool) -> Measure {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evidence");
    let files = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut measure = Measure::default();
    for file in files {
        let text = fs::read_to_string(&file).expect("it can be read");
        let candidate: Candidate =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let (name, lines) = (
            file.file_stem().unwrap_or_default().to_string_lossy(),
            lines_of(&candidate.notes),
        );
        for right in candidate.case.iter().flat_map(|case| &case.right) {
            assert!(
                lines.iter().flatten().any(|line| line == right),
                "{name}: no line `{right}`"
            );
        }
        if candidate.held_back == held_back {
            measure.take_all(&name, &lines, &candidate.case);
        }
    }
    measure
}

/// Whether a share is at least so many percent.
fn is_at_least(part: usize, whole: usize, percent: usize) -> bool {
    part * 100 >= whole * percent
}

#[test]
fn nearly_every_right_line_is_first_and_nearly_no_wrong_one_is_highlighted() {
    let measure = measure(false);
    println!("{measure}");
    assert!(measure.with + measure.without >= 200);
    assert!(is_at_least(measure.first, measure.with, 95), "{measure}");
    assert!(
        measure.highlighted_wrong * 100 <= measure.highlighted() * 3,
        "{measure}"
    );
    assert!(
        is_at_least(measure.highlighted_right, measure.with, 60),
        "{measure}"
    );
}

#[test]
fn on_notes_that_nothing_was_tuned_on_few_highlighted_lines_are_wrong() {
    let measure = measure(true);
    println!("{measure}");
    assert!(measure.with + measure.without >= 100);
    assert!(is_at_least(measure.first, measure.with, 90), "{measure}");
    assert!(
        measure.highlighted_wrong * 100 <= measure.highlighted() * 3,
        "{measure}"
    );
    assert!(
        is_at_least(measure.silent, measure.without, 95),
        "{measure}"
    );
}

fn shipped_designs() -> Vec<Design> {
    let designs = shipped::designs().iter();
    let read =
        designs.map(|entry| read_design(entry.file.name, &entry.file.text(), Origin::Shipped));
    read.map(|read| read.expect("every shipped design is good").0)
        .collect()
}

/// A design's items as cases. From each, one line that shows it is taken out and is the right line. With `near`, so is one
/// line that comes near; these are returned by stage.
fn take_out(design: &Design, taken: usize, near: bool) -> (Vec<Case>, Vec<Vec<String>>) {
    let mut others = vec![Vec::new(); design.stages.len()];
    let mut cases = Vec::new();
    for (stage, of) in design.stages.iter().enumerate() {
        for item in of.rubric.iter().filter(|item| taken < item.shows.len()) {
            let mut item = item.clone();
            let right = vec![item.shows.remove(taken)];
            if near && taken < item.near.len() {
                others[stage].push(item.near.remove(taken));
            }
            cases.push(Case { stage, item, right });
        }
    }
    (cases, others)
}

/// Ranks notes that are the right lines of all cases and the other lines. Then the right lines of every other item
/// are removed, and those items are cases without a right line.
fn measure_notes(with: &mut Measure, without: &mut Measure, design: &Design, near: bool) {
    for taken in 0..3 {
        let (mut cases, others) = take_out(design, taken, near);
        let (mut rubric, indices) = read_rubric(&cases, others.len());
        let notes_without = |removed: Option<usize>| {
            let mut notes = others.clone();
            for (case, index) in cases.iter().zip(&indices) {
                if Some(*index % 2) != removed {
                    notes[case.stage].extend(case.right.clone());
                }
            }
            notes
        };
        let all = notes_without(None);
        let halves = [0, 1].map(|half| notes_without(Some(half)));
        let rankings = rubric.rankings(&all);
        for (case, index) in cases.iter().zip(&indices) {
            with.take(&design.id, &rankings.rank(case.stage, *index), &all, case);
        }
        for (half, notes) in halves.iter().enumerate() {
            let rankings = rubric.rankings(notes);
            let cases = cases.iter_mut().zip(&indices);
            for (case, index) in cases.filter(|(_, index)| **index % 2 == half) {
                case.right.clear();
                let ranking = rankings.rank(case.stage, *index);
                without.take(&design.id, &ranking, notes, case);
            }
        }
    }
}

#[test]
fn the_example_lines_of_the_designs_are_ranked_as_well() {
    let [mut with, mut without] = [Measure::default(), Measure::default()];
    for design in shipped_designs() {
        measure_notes(&mut with, &mut without, &design, false);
    }
    println!("notes with a line for each item\n{with}and without it\n{without}");
    assert!(with.with >= 600);
    assert!(is_at_least(with.first, with.with, 95), "{with}");
    assert!(
        with.highlighted_wrong * 100 <= with.highlighted() * 3,
        "{with}"
    );
    assert!(
        is_at_least(without.silent, without.without, 97),
        "{without}"
    );
}

#[test]
fn lines_that_come_near_are_hardly_ever_taken_for_lines_that_show_an_item() {
    let [mut with, mut without] = [Measure::default(), Measure::default()];
    for design in shipped_designs() {
        measure_notes(&mut with, &mut without, &design, true);
    }
    println!("notes with a line that comes near, too\n{with}and without the right line\n{without}");
    assert!(is_at_least(with.first, with.with, 93), "{with}");
    assert!(
        with.highlighted_wrong * 100 <= with.highlighted() * 3,
        "{with}"
    );
    assert!(
        is_at_least(without.silent, without.without, 95),
        "{without}"
    );
}

#[test]
fn of_nearly_every_items_own_lines_one_that_shows_it_is_first() {
    let (mut first, mut items) = (0, 0);
    for design in shipped_designs() {
        let rubrics: Vec<&[RubricItem]> = (design.stages.iter())
            .map(|stage| stage.rubric.as_slice())
            .collect();
        for misleading in ReadRubric::misleading(&rubrics).concat() {
            items += 1;
            first += usize::from(misleading.is_none());
        }
    }
    println!(
        "a line that shows the item first: {}",
        percent(first, items)
    );
    assert!(items >= 200);
    assert!(is_at_least(first, items, 95));
}

/// Ranks notes that are one example of each item for a rubric that still has it: how many cases there are, in how many the
/// example is first, and in how many it is highlighted.
fn measure_repeated(design: &Design, near: bool) -> Measure {
    let mut measure = Measure::default();
    let rubrics = design.stages.iter().map(|stage| stage.rubric.as_slice());
    let rubrics: Vec<&[RubricItem]> = rubrics.collect();
    for taken in 0..3 {
        let (cases, mut notes) = take_out(design, taken, near);
        for case in &cases {
            notes[case.stage].extend(case.right.clone());
        }
        let rankings = ReadRubric::new(&rubrics).rankings(&notes);
        for case in &cases {
            let is_own = |item: &RubricItem| item.look_for == case.item.look_for;
            let index = rubrics[case.stage].iter().position(is_own);
            let ranking = rankings.rank(case.stage, index.expect("the rubric has the item"));
            measure.take(&design.id, &ranking, &notes, case);
        }
    }
    measure
}

#[test]
fn a_line_that_repeats_an_example_is_first_also_where_it_is_a_formula_with_few_words() {
    for near in [false, true] {
        for design in shipped_designs() {
            let measure = measure_repeated(&design, near);
            println!("lines that repeat an example, near {near}\n{measure}");
            assert_eq!(measure.first, measure.with, "{measure}");
            assert_eq!(measure.highlighted_wrong, 0, "{measure}");
            assert!(
                is_at_least(measure.highlighted_right, measure.with, 99),
                "{measure}"
            );
        }
    }
}
