//! What the page asks of the browser.

pub mod brush;
