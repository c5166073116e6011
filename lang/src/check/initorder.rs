//! The order in which package-level variables are initialised (spec: "Package initialization"):
//! always the earliest one that depends on no uninitialised one, through functions too. What
//! remains is a cycle. After types2's initorder.go.

use super::checker::{Checker, DeclarationKind, Progress};
use super::info::{Initializer, ObjectId, ObjectKind, PackageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{HashMap, HashSet};
use std::collections::BTreeSet;

/// A constant or variable in the graph.
struct Node {
    object: ObjectId,
    constant: bool,
    order: u32,
    /// Nodes that depend on this one.
    dependents: Vec<usize>,
    /// How many nodes it still waits for.
    waits: usize,
}

impl Checker<'_> {
    /// Sets the order of initialisation of every package.
    pub(super) fn set_init_orders(&mut self) {
        let mut objects: Vec<Vec<ObjectId>> = vec![Vec::new(); self.packages.len()];
        for &object in &self.package_objects {
            let declared = self.state(object).progress == Progress::Done;
            let value = matches!(self.object(object).kind, ObjectKind::Const(_) | ObjectKind::Var(_));
            if let (true, true, Some(package)) = (declared, value, self.object(object).package) {
                objects[package.0 as usize].push(object);
            }
        }
        for (i, objects) in objects.into_iter().enumerate() {
            self.set_init_order(PackageId(i as u32), &objects);
        }
    }

    fn set_init_order(&mut self, package: PackageId, objects: &[ObjectId]) {
        let mut nodes = self.init_graph(objects);
        let key = |n: &Node, i: usize| (!n.constant, n.waits, n.order, i);
        let mut queue: BTreeSet<_> = nodes.iter().enumerate().map(|(i, n)| key(n, i)).collect();
        let mut emitted: HashSet<ObjectId> = HashSet::default();
        let mut order = Vec::new();
        while let Some((_, waits, _, i)) = queue.pop_first() {
            let object = nodes[i].object;
            if waits > 0
                && let Some(cycle) = self.find_path(object, object, &mut HashSet::default())
            {
                self.report_init_cycle(package, &cycle);
            }
            for d in nodes[i].dependents.clone() {
                if queue.remove(&key(&nodes[d], d)) {
                    nodes[d].waits -= 1;
                    queue.insert(key(&nodes[d], d));
                }
            }
            order.extend(self.initializer(object, &mut emitted));
        }
        self.packages[package.0 as usize].init_order = order;
    }

    fn init_graph(&self, objects: &[ObjectId]) -> Vec<Node> {
        let index: HashMap<ObjectId, usize> = objects.iter().enumerate().map(|(i, &o)| (o, i)).collect();
        let mut nodes: Vec<Node> = objects
            .iter()
            .map(|&object| Node {
                object,
                constant: matches!(self.object(object).kind, ObjectKind::Const(_)),
                order: self.state(object).order,
                dependents: Vec::new(),
                waits: 0,
            })
            .collect();
        for (i, &object) in objects.iter().enumerate() {
            for dependency in self.value_dependencies(object) {
                if let Some(&d) = index.get(&dependency) {
                    nodes[d].dependents.push(i);
                    nodes[i].waits += 1;
                }
            }
        }
        nodes
    }

    /// Constants and variables that the initialisation of `object` refers to, through functions.
    fn value_dependencies(&self, object: ObjectId) -> Vec<ObjectId> {
        let mut seen: HashSet<ObjectId> = HashSet::default();
        let mut open = self.dependencies(object).to_vec();
        let mut found = Vec::new();
        while let Some(o) = open.pop() {
            if !seen.insert(o) {
                continue;
            }
            if matches!(self.object(o).kind, ObjectKind::Func(_)) {
                open.extend(self.dependencies(o));
            } else {
                found.push(o);
            }
        }
        found
    }

    /// What an object refers to; variables with one initialisation share it.
    fn dependencies(&self, object: ObjectId) -> &[ObjectId] {
        let first = match self.state(object).declaration.as_ref().map(|d| &d.kind) {
            Some(DeclarationKind::Var { lhs: Some(lhs), .. }) => lhs[0],
            _ => object,
        };
        &self.state(first).dependencies
    }

    fn initializer(&self, object: ObjectId, emitted: &mut HashSet<ObjectId>) -> Option<Initializer> {
        let declaration = self.state(object).declaration.as_ref()?;
        let DeclarationKind::Var { lhs, value: Some(rhs), .. } = &declaration.kind else { return None };
        let lhs: Vec<ObjectId> = lhs.as_ref().map_or_else(|| vec![object], |lhs| lhs.to_vec());
        if !emitted.insert(lhs[0]) {
            return None;
        }
        let named = |&o: &ObjectId| (&*self.object(o).name != "_").then_some(o);
        Some(Initializer { file: declaration.file, lhs: lhs.iter().map(named).collect(), rhs: *rhs })
    }

    /// A path of references from `from` to `to`, the last object first.
    fn find_path(&self, from: ObjectId, to: ObjectId, seen: &mut HashSet<ObjectId>) -> Option<Vec<ObjectId>> {
        if !seen.insert(from) {
            return None;
        }
        let mut dependencies = self.dependencies(from).to_vec();
        dependencies.sort_by_key(|&d| self.state(d).order);
        for d in dependencies {
            if d == to {
                return Some(vec![d]);
            }
            let path = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.find_path(d, to, seen));
            if let Some(mut path) = path {
                path.push(d);
                return Some(path);
            }
        }
        None
    }

    fn report_init_cycle(&mut self, package: PackageId, cycle: &[ObjectId]) {
        if self.packages[package.0 as usize].library {
            self.env.package = package;
        }
        let first = self.object(cycle[0]).clone();
        if cycle.len() == 1 {
            let message = format!("initialization cycle: {} refers to itself", first.name);
            return self.error(Code::InvalidInitCycle, first.span, message);
        }
        let message = format!("initialization cycle for {}", first.name);
        let mut diagnostic = Diagnostic::error(Code::InvalidInitCycle, first.span, message);
        let mut from = cycle[0];
        for &next in cycle.iter().rev() {
            let (a, b) = (self.object(from), self.object(next));
            diagnostic = diagnostic.label(a.span, format!("{} refers to {}", a.name, b.name));
            from = next;
        }
        self.report(diagnostic);
    }
}
