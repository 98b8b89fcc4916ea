//! What Valgrind prints with `--trace-malloc=yes`, as in its `vg_replace_malloc.c`.
//!
//! ```text
//! --12-- malloc(100) = 0x4A41040
//! --12-- realloc(0x0,24)malloc(24) = 0x4A42580        one call made by the other: one request
//! --12-- realloc(0x4A42580,0)free(0x4A42580)
//! --12--  = 0                                         the end of that realloc
//! --12-- malloc(18446744073709551615)Argument 'size' of function malloc has a fishy value: -1
//! ==12==    at 0x48417B4: malloc
//! --12--  = 0x0                                       the end of that malloc
//! --12-- calloc(18446744073709551615,16)calloc(10,10) = 0x4A41040      the first of the two failed
//! --12-- posix_memalign(al 64, size 200)              since 3.21 without the address, like aligned_alloc
//! ```

use super::{
    Builder, ImportError, Key, NoteKind, Reader,
    calls::{Call, Function, Request},
    scan::Scan,
};

/// The log. If the program forks, each process goes on with its own heap, so only the first that asks for something is read.
#[derive(Default)]
pub struct Log {
    process: Option<u64>,
    /// Calls whose results are yet to come, the last of them first, and their lines. Threads can interrupt each other there.
    open: Vec<(Call, u32)>,
    /// A result that is going to be printed again.
    again: Option<Key>,
}

/// The most calls that wait for their results.
const OPEN: usize = 8;

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    matches!(prefix(line), Some((b'-', _, text)) if Call::read(&mut Scan::new(text)).is_some())
}

/// The sign around the number of the process, that number, and what follows. Other output may come before it.
fn prefix(line: &[u8]) -> Option<(u8, u64, &[u8])> {
    let mut at = 0;
    while let Some(found) = line[at..].windows(2).position(|two| matches!(two, b"--" | b"==" | b"**")) {
        at += found;
        let (sign, mut scan) = (line[at], Scan::new(&line[at + 2..]));
        // With `--time-stamp=yes` there is a time before the process.
        scan.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b' '));
        let number = &line[at + 2..line.len() - scan.rest().len()];
        let number = &number[number.iter().rposition(|&byte| byte == b' ').map_or(0, |space| space + 1)..];
        if let Some(process) = Scan::new(number).decimal()
            && scan.take(&[sign, sign])
        {
            scan.take(b" ");
            return Some((sign, process, scan.rest()));
        }
        at += 1;
    }
    None
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        match prefix(line) {
            Some((b'-', process, text)) => self.text(process, text, to),
            Some(_) => Ok(()),
            None => {
                to.note(NoteKind::Ignored);
                Ok(())
            }
        }
    }

    fn end(&mut self, to: &mut Builder) -> Result<(), ImportError> {
        for (_, at) in std::mem::take(&mut self.open) {
            to.note_at(at, NoteKind::CutOff);
        }
        Ok(())
    }
}

impl Log {
    fn text(&mut self, process: u64, text: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        let mut scan = Scan::new(text);
        if let Some(result) = result(&mut scan) {
            if self.process == Some(process)
                && self.again.take() != Some(result)
                && let Some((call, _)) = self.open.pop()
            {
                self.again = repeated(&call, result);
                return answer(&call, result, to);
            }
            return Ok(());
        }
        let mut before = None;
        while let Some(call) = Call::read(&mut scan) {
            if *self.process.get_or_insert(process) != process {
                to.note(NoteKind::OtherProcess { pid: process });
                break;
            }
            if let Some(before) = before.take().filter(|before| !is_made_by(&call, before)) {
                self.wait(before, to);
            }
            if call.function == Function::Free {
                answer(&call, 0, to)?;
            } else if let Some(result) = result(&mut scan) {
                self.again = repeated(&call, result);
                answer(&call, result, to)?;
            } else {
                before = Some(call);
            }
        }
        if let Some(before) = before {
            self.wait(before, to);
        }
        Ok(())
    }

    /// A call without its result on the line.
    fn wait(&mut self, call: Call, to: &mut Builder) {
        match call.function {
            // Valgrind never prints it.
            Function::PosixMemalign | Function::AlignedAlloc => to.note(NoteKind::NoAddress),
            // The product is too large, so the call ends at once, before its result is printed.
            Function::Calloc | Function::ReallocArray if call.request.is_some_and(is_overflow) => {
                to.note(NoteKind::WasRefused);
            }
            _ => {
                if self.open.len() == OPEN {
                    to.note_at(self.open.remove(0).1, NoteKind::CutOff);
                }
                self.open.push((call, to.line()));
            }
        }
    }
}

/// Takes a result.
fn result(scan: &mut Scan<'_>) -> Option<Key> {
    let mut ahead = *scan;
    ahead.spaces();
    let result = ahead.take(b"= ").then(|| ahead.address())??;
    *scan = ahead;
    Some(result)
}

/// Whether a call on the same line, without a result of its own, made this one.
fn is_made_by(call: &Call, before: &Call) -> bool {
    match (before.request, call.request) {
        (Some(Request::Reallocate { old: 0, size }), Some(asked)) => asked == Request::malloc(size),
        (Some(Request::Reallocate { old, size: 0 }), Some(asked)) => asked == Request::Free { key: old },
        (asked, made) => asked == made && call.function == Function::Memalign,
    }
}

fn is_overflow(request: Request) -> bool {
    matches!(request, Request::Allocate { size: u64::MAX, .. } | Request::Reallocate { size: u64::MAX, .. })
}

/// The result that Valgrind prints twice.
fn repeated(call: &Call, result: Key) -> Option<Key> {
    (call.function == Function::ReallocArray).then_some(result)
}

fn answer(call: &Call, result: Key, to: &mut Builder) -> Result<(), ImportError> {
    match call.request {
        Some(request) => request.tell(result, to),
        None => {
            to.note(NoteKind::CutOff);
            Ok(())
        }
    }
}
