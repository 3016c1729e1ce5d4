//! The grammar: an expression becomes a tree, or prose, or a question back. `docs/sums.md` describes it.

mod behind;
mod fraction;
mod functions;
mod number;
mod prose;
mod target;
mod tree;
mod words;

use super::by_name;
use super::definitions::{Definition, Definitions, ValueOrigin};
use super::time_unit::TimeUnit;
use super::tokens::{self, Token, TokenKind, tokens};
use super::{Prose, SumLine, Why};
pub use tree::{Choice, Function, Node, Operator, Parsed, Target};
pub use words::is_word_of_sums;

/// Deepest nesting of parentheses and signs.
const DEEPEST: usize = 40;

/// Reads the expression of a line. On a line with a name, lists and ratios are prose.
pub fn parse<'d>(line: &SumLine<'_>, known: &'d Definitions) -> Result<Parsed<'d>, Why> {
    let text = line.expression;
    let tokens = tokens(text).ok_or(Why::Silent)?;
    let question = fraction::whole_division(&tokens)
        .or_else(|| prose::tight_quotient(text, &tokens, line.own_name()));
    if let Some(question) = question {
        return Err(Why::Ambiguous(question));
    }
    if prose::is_prose(line, &tokens) {
        return Err(Why::Silent);
    }
    let mut parser = Parser::new(text, tokens, known);
    parser.is_count = line.own_name().is_some_and(by_name::is_count);
    let root = parser.sum()?;
    parser.skip_last_word();
    let target = parser.target();
    if parser.at < parser.tokens.len() {
        return Err(parser.unit_in_the_middle().unwrap_or(Why::Silent));
    }
    // `gain = +2% CTR` is a remark.
    let is_remark = parser.has_label && !parser.has_operator;
    match parser.ask {
        Some(question) => Err(Why::Ambiguous(question)),
        None if is_remark => Err(Why::Silent),
        None => Ok(Parsed {
            root,
            choices: parser.choices,
            has_operator: parser.has_operator || target.is_some(),
            target,
        }),
    }
}

/// What makes an expression prose. `is_sum` tells whether a line in its place has a result.
pub fn explain<'t>(
    line: &SumLine<'t>,
    known: &Definitions,
    is_sum: &dyn Fn(&SumLine<'_>) -> bool,
) -> Prose<'t> {
    let text = line.expression;
    let Some(tokens) = tokens(text) else {
        return Prose::NoSum;
    };
    if prose::is_date(&tokens) {
        return Prose::Date;
    }
    if prose::is_prose(line, &tokens) {
        let joins = |sign| prose::joins(&tokens, sign);
        let (slash, minus) = (joins('/'), joins('-'));
        let parted = SumLine {
            expression: &prose::parted(text, &tokens),
            ..*line
        };
        return if (slash || minus) && is_sum(&parted) {
            Prose::Joined { slash, minus }
        } else if is_sum(&SumLine::unnamed(text)) {
            Prose::List
        } else {
            Prose::Ratio
        };
    }
    let mut parser = Parser::new(text, tokens, known);
    let _ = parser.sum();
    if prose::is_second_sign(text, &parser.tokens, parser.at) {
        return Prose::Signs;
    }
    let stuck = parser.peek();
    stuck.map_or(Prose::Unfinished, |token| match token.kind {
        TokenKind::Sign(sign) if !tokens::is_sign(sign) => Prose::NoSum,
        _ => Prose::Word {
            word: &text[token.start..token.end],
            behind: &text[token.end..],
        },
    })
}

/// Whether the name is a sum and what stands behind the sign is its result: `100M * 2 KB = 20 GB` is not confirmed.
pub fn is_reversed(line: &SumLine<'_>, known: &Definitions) -> bool {
    let begins = |name: &&str| name.starts_with(super::line::begins_amount);
    let Some(name) = line.name.filter(begins) else {
        return false;
    };
    let has_sign = ["*", " / ", " x ", " + "]
        .iter()
        .any(|sign| name.contains(sign));
    let parsed = has_sign.then(|| parse(&SumLine::unnamed(name), known));
    parsed.is_some_and(|parsed| parsed.is_ok_and(|parsed| parsed.has_operator))
}

