//! Texts of questions and of what is wrong with an answer, in English.

use super::English;
use crate::text::Questions;

impl Questions for English {}
