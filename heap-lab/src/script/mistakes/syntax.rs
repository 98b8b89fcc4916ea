//! Why a script does not parse.

use super::Kind;

/// Why a script does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A `;` is missing at the end of the line.
    Semicolon,
    /// Something is missing between two parts of a line.
    Joined,
    /// A bracket is not closed.
    Unclosed {
        /// Its kind.
        bracket: Bracket,
        /// Whether a `;` was found where it should have been closed.
        before_semicolon: bool,
    },
    /// A closing bracket without an opening one.
    Unopened(Bracket),
    /// A symbol or a word is missing.
    Missing(Missing),
    /// The script ends too early.
    Unfinished,
    /// A string is not closed on its line.
    UnclosedText,
    /// A character that has no meaning outside of strings and comments.
    Character {
        /// The character.
        found: char,
        /// What to write instead.
        instead: Instead,
    },
    /// A name with a character that is not allowed in names.
    NameCharacter {
        /// The name.
        name: String,
        /// The first such character in it.
        found: char,
    },
    /// A name without a letter.
    Name(String),
    /// A number with a fraction, such as `1.5`.
    Decimal(String),
    /// A number with an exponent, such as `1e3`, and the same number written out, if it is whole and fits.
    Exponent {
        /// As it is written.
        found: String,
        /// What to write.
        plain: Option<String>,
    },
    /// A number that does not fit in 64 bits, or is malformed.
    Number(String),
    /// A backslash before a character that needs none.
    Escape(String),
    /// A string in single quotes.
    SingleQuotes,
    /// A value is missing.
    Value,
    /// A value is missing before this symbol.
    ValueBefore(String),
    /// Something that can't be here.
    Unexpected(String),
    /// `++` or `--`.
    Increment(String),
    /// Another operator is meant.
    Operator {
        /// As it is written.
        found: String,
        /// What to write.
        instead: &'static str,
    },
    /// `?`.
    QuestionMark,
    /// `=` where a comparison is meant.
    Assignment,
    /// `try`, `catch`.
    Try,
    /// `import`, `export`.
    Modules,
    /// A function that would run text or build functions.
    Unavailable(String),
    /// `var`.
    Var,
    /// `null`, `nil`.
    Null,
    /// A reserved word.
    Reserved(String),
    /// A variable that is not declared.
    NoVariable {
        /// Its name.
        name: String,
        /// The name that was probably meant.
        near: Option<String>,
    },
    /// A variable that is declared, but not visible here.
    OutOfScope(String),
    /// A function of the language without parentheses.
    FunctionAsValue {
        /// Its name.
        name: &'static str,
        /// How it is called.
        form: &'static str,
    },
    /// A name is missing after a dot.
    Property,
    /// The name of a variable is missing.
    Variable,
    /// An assignment to a constant.
    Constant(String),
    /// An assignment to something that can't be assigned.
    NotAssignable,
    /// A value of another type is needed.
    Expected {
        /// The type needed.
        expected: Kind,
        /// The type found.
        found: Kind,
    },
    /// Something other than a number in the `[ ]` of a list.
    ListIndex,
    /// Something other than a string in the `[ ]` of a map.
    MapIndex,
    /// A duplicate key in a map.
    DuplicateProperty(String),
    /// A variable declared twice in one declaration.
    DuplicateVariable(String),
    /// A function inside a function or a block.
    NestedFunction,
    /// A function without a name.
    FunctionName,
    /// A function without a parameter list.
    FunctionParameters(String),
    /// A function without a body; `None` if it has no name.
    FunctionBody(Option<String>),
    /// A duplicate function.
    DuplicateFunction {
        /// Its name.
        name: String,
        /// How many parameters both have.
        count: usize,
    },
    /// A duplicate parameter.
    DuplicateParameter(String),
    /// A function with the name of a word of the language.
    FunctionTaken(String),
    /// `break` or `continue` outside of a loop.
    Break,
    /// A case after `_`.
    DefaultCase,
    /// A case for one number after a case for a range.
    NumberAfterRange,
    /// A condition at the case `_`.
    CaseCondition,
    /// `this` outside of a function.
    This,
    /// `!` between the name of a method and its parentheses.
    MethodBang,
    /// Any other error of the parser, in its words. No script is known to cause one.
    Other(String),
}

/// A kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// `( )`
    Round,
    /// `[ ]`
    Square,
    /// `{ }`
    Curly,
}

impl Bracket {
    /// The opening one.
    pub fn opening(self) -> char {
        match self {
            Self::Round => '(',
            Self::Square => '[',
            Self::Curly => '{',
        }
    }

    /// The closing one.
    pub fn closing(self) -> char {
        match self {
            Self::Round => ')',
            Self::Square => ']',
            Self::Curly => '}',
        }
    }

    /// The kind that `symbol` closes.
    pub fn closed_by(symbol: &str) -> Option<Self> {
        match symbol {
            ")" => Some(Self::Round),
            "]" => Some(Self::Square),
            "}" => Some(Self::Curly),
            _ => None,
        }
    }
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// `{` before the statements of a block.
    Block,
    /// `{` after the value of a `switch`.
    Switch,
    /// `,` between the values of a list.
    ListComma,
    /// `,` between the entries of a map.
    MapComma,
    /// `,` between the cases of a `switch`.
    CaseComma,
    /// `,` between parameters or variables.
    NameComma,
    /// `:` between a key of a map and its value.
    Colon(String),
    /// `=>` after a case.
    Arrow,
    /// `in` after the variable of `for`.
    In,
    /// `while` or `until` after the block of `do`.
    While,
    /// `|` after the parameters of a closure.
    Pipe,
    /// Another symbol or word.
    Symbol(String),
}

/// What to write instead of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// These ASCII characters.
    Write(&'static str),
    /// An ordinary space.
    Space,
    /// Nothing: the character is invisible.
    Nothing,
    /// Nothing similar: the character is only allowed in strings and comments.
    Unknown,
}
