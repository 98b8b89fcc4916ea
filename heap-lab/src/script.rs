//! Text to trace: the script language of the playground, Rhai with an allocator's vocabulary.
//!
//! A script is run once, and without any allocator: its requests are the same in every lane, and each lane finds out
//! whether its allocator can meet them. Every script ends soon, whatever is in it.
//!
//! ```text
//! by_hand                     adds a line to a script, and runs it
//! wire                        a run as bytes, for another thread
//!   execute                   one run: parsed, changed, run
//!     explain, instrument     Rhai's errors to facts; names of blocks and costs of copies
//!       engine                which parts of Rhai there are
//!         natives, lists, sorting   what the words of the vocabulary do
//!           values, machine   what they work on
//!             program         the run in the making, without Rhai
//!               mistakes      what can be wrong, as data
//! ```

pub mod by_hand;
mod code;
mod engine;
mod execute;
mod explain;
mod instrument;
mod lists;
mod machine;
pub mod mistakes;
mod natives;
mod program;
mod scan;
mod sorting;
mod stack;
mod values;
mod vocabulary;
pub mod wire;

pub use execute::{Executed, MAX_SCRIPT, run, run_short};
pub use mistakes::{Mistake, ScriptError};
pub use program::DEFAULT_ALIGN;
pub(crate) use scan::{Part, pieces};
pub use vocabulary::{Group, Word, WordId, vocabulary};
