//! Slashes that a person may mean in two ways: `1/2 TB`, `4 // 3`.

use super::super::quantity::Dimensions;
use super::super::tokens::{Token, TokenKind};
use super::super::units::{self, Meaning};
use super::Parser;

/// What to ask of two slashes between two operands, which divide in whole numbers in some languages.
pub fn whole_division(tokens: &[Token]) -> Option<String> {
    let is_operand = |token: &Token| !matches!(token.kind, TokenKind::Sign(sign) if sign != ')');
    let is_asked = tokens.windows(4).any(|part| {
        let [before, one, two, behind] = part else {
            return false;
        };
        let is_pair = one.is('/') && two.is('/') && !two.spaced;
        is_pair && is_operand(before) && behind.number().is_some()
    });
    is_asked.then(|| {
        "`//` does not divide: write `floor(a / b)`, or put words behind it for a comment"
            .to_owned()
    })
}

impl Parser<'_, '_> {
    /// Asks of `1/2 TB` behind its slash: it is half a terabyte, or one for each two.
    pub(super) fn ask_of_fraction(&mut self) {
        let question = self.at.checked_sub(1).and_then(|at| self.fraction_at(at));
        if let Some(question) = question {
            self.ask(question);
        }
    }

    fn fraction_at(&self, slash: usize) -> Option<String> {
        let [first, sign, second, unit] = self.tokens.get(slash.checked_sub(1)?..slash + 3)? else {
            return None;
        };
        let (a, b) = (first.number()?, second.number()?);
        if !sign.is('/') || self.known_name(slash + 2).is_some() {
            return None;
        }
        let is_of_bytes = matches!(
            self.unit_at(slash + 2),
            Some((Meaning::Unit(one), _)) if one.dimensions == Dimensions::BYTE
        );
        let is_of_something = self.unit_at(slash + 2).is_some()
            || self.is_noun(slash + 2)
            || unit.word().and_then(units::magnitude).is_some();
        let before = slash.checked_sub(2).map(|at| &self.tokens[at].kind);
        let is_first = matches!(before, None | Some(TokenKind::Sign('(' | ',' | '+' | '-')));
        let is_tight = !sign.spaced && !second.spaced;
        // In `500 MB * 1/2 TB` the blanks say what belongs together, in `5TB*3/200MB` nothing does.
        let is_apart = matches!(before, Some(TokenKind::Sign('*' | '/'))) && first.spaced;
        let is_asked = if is_tight && (is_first || is_apart) {
            is_of_something && a < b || is_of_bytes && is_first
        } else {
            is_of_bytes && is_first
        };
        is_asked.then(|| {
            let [a, b] = [first, second].map(|token| &self.text[token.start..token.end]);
            let unit = &self.text[unit.start..unit.end];
            format!(
                "`{a}/{b} {unit}`: write `({a}/{b}) {unit}` for a part of it, or `{a} / ({b} {unit})` to divide by it"
            )
        })
    }
}
