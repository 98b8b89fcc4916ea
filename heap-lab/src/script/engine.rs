//! The Rhai engine of the playground: which parts of Rhai there are, and within which limits.
//!
//! Every script ends soon. Rhai's own limits on sizes are not used, since they walk whole lists at every change; what
//! a script does is paid from the budget of the [`Machine`].

use rhai::{Dynamic, Engine};

use super::{
    instrument::{self, Bodies},
    lists,
    machine::Machine,
    natives,
    values::Block,
};

/// Levels of function calls. How many of them a script can really have, [`super::stack`] knows.
const MAX_CALLS: usize = 100;
/// Levels that Rhai counts in the text: several for each pair of brackets, one for each operator in a row. They bound
/// the stack that parsing needs: 1 MiB in a browser.
const MAX_LEVELS: usize = 200;
/// Brackets and blocks in each other, at most.
pub const MAX_BRACKETS: usize = 32;
/// The most functions.
pub const MAX_FUNCTIONS: usize = 200;

/// An engine whose functions work on `machine`, for one script, whose functions will be in `bodies`.
pub fn engine(machine: &Machine, bodies: &Bodies) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_LEVELS, MAX_LEVELS)
        .set_max_functions(MAX_FUNCTIONS)
        .set_strict_variables(true)
        // Or Rhai's own `+` would be used for texts, which makes them as long as one likes.
        .set_fast_operators(false)
        .register_type_with_name::<Block>("block");
    // What runs text or builds functions at run time has no place in a workload, and `try` would hide mistakes.
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
