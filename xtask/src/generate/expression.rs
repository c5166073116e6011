//! Expressions of a given type. A constant never meets another one, so that nothing is computed when
//! the program is compiled and no constant overflows.

use super::types::Type;
use super::{Generator, Variable};

impl Generator {
    /// Any expression of the type; `depth` bounds its size.
    pub fn expression(&mut self, of: &Type, depth: usize) -> String {
        if self.random.one_in(4) { self.constant(of) } else { self.variable(of, depth) }
    }

    /// An expression that is no constant.
    pub fn variable(&mut self, of: &Type, depth: usize) -> String {
        if depth == 0 || self.random.one_in(4) {
            return self.operand(of);
        }
        match self.random.below(12) {
            0 => return self.call(of, depth),
            1 => return format!("id({})", self.expression(of, depth - 1)),
            2 => return self.element(of, depth),
            3 => return format!("any({}).({})", self.variable(of, depth - 1), of.name()),
            4 => {
                let (argument, body) = (self.scalar_type(), of.name());
                let value = self.expression(&argument, depth - 1);
                let result = self.expression(of, depth - 1);
                return format!("apply({value}, func(_ {}) {body} {{ return {result} }})", argument.name());
            }
            5 => {
                let other = self.scalar_type();
                let (a, b) = (self.expression(of, depth - 1), self.expression(&other, depth - 1));
                let name = of.name();
                return format!("Pair[{name}, {}]{{{a}, {b}}}.Swap().Second", other.name());
            }
            _ => {}
        }
        match of {
            Type::Int(_) | Type::Named(_) => self.integer(of, depth - 1),
            Type::Float(_) => self.float(of, depth - 1),
            Type::Complex => self.complex(depth - 1),
            Type::String => self.string(depth - 1),
            Type::Bool => self.boolean(depth - 1),
            _ => self.composite(of, depth - 1),
        }
    }

