//! Mistakes while a script runs, apart from refused operations.

/// A mistake while a script runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// The script stopped itself with `throw`, with or without a message.
    Thrown(Option<String>),
    /// A variable that does not exist.
    NoVariable(String),
    /// A word of the language is called with the wrong arguments.
    Arguments {
        /// The word.
        name: &'static str,
        /// Its forms, at least one.
        forms: &'static [&'static str],
        /// The arguments.
        given: Vec<Kind>,
    },
    /// A function of the script is called with the wrong number of arguments.
    Parameters {
        /// The function.
        name: String,
        /// The number of its parameters.
        count: usize,
        /// The arguments.
        given: Vec<Kind>,
    },
    /// A closure that a word of the language calls has the wrong number of parameters.
    Closure {
        /// The number of its parameters.
        count: usize,
        /// The number of values that it gets.
        given: usize,
    },
    /// An operator on values that it does not support.
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
    /// A word of the language needs a number, but got something else.
    NumberExpected {
        /// The role of the number.
        role: NumberUse,
        /// The value found.
        found: Value,
    },
    /// A word of the language needs a block, but got something else.
    BlockExpected {
        /// The role of the block.
        role: BlockUse,
        /// The value found.
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
    /// A position between the values of a list, outside of the list.
    ListPosition {
        /// The position.
        index: i64,
        /// How many values the list has.
        len: usize,
    },
    /// An index outside of a string.
    TextIndex {
        /// The index.
        index: i64,
        /// How many characters the string has.
        len: usize,
    },
    /// A bit outside of a number.
    BitIndex {
        /// The index.
        index: i64,
        /// How many bits the number has.
        len: usize,
    },
    /// `[ ]` on a value that has no elements.
    NotIndexed(Kind),
    /// `for` over a value that can't be iterated.
    NotIterable,
    /// A property that the value does not have.
    NoProperty(Option<String>),
    /// An assignment to a constant.
    Constant(String),
    /// A function that would change a constant.
    ConstantChanged(Option<String>),
    /// `this` outside of a method call.
    UnboundThis,
    /// A division by zero.
    DivisionByZero,
    /// A power with a negative exponent.
    NegativePower,
    /// A result that does not fit in 64 bits.
    Overflow,
    /// The function given to `filter` returned neither `true` nor `false`.
    FilterAnswer,
    /// A `range` with steps of 0.
    ZeroStep,
    /// Any other error of the script engine, in its words. No script is known to cause one.
    Other(String),
}

/// A type of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A string.
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
    /// The start of a string.
    Text(String),
    /// A list with this number of values.
    List(usize),
    /// A value of another type.
    Other(Kind),
}

/// The role of a number.
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

/// The role of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockUse {
    /// `realloc`.
    Realloc,
    /// `free`.
    Free,
    /// `size_of`.
    SizeOf,
}
