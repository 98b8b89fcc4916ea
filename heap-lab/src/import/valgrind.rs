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
        for (call, at) in std::mem::take(&mut self.open) {
            without_result(&call, at, to);
        }
        Ok(())
    }
}

impl Log {
    fn text(&mut self, process: u64, text: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        let mut scan = Scan::new(text);
        if let Some(result) = result(&mut scan) {
            if self.process == Some(process)
                && let Some((call, _)) = self.open.pop()
            {
                return answer(&call, result, to);
            }
            return Ok(());
        }
        let mut before = None;
        while let Some(call) = Call::read(&mut scan) {
            if *self.process.get_or_insert(process) != process {
                to.note(NoteKind::OtherProcess { pid: process });
                return Ok(());
            }
            if before.is_some_and(|before| is_made_by(&call, &before)) {
                self.open.pop();
            }
            before = None;
            if call.function == Function::Free {
                answer(&call, 0, to)?;
            } else if let Some(result) = result(&mut scan) {
                answer(&call, result, to)?;
            } else {
                self.wait(call, to);
                before = Some(call);
            }
        }
        Ok(())
    }

    /// A call without its result. If such calls fail at once or never have one, those before it don't get one any more.
    fn wait(&mut self, call: Call, to: &mut Builder) {
        while let Some(&(last, at)) = self.open.last()
            && (self.open.len() == OPEN || is_silent(&last))
        {
            without_result(&last, at, to);
            self.open.pop();
        }
        self.open.push((call, to.line()));
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

/// Whether Valgrind may print no result of a call.
fn is_silent(call: &Call) -> bool {
    match call.function {
        Function::PosixMemalign | Function::AlignedAlloc | Function::Memalign => true,
        Function::Calloc => call.request == Some(Request::calloc(u64::MAX, 1)),
        Function::ReallocArray => matches!(call.request, Some(Request::Reallocate { size: u64::MAX, .. })),
        _ => false,
    }
}

fn without_result(call: &Call, at: u32, to: &mut Builder) {
    to.note_at(
        at,
        match call.function {
            Function::PosixMemalign | Function::AlignedAlloc | Function::Memalign => NoteKind::NoAddress,
            _ if is_silent(call) => NoteKind::WasRefused,
            _ => NoteKind::CutOff,
        },
    );
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
