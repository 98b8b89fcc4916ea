//! Files of recorded programs, in English.

use super::English;
use crate::{
    import::{Format, ImportError, Note, NoteKind, Wrong, gzip::GzipError},
    text::{
        Imports, Unplayables,
        mistakes::code,
        numbers::{grouped, grouped_u64},
    },
    trace::{BlockId, Blocks, MAX_ALIGN, MAX_RECORDED, MAX_SIZE},
};

impl Imports for English {
    fn trace_format(&self, format: Format) -> &'static str {
        match format {
            Format::Lines => "lite-alloc trace",
            Format::MallocLab => "malloc lab or course trace",
            Format::Mtrace => "glibc mtrace",
            Format::Valgrind => "Valgrind --trace-malloc",
            Format::Ltrace => "ltrace",
            Format::Android => "Android record_allocs",
            Format::Mbed => "Mbed OS memory trace",
            Format::Logalloc => "Firefox logalloc",
            Format::Heaptrack => "heaptrack",
            Format::WeeAlloc => "wee_alloc test trace",
        }
    }

    fn trace_note(&self, note: &Note, blocks: &Blocks) -> String {
        let name = |block: BlockId| blocks.get(block).unwrap_or("a block").to_owned();
        match note.kind {
            NoteKind::FreeUnknown => "Frees a block that is not allocated in this file. Left out.".into(),
            NoteKind::FreeNull => "Frees a null pointer, which does nothing. Left out.".into(),
            NoteKind::FreesBefore { count } => format!(
                "The recorder left out {} frees of blocks from before the recording.",
                grouped_u64(count)
            ),
            NoteKind::DoubleFree { block, freed } => {
                format!("Frees {} again: it was freed on line {}. Left out.", name(block), grouped(freed))
            }
            NoteKind::ReallocUnknown => {
                "Reallocates a block that is not live. Taken for an allocation.".into()
            }
            NoteKind::ReallocZero => "Reallocates to 0 bytes. Taken for a free.".into(),
            NoteKind::AllocLive { block } => {
                format!("Allocates where {} is live. {0} is freed first.", name(block))
            }
            NoteKind::NoSize => "The size is missing. 0 is taken for it.".into(),
            NoteKind::ZeroSize => "Requests 0 bytes. The allocators are asked for 1.".into(),
            NoteKind::TooLarge { size } => format!(
                "Requests {} bytes, and the limit is {} (1 GiB). Left out; if the block is new, so is all that follows for it.",
                grouped_u64(size),
                grouped(MAX_SIZE)
            ),
            NoteKind::LargeAlign { align } => format!(
                "Requests an alignment of {}. {}, the largest here, is taken for it.",
                grouped_u64(align),
                grouped(MAX_ALIGN)
            ),
            NoteKind::WasRefused => "This request failed when it was recorded. Left out.".into(),
            NoteKind::Ignored => "Says nothing about the heap. Left out.".into(),
            NoteKind::NoAddress => "The tool did not record the address of the block. Left out.".into(),
            NoteKind::CutOff => "The line is cut off. Left out.".into(),
            NoteKind::NeverFreed { block, size } => {
                format!("{} is never freed: {} at the end.", name(block), bytes(size))
            }
            NoteKind::HeaderOps { said, found } => header("operations", said, found),
            NoteKind::HeaderIds { said, found } => header("blocks", said, found),
            NoteKind::OtherProcess { pid } => {
                format!("A call of process {pid}, which is not the first in the log. Left out.")
            }
            NoteKind::InsideLibc => {
                "A call inside the C library, for which ltrace records wrong arguments. Left out.".into()
            }
            NoteKind::Hidden { call, count } => format!(
                "`{}` is called {}. The log does not say what it allocates, so such blocks are left out. Recorded with \
                 `ltrace -L -x`, they are there too.",
                call.name(),
                if count == 1 { "here".into() } else { format!("{} times, first here", grouped(count)) }
            ),
            NoteKind::NoEnd => {
                "The last line, `# end`, is missing, as when a program is killed. All that is there is used."
                    .into()
            }
        }
    }

    fn trace_notes(&self, kind: NoteKind, count: u32) -> String {
        let left_out = ("it is left out", "they are left out");
        let not_used = ("it is not used", "they are not used");
        let always = |done| (done, done);
        let (one, many, done) = match kind {
            NoteKind::FreeUnknown => (
                "free is of a block that is not allocated in the file",
                "frees are of blocks that are not allocated in the file",
                left_out,
            ),
            NoteKind::FreeNull => ("free is of a null pointer", "frees are of null pointers", left_out),
            NoteKind::FreesBefore { .. } => (
                "line counts frees of blocks from before the recording",
                "lines count frees of blocks from before the recording",
                always("the recorder left them out"),
            ),
            NoteKind::DoubleFree { .. } => (
                "free is of a block that was freed before",
                "frees are of blocks that were freed before",
                left_out,
            ),
            NoteKind::ReallocUnknown => (
                "realloc is of a block that is not live",
                "reallocs are of blocks that are not live",
                ("it is taken for an allocation", "they are taken for allocations"),
            ),
            NoteKind::ReallocZero => (
                "realloc is to 0 bytes",
                "reallocs are to 0 bytes",
                ("it is taken for a free", "they are taken for frees"),
            ),
            NoteKind::AllocLive { .. } => (
                "allocation is where a block is live",
                "allocations are where a block is live",
                always("that block is freed first"),
            ),
            NoteKind::NoSize => ("request has no size", "requests have no size", always("0 is taken for it")),
            NoteKind::ZeroSize => (
                "request is for 0 bytes",
                "requests are for 0 bytes",
                always("the allocators are asked for 1"),
            ),
            NoteKind::TooLarge { .. } => ("request is above 1 GiB", "requests are above 1 GiB", left_out),
            NoteKind::LargeAlign { .. } => {
                ("alignment is above 65,536", "alignments are above 65,536", always("that is taken for it"))
            }
            NoteKind::WasRefused => {
                ("request failed when it was recorded", "requests failed when they were recorded", left_out)
            }
            NoteKind::Ignored => {
                ("line says nothing about the heap", "lines say nothing about the heap", left_out)
            }
            NoteKind::NoAddress => (
                "call was recorded without its address",
                "calls were recorded without their addresses",
                left_out,
            ),
            NoteKind::CutOff => ("line is cut off", "lines are cut off", left_out),
            NoteKind::NeverFreed { .. } => (
                "block is never freed",
                "blocks are never freed",
                always("many programs leave that to the system when they end"),
            ),
            NoteKind::HeaderOps { .. } => {
                ("line says a wrong number of operations", "lines say a wrong number of operations", not_used)
            }
            NoteKind::HeaderIds { .. } => {
                ("line says a wrong number of blocks", "lines say a wrong number of blocks", not_used)
            }
            NoteKind::OtherProcess { .. } => {
                ("call is of another process", "calls are of other processes", left_out)
            }
            NoteKind::InsideLibc => {
                ("call is inside the C library", "calls are inside the C library", left_out)
            }
            NoteKind::Hidden { .. } => (
                "other function may have returned memory",
                "other functions may have returned memory",
                always("such blocks are left out"),
            ),
            NoteKind::NoEnd => ("end is missing", "ends are missing", always("all that is there is used")),
        };
        let (words, done) = if count == 1 { (one, done.0) } else { (many, done.1) };
        format!("{} {words}; {done}.", grouped(count))
    }

    fn unlisted_notes(&self, listed: usize, unlisted: u32) -> String {
        format!("{} notes are listed. {} more are only counted.", grouped(listed), grouped(unlisted))
    }

    fn import_error(&self, error: &ImportError) -> String {
        match error {
            ImportError::Unplayable(file) => self.unplayable(*file).paragraph(file.command()),
            ImportError::Empty => {
                "There are no operations in this file. Choose another one, or record the program again."
                    .into()
            }
            ImportError::Line { line, format, text, wrong: what } => {
                format!("Line {}, {}: {}", grouped(*line), code(text), wrong(*what, *format))
            }
            ImportError::TooLong { line } => format!(
                "The trace is too long: line {} is beyond {} operations, the limit. Record a shorter part of the program, or \
                 keep the lines before that one.",
                grouped(*line),
                grouped(MAX_RECORDED as u64)
            ),
            ImportError::LongLine { line } => format!(
                "Line {} is longer than {} bytes, so it is not an operation. Remove it, or check that the file is complete text.",
                grouped(*line),
                grouped(ImportError::LONGEST as u64)
            ),
        }
    }

    fn gzip_error(&self, error: GzipError) -> String {
        match error {
            GzipError::NotGzip => "This file is not compressed with gzip. Choose the file that the tool wrote.",
            GzipError::CutOff => "The end of this compressed file is missing. Copy or download it again.",
            GzipError::Damaged => "This compressed file is damaged. Copy or download it again.",
            GzipError::Checksum => {
                "This compressed file is damaged: its contents do not fit its checksum. Copy or download it again."
            }
        }
        .into()
    }

    fn heading(&self, from: &str) -> String {
        format!(
            "From {from}.\n\
             a ID SIZE [ALIGN]  allocates a block; without ALIGN, the alignment is 8\n\
             z ID SIZE [ALIGN]  the same, with all bytes 0\n\
             r ID SIZE          changes the size of a block\n\
             f ID               frees a block\n\
             p PAGES            other code takes pages of the memory\n\
             = TEXT             a label"
        )
    }
}

