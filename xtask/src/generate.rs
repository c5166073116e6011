//! Random well-typed Go programs: `cargo xtask generate SEED` prints one. They end (loops are bounded,
//! functions call earlier ones only, and all share a budget), give the same output on each run, and
//! print many values, so that two implementations can be compared by what they print.
//!
//! What the language leaves open is avoided: an expression calls only functions without effects on
//! variables that it reads, map keys come sorted, results of goroutines are joined by their number.

mod expression;
mod statement;
mod types;

use crate::random::Random;
use std::fmt::Write;
use types::Type;

/// The fixed part of each program.
const PRELUDE: &str = include_str!("generate/prelude.go.txt");

/// Prints the program of a seed.
#[allow(clippy::print_stdout)] // it is what is asked for
pub fn generate(arguments: &[String]) -> bool {
    let Some(seed) = arguments.first().and_then(|a| a.parse().ok()) else {
        crate::report("usage: cargo xtask generate SEED");
        return false;
    };
    println!("{}", program(seed));
    true
}

/// The program of a seed.
pub fn program(seed: u64) -> String {
    let mut generator = Generator {
        random: Random::new(seed),
        out: PRELUDE.into(),
        structs: Vec::new(),
        functions: Vec::new(),
        variables: Vec::new(),
        named: 0,
        loops: 0,
        indent: 0,
        result: None,
    };
    generator.program();
    generator.out
}

struct Function {
    name: String,
    parameters: Vec<Type>,
    result: Type,
    /// It takes values only, so that calling it within an expression changes nothing.
    pure: bool,
}

#[derive(Clone)]
struct Variable {
    name: String,
    r#type: Type,
    assignable: bool,
}

struct Generator {
    random: Random,
    out: String,
    /// Fields of each struct type.
    structs: Vec<Vec<Type>>,
    functions: Vec<Function>,
    variables: Vec<Variable>,
    /// How many names there are.
    named: usize,
    /// How many loops the statement stands in.
    loops: usize,
    indent: usize,
    /// The result of the function whose body this is.
    result: Option<Type>,
}

impl Generator {
    fn program(&mut self) {
        for number in 0..3 + self.random.below(2) {
            self.structure(number);
        }
        for number in 0..6 + self.random.below(6) {
            self.function(number);
        }
        self.line("func main() {");
        self.indent += 1;
        self.result = None;
        for index in 0..self.functions.len() {
            let arguments = self.arguments(index);
            let name = self.functions[index].name.clone();
            self.line(&format!("try({name:?}, func() {{ show({name:?}, {name}({arguments})) }})"));
        }
        self.line("defer finish()");
        self.block(10);
        self.indent -= 1;
        self.line("}");
    }

    fn structure(&mut self, number: usize) {
        let mut fields = vec![Type::Int("int64")];
        for _ in 0..1 + self.random.below(4) {
            fields.push(self.value_type(1));
        }
        let _ = writeln!(self.out, "type S{number} struct {{");
        for (index, field) in fields.iter().enumerate() {
            let _ = writeln!(self.out, "\tF{index} {}", field.name());
        }
        let _ = writeln!(self.out, "}}\n\nfunc (s S{number}) Area() int64 {{ return s.F0*3 + {number} }}\n");
        let _ = writeln!(
            self.out,
            "func (s *S{number}) Bump(d int64) int64 {{\n\ts.F0 += d\n\treturn s.F0 ^ d\n}}\n"
        );
        self.structs.push(fields);
    }

    fn function(&mut self, number: usize) {
        let pure = self.random.below(3) < 2;
        let name = format!("f{number}");
        let parameters: Vec<Type> = (0..self.random.below(4))
            .map(|_| if pure { self.plain_type(1) } else { self.any_type(2) })
            .collect();
        let result = if pure { self.plain_type(1) } else { self.any_type(2) };
        self.variables.clear();
        let mut list = Vec::new();
        for (index, r#type) in parameters.iter().enumerate() {
            list.push(format!("p{index} {}", r#type.name()));
            self.variables.push(Variable {
                name: format!("p{index}"),
                r#type: r#type.clone(),
                assignable: true,
            });
        }
        self.variables.push(Variable { name: "r".into(), r#type: result.clone(), assignable: true });
        self.line(&format!("func {name}({}) (r {}) {{", list.join(", "), result.name()));
        self.indent += 1;
        self.line("if fuel--; fuel < 0 {\n\t\treturn\n\t}");
        if pure || self.random.one_in(2) {
            // gc makes a literal that is returned within the result: who recovers from a panic in the
            // middle of it would see a part.
            let forgotten = match result {
                Type::Array(..) | Type::Struct(_) => format!("\t\t\tr = {}{{}}\n", result.name()),
                _ => String::new(),
            };
            self.line(&format!(
                "defer func() {{\n\t\tif e := recover(); e != nil {{\n\t\t\tcaught(e)\n{forgotten}\t\t}}\n\t}}()"
            ));
        }
        self.result = Some(result.clone());
        let statements = 3 + self.random.below(6);
        self.block(statements);
        let value = self.expression(&result, 3);
        self.line(&format!("return {value}"));
        self.indent -= 1;
        self.line("}\n");
        self.variables.clear();
        self.functions.push(Function { name, parameters, result, pure });
    }

    /// Arguments for a call, of expressions that call nothing.
    fn arguments(&mut self, function: usize) -> String {
        let parameters = self.functions[function].parameters.clone();
        let arguments: Vec<String> = parameters.iter().map(|t| self.expression(t, 1)).collect();
        arguments.join(", ")
    }

    fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n('\t', self.indent));
        self.out += text;
        self.out.push('\n');
    }

    fn fresh(&mut self) -> String {
        self.named += 1;
        format!("v{}", self.named)
    }
}
