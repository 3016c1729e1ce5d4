//! What a word means: a unit with its size, a multiple such as `k` or `million`, or something that is counted.
//! Must not know how a sum is computed.

/// A kind of thing: how often bytes, seconds, dollars and floating-point operations are multiplied in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimensions {
    pub bytes: i32,
    pub time: i32,
    pub money: i32,
    pub flop: i32,
}

impl Dimensions {
    pub const PLAIN: Self = Self::new(0, 0, 0, 0);
    pub const BYTES: Self = Self::new(1, 0, 0, 0);
    pub const TIME: Self = Self::new(0, 1, 0, 0);
    pub const MONEY: Self = Self::new(0, 0, 1, 0);
    pub const FLOP: Self = Self::new(0, 0, 0, 1);
    pub const PER_TIME: Self = Self::new(0, -1, 0, 0);

    pub const fn new(bytes: i32, time: i32, money: i32, flop: i32) -> Self {
        Self {
            bytes,
            time,
            money,
            flop,
        }
    }

    pub fn per_time(self) -> Self {
        Self {
            time: self.time - 1,
            ..self
        }
    }

    /// `bytes per time`, `a plain number`.
    pub fn words(self) -> String {
        let named = [
            ("bytes", self.bytes),
            ("dollars", self.money),
            ("operations", self.flop),
            ("time", self.time),
        ];
        let list = |sign: i32| -> Vec<String> {
            let these = named.iter().filter(|(_, power)| power * sign > 0);
            these
                .map(|(word, power)| match power.abs() {
                    1 => (*word).to_owned(),
                    times => format!("{word}^{times}"),
                })
                .collect()
        };
        match (list(1).join(" × "), list(-1).join(" per ")) {
            (over, under) if over.is_empty() && under.is_empty() => "a plain number".to_owned(),
            (over, under) if under.is_empty() => over,
            (over, under) if over.is_empty() => format!("a number per {under}"),
            (over, under) => format!("{over} per {under}"),
        }
    }
}

/// A time that rates are told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rate {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Rate {
    /// A year has 365.25 days, a month is a twelfth of it.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3600.0,
            Self::Day => 86_400.0,
            Self::Week => 604_800.0,
            Self::Month => 2_629_800.0,
            Self::Year => 31_557_600.0,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "day" | "days" => Self::Day,
            "week" | "weeks" | "wk" | "wks" => Self::Week,
            "month" | "months" | "mo" => Self::Month,
            "year" | "years" | "yr" | "yrs" => Self::Year,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// So many bytes, seconds, dollars or operations.
    Unit(f64, Dimensions),
    /// A unit in bits, so many bytes.
    Bits(f64, Dimensions),
    Time(f64, Option<Rate>),
    /// So many times what stands before it.
    Multiple(f64),
    /// Something that is counted: any other word.
    Counted,
    /// Neither: it looks like a unit, and this was likely meant.
    Doubtful(&'static str),
}

pub fn meaning(word: &str) -> Meaning {
    let known = time(word)
        .or_else(|| multiple(word))
        .or_else(|| bytes(word))
        .or_else(|| bits(word))
        .or_else(|| operations(word))
        .or_else(|| others(word));
    known.unwrap_or_else(|| doubt(word).map_or(Meaning::Counted, Meaning::Doubtful))
}

fn time(word: &str) -> Option<Meaning> {
    let small = match word {
        "ms" | "millisecond" | "milliseconds" => 1e-3,
        "us" | "µs" | "μs" | "microsecond" | "microseconds" => 1e-6,
        "ns" | "nanosecond" | "nanoseconds" => 1e-9,
        _ => {
            let rate = Rate::of(word)?;
            return Some(Meaning::Time(rate.seconds(), Some(rate)));
        }
    };
    Some(Meaning::Time(small, None))
}

fn multiple(word: &str) -> Option<Meaning> {
    Some(Meaning::Multiple(match word {
        "hundred" => 1e2,
        "k" | "K" | "thousand" => 1e3,
        "M" | "mn" | "million" | "millions" => 1e6,
        "bn" | "billion" | "billions" => 1e9,
        "T" | "tn" | "trillion" | "trillions" => 1e12,
        _ => return None,
    }))
}

/// The size that a prefix letter stands for.
fn prefix(letter: &str) -> Option<f64> {
    Some(match letter {
        "" => 1.0,
        "k" | "K" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        "P" => 1e15,
        "E" => 1e18,
        _ => return None,
    })
}

fn long_prefix(word: &str) -> Option<f64> {
    let letter = match word {
        "" => "",
        "kilo" => "k",
        "mega" => "M",
        "giga" => "G",
        "tera" => "T",
        "peta" => "P",
        _ => return None,
    };
    prefix(letter)
}

fn bytes(word: &str) -> Option<Meaning> {
    let size = match word {
        // `mb` is typed in haste; bits are always spelt out.
        "kb" => Some(1e3),
        "mb" => Some(1e6),
        "gb" => Some(1e9),
        "tb" => Some(1e12),
        "pb" => Some(1e15),
        _ => None,
    };
    let size = size.or_else(|| prefix(word.strip_suffix('B')?));
    let size = size.or_else(|| {
        let letter = word
            .strip_suffix("iB")
            .filter(|letter| !letter.is_empty())?;
        let steps = prefix(letter)?.log10() / 3.0;
        Some(1024_f64.powi(steps.round() as i32))
    });
    let size = size.or_else(|| {
        let word = word.strip_suffix('s').unwrap_or(word);
        long_prefix(word.strip_suffix("byte")?)
    });
    size.map(|size| Meaning::Unit(size, Dimensions::BYTES))
}

