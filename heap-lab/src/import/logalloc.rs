//! What Firefox's logalloc writes to `MALLOC_LOG`, and what its `logalloc_munge.py` makes of that.
//!
//! ```text
//! 18545 18545 malloc(32)=0x7f90495120e0      process, thread, call; old logs have no thread
//! 18545 18545 posix_memalign(64,1040)=0x7f9049700040
//! 18545 18545 free(0x7f90495120e0)
//! 1 1 realloc(#3,84)=#2                      ids instead of addresses
//! ```

use super::{
    Builder, ImportError, Key, NoteKind, Reader,
    calls::{Call, Request},
    scan::Scan,
};

/// The log. Firefox has many processes, each with a heap of its own, so only the first that asks for something is read.
#[derive(Default)]
pub struct Log {
    process: Option<u64>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Request {
        process: u64,
        request: Request,
        result: Key,
    },
    /// A call that neither allocates nor frees.
    Nothing,
    CutOff,
    Other,
}

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    matches!(parse(line), Line::Request { .. } | Line::Nothing)
}

fn parse(line: &[u8]) -> Line {
    let mut scan = Scan::new(line);
    let Some(process) = scan.decimal() else { return Line::Other };
    scan.spaces();
    scan.decimal();
    scan.spaces();
    if scan.take(b"jemalloc_") {
        return Line::Nothing;
    }
    let Some(call) = Call::read(&mut scan) else { return Line::Other };
    match call.request {
        Some(request @ Request::Free { .. }) if call.is_closed && scan.is_empty() => {
            Line::Request { process, request, result: 0 }
        }
        Some(request) if call.is_closed && scan.take(b"=") => {
            scan.take(b"#");
            // `malloc(4) = 0x10`, with spaces, is another tool's.
            match scan.address() {
                Some(result) if scan.is_empty() => Line::Request { process, request, result },
                Some(_) => Line::Other,
                None => {
                    if scan.is_empty() {
                        Line::CutOff
                    } else {
                        Line::Other
                    }
                }
            }
        }
        _ if scan.is_empty() => Line::CutOff,
        _ => Line::Other,
    }
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        match parse(line) {
            Line::Request { process, request, result } => {
                if *self.process.get_or_insert(process) != process {
                    to.note(NoteKind::OtherProcess { pid: process });
                    return Ok(());
                }
                return request.tell(result, to);
            }
            Line::Nothing => {}
            Line::CutOff => to.note(NoteKind::CutOff),
            Line::Other => to.note(NoteKind::Ignored),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read() {
        let asks = |line: &str, request, result| {
            assert_eq!(parse(line.as_bytes()), Line::Request { process: 18545, request, result }, "{line}");
        };
        asks("18545 18545 malloc(32)=0x7f90495120e0", Request::malloc(32), 0x7f90_4951_20e0);
        asks("18545 malloc(32)=0x7f90495120e0", Request::malloc(32), 0x7f90_4951_20e0);
        asks("18545 2 calloc(1,148)=0x10", Request::calloc(1, 148), 16);
        asks("18545 2 realloc(0x10,88)=0x20", Request::Reallocate { old: 16, size: 88 }, 32);
        asks("18545 2 posix_memalign(64,1040)=0x10", Request::memalign(64, 1040), 16);
        asks("18545 2 valloc(1024)=0x1000", Request::memalign(4096, 1024), 4096);
        asks("18545 2 free(0x10)", Request::Free { key: 16 }, 0);
        asks("18545 2 realloc(#3,84)=#2", Request::Reallocate { old: 3, size: 84 }, 2);
        assert_eq!(parse(b"18545 18545 jemalloc_stats()"), Line::Nothing);
    }

    #[test]
    fn other_lines_are_told() {
        for line in ["1 1 malloc(32)=", "1 1 malloc(32)", "1 1 malloc(3", "1 1 free(0x10"] {
            assert_eq!(parse(line.as_bytes()), Line::CutOff, "{line}");
        }
        for line in [
            "malloc(32)=0x10",
            "12 malloc(32)    = 0x10",
            "12 free(0x10)    = <void>",
            "12 13 printf(\"x\")",
            "",
            "12",
            "12 malloc(32 <unfinished ...>",
        ] {
            assert_eq!(parse(line.as_bytes()), Line::Other, "{line}");
        }
    }
}
