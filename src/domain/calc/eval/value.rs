//! The value of a part of an expression, and the questions that it leaves.

use super::super::Why;
use super::super::bare::Bare;
use super::super::mixed::eight;
use super::super::quantity::Quantity;
use super::super::time_unit::TimeUnit;

/// The value of a part, with what must be known of how it was written.
#[derive(Debug, Clone)]
pub struct Value {
    pub quantity: Quantity,
    /// The numbers without a unit that are factors of it.
    pub bare: Vec<Bare>,
    /// A plain number named like a rate or a length of time is a factor of it: the name.
    pub named: Option<String>,
    /// A factor of it has time in it.
    pub has_time: bool,
    /// A rate and a longer time are factors of it: the unit of each.
    pub met: Option<(TimeUnit, TimeUnit)>,
    /// A length of time for each longer one: `40 min/day`, `1000/day * 5 min`.
    pub is_load: bool,
    /// A name that stands for such a length of time, and is shown so, is a factor of it.
    pub load_name: Option<String>,
    /// A price per thousand is a factor of it: its name.
    pub per_mille: Option<String>,
    /// Bits were divided by bytes, or bytes by bits.
    pub mixes_bits: bool,
    pub percent: Percent,
}

/// A share is nearly all from so much on.
const NEARLY_ALL: f64 = 0.9;

/// What a percentage did in the making of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Percent {
    None,
    /// A factor was written in percent.
    Factor,
    /// It is a product of shares that are nearly all, `99.9% * 99.95%`: shown in percent, and added like any share.
    Product,
    /// A percentage was added to it, or taken from it.
    Added,
}

impl Percent {
    pub fn is_factor(self) -> bool {
        matches!(self, Self::Factor | Self::Product)
    }
}

impl Value {
    pub fn of(quantity: Quantity) -> Self {
        let has_time = quantity.dimensions.second != 0;
        let is_load = quantity.is_load();
        Self {
            quantity,
            bare: Vec::new(),
            named: None,
            has_time,
            met: None,
            is_load,
            load_name: None,
            per_mille: None,
            mixes_bits: false,
            percent: Percent::None,
        }
    }

    /// The number, where it is made of nothing but bare numbers.
    pub fn bare_number(&self) -> Option<f64> {
        let is_bare = self.quantity.is_plain() && self.quantity.nouns.iter().all(|noun| noun.fades);
        (is_bare && !self.bare.is_empty()).then_some(self.quantity.value)
    }

    /// Whether it is a percentage, which is one of something where it is added.
    pub fn is_percentage(&self) -> bool {
        self.quantity.in_percent && self.percent != Percent::Product
    }

    /// Whether it is a share in percent that is nearly all.
    pub fn is_nearly_all(&self) -> bool {
        let is_product = self.percent == Percent::Product;
        self.quantity.in_percent && (is_product || self.quantity.value >= NEARLY_ALL)
    }

    /// Whether a bare 8 is a factor of it.
    pub fn has_eight(&self) -> bool {
        self.bare.iter().any(|bare| bare.number == 8.0)
    }
}

/// The value, unless something must be asked of it.
pub fn checked(value: Value) -> Result<Value, Why> {
    if value.mixes_bits && value.has_eight() {
        return Err(eight());
    }
    let mut questions = value.bare.iter();
    if let Some(question) = questions.find_map(|bare| {
        let met = value
            .met
            .and_then(|(per, length)| bare.counted_twice(per, length));
        met.or_else(|| bare.question(&value.quantity))
    }) {
        return Err(Why::Ambiguous(question));
    }
    if let Some(name) = value.named.as_ref().filter(|_| value.has_time) {
        return Err(Why::Ambiguous(format!(
            "`{name}` has no unit and meets a time: give it one, such as `/s` or `days`"
        )));
    }
    if let Some(name) = value.load_name.as_ref()
        && value.is_load
        && value.bare.iter().any(|bare| bare.divides)
    {
        return Err(Why::Ambiguous(format!(
            "`{name}` is a time a day: write the number beside it with its unit, such as `6 h/day`"
        )));
    }
    let is_thousand = |bare: &Bare| bare.number == 1000.0 && bare.divides;
    if let Some(name) = value.per_mille.as_ref()
        && !value.bare.iter().any(is_thousand)
    {
        return Err(Why::Ambiguous(format!(
            "`{name}` is a price per 1,000: write `/ 1000` behind it"
        )));
    }
    Ok(value)
}

/// The factor of a bare number.
pub fn bare(number: f64) -> Vec<Bare> {
    vec![Bare {
        number,
        divides: false,
    }]
}
