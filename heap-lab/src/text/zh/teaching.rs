//! Texts for teachers: writing a lesson, homework, notes, in Chinese.

use super::Chinese;
use crate::text::Teaching;

impl Teaching for Chinese {}
