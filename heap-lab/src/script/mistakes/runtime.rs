//! What goes wrong while a script runs, apart from operations that are refused.

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// The script stopped itself with `throw`, with a text or without.
    Thrown(Option<String>),
    /// A variable that does not exist.
    NoVariable(String),
    /// A word of the language is called with the wrong values.
    Arguments {
        /// The word.
        name: &'static str,
        /// How it is called, one form each; at least one.
        forms: &'static [&'static str],
        /// What it was called with.
        given: Vec<Kind>,
    },
    /// A function of the script is called with the wrong number of values.
    Parameters {
        /// The function.
        name: String,
        /// How many parameters it has.
        count: usize,
        /// What it was called with.
        given: Vec<Kind>,
    },
    /// An operator on values that it is not for.
    Operator {
        /// The operator.
        operator: String,
        /// The values.
        given: Vec<Kind>,
    },
    /// `print` or `debug`: there is no output.
    Print(String),
    /// A function that does not exist.
    NoFunction {
        /// Its name.
        name: String,
        /// The name that was probably meant.
        near: Option<String>,
    },
    /// A word of the language needs a number, and was given something else.
    NumberExpected {
        /// What the number is for.
        role: NumberUse,
        /// What it was given.
        found: Value,
    },
    /// A word of the language needs a block, and was given something else.
    BlockExpected {
        /// What the block is for.
        role: BlockUse,
        /// What it was given.
        found: Value,
    },
    /// A value of another type is needed.
    Expected {
        /// The type needed.
        expected: Kind,
        /// The type found.
        found: Kind,
    },
    /// An index outside of a list.
    ListIndex {
        /// The index.
        index: i64,
        /// How many values the list has.
        len: usize,
    },
    /// An index outside of a text.
    TextIndex {
        /// The index.
        index: i64,
        /// How many characters the text has.
        len: usize,
    },
    /// A bit outside of a number.
    BitIndex {
        /// The index.
        index: i64,
        /// How many bits the number has.
        len: usize,
    },
    /// `[ ]` on a value that has no parts.
    NotIndexed(Kind),
    /// `for` over a value that can't be iterated.
    NotIterable,
    /// A property that the value does not have.
    NoProperty(Option<String>),
    /// Another value for a constant.
    Constant(String),
    /// A function that would change a constant.
    ConstantChanged(Option<String>),
    /// `this` outside of a method call.
    UnboundThis,
    /// A division by zero.
    DivisionByZero,
    /// A power with a negative exponent.
    NegativePower,
    /// A result that does not fit into 64 bits.
    Overflow,
    /// The function given to `filter` returned neither `true` nor `false`.
    FilterAnswer,
    /// A `range` with steps of 0.
    ZeroStep,
    /// Anything else that the script engine may report, in its words. No script is known that leads here.
    Other(String),
}

/// A type of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A text.
    Text,
    /// A single character.
    Character,
    /// A list.
    List,
    /// A map.
    Map,
    /// A function.
    Function,
    /// A range of numbers.
    Range,
    /// What `for` can iterate over.
    Iterable,
    /// A block.
    Block,
    /// `()`.
    Nothing,
    /// A type of the script engine that no script is known to reach.
    Other(String),
}

/// A value, as far as a sentence describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(i64),
    /// `true` or `false`.
    Bool(bool),
    /// The start of a text.
    Text(String),
    /// A list of so many values.
    List(usize),
    /// A value of another type.
    Other(Kind),
}

/// What a number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberUse {
    /// The size of a block.
    Size,
    /// The alignment of a block.
    Align,
    /// The number of pages to take.
    Pages,
    /// The number of a block in the run.
    Block,
    /// The lower end of a range of random numbers.
    Low,
    /// The upper end.
    High,
    /// The start of a sequence of random numbers.
    Seed,
    /// An index into a list.
    Index,
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockUse {
    /// `realloc`.
    Realloc,
    /// `free`.
    Free,
    /// `size_of`.
    SizeOf,
}
