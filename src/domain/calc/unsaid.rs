//! Nouns that cancel though one side of a product or a quotient does not say what it counts.

use super::quantity::{Dimensions, Noun, Quantity};
use super::time_unit::TimeUnit;

/// From so many on a bare number is a count of things and no factor.
pub const MANY: f64 = 100_000.0;

impl Quantity {
    /// Whether one of the things that this counts does something so often, and is counted no more: `200M users * 40 per day`
    /// are no users, while `350/s * 1500 tokens` are tokens. Machines and teams always do, also for so long:
    /// `200 analysts * 8 h * 12/h`.
    pub(super) fn does_so_often(&self, noun: &Noun, times: &Self) -> bool {
        if !is_rate(times) || times.dimensions.is_amount() || !self.has_only_over() {
            return false;
        }
        if noun.is_worker() {
            return self.is_plain() || self.dimensions == Dimensions::SECOND;
        }
        let unit = times.per.unwrap_or(TimeUnit::Second);
        let number = times.value * unit.seconds();
        let is_often = is_bare(times) && times.dimensions == Dimensions::RATE;
        self.is_plain() && is_often && (1.0..self.value).contains(&number)
    }

    /// Whether it has what is counted, and not for each of what.
    pub(super) fn has_only_over(&self) -> bool {
        has(self, 1) && !has(self, -1) && self.nouns.iter().all(|noun| noun.key != "flop")
    }

    /// Whether a noun of one operand is what the other counts without saying so, and therefore cancels. In the product
    /// `400 QPS * 2 tokens/request` (`sign` is 1) and in the quotient `400 kQPS / 200 requests/s/worker` (`sign` is -1) it is
    /// the request.
    pub(super) fn counts_unsaid(&self, other: &Self, sign: i8, noun: &Noun) -> bool {
        if sign > 0 && (are_many_of(self, other) || are_many_of(other, self)) {
            return noun.exponent == -1;
        }
        let is_count = |one: &Self| one.dimensions.byte == 0 && one.dimensions.money == [0; 3];
        let cancels = if sign < 0 {
            cancels_in_quotient
        } else {
            cancels_in_product
        };
        is_count(self) && is_count(other) && cancels(self, other, noun)
    }
}

fn cancels_in_quotient(left: &Quantity, right: &Quantity, noun: &Noun) -> bool {
    let counts = |one: &Quantity| one.nouns.iter().any(|it| it.key == noun.key);
    // `8k req/s / 450 qps`: both count requests.
    let is_same = |one: &Quantity, bare: &Quantity| {
        is_bare(bare) && !has(one, -1) && counts(one) && is_rate(one) && is_rate(bare)
    };
    let is_bare_left = is_bare(left) && has(right, 1) && has(right, -1);
    let by_bare = !is_bare(left) && !has(left, -1) && has(right, -1) && !has(right, 1);
    is_same(left, right)
        || is_same(right, left)
        || is_bare_left && noun.exponent == -1
        || by_bare && counts(left)
}

/// A bare factor, `3 * 5 requests/user`, counts nothing; a bare rate counts what the other side is for.
fn cancels_in_product(left: &Quantity, right: &Quantity, noun: &Noun) -> bool {
    let by_rate = |rate: &Quantity, ratio: &Quantity| {
        let is_ratio = ratio.dimensions.second == 0 && has(ratio, 1) && has(ratio, -1);
        is_bare(rate) && is_rate(rate) && is_ratio
    };
    noun.exponent == -1 && (by_rate(left, right) || by_rate(right, left))
}

/// `70B * 0.5 bytes/param` and `5k/s * 1 KB/event`: so many, or so many a second, are what the amount is for, though they do
/// not say it.
fn are_many_of(count: &Quantity, amount: &Quantity) -> bool {
    let is_rate = count.dimensions == Dimensions::RATE;
    let is_many = is_rate || count.is_plain() && count.value >= MANY;
    let is_for_each = has(amount, -1) && !has(amount, 1);
    is_bare(count) && is_many && amount.dimensions.is_amount() && is_for_each
}

fn is_bare(one: &Quantity) -> bool {
    one.nouns.iter().all(|noun| noun.fades)
}

fn is_rate(one: &Quantity) -> bool {
    one.dimensions.second == -1
}

fn has(one: &Quantity, exponent: i8) -> bool {
    one.nouns
        .iter()
        .any(|noun| noun.exponent == exponent && !noun.fades)
}