/// Whether a text is a value by itself, so that an equation in words such as `8 GPUs = 1 machine` names nothing. `1y raw` and
/// `2x qps` are names.
pub fn is_value(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit() || "~$€£.".contains(c)) {
        return false;
    }
    let Some(tokens) = tokens(text) else {
        return false;
    };
    let is_named = tokens.get(2).is_some_and(|third| third.word().is_some())
        && tokens.get(1).and_then(Token::word).is_some_and(|unit| {
            ["x", "X"].contains(&unit) || TimeUnit::of(unit).is_some() || unit == "yr"
        });
    let known = Definitions::default();
    let mut parser = Parser::new(text, tokens, &known);
    let read = parser.sum();
    !is_named && read.is_ok() && parser.at == parser.tokens.len()
}

struct Parser<'t, 'd> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    known: &'d Definitions,
    /// The line's name says that its value counts things.
    is_count: bool,
    choices: Vec<Choice<'d>>,
    /// The first thing that must be asked; the line may still turn out to be prose.
    ask: Option<String>,
    has_operator: bool,
    /// Words behind a share or an amount were passed over.
    has_label: bool,
}

impl<'t, 'd> Parser<'t, 'd> {
    fn new(text: &'t str, tokens: Vec<Token>, known: &'d Definitions) -> Self {
        Parser {
            text,
            tokens,
            at: 0,
            depth: 0,
            known,
            is_count: false,
            choices: Vec::new(),
            ask: None,
            has_operator: false,
            has_label: false,
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn word_at(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::word)
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    fn take(&mut self, sign: char) -> bool {
        let is_there = self.is_sign(self.at, sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn ask(&mut self, question: impl Into<String>) {
        self.ask.get_or_insert(question.into());
    }

    /// Passes over a word at the end that says how a number is meant: `16 TB each`.
    fn skip_last_word(&mut self) {
        let is_last = self.at + 1 == self.tokens.len();
        let word = self
            .word_at(self.at)
            .filter(|_| is_last && self.known_name(self.at).is_none());
        self.at +=
            usize::from(word.is_some_and(|word| words::SAID.contains(&&*word.to_lowercase())));
    }

    fn binary(&mut self, operator: Operator, left: Node, right: Node) -> Node {
        self.has_operator = true;
        Node::Binary(operator, Box::new(left), Box::new(right))
    }

    fn sum(&mut self) -> Result<Node, Why> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Why::Error("parentheses are nested too deeply".to_owned()));
        }
        let mut left = self.product()?;
        loop {
            let operator = match self.peek().map(|token| &token.kind) {
                Some(TokenKind::Sign('+')) => Operator::Add,
                Some(TokenKind::Sign('-')) => Operator::Subtract,
                _ => break,
            };
            if let Some((from, to)) = prose::range_at(&self.tokens, self.at) {
                self.ask(format!(
                    "`{from}-{to}` may be a range: write blanks around the minus to subtract"
                ));
            }
            self.at += 1;
            let right = self.product()?;
            left = self.binary(operator, left, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Node, Why> {
        let mut left = self.factor()?;
        let mut is_loose_quotient = false;
        while let (at, Some(operator)) = (self.at, self.product_operator()) {
            self.ask_of_fraction();
            let is_tight = !self.tokens[at].spaced;
            if is_loose_quotient && is_tight && operator == Operator::Multiply {
                self.ask("`a / b*c`: write `a / (b * c)`, or `a / b * c`");
            }
            is_loose_quotient = !is_tight && operator == Operator::Divide;
            // `30% of 10M` and `1/3 of 10M`, but not `2 of 3 replicas`.
            let is_of = self.at > 0 && self.word_at(self.at - 1) == Some("of");
            if is_of && !left.is_share() {
                self.ask("`of` stands behind a share, such as `30% of`: write `*` to multiply");
            }
            let right = self.factor()?;
            left = self.binary(operator, left, right);
        }
        Ok(left)
    }

    /// Takes the operator of a product, written as a sign or a word; `2(3 + 4)` multiplies without one.
    fn product_operator(&mut self) -> Option<Operator> {
        let token = self.peek()?;
        let operator = match &token.kind {
            TokenKind::Sign('*') => Operator::Multiply,
            TokenKind::Sign('/') => Operator::Divide,
            TokenKind::Word(word) => match word.as_str() {
                "x" | "X" | "of" => Operator::Multiply,
                "per" => Operator::Divide,
                // `5 GB x4`: the number is taken out of the word.
                _ => return self.factor_word(),
            },
            TokenKind::Sign('(') if !token.spaced => {
                let before = self.at.checked_sub(1).map(|at| &self.tokens[at])?;
                let number = before.number()?;
                let is_under = self.at > 1 && self.is_sign(self.at - 2, '/');
                if is_under {
                    self.ask(format!(
                        "`/{number}(…)`: write `/ ({number} * …)` or `/ {number} * (…)`"
                    ));
                }
                return Some(Operator::Multiply);
            }
            _ => return None,
        };
        self.at += 1;
        Some(operator)
    }

    fn factor_word(&mut self) -> Option<Operator> {
        let token = self.peek()?;
        let digits = token.word()?.strip_prefix(['x', 'X'])?;
        let value: f64 = digits
            .parse()
            .ok()
            .filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (start, end) = (token.start + 1, token.end);
        self.tokens[self.at] = Token {
            kind: TokenKind::Number(value),
            start,
            end,
            spaced: false,
        };
        Some(Operator::Multiply)
    }

    /// A signed operand with its power.
    fn factor(&mut self) -> Result<Node, Why> {
        // `50 + - 5` is no sum: a sign behind another one touches its number.
        if prose::is_loose_sign(&self.tokens, self.at) {
            return Err(Why::Silent);
        }
        if self.take('-') {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(Why::Error("signs are nested too deeply".to_owned()));
            }
            let inner = self.factor()?;
            self.depth -= 1;
            return Ok(Node::Negative(Box::new(inner)));
        }
        if self.take('+') {
            return self.factor();
        }
        self.operand()
    }

    fn operand(&mut self) -> Result<Node, Why> {
        let token = self.peek().ok_or(Why::Silent)?.clone();
        if let Some(definition) = self.name(token.start) {
            let named = self.named(definition);
            let named = self.power(named)?;
            return Ok(self.extended(named));
        }
        match &token.kind {
            TokenKind::Number(value) => {
                self.at += 1;
                self.number(*value)
            }
            TokenKind::Sign('$' | '€' | '£') => self.money(),
            TokenKind::Sign('(') => {
                let is_divisor = self.at > 0 && self.is_sign(self.at - 1, '/');
                self.at += 1;
                let inner = self.sum()?;
                if !self.take(')') {
                    return Err(Why::Silent);
                }
                let inner = self.power(inner)?;
                let behind = self.at;
                let node = self.behind(inner);
                if is_divisor && self.at > behind && self.word_at(behind).is_some() {
                    let unit = self.word_at(behind).unwrap_or_default();
                    let question = format!(
                        "`/ (…) {unit}`: write `{unit}` inside the parentheses, or `in {unit}` at the end"
                    );
                    self.ask(question);
                }
                Ok(node)
            }
            TokenKind::Word(word) => {
                if self.is_sign(self.at + 1, '(') && !self.tokens[self.at + 1].spaced {
                    return self.call(word);
                }
                Err(Why::Silent)
            }
            TokenKind::Sign(_) => Err(Why::Silent),
        }
    }

    /// The longest name that stands at this byte; its tokens are taken.
    fn name(&mut self, start: usize) -> Option<&'d Definition> {
        let (definition, length) = self.known.longest(&self.text[start..])?;
        let end = start + length;
        let next = self
            .tokens
            .iter()
            .position(|token| token.start >= end)
            .unwrap_or(self.tokens.len());
        if self.tokens[next - 1].end > end {
            return None;
        }
        self.at = next;
        Some(definition)
    }

    fn known_name(&self, at: usize) -> Option<&'d Definition> {
        let start = self.tokens.get(at)?.start;
        self.known
            .longest(&self.text[start..])
            .map(|(definition, _)| definition)
    }

    fn named(&mut self, definition: &'d Definition) -> Node {
        let same = self.choices.iter().position(
            |choice| matches!(choice, Choice::Name(known) if std::ptr::eq(*known, definition)),
        );
        let index = same.unwrap_or(self.choices.len());
        if same.is_none() {
            self.choices.push(Choice::Name(definition));
        }
        if definition.readings.is_empty() {
            let name = &definition.name;
            self.ask(match definition.origin {
                ValueOrigin::Both => {
                    format!("`{name}` has two values above: write `{name} = …` again")
                }
                _ => format!("`{name}` has no value"),
            });
        }
        Node::Name(index)
    }
}
