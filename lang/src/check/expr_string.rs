//! Expressions as messages print them: on one line, func bodies and long literals shortened.

use super::checker::Checker;
use crate::syntax::ast::{BinaryOp, ChanDir, ExprId, ExprKind, FieldDecl, Param, Signature, UnaryOp};
use std::fmt::Write;

impl Checker<'_> {
    /// The expression `e` of the current file.
    pub fn expr_string(&self, e: ExprId) -> String {
        let mut out = String::new();
        self.write_expr(&mut out, e, 0);
        out
    }

    fn write_expr(&self, out: &mut String, e: ExprId, depth: u32) {
        if depth > 100 {
            out.push('…');
            return;
        }
        let ast = self.ast();
        let write = |out: &mut String, e: ExprId| self.write_expr(out, e, depth + 1);
        let list = |out: &mut String, es: &[ExprId]| {
            for (i, &e) in es.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                self.write_expr(out, e, depth + 1);
            }
        };
        match &ast[e].kind {
            ExprKind::Bad => out.push_str("BadExpr"),
            ExprKind::Ident(ident) => out.push_str(&ident.name),
            ExprKind::BasicLit { text, .. } => out.push_str(text),
            ExprKind::FuncLit { signature, body } => {
                out.push_str("func");
                self.write_params(out, signature, depth);
                out.push_str(if body.stmts.is_empty() { " {}" } else { " {…}" });
            }
            ExprKind::CompositeLit { ty, elements, .. } => {
                if let Some(ty) = ty {
                    write(out, *ty);
                }
                out.push_str(if elements.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::Paren(x) => {
                out.push('(');
                write(out, *x);
                out.push(')');
            }
            ExprKind::Selector { x, sel } => {
                write(out, *x);
                let _ = write!(out, ".{}", sel.name);
            }
            ExprKind::Index { x, indices } => {
                write(out, *x);
                out.push('[');
                list(out, indices);
                out.push(']');
            }
            ExprKind::Slice { x, lo, hi, max, three } => {
                write(out, *x);
                out.push('[');
                lo.iter().for_each(|&e| write(out, e));
                out.push(':');
                hi.iter().for_each(|&e| write(out, e));
                if *three {
                    out.push(':');
                    max.iter().for_each(|&e| write(out, e));
                }
                out.push(']');
            }
            ExprKind::TypeAssert { x, ty } => {
                write(out, *x);
                out.push_str(".(");
                match ty {
                    Some(ty) => write(out, *ty),
                    None => out.push_str("type"),
                }
                out.push(')');
            }
            ExprKind::Call { fun, args, ellipsis, .. } => {
                write(out, *fun);
                out.push('(');
                list(out, args);
                out.push_str(if ellipsis.is_some() { "...)" } else { ")" });
            }
            ExprKind::Unary { op, x, .. } => {
                out.push_str(unary_symbol(*op));
                write(out, *x);
            }
            ExprKind::Binary { op, x, y, .. } => {
                write(out, *x);
                let _ = write!(out, " {} ", op.symbol());
                write(out, *y);
            }
            ExprKind::ArrayType { len, elem } => {
                out.push('[');
                match len {
                    Some(len) => write(out, *len),
                    None => out.push_str("..."),
                }
                out.push(']');
                write(out, *elem);
            }
            ExprKind::SliceType { elem } => {
                out.push_str("[]");
                write(out, *elem);
            }
            ExprKind::StructType { fields } => {
                out.push_str("struct{");
                self.write_fields(out, fields, depth);
                out.push('}');
            }
            ExprKind::FuncType { signature } => {
                out.push_str("func");
                self.write_params(out, signature, depth);
            }
            ExprKind::InterfaceType { elements } => {
                out.push_str(if elements.is_empty() { "interface{}" } else { "interface{…}" });
            }
            ExprKind::MapType { key, value } => {
                out.push_str("map[");
                write(out, *key);
                out.push(']');
                write(out, *value);
            }
            ExprKind::ChanType { dir, elem } => {
                out.push_str(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                write(out, *elem);
            }
        }
    }

    /// The fields of a struct type, those of one declaration together.
    fn write_fields(&self, out: &mut String, fields: &[FieldDecl], depth: u32) {
        for (i, field) in fields.iter().enumerate() {
            let next = fields.get(i + 1);
            let together = next.is_some_and(|next| next.ty == field.ty && next.name.is_some());
            if let Some(name) = &field.name {
                out.push_str(&name.name);
                out.push_str(if together { ", " } else { " " });
            }
            if !together {
                self.write_expr(out, field.ty, depth + 1);
                out.push_str(if next.is_some() { "; " } else { "" });
            }
        }
    }

    fn write_params(&self, out: &mut String, signature: &Signature, depth: u32) {
        let list = |out: &mut String, params: &[Param]| {
            for (i, p) in params.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                let next = params.get(i + 1);
                if let Some(name) = &p.name {
                    out.push_str(&name.name);
                    // `a, b int`: the type stands with the last name.
                    if next.is_some_and(|next| next.ty == p.ty) {
                        continue;
                    }
                    out.push(' ');
                }
                out.push_str(if p.variadic { "..." } else { "" });
                self.write_expr(out, p.ty, depth + 1);
            }
        };
        out.push('(');
        list(out, &signature.params);
        out.push(')');
        match &signature.results[..] {
            [] => {}
            [one] if one.name.is_none() => {
                out.push(' ');
                self.write_expr(out, one.ty, depth + 1);
            }
            many => {
                out.push_str(" (");
                list(out, many);
                out.push(')');
            }
        }
    }
}

fn unary_symbol(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Plus => "+",
        UnaryOp::Minus => "-",
        UnaryOp::Not => "!",
        UnaryOp::Xor => "^",
        UnaryOp::Addr => "&",
        UnaryOp::Arrow => "<-",
        UnaryOp::Star => "*",
        UnaryOp::Tilde => "~",
    }
}

impl BinaryOp {
    /// As written in source.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::OrOr => "||",
            BinaryOp::AndAnd => "&&",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::And => "&",
            BinaryOp::AndNot => "&^",
        }
    }
}
