//! Functions of the C library that may return memory which the caller frees, while their calls say neither how much, nor
//! often where: [`Hidden`].

/// Such a function, by its number in [`NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden(u8);

/// Their names. The first [`Hidden::DUPLICATES`] return a block of their own, whatever their arguments.
const NAMES: [&str; Hidden::COUNT] = [
    "strdup",
    "strndup",
    "wcsdup",
    "get_current_dir_name",
    "canonicalize_file_name",
    "tempnam",
    "asprintf",
    "vasprintf",
    "getline",
    "getdelim",
    "realpath",
    "getcwd",
    "scandir",
    "open_memstream",
    "fopen",
    "fdopen",
    "popen",
    "tmpfile",
    "opendir",
    "getaddrinfo",
];

impl Hidden {
    /// How many there are.
    pub const COUNT: usize = 20;
    const DUPLICATES: u8 = 6;
    /// `strdup`, whose block is as long as its argument.
    pub const STRDUP: Self = Self(0);

    /// The function of a name, also as the compiler calls it: `__strdup`, `__asprintf_chk`, `fopen64`.
    pub fn named(name: &[u8]) -> Option<Self> {
        let name = name.strip_prefix(b"__").unwrap_or(name);
        let name = [&b"_chk"[..], b"64"].iter().find_map(|end| name.strip_suffix(*end)).unwrap_or(name);
        let number = NAMES.iter().position(|known| known.as_bytes() == name)?;
        Some(Self(number as u8))
    }

    /// The name.
    pub fn name(self) -> &'static str {
        NAMES[self.index()]
    }

    /// Its number, for counts.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT as u8).map(Self)
    }

    /// Whether its result is always the address of a new block.
    pub fn returns_block(self) -> bool {
        self.0 < Self::DUPLICATES
    }
}

/// The bytes of a string as ltrace writes it, from its opening quote to the end of its call. `None` if it is cut off. Quotes in it
/// have no mark, so it ends with the last one.
pub fn string_bytes(call: &[u8]) -> Option<u64> {
    let text = call.strip_prefix(b"\"")?;
    let ends: [&[u8]; 2] = [b"\")", b"\" <unfinished"];
    let ends = ends.iter().filter_map(|end| text.windows(end.len()).rposition(|part| part == *end));
    let (mut rest, mut bytes) = (&text[..ends.max()?], 0);
    while !rest.is_empty() {
        rest = match rest {
            [b'\\', b'0'..=b'7', b'0'..=b'7', b'0'..=b'7', rest @ ..]
            | [b'\\', _, rest @ ..]
            | [_, rest @ ..] => rest,
            [] => rest,
        };
        bytes += 1;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_have_the_names_of_the_library_and_of_the_compiler() {
        for (name, function) in [
            ("strdup", "strdup"),
            ("__strdup", "strdup"),
            ("__asprintf_chk", "asprintf"),
            ("fopen64", "fopen"),
            ("getline", "getline"),
        ] {
            assert_eq!(Hidden::named(name.as_bytes()).map(Hidden::name), Some(function), "{name}");
        }
        for name in ["", "strlen", "xstrdup", "fclose", "strdup_"] {
            assert_eq!(Hidden::named(name.as_bytes()), None, "{name}");
        }
        assert_eq!(Hidden::named(b"strdup"), Some(Hidden::STRDUP));
    }

    #[test]
    fn a_string_has_the_bytes_that_its_signs_stand_for() {
        for (call, bytes) in [
            (r#""abc")   = 0x10"#, Some(3)),
            (r#""") = 0x10"#, Some(0)),
            (r#""a\\b"c\n\001\377 1\t") = 0x10"#, Some(11)),
            (r#""dark)"") = 0x10"#, Some(6)),
            (r#""\344\270\255" <unfinished ...>"#, Some(3)),
            (r#""abc"...) = 0x10"#, None),
            (r#""abc"#, None),
            ("0x10, 3) = 0x20", None),
        ] {
            assert_eq!(string_bytes(call.as_bytes()), bytes, "{call}");
        }
    }
}
