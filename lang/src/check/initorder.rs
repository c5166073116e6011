//! The order in which package-level variables are initialised (spec: "Package initialization"):
//! always the earliest one that depends on no uninitialised one, through functions too. Functions are
//! nodes of the graph, ready when all that they refer to is; functions that refer to each other are
//! one node. A cycle with a variable or constant in it is an error. After types2's initorder.go, but
//! in time that grows with the number of references.

use super::checker::{Checker, DeclarationKind, Progress};
use super::info::{Initializer, ObjectId, ObjectKind, PackageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{HashMap, HashSet};
use crate::recursion::recurse;
use std::collections::BTreeSet;

/// Package-level objects and what they refer to among themselves.
struct Graph {
    objects: Vec<ObjectId>,
    /// By object: indices of those that it refers to.
    references: Vec<Vec<usize>>,
}

impl Checker<'_> {
    /// Sets the order of initialisation of every package.
    pub(super) fn set_init_orders(&mut self) {
        let mut objects: Vec<Vec<ObjectId>> = vec![Vec::new(); self.packages.len()];
        for &object in &self.package_objects {
            let declared = self.state(object).progress == Progress::Done;
            let kind = &self.object(object).kind;
            let node = matches!(kind, ObjectKind::Const(_) | ObjectKind::Var(_) | ObjectKind::Func(_));
            if let (true, true, Some(package)) = (declared, node, self.object(object).package) {
                objects[package.0 as usize].push(object);
            }
        }
        for (i, objects) in objects.into_iter().enumerate() {
            self.set_init_order(PackageId(i as u32), objects);
        }
    }

    fn set_init_order(&mut self, package: PackageId, objects: Vec<ObjectId>) {
        let graph = self.init_graph(objects);
        let (component, count) = graph.components();
        self.check_init_cycles(package, &graph, &component, count);
        // What waits for each component, and how many components it waits for itself.
        let (mut dependents, mut waits) = (vec![Vec::new(); count], vec![0; count]);
        let mut members: Vec<Vec<ObjectId>> = vec![Vec::new(); count];
        for (i, references) in graph.references.iter().enumerate() {
            members[component[i]].push(graph.objects[i]);
            for &r in references.iter().filter(|&&r| component[r] != component[i]) {
                dependents[component[r]].push(component[i]);
                waits[component[i]] += 1;
            }
        }
        // Functions and constants take no time; of variables the earliest comes first.
        let is_var = |c: &Self, o: ObjectId| matches!(c.object(o).kind, ObjectKind::Var(_));
        let rank = |c: &Self, list: &[ObjectId]| {
            let orders = list.iter().filter(|&&o| is_var(c, o)).map(|&o| c.state(o).order);
            orders.min().map_or(0, |order| order + 1)
        };
        let ranks: Vec<u32> = members.iter().map(|list| rank(self, list)).collect();
        let mut ready: BTreeSet<_> = (0..count).filter(|&c| waits[c] == 0).map(|c| (ranks[c], c)).collect();
        let (mut emitted, mut order) = (HashSet::default(), Vec::new());
        while let Some((_, c)) = ready.pop_first() {
            for &object in &members[c] {
                order.extend(self.initializer(object, &mut emitted));
            }
            for &d in &dependents[c] {
                waits[d] -= 1;
                if waits[d] == 0 {
                    ready.insert((ranks[d], d));
                }
            }
        }
        self.packages[package.0 as usize].init_order = order;
    }

    /// Reports the cycles with variables or constants in them.
    fn check_init_cycles(&mut self, package: PackageId, graph: &Graph, component: &[usize], count: usize) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        component.iter().enumerate().for_each(|(i, &c)| members[c].push(i));
        for members in members {
            if members.len() > 1 || graph.references[members[0]].contains(&members[0]) {
                self.check_cyclic_component(package, graph, component, &members);
            }
        }
    }

    /// As gc does, takes out the value that waits for the fewest others until none is left: one that
    /// still waits is part of a cycle, which taking it out breaks. So intertwined cycles are reported
    /// one by one.
    fn check_cyclic_component(
        &mut self,
        package: PackageId,
        graph: &Graph,
        component: &[usize],
        members: &[usize],
    ) {
        let values = || members.iter().copied().filter(|&m| self.is_value(graph.objects[m]));
        let (mut waits, mut dependents) = (HashMap::default(), HashMap::<usize, Vec<usize>>::default());
        for value in values() {
            let awaited = self.values_in_component(graph, component, value);
            waits.insert(value, awaited.len());
            awaited.into_iter().for_each(|v| dependents.entry(v).or_default().push(value));
        }
        let mut queue: BTreeSet<(usize, usize)> = values().map(|v| (waits[&v], v)).collect();
        while let Some((wait, value)) = queue.pop_first() {
            let object = graph.objects[value];
            if wait > 0
                && let Some(cycle) = self.find_path(object, object, &mut HashSet::default())
            {
                self.report_init_cycle(package, &cycle);
            }
            for dependent in dependents.remove(&value).unwrap_or_default() {
                let wait = waits.entry(dependent).or_default();
                if queue.remove(&(*wait, dependent)) {
                    *wait -= 1;
                    queue.insert((*wait, dependent));
                }
            }
        }
    }

    fn is_value(&self, object: ObjectId) -> bool {
        !matches!(self.object(object).kind, ObjectKind::Func(_))
    }

    /// The values of its own component that an object refers to, through functions too.
    fn values_in_component(&self, graph: &Graph, component: &[usize], object: usize) -> Vec<usize> {
        let (mut seen, mut open, mut values) = (HashSet::default(), vec![object], Vec::new());
        while let Some(o) = open.pop() {
            for &r in graph.references[o].iter().filter(|&&r| component[r] == component[object]) {
                if seen.insert(r) {
                    match self.is_value(graph.objects[r]) {
                        true => values.push(r),
                        false => open.push(r),
                    }
                }
            }
        }
        values
    }

    fn init_graph(&self, objects: Vec<ObjectId>) -> Graph {
        let index: HashMap<ObjectId, usize> = objects.iter().enumerate().map(|(i, &o)| (o, i)).collect();
        let known = |&object: &ObjectId| {
            let dependencies = self.dependencies(object).iter();
            dependencies.filter_map(|d| index.get(d).copied()).collect()
        };
        let references = objects.iter().map(known).collect();
        Graph { objects, references }
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
            let path = recurse(|| self.find_path(d, to, seen));
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

impl Graph {
    /// The strongly connected component of each object, and how many there are (Tarjan's algorithm,
    /// with a stack of its own).
    fn components(&self) -> (Vec<usize>, usize) {
        const UNSEEN: usize = usize::MAX;
        let n = self.objects.len();
        let (mut number, mut low, mut component) = (vec![UNSEEN; n], vec![0; n], vec![UNSEEN; n]);
        let (mut stack, mut path): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
        let (mut next, mut count) = (0, 0);
        for start in 0..n {
            if number[start] == UNSEEN {
                path.push((start, 0));
            }
            while let Some((node, edge)) = path.pop() {
                if edge == 0 {
                    (number[node], low[node]) = (next, next);
                    next += 1;
                    stack.push(node);
                }
                if let Some(&to) = self.references[node].get(edge) {
                    path.push((node, edge + 1));
                    if number[to] == UNSEEN {
                        path.push((to, 0));
                    } else if component[to] == UNSEEN {
                        low[node] = low[node].min(number[to]);
                    }
                    continue;
                }
                if low[node] == number[node] {
                    while let Some(member) = stack.pop() {
                        component[member] = count;
                        if member == node {
                            break;
                        }
                    }
                    count += 1;
                }
                if let Some(&(parent, _)) = path.last() {
                    low[parent] = low[parent].min(low[node]);
                }
            }
        }
        (component, count)
    }
}
