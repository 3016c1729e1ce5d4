//! The units of time and their names.

/// A unit of time; ordered from the shortest to the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    Nanosecond,
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl TimeUnit {
    /// From the shortest to the longest.
    pub const ALL: [Self; 10] = [
        Self::Nanosecond,
        Self::Microsecond,
        Self::Millisecond,
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    /// A month has 30 days, a year 365.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Nanosecond => 1e-9,
            Self::Microsecond => 1e-6,
            Self::Millisecond => 1e-3,
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3600.0,
            Self::Day => 86_400.0,
            Self::Week => 7.0 * 86_400.0,
            Self::Month => 30.0 * 86_400.0,
            Self::Year => 365.0 * 86_400.0,
        }
    }

    /// Behind one of it, and behind a slash.
    pub fn singular(self) -> &'static str {
        match self {
            Self::Nanosecond => "ns",
            Self::Microsecond => "µs",
            Self::Millisecond => "ms",
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    pub fn plural(self) -> &'static str {
        match self {
            Self::Hour => "hours",
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Year => "years",
            short => short.singular(),
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "ns" | "nsec" | "nanosecond" | "nanoseconds" => Self::Nanosecond,
            "us" | "µs" | "μs" | "usec" | "microsecond" | "microseconds" => Self::Microsecond,
            "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => {
                Self::Millisecond
            }
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            "wk" | "wks" | "week" | "weeks" => Self::Week,
            "mo" | "mos" | "mth" | "month" | "months" => Self::Month,
            "y" | "yr" | "yrs" | "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    /// `hours`, `Day`: a word of time in any case, but for single letters.
    pub fn of(word: &str) -> Option<Self> {
        Self::from_word(word).or_else(|| {
            let lower = word.to_lowercase();
            (word.chars().count() > 1 && lower != "mo")
                .then(|| Self::from_word(&lower))
                .flatten()
        })
    }
}
