//! Calls in logs of other tools, such as `calloc(4, 32)`, to what they ask of the allocator. The tools differ in what they
//! write around a call; they agree on the names and on the order of the arguments, with the exceptions that are here.

use super::{Builder, ImportError, Key, NoteKind, scan::Scan};

/// What a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// A new block. The alignment is 0 if the call has none.
    Allocate { size: u64, align: u64, zeroed: bool },
    /// Another size. Without an old block it is an allocation.
    Reallocate { old: Key, size: u64 },
    /// A free.
    Free { key: Key },
}

impl Request {
    /// `malloc(size)`.
    pub const fn malloc(size: u64) -> Self {
        Self::Allocate { size, align: 0, zeroed: false }
    }

    /// `calloc(count, size)`. A product above 64 bits is larger than any block, like the largest number.
    pub const fn calloc(count: u64, size: u64) -> Self {
        Self::Allocate { size: count.saturating_mul(size), align: 0, zeroed: true }
    }

    /// `memalign(align, size)`.
    pub const fn memalign(align: u64, size: u64) -> Self {
        Self::Allocate { size, align, zeroed: false }
    }

    /// Tells the builder. `result` is the address that the call returned, 0 if it failed; a free has none.
    ///
    /// # Errors
    /// The trace is too long.
    pub fn tell(self, result: Key, to: &mut Builder) -> Result<(), ImportError> {
        match self {
            Self::Free { key: 0 } => to.note(NoteKind::FreeNull),
            Self::Free { key } => to.free(key)?,
            Self::Reallocate { old: 0, size } => Self::malloc(size).tell(result, to)?,
            Self::Reallocate { old, size: 0 } if result == 0 => to.reallocate(old, old, Some(0))?,
            // This C library gives out a new block of no bytes instead.
            Self::Reallocate { old, size: 0 } => {
                to.free(old)?;
                to.allocate(result, Some(0), 0, false)?;
            }
            _ if result == 0 => to.note(NoteKind::WasRefused),
            Self::Reallocate { old, size } => to.reallocate(old, result, Some(size))?,
            Self::Allocate { size, align, zeroed } => to.allocate(result, Some(size), align, zeroed)?,
        }
        Ok(())
    }
}

/// A function that allocates or frees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `malloc` and the like: a size.
    Malloc,
    /// A number of elements and their size.
    Calloc,
    /// An address and a size.
    Realloc,
    /// An address, a number of elements and their size.
    ReallocArray,
    /// An alignment and a size.
    Memalign,
    /// The same, often with the address of the result before them.
    PosixMemalign,
    /// An alignment and a size, with a name that one tool writes without the result.
    AlignedAlloc,
    /// A size; a page is the alignment.
    Valloc,
    /// The same, with a size in whole pages.
    Pvalloc,
    /// C++: a size and an alignment.
    NewAligned,
    /// An address, whatever follows.
    Free,
}

/// Bytes of a page, for `valloc`.
const PAGE: u64 = 4096;

impl Function {
    /// The function of a name, with the prefixes of allocators and the mangling of compilers.
    pub fn named(name: &[u8]) -> Option<Self> {
        let mut name = name;
        for prefix in PREFIXES {
            name = name.strip_prefix(*prefix).unwrap_or(name);
        }
        Some(match name {
            b"malloc" => Self::Malloc,
            b"calloc" => Self::Calloc,
            b"realloc" | b"reallocf" => Self::Realloc,
            b"reallocarray" => Self::ReallocArray,
            b"memalign" => Self::Memalign,
            b"posix_memalign" => Self::PosixMemalign,
            b"aligned_alloc" => Self::AlignedAlloc,
            b"valloc" => Self::Valloc,
            b"pvalloc" => Self::Pvalloc,
            b"free" | b"cfree" | b"free_sized" | b"free_aligned_sized" => Self::Free,
            b"builtin_new" | b"__builtin_new" | b"__builtin_vec_new" => Self::Malloc,
            b"builtin_delete" | b"__builtin_delete" | b"__builtin_vec_delete" => Self::Free,
            _ => return Self::operator(name),
        })
    }

