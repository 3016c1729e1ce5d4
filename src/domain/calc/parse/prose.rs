//! What looks like a sum and is prose: lists, ratios and dates.

use super::super::line::SumLine;
use super::super::tokens::{Kind, Token};
use super::super::units::{self, Meaning};

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
    is_date(tokens)
        || is_comparison
        || is_joined(text, tokens, own.contains('/')) && !is_share
        || is_shift(text, tokens)
        || is_spaced_list(tokens, own)
}

/// What to ask of two numbers joined by a slash without blanks, one of them with a part behind its point, that are no parts of
/// a whole: `1.4/0.6` may be a quotient or a pair.
pub fn tight_quotient(text: &str, tokens: &[Token], name: Option<&str>) -> Option<String> {
    if let Some(question) = quotient_of_units(text, tokens, name) {
        return Some(question);
    }
    let [first, slash, second] = tokens else {
        return None;
    };
    let (a, b) = (first.number()?, second.number()?);
    let is_tight = slash.is('/') && !slash.spaced && !second.spaced;
    let is_whole = [1.0, 10.0, 100.0]
        .iter()
        .any(|whole| (a + b - whole).abs() < 1e-9);
    let is_date = [a, b].iter().any(|part| (1900.0..2200.0).contains(part)) && a.min(b) <= 12.0;
    // `80/20` is a pair, and so is a date.
    let is_integer = a.fract() == 0.0 && b.fract() == 0.0 && a.max(b) <= 100.0 || is_date;
    let is_alone = name.is_some_and(|name| !name.contains('/'));
    (is_alone && is_tight && !is_whole && !is_integer).then(|| {
        let written = |token: &Token| &text[token.start..token.end];
        let (a, b) = (written(first), written(second));
        format!("`{a}/{b}` may be a pair of numbers: write `{a} / {b}` to divide")
    })
}

/// The same of two amounts of one kind, the first of which is larger: `90TB/4TB`. People list a smaller one first: `7d/30d`.
fn quotient_of_units(text: &str, tokens: &[Token], name: Option<&str>) -> Option<String> {
    let [a, unit, slash, b, other] = tokens else {
        return None;
    };
    let amount = |number: &Token, unit: &Token| match units::unit(unit.word()?, false)? {
        Meaning::Unit(one) if !unit.spaced => Some((number.number()? * one.value, one.dimensions)),
        _ => None,
    };
    let (first, second) = (amount(a, unit)?, amount(b, other)?);
    let is_tight = slash.is('/') && !slash.spaced && !b.spaced;
    let is_alone = name.is_some_and(|name| !name.contains('/'));
    (is_alone && is_tight && first.1 == second.1 && first.0 > second.0).then(|| {
        let (first, second) = (&text[a.start..unit.end], &text[b.start..other.end]);
        format!("`{first}/{second}` may be a pair: write `{first} / {second}` to divide")
    })
}

/// `7d / 30d / 90d`, and `train / test = 80 / 20`: parts between slashes that have the same unit, or as many slashes
/// as the name has and parts that make up a whole.
fn is_spaced_list(tokens: &[Token], name: &str) -> bool {
    let parts: Vec<&[Token]> = tokens.split(|token| token.is('/')).collect();
    let read: Option<Vec<(f64, Option<&Kind>)>> = parts
        .iter()
        .map(|part| match part {
            [number] => Some((number.number()?, None)),
            [number, unit] if !matches!(unit.kind, Kind::Number(_)) => {
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
    let is_shared = name.matches(" / ").count() + 1 == read.len()
        && last[0].1.is_some()
        && others.iter().all(|part| part.1.is_none());
    let has_unit = read[0].1.is_some() && read.iter().all(|part| part.1 == read[0].1);
    let sum: f64 = read.iter().map(|part| part.0).sum();
    let is_whole = (sum - 1.0).abs() < 1e-9 || (sum - 100.0).abs() < 1e-9;
    let is_listed = name.matches('/').count() + 1 == read.len();
    // `0.09 / 0.05 / 0.02 per GB`.
    let is_tiers =
        read.len() > 2 && last[0].1.is_some() && others.iter().all(|part| part.1.is_none());
    is_shared
        || is_tiers
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
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('(') => depth += 1,
            Kind::Sign(')') => depth -= 1,
            Kind::Sign(sign @ ('/' | ':' | '-')) if depth == 0 && !token.spaced => {
                let Some((next, first)) = tokens
                    .get(at + 1)
                    .and_then(|next| Some((next, number_before(tokens, at)?)))
                else {
                    continue;
                };
                let Some(value) = next.number().filter(|_| !next.spaced) else {
                    continue;
                };
                // `1/3 of the traffic`.
                let is_fraction = tokens.get(at + 2).and_then(Token::word) == Some("of");
                let is_money =
                    first > 0 && matches!(tokens[first - 1].kind, Kind::Sign('$' | '€' | '£'));
                if !(sign == '/'
                    && (is_money
                        || is_division
                        || is_fraction
                        || value == 3600.0
                        || value == 86_400.0))
                {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Both numbers where a minus at this place joins them without blanks and the second is larger, as in `10-20` and `1-2M`:
/// people write ranges so.
pub(super) fn range_at(tokens: &[Token], at: usize) -> Option<(f64, f64)> {
    let (sign, next) = (tokens.get(at)?, tokens.get(at + 1)?);
    let is_tight = sign.is('-') && !sign.spaced && !next.spaced;
    let first = number_before(tokens, at).filter(|_| is_tight)?;
    let (from, to) = (tokens[first].number()?, next.number()?);
    // `24h-30min` has two units, so it is a difference.
    let unit = tokens[first + 1..at].first().and_then(Token::word);
    let is_one_unit =
        unit.is_none_or(|unit| tokens.get(at + 2).and_then(Token::word) == Some(unit));
    // `(1-99.9%)` is what is missing of a whole.
    let is_rest = from == 1.0
        && first.checked_sub(1).is_some_and(|at| tokens[at].is('('))
        && tokens.get(at + 2).is_some_and(|token| token.is('%'));
    (from < to && is_one_unit && !is_rest).then_some((from, to))
}

/// The number that ends right before this place, its suffix passed over.
fn number_before(tokens: &[Token], at: usize) -> Option<usize> {
    let last = tokens[..at]
        .iter()
        .rposition(|token| token.number().is_some())?;
    let between = &tokens[last + 1..at];
    let is_suffix = |token: &Token| !token.spaced && (token.word().is_some() || token.is('%'));
    (between.len() <= 1 && between.iter().all(is_suffix)).then_some(last)
}

/// `11/23/2026`, `2026-11-23`.
fn is_date(tokens: &[Token]) -> bool {
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
