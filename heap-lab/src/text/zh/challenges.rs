//! Texts of the challenges, in Chinese.

use super::Chinese;
use crate::text::Challenges;

impl Challenges for Chinese {}
