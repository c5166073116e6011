//! Statements. Variables that a block declares are forgotten at its end; each one is used.

use super::types::Type;
use super::{Generator, Variable};

/// Loops within loops.
const LOOPS_MAX: usize = 2;

impl Generator {
    /// Statements in a scope of their own.
    pub fn block(&mut self, statements: usize) {
        let known = self.variables.len();
        for _ in 0..statements {
            self.statement();
        }
        for index in known..self.variables.len() {
            let name = self.variables[index].name.clone();
            self.line(&format!("show({name:?}, {name})"));
        }
        self.variables.truncate(known);
    }

    /// A block within braces that the line opens.
    fn nested(&mut self, opening: &str, statements: usize) {
        self.line(opening);
        self.indent += 1;
        self.block(statements);
        self.indent -= 1;
    }

    fn statement(&mut self) {
        match self.random.below(20) {
            0..5 => self.declare(),
            5..9 => self.assign(),
            9 => self.conditional(),
            10 | 11 if self.loops < LOOPS_MAX => self.repeat(),
            12 => self.switch(),
            13 => self.deferred(),
            14 => self.call_statement(),
            15 => self.method(),
            16 => self.tuple(),
            17 => self.container(),
            18 if self.loops == 0 => self.goroutines(),
            19 if self.loops > 0 => {
                let condition = self.boolean(2);
                let leave = self.random.word(&["break", "continue"]);
                self.line(&format!("if ({condition}) {{\n{0}\t{leave}\n{0}}}", "\t".repeat(self.indent)));
            }
            _ => self.closure(),
        }
    }

