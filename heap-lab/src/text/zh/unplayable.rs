//! Files that can't be replayed, in Chinese.

use super::Chinese;
use crate::{import::Unplayable, text::Unplayables};

impl Unplayables for Chinese {
    fn unplayable(&self, _unplayable: Unplayable) -> String {
        "这个文件不能重放。".into()
    }
}
