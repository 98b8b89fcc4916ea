//! Android's `record_allocs`.

use super::{Builder, ImportError, NoteKind, Reader};

/// The log.
#[derive(Default)]
pub struct Log {}

/// Whether a line must be of this format.
pub fn is_line(_line: &[u8]) -> bool {
    false
}

impl Reader for Log {
    fn line(&mut self, _line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        to.note(NoteKind::Ignored);
        Ok(())
    }
}
