//! The grammar: an expression becomes a tree, or prose, or a question back. `docs/sums.md` describes it.

use super::Why;
use super::definitions::{Definition, Definitions};
use super::nouns;
use super::quantity::{Currency, Dimensions, Quantity};
use super::tokens::{Kind, Token, tokens};
use super::units::{self, Meaning, TimeUnit};

/// Deepest nesting of parentheses and signs.
const DEEPEST: usize = 40;

/// A part of an expression.
#[derive(Debug, Clone)]
pub enum Node {
    Value(Quantity),
    /// A bare number that may stand for hours, days or seconds.
    Calendar(f64),
    Percent(f64),
    /// A number before `B` that may be bytes or billions; its place among the choices.
    ByteOrBillion(f64, usize),
    /// A name's value; its place among the choices.
    Name(usize),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Sqrt,
    Ceil,
    Floor,
    Round,
    Abs,
    Min,
    Max,
    Ln,
    Log2,
    Log10,
}

impl Function {
    fn of(word: &str) -> Option<Self> {
        Some(match word.to_lowercase().as_str() {
            "sqrt" => Self::Sqrt,
            "ceil" => Self::Ceil,
            "floor" => Self::Floor,
            "round" => Self::Round,
            "abs" => Self::Abs,
            "min" => Self::Min,
            "max" => Self::Max,
            "ln" => Self::Ln,
            "log2" => Self::Log2,
            "log10" => Self::Log10,
            _ => return None,
        })
    }
}

/// Something of an expression that has more than one reading, or a name.
#[derive(Debug, Clone)]
pub enum Choice<'d> {
    /// A number of bytes or of billions.
    ByteOrBillion,
    Name(&'d Definition),
}

/// An expression, read.
#[derive(Debug)]
pub struct Parsed<'d> {
    pub root: Node,
    pub choices: Vec<Choice<'d>>,
    /// Something is computed: more than a number with its unit.
    pub has_operator: bool,
}

/// Reads an expression. `is_named` says whether the line has a name, where tightly joined numbers are prose.
pub fn parse<'d>(text: &str, is_named: bool, known: &'d Definitions) -> Result<Parsed<'d>, Why> {
    let tokens = tokens(text).ok_or(Why::Silent)?;
    if is_date(&tokens) || is_named && is_list(&tokens) {
        return Err(Why::Silent);
    }
    let mut parser =
        Parser { text, tokens, at: 0, depth: 0, known, choices: Vec::new(), ask: None, has_operator: false };
    let root = parser.sum()?;
    if parser.at < parser.tokens.len() {
        return Err(Why::Silent);
    }
    match parser.ask {
        Some(question) => Err(Why::Ambiguous(question)),
        None => Ok(Parsed { root, choices: parser.choices, has_operator: parser.has_operator }),
    }
}

/// Numbers joined tightly: `80/10/10`, `10-20 ms`, `9x5`. A slash behind an amount of money, or over the seconds of an
/// hour or a day, is a division.
fn is_list(tokens: &[Token]) -> bool {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('(') => depth += 1,
            Kind::Sign(')') => depth -= 1,
            Kind::Sign(sign @ ('/' | ':' | '-')) if depth == 0 && !token.spaced => {
                let Some((next, first)) = tokens.get(at + 1).and_then(|next| Some((next, number_before(tokens, at)?))) else { continue };
                let Some(value) = next.number().filter(|_| !next.spaced) else { continue };
                let is_money = first > 0 && matches!(tokens[first - 1].kind, Kind::Sign('$' | '€' | '£'));
                if !(sign == '/' && (is_money || value == 3600.0 || value == 86_400.0)) {
                    return true;
                }
            }
            _ => {}
        }
    }
    matches!(tokens, [a, x, b] if a.number().is_some() && b.number().is_some() && x.is('*') && !x.spaced && x.end - x.start == 1 && !b.spaced && is_letter_x(a, x))
}

/// `9x5` and not `9*5`: the sign is a letter, so the next part begins right behind it.
fn is_letter_x(before: &Token, sign: &Token) -> bool {
    before.end == sign.start
}

/// The number that ends right before this place, its suffix passed over.
fn number_before(tokens: &[Token], at: usize) -> Option<usize> {
    let last = tokens[..at].iter().rposition(|token| token.number().is_some())?;
    let between = &tokens[last + 1..at];
    let is_suffix = |token: &Token| !token.spaced && (token.word().is_some() || token.is('%'));
    (between.len() <= 1 && between.iter().all(is_suffix)).then_some(last)
}

