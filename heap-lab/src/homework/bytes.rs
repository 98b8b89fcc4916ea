//! Numbers and texts as bytes, and the checksum of bytes.

/// Writes a number in as few bytes as it needs, seven bits each, the lowest first.
pub fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a text behind its length.
pub fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_number(bytes, text.len() as u64);
    bytes.extend(text.as_bytes());
}

/// What is left to be read.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// A byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// So many bytes.
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of four bytes, the lowest first.
    pub fn word(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// What [`write_number`] wrote.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// The number of things that follow, of at least `each` bits.
    pub fn count(&mut self, each: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len().saturating_mul(8) / each).then_some(count)
    }

    /// What [`write_text`] wrote.
    pub fn text(&mut self) -> Option<&'a str> {
        let len = self.count(8)?;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

/// The checksum CRC-32, as in zip files.
pub fn checksum(bytes: impl IntoIterator<Item = u8>) -> u32 {
    let by_bit = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.into_iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(byte), |sum, _| by_bit(sum)))
}
