//! Sessions: whatever the inputs are, each one's program begins with the one before, so that a running
//! machine can take it over. The programs of the other tests serve as inputs, several to a session and
//! some of them twice, as somebody loads files that declare the same names.

#[allow(dead_code)] // the other functions serve other tests
mod program;

use burrow::files::Disk;
use burrow_lang::compile::session::Session;
use std::path::{Path, PathBuf};

/// Inputs of a session.
const INPUTS: usize = 8;

/// The texts of programs of one file that compile.
fn texts() -> Vec<(PathBuf, String)> {
    let all =
        program::programs(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/programs"))).into_iter();
    let files = all.filter(|path| !path.is_dir());
    let texts = files.map(|path| (path.clone(), std::fs::read_to_string(&path).expect("it can be read")));
    texts.filter(|(_, text)| !text.contains("// ERROR")).collect()
}

/// Enters texts one after the other; those with mistakes are left out.
fn enter(texts: &[(PathBuf, String)]) -> usize {
    let mut session = Session::default();
    let mut before = session.start(&Disk::default()).into_program().0;
    let mut entered = 0;
    for (path, text) in texts.iter().chain(texts.first()) {
        let checking = session.next(text, &Disk::default());
        if !checking.has_no_errors() {
            continue;
        }
        let program = checking.into_program().0;
        let names: Vec<_> = texts.iter().map(|(path, _)| path.display()).collect();
        let result = program.extends(&before);
        assert_eq!(result, Ok(()), "{} after others of {names:?}", path.display());
        session.accept(text);
        before = program;
        entered += 1;
    }
    entered
}

#[test]
fn programs_go_on_from_the_one_before() {
    let texts = texts();
    let (count, sessions) = (texts.len(), texts.chunks(INPUTS).map(<[_]>::to_vec));
    let threads: Vec<_> = sessions
        .collect::<Vec<_>>()
        .chunks(count.div_ceil(2 * INPUTS))
        .map(<[_]>::to_vec)
        .map(|sessions| std::thread::spawn(move || sessions.iter().map(|s| enter(s)).sum::<usize>()))
        .collect();
    let entered: usize = threads.into_iter().map(|thread| thread.join().expect("no session differs")).sum();
    assert!(entered > count / 2, "{entered} of {count} inputs are right");
}
