//! What Firefox's logalloc writes to `MALLOC_LOG`, and what its `logalloc_munge.py` makes of that.
//!
//! ```text
//! 18545 18545 malloc(32)=0x7f90495120e0      process, thread, call; old logs have no thread
//! 18545 18545 posix_memalign(64,1040)=0x7f9049700040
//! 18545 18545 free(0x7f90495120e0)
//! 1 1 realloc(#3,84)=#2                      ids instead of addresses
//! ```

use super::{
    Builder, ImportError, NoteKind, Reader,
    calls::{Call, Request},
    said::Said,
    scan::Scan,
};

/// The log. Firefox has many processes, each with a heap of its own, so only the first that asks for something is read.
#[derive(Default)]
pub struct Log {
    process: Option<u64>,
}

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    matches!(parse(line).1, Said::Request { .. } | Said::Nothing)
}

/// The process, and what it does.
fn parse(line: &[u8]) -> (u64, Said) {
    let mut scan = Scan::new(line);
    let Some(process) = scan.decimal() else { return (0, Said::Other) };
    scan.spaces();
    scan.decimal();
    scan.spaces();
    (process, call(&mut scan))
}

fn call(scan: &mut Scan<'_>) -> Said {
    if scan.take(b"jemalloc_") {
        return Said::Nothing;
    }
    let Some(call) = Call::read(scan) else { return Said::Other };
    match call.request {
        Some(request @ Request::Free { .. }) if call.is_closed && scan.is_empty() => {
            Said::Request { request, result: 0 }
        }
        Some(request) if call.is_closed && scan.take(b"=") => {
            scan.take(b"#");
            // `malloc(4) = 0x10`, with spaces, is another tool's.
            match scan.address() {
                Some(result) if scan.is_empty() => Said::Request { request, result },
                None if scan.is_empty() => Said::CutOff,
                _ => Said::Other,
            }
        }
        _ if scan.is_empty() => Said::CutOff,
        _ => Said::Other,
    }
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        let (process, said) = parse(line);
        if matches!(said, Said::Request { .. }) && *self.process.get_or_insert(process) != process {
            to.note(NoteKind::OtherProcess { pid: process });
            return Ok(());
        }
        said.tell(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read() {
        let asks = |line: &str, request, result| {
            assert_eq!(parse(line.as_bytes()), (18545, Said::Request { request, result }), "{line}");
        };
        asks("18545 18545 malloc(32)=0x7f90495120e0", Request::malloc(32), 0x7f90_4951_20e0);
        asks("18545 malloc(32)=0x7f90495120e0", Request::malloc(32), 0x7f90_4951_20e0);
        asks("18545 2 calloc(1,148)=0x10", Request::calloc(1, 148), 16);
        asks("18545 2 realloc(0x10,88)=0x20", Request::Reallocate { old: 16, size: 88 }, 32);
        asks("18545 2 posix_memalign(64,1040)=0x10", Request::memalign(64, 1040), 16);
        asks("18545 2 valloc(1024)=0x1000", Request::memalign(4096, 1024), 4096);
        asks("18545 2 free(0x10)", Request::Free { key: 16 }, 0);
        asks("18545 2 realloc(#3,84)=#2", Request::Reallocate { old: 3, size: 84 }, 2);
        assert_eq!(parse(b"18545 18545 jemalloc_stats()"), (18545, Said::Nothing));
    }

    #[test]
    fn other_lines_are_told() {
        for line in ["1 1 malloc(32)=", "1 1 malloc(32)", "1 1 malloc(3", "1 1 free(0x10"] {
            assert_eq!(parse(line.as_bytes()).1, Said::CutOff, "{line}");
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
            assert_eq!(parse(line.as_bytes()).1, Said::Other, "{line}");
        }
    }
}
