//! A value with its dimensions and what it counts. Arithmetic alone: nothing here reads or prints.

use super::time_unit::TimeUnit;

/// The currencies that are told apart; they are never converted into each other.
pub const CURRENCIES: [Currency; 3] = [Currency::Usd, Currency::Eur, Currency::Gbp];

/// A currency of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    Usd,
    Eur,
    Gbp,
}

impl Currency {
    /// The sign before an amount.
    pub fn sign(self) -> char {
        match self {
            Self::Usd => '$',
            Self::Eur => '€',
            Self::Gbp => '£',
        }
    }

    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Usd => "usd",
            Self::Eur => "eur",
            Self::Gbp => "gbp",
        }
    }
}

/// Exponents of byte, second and each currency; all zero for a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimensions {
    pub byte: i8,
    pub second: i8,
    /// In the order of [`CURRENCIES`].
    pub money: [i8; 3],
}

impl Dimensions {
    pub const PLAIN: Self = Self {
        byte: 0,
        second: 0,
        money: [0; 3],
    };
    pub const BYTE: Self = Self {
        byte: 1,
        ..Self::PLAIN
    };
    pub const SECOND: Self = Self {
        second: 1,
        ..Self::PLAIN
    };
    pub const RATE: Self = Self {
        second: -1,
        ..Self::PLAIN
    };

    pub fn money(currency: Currency) -> Self {
        let mut money = [0; 3];
        money[currency as usize] = 1;
        Self {
            money,
            ..Self::PLAIN
        }
    }

    fn combine(self, other: Self, sign: i8) -> Self {
        let add = |a: i8, b: i8| a.saturating_add(b.saturating_mul(sign));
        let mut money = self.money;
        for (mine, theirs) in money.iter_mut().zip(other.money) {
            *mine = add(*mine, theirs);
        }
        Self {
            byte: add(self.byte, other.byte),
            second: add(self.second, other.second),
            money,
        }
    }

    /// Whether a person could mean it: no exponent beyond one, no bytes times seconds, neither times money.
    pub fn is_sensible(self) -> bool {
        let amounts = self.money.iter().filter(|exponent| **exponent == 1).count();
        let spent = amounts > 0;
        let small = |exponent: i8| (-1..=1).contains(&exponent);
        small(self.byte)
            && small(self.second)
            && self.money.iter().all(|exponent| small(*exponent))
            && amounts <= 1
            && !(spent && (self.second == 1 || self.byte == 1))
            && !(self.byte != 0 && self.byte == self.second)
    }

    /// Whether it is data or money, also over a time.
    pub fn is_amount(self) -> bool {
        self.byte > 0 || self.money.iter().any(|exponent| *exponent > 0)
    }

    /// In words: `bytes per second`, `a plain number`.
    pub fn describe(self) -> String {
        let mut parts = Vec::new();
        let mut under = Vec::new();
        let money = CURRENCIES.iter().zip(self.money);
        let money = money.map(|(currency, exponent)| (currency.key().to_uppercase(), exponent));
        let all = [
            ("bytes".to_owned(), self.byte),
            ("seconds".to_owned(), self.second),
        ];
        for (name, exponent) in all.into_iter().chain(money) {
            let power = match exponent.unsigned_abs() {
                0 => continue,
                1 => name,
                power => format!("{name}^{power}"),
            };
            if exponent > 0 {
                parts.push(power);
            } else {
                under.push(power.trim_end_matches('s').to_owned());
            }
        }
        let over = if parts.is_empty() {
            "a number".to_owned()
        } else {
            parts.join(" times ")
        };
        match (parts.is_empty(), under.is_empty()) {
            (true, true) => "a plain number".to_owned(),
            (_, true) => over,
            (_, false) => format!("{over} per {}", under.join(" and ")),
        }
    }
}

/// A counted thing in a quantity: requests, users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// What it is compared by: lower case, singular.
    pub key: String,
    /// As it was written.
    pub written: String,
    pub exponent: i8,
    /// It cancels with its like, and is gone at the end of the line: what is counted in the end is something else.
    pub fades: bool,
}

