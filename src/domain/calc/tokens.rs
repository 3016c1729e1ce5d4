//! An expression taken apart into numbers, words and signs. What they mean is `parse`'s affair.

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    Number(f64),
    Word(String),
    /// `+ - * / ^ ( ) , % :`, a currency's sign, or one that no sum has.
    Sign(char),
}

/// A part of an expression with where it stands, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// A blank stands before it.
    pub spaced: bool,
}

impl Token {
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self.kind {
            TokenKind::Number(value) => Some(value),
            _ => None,
        }
    }
}

/// Whether a sign has a meaning in a sum.
pub fn is_sign(sign: char) -> bool {
    "+-*/^(),%:–$€£".contains(sign)
}

/// The parts of a text; `None` where it holds a number that is none.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut reader = TokenReader {
        text,
        at: 0,
        tokens: Vec::new(),
        list_end: 0,
    };
    while reader.next()? {}
    Some(reader.tokens)
}

struct TokenReader<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    /// The end of the arguments of `max` or `min` whose commas have no blank behind them: `max(3,5)`.
    list_end: usize,
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

impl TokenReader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Takes the next part; false at the end.
    fn next(&mut self) -> Option<bool> {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        let spaced = blanks > 0 || self.at == 0;
        self.at += blanks;
        let Some(first) = self.rest().chars().next() else {
            return Some(false);
        };
        let start = self.at;
        if first.is_ascii_digit()
            || (first == '.' && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let (value, length) = number(self.rest(), self.at < self.list_end)?;
            self.push(TokenKind::Number(value), start, start + length, spaced);
        } else if SUPERSCRIPTS.contains(first) || first == '⁻' {
            self.superscript(start)?;
        } else if first.is_alphabetic() || first == '_' {
            self.word(start, spaced);
        } else {
            self.sign(first, start, spaced);
        }
        Some(true)
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize, spaced: bool) {
        self.at = end;
        self.tokens.push(Token {
            kind,
            start,
            end,
            spaced,
        });
    }

    fn superscript(&mut self, start: usize) -> Option<()> {
        let raised: String = self
            .rest()
            .chars()
            .take_while(|c| SUPERSCRIPTS.contains(*c) || *c == '⁻')
            .collect();
        let digits = raised.trim_start_matches('⁻');
        let value = digits.chars().try_fold(0_u32, |sum, c| {
            let digit = SUPERSCRIPTS.chars().position(|known| known == c)?;
            sum.checked_mul(10)?.checked_add(u32::try_from(digit).ok()?)
        })?;
        if digits.is_empty() {
            return None;
        }
        let end = start + raised.len();
        self.push(TokenKind::Sign('^'), start, end, false);
        if digits.len() < raised.len() {
            self.push(TokenKind::Sign('-'), start, end, false);
        }
        self.push(TokenKind::Number(f64::from(value)), start, end, false);
        Some(())
    }

    fn word(&mut self, start: usize, spaced: bool) {
        let after_number = !spaced
            && self
                .tokens
                .last()
                .is_some_and(|token| token.number().is_some());
        let rest = self.rest();
        // `8x80`: between two numbers the letter multiplies.
        let is_between = rest
            .strip_prefix(['x', 'X'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if after_number && is_between {
            return self.push(TokenKind::Sign('*'), start, start + 1, false);
        }
        // `1h30m`: the unit ends where the next number begins.
        let unit = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        if after_number
            && ["d", "h", "hr", "m", "min"].contains(&&rest[..unit])
            && rest[unit..].starts_with(|c: char| c.is_ascii_digit())
        {
            let word = rest[..unit].to_owned();
            return self.push(TokenKind::Word(word), start, start + unit, false);
        }
        let mut end = 0;
        let mut characters = rest.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let joins = c == '-'
                && rest[..at].ends_with(char::is_alphabetic)
                && characters.peek().is_some_and(|(_, c)| c.is_alphabetic());
            if !(c.is_alphanumeric() && !SUPERSCRIPTS.contains(c) || c == '_' || joins) {
                break;
            }
            end = at + c.len_utf8();
        }
        let word = rest[..end].to_owned();
        self.push(TokenKind::Word(word), start, start + end, spaced);
    }

    /// Whether a sign and the one that touches it are `+-`, `-+`, or the `-- ` of a comment.
    fn is_no_operator(&self, first: char) -> bool {
        let behind = &self.rest()[first.len_utf8()..];
        match first {
            '+' => behind.starts_with(['-', '−']),
            _ => behind.starts_with('+') || first == '-' && behind.starts_with("- "),
        }
    }

    /// Where the list ends that begins here, whose commas have no blank and no three digits behind them. Such a comma may
    /// stand in a number: `max(3,500)`.
    fn list_end(&self) -> Option<usize> {
        let function = self.tokens.last()?.word()?.to_lowercase();
        let end = self.rest().find(')')?;
        let mut behind = self.rest()[..end].split(',').skip(1);
        let separates = |text: &str| !text.starts_with(char::is_whitespace) && digits(text, 0) != 3;
        (["max", "min"].contains(&&*function) && behind.all(separates)).then_some(self.at + end)
    }

    fn sign(&mut self, first: char, start: usize, spaced: bool) {
        let sign = match first {
            '(' => {
                self.list_end = self.list_end().unwrap_or(self.list_end);
                first
            }
            '*' if self.rest().starts_with("**") => {
                self.push(TokenKind::Sign('^'), start, start + 2, spaced);
                return;
            }
            // `50 +- 5` is a tolerance, and `4 -- 3` no difference: no sum has these pairs. `5 + -3` is a sum.
            '+' | '-' | '−' if self.is_no_operator(first) => {
                let pair = self.rest().chars().take(2).map(char::len_utf8);
                let end = start + pair.sum::<usize>();
                self.push(TokenKind::Sign('±'), start, end, spaced);
                return;
            }
            '×' | '·' | '⋅' | '∗' => '*',
            '÷' => '/',
            // `400 TB @ $0.023/GB`.
            '@' if self.rest()[1..].trim_start().starts_with(['$', '€', '£']) => '*',
            '−' => '-',
            '~' if self.rest()[1..]
                .starts_with(|c: char| c.is_ascii_digit() || "$€£.".contains(c)) =>
            {
                self.at += 1;
                return;
            }
            // No sum has it, but a name may: `recall@10`.
            other => other,
        };
        self.push(
            TokenKind::Sign(sign),
            start,
            start + first.len_utf8(),
            spaced,
        );
    }
}

