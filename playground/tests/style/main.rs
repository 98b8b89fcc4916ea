//! The style sheets: every value comes from the tokens, and all text and marks have enough contrast.

mod palette;
mod sheets;
mod tokens;
