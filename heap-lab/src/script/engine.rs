//! The Rhai engine of the playground: which parts of Rhai are available, and within which limits.
//!
//! Every script ends soon. Rhai's own limits on sizes are not used, since they walk whole lists at every change; a
//! script pays from the budget of the [`Machine`].

use rhai::{Dynamic, Engine};

use super::{
    instrument::{self, Bodies},
    lists,
    machine::Machine,
    natives,
    values::Block,
};

/// Maximum depth of function calls. [`super::stack`] decides how many of them a script can really have.
const MAX_CALLS: usize = 100;
/// Maximum depth of expressions as Rhai counts it: several levels for each pair of brackets, one for each operator in a
/// row. It bounds the stack that parsing needs: 1 MiB in a browser.
const MAX_LEVELS: usize = 200;
/// Maximum nesting of brackets and blocks.
pub const MAX_BRACKETS: usize = 32;
/// Maximum number of functions.
pub const MAX_FUNCTIONS: usize = 200;

/// An engine whose functions work on `machine`, for one script, whose functions will be in `bodies`.
pub fn engine(machine: &Machine, bodies: &Bodies) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_LEVELS, MAX_LEVELS)
        .set_max_functions(MAX_FUNCTIONS)
        .set_strict_variables(true)
        // Otherwise Rhai's own `+` would be used for strings, without a limit on the length.
        .set_fast_operators(false)
        .register_type_with_name::<Block>("block");
    // Running text or building functions at run time has no use in a workload, and `try` would hide mistakes.
    for symbol in ["eval", "Fn", "curry", "call", "try", "is_def_var", "is_def_fn"] {
        engine.disable_symbol(symbol);
    }
    let meter = machine.clone();
    engine.on_progress(move |_| (!meter.pay(1)).then_some(Dynamic::UNIT));
    natives::register_all(&mut engine, machine);
    lists::register_all(&mut engine, machine);
    instrument::register_all(&mut engine, machine, bodies);
    engine
}