/// A number at the start of a text and its length; `None` where it is no number: `1.2.3`, `1,00`. `in_list` says that commas
/// stand between numbers.
fn number(text: &str, in_list: bool) -> Option<(f64, usize)> {
    if let Some(radix) = radix(text) {
        let digits = &text[2..];
        let is_part = |c: char| match radix {
            16 => c.is_ascii_hexdigit(),
            _ => c.is_ascii_alphanumeric(),
        };
        let end = digits.find(|c| !is_part(c));
        let digits = &digits[..end.unwrap_or(digits.len())];
        let value = u64::from_str_radix(digits, radix).ok()?;
        return Some((value as f64, digits.len() + 2));
    }
    let bytes = text.as_bytes();
    let (mut clean, mut at) = whole_part(text)?;
    let fraction = digits(text, at + 1);
    if bytes.get(at) == Some(&b'.') && fraction > 0 {
        clean.push_str(&text[at..=at + fraction]);
        at += 1 + fraction;
        // A second point, as in a version or an address.
        if bytes.get(at) == Some(&b'.') && digits(text, at + 1) > 0 {
            return None;
        }
    } else if bytes.get(at) == Some(&b',')
        && !clean.is_empty()
        && ![0, 3].contains(&fraction)
        && !in_list
    {
        // `1,00` may be a decimal comma or a list.
        return None;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let power = digits(text, at + 1 + sign);
        let next = bytes.get(at + 1 + sign + power).copied().unwrap_or(b' ');
        if power > 0 && (!next.is_ascii_alphabetic() || [b'B', b'x'].contains(&next)) {
            clean.push_str(&text[at..at + 1 + sign + power]);
            at += 1 + sign + power;
        }
    }
    clean.parse().ok().map(|value| (value, at))
}

/// The base of digits behind `0x`, `0b` or `0o`, which without a digit behind them are no prefixes.
fn radix(text: &str) -> Option<u32> {
    let mut characters = text.chars();
    let base = (characters.next() == Some('0')).then(|| characters.next())??;
    let radix = match base.to_ascii_lowercase() {
        'x' => 16,
        'b' => 2,
        'o' => 8,
        _ => return None,
    };
    let next = characters.next()?;
    (next.is_ascii_digit() || next.is_digit(radix)).then_some(radix)
}

/// The digits before the point without their separators, and the bytes they take; `None` where the first group before a
/// comma is too long.
fn whole_part(text: &str) -> Option<(String, usize)> {
    let mut at = digits(text, 0);
    let first = at;
    let mut clean = text[..at].to_owned();
    while let Some(mark) = text[at..]
        .chars()
        .next()
        .filter(|mark| [',', '_', ' '].contains(mark))
    {
        let group = digits(text, at + 1);
        let is_joined = clean.len() == at || text[..at].contains(' ');
        if mark == ' ' && !(is_blank_group(text, first, at, group) && is_joined) {
            break;
        }
        if mark != ' ' && text[..at].contains(' ') {
            break;
        }
        if at == 0 || group == 0 || (mark == ',' && group != 3) {
            break;
        }
        if mark == ',' && first > 3 {
            return None;
        }
        clean.push_str(&text[at + 1..=at + group]);
        at += 1 + group;
    }
    Some((clean, at))
}

/// Whether a blank at this byte joins three digits to those before it, as in `86 400` and `120 000`; `100 200` are two numbers.
fn is_blank_group(text: &str, first: usize, at: usize, group: usize) -> bool {
    let behind = text[at + 1..]
        .get(group..)
        .and_then(|rest| rest.chars().next());
    let ends = behind.is_none_or(|c| !c.is_alphanumeric() && !"._,:".contains(c));
    let is_group = group == 3 && ends && !text.starts_with('0');
    is_group && (1..=2).contains(&first) || is_group && first == 3 && text[at..].starts_with(" 000")
}

/// How many digits stand at a byte of the text.
fn digits(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes().iter().skip(from);
    bytes.take_while(|byte| byte.is_ascii_digit()).count()
}
