//! Texts of the challenges, in English.

use super::English;
use crate::text::Challenges;

impl Challenges for English {}
