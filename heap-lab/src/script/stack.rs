//! How much of the stack a script needs, known before it runs into the end of it.
//!
//! Rhai evaluates a script by recursion, and a browser gives WebAssembly a stack of 1 MiB. So each function of a script is
//! priced by its syntax tree, and a call is refused if the functions under way need more than there is. The prices
//! are the bytes that Rhai was measured to need in WebAssembly, the larger of a debug and a release build. A script has
//! the same price everywhere, so that it runs on every machine or on none.

use rhai::{ASTNode, Expr, Stmt};

/// What a run may use. The rest is for the page that runs the script, and for the functions of the language.
pub const LIMIT: u32 = 980_000;
/// An expression in another one.
const EXPR: u32 = 1_800;
/// A statement in another one.
const STMT: u32 = 820;
/// A call of a function of the script.
const CALL: u32 = 2_600;
/// A call of a closure, by a function of the language.
const CLOSURE: u32 = 7_000;

/// What a function needs, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// At its deepest point.
    deepest: u32,
    /// While it waits for a function that it calls.
    waiting: u32,
}

impl Need {
    /// The need of a body; `is_closure` if a function of the language calls it.
    pub fn of_body(body: &Expr, is_closure: bool) -> Self {
        let mut need = Self::default();
        need.see_expr(body, 0);
        let call = if is_closure { CLOSURE } else { CALL };
        Self { deepest: need.deepest + call, waiting: need.waiting + call }
    }

    /// The need of the statements at the top level.
    pub fn of_statements(statements: &[Stmt]) -> Self {
        let mut need = Self::default();
        for statement in statements {
            let mut sums = Vec::new();
            statement.walk(&mut Vec::new(), &mut |path| need.see(path, &mut sums, 0));
        }
        need
    }

    /// What is in use once a function with this need has been entered while `used` was, and waits for another one.
    /// `None` if that may be more than there is.
    pub fn enter(self, used: u32) -> Option<u32> {
        (used.saturating_add(self.deepest) <= LIMIT).then_some(used + self.waiting)
    }

    fn see_expr(&mut self, expr: &Expr, outside: u32) {
        let mut sums = Vec::new();
        expr.walk(&mut Vec::new(), &mut |path| self.see(path, &mut sums, outside));
    }

    /// Takes note of the last node of `path`, which begins where `outside` bytes are needed already. `sums` has what
    /// is needed at each node of the path.
    fn see(&mut self, path: &[ASTNode], sums: &mut Vec<u32>, outside: u32) -> bool {
        let Some(node) = path.last() else { return true };
        sums.truncate(path.len() - 1);
        let price = match node {
            // A call as a statement is an expression all the same.
            ASTNode::Expr(_) | ASTNode::Stmt(Stmt::FnCall(..)) => EXPR,
            _ => STMT,
        };
        let sum = sums.last().map_or(outside, |sum| *sum) + price;
        sums.push(sum);
        self.deepest = self.deepest.max(sum);
        let calls = match node {
            ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _)) => !call.is_operator_call(),
            ASTNode::Stmt(Stmt::FnCall(..)) => true,
            _ => false,
        };
        // Rhai's walk passes by what `break` returns.
        if let ASTNode::Stmt(Stmt::BreakLoop(Some(value), ..)) = node {
            self.see_expr(value, sum);
        }
        if calls {
            self.waiting = self.waiting.max(sum);
        }
        true
    }
}
