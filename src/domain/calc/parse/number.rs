//! An amount or a number with what is written directly behind it: `$5k`, `3x`, `7B`, `1h30m`.

use super::super::Why;
use super::super::by_name;
use super::super::quantity::{CURRENCIES, Dimensions, Quantity};
use super::super::time_unit::TimeUnit;
use super::super::tokens::{Token, TokenKind};
use super::super::units::{self, Meaning};
use super::{Choice, Node, Operator, Parser};

/// Fewer bytes are no size of a thing.
const FEWEST_BYTES: f64 = 20.0;

impl Parser<'_, '_> {
    /// An amount behind a currency's sign.
    pub(super) fn money(&mut self) -> Result<Node, Why> {
        let token = &self.tokens[self.at];
        let sign = CURRENCIES
            .into_iter()
            .find(|currency| token.is(currency.sign()));
        let currency = sign.ok_or(Why::Silent)?;
        self.at += 1;
        let mut value = self.peek().and_then(Token::number).ok_or(Why::Silent)?;
        self.at += 1;
        if let Some(word) = self.word_at(self.at).map(str::to_owned) {
            let is_glued = !self.tokens[self.at].spaced;
            let billions = is_glued && ["B", "b"].contains(&word.as_str());
            let suffix = if billions {
                Some(1e9)
            } else {
                units::magnitude(&word)
            };
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
        if let Some((factor, taken)) = self.price_of_many() {
            value /= factor;
            self.at += taken;
        }
        self.skip_label();
        if let Some(factor) = self.magnitude_behind_slash() {
            value /= factor;
            self.at += 2;
        }
        Ok(self.extended(Node::Value(Quantity::of(value, dimensions))))
    }

    /// How many things have the price that stands here, and how many words say so: 1,000 in `$2 CPM` and `$2 per mille`.
    pub(super) fn price_of_many(&self) -> Option<(f64, usize)> {
        let word = self.word_at(self.at)?;
        if by_name::is_per_mille(word) {
            // `$6 CPM / 1000`: its writer divides.
            let is_thousand = |pair: &[Token]| pair[0].is('/') && pair[1].number() == Some(1000.0);
            let is_divided = self.tokens.windows(2).any(is_thousand);
            return Some((if is_divided { 1.0 } else { 1000.0 }, 1));
        }
        // `$2 per thousand views` is read with its noun.
        let is_alone = word == "per" && !self.is_noun(self.at + 2);
        let many = self.word_at(self.at + 1).filter(|_| is_alone)?;
        units::magnitude(many).map(|factor| (factor, 2))
    }

    /// The magnitude of `$1.5/M`, which nothing that is counted follows: a price for a million of what it is multiplied by.
    fn magnitude_behind_slash(&self) -> Option<f64> {
        let word = self.word_at(self.at + 1).filter(|word| *word != "B")?;
        let is_tight = self.is_sign(self.at, '/') && !self.tokens[self.at + 1].spaced;
        let is_alone =
            self.known_name(self.at + 1).is_none() && self.word_at(self.at + 2).is_none();
        units::magnitude(word).filter(|_| is_tight && is_alone)
    }

    /// Passes over the words that say what a share or an amount is: `3.5% CTR`, `$120 average`. A name is none.
    fn skip_label(&mut self) {
        let changes = [
            "less", "fewer", "more", "extra", "faster", "slower", "cheaper", "off",
        ];
        let is_label = |at: usize| {
            let is_change = self.word_at(at).is_some_and(|word| changes.contains(&word));
            self.is_noun(at) && !is_change && self.known_name(at).is_none()
        };
        let words = (self.at..self.at + 2)
            .take_while(|at| is_label(*at))
            .count();
        self.at += words;
        self.has_label |= words > 0;
    }

    /// A number with everything behind it: power, magnitude, unit, noun, and units behind slashes.
    pub(super) fn number(&mut self, value: f64) -> Result<Node, Why> {
        if self.is_sign(self.at, '^') {
            let raised = self.power(Node::Bare(value))?;
            return Ok(self.behind(raised));
        }
        let is_glued = self.peek().is_some_and(|token| !token.spaced);
        if self.take_percent() {
            if self.is_sign(self.at, '^') {
                return self.power(Node::Percent(value));
            }
            self.skip_label();
            return Ok(Node::Percent(value));
        }
        if self.currency_at(self.at).is_some() {
            return Ok(self.behind(Node::Value(Quantity::plain(value))));
        }
        let Some(word) = self.word_at(self.at).map(str::to_owned) else {
            return Ok(self.bare(value));
        };
        self.ask_about_unit(value, &word);
        if is_glued && self.is_duration() {
            let duration = self.duration(value);
            return Ok(self.behind(duration));
        }
        if is_glued && ["x", "X"].contains(&word.as_str()) {
            return self.multiple(value);
        }
        if word == "B" {
            return Ok(self.bytes_or_billions(value, is_glued));
        }
        if word == "b" && is_glued && self.is_noun(self.at + 1) {
            self.at += 1;
            return Ok(self.behind(Node::Value(Quantity::plain(value * 1e9))));
        }
        if let Some(factor) = units::magnitude(&word) {
            self.at += 1;
            return self.magnitudes(value * factor);
        }
        if !is_glued && word.contains('_') && self.known_name(self.at).is_some() {
            // `12 node_cost`: a word with an underscore is no noun.
            let right = self.operand()?;
            return Ok(self.binary(
                Operator::Multiply,
                Node::Value(Quantity::plain(value)),
                right,
            ));
        }
        if is_glued && self.unit_at(self.at).is_none() && word.chars().count() < 3 {
            return Err(Why::Silent);
        }
        let is_behind = self.unit_at(self.at).is_some() || self.is_noun(self.at);
        Ok(if is_behind || self.per_at(self.at).is_some() {
            self.behind(Node::Value(Quantity::plain(value)))
        } else {
            self.bare(value)
        })
    }

    /// Asks about a number with a unit behind it that may mean something else: `768 d` are dimensions, and `12 256 GB
    /// nodes` are twelve nodes.
    fn ask_about_unit(&mut self, value: f64, word: &str) {
        if word == "d" && value % 64.0 == 0.0 && value > 0.0 {
            self.ask(format!(
                "days or dimensions: write `{value} days` or `{value} dims`"
            ));
        }
        let has_unit = self.unit_at(self.at).is_some() && self.is_noun(self.at + 1);
        if self.is_grouped(self.at - 1) && has_unit {
            self.ask(
                "one number or two: write a comma between groups of digits, or `*` between numbers",
            );
        }
    }

    /// Whether a number has one blank among its digits that may also part two numbers, as in `12 256 GB nodes`.
    fn is_grouped(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let written = &self.text[token.start..token.end];
        written.matches(' ').count() == 1 && !written.ends_with(" 000")
    }

    fn take_percent(&mut self) -> bool {
        let word = self.word_at(self.at);
        let is_percent = self.is_sign(self.at, '%')
            || word.is_some_and(|word| ["percent", "pct"].contains(&word));
        self.at += usize::from(is_percent);
        is_percent
    }

    /// A number whose first magnitude is already in `value`, as the 3e2 of `3 hundred million`.
    fn magnitudes(&mut self, mut value: f64) -> Result<Node, Why> {
        while let Some(more) = self
            .word_at(self.at)
            .filter(|word| word.len() > 1)
            .and_then(units::magnitude)
        {
            value *= more;
            self.at += 1;
        }
        let plain = Node::Value(Quantity::plain(value));
        if self.is_sign(self.at, '^') {
            let raised = self.power(plain)?;
            return Ok(self.behind(raised));
        }
        let before = self.at;
        let extended = self.behind(plain);
        Ok(if self.at == before {
            Node::Bare(value)
        } else {
            extended
        })
    }

    /// A number alone. Behind a slash it may still get a unit: `12/day`.
    fn bare(&mut self, value: f64) -> Node {
        let before = self.at;
        let extended = self.extended(Node::Value(Quantity::plain(value)));
        if self.at == before {
            Node::Bare(value)
        } else {
            extended
        }
    }

    /// `3x replication`, `2x peak`.
    fn multiple(&mut self, value: f64) -> Result<Node, Why> {
        self.at += 1;
        let factor = Node::Value(Quantity::plain(value));
        let Some(next) = self.peek().cloned() else {
            return Ok(factor);
        };
        let starts = matches!(
            next.kind,
            TokenKind::Number(_) | TokenKind::Sign('(' | '$' | '€' | '£')
        );
        let is_name =
            next.word().is_some() && self.known.longest(&self.text[next.start..]).is_some();
        if starts || is_name {
            let right = self.operand()?;
            return Ok(self.binary(Operator::Multiply, factor, right));
        }
        // What is multiplied so is no counted thing: the word only says which factor it is.
        let words = (self.at..self.at + 2)
            .take_while(|at| self.is_noun(*at))
            .count();
        self.at += words;
        Ok(factor)
    }

    fn bytes_or_billions(&mut self, value: f64, is_glued: bool) -> Node {
        self.at += 1;
        let bytes = Quantity::of(value, Dimensions::BYTE);
        let has_noun = self.is_noun(self.at) && self.peek().is_some_and(|token| token.spaced);
        let over_noun = self.is_sign(self.at, '/')
            && self.is_noun(self.at + 1)
            && self.known_name(self.at + 1).is_none();
        // Nobody writes 1.2 bytes; half a byte is a 4-bit weight.
        let is_part = value > 1.0 && value.fract() != 0.0;
        if is_glued && (has_noun || is_part && !over_noun) {
            return self.behind(Node::Value(Quantity::plain(value * 1e9)));
        }
        // `rows = 2.4 B`, but not `rows = 100e6/day * 600 B`, and `events = 500 B` may be their size.
        let is_few = is_part || value < FEWEST_BYTES;
        let may_be_billions = self.is_count && self.tokens.len() == 2 && is_few;
        if over_noun || !is_glued && !has_noun && !may_be_billions {
            return self.extended(Node::Value(bytes));
        }
        let index = self.choices.len();
        self.choices.push(Choice::ByteOrBillion);
        self.behind(Node::ByteOrBillion(value, index))
    }

    /// `1h30m`: at least two parts, none with a blank.
    fn is_duration(&self) -> bool {
        let clock = |at: usize| {
            self.word_at(at)
                .is_some_and(|word| ["d", "h", "m", "min", "hr"].contains(&word))
        };
        clock(self.at)
            && self
                .tokens
                .get(self.at + 1)
                .is_some_and(|token| !token.spaced && token.number().is_some())
            && self.tokens.get(self.at + 2).is_some_and(|token| {
                !token.spaced
                    && matches!(token.word(), Some("h" | "m" | "min" | "s" | "sec" | "hr"))
            })
    }

    fn duration(&mut self, first: f64) -> Node {
        let mut seconds = 0.0;
        let mut value = first;
        let mut longest: Option<TimeUnit> = None;
        while let Some(word) = self.word_at(self.at).map(str::to_owned) {
            let unit = if word == "m" {
                Some(TimeUnit::Minute)
            } else {
                TimeUnit::of(&word)
            };
            let Some(unit) = unit else { break };
            seconds += value * unit.seconds();
            longest = longest.max(Some(unit));
            self.at += 1;
            match self
                .peek()
                .filter(|token| !token.spaced)
                .and_then(Token::number)
            {
                Some(next) => {
                    value = next;
                    self.at += 1;
                }
                None => break,
            }
        }
        Node::Value(Quantity {
            length: longest,
            ..Quantity::of(seconds, Dimensions::SECOND)
        })
    }
}
