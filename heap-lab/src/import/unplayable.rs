//! Files that are recognised, but can't be replayed.

use super::{Unplayable, cut::trimmed, scan::Scan};

impl Unplayable {
    /// A command that records the same program so that it can be replayed, or that makes the file readable. `program` and
    /// `FILE` are to be replaced. It is code, whatever the language of the page.
    pub fn command(self) -> &'static str {
        match self {
            Self::Dhat | Self::Massif | Self::Binary | Self::Unknown => {
                "valgrind --trace-malloc=yes --run-libc-freeres=no --run-cxx-freeres=no --log-file=trace.txt ./program"
            }
            Self::HeaptrackInterpreted => "heaptrack --raw -o trace ./program && zstd -d trace.raw.zst",
            Self::MtraceReport => "LD_PRELOAD=libc_malloc_debug.so.0 MALLOC_TRACE=trace.txt ./program",
            Self::PyTorch => "heaptrack --raw -o trace python3 program.py && zstd -d trace.raw.zst",
            Self::EspIdf => {
                "void esp_heap_trace_alloc_hook(void *p, size_t size, uint32_t caps) { esp_rom_printf(\"#m:0x%x;0-%u\\n\", p, size); }\n\
                 void esp_heap_trace_free_hook(void *p) { esp_rom_printf(\"#f:0;0-0x%x\\n\", p); }"
            }
            // To lines as Android writes them. The numbers of blocks begin with 0, which is no address.
            Self::MallocBench => {
                r#"gzip -dcf FILE | protoc --decode_raw | awk 'function a(i) { return i in v ? v[i] + 1 : 0 }
/^  [1-4] {/ { op = $1; split("", v) } /^    / { v[$1 + 0] = $2 }
/^  }/ { print "1: " (op == 1 ? "malloc " a(1) " " v[2] : op == 2 ? "free " a(1) : op == 3 ? "realloc " a(1) " " a(2) " " v[3] : "calloc " a(1) " " v[2] " " v[3]) }' > trace.txt"#
            }
            Self::Zstd => "zstd -d FILE",
        }
    }
}

/// A file whose beginning leaves no doubt. It is asked before any line is looked at.
pub fn certain(head: &[u8]) -> Option<Unplayable> {
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Some(Unplayable::Zstd);
    }
    // Python's pickle, protocols 2 to 5.
    if let [0x80, 2..=5, ..] = head {
        let is_snapshot = [&b"device_traces"[..], b"segments"].iter().any(|word| contains(head, word));
        return Some(if is_snapshot { Unplayable::PyTorch } else { Unplayable::Binary });
    }
    if is_malloc_bench(head) {
        return Some(Unplayable::MallocBench);
    }
    if MAGIC.iter().any(|magic| head.starts_with(magic)) || is_mostly_binary(head) {
        return Some(Unplayable::Binary);
    }
    let text = trimmed(head);
    let start = &text[..text.len().min(1024)];
    if start.starts_with(b"{") && contains(start, b"\"dhatFileVersion\"") {
        return Some(Unplayable::Dhat);
    }
    if (start.starts_with(b"desc:") && contains(start, b"time_unit:"))
        || contains(start, b"ms_print arguments:")
    {
        return Some(Unplayable::Massif);
    }
    is_interpreted(head).then_some(Unplayable::HeaptrackInterpreted)
}

/// What a file is of which no format knows a line.
pub fn otherwise(head: &[u8]) -> Unplayable {
    let mut lines = head.split(|&byte| byte == b'\n').map(trimmed);
    let kind = lines.find_map(|line| {
        if line == b"Memory not freed:"
            || line == b"No memory leaks."
            || contains(line, b" was never alloc'd ")
        {
            Some(Unplayable::MtraceReport)
        } else if contains(line, b" bytes (@ 0x") && contains(line, b"allocated CPU") {
            Some(Unplayable::EspIdf)
        } else if line == b"MOST CALLS TO ALLOCATION FUNCTIONS" {
            Some(Unplayable::HeaptrackInterpreted)
        } else {
            None
        }
    });
    kind.unwrap_or(if head.contains(&0) { Unplayable::Binary } else { Unplayable::Unknown })
}

/// How some files begin that are often dropped by mistake: programs, archives, compressed files, pictures, and text in
/// UTF-16.
const MAGIC: [&[u8]; 14] = [
    b"\x7fELF",
    b"MZ\x90",
    b"\xcf\xfa\xed\xfe",
    b"\0asm",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xfd7zXZ\0",
    b"BZh",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"%PDF-",
    b"SQLite format 3\0",
    b"\xff\xfe",
    b"\xfe\xff",
];

/// Whether more than one byte of eight is none that text has. A log may hold some, of a program or of a serial line.
fn is_mostly_binary(head: &[u8]) -> bool {
    let strange = head.iter().filter(|&&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1b));
    strange.count() > head.len() / 8
}

/// Whether it begins with an operation of malloc-bench: a message with a field 1, which is a message with one field of 1 to 4, which
/// is a message of numbers. The lengths fit into each other.
fn is_malloc_bench(head: &[u8]) -> bool {
    let &[0x0a, outer, 0x0a | 0x12 | 0x1a | 0x22, inner, 0x08 | 0x10, ref rest @ ..] = head else {
        return false;
    };
    (2..0x7e).contains(&inner)
        && outer == inner + 2
        && matches!(rest.get(usize::from(inner) - 1), None | Some(0x0a | 0x10))
}

