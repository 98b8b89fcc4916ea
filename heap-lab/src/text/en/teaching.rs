//! Texts for teachers: writing a lesson, homework, notes, in English.

use super::English;
use crate::text::Teaching;

impl Teaching for English {}
