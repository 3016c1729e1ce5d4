//! An expression cut into numbers, words and signs. Must not know what a word means.

use std::fmt::Write;

use super::Fault;

/// Largest exponent of ten in a number: all the arithmetic in the world's machines stays below it.
const MAGNITUDE: u32 = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Percent,
    Open,
    Close,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Token<'t> {
    /// In digits, with no separators.
    Number(String),
    Word(&'t str),
    /// As it was written, and its meaning.
    Sign(&'t str, Sign),
}

impl Token<'_> {
    /// As it was written, near enough for a fault to name it.
    pub fn written(&self) -> String {
        match self {
            Self::Number(digits) => digits.clone(),
            Self::Word(word) => (*word).to_owned(),
            Self::Sign(sign, _) => (*sign).to_owned(),
        }
    }
}

pub fn tokens(expression: &str) -> Result<Vec<Token<'_>>, Fault> {
    let mut found = Vec::new();
    let mut rest = expression.trim_start();
    let mut touches_word = false;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if starts_number(rest) {
            number(rest)?
        } else if first.is_alphabetic() {
            let length = word_length(rest);
            (Token::Word(&rest[..length]), length)
        } else if first == '$' {
            (Token::Word("$"), 1)
        } else {
            sign(rest).ok_or_else(|| Fault::Unknown(first.to_string()))?
        };
        let behind = &rest[length..];
        // `GPU-hours` is no difference: both words stand behind one number.
        let is_hyphen = matches!(token, Token::Sign(_, Sign::Minus))
            && touches_word
            && behind.starts_with(char::is_alphabetic);
        rest = behind.trim_start();
        touches_word = matches!(token, Token::Word(_)) && rest.len() == behind.len();
        if !is_hyphen {
            found.push(token);
        }
    }
    Ok(found)
}

fn starts_number(text: &str) -> bool {
    let digits = text.strip_prefix('.').unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit())
}

fn word_length(text: &str) -> usize {
    // `8x80` is a product, not eight of something.
    if text.starts_with('x') && starts_number(&text[1..]) {
        return 1;
    }
    let is_outside = |letter: char| !(letter.is_alphanumeric() || letter == '_');
    text.find(is_outside).unwrap_or(text.len())
}

fn sign(text: &str) -> Option<(Token<'_>, usize)> {
    let signs = [
        ("**", Sign::Power),
        ("^", Sign::Power),
        ("*", Sign::Times),
        ("×", Sign::Times),
        ("·", Sign::Times),
        ("⋅", Sign::Times),
        ("/", Sign::Over),
        ("÷", Sign::Over),
        ("+", Sign::Plus),
        ("-", Sign::Minus),
        ("−", Sign::Minus),
        ("%", Sign::Percent),
        ("(", Sign::Open),
        (")", Sign::Close),
    ];
    let (written, meaning) = signs
        .iter()
        .find(|(written, _)| text.starts_with(written))?;
    let token = Token::Sign(&text[..written.len()], *meaning);
    Some((token, written.len()))
}

/// A number at the start of the text: `4e6`, `1,000,000`, `.5`, `1_000`.
fn number(text: &str) -> Result<(Token<'_>, usize), Fault> {
    let mut digits = String::new();
    let mut at = whole(text, &mut digits);
    if digits.is_empty() {
        digits.push('0');
    }
    if text[at..].starts_with('.') {
        let fraction = digit_run(&text[at + 1..]);
        if fraction > 0 {
            digits.push_str(&text[at..=at + fraction]);
        }
        at += 1 + fraction;
    }
    if let Some(exponent) = text[at..].strip_prefix(['e', 'E']) {
        let behind_sign = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        let length = digit_run(behind_sign);
        if length > 0 {
            let size = behind_sign[..length].parse::<u32>().unwrap_or(u32::MAX);
            if size > MAGNITUDE {
                return Err(Fault::TooMuch);
            }
            let minus = if exponent.starts_with('-') { "-" } else { "" };
            let _ = write!(digits, "e{minus}{size}");
            at += 1 + (exponent.len() - behind_sign.len()) + length;
        }
    }
    Ok((Token::Number(digits), at))
}

/// The digits before the point, without separators, and how long they are with them.
fn whole(text: &str, digits: &mut String) -> usize {
    let mut at = digit_run(text);
    digits.push_str(&text[..at]);
    while at > 0 && text[at..].starts_with([',', '_']) {
        let group = digit_run(&text[at + 1..]);
        // A comma parts thousands, nothing else.
        if group == 0 || text[at..].starts_with(',') && group != 3 {
            break;
        }
        digits.push_str(&text[at + 1..=at + group]);
        at += 1 + group;
    }
    at
}

fn digit_run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
