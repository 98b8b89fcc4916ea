//! heaptrack's raw data. All numbers are hexadecimal, without `0x`.
//!
//! ```text
//! v 10400 3                       the version of heaptrack, and that of the format
//! m f linux-vdso.so.1 7f04 0 15   a module, and where it is in memory
//! t 55cfd977b2ed 7                a place in the program, and the place that called it
//! + 64 8 55cfdb5641d0             an allocation: size, place, address
//! - 55cfdb5641d0                  a free
//! ```
//!
//! A realloc is a free and an allocation. The files that `heaptrack_interpret` makes have no addresses, except the oldest,
//! which are like these.

use super::{Builder, ImportError, Reader, calls::Request, said::Said, scan::Scan};

/// The data.
#[derive(Default)]
pub struct Log;

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    match parse(line) {
        Said::Request { .. } => true,
        Said::Nothing => matches!(line, [b'v' | b't', ..]),
        Said::CutOff | Said::Other => false,
    }
}

fn parse(line: &[u8]) -> Said {
    let [kind, b' ', rest @ ..] = line else {
        return if matches!(line, b"+" | b"-") { Said::CutOff } else { Said::Other };
    };
    match kind {
        b'+' => match numbers(rest) {
            Some(([size, _, result], 3)) => Said::Request { request: Request::malloc(size), result },
            Some((_, 0..3)) => Said::CutOff,
            _ => Said::Other,
        },
        b'-' => match numbers(rest) {
            Some(([key, ..], 1)) => Said::Request { request: Request::Free { key }, result: 0 },
            _ => Said::Other,
        },
        b'v' | b't' if !matches!(numbers(rest), Some((_, 1 | 2))) => Said::Other,
        b'v' | b't' | b'x' | b'X' | b'I' | b'm' | b'c' | b'R' | b'S' | b's' | b'i' | b'A' | b'#' => {
            Said::Nothing
        }
        _ => Said::Other,
    }
}

/// Up to three numbers, and how many there are. Nothing if anything else is there.
fn numbers(text: &[u8]) -> Option<([u64; 3], usize)> {
    let (mut numbers, mut len) = ([0; 3], 0);
    let mut scan = Scan::new(text);
    while !scan.is_empty() {
        if scan.rest().starts_with(b"0x") {
            return None;
        }
        *numbers.get_mut(len)? = scan.hex()?;
        len += 1;
        if !scan.is_empty() && !scan.take(b" ") {
            return None;
        }
    }
    Some((numbers, len))
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
    fn numbers_are_hexadecimal() {
        let key = 0x55cf_db56_43f0;
        let asks = |request, result| Said::Request { request, result };
        assert_eq!(parse(b"+ 1388 a 55cfdb5643f0"), asks(Request::malloc(5000), key));
        assert_eq!(parse(b"- 55cfdb5643f0"), asks(Request::Free { key }, 0));
        for line in [
            "v 10400 3",
            "v 10000",
            "t 7f04bd666b9f 0",
            "m 1 -",
            "m f linux-vdso.so.1 7f04 0 1522",
            "X ./a",
            "c 1",
            "R 3fe",
            "# strings: 48",
        ] {
            assert_eq!(parse(line.as_bytes()), Said::Nothing, "{line}");
        }
    }

    #[test]
    fn other_lines_are_told() {
        for line in ["+ 1388 a", "+ 1388", "+", "-"] {
            assert_eq!(parse(line.as_bytes()), Said::CutOff, "{line}");
        }
        for line in
            ["+ 0x10 0x20", "- 0x10", "- x", "+ 1 2 3 4", "- 1 2", "a 0 16", "t 1 2 3", "hello", "", "v x"]
        {
            assert_eq!(parse(line.as_bytes()), Said::Other, "{line}");
            assert!(!is_line(line.as_bytes()));
        }
    }
}