    /// `operator new` and `operator delete`.
    fn operator(name: &[u8]) -> Option<Self> {
        // Itanium's mangling: w and a for one and for arrays, then the type of the size.
        if let [b'_', b'Z', b'n', b'w' | b'a', b'j' | b'm' | b'y', rest @ ..] = name {
            return Some(if rest.starts_with(b"St11align_val_t") { Self::NewAligned } else { Self::Malloc });
        }
        if let [b'_', b'Z', b'd', b'l' | b'a', b'P', b'v', ..] = name {
            return Some(Self::Free);
        }
        // Microsoft's.
        if let [b'?', b'?', b'2' | b'3' | b'_', rest @ ..] = name {
            let is_new = name[2] == b'2' || (name[2] == b'_' && rest.starts_with(b"U@"));
            let is_delete = name[2] == b'3' || (name[2] == b'_' && rest.starts_with(b"V@"));
            return match (is_new, is_delete) {
                (true, _) if contains(rest, b"align_val_t") => Some(Self::NewAligned),
                (true, _) => Some(Self::Malloc),
                (_, true) => Some(Self::Free),
                _ => None,
            };
        }
        // Demangled. What follows the name are the types of the parameters.
        let name = name.strip_prefix(b"operator ")?;
        if name.starts_with(b"delete") {
            Some(Self::Free)
        } else if name.starts_with(b"new") {
            Some(if contains(name, b"align_val_t") { Self::NewAligned } else { Self::Malloc })
        } else {
            None
        }
    }
}

/// What allocators, C libraries and sanitizers put before the names, in the order in which they are cut off.
const PREFIXES: &[&[u8]] = &[
    b"__GI_",
    b"__libc_",
    b"__interceptor_",
    b"_rjem_",
    b"je_",
    b"mi_",
    b"tc_",
    b"sn_",
    b"malloc_zone_",
    b"zone_",
];

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// A call, without its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// What is called.
    pub function: Function,
    /// What it asks for; None if arguments are missing.
    pub request: Option<Request>,
    /// Whether the arguments end with a closing bracket.
    pub is_closed: bool,
}

impl Call {
    /// The most arguments that are read. Some tools write more, which are whatever was in the registers.
    const ARGUMENTS: usize = 4;

    /// Takes a call of a function that allocates or frees: its name, a bracket, arguments. Nothing is taken if something else
    /// comes next.
    pub fn read(scan: &mut Scan<'_>) -> Option<Self> {
        let mut ahead = *scan;
        let name = name(&mut ahead)?;
        let function = Function::named(name)?;
        let (arguments, is_closed) = arguments(&mut ahead);
        *scan = ahead;
        // The functions of macOS that have a zone as their first argument.
        let zone = usize::from(name.starts_with(b"zone_") || name.starts_with(b"malloc_zone_"));
        let arguments = arguments.get(zone..).unwrap_or_default();
        Some(Self { function, request: request(function, arguments), is_closed })
    }
}

/// Takes a name and the bracket behind it. A demangled name of C++ ends with the types of its parameters, in brackets of their
/// own.
fn name<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    let start = scan.rest();
    let is_operator = start.starts_with(b"operator ");
    let name = scan.take_while(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'?' | b'@' | b'$' | b'.' | b'+' | b'-')
            || (is_operator && matches!(byte, b' ' | b'[' | b']'))
    });
    if !is_operator {
        // `malloc@libc.so.6`: the library comes after the name, but not in the names of Microsoft.
        let end = if name.starts_with(b"?") { None } else { name.iter().position(|&byte| byte == b'@') };
        return scan.take(b"(").then(|| &name[..end.unwrap_or(name.len())]);
    }
    scan.take_while(|byte| byte != b')');
    let types = &start[..start.len() - scan.rest().len()];
    scan.take(b")(").then_some(types)
}

/// Takes arguments up to the closing bracket, and says whether there is one. Those that are no numbers end them.
fn arguments(scan: &mut Scan<'_>) -> (List, bool) {
    let mut list = List::default();
    loop {
        scan.spaces();
        if scan.take(b")") {
            return (list, true);
        }
        // Valgrind says what some are: `al 64`.
        let mut ahead = *scan;
        if !ahead.take_while(|byte| byte.is_ascii_lowercase()).is_empty() && ahead.take(b" ") {
            *scan = ahead;
        }
        // The ids of a log that was made shorter.
        scan.take(b"#");
        let Some(argument) = scan.address() else { return (list, false) };
        list.push(argument);
        scan.spaces();
        scan.take(b",");
    }
}

