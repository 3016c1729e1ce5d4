//! What a word behind a number means: a unit, a magnitude, or nothing that is known.

use super::quantity::{Currency, Dimensions, Quantity};
use super::time_unit::TimeUnit;

/// What a word means directly behind a number or a slash.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    Unit(Quantity),
    /// Two things; how to say either.
    Ambiguous(&'static str),
}

/// The magnitude that a suffix stands for: `k`, `M`, `million`. `B` and `b` are not among them.
pub fn magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "k" | "K" => 1e3,
        "M" | "MM" => 1e6,
        "T" => 1e12,
        _ => match word.to_lowercase().as_str() {
            "hundred" | "hundreds" => 1e2,
            "dozen" | "dozens" => 12.0,
            "thousand" | "thousands" | "mille" => 1e3,
            "lakh" | "lakhs" | "lac" => 1e5,
            "million" | "millions" | "mil" | "mill" | "mio" | "mln" | "mn" => 1e6,
            "crore" | "crores" | "cr" => 1e7,
            "billion" | "billions" | "bn" | "bln" | "bil" => 1e9,
            "trillion" | "trillions" | "tn" | "trn" | "trln" => 1e12,
            _ => return None,
        },
    })
}

/// What a word means as a unit. `before_rate` says whether `/s` or `ps` follows, where lower-case `kb` may be bits.
pub fn unit(word: &str, before_rate: bool) -> Option<Meaning> {
    if let Some(ambiguous) = ambiguous(word, before_rate) {
        return Some(Meaning::Ambiguous(ambiguous));
    }
    time(word)
        .or_else(|| data(word))
        .or_else(|| rate(word))
        .or_else(|| money(word))
        .or_else(|| counted(word))
        .map(Meaning::Unit)
}

fn ambiguous(word: &str, before_rate: bool) -> Option<&'static str> {
    Some(match word {
        "m" => "million, minutes or meters: write M, min or the noun",
        "mm" => "million or millimeters: write M or the noun",
        "quarter" | "quarters" => "a quarter is no unit of time here: write `3 months`",
        "G" => "billion or gigabytes: write bn or GB",
        "b" => "billion, bits or bytes: write bn, bit or B",
        "Kb" if !before_rate => "bits or bytes: write kbit or KB",
        "Mb" if !before_rate => "bits or bytes: write Mbit or MB",
        "Gb" if !before_rate => "bits or bytes: write Gbit or GB",
        "Tb" if !before_rate => "bits or bytes: write Tbit or TB",
        "Pb" if !before_rate => "bits or bytes: write Pbit or PB",
        "KBPS" => "bits or bytes a second: write kbit/s or KB/s",
        "MBPS" => "bits or bytes a second: write Mbit/s or MB/s",
        "GBPS" => "bits or bytes a second: write Gbit/s or GB/s",
        "TBPS" => "bits or bytes a second: write Tbit/s or TB/s",
        "kb" if before_rate => "bits or bytes a second: write kbit/s or KB/s",
        "mb" if before_rate => "bits or bytes a second: write Mbit/s or MB/s",
        "gb" if before_rate => "bits or bytes a second: write Gbit/s or GB/s",
        "tb" if before_rate => "bits or bytes a second: write Tbit/s or TB/s",
        "pb" if before_rate => "bits or bytes a second: write Pbit/s or PB/s",
        _ => return None,
    })
}

fn time(word: &str) -> Option<Quantity> {
    let unit = TimeUnit::of(word)?;
    Some(Quantity {
        length: Some(unit),
        ..Quantity::of(unit.seconds(), Dimensions::SECOND)
    })
}

const PREFIXES: [(&str, f64); 9] = [
    ("", 1.0),
    ("k", 1e3),
    ("m", 1e6),
    ("g", 1e9),
    ("t", 1e12),
    ("p", 1e15),
    ("e", 1e18),
    ("z", 1e21),
    ("y", 1e24),
];
const LONG_PREFIXES: [(&str, f64); 9] = [
    ("", 1.0),
    ("kilo", 1e3),
    ("mega", 1e6),
    ("giga", 1e9),
    ("tera", 1e12),
    ("peta", 1e15),
    ("exa", 1e18),
    ("zetta", 1e21),
    ("yotta", 1e24),
];
const BINARY: [(&str, f64); 8] = [
    ("ki", 1024.0),
    ("mi", 1_048_576.0),
    ("gi", 1_073_741_824.0),
    ("ti", 1_099_511_627_776.0),
    ("pi", 1_125_899_906_842_624.0),
    ("ei", 1_152_921_504_606_846_976.0),
    ("zi", 1_180_591_620_717_411_303_424.0),
    ("yi", 1_208_925_819_614_629_174_706_176.0),
];

