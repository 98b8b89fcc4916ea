//! What a line says in logs in which each request has a line of its own, and what becomes of it: alike in all of them.

use super::{Builder, ImportError, Key, NoteKind, calls::Request};

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A request, and the address that it returned: 0 if it failed. A free has none.
    Request { request: Request, result: Key },
    /// Something else of the format.
    Nothing,
    /// It begins like a request, but its end is missing.
    CutOff,
    /// The output of a program.
    Other,
}

impl Said {
    /// Tells the builder.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn tell(self, to: &mut Builder) -> Result<(), ImportError> {
        match self {
            Self::Request { request, result } => return request.tell(result, to),
            Self::Nothing => {}
            Self::CutOff => to.note(NoteKind::CutOff),
            Self::Other => to.note(NoteKind::Ignored),
        }
        Ok(())
    }
}
