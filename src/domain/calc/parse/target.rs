//! The unit that a result is wanted in: `in req/s`, `to %`, `in per sec`.

use super::super::Why;
use super::super::definitions::Definitions;
use super::super::quantity::Quantity;
use super::super::tokens::tokens;
use super::{Node, Parser, Target};

impl Parser<'_, '_> {
    /// Takes `in` and the unit behind it at the end of an expression, and `in total`, which asks for nothing.
    pub(super) fn target(&mut self) -> Option<Target> {
        let joins = self
            .word_at(self.at)
            .is_some_and(|word| ["in", "to", "as"].contains(&word.to_lowercase().as_str()));
        let from = self.tokens.get(self.at + 1).filter(|_| joins)?.start;
        let written = self.text[from..].trim();
        if written == "total" {
            self.at = self.tokens.len();
            return None;
        }
        let measure = match measure(written)? {
            Ok(measure) => measure,
            Err(question) => {
                self.ask(question);
                Quantity::plain(1.0)
            }
        };
        self.at = self.tokens.len();
        Some(Target {
            measure,
            written: written.to_owned(),
        })
    }

    /// What to say of `in`, `to` or `as` and a unit that more of the sum follows.
    pub(super) fn unit_in_the_middle(&self) -> Option<Why> {
        let word = self.word_at(self.at)?.to_lowercase();
        let is_joined = ["in", "to", "as"].contains(&&*word) && self.at > 0;
        let from = self.tokens.get(self.at + 1).filter(|_| is_joined)?.start;
        let next = self.tokens[self.at + 1..]
            .iter()
            .position(|token| ['*', '+', '-'].iter().any(|sign| token.is(*sign)))?;
        let unit = self.text[from..self.tokens[self.at + 1 + next].start].trim();
        matches!(measure(unit), Some(Ok(_)))
            .then(|| Why::Error(format!("`{word} {unit}` belongs at the end of the line")))
    }
}

/// One of a unit, or what must be asked of it; `None` where the text is no unit: a noun alone is none, so that
/// `3 GB in memory` stays prose.
fn measure(written: &str) -> Option<Result<Quantity, String>> {
    let text = format!("1 {written}");
    let known = Definitions::default();
    let mut parser = Parser::new(&text, tokens(&text)?, &known);
    let root = parser.sum().ok()?;
    let is_whole = parser.at == parser.tokens.len() && !parser.has_operator;
    match root {
        _ if !is_whole => None,
        _ if parser.ask.is_some() => parser.ask.map(Err),
        Node::Percent(_) => Some(Ok(Quantity {
            in_percent: true,
            ..Quantity::plain(0.01)
        })),
        Node::Bare(value) if value > 1.0 => Some(Ok(Quantity::plain(value))),
        Node::Value(measure) if !measure.is_plain() || measure.value != 1.0 => Some(Ok(measure)),
        _ => None,
    }
}