fn bits(word: &str) -> Option<Meaning> {
    if let Some(letter) = word.strip_suffix("bps") {
        let size = prefix(letter)? / 8.0;
        return Some(Meaning::Bits(size, Dimensions::BYTES.per_time()));
    }
    let word = word.strip_suffix('s').unwrap_or(word);
    let letter = word.strip_suffix("bit")?;
    let size = prefix(letter).or_else(|| long_prefix(letter))?;
    Some(Meaning::Bits(size / 8.0, Dimensions::BYTES))
}

fn operations(word: &str) -> Option<Meaning> {
    let of = |ending: &str, dimensions| {
        let size = prefix(word.strip_suffix(ending)?)?;
        Some(Meaning::Unit(size, dimensions))
    };
    of("FLOP", Dimensions::FLOP)
        .or_else(|| of("FLOPs", Dimensions::FLOP))
        .or_else(|| of("FLOPS", Dimensions::FLOP.per_time()))
}

fn others(word: &str) -> Option<Meaning> {
    Some(match word {
        "$" | "USD" | "usd" | "dollar" | "dollars" => Meaning::Unit(1.0, Dimensions::MONEY),
        "cent" | "cents" => Meaning::Unit(0.01, Dimensions::MONEY),
        "QPS" | "qps" | "RPS" | "rps" | "TPS" | "tps" => Meaning::Unit(1.0, Dimensions::PER_TIME),
        _ => return None,
    })
}

/// What a word that looks like a unit likely meant. Counting `dayz` or `Mb` would give a wrong result silently.
fn doubt(word: &str) -> Option<&'static str> {
    let exact = match word {
        "m" => Some("`min` or `M`"),
        "b" => Some("`bit` or `bn`"),
        "G" => Some("`GB` or `bn`"),
        "mm" | "MM" | "mil" | "mill" | "mio" | "mln" => Some("`M`"),
        "bil" | "bln" | "mrd" => Some("`bn`"),
        "in" | "to" | "for" | "and" | "at" | "by" | "as" => Some("`of`, `per` or an operator"),
        _ => None,
    };
    if exact.is_some() {
        return exact;
    }
    let lower = word.to_lowercase();
    let stem = lower.strip_suffix("ps").or_else(|| lower.strip_suffix('s'));
    let mut letters = stem.unwrap_or(&lower).chars();
    let is_prefixed = letters.next().is_some_and(|first| "kmgtpe".contains(first));
    if is_prefixed && ["b", "ib", "bit", "byte"].contains(&letters.as_str()) {
        return Some("`MB` or `Mbit`");
    }
    if lower.ends_with("flop") || lower.ends_with("flops") {
        return Some("`TFLOP` or `TFLOPS`");
    }
    let times = [
        ("second", "`seconds`"),
        ("minute", "`minutes`"),
        ("hour", "`hours`"),
        ("day", "`days`"),
        ("week", "`weeks`"),
        ("month", "`months`"),
        ("year", "`years`"),
        ("byte", "`bytes`"),
    ];
    let is_near = |name: &str| {
        lower.chars().next() == name.chars().next()
            && (strsim::osa_distance(&lower, name) <= 1
                || strsim::osa_distance(&lower, &format!("{name}s")) <= 1)
    };
    let found = times.iter().find(|(name, _)| is_near(name));
    found.map(|(_, meant)| *meant)
}

/// A counted word in the singular, in small letters.
pub fn one(word: &str) -> String {
    let lower = word.to_lowercase();
    let endings = [("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")];
    for (many, one) in endings {
        if let Some(stem) = lower.strip_suffix(many) {
            return format!("{stem}{one}");
        }
    }
    match lower.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => lower,
    }
}

/// A unit as an estimate names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    pub factor: f64,
    pub dimensions: Dimensions,
    /// Whether the words can also stand behind a plain number, as `GPUs` and `cases a day` do.
    pub is_label: bool,
}

/// Reads `GB`, `%`, `per second`, `MB per second`, `TB/day`, `cases a day`, `images per arm`.
pub fn measure(text: &str) -> Measure {
    let spaced = format!(" {}", text.trim());
    let parts = [" per ", " a ", " an ", "/"];
    let parted = parts.iter().find_map(|part| spaced.rsplit_once(part));
    let rate = parted.and_then(|(over, under)| Some((over.trim(), Rate::of(under.trim())?)));
    let (over, rate) = rate.map_or((text.trim(), None), |(over, rate)| (over, Some(rate)));
    let (factor, dimensions, is_label) = match meaning(over) {
        Meaning::Unit(factor, kind) | Meaning::Bits(factor, kind) => (factor, kind, kind.flop != 0),
        Meaning::Time(factor, _) => (factor, Dimensions::TIME, false),
        _ if over == "%" => (0.01, Dimensions::PLAIN, false),
        _ => (1.0, Dimensions::PLAIN, !over.is_empty()),
    };
    match rate {
        None => Measure {
            factor,
            dimensions,
            is_label,
        },
        Some(rate) => Measure {
            factor: factor / rate.seconds(),
            dimensions: dimensions.per_time(),
            is_label,
        },
    }
}
