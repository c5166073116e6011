//! Hash tables of the front end. Their hash is made for speed: start-up is mostly look-ups of short
//! names and small ids. Nothing depends on the order of their entries.

pub use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
