//! What follows a value: its unit, what it counts, and units behind slashes.

use super::super::nouns;
use super::super::quantity::{CURRENCIES, Dimensions, Quantity};
use super::super::time_unit::TimeUnit;
use super::super::tokens::TokenKind;
use super::super::units::{self, Meaning};
use super::words::SAID;
use super::{Function, Node, Operator, Parser};

impl Parser<'_, '_> {
    /// A unit, a noun and units behind slashes that follow a number or a parenthesis.
    pub(super) fn behind(&mut self, node: Node) -> Node {
        let mut node = node;
        if let Some((unit, taken)) = self.unit_at(self.at) {
            self.at += taken;
            let is_money = matches!(&unit, Meaning::Unit(unit) if unit.dimensions.money != [0; 3]);
            node = self.scaled(node, &unit, Operator::Multiply);
            if let Some((many, taken)) = self.price_of_many().filter(|_| is_money) {
                self.at += taken;
                node = self.scaled(node, &Quantity::plain(many), Operator::Divide);
            }
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
        let parts = written
            .rsplit_once('-')
            .and_then(|(noun, unit)| Some((noun, time(unit)?)));
        let (noun, unit) = match parts {
            Some((noun, unit)) => (noun.to_owned(), Some(unit)),
            None => (written, None),
        };
        let spoken = self
            .word_at(self.at)
            .and_then(time)
            .filter(|_| unit.is_none() && !noun.ends_with('s'));
        self.at += usize::from(spoken.is_some());
        // `GB-month` is no noun at all.
        let counted = units::unit(&noun, false).unwrap_or_else(|| {
            Meaning::Unit(Quantity {
                nouns: vec![nouns::noun(&noun)],
                ..Quantity::plain(1.0)
            })
        });
        let node = self.scaled(node, &counted, operator);
        match unit.or(spoken) {
            Some(unit) => self.scaled(node, &unit, operator),
            None => node,
        }
    }

    /// Units and nouns behind slashes: `/s/user`, `per million views`, `a day`.
    pub(super) fn extended(&mut self, node: Node) -> Node {
        let mut node = node;
        while let Some(behind) = self.per_at(self.at) {
            self.ask_of_name(behind);
            self.at = behind;
            if let Some(factor) = self
                .word_at(self.at)
                .filter(|_| self.is_noun(self.at + 1))
                .and_then(units::magnitude)
            {
                self.at += 1;
                node = self.scaled(node, &Quantity::plain(factor), Operator::Divide);
            }
            if let Some((unit, taken)) = self.unit_at(self.at) {
                self.at += taken;
                node = self.scaled(node, &unit, Operator::Divide);
                // `per GB month`, as `/GPU hour` is read with its noun; behind a unit a noun is prose.
                let size = matches!(&unit, Meaning::Unit(unit) if unit.dimensions.byte != 0);
                if let Some(unit) = self.word_at(self.at).and_then(time).filter(|_| size) {
                    self.at += 1;
                    node = self.scaled(node, &unit, Operator::Divide);
                }
            } else {
                node = self.counted(node, Operator::Divide);
            }
        }
        node
    }

    /// Where what is divided by begins, if a slash, `per` or `a` stands here before a unit or a noun.
    pub(super) fn per_at(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let article = token
            .word()
            .is_some_and(|word| ["a", "an", "each", "every"].contains(&word));
        if !(token.is('/') || token.word() == Some("per") || article) {
            return None;
        }
        let next = at + 1;
        let word = self.word_at(next)?;
        if self.known_name(next).is_some() && !self.may_count(at) {
            return None;
        }
        let is_time = time(word).is_some();
        let is_magnitude = units::magnitude(word).is_some() && self.is_noun(next + 1);
        let is_unit = self.unit_at(next).is_some();
        let is_function = self.is_sign(next + 1, '(') && Function::of(word).is_some();
        let fits = if article {
            is_time
        } else {
            is_time || is_magnitude || is_unit || self.is_noun(next)
        };
        // `caught / precision`, where precision is not defined, is no rate: a slash between blanks extends only what counts
        // or measures something.
        let is_loose = token.is('/') && token.spaced && self.tokens[next].spaced;
        let is_word = !is_time && !is_magnitude && !is_unit;
        // `rho = lambda/mu`: nor does one between words alone.
        let is_of_words = token.is('/') && !self.tokens.iter().any(|one| one.number().is_some());
        let is_of_nothing = is_word && (is_of_words || is_loose && !self.is_measure_before(at));
        (fits && !is_function && !is_of_nothing).then_some(next)
    }

    /// Whether a unit or a noun behind a number ends before this place.
    fn is_measure_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|last| {
            let is_word = self.is_noun(last) || self.unit_at(last).is_some();
            let is_amount =
                last > 0 && matches!(self.tokens[last - 1].kind, TokenKind::Sign('$' | '€' | '£'));
            is_amount || is_word && self.known_name(last).is_none()
        })
    }

    /// Asks about a noun behind a tight slash that is a name, too: `200 requests/s/worker` below `worker = …`.
    fn ask_of_name(&mut self, at: usize) {
        if let Some(name) = self.known_name(at).map(|known| known.name.clone()) {
            self.ask(format!(
                "`{name}` is a name: write `/ {name}` to divide by it, or give it another name"
            ));
        }
    }

    /// Whether a word behind a tight slash may be what is counted, though it is a name: the name stands for more than a
    /// plain number, so that it is not what a count is shared by.
    fn may_count(&self, slash: usize) -> bool {
        let is_tight = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced);
        let has_kind = |quantity: &Quantity| !quantity.is_plain() || !quantity.nouns.is_empty();
        let known = self.known_name(slash + 1);
        // `400/s` and `400 requests/s` below `s = 3`.
        let is_time = self.word_at(slash + 1).and_then(time).is_some();
        let is_behind_value = slash.checked_sub(1).is_some_and(|at| {
            let is_number = |at: usize| self.tokens[at].number().is_some();
            let is_unit = self.is_noun(at) || self.unit_at(at).is_some();
            let is_counted = is_unit && self.known_name(at).is_none();
            is_number(at) || is_counted || is_tight(at) && at.checked_sub(1).is_some_and(is_number)
        });
        if is_time && is_behind_value && is_tight(slash) && is_tight(slash + 1) {
            return true;
        }
        let is_behind_word = slash
            .checked_sub(1)
            .and_then(|at| self.word_at(at))
            .is_some();
        let is_glued = is_behind_word && is_tight(slash) && is_tight(slash + 1);
        // `10M photos * 200 KB / photo` below `photo: 200 KB`, and `$5 per user` below `user: 2 KB`.
        let is_per = self.word_at(slash) == Some("per");
        (is_glued || is_per || self.counts_before(slash))
            && known.is_some_and(|known| known.readings.iter().any(has_kind))
    }

    /// Whether what the word behind a slash counts is counted before the slash, too.
    fn counts_before(&self, slash: usize) -> bool {
        let key = |at: usize| self.word_at(at).map(|word| nouns::noun(word).key);
        let wanted = key(slash + 1);
        wanted.is_some() && (0..slash).any(|at| key(at) == wanted)
    }

    /// A currency's sign behind its amount, as in `5$/h`.
    pub(super) fn currency_at(&self, at: usize) -> Option<Quantity> {
        let TokenKind::Sign(sign) = self.tokens.get(at)?.kind else {
            return None;
        };
        let currency = CURRENCIES
            .into_iter()
            .find(|currency| currency.sign() == sign)?;
        let is_behind = self
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.number().is_none());
        is_behind.then(|| Quantity::of(1.0, Dimensions::money(currency)))
    }

    /// The unit at this place and how many tokens it takes.
    pub(super) fn unit_at(&self, at: usize) -> Option<(Meaning, usize)> {
        if let Some(currency) = self.currency_at(at) {
            return Some((Meaning::Unit(currency), 1));
        }
        let word = self.word_at(at)?;
        let before_rate = (self.is_sign(at + 1, '/') || self.word_at(at + 1) == Some("per"))
            && self.word_at(at + 2).and_then(TimeUnit::of) == Some(TimeUnit::Second);
        units::unit(word, before_rate).map(|meaning| (meaning, 1))
    }

    fn scaled(
        &mut self,
        node: Node,
        unit: &(impl Into<Meaning> + Clone),
        operator: Operator,
    ) -> Node {
        let unit = match unit.clone().into() {
            Meaning::Unit(unit) => unit,
            Meaning::Ambiguous(question) => {
                self.ask(question);
                Quantity::plain(1.0)
            }
        };
        match node {
            Node::Value(value) => Node::Value(if operator == Operator::Divide {
                value.over(&unit)
            } else {
                value.times(&unit)
            }),
            node => Node::Binary(operator, Box::new(node), Box::new(Node::Value(unit))),
        }
    }

    pub(super) fn is_noun(&self, at: usize) -> bool {
        let Some(word) = self.word_at(at) else {
            return false;
        };
        let is_function = self.is_sign(at + 1, '(') && !self.tokens[at + 1].spaced;
        let is_factor = word.len() > 1
            && word.starts_with(['x', 'X'])
            && word[1..].bytes().all(|byte| byte.is_ascii_digit());
        let others = ["x", "X", "percent", "pct", "B", "b"];
        let is_out = word == "out" && self.word_at(at + 1) == Some("of");
        let is_else =
            others.contains(&word) || SAID.contains(&word) || is_factor || is_function || is_out;
        nouns::may_be(word)
            && !is_else
            && units::magnitude(word).is_none()
            && self.unit_at(at).is_none()
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
