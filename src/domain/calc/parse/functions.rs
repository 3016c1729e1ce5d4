//! Functions and powers.

use super::super::Why;
use super::super::quantity::Quantity;
use super::super::tokens::TokenKind;
use super::{Function, Node, Operator, Parser, prose};

impl Parser<'_, '_> {
    pub(super) fn call(&mut self, word: &str) -> Result<Node, Why> {
        let function = if word.eq_ignore_ascii_case("log") {
            self.ask("log of which base: write ln, log2 or log10");
            Function::Ln
        } else {
            Function::of(word).ok_or(Why::Silent)?
        };
        self.at += 2;
        let mut arguments = vec![self.sum()?];
        while self.take(',') {
            arguments.push(self.sum()?);
        }
        if !self.take(')') {
            return Err(Why::Silent);
        }
        let takes_many = matches!(function, Function::Min | Function::Max);
        if !takes_many && arguments.len() > 1 || takes_many && arguments.len() < 2 {
            return Err(Why::Error(format!(
                "`{word}` takes {}",
                if takes_many {
                    "two numbers or more, each behind a comma and a blank"
                } else {
                    "one number"
                }
            )));
        }
        self.has_operator = true;
        let called = self.power(Node::Call(function, arguments))?;
        Ok(self.behind(called))
    }

    pub(super) fn power(&mut self, base: Node) -> Result<Node, Why> {
        if !self.take('^') {
            return Ok(base);
        }
        if prose::is_loose_sign(&self.tokens, self.at) {
            return Err(Why::Silent);
        }
        let is_negative = self.take('-');
        let exponent = match self.peek().ok_or(Why::Silent)?.kind.clone() {
            TokenKind::Number(value) => {
                self.at += 1;
                let value = Node::Value(Quantity::plain(value));
                self.power(value)?
            }
            TokenKind::Sign('(') => {
                self.at += 1;
                let inner = self.sum()?;
                if !self.take(')') {
                    return Err(Why::Silent);
                }
                inner
            }
            TokenKind::Word(_) => {
                let start = self.tokens[self.at].start;
                let definition = self.name(start).ok_or(Why::Silent)?;
                self.named(definition)
            }
            TokenKind::Sign(_) => return Err(Why::Silent),
        };
        let exponent = if is_negative {
            Node::Negative(Box::new(exponent))
        } else {
            exponent
        };
        Ok(self.binary(Operator::Power, base, exponent))
    }
}
