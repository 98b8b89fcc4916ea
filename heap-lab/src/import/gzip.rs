//! Files that are compressed with gzip to plain bytes, chunk by chunk, where no browser does it: [`Gunzip`].

use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

/// Why a compressed file can't be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GzipError {
    /// It does not begin like one.
    NotGzip,
    /// The end is missing.
    CutOff,
    /// What is in it can't be.
    Damaged,
    /// What comes out has another checksum or length than what went in.
    Checksum,
}

/// Decompresses a file. Its memory is 128 KiB, whatever the file.
pub struct Gunzip {
    stage: Stage,
    /// Bytes of a header or trailer that is not complete.
    held: Vec<u8>,
    state: Box<InflateState>,
    out: Vec<u8>,
    crc: u32,
    len: u32,
}

/// What comes next in the file. It may consist of several members, each with a header and a trailer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The header of the first member.
    First,
    Data,
    Trailer,
    /// The header of another member, zero bytes, or nothing.
    Next,
}

/// Bytes that come out at once.
const OUT: usize = 1 << 15;
/// Bytes of a checksum and a length.
const TRAILER: usize = 8;
/// Bytes of the longest header that is taken.
const HEADER: usize = 1 << 17;

impl Default for Gunzip {
    fn default() -> Self {
        Self::new()
    }
}

impl Gunzip {
    /// Whether a file begins like one that is compressed with gzip.
    pub fn is_gzip(head: &[u8]) -> bool {
        head.starts_with(&[0x1f, 0x8b])
    }

    /// Nothing is read so far.
    pub fn new() -> Self {
        Self {
            stage: Stage::First,
            held: Vec::new(),
            state: InflateState::new_boxed(DataFormat::Raw),
            out: vec![0; OUT],
            crc: !0,
            len: 0,
        }
    }

    /// The next bytes of the file. `each` gets what comes out, in pieces.
    ///
    /// # Errors
    /// The file is damaged, or `each` returns an error.
    pub fn push<E: From<GzipError>>(
        &mut self,
        mut chunk: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        while !chunk.is_empty() {
            chunk = match self.stage {
                Stage::First | Stage::Next => self.header(chunk)?,
                Stage::Data => self.data(chunk, each)?,
                Stage::Trailer => self.trailer(chunk)?,
            };
        }
        Ok(())
    }

    /// The file is over.
    ///
    /// # Errors
    /// It is not complete.
    pub fn finish(&self) -> Result<(), GzipError> {
        match self.stage {
            Stage::Next if self.held.is_empty() => Ok(()),
            Stage::First if !b"\x1f\x8b".starts_with(&self.held[..self.held.len().min(2)]) => {
                Err(GzipError::NotGzip)
            }
            _ => Err(GzipError::CutOff),
        }
    }

    /// Returns what follows the header, or nothing if the header is not complete.
    fn header<'a>(&mut self, chunk: &'a [u8]) -> Result<&'a [u8], GzipError> {
        let chunk = match self.stage {
            // Tapes and archives pad files with zeros.
            Stage::Next if self.held.is_empty() => {
                let zeros = chunk.iter().take_while(|&&byte| byte == 0).count();
                &chunk[zeros..]
            }
            _ => chunk,
        };
        let before = self.held.len();
        self.held.extend_from_slice(&chunk[..chunk.len().min(HEADER - before)]);
        if self.held.iter().zip(b"\x1f\x8b\x08").any(|(is, must)| is != must) {
            let first = self.stage == Stage::First;
            return Err(if first { GzipError::NotGzip } else { GzipError::Damaged });
        }
        let Some(len) = header_len(&self.held) else {
            return if self.held.len() == HEADER { Err(GzipError::Damaged) } else { Ok(&[]) };
        };
        self.held.clear();
        self.state.reset(DataFormat::Raw);
        (self.crc, self.len) = (!0, 0);
        self.stage = Stage::Data;
        Ok(&chunk[len - before..])
    }

    fn data<'a, E: From<GzipError>>(
        &mut self,
        mut chunk: &'a [u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<&'a [u8], E> {
        loop {
            let result = inflate(&mut self.state, chunk, &mut self.out, MZFlush::None);
            chunk = &chunk[result.bytes_consumed..];
            let out = &self.out[..result.bytes_written];
            self.crc = out.iter().fold(self.crc, |crc, &byte| CRC[(crc as u8 ^ byte) as usize] ^ (crc >> 8));
            self.len = self.len.wrapping_add(out.len() as u32);
            if !out.is_empty() {
                each(out)?;
            }
            match result.status {
                Ok(MZStatus::StreamEnd) => {
                    self.stage = Stage::Trailer;
                    return Ok(chunk);
                }
                // More may come out than there was room for.
                Ok(_) if !chunk.is_empty() || result.bytes_written == OUT => {}
                Ok(_) | Err(MZError::Buf) if chunk.is_empty() => return Ok(chunk),
                Ok(_) | Err(_) => return Err(GzipError::Damaged.into()),
            }
        }
    }

    fn trailer<'a>(&mut self, chunk: &'a [u8]) -> Result<&'a [u8], GzipError> {
        let (taken, rest) = chunk.split_at(chunk.len().min(TRAILER - self.held.len()));
        self.held.extend_from_slice(taken);
        if let [c0, c1, c2, c3, l0, l1, l2, l3] = self.held[..] {
            let fits = u32::from_le_bytes([c0, c1, c2, c3]) == !self.crc
                && u32::from_le_bytes([l0, l1, l2, l3]) == self.len;
            if !fits {
                return Err(GzipError::Checksum);
            }
            self.held.clear();
            self.stage = Stage::Next;
        }
        Ok(rest)
    }
}

