//! A file, chunk by chunk, to a trace: [`Importer`].

use super::{
    Builder, Format, ImportError, Imported, NoteKind, Reader,
    cut::{Cut, Line},
    recognise::{self, HEAD},
};

/// A file that is being read. Compressed files are decompressed before.
///
/// Its memory is that of the trace, of its notes, of what is known of each key (16 to 24 bytes), and 128 KiB. A call takes time
/// linear in its chunk: for 64 KiB, 2 to 5 ms in a browser. Nothing but the lists of the trace itself is ever copied as a whole.
pub struct Importer {
    stage: Stage,
    bytes: u64,
}

enum Stage {
    /// The beginning, until the format is clear.
    Head(Vec<u8>),
    Body(Box<Body>),
    Failed(ImportError),
}

struct Body {
    format: Format,
    cut: Cut,
    reader: Box<dyn Reader>,
    to: Builder,
}

impl Default for Importer {
    fn default() -> Self {
        Self::new()
    }
}

impl Importer {
    /// Nothing is read so far.
    pub fn new() -> Self {
        Self { stage: Stage::Head(Vec::new()), bytes: 0 }
    }

    /// Nothing is read so far, and what comes is of this format, whatever it looks like. Tests ask each reader in this way.
    pub fn of(format: Format) -> Self {
        Self { stage: Stage::Body(Box::new(Body::of(format))), bytes: 0 }
    }

    /// The next bytes of the file.
    ///
    /// # Errors
    /// There can be no trace, whatever follows. All later calls return the same error.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        self.bytes += chunk.len() as u64;
        let result = self.read(chunk);
        if let Err(error) = &result {
            self.stage = Stage::Failed(error.clone());
        }
        result
    }

    /// The file is over.
    ///
    /// # Errors
    /// There is no trace in it.
    pub fn finish(self) -> Result<Imported, ImportError> {
        let mut body = match self.stage {
            Stage::Head(head) => Body::new(&head)?,
            Stage::Body(body) => *body,
            Stage::Failed(error) => return Err(error),
        };
        body.end()?;
        let lines = body.cut.lines();
        Ok(Imported { bytes: self.bytes, lines, ..body.to.finish()? })
    }

    /// The format, once it is clear.
    pub fn format(&self) -> Option<Format> {
        match &self.stage {
            Stage::Body(body) => Some(body.format),
            Stage::Head(_) | Stage::Failed(_) => None,
        }
    }

    /// Operations so far.
    pub fn len(&self) -> usize {
        match &self.stage {
            Stage::Body(body) => body.to.len(),
            Stage::Head(_) | Stage::Failed(_) => 0,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn read(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        match &mut self.stage {
            Stage::Head(head) => {
                // The format depends on the first bytes alone, never on how they came.
                let (start, rest) = chunk.split_at(chunk.len().min(HEAD - head.len()));
                head.extend_from_slice(start);
                if head.len() == HEAD {
                    let mut body = Box::new(Body::new(head)?);
                    body.read(rest)?;
                    self.stage = Stage::Body(body);
                }
                Ok(())
            }
            Stage::Body(body) => body.read(chunk),
            Stage::Failed(error) => Err(error.clone()),
        }
    }
}

impl Body {
    /// A file that begins with `head`, which is read.
    fn new(head: &[u8]) -> Result<Self, ImportError> {
        // Some editors write a mark in front of text.
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let mut body = Self::of(recognise::recognise(head)?);
        body.read(head)?;
        Ok(body)
    }

    fn of(format: Format) -> Self {
        Self { format, cut: Cut::default(), reader: format.reader(), to: Builder::new(format) }
    }

    fn read(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        let Self { format, cut, reader, to } = self;
        cut.push(chunk, &mut |line| give(line, *format, &mut **reader, to))
    }

    fn end(&mut self) -> Result<(), ImportError> {
        let Self { format, cut, reader, to } = self;
        cut.end(&mut |line| give(line, *format, &mut **reader, to))?;
        reader.end(to)
    }
}

fn give(
    line: Line<'_>,
    format: Format,
    reader: &mut dyn Reader,
    to: &mut Builder,
) -> Result<(), ImportError> {
    to.at(line.number);
    match line {
        Line { is_long: true, number, .. } if format.is_strict() => {
            Err(ImportError::LongLine { line: number })
        }
        Line { is_long: true, .. } => {
            to.note(NoteKind::Ignored);
            Ok(())
        }
        Line { bytes: [], .. } => Ok(()),
        Line { bytes, .. } => reader.line(bytes, to),
    }
}