/// A few numbers.
#[derive(Clone, Copy, Default)]
struct List {
    numbers: [u64; Call::ARGUMENTS],
    len: usize,
}

impl List {
    fn push(&mut self, number: u64) {
        if let Some(place) = self.numbers.get_mut(self.len) {
            *place = number;
            self.len += 1;
        }
    }
}

impl std::ops::Deref for List {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.numbers[..self.len]
    }
}

fn request(function: Function, arguments: &[u64]) -> Option<Request> {
    Some(match (function, arguments) {
        (Function::Malloc, &[size, ..]) => Request::malloc(size),
        (Function::Calloc, &[count, size, ..]) => Request::calloc(count, size),
        (Function::Realloc, &[old, size, ..]) => Request::Reallocate { old, size },
        (Function::ReallocArray, &[old, count, size, ..]) => {
            Request::Reallocate { old, size: count.saturating_mul(size) }
        }
        (Function::PosixMemalign, &[_, align, size, ..]) => Request::memalign(align, size),
        (Function::Memalign | Function::PosixMemalign | Function::AlignedAlloc, &[align, size, ..]) => {
            Request::memalign(align, size)
        }
        (Function::Valloc, &[size, ..]) => Request::memalign(PAGE, size),
        (Function::Pvalloc, &[size, ..]) => {
            Request::memalign(PAGE, size.checked_next_multiple_of(PAGE).unwrap_or(size))
        }
        (Function::NewAligned, &[size, align, ..]) => Request::memalign(align, size),
        (Function::Free, &[key, ..]) => Request::Free { key },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Call> {
        Call::read(&mut Scan::new(text.as_bytes()))
    }

    fn asks(text: &str) -> Request {
        read(text).and_then(|call| call.request).unwrap_or_else(|| panic!("{text} asks for nothing"))
    }

    #[test]
    fn functions_ask_for_what_c_says() {
        assert_eq!(asks("malloc(72)"), Request::malloc(72));
        assert_eq!(asks("malloc(0x48)"), Request::malloc(72));
        assert_eq!(asks("calloc(4, 32)"), Request::calloc(4, 32));
        assert_eq!(asks("calloc(4,32)"), Request::Allocate { size: 128, align: 0, zeroed: true });
        assert_eq!(asks("realloc(0x10, 24)"), Request::Reallocate { old: 16, size: 24 });
        assert_eq!(asks("realloc(nil, 24)"), Request::Reallocate { old: 0, size: 24 });
        assert_eq!(asks("reallocarray(0x10,4,24)"), Request::Reallocate { old: 16, size: 96 });
        assert_eq!(asks("memalign(256, 1000)"), Request::memalign(256, 1000));
        assert_eq!(asks("aligned_alloc(32, 64)"), Request::memalign(32, 64));
        assert_eq!(asks("valloc(10)"), Request::memalign(4096, 10));
        assert_eq!(asks("pvalloc(5000)"), Request::memalign(4096, 8192));
        assert_eq!(asks("free(0x10)"), Request::Free { key: 16 });
        assert_eq!(asks("free(NULL)"), Request::Free { key: 0 });
    }

    #[test]
    fn overflow_is_larger_than_any_block() {
        assert_eq!(asks("calloc(18446744073709551615,16)"), Request::calloc(u64::MAX, 1));
        assert_eq!(asks("reallocarray(0x10, -1, 40)"), Request::Reallocate { old: 16, size: u64::MAX });
        assert_eq!(asks("pvalloc(-1)"), Request::memalign(4096, u64::MAX));
    }

    #[test]
    fn posix_memalign_is_written_in_two_ways() {
        assert_eq!(asks("posix_memalign(64,200)"), Request::memalign(64, 200));
        assert_eq!(asks("posix_memalign(0x7ffcdfa16d98, 64, 200, 0x5602)"), Request::memalign(64, 200));
        assert_eq!(asks("posix_memalign(al 64, size 200)"), Request::memalign(64, 200));
    }

    #[test]
    fn arguments_may_have_names_and_junk_may_follow() {
        assert_eq!(asks("memalign(al 256, size 1000)"), Request::memalign(256, 1000));
        assert_eq!(asks("memalign(alignment 256, size 1000)"), Request::memalign(256, 1000));
        assert_eq!(asks("_ZnwmSt11align_val_t(size 128, al 64)"), Request::memalign(64, 128));
        assert_eq!(asks("memalign(256, 1000, 0x55, 2, 1, 2)"), Request::memalign(256, 1000));
        assert_eq!(asks("realloc(#3,84)"), Request::Reallocate { old: 3, size: 84 });
    }

    #[test]
    fn zones_are_skipped() {
        assert_eq!(asks("zone_calloc(0x7fff, 4,8)"), Request::calloc(4, 8));
        assert_eq!(asks("malloc_zone_malloc(0x7fff, 24)"), Request::malloc(24));
        assert_eq!(asks("zone_realloc(0x7fff,0x10,24)"), Request::Reallocate { old: 16, size: 24 });
    }

    #[test]
    fn names_have_prefixes_manglings_and_libraries() {
        for name in [
            "malloc",
            "__libc_malloc",
            "__GI___libc_malloc",
            "je_malloc",
            "_rjem_malloc",
            "mi_malloc",
            "__interceptor_malloc",
            "malloc@libc.so.6",
            "malloc@@GLIBC_2.2.5",
            "_Znwm",
            "_Znwj",
            "_Znwy",
            "_Znam",
            "_ZnwmRKSt9nothrow_t",
            "__builtin_new",
            "builtin_new",
            "__builtin_vec_new",
            "??2@YAPAXI@Z",
            "??_U@YAPEAX_K@Z",
            "operator new(unsigned long)",
            "operator new[](unsigned long)",
            "operator new(unsigned long, std::nothrow_t const&)",
            "_Znwm@libstdc++.so.6",
        ] {
            assert_eq!(
                read(&format!("{name}(40)")).and_then(|call| call.request),
                Some(Request::malloc(40)),
                "{name}"
            );
        }
        for name in [
            "free",
            "cfree",
            "_ZdlPv",
            "_ZdlPvm",
            "_ZdaPv",
            "_ZdlPvSt11align_val_t",
            "_ZdaPvmSt11align_val_t",
            "__builtin_delete",
            "__builtin_vec_delete",
            "??3@YAXPAX@Z",
            "??_V@YAXPEAX@Z",
            "je_free",
            "free_sized",
            "operator delete(void*)",
            "operator delete[](void*, unsigned long)",
        ] {
            let expected = Some(Request::Free { key: 16 });
            assert_eq!(
                read(&format!("{name}(0x10, 4, 4)")).and_then(|call| call.request),
                expected,
                "{name}"
            );
        }
        for name in
            ["operator new(unsigned long, std::align_val_t)", "_ZnamSt11align_val_t", "_ZnwjSt11align_val_t"]
        {
            assert_eq!(asks(&format!("{name}(128, 64)")), Request::memalign(64, 128), "{name}");
        }
    }

    #[test]
    fn other_functions_are_no_calls() {
        for text in [
            "malloc_usable_size(0x10)",
            "xmalloc(4)",
            "mallocx(4)",
            "freelocale(0x10)",
            "printf(\"malloc(4)\")",
            "operator<<(4)",
            "_Znwt(4)",
            "_Zdlxx(4)",
            "??4@YA(4)",
            "malloc",
            "malloc 4",
            "",
            "(",
            "operator new(",
            "operator new(unsigned long)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn calls_that_are_cut_off_say_so() {
        let call = read("malloc(72 <unfinished ...>").unwrap();
        assert_eq!((call.request, call.is_closed), (Some(Request::malloc(72)), false));
        assert_eq!(read("malloc(").unwrap().request, None);
        assert_eq!(read("calloc(4)").unwrap().request, None);
        assert!(read("calloc(4)").unwrap().is_closed);
        assert!(!read("free(\"x\")").unwrap().is_closed);
    }
}
