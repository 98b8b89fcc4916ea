//! Finds the code section of a WebAssembly module.

/// The contents of the code section of `module`: the function bodies in order. `None` if the bytes are not a module or
/// have no code.
pub fn code(module: &[u8]) -> Option<&[u8]> {
    const CODE: u8 = 10;
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((&id, after)) = rest.split_first() {
        let (size, after) = leb128(after)?;
        let (section, after) = after.split_at_checked(size)?;
        if id == CODE {
            return Some(section);
        }
        rest = after;
    }
    None
}

/// Reads an unsigned 32-bit number: seven bits in each byte, the lowest first. Returns it and the bytes after it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{code, leb128};

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn the_code_section_is_found_behind_others() {
        let types = [1, 4, 1, 0x60, 0, 0];
        let body = [10, 4, 1, 2, 0, 0x0b];
        let name = [0, 1, 0];
        assert_eq!(code(&[HEAD, &types, &body, &name].concat()), Some(&[1, 2, 0, 0x0b][..]));
    }

    #[test]
    fn damaged_modules_are_refused() {
        let cases: [(&str, Vec<u8>); 5] = [
            ("nothing", vec![]),
            ("no magic number", b"\0elf\x01\0\0\0".to_vec()),
            ("no code", HEAD.to_vec()),
            ("a section longer than the file", [HEAD, &[10, 9, 1]].concat()),
            ("a size without end", [HEAD, &[10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat()),
        ];
        for (what, bytes) in cases {
            assert_eq!(code(&bytes), None, "{what}");
        }
    }

    #[test]
    fn sizes_span_several_bytes() {
        assert_eq!(leb128(&[0x7f, 9]), Some((127, &[9][..])));
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26]), Some((624_485, &[][..])));
        assert_eq!(leb128(&[0x80]), None);
    }
}