/// A value with dimensions, what it counts, and how its writer spoke of time and data.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// In bytes, seconds and units of the currency.
    pub value: f64,
    pub dimensions: Dimensions,
    pub nouns: Vec<Noun>,
    /// The longest time unit that was divided by.
    pub per: Option<TimeUnit>,
    /// The longest time unit that was a length of time itself.
    pub length: Option<TimeUnit>,
    /// The longest time unit of a rate in all that it was computed from, also where it is shown per second.
    pub spoken: Option<TimeUnit>,
    /// Data was given in bits alone.
    pub in_bits: bool,
    /// A share that was written in percent.
    pub in_percent: bool,
    /// The unit that its writer asked for, as in `in Gbit/s`.
    pub asked: Option<AskedUnit>,
}

/// A unit that a result is shown in.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedUnit {
    pub text: String,
    /// One of it, in bytes, seconds and units of the currency.
    pub factor: f64,
}

impl Quantity {
    pub fn plain(value: f64) -> Self {
        Self {
            value,
            dimensions: Dimensions::PLAIN,
            nouns: Vec::new(),
            per: None,
            length: None,
            spoken: None,
            in_bits: false,
            in_percent: false,
            asked: None,
        }
    }

    pub fn of(value: f64, dimensions: Dimensions) -> Self {
        Self {
            dimensions,
            ..Self::plain(value)
        }
    }

    pub fn is_plain(&self) -> bool {
        self.dimensions == Dimensions::PLAIN
    }

    /// Whether it is a length of time for each longer one, such as `40 min/day`.
    pub fn is_load(&self) -> bool {
        let is_long = self.per > Some(TimeUnit::Minute);
        self.is_plain() && is_long && self.length.is_some() && self.length < self.per
    }

