//! What looks like a sum and is prose: lists, ratios and dates.

use super::super::by_name;
use super::super::line::SumLine;
use super::super::quantity::Dimensions;
use super::super::tokens::{Token, TokenKind};
use super::super::units::{self, Meaning};

/// The largest whole number of a list without units.
const MOST_LISTED: f64 = 2048.0;

/// Whether the tokens of an expression are a list, a ratio or a date. Without a name only a date is prose.
pub fn is_prose(line: &SumLine<'_>, tokens: &[Token]) -> bool {
    let (Some(name), Some(own)) = (line.name, line.own_name()) else {
        return is_date(tokens);
    };
    let text = line.expression;
    // `avail: 99.95% -> downtime = …`, but not `0.8 -> 0.9 = …`.
    let behind = name.rsplit_once("-> ").map_or(name, |(_, behind)| behind);
    let is_comparison = name.replace("->", "").contains(['<', '>'])
        || !behind.trim_start().starts_with(char::is_alphabetic) && name.contains("->");
    let is_share = matches!(tokens, [.., word, sign] if word.word() == Some("in") && sign.is('%'));
    let is_load = Pair::of(tokens).is_some_and(|pair| pair.divides_a_load(own));
    is_date(tokens)
        || is_comparison
        || is_joined(text, tokens, own.contains('/')) && !is_share && !is_load
        || is_shift(text, tokens)
        || is_spaced_list(tokens, own)
}

/// Two amounts of one kind, joined by a slash without blanks: `420/64`, `90TB/4TB`.
struct Pair {
    first: f64,
    second: f64,
    has_unit: bool,
}

impl Pair {
    /// The pair that the tokens are, and nothing else.
    fn of(tokens: &[Token]) -> Option<Self> {
        let at = tokens.iter().position(|token| token.is('/'))?;
        let (before, behind) = (&tokens[..at], &tokens[at + 1..]);
        let is_tight = !tokens[at].spaced && !behind.first()?.spaced;
        let ((first, kind), (second, other)) = (amount(before)?, amount(behind)?);
        (is_tight && kind == other).then_some(Self {
            first,
            second,
            has_unit: kind.is_some(),
        })
    }

    /// Whether the name says that a load is divided: `boxes = 420/64`. Few of few are a pair, and so are less of more, twice as
    /// many (`replicas = 100/50`), and what has a name of two (`hosts p50 p99`).
    fn divides_a_load(&self, name: &str) -> bool {
        let is_load = self.has_unit || self.first >= 100.0;
        let times = self.first / self.second;
        let is_quotient = times >= 10.0 || times > 1.5 && times.fract() != 0.0;
        let is_one = name.chars().all(|c| c.is_alphabetic() || c == ' ')
            && !name
                .split(' ')
                .any(|word| ["and", "or", "min", "max"].contains(&word));
        is_load && is_quotient && is_one && by_name::says_workers(name)
    }
}

/// A number with a magnitude or a unit that touches it, and what the unit measures.
fn amount(tokens: &[Token]) -> Option<(f64, Option<Dimensions>)> {
    let (number, behind) = tokens.split_first()?;
    let number = number.number()?;
    match behind {
        [] => Some((number, None)),
        [word] if !word.spaced => match (
            units::magnitude(word.word()?),
            units::unit(word.word()?, false),
        ) {
            (Some(magnitude), _) => Some((number * magnitude, None)),
            (None, Some(Meaning::Unit(one))) => Some((number * one.value, Some(one.dimensions))),
            _ => None,
        },
        _ => None,
    }
}

