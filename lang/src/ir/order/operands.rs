//! The parts of an expression in the order of evaluation, and when each kind of expression is done.

use crate::ir::*;

/// The operands of an expression in order, those by which a place is found too.
pub fn operands_mut(e: &mut Expr) -> Vec<&mut Expr> {
    use ExprKind as K;
    match &mut e.kind {
        K::Const(_) | K::New(_) | K::Func(_) | K::Recover | K::TypeWord(_) | K::Closure { .. } => Vec::new(),
        K::Load(place) | K::Addr(place) => {
            let mut found = Vec::new();
            place_operands(place, &mut found);
            found
        }
        K::AddrOfNew(x)
        | K::MethodValue { receiver: x, .. }
        | K::InterfaceMethodValue { receiver: x, .. }
        | K::Field { x, .. }
        | K::TypeAssert { x, .. }
        | K::Neg(x)
        | K::BitNot(x)
        | K::Not(x)
        | K::Recv { channel: x, .. }
        | K::Convert { x, .. }
        | K::Len(x)
        | K::Cap(x)
        | K::Clear(x)
        | K::Close(x)
        | K::Real(x)
        | K::Imag(x)
        | K::Panic(x) => vec![x],
        K::Index { x, index: y }
        | K::StringIndex { x, index: y }
        | K::MapIndex { map: x, key: y, .. }
        | K::Binary { x, y, .. }
        | K::Compare { x, y, .. }
        | K::AndAnd(x, y)
        | K::OrOr(x, y)
        | K::AppendSlice { slice: x, other: y }
        | K::Copy { to: x, from: y }
        | K::Delete { map: x, key: y }
        | K::Complex { re: x, im: y } => vec![x, y],
        K::Slice { x, lo, hi, max } => {
            std::iter::once(x).chain([lo, hi, max].into_iter().flatten()).map(|e| &mut **e).collect()
        }
        K::Call(call) => super::call_operands(call),
        K::Concat(list) | K::Min(list) | K::Max(list) => list.iter_mut().collect(),
        K::Print { args, .. } | K::Unsafe { args, .. } => args.iter_mut().collect(),
        K::StructLit { fields } => fields.iter_mut().map(|(_, e)| e).collect(),
        K::ArrayLit { elements } | K::SliceLit { elements, .. } => {
            elements.iter_mut().map(|(_, e)| e).collect()
        }
        K::MapLit { entries } => entries.iter_mut().flat_map(|(k, x)| [k, x]).collect(),
        K::Sequence { value, .. } => vec![value],
        K::Append { slice, values } => std::iter::once(&mut **slice).chain(values).collect(),
        K::MakeSlice { len, cap } => std::iter::once(len).chain(cap).map(|e| &mut **e).collect(),
        K::MakeMap { hint: x } | K::MakeChan { size: x } => x.iter_mut().map(|e| &mut **e).collect(),
    }
}

/// The operands by which a place is found, in order.
pub fn place_operands<'e>(place: &'e mut Place, found: &mut Vec<&'e mut Expr>) {
    match place {
        Place::Local(_) | Place::Capture(_) | Place::Global(_) => {}
        Place::Deref { pointer, .. } => found.push(pointer),
        Place::Field { base, .. } => place_operands(base, found),
        Place::Index { base, index, .. } => {
            place_operands(base, found);
            found.push(index);
        }
        Place::SliceIndex { slice, index, .. } => found.extend([&mut **slice, &mut **index]),
        Place::MapIndex { map, key, .. } => found.extend([&mut **map, &mut **key]),
    }
}

/// A call, a receive, a logical operation, or a builtin or operation that counts as a call.
pub fn is_lasting(e: &Expr) -> bool {
    use ExprKind as K;
    matches!(
        e.kind,
        K::Call(_)
            | K::Recv { .. }
            | K::Sequence { .. }
            | K::Recover
            | K::AndAnd(..)
            | K::OrOr(..)
            | K::TypeAssert { .. }
            | K::Slice { .. }
            | K::MapLit { .. }
            | K::Len(_)
            | K::Cap(_)
            | K::Complex { .. }
            | K::Real(_)
            | K::Imag(_)
            | K::Min(_)
            | K::Max(_)
            | K::Copy { .. }
            | K::Append { .. }
            | K::AppendSlice { .. }
            | K::New(_)
            | K::MakeSlice { .. }
            | K::MakeMap { .. }
            | K::MakeChan { .. }
            | K::Convert { kind: Conversion::StringToBytes | Conversion::StringToRunes, .. }
    )
}

/// Reads what a call could change, or could panic after it.
pub fn is_delayed(e: &Expr, func: &Func) -> bool {
    use ExprKind as K;
    match &e.kind {
        K::Load(place) => is_open(place, func),
        K::Addr(place) => super::super::walk::has_operands(place),
        K::Index { index, .. } => !matches!(index.kind, K::Const(_)),
        K::StringIndex { .. } | K::MapIndex { .. } | K::InterfaceMethodValue { .. } => true,
        K::Binary { op: BinaryOp::Div | BinaryOp::Rem, y, .. } => !matches!(y.kind, K::Const(_)),
        K::Convert { kind, .. } => matches!(
            kind,
            Conversion::BytesToString
                | Conversion::RunesToString
                | Conversion::SliceToArray
                | Conversion::SliceToArrayPointer
        ),
        _ => false,
    }
}

/// Somebody else can change it.
fn is_open(place: &Place, func: &Func) -> bool {
    match place {
        Place::Local(local) => func.locals[local.0 as usize].boxed,
        Place::Capture(capture) => !func.captures[capture.0 as usize].by_value,
        Place::Field { base, .. } => is_open(base, func),
        Place::Index { base, index, .. } => is_open(base, func) || !matches!(index.kind, ExprKind::Const(_)),
        Place::Global(_) | Place::Deref { .. } | Place::SliceIndex { .. } | Place::MapIndex { .. } => true,
    }
}
