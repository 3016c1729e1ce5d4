//! Prints what the matching of questions is fitted to, one text a line.
//!
//! ```text
//! cargo run --example question_fit -- texts > texts                  for tests/ask/vectors.py, which learns meanings
//! cargo run --example question_fit -- figures V0 V1 V2 > figures     for tests/ask/fit.py, which fits the weights
//! cargo run --example question_fit -- parts V0 V1 V2 > parts         for tests/ask/fit_parts.py, which fits those of parts
//! ```
//!
//! `V0` to `V2` are vectors that were learned without each of the three parts of the texts, so that the weights are fitted to
//! meanings of texts that the vectors have not seen.

#![allow(clippy::cast_possible_wrap, reason = "a design has few questions")]

mod figures;
mod parts;
mod rows;
mod texts;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("texts") => texts::print_all(),
        Some("figures") => figures::print_all(&arguments.collect::<Vec<_>>()),
        Some("parts") => parts::print_all(&arguments.collect::<Vec<_>>()),
        _ => panic!("say `texts`, or `figures` or `parts` and three files of vectors"),
    }
}
