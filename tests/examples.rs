//! Golden tests of all scripts under `examples/`: standard output, standard error and exit status in
//! one snapshot each. Where an example's header says "in any order", the snapshot holds its lines
//! sorted and says so; durations and program counters are masked.

#[allow(dead_code)] // the other functions serve other tests
mod run;

use run::Outcome;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The header comment says that the order of the lines is open.
fn any_order(source: &str) -> bool {
    let header = source.lines().take_while(|line| line.starts_with("//"));
    header.collect::<Vec<_>>().join(" ").replace("// ", "").contains("any order")
}

fn document(script: &str, outcome: &Outcome) -> String {
    let source = std::fs::read_to_string(run::root().join("examples").join(script)).expect("it was run");
    let mut out = format!("exit: {}\n", outcome.status);
    for (name, text) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        let sorted = name == "stdout" && any_order(&source);
        let _ = writeln!(out, "--- {name}{}", if sorted { " (sorted)" } else { "" });
        if sorted {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            out += &lines.join("\n");
        } else {
            out += text;
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

fn snapshot_name(script: &str) -> String {
    script.trim_end_matches(".go").replace('/', "__")
}

#[test]
fn examples_do_what_their_snapshots_say() {
    let outcomes = run::run_all("examples", &[]);
    assert!(!outcomes.is_empty(), "there are examples");
    let mut failed = Vec::new();
    for (script, outcome) in &outcomes {
        let document = document(script, outcome);
        let compare = || {
            insta::with_settings!({
                snapshot_path => "snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
                filters => vec![
                    (r" +\d+(\.\d+)?(ns|µs|ms|s)\b", " [duration]"),
                    (r"\b\d+(\.\d+)?(ns|µs|ms|s)\b", "[duration]"),
                    (r"\+0x[0-9a-f]+", "+[offset]"),
                    (r"  +", "  "),
                ],
            }, {
                insta::assert_snapshot!(snapshot_name(script), document);
            });
        };
        if std::panic::catch_unwind(compare).is_err() {
            failed.push(script);
        }
    }
    assert!(failed.is_empty(), "these examples differ from their snapshots: {failed:?}");
}

#[test]
fn each_snapshot_has_its_example() {
    let names: BTreeSet<String> = run::scripts("examples").iter().map(|s| snapshot_name(s)).collect();
    let snapshots = std::fs::read_dir(run::root().join("tests/snapshots")).expect("there are snapshots");
    for entry in snapshots.flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".snap") else { continue };
        assert!(names.contains(name), "{file} belongs to no example");
    }
}

#[test]
fn the_table_of_contents_names_each_example() {
    let contents = std::fs::read_to_string(run::root().join("examples/README.md")).expect("it is there");
    for script in run::scripts("examples") {
        assert!(contents.contains(&format!("({script})")), "examples/README.md does not name {script}");
    }
}
