//! Markdown that lessons do not have, or that is not closed.

/// What is wrong with the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup {
    /// A heading of another level, or without a space behind its `#`.
    Heading,
    /// A table.
    Table,
    /// A picture.
    Image,
    /// HTML.
    Html,
    /// A quote.
    Quote,
    /// A list inside a list.
    NestedList,
    /// A list item that begins with another mark.
    ListMark,
    /// An indented line outside a list.
    Indented,
    /// A horizontal rule.
    Rule,
    /// Something else than sentences in a question.
    InQuestion,
    /// A second rule in a question.
    SecondRule,
    /// Emphasis with underscores.
    Underscore,
    /// A fenced block of another kind.
    Fence {
        /// What it is called.
        info: String,
    },
    /// A fenced block that does not end.
    FenceOpen,
    /// Code that does not end.
    CodeOpen,
    /// Emphasis that does not end.
    MarkOpen {
        /// How it begins.
        mark: &'static str,
    },
    /// A link that does not end, or a bracket that begins none.
    LinkOpen,
    /// A link without text.
    EmptyLink,
    /// A link that leads nowhere.
    Target {
        /// Where it would lead.
        target: String,
    },
    /// A link or claim where none may be.
    LinkHere,
}
