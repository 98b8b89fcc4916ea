//! What can be wrong with a script, as data: names, numbers, types. The sentences are in [`crate::text`].

mod named;
mod refusal;
mod runtime;
mod syntax;

pub use named::{Named, variable};
pub use refusal::Refusal;
pub use runtime::{BlockUse, Kind, NumberUse, Runtime, Value};
pub use syntax::{Bracket, Instead, Missing, Syntax};

/// A mistake in a script, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// What is wrong.
    pub mistake: Mistake,
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in characters; 0 if only the line is known.
    pub column: u32,
    /// The call that led there, if the mistake is in a function that was called from another line.
    pub called: Option<Called>,
}

/// A call of a function of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The function.
    pub function: String,
    /// The 1-based line of the call.
    pub line: u32,
}

/// What is wrong with a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It does not parse.
    Syntax(Syntax),
    /// It failed while it ran.
    Runtime(Runtime),
    /// It requested an impossible operation.
    Refusal(Refusal),
    /// It is larger, deeper or longer than allowed.
    Limit(Limit),
    /// There is no position for the line to be added.
    ByHand(ByHand),
}

/// A limit that a script has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The script is too long.
    Script {
        /// Its length in bytes.
        bytes: usize,
        /// The maximum.
        most: usize,
    },
    /// A string is too long.
    Text {
        /// The maximum, in bytes.
        most: usize,
    },
    /// The run takes too many steps: it may never end.
    Steps {
        /// The maximum.
        most: u64,
    },
    /// Lists or maps are nested too deep.
    Lists {
        /// The maximum number of levels.
        most: u32,
    },
    /// Brackets and blocks are nested too deep.
    Nesting {
        /// The maximum number of levels.
        most: usize,
    },
    /// Too many operators, calls or `else if`s in a row, or nested too deep within the brackets allowed.
    Chain,
    /// Function calls are nested too deep.
    Calls,
    /// The script has too many functions.
    Functions {
        /// The maximum.
        most: usize,
    },
    /// Too many variables exist at once.
    Variables,
}

/// Why no line can be added to a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByHand {
    /// The script itself frees the block, later.
    FreedLater {
        /// The block.
        block: Named,
        /// The line that frees it.
        line: u32,
    },
    /// No added line would free the block without other effects.
    NoPositionToFree {
        /// The block.
        block: Named,
    },
    /// The run has no such block.
    NoBlock,
    /// No added line would allocate the block without other effects.
    NoPosition,
}

impl ScriptError {
    /// A mistake in this line and column.
    pub fn at(mistake: impl Into<Mistake>, line: u32, column: u32) -> Self {
        Self { mistake: mistake.into(), line, column, called: None }
    }
}

impl From<Syntax> for Mistake {
    fn from(syntax: Syntax) -> Self {
        Self::Syntax(syntax)
    }
}

impl From<Runtime> for Mistake {
    fn from(runtime: Runtime) -> Self {
        Self::Runtime(runtime)
    }
}

impl From<Refusal> for Mistake {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Limit> for Mistake {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

impl From<ByHand> for Mistake {
    fn from(by_hand: ByHand) -> Self {
        Self::ByHand(by_hand)
    }
}
