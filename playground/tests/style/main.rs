//! The style sheets: every value comes from the tokens, and what is written and drawn in their colours can be seen.

mod palette;
mod sheets;
mod tokens;