/// The length of the header at the beginning of `bytes`, if it is complete.
fn header_len(bytes: &[u8]) -> Option<usize> {
    let flags = *bytes.get(3)?;
    let mut len = 10;
    if flags & 4 != 0 {
        let extra = bytes.get(len..len + 2)?;
        len += 2 + usize::from(u16::from_le_bytes([extra[0], extra[1]]));
    }
    // The name of the file, and a comment: texts that end in a zero byte.
    for flag in [8, 16] {
        if flags & flag != 0 {
            len += bytes.get(len..)?.iter().position(|&byte| byte == 0)? + 1;
        }
    }
    len += if flags & 2 != 0 { 2 } else { 0 };
    (bytes.len() >= len).then_some(len)
}

/// The checksum of each byte.
const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    /// A file with everything that a header may have.
    fn gzip(text: &[u8], flags: u8) -> Vec<u8> {
        let mut file = vec![0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 3];
        if flags & 4 != 0 {
            file.extend(b"\x03\x00abc");
        }
        if flags & 8 != 0 {
            file.extend(b"name.txt\0");
        }
        if flags & 16 != 0 {
            file.extend(b"a comment\0");
        }
        if flags & 2 != 0 {
            file.extend(b"\x12\x34");
        }
        file.extend(compress_to_vec(text, 6));
        let crc = !text.iter().fold(!0_u32, |crc, &byte| CRC[(crc as u8 ^ byte) as usize] ^ (crc >> 8));
        file.extend(crc.to_le_bytes());
        file.extend((text.len() as u32).to_le_bytes());
        file
    }

    fn gunzip(file: &[u8], chunk: usize) -> Result<Vec<u8>, GzipError> {
        let (mut gunzip, mut text) = (Gunzip::new(), Vec::new());
        for chunk in file.chunks(chunk) {
            gunzip.push(chunk, &mut |piece| {
                text.extend_from_slice(piece);
                Ok::<_, GzipError>(())
            })?;
        }
        gunzip.finish()?;
        Ok(text)
    }

    fn text() -> Vec<u8> {
        (0..if cfg!(miri) { 100 } else { 5_000 })
            .flat_map(|id| format!("a {id} 24\nf {id}\n").into_bytes())
            .collect()
    }

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        let crc =
            !b"123456789".iter().fold(!0_u32, |crc, &byte| CRC[(crc as u8 ^ byte) as usize] ^ (crc >> 8));
        assert_eq!(crc, 0xcbf4_3926);
    }

    #[test]
    fn files_of_every_form_are_decompressed_in_any_chunks() {
        let text = text();
        for flags in [0, 2, 4, 8, 16, 4 | 8, 2 | 4 | 8 | 16] {
            let file = gzip(&text, flags);
            for chunk in [1, 7, 1000, file.len()] {
                assert_eq!(gunzip(&file, chunk).unwrap(), text, "flags {flags}, chunks of {chunk}");
            }
        }
        assert_eq!(gunzip(&gzip(b"", 0), 3).unwrap(), b"");
    }

    #[test]
    fn members_and_padding_follow_each_other() {
        let mut file = gzip(b"first,", 8);
        file.extend(gzip(b"second", 0));
        file.extend([0; 100]);
        for chunk in [1, 11, file.len()] {
            assert_eq!(gunzip(&file, chunk).unwrap(), b"first,second");
        }
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let file = gzip(&text(), 8);
        for len in [0, 1, 5, 12, 30, file.len() - 9, file.len() - 1] {
            assert_eq!(gunzip(&file[..len], 1000), Err(GzipError::CutOff), "{len} bytes");
        }
        assert_eq!(gunzip(b"a 0 16\n", 1000), Err(GzipError::NotGzip));
        assert_eq!(gunzip(b"\x1f", 1000), Err(GzipError::CutOff));
        let mut changed = file.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(gunzip(&changed, 1000), Err(GzipError::Checksum), "another length");
        let mut changed = file.clone();
        let crc = file.len() - 8;
        changed[crc] ^= 1;
        assert_eq!(gunzip(&changed, 1000), Err(GzipError::Checksum), "another checksum");
        let mut changed = file.clone();
        changed.extend(b"rest");
        assert_eq!(gunzip(&changed, 1000), Err(GzipError::Damaged), "something after the end");
    }

    #[test]
    fn no_change_of_a_byte_goes_unnoticed_or_panics() {
        let text = b"a 0 16\na 1 24\nf 0\nf 1\n".repeat(3);
        let file = gzip(&text, 0);
        // The header holds times and names, which change nothing.
        for at in 10..file.len() {
            for bit in 0..8 {
                let mut changed = file.clone();
                changed[at] ^= 1 << bit;
                assert!(gunzip(&changed, 9).is_err(), "byte {at}, bit {bit}");
            }
        }
    }
}
