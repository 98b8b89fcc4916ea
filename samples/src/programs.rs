//! The programs. Each has a function that makes its input and returns what is recorded.

mod image;
mod json;
mod markdown;
mod regex;
mod script;
mod store;

/// What is recorded.
pub type Run = Box<dyn FnOnce()>;

/// Every program by its name, which is also that of its file.
pub const ALL: [(&str, fn() -> Run); 6] = [
    ("image", image::prepare),
    ("json", json::prepare),
    ("markdown", markdown::prepare),
    ("regex", regex::prepare),
    ("script", script::prepare),
    ("store", store::prepare),
];