/// `11/23/2026`, `2026-11-23`.
fn is_date(tokens: &[Token]) -> bool {
    tokens.windows(5).any(|part| {
        let [a, one, b, two, c] = part else { return false };
        let numbers = [a, b, c].map(Token::number);
        let joined = [one, two].iter().all(|sign| !sign.spaced && (sign.is('/') || sign.is('-'))) && one.kind == two.kind;
        let tight = !b.spaced && !c.spaced;
        let is_year = |value: Option<f64>| value.is_some_and(|value| value.fract() == 0.0 && (1900.0..2200.0).contains(&value));
        let is_day = |value: Option<f64>| value.is_some_and(|value| value.fract() == 0.0 && (1.0..=31.0).contains(&value));
        let [a, b, c] = numbers;
        joined && tight && is_day(b) && (is_year(a) && is_day(c) || is_year(c) && is_day(a))
    })
}

struct Parser<'t, 'd> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    known: &'d Definitions,
    choices: Vec<Choice<'d>>,
    /// The first thing that must be asked; the line may still turn out to be prose.
    ask: Option<String>,
    has_operator: bool,
}

impl<'d> Parser<'_, 'd> {
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
                Some(Kind::Sign('+')) => Operator::Add,
                Some(Kind::Sign('-')) => Operator::Subtract,
                _ => break,
            };
            self.at += 1;
            let right = self.product()?;
            left = self.binary(operator, left, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Node, Why> {
        let mut left = self.factor()?;
        while let Some(operator) = self.product_operator() {
            let right = self.factor()?;
            left = self.binary(operator, left, right);
        }
        Ok(left)
    }

    /// Takes the operator of a product, written as a sign or a word; `2(3 + 4)` multiplies without one.
    fn product_operator(&mut self) -> Option<Operator> {
        let token = self.peek()?;
        let operator = match &token.kind {
            Kind::Sign('*') => Operator::Multiply,
            Kind::Sign('/') => Operator::Divide,
            Kind::Word(word) => match word.as_str() {
                "x" | "X" | "of" => Operator::Multiply,
                "per" => Operator::Divide,
                // `5 GB x4`: the number is taken out of the word.
                _ => return self.factor_word(),
            },
            Kind::Sign('(') if !token.spaced => {
                let before = self.at.checked_sub(1).map(|at| &self.tokens[at])?;
                let number = before.number()?;
                let is_under = self.at > 1 && self.is_sign(self.at - 2, '/');
                if is_under {
                    self.ask(format!("`/{number}(…)`: write `/ ({number} * …)` or `/ {number} * (…)`"));
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
        let value: f64 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        let (start, end) = (token.start + 1, token.end);
        self.tokens[self.at] = Token { kind: Kind::Number(value), start, end, spaced: false };
        Some(Operator::Multiply)
    }

    /// A signed operand with its power.
    fn factor(&mut self) -> Result<Node, Why> {
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
        match &token.kind {
            Kind::Number(value) => {
                self.at += 1;
                self.number(*value)
            }
            Kind::Sign('$' | '€' | '£') => self.money(),
            Kind::Sign('(') => {
                self.at += 1;
                let inner = self.sum()?;
                if !self.take(')') {
                    return Err(Why::Silent);
                }
                let inner = self.power(inner)?;
                self.behind(inner)
            }
            Kind::Word(word) => {
                if let Some(definition) = self.name(token.start) {
                    let named = self.named(definition);
                    let named = self.power(named)?;
                    return self.extended(named);
                }
                if self.is_sign(self.at + 1, '(') && !self.tokens[self.at + 1].spaced {
                    return self.call(word);
                }
                Err(Why::Silent)
            }
            Kind::Sign(_) => Err(Why::Silent),
        }
    }

    /// The longest name that stands at this byte; its tokens are taken.
    fn name(&mut self, start: usize) -> Option<&'d Definition> {
        let (definition, length) = self.known.longest(&self.text[start..])?;
        let end = start + length;
        let next = self.tokens.iter().position(|token| token.start >= end).unwrap_or(self.tokens.len());
        if self.tokens[next - 1].end > end {
            return None;
        }
        self.at = next;
        Some(definition)
    }

    fn named(&mut self, definition: &'d Definition) -> Node {
        let same = self.choices.iter().position(|choice| matches!(choice, Choice::Name(known) if std::ptr::eq(*known, definition)));
        let index = same.unwrap_or(self.choices.len());
        if same.is_none() {
            self.choices.push(Choice::Name(definition));
        }
        if definition.readings.is_empty() {
            self.ask(format!("`{}` has no value", definition.name));
        }
        Node::Name(index)
    }

    fn call(&mut self, word: &str) -> Result<Node, Why> {
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
            return Err(Why::Error(format!("`{word}` takes {}", if takes_many { "two numbers or more" } else { "one number" })));
        }
        self.has_operator = true;
        let called = self.power(Node::Call(function, arguments))?;
        self.behind(called)
    }

    fn power(&mut self, base: Node) -> Result<Node, Why> {
        if !self.take('^') {
            return Ok(base);
        }
        let is_negative = self.take('-');
        let exponent = match self.peek().ok_or(Why::Silent)?.kind.clone() {
            Kind::Number(value) => {
                self.at += 1;
                let value = Node::Value(Quantity::plain(value));
                self.power(value)?
            }
            Kind::Sign('(') => {
                self.at += 1;
                let inner = self.sum()?;
                if !self.take(')') {
                    return Err(Why::Silent);
                }
                inner
            }
            Kind::Word(_) => {
                let start = self.tokens[self.at].start;
                let definition = self.name(start).ok_or(Why::Silent)?;
                self.named(definition)
            }
            Kind::Sign(_) => return Err(Why::Silent),
        };
        let exponent = if is_negative { Node::Negative(Box::new(exponent)) } else { exponent };
        Ok(self.binary(Operator::Power, base, exponent))
    }

    /// An amount behind a currency's sign.
    fn money(&mut self) -> Result<Node, Why> {
        let currency = match self.tokens[self.at].kind {
            Kind::Sign('€') => Currency::Eur,
            Kind::Sign('£') => Currency::Gbp,
            _ => Currency::Usd,
        };
        self.at += 1;
        let mut value = self.peek().and_then(Token::number).ok_or(Why::Silent)?;
        self.at += 1;
        if let Some(word) = self.word_at(self.at).map(str::to_owned) {
            let is_glued = !self.tokens[self.at].spaced;
            let billions = is_glued && ["B", "b"].contains(&word.as_str());
            let suffix = if billions { Some(1e9) } else { units::magnitude(&word) };
            let millions = (is_glued && word == "m").then_some(1e6);
            if let Some(factor) = suffix.or(millions) {
                value *= factor;
                self.at += 1;
            }
        }
        let dimensions = Dimensions::money(currency);
        // `$5 USD` says it twice.
        if self.word_at(self.at).is_some_and(|word| matches!(units::unit(word, false), Some(Meaning::Unit(unit)) if unit.dimensions == dimensions && (unit.value - 1.0).abs() < f64::EPSILON)) {
            self.at += 1;
        }
        self.extended(Node::Value(Quantity::of(value, dimensions)))
    }

    /// A number with everything behind it: power, magnitude, unit, noun, and units behind slashes.
    fn number(&mut self, value: f64) -> Result<Node, Why> {
        if self.is_sign(self.at, '^') {
            let raised = self.power(Node::Value(Quantity::plain(value)))?;
            return self.behind(raised);
        }
        let is_glued = self.peek().is_some_and(|token| !token.spaced);
        if self.take('%') || self.word_at(self.at).is_some_and(|word| ["percent", "pct"].contains(&word)) && { self.at += 1; true } {
            return Ok(Node::Percent(value));
        }
        let Some(word) = self.word_at(self.at).map(str::to_owned) else {
            return self.bare(value);
        };
        if is_glued && self.is_duration() {
            let duration = self.duration(value);
            return self.behind(duration);
        }
        if is_glued && ["x", "X"].contains(&word.as_str()) {
            return self.multiple(value);
        }
        if word == "B" {
            return self.bytes_or_billions(value, is_glued);
        }
        if word == "b" && is_glued && self.is_noun(self.at + 1) {
            self.at += 1;
            return self.behind(Node::Value(Quantity::plain(value * 1e9)));
        }
        if let Some(factor) = units::magnitude(&word) {
            self.at += 1;
            let mut value = value * factor;
            // `3 hundred million`
            while let Some(more) = self.word_at(self.at).filter(|word| word.len() > 1).and_then(units::magnitude) {
                value *= more;
                self.at += 1;
            }
            if self.is_sign(self.at, '^') {
                return self.power(Node::Value(Quantity::plain(value))).and_then(|raised| self.behind(raised));
            }
            return self.behind(Node::Value(Quantity::plain(value)));
        }
        if is_glued && self.unit_at(self.at).is_none() && word.chars().count() < 3 {
            return Err(Why::Silent);
        }
        let is_behind = self.unit_at(self.at).is_some() || self.is_noun(self.at);
        if is_behind || self.per_at(self.at).is_some() { self.behind(Node::Value(Quantity::plain(value))) } else { self.bare(value) }
    }

    /// A number alone. Behind a slash it may still get a unit: `12/day`.
    fn bare(&mut self, value: f64) -> Result<Node, Why> {
        let is_calendar = [7.0, 12.0, 24.0, 30.0, 60.0, 365.0, 3600.0, 86_400.0].contains(&value);
        let before = self.at;
        let extended = self.extended(Node::Value(Quantity::plain(value)))?;
        Ok(if is_calendar && self.at == before { Node::Calendar(value) } else { extended })
    }

    /// `3x replication`, `2x peak`.
    fn multiple(&mut self, value: f64) -> Result<Node, Why> {
        self.at += 1;
        let factor = Node::Value(Quantity::plain(value));
        let Some(next) = self.peek().cloned() else { return Ok(factor) };
        let starts = matches!(next.kind, Kind::Number(_) | Kind::Sign('(' | '$' | '€' | '£'));
        let is_name = next.word().is_some() && self.known.longest(&self.text[next.start..]).is_some();
        if starts || is_name {
            let right = self.operand()?;
            return Ok(self.binary(Operator::Multiply, factor, right));
        }
        // What is multiplied so is no counted thing: the word only says which factor it is.
        let words = (self.at..self.at + 2).take_while(|at| self.is_noun(*at)).count();
        self.at += words;
        Ok(factor)
    }

    fn bytes_or_billions(&mut self, value: f64, is_glued: bool) -> Result<Node, Why> {
        self.at += 1;
        let bytes = Quantity::of(value, Dimensions::BYTE);
        let has_noun = self.is_noun(self.at) && self.peek().is_some_and(|token| token.spaced);
        let over_noun = self.is_sign(self.at, '/') && self.is_noun(self.at + 1) && self.known_name(self.at + 1).is_none();
        if is_glued && has_noun {
            return self.behind(Node::Value(Quantity::plain(value * 1e9)));
        }
        if over_noun || !is_glued && !has_noun {
            return self.extended(Node::Value(bytes));
        }
        let index = self.choices.len();
        self.choices.push(Choice::ByteOrBillion);
        self.behind(Node::ByteOrBillion(value, index))
    }

    fn known_name(&self, at: usize) -> Option<&'d Definition> {
        let start = self.tokens.get(at)?.start;
        self.known.longest(&self.text[start..]).map(|(definition, _)| definition)
    }

    /// `1h30m`: at least two parts, none with a blank.
    fn is_duration(&self) -> bool {
        let clock = |at: usize| self.word_at(at).is_some_and(|word| ["d", "h", "m", "min", "hr"].contains(&word));
        clock(self.at)
            && self.tokens.get(self.at + 1).is_some_and(|token| !token.spaced && token.number().is_some())
            && self.tokens.get(self.at + 2).is_some_and(|token| !token.spaced && matches!(token.word(), Some("h" | "m" | "min" | "s" | "sec" | "hr")))
    }

    fn duration(&mut self, first: f64) -> Node {
        let mut seconds = 0.0;
        let mut value = first;
        let mut longest: Option<TimeUnit> = None;
        while let Some(word) = self.word_at(self.at).map(str::to_owned) {
            let unit = if word == "m" { Some(TimeUnit::Minute) } else { TimeUnit::of(&word) };
            let Some(unit) = unit else { break };
            seconds += value * unit.seconds();
            longest = longest.max(Some(unit));
            self.at += 1;
            match self.peek().filter(|token| !token.spaced).and_then(Token::number) {
                Some(next) => {
                    value = next;
                    self.at += 1;
                }
                None => break,
            }
        }
        Node::Value(Quantity { length: longest, ..Quantity::of(seconds, Dimensions::SECOND) })
    }

    /// A unit, a noun and units behind slashes that follow a number or a parenthesis.
    fn behind(&mut self, node: Node) -> Result<Node, Why> {
        let mut node = node;
        if let Some((unit, taken)) = self.unit_at(self.at) {
            self.at += taken;
            node = self.scaled(node, &unit, Operator::Multiply);
        }
        node = self.counted(node, Operator::Multiply);
        self.extended(node)
    }

    /// One or two unknown words as a counted noun; a length of time may follow, as in `8 GPU hours`.
    fn counted(&mut self, node: Node, operator: Operator) -> Node {
        let words: Vec<String> = (self.at..self.at + 2)
            .take_while(|at| self.is_noun(*at))
            .filter_map(|at| self.word_at(at).map(str::to_owned))
            .collect();
        if words.is_empty() {
            return node;
        }
        self.at += words.len();
        let written = words.join(" ");
        // `node-day` is node times day.
        let parts = written.rsplit_once('-').and_then(|(noun, unit)| Some((noun, time(unit)?)));
        let (noun, unit) = match parts {
            Some((noun, unit)) => (noun.to_owned(), Some(unit)),
            None => (written, None),
        };
        let spoken = self.word_at(self.at).and_then(time).filter(|_| unit.is_none() && !noun.ends_with('s'));
        self.at += usize::from(spoken.is_some());
        let counted = Quantity { nouns: vec![nouns::noun(&noun)], ..Quantity::plain(1.0) };
        let node = self.scaled(node, &counted, operator);
        match unit.or(spoken) {
            Some(unit) => self.scaled(node, &unit, operator),
            None => node,
        }
    }

    /// Units and nouns behind slashes: `/s/user`, `per million views`, `a day`.
    fn extended(&mut self, node: Node) -> Result<Node, Why> {
        let mut node = node;
        while let Some(behind) = self.per_at(self.at) {
            self.at = behind;
            if let Some(factor) = self.word_at(self.at).filter(|_| self.is_noun(self.at + 1)).and_then(magnitude_before_noun) {
                self.at += 1;
                node = self.scaled(node, &Quantity::plain(factor), Operator::Divide);
            }
            if let Some((unit, taken)) = self.unit_at(self.at) {
                self.at += taken;
                node = self.scaled(node, &unit, Operator::Divide);
                // `/GPU hour` is read with its noun; behind a unit a noun is prose.
            } else {
                node = self.counted(node, Operator::Divide);
            }
        }
        Ok(node)
    }

    /// Where what is divided by begins, if a slash, `per` or `a` stands here before a unit or a noun.
    fn per_at(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let article = token.word().is_some_and(|word| ["a", "an", "each", "every"].contains(&word));
        if !(token.is('/') || token.word() == Some("per") || article) {
            return None;
        }
        let next = at + 1;
        let word = self.word_at(next)?;
        if self.known_name(next).is_some() {
            return None;
        }
        let is_time = time(word).is_some();
        let is_magnitude = magnitude_before_noun(word).is_some() && self.is_noun(next + 1);
        let is_unit = self.unit_at(next).is_some();
        let is_function = self.is_sign(next + 1, '(') && Function::of(word).is_some();
        let fits = if article { is_time } else { is_time || is_magnitude || is_unit || self.is_noun(next) };
        (fits && !is_function).then_some(next)
    }

    /// The unit at this place and how many tokens it takes.
    fn unit_at(&self, at: usize) -> Option<(Meaning, usize)> {
        let word = self.word_at(at)?;
        let before_rate = (self.is_sign(at + 1, '/') || self.word_at(at + 1) == Some("per"))
            && self.word_at(at + 2).and_then(TimeUnit::of) == Some(TimeUnit::Second);
        units::unit(word, before_rate).map(|meaning| (meaning, 1))
    }

    fn scaled(&mut self, node: Node, unit: &(impl Into<Meaning> + Clone), operator: Operator) -> Node {
        let unit = match unit.clone().into() {
            Meaning::Unit(unit) => unit,
            Meaning::Ambiguous(question) => {
                self.ask(question);
                Quantity::plain(1.0)
            }
        };
        match node {
            Node::Value(value) => Node::Value(if operator == Operator::Divide { value.over(&unit) } else { value.times(&unit) }),
            node => Node::Binary(operator, Box::new(node), Box::new(Node::Value(unit))),
        }
    }

    fn is_noun(&self, at: usize) -> bool {
        let Some(word) = self.word_at(at) else { return false };
        let is_function = self.is_sign(at + 1, '(') && !self.tokens[at + 1].spaced;
        let is_factor = word.len() > 1 && word.starts_with(['x', 'X']) && word[1..].bytes().all(|byte| byte.is_ascii_digit());
        let is_else = ["x", "X", "percent", "pct", "B", "b"].contains(&word) || is_factor || is_function;
        nouns::may_be(word) && !is_else && units::magnitude(word).is_none() && self.unit_at(at).is_none()
    }
}

impl From<Quantity> for Meaning {
    fn from(quantity: Quantity) -> Self {
        Self::Unit(quantity)
    }
}

fn time(word: &str) -> Option<Quantity> {
    match units::unit(word, false) {
        Some(Meaning::Unit(unit)) if unit.dimensions == Dimensions::SECOND => Some(unit),
        _ => None,
    }
}

/// `/M views`, `/1k` written as `/k requests`.
fn magnitude_before_noun(word: &str) -> Option<f64> {
    units::magnitude(word)
}