fn bytes(size: u32) -> String {
    if size == 1 { "1 byte".into() } else { format!("{} bytes", grouped(size)) }
}

fn header(what: &str, said: u64, found: u32) -> String {
    format!(
        "The file says that it has {} {what}, but there are {}. That number is not used.",
        grouped_u64(said),
        grouped(found)
    )
}

fn wrong(wrong: Wrong, format: Format) -> &'static str {
    match (wrong, format) {
        (Wrong::Operation, Format::WeeAlloc) => {
            "this is not an operation. Write `Alloc(SIZE),` or `Free(NUMBER),`, or remove the line."
        }
        (Wrong::Operation, _) => {
            "this is not an operation. Begin the line with `a`, `z`, `r`, `f`, `p` or `=`, or with `#` if it is a comment."
        }
        (Wrong::Id, Format::WeeAlloc) => {
            "`Free` needs the number of an allocation, from 0, as in `Free(2),`."
        }
        (Wrong::Id, _) => {
            "the number of the block is missing, or is not a number below 2^64. Write it after the letter, as in `f 7`."
        }
        (Wrong::Size, Format::WeeAlloc) => "`Alloc` needs a size in bytes, as in `Alloc(552),`.",
        (Wrong::Size, _) => {
            "the size is not a number below 2^64. Write it in bytes after the block, as in `a 7 24`."
        }
        (Wrong::Align, _) => {
            "the alignment is not a power of two. Write 1, 2, 4, 8 or so on, or leave it out."
        }
        (Wrong::Pages, _) => {
            "the number of pages is missing, or is not a number from 1 up. Write it as in `p 2`."
        }
        (Wrong::Rest, _) => {
            "there is more than the operation takes. Remove the rest, or write `#` before it if it is a comment."
        }
    }
}
