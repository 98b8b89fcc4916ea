//! What the default callback of Mbed OS's memory tracing prints, as in `mbed_mem_trace.cpp`. It comes over a serial line, so
//! anything may stand before it.
//!
//! ```text
//! #m:0x20003080;0x182f-50                  malloc: the address, the caller, the size
//! #c:0x20003080;0x182f-4;32                calloc: the number and the size
//! #r:0x20003180;0x182f-0x20003080;60       realloc: the old address and the size
//! #f:0x0;0x183f-0x20003180                 free
//! ```

use super::{Builder, ImportError, Key, Reader, calls::Request, said::Said, scan::Scan};

/// The log.
#[derive(Default)]
pub struct Log;

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    matches!(parse(line), Said::Request { .. })
}

fn parse(line: &[u8]) -> Said {
    let is_mark = |bytes: &[u8]| matches!(bytes, [b'#', b'm' | b'c' | b'r' | b'f', b':']);
    let Some(start) = line.windows(3).position(is_mark) else { return Said::Other };
    operation(line[start + 1], &mut Scan::new(&line[start + 3..])).unwrap_or(Said::CutOff)
}

fn operation(kind: u8, scan: &mut Scan<'_>) -> Option<Said> {
    let result = pointer(scan)?;
    scan.take(b";").then_some(())?;
    pointer(scan)?;
    scan.take(b"-").then_some(())?;
    let request = match kind {
        b'm' => Request::malloc(scan.decimal()?),
        b'c' => {
            let count = scan.decimal()?;
            scan.take(b";").then_some(())?;
            Request::calloc(count, scan.decimal()?)
        }
        b'r' => {
            let old = pointer(scan)?;
            scan.take(b";").then_some(())?;
            Request::Reallocate { old, size: scan.decimal()? }
        }
        _ => Request::Free { key: pointer(scan)? },
    };
    Some(Said::Request { request, result })
}

/// An address, which some C libraries print without `0x`.
fn pointer(scan: &mut Scan<'_>) -> Option<Key> {
    if scan.take(b"(nil)") { Some(0) } else { scan.hex() }
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        parse(line).tell(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_read() {
        let asks = |line: &str, request, result| {
            assert_eq!(parse(line.as_bytes()), Said::Request { request, result }, "{line}");
        };
        asks("#m:0x20003080;0x182f-50", Request::malloc(50), 0x2000_3080);
        asks("#m:20003080;0000182F-50", Request::malloc(50), 0x2000_3080);
        asks("#c:0x20003080;0x182f-4;32", Request::calloc(4, 32), 0x2000_3080);
        asks(
            "#r:0x20003180;0x182f-0x20003080;60",
            Request::Reallocate { old: 0x2000_3080, size: 60 },
            0x2000_3180,
        );
        asks("#f:0x0;0x183f-0x20003180", Request::Free { key: 0x2000_3180 }, 0);
        asks("#f:(nil);0x183f-(nil)", Request::Free { key: 0 }, 0);
        asks("[1425342.2][CONN] Hello #m:0x20003080;0x182f-50", Request::malloc(50), 0x2000_3080);
    }

    #[test]
    fn what_is_cut_off_says_so() {
        let whole = "#r:0x20003180;0x182f-0x20003080;60";
        for end in 3..whole.len() - 2 {
            assert_eq!(parse(&whole.as_bytes()[..end]), Said::CutOff, "{}", &whole[..end]);
        }
        assert_eq!(parse(b"Starting main loop #1"), Said::Other);
        assert_eq!(parse(b""), Said::Other);
    }
}