    /// A variable of the type, or a constant made into a value.
    fn operand(&mut self, of: &Type) -> String {
        let known: Vec<String> =
            self.variables.iter().filter(|v| v.r#type == *of).map(|v| v.name.clone()).collect();
        if !known.is_empty() && !self.random.one_in(6) {
            return self.random.pick(&known).clone();
        }
        match of {
            Type::Struct(_) | Type::Array(..) | Type::Slice(_) | Type::Map(..) => self.composite(of, 0),
            Type::Pointer(_) | Type::Func(_) | Type::Shape => self.composite(of, 0),
            _ => format!("id({})", self.constant(of)),
        }
    }

    /// A constant of a basic type, a value of another.
    pub fn constant(&mut self, of: &Type) -> String {
        match of {
            Type::Int(name) | Type::Named(name) => format!("{name}({})", self.integer_literal(name)),
            Type::Float(name) => {
                let literals = ["0", "1", "-1.5", "0.1", "1e10", "3.25e-5", "255.9", "-128.5", "1e30", "7"];
                format!("{name}({})", self.random.word(&literals))
            }
            Type::Complex => {
                self.random.word(&["complex128(1 + 2i)", "complex128(-0.5i)", "(3 - 4i)"]).into()
            }
            Type::String => {
                let literals = [
                    r#""""#,
                    r#""a""#,
                    r#""héllo""#,
                    r#""\xff\x80z""#,
                    r#""日本語""#,
                    r#""x\x00y""#,
                    "`raw\\n`",
                ];
                self.random.word(&literals).into()
            }
            Type::Bool => self.random.word(&["true", "false"]).into(),
            Type::Any => {
                let inner = self.scalar_type();
                format!("any({})", self.constant(&inner))
            }
            _ => self.composite(of, 0),
        }
    }

    fn integer_literal(&mut self, name: &str) -> String {
        let (low, high): (i128, i128) = match name {
            "int8" => (-128, 127),
            "int16" | "Small" => (-32768, 32767),
            "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
            "uint8" => (0, 255),
            "uint16" => (0, 65535),
            "uint32" | "Wide" => (0, i128::from(u32::MAX)),
            "uint" | "uint64" | "uintptr" => (0, i128::from(u64::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        match self.random.below(8) {
            0 => low.to_string(),
            1 => high.to_string(),
            2 => (high / 2 + 1).to_string(),
            3 => i128::from(self.random.next() >> 1).clamp(low, high).to_string(),
            _ => (self.random.below(20) as i128 - 5).max(low).to_string(),
        }
    }

    fn integer(&mut self, of: &Type, depth: usize) -> String {
        let name = of.name();
        let a = self.variable(of, depth);
        match self.random.below(16) {
            0..6 => {
                let operator = self.random.word(&["+", "-", "*", "&", "|", "^", "&^"]);
                format!("({a} {operator} {})", self.expression(of, depth))
            }
            6 => format!("({a} {} ({} | 1))", self.random.word(&["/", "%"]), self.variable(of, depth)),
            7 => {
                let count = self.scalar_integer();
                let shift = self.variable(&count, depth);
                let mask = if self.random.one_in(8) { shift } else { format!("({shift} & 31)") };
                format!("({a} {} {mask})", self.random.word(&["<<", ">>"]))
            }
            8 => format!("({}{a})", self.random.word(&["-", "^", "+"])),
            9 | 10 => {
                let other = self.scalar_integer();
                format!("{name}({})", self.variable(&other, depth))
            }
            11 => {
                let other = Type::Float(self.random.word(&["float32", "float64"]));
                format!("{name}(number({}))", self.variable(&other, depth))
            }
            12 => format!(
                "{}({a}, {})",
                self.random.word(&["min", "max", "larger", "sum"]),
                self.variable(of, depth)
            ),
            13 => format!("({a} / {})", self.variable(of, depth)),
            14 if matches!(of, Type::Named(_)) => format!("{a}.Twice()"),
            14 => format!("{name}(flag({}))", self.boolean(depth)),
            _ => {
                let of =
                    [Type::String, Type::Slice(Box::new(Type::Int("int")))][self.random.below(2)].clone();
                format!("{name}(len({}))", self.variable(&of, depth))
            }
        }
    }

    fn scalar_integer(&mut self) -> Type {
        Type::Int(self.random.word(&super::types::INTS))
    }

    fn float(&mut self, of: &Type, depth: usize) -> String {
        let a = self.variable(of, depth);
        match self.random.below(8) {
            0..4 => {
                let operator = self.random.word(&["+", "-", "*", "/"]);
                format!("({a} {operator} {})", self.variable(of, depth))
            }
            4 => {
                let other = self.scalar_integer();
                format!("{}({})", of.name(), self.variable(&other, depth))
            }
            5 => format!("{}({})", of.name(), self.variable(&Type::Float("float32"), depth)),
            6 => format!(
                "{}({a}, {})",
                self.random.word(&["min", "max", "larger", "sum"]),
                self.expression(of, depth)
            ),
            _ => format!(
                "{}({}({}))",
                of.name(),
                self.random.word(&["real", "imag"]),
                self.variable(&Type::Complex, depth)
            ),
        }
    }

    fn complex(&mut self, depth: usize) -> String {
        let float = Type::Float("float64");
        if self.random.one_in(3) {
            return format!("complex({}, {})", self.variable(&float, depth), self.variable(&float, depth));
        }
        let operator = self.random.word(&["+", "-", "*"]);
        format!(
            "({} {operator} {})",
            self.variable(&Type::Complex, depth),
            self.expression(&Type::Complex, depth)
        )
    }

    fn string(&mut self, depth: usize) -> String {
        let a = self.variable(&Type::String, depth);
        match self.random.below(6) {
            0 | 1 => format!("clip({a} + {})", self.expression(&Type::String, depth)),
            2 => {
                let int = Type::Int("int");
                format!("part({a}, {}, {})", self.expression(&int, depth), self.expression(&int, depth))
            }
            3 => format!("string(rune({}))", self.variable(&Type::Int("int32"), depth)),
            4 => format!("string([]{}({a}))", self.random.word(&["byte", "rune"])),
            _ => {
                let of = self.scalar_type();
                format!("clip(fmt.Sprint({}))", self.variable(&of, depth))
            }
        }
    }

    pub fn boolean(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.operand(&Type::Bool);
        }
        match self.random.below(6) {
            0 => format!("({} && {})", self.boolean(depth - 1), self.expression(&Type::Bool, depth - 1)),
            1 => format!("({} || {})", self.boolean(depth - 1), self.expression(&Type::Bool, depth - 1)),
            2 => format!("!{}", self.boolean(depth - 1)),
            3 => {
                let of = self.plain_type(1);
                format!("({} == {})", self.variable(&of, depth - 1), self.in_parentheses(&of, depth - 1))
            }
            4 => format!("(any({}) == any({}))", self.operand(&Type::Any), self.operand(&Type::Any)),
            _ => {
                let of = match self.scalar_type() {
                    Type::Complex | Type::Bool => Type::Int("int"),
                    of => of,
                };
                let operator = self.random.word(&["<", "<=", ">", ">=", "!="]);
                format!("({} {operator} {})", self.variable(&of, depth - 1), self.expression(&of, depth - 1))
            }
        }
    }

    /// A composite literal needs them where a block may follow.
    fn in_parentheses(&mut self, of: &Type, depth: usize) -> String {
        format!("({})", self.expression(of, depth))
    }

    fn composite(&mut self, of: &Type, depth: usize) -> String {
        match of {
            Type::Slice(element) => {
                if depth > 0 && self.random.one_in(3) {
                    let (a, b) = (self.variable(of, depth - 1), self.expression(element, depth - 1));
                    return format!("trim(append({a}, {b}))");
                }
                if depth > 0 && self.random.one_in(6) {
                    return format!("pipe({}, {})", self.variable(of, depth - 1), self.random.below(3));
                }
                let count = self.random.below(4);
                format!("{}{{{}}}", of.name(), self.list(element, count, depth))
            }
            Type::Array(length, element) => {
                format!("{}{{{}}}", of.name(), self.list(element, *length, depth))
            }
            Type::Map(key, value) => {
                let entries: Vec<String> = (0..self.random.below(3))
                    .map(|_| format!("{}: {}", self.variable(key, 0), self.expression(value, depth / 2)))
                    .collect();
                format!("{}{{{}}}", of.name(), entries.join(", "))
            }
            Type::Struct(number) => {
                let fields = self.structs[*number].clone();
                let index = self.random.below(fields.len());
                format!("S{number}{{F{index}: {}}}", self.expression(&fields[index], depth / 2))
            }
            Type::Pointer(number) => format!("&{}", self.composite(&Type::Struct(*number), depth)),
            Type::Func(inner) => {
                let name = self.fresh();
                let known = self.variables.clone();
                self.variables.retain(|v| !matches!(v.r#type, Type::Func(_))); // it must not call itself
                self.variables.push(Variable {
                    name: name.clone(),
                    r#type: (**inner).clone(),
                    assignable: false,
                });
                let body = self.expression(inner, depth);
                self.variables = known;
                format!("func({name} {0}) {0} {{ return {body} }}", inner.name())
            }
            Type::Shape => {
                let number = self.random.below(self.structs.len());
                let of = if self.random.one_in(2) { Type::Struct(number) } else { Type::Pointer(number) };
                format!("Shape({})", self.variable(&of, depth.min(1)))
            }
            _ => {
                let inner = self.value_type(1);
                format!("any({})", self.expression(&inner, depth))
            }
        }
    }

    fn list(&mut self, element: &Type, count: usize, depth: usize) -> String {
        let values: Vec<String> = (0..count).map(|_| self.expression(element, depth / 2)).collect();
        values.join(", ")
    }

    /// A call of an earlier function without effects, or of a closure.
    fn call(&mut self, of: &Type, depth: usize) -> String {
        let wanted = Type::Func(Box::new(of.clone()));
        if let Some(closure) = self.variables.iter().find(|v| v.r#type == wanted).map(|v| v.name.clone()) {
            return format!("{closure}({})", self.expression(of, depth - 1));
        }
        let fitting: Vec<usize> = (0..self.functions.len())
            .filter(|i| self.functions[*i].pure && self.functions[*i].result == *of)
            .collect();
        if fitting.is_empty() {
            return self.operand(of);
        }
        let index = *self.random.pick(&fitting);
        let arguments = self.arguments(index);
        format!("{}({arguments})", self.functions[index].name)
    }

    /// A part of a variable: an element, a map's value, a field.
    fn element(&mut self, of: &Type, depth: usize) -> String {
        let int = Type::Int("int");
        let mut parts = Vec::new();
        for variable in self.variables.clone() {
            let name = &variable.name;
            match &variable.r#type {
                Type::Slice(element) | Type::Array(_, element) if **element == *of => {
                    let index = self.variable(&int, depth - 1);
                    let mask = if self.random.one_in(3) { 3 } else { 1 };
                    parts.push(format!("{name}[{index} & {mask}]"));
                }
                Type::Map(key, value) if **value == *of => {
                    parts.push(format!("{name}[{}]", self.expression(key, depth - 1)));
                }
                Type::Struct(number) | Type::Pointer(number) => {
                    let fields = &self.structs[*number];
                    parts.extend(
                        (0..fields.len()).filter(|i| fields[*i] == *of).map(|i| format!("{name}.F{i}")),
                    );
                }
                _ => {}
            }
        }
        if parts.is_empty() { self.operand(of) } else { self.random.pick(&parts).clone() }
    }
}
