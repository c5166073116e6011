//! Golden tests of all scripts under `examples/`: standard output, standard error and exit status in
//! one snapshot each. Where an example's header says "in any order", the snapshot holds its lines
//! sorted and says so; durations and program counters are masked.

#[allow(dead_code)] // this test has no marks
mod expectation;
#[allow(dead_code)] // the other functions serve other tests
mod program;
#[allow(dead_code)] // the other functions serve other tests
mod run;

use burrow::golden::{Filter, Golden, Script};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The header comment says that the order of the lines is open.
fn any_order(source: &str) -> bool {
    let header = source.lines().take_while(|line| line.starts_with("//"));
    header.collect::<Vec<_>>().join(" ").replace("// ", "").contains("any order")
}

fn run_example(example: &str) -> Golden {
    let path = run::root().join("examples").join(example);
    // Columns whose width depends on what is masked.
    let columns = Filter::new("  +", "  ").expect("a valid expression");
    let did = Script::file(run::program_of(&path)).filter(columns).run();
    if program::sources(&path).iter().any(|(_, source)| any_order(source)) { did.sorted() } else { did }
}

/// All examples and what they did; as many run at once as there are processors.
fn run_all(examples: &[String]) -> Vec<(String, Golden)> {
    std::env::set_current_dir(run::root()).expect("the project has a root");
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(example) = examples.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let did = run_example(example);
                    results.lock().expect("no thread has panicked").push((example.clone(), did));
                }
            });
        }
    });
    results.into_inner().expect("no thread has panicked")
}

fn snapshot_name(script: &str) -> String {
    script.trim_end_matches(".go").replace('/', "__")
}

#[test]
fn examples_do_what_their_snapshots_say() {
    let examples = run::scripts("examples");
    assert!(!examples.is_empty(), "there are examples");
    let mut failed = Vec::new();
    for (example, did) in run_all(&examples) {
        let compare = || {
            insta::with_settings!({
                snapshot_path => "snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(snapshot_name(&example), did);
            });
        };
        if std::panic::catch_unwind(compare).is_err() {
            failed.push(example);
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