/// What to ask of a pair that may be a quotient: one that is no part of a whole, and no smaller amount before a larger one.
pub fn tight_quotient(text: &str, tokens: &[Token], name: Option<&str>) -> Option<String> {
    let pair = Pair::of(tokens)?;
    name.filter(|name| !name.contains('/') && !pair.divides_a_load(name))?;
    let (a, b) = (pair.first, pair.second);
    let is_whole = [1.0, 10.0, 100.0]
        .iter()
        .any(|whole| (a + b - whole).abs() < 1e-9);
    let is_date = [a, b].iter().any(|part| (1900.0..2200.0).contains(part)) && a.min(b) <= 12.0;
    // `80/20` is a pair, and so is a date.
    let is_integer = a.fract() == 0.0 && b.fract() == 0.0 && a.max(b) <= 100.0 || is_date;
    // `100M/86400` is a rate.
    let is_rate = !pair.has_unit && [3600.0, 86_400.0].contains(&b);
    let is_plain = !is_whole && !is_integer && !is_rate;
    let may_divide = if pair.has_unit { a > b } else { is_plain };
    may_divide.then(|| {
        let (a, b) = text.split_once('/').unwrap_or((text, ""));
        format!("`{a}/{b}` may be a pair of numbers: write `{a} / {b}` to divide")
    })
}

/// `7d / 30d / 90d`, and `train / test = 80 / 20`: parts between slashes that have the same unit, or as many slashes
/// as the name has and parts that make up a whole.
fn is_spaced_list(tokens: &[Token], name: &str) -> bool {
    let parts: Vec<&[Token]> = tokens.split(|token| token.is('/')).collect();
    let read: Option<Vec<(f64, Option<&TokenKind>)>> = parts
        .iter()
        .map(|part| match part {
            [number] => Some((number.number()?, None)),
            [number, unit] if !matches!(unit.kind, TokenKind::Number(_)) => {
                let is_magnitude = unit.word().and_then(units::magnitude).is_some();
                Some((number.number()?, Some(&unit.kind).filter(|_| !is_magnitude)))
            }
            [number, per, _] if per.word() == Some("per") => {
                Some((number.number()?, Some(&per.kind)))
            }
            _ => None,
        })
        .collect();
    let Some(read) = read.filter(|read| read.len() > 1) else {
        return false;
    };
    // `L1 / L2 = 10 / 100 GB`: the unit behind the last part is that of all.
    let (others, last) = read.split_at(read.len() - 1);
    let has_common_unit = name.matches(" / ").count() + 1 == read.len()
        && last[0].1.is_some()
        && others.iter().all(|part| part.1.is_none());
    let has_unit = read[0].1.is_some() && read.iter().all(|part| part.1 == read[0].1);
    let sum: f64 = read.iter().map(|part| part.0).sum();
    let is_whole = (sum - 1.0).abs() < 1e-9 || (sum - 100.0).abs() < 1e-9;
    let is_listed = name.matches('/').count() + 1 == read.len();
    // `dims = 128 / 256 / 512`.
    let are_few = parts.iter().all(|part| part.len() == 1)
        && read
            .iter()
            .all(|part| part.0 <= MOST_LISTED && part.0.fract() == 0.0);
    // `0.09 / 0.05 / 0.02 per GB`.
    let is_tiers =
        read.len() > 2 && last[0].1.is_some() && others.iter().all(|part| part.1.is_none());
    has_common_unit
        || is_tiers
        || read.len() > 2 && are_few
        || has_unit && (read.len() > 2 || is_listed)
        || is_listed && (is_whole || read.len() > 2)
}

/// A lone `9x5` or `24x7`; `9*5` is a product.
fn is_shift(text: &str, tokens: &[Token]) -> bool {
    let [a, sign, b] = tokens else { return false };
    let is_letter = text[sign.start..sign.end].eq_ignore_ascii_case("x");
    a.number().is_some() && b.number().is_some() && is_letter && !sign.spaced && !b.spaced
}