    fn remember(&mut self, name: &str, of: &Type, assignable: bool) {
        self.variables.push(Variable { name: name.into(), r#type: of.clone(), assignable });
    }

    fn declare(&mut self) {
        let (name, of) = (self.fresh(), self.any_type(2));
        match self.random.below(5) {
            0 => self.line(&format!("var {name} {}", of.name())),
            1 => {
                let value = self.expression(&of, 3);
                self.line(&format!("{name} := {}(nil)", format_args!("[]{}", of.name())));
                self.line(&format!("{name} = append({name}, {value})"));
                return self.remember(&name, &Type::Slice(Box::new(of)), true);
            }
            _ => {
                let value = self.expression(&of, 3);
                self.line(&format!("var {name} {} = {value}", of.name()));
            }
        }
        self.remember(&name, &of, true);
    }

    fn assignable(&mut self) -> Option<Variable> {
        let known: Vec<Variable> = self.variables.iter().filter(|v| v.assignable).cloned().collect();
        if known.is_empty() { None } else { Some(self.random.pick(&known).clone()) }
    }

    fn assign(&mut self) {
        let Some(Variable { name, r#type: of, .. }) = self.assignable() else { return self.declare() };
        let int = Type::Int("int");
        match &of {
            Type::Slice(element) | Type::Array(_, element) if self.random.below(3) > 0 => {
                let (index, value) = (self.variable(&int, 1), self.expression(element, 2));
                let mask = if self.random.one_in(4) { 3 } else { 0 };
                self.line(&format!("{name}[{index} & {mask}] = {value}"));
            }
            Type::Map(key, value) if self.random.below(4) > 0 => {
                let (key, value) = (self.expression(key, 1), self.expression(value, 2));
                self.line(&format!("{name}[{key}] = {value}"));
            }
            Type::Struct(number) | Type::Pointer(number) if self.random.below(3) > 0 => {
                let fields = self.structs[*number].clone();
                let index = self.random.below(fields.len());
                let value = self.expression(&fields[index], 2);
                self.line(&format!("{name}.F{index} = {value}"));
            }
            _ if of.is_integer() && self.random.one_in(2) => {
                let operator = self.random.word(&["+=", "-=", "*=", "|=", "^=", "&^=", "<<=", ">>="]);
                let value = if operator.len() == 3 && operator != "&^=" {
                    format!("({} & 15)", self.variable(&int, 1))
                } else {
                    self.expression(&of, 2)
                };
                self.line(&format!("{name} {operator} {value}"));
            }
            _ => {
                let value = self.expression(&of, 3);
                self.line(&format!("{name} = {value}"));
            }
        }
    }

    fn conditional(&mut self) {
        let condition = self.boolean(2);
        self.nested(&format!("if ({condition}) {{"), 2);
        if self.random.one_in(2) {
            self.nested("} else {", 2);
        }
        self.line("}");
    }

    fn repeat(&mut self) {
        let name = self.fresh();
        self.loops += 1;
        let known = self.variables.len();
        let int = Type::Int("int");
        let times = 1 + self.random.below(6);
        let opening = match self.random.below(6) {
            0 => {
                self.remember(&name, &int, false);
                format!("for {name} := 0; {name} < {times}; {name}++ {{")
            }
            1 => {
                self.remember(&name, &int, false);
                format!("for {name} := range {times} {{")
            }
            2 => {
                let over = self.variable(&Type::String, 2);
                self.remember(&name, &Type::Int("int32"), true);
                format!("for _, {name} := range ({over}) {{")
            }
            3 => {
                let of = self.scalar_type();
                let over = self.variable(&Type::Slice(Box::new(of.clone())), 1);
                self.remember(&name, &of, true);
                format!("for _, {name} := range count(trim({over})) {{")
            }
            4 => {
                let of = Type::Map(Box::new(Type::String), Box::new(int.clone()));
                let over = self.variable(&of, 1);
                self.remember(&name, &Type::String, true);
                format!("for _, {name} := range keys({over}) {{")
            }
            _ => {
                let of = self.value_type(1);
                let over = self.variable(&Type::Slice(Box::new(of.clone())), 1);
                self.remember(&name, &of, true);
                format!("for _, {name} := range trim({over}) {{")
            }
        };
        self.line(&opening);
        self.nested(&format!("\t_ = {name}"), 3);
        self.line("}");
        self.variables.truncate(known);
        self.loops -= 1;
    }

    fn switch(&mut self) {
        if self.random.one_in(3) {
            let value = self.variable(&Type::Any, 1);
            let name = self.fresh();
            self.line(&format!("switch {name} := ({value}).(type) {{"));
            for of in [Type::Int("int"), Type::String, Type::Float("float64"), Type::Named("Small")] {
                let known = self.variables.len();
                self.line(&format!("case {}:", of.name()));
                self.remember(&name, &of, true);
                self.line(&format!("show({name:?}, {name})"));
                self.block(1);
                self.variables.truncate(known);
            }
            self.line(&format!("default:\n\tshow({name:?}, {name})\n}}"));
            return;
        }
        let of = if self.random.one_in(2) { Type::String } else { Type::Int("int") };
        let value = self.variable(&of, 2);
        self.line(&format!("switch ({value}) {{"));
        let cases = 1 + self.random.below(4);
        for case in 0..cases {
            let value = self.variable(&of, 1);
            self.nested(&format!("case {value}:"), 1);
            if case + 1 < cases && self.random.one_in(4) {
                self.line("fallthrough");
            }
        }
        self.nested("default:", 1);
        self.line("}");
    }

    fn deferred(&mut self) {
        let Some(result) = self.result.clone().filter(|_| self.loops == 0) else { return self.assign() };
        if self.random.one_in(3) {
            let value = self.expression(&result, 1);
            return self.line(&format!("defer show(\"deferred\", {value})"));
        }
        self.line("defer func() {");
        self.indent += 1;
        let result_of_all = self.result.take();
        self.block(2);
        self.result = result_of_all;
        let value = self.expression(&result, 2);
        self.line(&format!("r = {value}"));
        self.indent -= 1;
        self.line("}()");
    }

    fn call_statement(&mut self) {
        if self.functions.is_empty() {
            return self.declare();
        }
        let index = self.random.below(self.functions.len());
        let (arguments, name) = (self.arguments(index), self.fresh());
        let result = self.functions[index].result.clone();
        let called = self.functions[index].name.clone();
        self.line(&format!("{name} := {called}({arguments})"));
        self.remember(&name, &result, true);
    }

    /// Methods through values, pointers, method values and expressions.
    fn method(&mut self) {
        let (name, number) = (self.fresh(), self.random.below(self.structs.len()));
        let int = Type::Int("int64");
        let argument = self.expression(&int, 1);
        let value = self.variable(&Type::Struct(number), 1);
        self.line(&format!("{name} := {value}"));
        let result = self.fresh();
        let call = match self.random.below(5) {
            0 => format!("{name}.Bump({argument})"),
            1 => format!("(*S{number}).Bump(&{name}, {argument})"),
            2 => format!("apply({argument}, {name}.Bump)"),
            3 => format!("S{number}.Area({name})"),
            _ => format!("Shape(&{name}).Area()"),
        };
        self.line(&format!("{result} := {call}"));
        self.remember(&name, &Type::Struct(number), true);
        self.remember(&result, &int, true);
    }

    fn tuple(&mut self) {
        let of = self.scalar_type();
        let (a, b) = (self.fresh(), self.fresh());
        let (x, y) = (self.expression(&of, 2), self.expression(&of, 2));
        self.line(&format!("{a}, {b} := {x}, {y}"));
        self.line(&format!("{a}, {b} = {b}, {a}"));
        self.remember(&a, &of, true);
        self.remember(&b, &of, true);
    }

    fn container(&mut self) {
        let (name, of) = (self.fresh(), self.scalar_type());
        let value = self.expression(&of, 2);
        match self.random.below(4) {
            0 => {
                self.line(&format!("{name} := &Stack[{}]{{}}", of.name()));
                self.line(&format!("{name}.Push({value})"));
                self.line(&format!("show({name:?}, {name}.Pop())"));
                self.line(&format!("show({name:?}, {name}.Pop())"));
            }
            1 => {
                let slice = Type::Slice(Box::new(of.clone()));
                let from = self.variable(&slice, 1);
                let length = self.random.below(5);
                self.line(&format!("{name} := make([]{}, {length})", of.name()));
                self.line(&format!("show({name:?}, copy({name}, {from}))"));
                self.remember(&name, &slice, true);
            }
            2 => {
                let slice = Type::Slice(Box::new(of.clone()));
                let from = self.variable(&slice, 1);
                let (low, high) = (self.random.below(3), 1 + self.random.below(4));
                self.line(&format!("{name} := {from}"));
                self.line(&format!(
                    "{name} = {name}[min({low}, len({name})):min({}, cap({name}))]",
                    low + high
                ));
                self.remember(&name, &slice, true);
            }
            _ => {
                let of = Type::Map(Box::new(Type::String), Box::new(of));
                self.line(&format!("{name} := {}{{\"k\": {value}}}", of.name()));
                let key = self.expression(&Type::String, 1);
                self.line(&format!("delete({name}, {key})"));
                self.remember(&name, &of, true);
            }
        }
    }

    /// Goroutines that read what stands still, and give their results by number.
    fn goroutines(&mut self) {
        let (name, index, of) = (self.fresh(), self.fresh(), self.scalar_type());
        let functions = std::mem::take(&mut self.functions); // they share the budget
        let known = self.variables.clone();
        self.variables.retain(|v| !matches!(v.r#type, Type::Func(_)));
        self.remember(&index, &Type::Int("int"), false);
        let value = self.expression(&of, 3);
        self.variables = known;
        self.functions = functions;
        self.line(&format!("{name} := parallel(4, func({index} int) {} {{", of.name()));
        self.line(&format!("\t_ = {index}\n\treturn {value}\n}})"));
        self.remember(&name, &Type::Slice(Box::new(of)), true);
    }

    /// A closure that changes what it captures, called as a statement.
    fn closure(&mut self) {
        let name = self.fresh();
        let loops = std::mem::take(&mut self.loops);
        let result = self.result.take();
        self.nested(&format!("{name} := func() {{"), 2);
        self.line("}");
        (self.loops, self.result) = (loops, result);
        self.line(&format!("try({name:?}, {name})"));
    }
}
