//! The programs. Each has a function that makes its input and returns what is recorded.

mod image;
mod json;
mod markdown;
mod regex;
mod script;
mod store;

/// What is recorded. It keeps its input, so that freeing that is not part of the recording.
pub type Run = Box<dyn Fn()>;

/// A program: its name, which is also that of its file, and what makes its input.
type Program = (&'static str, fn() -> Run);

/// Every program.
pub const ALL: [Program; 6] = [
    ("image", image::prepare),
    ("json", json::prepare),
    ("markdown", markdown::prepare),
    ("regex", regex::prepare),
    ("script", script::prepare),
    ("store", store::prepare),
];
