//! The flags of `burrow test`: those of `go test`, with one dash or two, and `--golden`, `--bless`.
//! They are read here and not by clap, because Go's flags are long ones with a single dash and may
//! stand before and behind the packages.

use std::time::Duration;

/// What the command line says.
#[derive(Clone, PartialEq, Debug)]
pub struct Flags {
    /// Packages or files; none: the current folder.
    pub targets: Vec<String>,
    /// `-v`: show what passing tests print.
    pub verbose: bool,
    /// `-json`: events instead of text.
    pub json: bool,
    /// `-bench`: some benchmarks run.
    pub bench: bool,
    /// `-list`: names instead of running.
    pub list: bool,
    /// `-failfast`: no further package after one that failed.
    pub fail_fast: bool,
    /// `-timeout`; `None`: none.
    pub timeout: Option<Duration>,
    /// `-p`: packages at once.
    pub packages_at_once: Option<usize>,
    /// `-tags`: build tags that hold.
    pub tags: Vec<String>,
    /// `--golden DIR`: compare what scripts print with files beside them.
    pub golden: Option<String>,
    /// `--bless`: write these files.
    pub bless: bool,
    /// Of a child that runs one package: the file for what is wrong with it.
    pub report: Option<String>,
    /// Arguments of the test program.
    pub program: Vec<String>,
}

/// Flags that stand alone or with `=true` or `=false`, and are handed on.
const BOOLEAN: &[&str] = &["short", "benchmem", "fullpath", "artifacts"];
/// Flags with a value that are handed on.
const VALUED: &[&str] = &["run", "skip", "benchtime", "count", "cpu", "parallel", "shuffle", "outputdir"];
/// Flags of `go test` that change nothing here.
const IGNORED_BOOLEAN: &[&str] = &["x", "a", "trimpath", "buildvcs"];
const IGNORED_VALUED: &[&str] = &["vet", "mod", "gcflags", "ldflags", "asmflags"];
/// Flags of `go test` that are not there yet.
const MISSING: &[&str] = &[
    "c",
    "i",
    "o",
    "n",
    "exec",
    "race",
    "msan",
    "asan",
    "cover",
    "covermode",
    "coverpkg",
    "coverprofile",
    "cpuprofile",
    "memprofile",
    "memprofilerate",
    "blockprofile",
    "blockprofilerate",
    "mutexprofile",
    "mutexprofilefraction",
    "trace",
    "fuzz",
    "fuzztime",
    "fuzzminimizetime",
    "work",
    "overlay",
    "modfile",
];

const TIMEOUT: Duration = Duration::from_secs(600);

impl Default for Flags {
    fn default() -> Flags {
        Flags {
            targets: Vec::new(),
            verbose: false,
            json: false,
            bench: false,
            list: false,
            fail_fast: false,
            timeout: Some(TIMEOUT),
            packages_at_once: None,
            tags: Vec::new(),
            golden: None,
            bless: false,
            report: None,
            program: Vec::new(),
        }
    }
}