fn data(word: &str) -> Option<Quantity> {
    let per_second = |quantity: Quantity| {
        let second = Quantity {
            length: Some(TimeUnit::Second),
            ..Quantity::of(1.0, Dimensions::SECOND)
        };
        quantity.over(&second)
    };
    let bytes = |value: f64| Quantity::of(value, Dimensions::BYTE);
    let bits = |value: f64| Quantity {
        in_bits: true,
        ..bytes(value / 8.0)
    };
    let lower = word.to_lowercase();
    if let Some(stem) = lower
        .strip_suffix("ps")
        .filter(|stem| stem.ends_with('b') && *stem != "b")
    {
        // `MBps` are bytes, `Mbps` and `mbps` bits.
        let is_bytes = word.chars().nth(stem.chars().count() - 1) == Some('B');
        let factor = factor(stem.strip_suffix('b')?)?;
        return Some(per_second(
            if is_bytes
                && word.chars().next().is_some_and(char::is_alphabetic)
                && !word.ends_with("PS")
            {
                bytes(factor)
            } else {
                bits(factor)
            },
        ));
    }
    if word == "Bps" {
        return Some(per_second(bytes(1.0)));
    }
    if word == "bps" {
        return Some(per_second(bits(1.0)));
    }
    for ending in ["bytes", "byte"] {
        if let Some(prefix) = lower.strip_suffix(ending) {
            return factor_long(prefix).map(bytes);
        }
    }
    for ending in ["bits", "bit"] {
        if let Some(prefix) = lower.strip_suffix(ending) {
            return factor(prefix).or_else(|| factor_long(prefix)).map(bits);
        }
    }
    let prefix = lower
        .strip_suffix('b')
        .filter(|prefix| !prefix.is_empty())?;
    let value = factor(prefix)?;
    // `Gb` in this case stands before `/s`, where it is bits; `gb` alone is bytes.
    let is_bits = word.ends_with('b') && word.chars().next().is_some_and(char::is_uppercase);
    Some(if is_bits { bits(value) } else { bytes(value) })
}

fn factor(prefix: &str) -> Option<f64> {
    let known = PREFIXES.iter().chain(&BINARY);
    known
        .clone()
        .find(|(known, _)| *known == prefix)
        .map(|(_, value)| *value)
}

fn factor_long(prefix: &str) -> Option<f64> {
    let binary = [
        ("kibi", 0),
        ("mebi", 1),
        ("gibi", 2),
        ("tebi", 3),
        ("pebi", 4),
        ("exbi", 5),
        ("zebi", 6),
        ("yobi", 7),
    ];
    let long = LONG_PREFIXES
        .iter()
        .find(|(known, _)| *known == prefix)
        .map(|(_, value)| *value);
    long.or_else(|| {
        binary
            .iter()
            .find(|(known, _)| *known == prefix)
            .map(|(_, at)| BINARY[*at].1)
    })
    .or_else(|| factor(prefix))
}

/// Counts per second or minute: `QPS`, `kRPS`, `TPM`, `fps`; and floating-point operations, `TFLOPS` per second.
fn rate(word: &str) -> Option<Quantity> {
    let per = |value: f64, unit: TimeUnit| {
        let quantity = Quantity::of(
            value / unit.seconds(),
            Dimensions {
                second: -1,
                ..Dimensions::PLAIN
            },
        );
        Quantity {
            per: Some(unit),
            ..quantity
        }
    };
    let lower = word.to_lowercase();
    for name in ["qps", "rps", "tps", "iops", "fps", "wps", "eps", "hz"] {
        if let Some(prefix) = lower.strip_suffix(name) {
            let value = factor(prefix).filter(|_| ["", "k", "m", "g"].contains(&prefix))?;
            return Some(per(value, TimeUnit::Second));
        }
    }
    for name in ["rpm", "qpm", "tpm"] {
        if let Some(prefix) = lower.strip_suffix(name) {
            let value = factor(prefix).filter(|_| ["", "k", "m"].contains(&prefix))?;
            return Some(per(value, TimeUnit::Minute));
        }
    }
    let is_rate = word.ends_with("FLOPS") || word.ends_with("FLOP/s");
    let stem = lower
        .strip_suffix("flops")
        .or_else(|| lower.strip_suffix("flop"))?;
    let value = factor(stem)?;
    let flop = super::nouns::noun("FLOP");
    let counted = Quantity {
        nouns: vec![flop],
        ..Quantity::plain(value)
    };
    Some(if is_rate {
        counted.times(&per(1.0, TimeUnit::Second))
    } else {
        counted
    })
}

/// What is counted with a magnitude before it: `Mtok`, `kreq`, `MP`.
fn counted(word: &str) -> Option<Quantity> {
    let mut letters = word.chars();
    let factor = match letters.next()? {
        'k' | 'K' => 1e3,
        'M' => 1e6,
        'G' | 'B' => 1e9,
        _ => return None,
    };
    let stem = match letters.as_str() {
        "P" | "px" | "pix" => "pixels",
        stem => stem,
    };
    let known = [
        "tok", "toks", "token", "tokens", "req", "reqs", "msg", "msgs", "param", "params",
        "pixels", "ops", "imgs", "rows", "docs",
    ];
    known.contains(&stem).then(|| Quantity {
        nouns: vec![super::nouns::noun(stem)],
        ..Quantity::plain(factor)
    })
}

fn money(word: &str) -> Option<Quantity> {
    let lower = word.to_lowercase();
    // `2 kUSD`, `3 MEUR`.
    let prefixed = ["usd", "eur", "gbp"].iter().find_map(|name| {
        let prefix = word.get(..word.len().checked_sub(name.len())?)?;
        lower.ends_with(name).then_some((prefix, *name))
    });
    let (name, factor) = match prefixed {
        Some(("k" | "K", name)) => (name, 1e3),
        Some(("M", name)) => (name, 1e6),
        _ => (lower.as_str(), 1.0),
    };
    let (currency, value) = match name {
        "usd" | "dollar" | "dollars" | "bucks" => (Currency::Usd, 1.0),
        "cent" | "cents" => (Currency::Usd, 0.01),
        "eur" | "euro" | "euros" => (Currency::Eur, 1.0),
        "gbp" | "pound" | "pounds" => (Currency::Gbp, 1.0),
        _ => return None,
    };
    Some(Quantity::of(value * factor, Dimensions::money(currency)))
}
