//! Texts around a lesson: the panel, the menu, the controls of questions, in Chinese.

use super::Chinese;
use crate::text::Lessons;

impl Lessons for Chinese {}