    /// Whether it can be shown: finite, a sensible kind, and no fraction of a byte.
    pub fn is_sensible(&self) -> bool {
        let is_part_of_byte = self.dimensions == Dimensions::BYTE
            && self.value != 0.0
            && self.value.abs() < if self.in_bits { 1.0 / 8.0 } else { 1.0 };
        self.value.is_finite() && self.dimensions.is_sensible() && !is_part_of_byte
    }

    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combined(other, self.value * other.value, 1)
    }

    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        self.combined(other, self.value / other.value, -1)
    }

    fn combined(&self, other: &Self, value: f64, sign: i8) -> Self {
        let (per, length) = if sign > 0 {
            (other.per, other.length)
        } else {
            (other.length, None)
        };
        let shared = self.shared_time(other, sign);
        let speaks = |one: &Self| one.dimensions.byte != 0;
        Self {
            value,
            dimensions: self.dimensions.combine(other.dimensions, sign),
            nouns: self.combined_nouns(other, sign),
            per: self.per.max(per),
            length: shared.or_else(|| self.length.max(length)),
            spoken: self.spoken.max(other.spoken).max(self.per).max(per),
            in_percent: false,
            asked: None,
            in_bits: (self.in_bits || !speaks(self))
                && (other.in_bits || !speaks(other))
                && (self.in_bits || other.in_bits),
        }
    }

    /// What the product or quotient counts. A noun fades that the result does not show.
    fn combined_nouns(&self, other: &Self, sign: i8) -> Vec<Noun> {
        let mut nouns = self.nouns.clone();
        for noun in &other.nouns {
            let exponent = noun.exponent.saturating_mul(sign);
            match nouns.iter_mut().find(|mine| mine.is_like(noun, exponent)) {
                // In `5 servers * 100/s / 10/s/server` the first are gone, and servers come out again.
                Some(mine) if mine.fades && !noun.fades && mine.exponent == exponent => {
                    mine.fades = false;
                }
                Some(mine) => {
                    mine.exponent = mine.exponent.saturating_add(exponent);
                    mine.fades &= noun.fades;
                }
                None => nouns.push(Noun {
                    exponent,
                    ..noun.clone()
                }),
            }
        }
        nouns.retain(|noun| noun.exponent != 0 && !self.counts_unsaid(other, sign, noun));
        if sign > 0 {
            for noun in nouns.iter_mut().filter(|noun| noun.exponent == 1) {
                let does = |one: &Self, times: &Self| {
                    one.nouns.iter().any(|own| own.key == noun.key)
                        && one.does_so_often(noun, times)
                };
                noun.fades |= does(self, other) || noun.is_worker() && does(other, self);
            }
        }
        // `347 requests/s * 1500 tokens` are tokens.
        let is_load = self.dimensions == Dimensions::RATE && self.has_only_over();
        let is_of_workers = other.nouns.iter().all(Noun::is_worker);
        if sign > 0 && is_load && other.is_plain() && other.has_only_over() && !is_of_workers {
            let own = |noun: &&mut Noun| self.nouns.iter().any(|it| it.key == noun.key);
            nouns
                .iter_mut()
                .filter(own)
                .for_each(|noun| noun.fades = true);
        }
        // `70B params * 2 bytes` is data, of which nothing is counted when it is divided by data.
        let is_of = |count: &Self, amount: &Self| {
            sign > 0 && count.is_plain() && count.has_only_over() && amount.dimensions.is_amount()
        };
        if is_of(self, other) || is_of(other, self) {
            let counted = nouns.iter_mut().filter(|noun| noun.exponent == 1);
            counted.for_each(|noun| noun.fades = true);
        }
        if nouns.iter().any(Noun::is_power) {
            // `8 GPUs * 700 W` are watts.
            let counted = nouns
                .iter_mut()
                .filter(|noun| !noun.is_power() && noun.exponent == 1);
            counted.for_each(|noun| noun.fades = true);
        }
        nouns
    }

    /// The unit of a time that is made with a share of time, such as 6 hours a day: `6 h/day * 20 days` is a number of
    /// hours, `360 h / 30 h per week` one of weeks.
    fn shared_time(&self, other: &Self, sign: i8) -> Option<TimeUnit> {
        let is_time = |one: &Self| one.dimensions == Dimensions::SECOND;
        let is_share = |one: &Self| {
            let is_long = one.per > Some(TimeUnit::Minute) && one.length >= Some(TimeUnit::Minute);
            one.is_plain() && is_long
        };
        match sign {
            1 if is_share(self) && is_time(other) => self.length,
            1 if is_share(other) && is_time(self) => other.length,
            -1 if is_share(other) && is_time(self) => other.per,
            _ => None,
        }
    }

    /// What a product counts in the end, where it only counts: the tokens of `5 chunks * 400 tokens`.
    fn last_counted(&self) -> Option<&Noun> {
        let counts = self.nouns.iter().all(|noun| noun.exponent == 1);
        self.nouns.last().filter(|_| counts && self.is_plain())
    }

    /// The sum, or the difference with `sign` -1; `None` where the kinds differ. What is counted stays where both count
    /// the same.
    pub fn plus(&self, other: &Self, sign: f64) -> Option<Self> {
        if self.dimensions != other.dimensions {
            return None;
        }
        let keys = |one: &Self| {
            let mut keys: Vec<_> = one
                .nouns
                .iter()
                .filter(|noun| !noun.fades)
                .map(|noun| (noun.key.clone(), noun.exponent))
                .collect();
            keys.sort();
            keys
        };
        let nouns = if keys(self) == keys(other) {
            self.nouns.clone()
        } else {
            // `5 chunks * 400 tokens + 300 tokens` are tokens.
            let last = self.last_counted().into_iter();
            let both =
                last.filter(|noun| other.last_counted().is_some_and(|it| it.key == noun.key));
            let both = both.cloned().map(|noun| Noun {
                fades: false,
                ..noun
            });
            both.collect()
        };
        Some(Self {
            value: self.value + sign * other.value,
            dimensions: self.dimensions,
            nouns,
            per: self.per.max(other.per),
            length: self.length.max(other.length),
            spoken: self.spoken.max(other.spoken),
            in_bits: self.in_bits && other.in_bits,
            in_percent: self.in_percent && other.in_percent,
            asked: None,
        })
    }
}
