//! Files that can't be replayed, in English.

use super::English;
use crate::{
    import::Unplayable,
    text::unplayable::{UnplayableText, Unplayables},
};

impl Unplayables for English {
    fn unplayable(&self, file: Unplayable) -> UnplayableText {
        match file {
            Unplayable::Dhat => UnplayableText {
                why: "This is a heap profile of DHAT. It has sums for each place in the program, but not the order in \
                      which blocks were allocated and freed.",
                instead: "Record the order with Valgrind, and drop `trace.txt` here:",
            },
            Unplayable::Massif => UnplayableText {
                why: "This is a heap profile of Massif. It says how much was live at some moments, but not which blocks \
                      were allocated and freed between them.",
                instead: "Record every request with Valgrind, and drop `trace.txt` here:",
            },
            Unplayable::HeaptrackInterpreted => UnplayableText {
                why: "This is a file that heaptrack has interpreted. It no longer has addresses, so a free does not say \
                      which block it frees.",
                instead: "Keep heaptrack’s raw data, and drop `trace.raw` here:",
            },
            Unplayable::MtraceReport => UnplayableText {
                why: "This is a report of the program `mtrace`. It lists only the mistakes, not the requests.",
                instead: "Drop the log that the report was made from. It is the file that `MALLOC_TRACE` named when the \
                          program ran:",
            },
            Unplayable::PyTorch => UnplayableText {
                why: "This is a snapshot of PyTorch’s allocator. It describes the memory of a GPU, often 5 to 40 GB, which is \
                      more than an arena of this page can hold.",
                instead: "The page replays what a program allocates on the CPU. Record that with heaptrack, and drop `trace.raw` here:",
            },
            Unplayable::EspIdf => UnplayableText {
                why: "This is a heap trace of ESP-IDF. It says which blocks were freed, but not when.",
                instead: "Set `CONFIG_HEAP_USE_HOOKS`, add these two functions to your program, and drop what they print here:",
            },
            Unplayable::MallocBench => UnplayableText {
                why: "This is a trace of malloc-bench in the binary format of Protocol Buffers. The page reads text.",
                instead: "Convert the file with `protoc`, which comes with Protocol Buffers, and drop `trace.txt` here:",
            },
            Unplayable::Zstd => UnplayableText {
                why: "This file is compressed with zstd, which browsers can’t decompress.",
                instead: "Of heaptrack’s files, only raw data can be replayed. Decompress the file, and drop the result here:",
            },
            Unplayable::Binary => UnplayableText {
                why: "This file is not text in UTF-8. The page reads text, and text compressed with gzip.",
                instead: "For example, record a program on Linux with Valgrind, and drop `trace.txt` here:",
            },
            Unplayable::Unknown => UnplayableText {
                why: "No line at the beginning of this file is one that the page can read.",
                instead: "For example, record a program on Linux with Valgrind, and drop `trace.txt` here:",
            },
        }
    }
}
