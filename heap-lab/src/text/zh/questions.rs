//! Texts of questions and of what is wrong with an answer, in Chinese.

use super::Chinese;
use crate::text::Questions;

impl Questions for Chinese {}
