//! Goroutines in words: the list of all of them, and why one waits.

use burrow_vm::control::{GoroutineReport, SourcePlace};
use burrow_vm::goroutine::WaitReason;
use std::fmt::Write;

/// A line each: number, state, where it stands, where and by whom it was started.
pub fn list(all: &[GoroutineReport]) -> String {
    if all.is_empty() {
        return "no goroutines\n".to_string();
    }
    let rows: Vec<[String; 3]> = all
        .iter()
        .map(|g| [g.id.to_string(), g.status.clone(), g.place().map_or("?".to_string(), place)])
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let [number, status, at] = [width(0), width(1), width(2)];
    let mut text = String::new();
    for (g, row) in all.iter().zip(&rows) {
        let created = match &g.created_at {
            Some(created) => format!("created by goroutine {} at {}", g.creator, place(created)),
            None => "an input".to_string(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:>number$}  {:<status$}  {:<at$}  {created}", row[0], row[1], row[2]);
    }
    text
}

fn place(place: &SourcePlace) -> String {
    format!("{}:{}", place.file, place.line)
}

/// What goroutine `id` waits for, and who could wake it; along the holders of locks to the one that
/// holds up all the others. `Err`: there is no such goroutine.
pub fn why(all: &[GoroutineReport], id: u64) -> Result<String, String> {
    let find = |id: u64| all.iter().find(|g| g.id == id);
    let mut next = find(id).ok_or_else(|| format!("there is no goroutine {id}"))?;
    let mut text = String::new();
    let mut seen = Vec::new();
    loop {
        describe(&mut text, next, all);
        seen.push(next.id);
        let Some(holder) = next.waits_for else { break };
        if seen.contains(&holder) {
            let _ = writeln!(text, "goroutine {holder} waits for itself: a deadlock");
            break;
        }
        match find(holder) {
            Some(goroutine) => next = goroutine,
            None => {
                let _ = writeln!(text, "goroutine {holder} has ended: somebody else must give it back");
                break;
            }
        }
    }
    Ok(text)
}

fn describe(text: &mut String, g: &GoroutineReport, all: &[GoroutineReport]) {
    let at = g.place().map_or_else(String::new, |p| format!(" at {}", place(p)));
    if !g.parked {
        let _ = writeln!(text, "goroutine {} waits for nothing: it can run{at}", g.id);
        return;
    }
    let _ = writeln!(text, "goroutine {} [{}]{at}", g.id, g.status);
    let _ = write!(text, "  it waits {}", wanted(g));
    let others: Vec<String> = all
        .iter()
        .filter(|o| o.id != g.id && o.waits_on.is_some() && o.waits_on == g.waits_on)
        .map(|o| o.id.to_string())
        .collect();
    let with = match &others[..] {
        [] => String::new(),
        [one] => format!("; goroutine {one} waits there too"),
        many => format!("; goroutines {} wait there too", many.join(", ")),
    };
    let _ = writeln!(text, "{with}");
}

fn wanted(g: &GoroutineReport) -> String {
    let held = g.waits_for.map_or_else(String::new, |id| format!(", which goroutine {id} holds"));
    match g.wait_reason {
        WaitReason::ChanReceive => "to receive: until somebody sends to the channel or closes it".into(),
        WaitReason::ChanSend => "to send: until somebody receives from the channel".into(),
        WaitReason::ChanReceiveNil | WaitReason::ChanSendNil => "for ever: the channel is nil".into(),
        WaitReason::Select => "until one of the cases of its select can go on".into(),
        WaitReason::SelectNoCases => "for ever: its select has no cases".into(),
        WaitReason::MutexLock => format!("for a mutex{held}"),
        WaitReason::RWMutexRLock | WaitReason::RWMutexLock => format!("for a read-write mutex{held}"),
        WaitReason::WaitGroupWait => "until the counter of a WaitGroup is 0".into(),
        WaitReason::CondWait => "until somebody signals a condition".into(),
        WaitReason::Sleep => "for its time to come".into(),
        WaitReason::Blocking => "for the operating system".into(),
        WaitReason::SynctestRun | WaitReason::SynctestWait => "for the goroutines of its bubble".into(),
        WaitReason::None => "for nothing".into(),
    }
}