/// Whether `heaptrack_interpret` wrote it: there are strings and numbered kinds of allocations instead of modules and
/// addresses. Its first version still wrote addresses.
fn is_interpreted(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n').map(trimmed);
    let Some(version) = lines.next().and_then(|line| line.strip_prefix(b"v ")) else { return false };
    let mut version = Scan::new(version);
    let Some(heaptrack) = version.hex() else { return false };
    version.spaces();
    let format = version.hex().unwrap_or(u64::from(heaptrack == 0x1_0200));
    if !version.is_empty() || format == 0 {
        return false;
    }
    // The last line of the beginning may be cut off.
    let kind = lines.find_map(|line| match line {
        [b'x' | b'm' | b't', b' ', ..] => Some(false),
        [b's' | b'i' | b'a', b' ', ..] => Some(true),
        [b'+', b' ', numbers @ ..] => Some(!numbers.contains(&b' ')),
        _ => None,
    });
    kind == Some(true)
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_leave_no_doubt() {
        let is = |head: &[u8], expected| assert_eq!(certain(head), Some(expected), "{head:x?}");
        is(b"\x28\xb5\x2f\xfd\x04", Unplayable::Zstd);
        is(b"{\"dhatFileVersion\":2\n,\"mode\":\"heap\"", Unplayable::Dhat);
        is(b"{\n  \"dhatFileVersion\": 2,\n  \"mode\": \"rust-heap\",", Unplayable::Dhat);
        is(b"desc: --massif-out-file=massif.out\ncmd: ./a\ntime_unit: i\n#-----------\n", Unplayable::Massif);
        is(b"---\nCommand:            ./a\nms_print arguments: massif.out\n", Unplayable::Massif);
        is(b"\x80\x04\x95\x10\0\0\0\0\0\0\0}\x94(\x8c\x08segments\x94]", Unplayable::PyTorch);
        is(b"\x80\x04\x95\x10\0\0\0\0\0\0\0}\x94(\x8c\x08weights\x94]", Unplayable::Binary);
        is(b"\n\x08\n\x06\x08\0\x10\x80\xb8\x04\n\x04\x12\x02\x08\0", Unplayable::MallocBench);
        is(b"\n\x07\x1a\x05\x08\x02\x18\x80\x01", Unplayable::MallocBench);
        is(b"\n\x08\n\x05\x08\0\x10\x80\xb8\x04", Unplayable::Binary);
        is(b"\x7fELF\x02\x01\x01", Unplayable::Binary);
        is(b"\xff\xfem\0a\0l\0l\0o\0c\0(\0", Unplayable::Binary);
        is(b"+ 1 2\n\0\0\x01\x02\x03", Unplayable::Binary);
    }

    #[test]
    fn heaptracks_interpreted_files_are_told_from_raw_data() {
        for head in [
            "v 10400 3\nX ./a\nI 1000 5e580f\ns f /tmp/a\n",
            "v 10000 2\nX ./a\nI 1000 3e44e5\ns /tmp/a\n",
            "v 10200\nX ./a\ni 1 0\n",
            "v 10400 3\nX ./a\n+ 0\n",
        ] {
            assert_eq!(certain(head.as_bytes()), Some(Unplayable::HeaptrackInterpreted), "{head}");
        }
        for head in [
            "v 10400 3\nx f /tmp/a\nX ./a\nm 1 -\n",
            "v 10400 3\n",
            "v 10000\nX ./a\ns /tmp/a\n+ 64 8 55cfdb5641d0\n",
            "v 10400 3\nX ./a\n+ 64 8 55cfdb5641d0\n",
            "version 1\ns f\n",
        ] {
            assert_eq!(certain(head.as_bytes()), None, "{head}");
        }
    }

    #[test]
    fn reports_are_recognised_by_their_lines() {
        let report = "- 0x00000000004b8f00 Free 521 was never alloc'd 0x4005d5\n\nMemory not freed:\n-----------------\n";
        assert_eq!(otherwise(report.as_bytes()), Unplayable::MtraceReport);
        assert_eq!(otherwise(b"\nMemory not freed:\r\n-----------------\n"), Unplayable::MtraceReport);
        assert_eq!(otherwise(b"No memory leaks.\n"), Unplayable::MtraceReport);
        let report =
            "Debuggee command was: ./a\n\nMOST CALLS TO ALLOCATION FUNCTIONS\n20 calls to allocation";
        assert_eq!(otherwise(report.as_bytes()), Unplayable::HeaptrackInterpreted);
        let trace = "I (312) boot: chip\n    32 bytes (@ 0x3ffaf214) allocated CPU 0 ccount 0x2e9b7384 caller 0x400d276d\n";
        assert_eq!(otherwise(trace.as_bytes()), Unplayable::EspIdf);
        assert_eq!(otherwise(b"Dear reader,\n"), Unplayable::Unknown);
        assert_eq!(otherwise(b"some\0thing"), Unplayable::Binary);
    }
}
