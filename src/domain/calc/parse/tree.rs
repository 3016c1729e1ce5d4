//! What an expression is: a tree of values and operators, with the parts that have more than one reading. Must not know
//! how it is written.

use super::super::definitions::Definition;
use super::super::quantity::Quantity;

/// A part of an expression.
#[derive(Debug, Clone)]
pub enum Node {
    Value(Quantity),
    /// A number without a unit or a noun.
    Bare(f64),
    Percent(f64),
    /// A number before `B` that may be bytes or billions; its place among the choices.
    ByteOrBillion(f64, usize),
    /// A name's value; its place among the choices.
    Name(usize),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
}

impl Node {
    /// Whether it may be a share of something: `30%`, `1/3`, a name, but no `2` and no `10 rules`.
    pub(super) fn is_share(&self) -> bool {
        let is_number = |node: &Self| matches!(node, Self::Bare(_) | Self::Value(_));
        match self {
            Self::Binary(Operator::Divide, left, right) => {
                matches!((&**left, &**right), (Self::Bare(_), Self::Bare(_))) || !is_number(right)
            }
            Self::Binary(_, _, right) => !is_number(right),
            other => !is_number(other),
        }
    }
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
    /// The function of a name, in any case.
    pub(super) fn of(word: &str) -> Option<Self> {
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

/// The unit behind `in`: `req/s`, `%`, `GB/day`.
#[derive(Debug, Clone)]
pub struct Target {
    /// One of it.
    pub measure: Quantity,
    pub written: String,
}

/// An expression, read.
#[derive(Debug)]
pub struct Parsed<'d> {
    pub root: Node,
    pub choices: Vec<Choice<'d>>,
    /// Something is computed: more than a number with its unit.
    pub has_operator: bool,
    /// The unit that the result is wanted in.
    pub target: Option<Target>,
}

impl Parsed<'_> {
    /// The number that the expression is, where it has no unit: the 24 of `24` and `(24)`.
    pub fn bare(&self) -> Option<f64> {
        match self.root {
            Node::Bare(number) if self.target.is_none() => Some(number),
            _ => None,
        }
    }
}