/// Numbers joined tightly: `80/10/10`, `10-20 ms`. A slash behind an amount of money, or over the seconds of an
/// hour or a day, or the only one beside a multiplication sign is a division.
fn is_joined(text: &str, tokens: &[Token], is_listed: bool) -> bool {
    let is_product = |token: &Token| {
        token.is('*') && !text[token.start..token.end].eq_ignore_ascii_case("x") || token.is('^')
    };
    let is_division = !is_listed
        && tokens.iter().any(is_product)
        && tokens.iter().filter(|token| token.is('/')).count() == 1;
    // `100M*10/24/3600`, `5M*2/24/60/60`
    let over: f64 = divisors(tokens).product();
    let is_over_hours = !is_listed
        && tokens.iter().any(is_product)
        && divisors(tokens).all(|one| [24.0, 60.0, 3600.0].contains(&one))
        && [3600.0, 86_400.0].contains(&over);
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Sign('(') => depth += 1,
            TokenKind::Sign(')') => depth -= 1,
            TokenKind::Sign(sign @ ('/' | ':' | '-')) if depth == 0 && !token.spaced => {
                let first = number_before(tokens, at);
                let behind =
                    number_behind(tokens, at).filter(|behind| sign == '-' || *behind == at + 1);
                let (Some(first), Some(behind)) = (first, behind) else {
                    continue;
                };
                let value = tokens[behind].number().unwrap_or_default();
                // `x = 1/2 TB` is asked.
                let is_part = tokens[first].number() == Some(1.0)
                    && tokens.iter().filter(|token| token.is('/')).count() == 1
                    && has_unit(tokens, at + 2);
                // `x = 5/0` is no list, but `traffic = 100/0` is a split.
                let is_whole = tokens[first]
                    .number()
                    .is_some_and(|first| [1.0, 10.0, 100.0].contains(&first));
                let is_by_zero = value == 0.0 && !is_listed && !is_whole;
                // `1/3 of the traffic`.
                let is_fraction = tokens.get(at + 2).and_then(Token::word) == Some("of");
                let is_money = first > 0 && is_currency(&tokens[first - 1])
                    || tokens[first + 1..at].iter().any(is_currency);
                if !(sign == '/'
                    && (is_money
                        || is_division
                        || is_fraction
                        || is_part && !is_listed
                        || is_by_zero
                        || value == 3600.0
                        || value == 86_400.0
                        || is_over_hours))
                {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// The numbers right behind slashes.
fn divisors(tokens: &[Token]) -> impl Iterator<Item = f64> {
    let pairs = tokens.windows(2).filter(|pair| pair[0].is('/'));
    pairs.filter_map(|pair| pair[1].number())
}

/// Whether a unit of bytes, time or money stands at this place.
fn has_unit(tokens: &[Token], at: usize) -> bool {
    let word = tokens.get(at).and_then(Token::word);
    word.is_some_and(|word| units::unit(word, false).is_some())
}

/// Whether a plus or a minus at this place stands behind another sign and does not touch what follows: `+ - 5`, `*- 2`.
pub fn is_loose_sign(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    let is_apart = tokens.get(at + 1).is_none_or(|next| next.spaced);
    let is_sign = |token: &Token| token.is('+') || token.is('-');
    tokens.get(at).is_some_and(is_sign) && is_operator(before) && is_apart
}

/// Whether the sign at this place, where no part of a sum may stand, is the second of two in a row, or a sign such as `+-`
/// that is written of two.
pub fn is_second_sign(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let is_behind = at > 0 && is_operator(&tokens[at - 1]);
    let is_one_of_two = token.is('±') && &text[token.start..token.end] != "±";
    is_one_of_two
        || is_behind && matches!(token.kind, TokenKind::Sign(sign) if "+-*/^".contains(sign))
}

/// Whether an operand follows a token: an operator, written as a sign or a word.
fn is_operator(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Sign(sign) => "+-*/^".contains(*sign),
        TokenKind::Word(word) => ["x", "X", "of", "per"].contains(&word.as_str()),
        TokenKind::Number(_) => false,
    }
}

/// Whether this sign joins two parts of an expression without blanks.
pub fn joins(tokens: &[Token], sign: char) -> bool {
    let is_joined = |at: usize| {
        let behind = tokens.get(at + 1);
        let is_tight = !tokens[at].spaced && behind.is_some_and(|next| !next.spaced);
        tokens[at].is(sign) && at > 0 && !is_operator(&tokens[at - 1]) && is_tight
    };
    (0..tokens.len()).any(is_joined)
}

/// An expression with blanks around the slashes and minuses that join numbers.
pub fn parted(text: &str, tokens: &[Token]) -> String {
    let mut parted = String::new();
    let mut end = 0;
    for token in tokens {
        parted.push_str(&text[end.min(token.start)..token.start]);
        let written = &text[token.start..token.end];
        if token.is('/') || token.is('-') {
            parted.extend([" ", written, " "]);
        } else {
            parted.push_str(written);
        }
        end = token.end;
    }
    parted
}

/// Both numbers where a minus at this place joins them without blanks and the second is larger, as in `10-20` and `1-2M`:
/// people write ranges so.
pub(super) fn range_at(tokens: &[Token], at: usize) -> Option<(f64, f64)> {
    let sign = tokens.get(at)?;
    let behind = number_behind(tokens, at)?;
    let first = number_before(tokens, at).filter(|_| sign.is('-') && !sign.spaced)?;
    let (from, to) = (tokens[first].number()?, tokens[behind].number()?);
    // `24h-30min` has two units, so it is a difference.
    let unit = tokens[first + 1..at].first().and_then(Token::word);
    let is_one_unit =
        unit.is_none_or(|unit| tokens.get(behind + 1).and_then(Token::word) == Some(unit));
    // `(1-99.9%)` is what is missing of a whole.
    let is_rest = from == 1.0
        && first.checked_sub(1).is_some_and(|at| tokens[at].is('('))
        && tokens.get(behind + 1).is_some_and(|token| token.is('%'));
    (from < to && is_one_unit && !is_rest).then_some((from, to))
}

/// The number that begins right behind the sign at this place, the sign of a currency passed over.
fn number_behind(tokens: &[Token], at: usize) -> Option<usize> {
    let is_sign = tokens
        .get(at + 1)
        .is_some_and(|next| is_currency(next) && !next.spaced);
    let behind = at + 1 + usize::from(is_sign);
    let number = tokens.get(behind)?;
    (number.number().is_some() && !number.spaced).then_some(behind)
}

fn is_currency(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Sign('$' | '€' | '£'))
}

/// The number that ends right before this place, its suffix passed over.
fn number_before(tokens: &[Token], at: usize) -> Option<usize> {
    let last = tokens[..at]
        .iter()
        .rposition(|token| token.number().is_some())?;
    let between = &tokens[last + 1..at];
    let is_suffix = |token: &Token| {
        !token.spaced && (token.word().is_some() || token.is('%') || is_currency(token))
    };
    (between.len() <= 1 && between.iter().all(is_suffix)).then_some(last)
}

/// `11/23/2026`, `2026-11-23`.
pub fn is_date(tokens: &[Token]) -> bool {
    tokens.windows(5).any(|part| {
        let [a, one, b, two, c] = part else {
            return false;
        };
        let numbers = [a, b, c].map(Token::number);
        let joined = [one, two]
            .iter()
            .all(|sign| !sign.spaced && (sign.is('/') || sign.is('-')))
            && one.kind == two.kind;
        let tight = !b.spaced && !c.spaced;
        let is_year = |value: Option<f64>| {
            value.is_some_and(|value| value.fract() == 0.0 && (1900.0..2200.0).contains(&value))
        };
        let is_day = |value: Option<f64>| {
            value.is_some_and(|value| value.fract() == 0.0 && (1.0..=31.0).contains(&value))
        };
        let [a, b, c] = numbers;
        joined && tight && is_day(b) && (is_year(a) && is_day(c) || is_year(c) && is_day(a))
    })
}
