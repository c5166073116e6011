//! Which variables must live in the heap. A walk over the syntax of one declared function (with the
//! literals in it) finds how each variable is used; it needs no instances, because what is captured
//! or has its address taken does not depend on type arguments.
//!
//! A literal captures a variable by value when nothing assigns the variable after its declaration
//! and nothing takes its address; otherwise the variable is boxed. The body of a range over a
//! function counts as a literal: it becomes one.

pub mod walk;

use crate::check::info::ObjectId;
use crate::hash::HashMap;

/// How a variable is used, its declaration left out.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct VariableUse {
    /// A literal uses it.
    pub captured: bool,
    /// Something assigns it (or a part of it).
    pub assigned: bool,
    /// Its address is taken, or that of a part.
    pub addressed: bool,
    /// It is a loop variable that the loop's post statement assigns.
    pub stepped: bool,
}

impl VariableUse {
    /// It needs a heap object of its own.
    pub fn boxed(self) -> bool {
        self.addressed || self.captured && self.assigned
    }

    /// A loop variable that only the post statement changes, and literals in the body capture: each
    /// iteration gets a copy that can be captured by value, and the variable itself need not be
    /// boxed.
    pub fn copied_each_iteration(self) -> bool {
        self.captured && self.stepped && !self.boxed()
    }
}

/// The uses of the variables of all functions looked at so far.
#[derive(Debug, Default)]
pub struct Uses {
    by_object: HashMap<ObjectId, VariableUse>,
}

impl Uses {
    /// Of one variable.
    pub fn of(&self, object: ObjectId) -> VariableUse {
        self.by_object.get(&object).copied().unwrap_or_default()
    }
}
