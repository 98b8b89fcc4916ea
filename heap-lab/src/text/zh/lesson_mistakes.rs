//! Texts of what is wrong with a lesson, in Chinese.

use super::Chinese;
use crate::text::LessonMistakes;

impl LessonMistakes for Chinese {}
