//! The output of ltrace, and logs of its form: `name(arguments) = result`, of whatever calls it was told to follow.
//!
//! ```text
//! malloc(100)                                = 0x5602e2b262a0
//! 12 10:15:00.877429 program->calloc(4, 32)  = 0x55f2bee59310 <0.000061>
//! [pid 12] malloc@libc.so.6(72 <unfinished ...>
//! [pid 13] free(0x55f2bee59310)              = <void>
//! [pid 12] <... malloc resumed> )            = 0x7f3854000b70
//! [pid 13] realloc(0x7ff70c000b70, 300 <no return ...>       as if it were unfinished
//! 12 posix_memalign(0x7ffcdfa16d98, 64, 200) = 0        where the address is remains unknown
//! 12 libc.so.6->realloc(0x7f52a36651b4, 5)   = 0x5      wrong: another function of libc
//! 12 strdup("note")                          = 0x55f98  an allocation of 5 bytes
//! 12 strdup("a longer text that is cut o"...) = 0x55f98 of how many, is unknown
//! ```
//!
//! A call that makes another one, as `operator new` makes `malloc`, is interrupted by it. Both are there, but only one of
//! them is a request.

use std::collections::HashMap;

use super::{
    Builder, ImportError, Key, NoteKind, Reader,
    calls::{Call, Function, Request},
    hidden::{self, Hidden},
    scan::Scan,
};

/// The log. Its numbers are those of threads, and those of the processes that the program made; nothing tells them apart.
#[derive(Default)]
pub struct Log {
    /// The calls of each thread that are not over.
    open: HashMap<u64, Vec<Open>>,
    /// The first line and the number of the calls of each function whose blocks are unknown.
    hidden: [(u32, u32); Hidden::COUNT],
}

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Callee {
    Known(Function),
    Hidden(Hidden),
}

/// A call that is not over.
struct Open {
    callee: Callee,
    /// None if the call does not say it.
    request: Option<Request>,
    line: u32,
    /// The last block that a call within it got, and the last one that such a call freed.
    got: Key,
    freed: Key,
}

/// The most threads with open calls, and the most open calls of each.
const THREADS: usize = 1 << 14;
const DEPTH: usize = 16;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// A call, with its result if it is there.
    Call {
        thread: u64,
        call: Call,
        result: Ending,
    },
    /// A call that may return memory, with the bytes of its block if it says them.
    Hidden {
        thread: u64,
        call: Hidden,
        bytes: Option<u64>,
        result: Ending,
    },
    /// The end of a call.
    Resumed {
        thread: u64,
        callee: Callee,
        result: Ending,
    },
    InsideLibc,
    /// Another call, a signal, the end of a program.
    Nothing,
    Other,
}

/// How a call ends on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Result(Key),
    Unfinished,
    CutOff,
}

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    match parse(line) {
        Line::Call { result, .. } | Line::Resumed { result, .. } => result != Ending::CutOff,
        Line::InsideLibc => true,
        Line::Hidden { .. } | Line::Nothing | Line::Other => false,
    }
}

fn parse(line: &[u8]) -> Line {
    let mut scan = Scan::new(line);
    let thread = prefix(&mut scan);
    if scan.take(b"<... ") {
        let mut name = scan;
        let end = scan.rest().windows(8).position(|bytes| bytes == b" resumed");
        let Some(end) = end else { return Line::Other };
        name = Scan::new(&name.rest()[..end]);
        scan = Scan::new(&scan.rest()[end..]);
        let Some(callee) = Callee::named(name.rest()) else { return Line::Nothing };
        return Line::Resumed { thread, callee, result: ending(&mut scan) };
    }
    if scan.take(b"+++ ") || scan.take(b"--- ") {
        return Line::Nothing;
    }
    let bracket = scan.rest().iter().position(|&byte| byte == b'(').unwrap_or(0);
    let arrow = scan.rest()[..bracket].windows(2).position(|bytes| bytes == b"->");
    let caller = &scan.rest()[..arrow.unwrap_or(0)];
    if let Some(arrow) = arrow {
        scan = Scan::new(&scan.rest()[arrow + 2..]);
    }
    let is_libc = [&b"libc.so"[..], b"libc-", b"ld-", b"ld."].iter().any(|libc| caller.starts_with(libc));
    let Some(call) = Call::read(&mut scan) else {
        let bracket = scan.rest().iter().position(|&byte| byte == b'(').unwrap_or(0);
        let (name, arguments) = scan.rest().split_at(bracket);
        return match Callee::named(name) {
            Some(Callee::Hidden(_)) if is_libc => Line::InsideLibc,
            Some(Callee::Hidden(call)) => {
                let is_strdup = call == Hidden::STRDUP;
                let bytes = is_strdup.then(|| hidden::string_bytes(&arguments[1..])).flatten();
                // What is in a string may look like a result.
                let end = arguments.windows(3).rposition(|bytes| bytes == b" = ").unwrap_or(0);
                let result = ending(&mut Scan::new(&arguments[end..]));
                Line::Hidden { thread, call, bytes: bytes.map(|bytes| bytes + 1), result }
            }
            _ if is_call(name) => Line::Nothing,
            _ => Line::Other,
        };
    };
    if is_libc {
        return Line::InsideLibc;
    }
    let result = match ending(&mut scan) {
        Ending::Result(_) if !call.is_closed => Ending::CutOff,
        ending => ending,
    };
    Line::Call { thread, call, result }
}