impl Flags {
    /// Reads a command line. `Err` says what is wrong with it.
    pub fn parse(arguments: &[String]) -> Result<Flags, String> {
        let mut flags = Flags::default();
        let mut own = Vec::new();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let Some(flag) = argument.strip_prefix('-').filter(|flag| !flag.is_empty()) else {
                flags.targets.push(argument.clone());
                continue;
            };
            let flag = flag.strip_prefix('-').unwrap_or(flag);
            let (name, value) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (flag, None),
            };
            if name == "args" {
                own.extend(rest.cloned());
                break;
            }
            let name = name.strip_prefix("test.").unwrap_or(name);
            if !flags.take(name, value, &mut || rest.next().cloned())? {
                // A flag of the test program's own.
                own.push(argument.clone());
            }
        }
        if flags.report.is_none() {
            flags.finish();
        }
        flags.program.extend(own);
        Ok(flags)
    }

    /// Takes one flag; false: it is not one of ours. `next` is what stands behind it.
    fn take(
        &mut self,
        name: &str,
        value: Option<&str>,
        next: &mut dyn FnMut() -> Option<String>,
    ) -> Result<bool, String> {
        let mut text = || match value {
            Some(value) => Ok(value.to_string()),
            None => next().ok_or_else(|| format!("flag needs an argument: -{name}")),
        };
        match name {
            "v" if value == Some("test2json") => (self.verbose, self.json) = (true, true),
            "v" => self.verbose = truth(name, value)?,
            "json" => self.json = truth(name, value)?,
            "failfast" => {
                self.fail_fast = truth(name, value)?;
                self.hand_on(name, &self.fail_fast.to_string());
            }
            "bless" => self.bless = truth(name, value)?,
            "golden" => self.golden = Some(text()?),
            "burrow.report" => self.report = Some(text()?),
            "tags" => self.tags = text()?.split(',').map(str::to_string).collect(),
            "p" => self.packages_at_once = Some(number(name, &text()?)?),
            "timeout" => {
                let text = text()?;
                let timeout = parse_duration(&text)
                    .ok_or_else(|| format!("invalid value {text:?} for flag -timeout: parse error"))?;
                self.timeout = Some(timeout).filter(|timeout| !timeout.is_zero());
            }
            "bench" | "list" => {
                let text = text()?;
                *(if name == "bench" { &mut self.bench } else { &mut self.list }) = !text.is_empty();
                self.hand_on(name, &text);
            }
            _ if BOOLEAN.contains(&name) => {
                let value = truth(name, value)?;
                self.hand_on(name, &value.to_string());
            }
            _ if VALUED.contains(&name) => {
                let value = text()?;
                self.hand_on(name, &value);
            }
            _ if IGNORED_BOOLEAN.contains(&name) => drop(truth(name, value)?),
            _ if IGNORED_VALUED.contains(&name) => drop(text()?),
            _ if MISSING.contains(&name) => return Err(format!("not supported yet: go test -{name}")),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn hand_on(&mut self, name: &str, value: &str) {
        self.program.push(format!("-test.{name}={value}"));
    }

    /// What the test program is always told.
    fn finish(&mut self) {
        self.program.push("-test.paniconexit0".to_string());
        if self.json {
            self.hand_on("v", "test2json");
        } else if self.verbose {
            self.hand_on("v", "true");
        }
        let timeout = self.timeout.map_or("0s".to_string(), |timeout| format!("{}ms", timeout.as_millis()));
        self.hand_on("timeout", &timeout);
    }
}

fn truth(name: &str, value: Option<&str>) -> Result<bool, String> {
    match value {
        None | Some("1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(true),
        Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(false),
        Some(other) => Err(format!("invalid boolean value {other:?} for -{name}: parse error")),
    }
}

fn number(name: &str, text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|&number| number > 0);
    number.ok_or_else(|| format!("invalid value {text:?} for flag -{name}: parse error"))
}

/// A duration as Go writes it: `1h30m`, `2.5s`, `100ms`; `0` needs no unit.
pub fn parse_duration(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut rest = text;
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let unit = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
        seconds += number
            * match &rest[..unit] {
                "h" => 3600.0,
                "m" => 60.0,
                "s" => 1.0,
                "ms" => 1e-3,
                "us" | "µs" | "μs" => 1e-6,
                "ns" => 1e-9,
                _ => return None,
            };
        rest = &rest[unit..];
    }
    (!text.is_empty()).then(|| Duration::try_from_secs_f64(seconds).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Flags, parse_duration};
    use std::time::Duration;

    fn parse(line: &str) -> Result<Flags, String> {
        Flags::parse(&line.split_whitespace().map(str::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn flags_stand_before_and_behind_packages_with_one_dash_or_two() {
        let flags = parse("-v ./... --run TestA -count=2 -timeout 30s -args -x y").expect("valid");
        assert_eq!(flags.targets, ["./..."]);
        assert!(flags.verbose);
        let program = [
            "-test.run=TestA",
            "-test.count=2",
            "-test.paniconexit0",
            "-test.v=true",
            "-test.timeout=30000ms",
            "-x",
            "y",
        ];
        assert_eq!(flags.program, program);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(parse("-race"), Err("not supported yet: go test -race".into()));
        assert_eq!(parse("-run"), Err("flag needs an argument: -run".into()));
        assert!(parse("-timeout=soon").is_err());
        assert!(parse("-v=maybe").is_err());
    }

    #[test]
    fn unknown_flags_go_to_the_test_program() {
        let flags = parse("-update .").expect("valid");
        assert_eq!(flags.program.last().map(String::as_str), Some("-update"));
        assert_eq!(flags.targets, ["."]);
    }

    #[test]
    fn durations_are_read_as_in_go() {
        assert_eq!(parse_duration("1h30m"), Some(Duration::from_secs(5400)));
        assert_eq!(parse_duration("2.5s"), Some(Duration::from_millis(2500)));
        assert_eq!(parse_duration("0"), Some(Duration::ZERO));
        for wrong in ["", "5", "s", "1x", "-1s"] {
            assert_eq!(parse_duration(wrong), None, "{wrong}");
        }
    }
}
