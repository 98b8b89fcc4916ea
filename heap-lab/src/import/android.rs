//! What Android's malloc debug writes with the option `record_allocs`, which is also what `memory_replay` reads.
//!
//! ```text
//! 186: malloc 0xb6027400 1024
//! 186: calloc 0xb609f080 32 4
//! 186: realloc 0xb609f080 0xb603e9a0 12      the new address, the old one, the size
//! 186: memalign 0x85423660 16 104            also for all other functions with an alignment
//! 186: free 0xb6038060 1000 1020             newer ones end with two times
//! 187: thread_done 0x0
//! ```

use super::{Builder, ImportError, Reader, calls::Request, said::Said, scan::Scan};

/// The log.
#[derive(Default)]
pub struct Log;

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    matches!(parse(line), Said::Request { .. } | Said::Nothing)
}

fn parse(line: &[u8]) -> Said {
    let mut scan = Scan::new(line);
    if scan.decimal().is_none() || !scan.take(b":") {
        return Said::Other;
    }
    scan.spaces();
    let action = scan.word();
    scan.spaces();
    let Some(pointer) = scan.address() else {
        let is_action =
            [&b"malloc"[..], b"calloc", b"realloc", b"memalign", b"free", b"thread_done"].contains(&action);
        return if is_action { Said::CutOff } else { Said::Other };
    };
    let mut number = || {
        scan.spaces();
        scan.number()
    };
    let request = match action {
        b"malloc" => number().map(Request::malloc),
        b"calloc" => number().zip(number()).map(|(count, size)| Request::calloc(count, size)),
        b"realloc" => number().zip(number()).map(|(old, size)| Request::Reallocate { old, size }),
        b"memalign" => number().zip(number()).map(|(align, size)| Request::memalign(align, size)),
        b"free" => Some(Request::Free { key: pointer }),
        b"thread_done" => return Said::Nothing,
        _ => return Said::Other,
    };
    request.map_or(Said::CutOff, |request| Said::Request { request, result: pointer })
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        parse(line).tell(to)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Key, *};

    fn asks(line: &str) -> (Request, Key) {
        match parse(line.as_bytes()) {
            Said::Request { request, result } => (request, result),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn actions_are_read() {
        assert_eq!(asks("186: malloc 0xb6038060 20"), (Request::malloc(20), 0xb603_8060));
        assert_eq!(asks("186: calloc 0x8000 50 30"), (Request::calloc(50, 30), 0x8000));
        assert_eq!(
            asks("186: realloc 0x9000 0x4000 80"),
            (Request::Reallocate { old: 0x4000, size: 80 }, 0x9000)
        );
        assert_eq!(asks("300:realloc 0x9000 0x0 80"), (Request::Reallocate { old: 0, size: 80 }, 0x9000));
        assert_eq!(asks("186: memalign 0xa000 16 104"), (Request::memalign(16, 104), 0xa000));
        assert_eq!(asks("186: free 0x5000").0, Request::Free { key: 0x5000 });
        assert_eq!(asks("186: free 0x0").0, Request::Free { key: 0 });
        assert_eq!(parse(b"187: thread_done 0x0"), Said::Nothing);
        assert_eq!(parse(b"187: thread_done 0x0 290"), Said::Nothing);
    }

    #[test]
    fn times_at_the_end_change_nothing() {
        for line in [
            "1: malloc 0x10 20",
            "1: calloc 0x10 5 3",
            "1: realloc 0x10 0x20 8",
            "1: free 0x10",
            "1: memalign 0x10 16 8",
        ] {
            assert_eq!(asks(&format!("{line} 1000 1020")), asks(line));
        }
    }

    #[test]
    fn lines_that_lack_something_say_so() {
        for line in [
            "1: malloc 0x10",
            "1: malloc",
            "1: calloc 0x10 5",
            "1: realloc 0x10 0x20",
            "1: memalign 0x10 16",
            "1: free",
        ] {
            assert_eq!(parse(line.as_bytes()), Said::CutOff, "{line}");
        }
        for line in
            ["1: 2", "malloc 0x10 20", "1 malloc 0x10 20", "10:15:00 malloc 0x10 20", "1: mmap 0x10 20", ""]
        {
            assert_eq!(parse(line.as_bytes()), Said::Other, "{line}");
        }
    }
}
