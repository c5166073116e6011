//! Limits of a run, as the command line gives them.

use burrow_vm::limits::Limits;
use clap::Args;
use std::time::Duration;

/// What the program may use at most.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Limits")]
pub struct LimitArguments {
    /// End the program after this time, like `2s`, `1m30s` or `500ms`
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// End the program after this many instructions; counting them slows it down
    #[arg(long, value_name = "N")]
    max_instructions: Option<u64>,
    /// End the program when it needs more memory, like `256MiB`
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
    /// End the program when more goroutines than this live at once
    #[arg(long, value_name = "N")]
    max_goroutines: Option<u64>,
    /// End the program when it has written more to standard output and standard error, like `1MiB`
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_output: Option<u64>,
}

impl LimitArguments {
    /// For the machine.
    pub fn limits(&self) -> Limits {
        Limits {
            time: self.timeout,
            instructions: self.max_instructions,
            memory: self.max_memory,
            goroutines: self.max_goroutines,
            output: self.max_output,
        }
    }
}

/// A duration in Go's notation, above 0.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "a time is written as 2s, 1m30s or 500ms".to_string();
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(wrong)?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let scale = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return Err(wrong()),
        };
        seconds += number.parse::<f64>().map_err(|_| wrong())? * scale;
        rest = after;
    }
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err(wrong()),
    }
}

/// A number of bytes: digits with `B`, `KiB`, `MiB`, `GiB`, `TiB` or nothing behind them, as in
/// `GOMEMLIMIT`.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match &text[digits.len()..] {
        "" | "B" => Some(0),
        "KiB" => Some(10),
        "MiB" => Some(20),
        "GiB" => Some(30),
        "TiB" => Some(40),
        _ => None,
    };
    let bytes = shift.and_then(|shift| digits.parse::<u64>().ok()?.checked_mul(1 << shift));
    bytes.ok_or_else(|| "a size is written as 65536, 64KiB, 256MiB or 1GiB".to_string())
}

#[cfg(test)]
mod tests {
    use super::{duration, size};
    use std::time::Duration;

    #[test]
    fn times_are_written_as_in_go() {
        assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(duration("1m30s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("1.5s250ms"), Ok(Duration::from_millis(1750)));
        for wrong in ["", "2", "s", "2x", "0s", "-1s", "1e400s", "999999999999999999999h"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("20MiB"), Ok(20 << 20));
        assert!(size("off").is_err() && size("20MB").is_err() && size("").is_err());
    }
}
