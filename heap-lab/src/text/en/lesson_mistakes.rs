//! Texts of what is wrong with a lesson, in English.

use super::English;
use crate::text::LessonMistakes;

impl LessonMistakes for English {}
