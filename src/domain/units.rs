//! Times, dates and counts as people write and read them, on the command line and on the screen: `5` and `2.5` are
//! minutes, `90s` and `1m30s` name their unit.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};

/// The longest time of a stage or an interview.
pub const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

const HOW: &str = "write minutes like 5 or 2.5, or 90s, or 1m30s";

/// A count with its noun: `1 hint`, `2 hints`.
pub fn counted(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}

/// The minute of the interview in which a time is, from 0.
pub fn minute(at: Duration) -> u64 {
    at.as_secs() / 60
}

/// Parses a time into whole milliseconds; it must be more than zero and at most a day.
///
/// # Errors
/// A message for the user that names the wrong text.
pub fn parse_time(words: &str) -> Result<Duration, String> {
    let words = words.trim();
    let time = match words.parse::<f64>() {
        Ok(minutes) => Duration::try_from_secs_f64(minutes * 60.0).ok(),
        Err(_) => humantime::parse_duration(words).ok(),
    };
    let whole = time.map(|time| Duration::from_millis(millis::whole(time)));
    match whole {
        Some(time) if time.is_zero() => Err(format!("`{words}` is no time to practice in")),
        Some(time) if time > LONGEST => Err(format!("`{words}` is more than a day")),
        Some(time) => Ok(time),
        None if words.is_empty() => Err(format!("a time is missing: {HOW}")),
        None => Err(format!("`{words}` is no time: {HOW}")),
    }
}

/// Parses times separated by commas.
///
/// # Errors
/// A message about the first wrong time.
pub fn parse_times(words: &str) -> Result<Vec<Duration>, String> {
    words.split(',').map(parse_time).collect()
}

/// Writes times as `parse_times` reads them: whole minutes as numbers, others as `1m30s`.
pub fn write_times(times: &[Duration]) -> String {
    let written = times.iter().map(|time| {
        let minutes = time.as_secs() / 60;
        if *time == Duration::from_secs(minutes * 60) {
            minutes.to_string()
        } else {
            humantime::format_duration(*time)
                .to_string()
                .replace(' ', "")
        }
    });
    written.collect::<Vec<_>>().join(",")
}

/// Writes the time of a whole interview as `parse_time` reads it, with its unit: `60m`, `37m30s`.
pub fn write_total(total: Duration) -> String {
    let written = write_times(&[total]);
    let is_bare = written.bytes().all(|byte| byte.is_ascii_digit());
    written + if is_bare { "m" } else { "" }
}

/// Durations as whole milliseconds, for files.
pub mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes whole milliseconds.
    ///
    /// # Errors
    /// Returns the errors of the serializer.
    pub fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(whole(*duration))
    }

    /// Reads whole milliseconds.
    ///
    /// # Errors
    /// Returns the errors of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }

    /// Whole milliseconds, rounded down.
    pub fn whole(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }
}

/// A date with the time of day and the UTC offset: `2026-11-23 14:05 +01:00`.
pub fn date(wall: DateTime<FixedOffset>) -> String {
    wall.format("%Y-%m-%d %H:%M %:z").to_string()
}

/// A date for other programs: RFC 3339 with the UTC offset, to the second.
pub fn rfc3339(wall: DateTime<FixedOffset>) -> String {
    wall.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_its_utc_offset() {
        let wall = DateTime::parse_from_rfc3339("2026-11-23T14:05:12.75-03:30").unwrap();
        assert_eq!(date(wall), "2026-11-23 14:05 -03:30");
        assert_eq!(rfc3339(wall), "2026-11-23T14:05:12-03:30");
    }

    #[test]
    fn bare_numbers_are_minutes() {
        let table = [
            ("5", 300_000),
            (" 5 ", 300_000),
            ("0.5", 30_000),
            ("2.25", 135_000),
            ("90s", 90_000),
            ("1m30s", 90_000),
            ("60m", 3_600_000),
            ("1h", 3_600_000),
        ];
        for (words, ms) in table {
            assert_eq!(parse_time(words), Ok(Duration::from_millis(ms)), "{words}");
        }
    }

    #[test]
    fn a_wrong_time_gives_a_message() {
        let table = [
            ("", "a time is missing"),
            ("0", "`0` is no time to practice in"),
            ("-1", "`-1` is no time:"),
            ("x", "`x` is no time:"),
            ("25h", "`25h` is more than a day"),
            ("NaN", "`NaN` is no time:"),
            ("inf", "`inf` is no time:"),
            ("1e300", "`1e300` is no time:"),
            ("5,10", "`5,10` is no time:"),
        ];
        for (words, said) in table {
            let error = parse_time(words).unwrap_err();
            assert!(error.starts_with(said), "{words}: {error}");
        }
    }

    #[test]
    fn times_are_separated_by_commas_and_the_first_wrong_one_is_named() {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        assert_eq!(
            parse_times("5, 10,90s"),
            Ok(vec![minutes(5), minutes(10), Duration::from_secs(90)])
        );
        for (words, said) in [
            ("5,x,y", "`x`"),
            ("5,", "a time is missing"),
            ("5,,5", "a time"),
        ] {
            let error = parse_times(words).unwrap_err();
            assert!(error.starts_with(said), "{words}: {error}");
        }
    }

    #[test]
    fn written_times_read_back_as_the_same() {
        let ms = [
            1, 1_500, 5_000, 60_000, 90_000, 300_000, 3_600_000, 5_430_250, 86_400_000,
        ];
        let times = ms.map(Duration::from_millis);
        assert_eq!(parse_times(&write_times(&times)), Ok(times.to_vec()));
        assert_eq!(write_times(&times[3..6]), "1,1m30s,5");
        for (total, written) in [(3600, "60m"), (2250, "37m30s")] {
            let total = Duration::from_secs(total);
            assert_eq!(write_total(total), written);
            assert_eq!(parse_time(written), Ok(total));
        }
    }
}
