//! Counting instructions, for a run that may execute only so many: each takes one from the worker's
//! fuel before it is executed. Runs without that limit never come here.

use super::leave;
use super::state::{Resume, State};
use crate::limits::Limit;
use crate::scheduler::Stop;

/// Takes one; false when none is left, or the run has no limit and takes none: then [`refuel`] says how
/// to go on.
#[inline]
pub(super) fn spend(s: State) -> bool {
    let left = s.worker().fuel.checked_sub(1);
    s.worker().fuel = left.unwrap_or(0);
    left.is_some() || !s.local().metered
}

/// No fuel is left: takes more and stays at this instruction, or ends the run.
pub(super) fn refuel(s: State) -> Resume {
    if s.worker().refuel() { s.resume(0) } else { leave(s, Stop::Exit(Limit::Instructions(0).exit_status())) }
}