/// Takes what may come before a call: the thread, times, an address. Returns the thread, or 0.
fn prefix(scan: &mut Scan<'_>) -> u64 {
    let mut thread = 0;
    loop {
        scan.spaces();
        let mut ahead = *scan;
        if ahead.take(b"[pid ") {
            ahead.spaces();
            thread = ahead.decimal().unwrap_or(0);
        } else if ahead.take(b"[0x") {
            ahead.hex();
        } else {
            let word = ahead.word();
            let is_time = word.iter().any(|byte| matches!(byte, b'.' | b':'));
            if !word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':'))
                || word.is_empty()
            {
                return thread;
            }
            if !is_time {
                thread = Scan::new(word).decimal().unwrap_or(0);
            }
            *scan = ahead;
            continue;
        }
        if !ahead.take(b"]") {
            return thread;
        }
        *scan = ahead;
    }
}

/// Where the library of a name begins: `malloc@libc.so.6`.
fn library(name: &[u8]) -> usize {
    if name.starts_with(b"?") {
        return name.len();
    }
    name.iter().position(|&byte| byte == b'@').unwrap_or(name.len())
}

/// Whether this is what may come before a bracket.
fn is_call(name: &[u8]) -> bool {
    !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ')
        && !matches!(name[0], b'0'..=b'9' | b'=' | b'#')
        && (!name.contains(&b' ')
            || name.starts_with(b"operator ")
            || name.windows(2).any(|two| two == b"::"))
}

/// The result at the end of a line, or why there is none.
fn ending(scan: &mut Scan<'_>) -> Ending {
    let rest = scan.rest();
    let has = |part: &[u8]| rest.windows(part.len()).any(|bytes| bytes == part);
    // `<no return ...>` comes when a thread or a process ends meanwhile, and the call may yet return.
    if has(b"<unfinished") || has(b"<no return") {
        return Ending::Unfinished;
    }
    let Some(equals) = rest.windows(2).position(|bytes| bytes == b"= ") else { return Ending::CutOff };
    let mut scan = Scan::new(&rest[equals + 2..]);
    scan.spaces();
    if scan.rest().starts_with(b"<void>") {
        return Ending::Result(0);
    }
    scan.address().map_or(Ending::CutOff, Ending::Result)
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        match parse(line) {
            Line::Call { thread, call, result } => return self.call(thread, &call, result, to),
            Line::Hidden { thread, call, bytes, result } => {
                return self.hidden(thread, call, bytes.map(Request::malloc), result, to);
            }
            Line::Resumed { thread, callee, result } => return self.resume(thread, callee, result, to),
            Line::InsideLibc => to.note(NoteKind::InsideLibc),
            Line::Nothing => {}
            Line::Other => to.note(NoteKind::Ignored),
        }
        Ok(())
    }

    fn end(&mut self, to: &mut Builder) -> Result<(), ImportError> {
        let open = std::mem::take(&mut self.open);
        let mut lines: Vec<_> =
            open.into_values().flatten().filter(Open::is_missed).map(|open| open.line).collect();
        lines.sort_unstable();
        for line in lines {
            to.note_at(line, NoteKind::CutOff);
        }
        for (call, &(line, count)) in Hidden::all().zip(&self.hidden) {
            if count > 0 {
                to.note_at(line, NoteKind::Hidden { call, count });
            }
        }
        Ok(())
    }
}

impl Callee {
    /// What has this name, and perhaps its library behind it.
    fn named(name: &[u8]) -> Option<Self> {
        let name = &name[..library(name)];
        let known = Function::named(name).map(Self::Known);
        known.or_else(|| Hidden::named(name).map(Self::Hidden))
    }
}

impl Open {
    /// Whether something is missing if its end never comes. A free is told where it begins.
    fn is_missed(&self) -> bool {
        self.callee != Callee::Known(Function::Free) && self.got == 0 && self.freed == 0
    }
}

