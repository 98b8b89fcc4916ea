//! Texts around a lesson: the panel, the menu, the controls of questions, in English.

use super::English;
use crate::text::Lessons;

impl Lessons for English {}
