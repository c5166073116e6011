//! What a line that begins with a colon asks for.

use crate::nearest::nearest;
use burrow_lang::compile::dump::Stage;

/// A command with what stands behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Help,
    Type(String),
    Doc(String),
    Time(String),
    Goroutines,
    Why(u64),
    Kill(u64),
    Load(String),
    Save(String),
    Reset,
    Dump(Stage, String),
    Quit,
}

/// Name, what stands behind it, what it does: the text of `:help`.
pub const COMMANDS: [(&str, &str, &str); 12] = [
    ("help", "", "this list"),
    ("type", "EXPR", "the type of an expression, without computing it"),
    ("doc", "NAME", "documentation of the library: fmt, strings.Cut, sync.Mutex.Lock"),
    ("time", "EXPR", "run something and say how long it took and what it allocated"),
    ("goroutines", "", "the goroutines, what each does or waits for, and where it was started"),
    ("why", "N", "what goroutine N waits for, and who could wake it"),
    ("kill", "N", "end goroutine N where it is; its deferred calls run"),
    ("load", "FILE", "run the code in a file as an input"),
    ("save", "FILE", "write the session to a file, as a script that runs"),
    ("reset", "", "forget everything, and end all goroutines"),
    ("dump", "ast|ir|bytecode EXPR", "what the compiler makes of an input"),
    ("quit", "", "leave, as Ctrl-D does"),
];

/// Reads a line whose colon has been taken off. `Err` says what is wrong with it.
pub fn parse(line: &str) -> Result<Command, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let (name, operand) = find(word)?;
    if operand.is_empty() != rest.is_empty() {
        return Err(match operand {
            "" => format!(":{name} stands alone"),
            _ => format!("usage: :{name} {operand}"),
        });
    }
    let text = || rest.to_string();
    let number =
        || rest.parse::<u64>().map_err(|_| format!("usage: :{name} {operand}, a goroutine's number"));
    Ok(match name {
        "help" => Command::Help,
        "type" => Command::Type(text()),
        "doc" => Command::Doc(text()),
        "time" => Command::Time(text()),
        "goroutines" => Command::Goroutines,
        "why" => Command::Why(number()?),
        "kill" => Command::Kill(number()?),
        "load" => Command::Load(text()),
        "save" => Command::Save(text()),
        "reset" => Command::Reset,
        "dump" => dump(rest).ok_or_else(|| format!("usage: :dump {operand}"))?,
        _ => Command::Quit,
    })
}

/// A command by its name or the beginning of it.
fn find(word: &str) -> Result<(&'static str, &'static str), String> {
    let mut fitting = COMMANDS.iter().filter(|(name, ..)| !word.is_empty() && name.starts_with(word));
    match (fitting.next(), fitting.next()) {
        (Some((name, operand, _)), None) => Ok((name, operand)),
        (Some(_), Some(_)) => {
            let names: Vec<String> = COMMANDS
                .iter()
                .filter(|(name, ..)| name.starts_with(word))
                .map(|(name, ..)| format!(":{name}"))
                .collect();
            Err(format!(":{word} could be {}", names.join(" or ")))
        }
        (None, _) => {
            let names = COMMANDS.iter().map(|(name, ..)| *name);
            let meant =
                nearest(word, names).map_or_else(String::new, |name| format!("; did you mean :{name}?"));
            Err(format!("there is no command :{word}{meant} (:help lists them)"))
        }
    }
}

fn dump(rest: &str) -> Option<Command> {
    let (stage, text) = rest.split_once(char::is_whitespace)?;
    let stage = match stage {
        "tokens" => Stage::Tokens,
        "ast" => Stage::Ast,
        "ir" => Stage::Ir,
        "bytecode" => Stage::Bytecode,
        _ => return None,
    };
    Some(Command::Dump(stage, text.trim().to_string()))
}

/// The command that somebody means who enters its name as other programs have it, and is told that there
/// is no such name.
pub fn meant(input: &str) -> Option<&'static str> {
    match input.trim().trim_end_matches("()") {
        "exit" | "quit" | "bye" => Some("quit"),
        "help" | "?" => Some("help"),
        "reset" | "clear" => Some("reset"),
        _ => None,
    }
}

/// The text of `:help`.
pub fn help() -> String {
    let mut text = String::from(
        "Enter statements, expressions, declarations and imports of Go. The value of an expression is shown\n\
         with its type. Packages of the library are there without import.\n\n",
    );
    for (name, operand, does) in COMMANDS {
        let left = format!(":{name} {operand}");
        text += &format!("  {left:<28}{does}\n");
    }
    text + "\nTab completes, Ctrl-R searches the history, Ctrl-C stops what runs, Ctrl-D leaves.\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read() {
        assert_eq!(parse("type  1 + 2 "), Ok(Command::Type("1 + 2".into())));
        assert_eq!(parse("t x"), Err(":t could be :type or :time".into()));
        assert_eq!(parse("why 12"), Ok(Command::Why(12)));
        assert_eq!(parse("q"), Ok(Command::Quit));
        assert_eq!(parse("dump ir f(1)"), Ok(Command::Dump(Stage::Ir, "f(1)".into())));
        let wrong = ["gorutines", "type", "reset now", "kill me", "dump x 1", ""];
        let messages = wrong.map(|line| parse(line).expect_err(line));
        assert!(messages[0].contains("did you mean :goroutines?"), "{}", messages[0]);
        assert_eq!(messages[1], "usage: :type EXPR");
        assert_eq!(messages[2], ":reset stands alone");
        assert_eq!(messages[3], "usage: :kill N, a goroutine's number");
        assert_eq!(messages[4], "usage: :dump ast|ir|bytecode EXPR");
    }
}
