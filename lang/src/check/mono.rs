//! Finds generic code that would need infinitely many instances: a type parameter that, through a
//! cycle of instantiations, is instantiated with a larger and larger type built from itself. The
//! program's instances are all made before it runs, so there must be finitely many.

use super::checker::Checker;
use crate::diagnostic::Code;
use crate::hash::HashMap;
use crate::recursion::recurse;
use crate::source::Span;
use crate::types::{TypeId, TypeKind, TypeParamId};

/// `to` is instantiated with a type that mentions `from`.
#[derive(Debug)]
struct Flow {
    to: TypeParamId,
    from: TypeParamId,
    /// 0: with `from` itself; 1: with a type built from it.
    weight: u32,
    span: Span,
    ty: TypeId,
}

/// All instantiations seen.
#[derive(Debug, Default)]
pub(crate) struct Instantiations {
    flows: Vec<Flow>,
    /// A method's receiver parameters stand for those of the generic type.
    canonical: HashMap<TypeParamId, TypeParamId>,
}

/// The heaviest path to a type parameter that is known.
#[derive(Clone, Copy, Default)]
struct Heaviest {
    weight: u32,
    length: usize,
    last: Option<usize>,
}

impl Instantiations {
    /// The receiver parameter `method` stands for `declared`.
    pub(super) fn record_receiver(&mut self, method: TypeParamId, declared: TypeParamId) {
        self.canonical.insert(method, declared);
    }

    fn canonical(&self, param: TypeParamId) -> TypeParamId {
        self.canonical.get(&param).copied().unwrap_or(param)
    }
}

impl Checker<'_> {
    /// Records that `params` are instantiated with `args`, at `span`.
    pub(super) fn record_instantiation(&mut self, span: Span, params: &[TypeParamId], args: &[TypeId]) {
        for (&param, &arg) in params.iter().zip(args) {
            let mut mentioned = Vec::new();
            self.collect_type_params(arg, true, &mut mentioned);
            for (from, whole) in mentioned {
                let (to, from) = (self.instantiations.canonical(param), self.instantiations.canonical(from));
                let flow = Flow { to, from, weight: u32::from(!whole), span, ty: arg };
                self.instantiations.flows.push(flow);
            }
        }
    }

    /// The type parameters that `ty` mentions, and whether it is nothing else.
    fn collect_type_params(&self, ty: TypeId, whole: bool, found: &mut Vec<(TypeParamId, bool)>) {
        if !self.types.is_parameterized(ty) {
            return;
        }
        recurse(|| {
            if let TypeKind::TypeParam(param) = self.types.kind(ty) {
                found.push((param, whole));
                return;
            }
            for part in self.type_parts(ty) {
                self.collect_type_params(part, false, found);
            }
        });
    }

    fn type_parts(&self, ty: TypeId) -> Vec<TypeId> {
        match self.types.kind(ty) {
            TypeKind::Basic(_) | TypeKind::TypeParam(_) => Vec::new(),
            TypeKind::Named(id) => {
                let named = self.types.named(id);
                let outer = named.outer_params.iter().map(|&p| self.types.type_param_type(p));
                match &named.instance {
                    Some(instance) => {
                        instance.args.iter().chain(instance.outer_args.iter()).copied().chain(outer).collect()
                    }
                    None => outer.collect(),
                }
            }
            TypeKind::Pointer(t) | TypeKind::Slice(t) => vec![t],
            TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => vec![elem],
            TypeKind::Map { key, value } => vec![key, value],
            TypeKind::Struct(fields) => fields.iter().map(|f| f.ty).collect(),
            TypeKind::Func(f) => f.params.iter().chain(f.results.iter()).copied().collect(),
            TypeKind::Interface(i) => i.methods.iter().map(|m| m.signature).collect(),
            TypeKind::Tuple(types) => types.to_vec(),
        }
    }

    /// Reports a cycle of instantiations that grows.
    pub(super) fn check_instantiation_cycles(&mut self) {
        let instantiations = std::mem::take(&mut self.instantiations);
        let flows = &instantiations.flows;
        let mut count = HashMap::default();
        for flow in flows {
            count.insert(flow.to, ());
            count.insert(flow.from, ());
        }
        let mut paths: HashMap<TypeParamId, Heaviest> = HashMap::default();
        let mut again = true;
        while again {
            again = false;
            for (i, flow) in flows.iter().enumerate() {
                let from = paths.get(&flow.from).copied().unwrap_or_default();
                let to = paths.entry(flow.to).or_default();
                if from.weight + flow.weight <= to.weight {
                    continue;
                }
                *to = Heaviest { weight: from.weight + flow.weight, length: from.length + 1, last: Some(i) };
                // A path longer than there are parameters goes round.
                if to.length >= count.len() {
                    self.report_instantiation_cycle(flows, &paths, flow.to);
                    return;
                }
                again = true;
            }
        }
    }

    fn report_instantiation_cycle(
        &mut self,
        flows: &[Flow],
        paths: &HashMap<TypeParamId, Heaviest>,
        start: TypeParamId,
    ) {
        let before = |param: TypeParamId| paths.get(&param).and_then(|p| p.last).map(|i| &flows[i]);
        let mut stack: Vec<TypeParamId> = Vec::new();
        let mut at = start;
        while !stack.contains(&at) {
            stack.push(at);
            match before(at) {
                Some(flow) => at = flow.from,
                None => return,
            }
        }
        let cycle = &stack[stack.iter().position(|&p| p == at).unwrap_or(0)..];
        let mut message = String::from("instantiation cycle:");
        for &param in cycle {
            let Some(flow) = before(param) else { continue };
            let (name, ty) = (self.types.type_param(param).name, self.type_string(flow.ty));
            message += &format!("\n\t{}: {name} instantiated as {ty}", self.place_string(flow.span));
        }
        let object = self.types.type_param(at).object;
        let span = self.object(object).span;
        self.error(Code::InvalidInstanceCycle, span, message);
    }
}