impl Log {
    fn call(
        &mut self,
        thread: u64,
        call: &Call,
        result: Ending,
        to: &mut Builder,
    ) -> Result<(), ImportError> {
        let Some(request) = call.request.filter(|_| result != Ending::CutOff) else {
            to.note(NoteKind::CutOff);
            return Ok(());
        };
        // The address of a free can be given out again before the free returns.
        if let Request::Free { key } = request {
            self.free(thread, key, to)?;
        }
        if let Ending::Result(result) = result {
            return self.finish(thread, call.function, request, result, to);
        }
        self.open(thread, Callee::Known(call.function), Some(request), to);
        Ok(())
    }

    /// A call that may return memory.
    fn hidden(
        &mut self,
        thread: u64,
        call: Hidden,
        request: Option<Request>,
        result: Ending,
        to: &mut Builder,
    ) -> Result<(), ImportError> {
        match (request, result) {
            (_, Ending::Unfinished) => self.open(thread, Callee::Hidden(call), request, to),
            (Some(request), Ending::Result(result)) => {
                return self.finish(thread, Function::Malloc, request, result, to);
            }
            (_, Ending::Result(0)) if call.returns_block() => to.note(NoteKind::WasRefused),
            (_, Ending::CutOff) if call.returns_block() => to.note(NoteKind::CutOff),
            (_, result) => {
                let (first, count) = &mut self.hidden[call.index()];
                if *count == 0 {
                    *first = to.line();
                }
                *count = count.saturating_add(1);
                if let Ending::Result(result) = result
                    && call.returns_block()
                {
                    return to.replace_unknown(result);
                }
            }
        }
        Ok(())
    }

    /// A call whose end comes later.
    fn open(&mut self, thread: u64, callee: Callee, request: Option<Request>, to: &mut Builder) {
        let has_room = self.open.len() < THREADS || self.open.contains_key(&thread);
        let calls = has_room.then(|| self.open.entry(thread).or_default());
        match calls.filter(|calls| calls.len() < DEPTH) {
            Some(calls) => calls.push(Open { callee, request, line: to.line(), got: 0, freed: 0 }),
            None => to.note(NoteKind::CutOff),
        }
    }

    fn resume(
        &mut self,
        thread: u64,
        callee: Callee,
        result: Ending,
        to: &mut Builder,
    ) -> Result<(), ImportError> {
        let calls = self.open.get_mut(&thread);
        let at = calls.as_ref().and_then(|calls| calls.iter().rposition(|open| open.callee == callee));
        let (Some(calls), Some(at)) = (calls, at) else {
            if callee != Callee::Known(Function::Free) {
                to.note(NoteKind::CutOff);
            }
            return Ok(());
        };
        for lost in calls.drain(at + 1..).filter(Open::is_missed) {
            to.note_at(lost.line, NoteKind::CutOff);
        }
        let Some(open) = calls.pop() else { return Ok(()) };
        if calls.is_empty() {
            self.open.remove(&thread);
        }
        let function = match callee {
            Callee::Known(function) => function,
            // The calls that it made say what it got.
            Callee::Hidden(_) if open.got != 0 => return Ok(()),
            Callee::Hidden(call) => return self.hidden(thread, call, open.request, result, to),
        };
        let (Some(request), Ending::Result(result)) = (open.request, result) else {
            if open.is_missed() {
                to.note_at(open.line, NoteKind::CutOff);
            }
            return Ok(());
        };
        let is_told = match request {
            Request::Free { .. } => true,
            Request::Reallocate { old, size: 0 } if result == 0 => old != 0 && open.freed == old,
            Request::Allocate { .. } | Request::Reallocate { .. } => result != 0 && open.got == result,
        };
        if is_told { Ok(()) } else { self.finish(thread, function, request, result, to) }
    }

    /// A request that is over. The calls that it was made by need not be told any more.
    fn finish(
        &mut self,
        thread: u64,
        function: Function,
        request: Request,
        result: Key,
        to: &mut Builder,
    ) -> Result<(), ImportError> {
        if matches!(request, Request::Free { .. }) {
            return Ok(());
        }
        if function == Function::PosixMemalign {
            to.note(if result == 0 { NoteKind::NoAddress } else { NoteKind::WasRefused });
            return Ok(());
        }
        for open in self.open.get_mut(&thread).into_iter().flatten() {
            open.got = result;
            if let Request::Reallocate { old, .. } = request {
                open.freed = old;
            }
        }
        request.tell(result, to)
    }

    fn free(&mut self, thread: u64, key: Key, to: &mut Builder) -> Result<(), ImportError> {
        let mut is_told = false;
        for open in self.open.get_mut(&thread).into_iter().flatten() {
            is_told |= open.request == Some(Request::Free { key });
            open.freed = key;
        }
        if is_told { Ok(()) } else { Request::Free { key }.tell(0, to) }
    }
}
