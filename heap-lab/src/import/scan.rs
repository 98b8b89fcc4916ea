//! The bytes of a line from left to right: numbers, addresses and words as logs write them.

/// What is left of a line.
#[derive(Clone, Copy)]
pub struct Scan<'a>(&'a [u8]);

impl<'a> Scan<'a> {
    /// All of a line.
    pub fn new(line: &'a [u8]) -> Self {
        Self(line)
    }

    /// What is left.
    pub fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes `text`, if it comes next.
    pub fn take(&mut self, text: &[u8]) -> bool {
        self.0.strip_prefix(text).inspect(|rest| self.0 = rest).is_some()
    }

    /// Takes spaces and tabs, if there are any.
    pub fn spaces(&mut self) {
        self.0 = &self.0[self.count(|byte| matches!(byte, b' ' | b'\t'))..];
    }

    /// Takes what comes before the next space or tab, or before the end.
    pub fn word(&mut self) -> &'a [u8] {
        self.take_while(|byte| !matches!(byte, b' ' | b'\t'))
    }

    /// Takes bytes for as long as they are wanted.
    pub fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(self.count(wanted));
        self.0 = rest;
        taken
    }

    /// Takes a decimal number below 2^64.
    pub fn decimal(&mut self) -> Option<u64> {
        self.digits(10)
    }

    /// Takes a hexadecimal number below 2^64, with or without `0x`.
    pub fn hex(&mut self) -> Option<u64> {
        let mut scan = *self;
        let digits = (scan.take(b"0x") || scan.take(b"0X")).then(|| scan.digits(16)).flatten();
        if digits.is_none() {
            scan = *self;
        }
        let number = digits.or_else(|| scan.digits(16))?;
        *self = scan;
        Some(number)
    }

    /// Takes a number: hexadecimal after `0x`, else decimal. A negative one is what a C program sees if it takes it for a
    /// size.
    pub fn number(&mut self) -> Option<u64> {
        let mut scan = *self;
        let is_negative = scan.take(b"-");
        let number = if scan.rest().starts_with(b"0x") { scan.hex() } else { scan.decimal() }?;
        *self = scan;
        Some(if is_negative { number.wrapping_neg() } else { number })
    }

    /// Takes an address as C libraries print it, of which null has many forms.
    pub fn address(&mut self) -> Option<u64> {
        for null in [&b"(nil)"[..], b"nil", b"(null)", b"NULL"] {
            if self.take(null) {
                return Some(0);
            }
        }
        self.number()
    }

    fn digits(&mut self, base: u32) -> Option<u64> {
        let len = self.count(|byte| char::from(byte).is_digit(base));
        let number = self.0[..len].iter().try_fold(0_u64, |number, &digit| {
            number.checked_mul(u64::from(base))?.checked_add(u64::from(char::from(digit).to_digit(base)?))
        })?;
        if len == 0 {
            return None;
        }
        self.0 = &self.0[len..];
        Some(number)
    }

    fn count(&self, wanted: impl Fn(u8) -> bool) -> usize {
        self.0.iter().position(|&byte| !wanted(byte)).unwrap_or(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `read` takes of a text, and what it leaves.
    fn read<'a, T>(text: &'a str, read: impl Fn(&mut Scan<'a>) -> T) -> (T, &'a str) {
        let mut scan = Scan::new(text.as_bytes());
        let taken = read(&mut scan);
        (taken, str::from_utf8(scan.rest()).unwrap())
    }

    #[test]
    fn numbers_are_read_in_the_base_they_have() {
        assert_eq!(read("72, 1", Scan::decimal), (Some(72), ", 1"));
        assert_eq!(read("18446744073709551615", Scan::decimal), (Some(u64::MAX), ""));
        assert_eq!(read("18446744073709551616", Scan::decimal), (None, "18446744073709551616"));
        assert_eq!(read("x", Scan::decimal), (None, "x"));
        assert_eq!(read("1388 a", Scan::hex), (Some(0x1388), " a"));
        assert_eq!(read("0x1388)", Scan::hex), (Some(0x1388), ")"));
        assert_eq!(read("0xg", Scan::hex), (Some(0), "xg"));
        assert_eq!(read("ffffffffffffffff", Scan::hex), (Some(u64::MAX), ""));
        assert_eq!(read("10000000000000000", Scan::hex), (None, "10000000000000000"));
        assert_eq!(read("0x10", Scan::number), (Some(16), ""));
        assert_eq!(read("-1", Scan::number), (Some(u64::MAX), ""));
        assert_eq!(read("-x", Scan::number), (None, "-x"));
    }

    #[test]
    fn null_has_many_forms() {
        for null in ["(nil)", "nil", "NULL", "(null)", "0", "0x0", "0x00000000"] {
            assert_eq!(read(null, Scan::address), (Some(0), ""), "{null}");
        }
        assert_eq!(read("0x7f00 b", Scan::address), (Some(0x7f00), " b"));
    }

    #[test]
    fn words_end_at_spaces() {
        assert_eq!(read("one two", Scan::word), (&b"one"[..], " two"));
        assert_eq!(read(" \t two", Scan::spaces), ((), "two"));
        assert_eq!(read("abc", |scan| scan.take(b"ab")), (true, "c"));
        assert_eq!(read("abc", |scan| scan.take(b"b")), (false, "abc"));
    }
}
