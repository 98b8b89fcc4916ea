//! The recorded programs in English.

use super::English;
use crate::{
    samples::Program,
    text::samples::{SampleText, Samples},
};

impl Samples for English {
    fn sample(&self, program: Program) -> SampleText {
        match program {
            Program::Image => SampleText {
                title: "Pictures",
                origin: "An image viewer with the crate `png`: decodes 24 pictures, keeps the last six, and saves small \
                         copies. Few blocks, most of them large. Recorded on 64-bit Linux.",
            },
            Program::Json => SampleText {
                title: "JSON",
                origin: "A report on orders with the crate `serde_json`: reads twelve documents into trees of values, adds \
                         them up, changes and prints them. Recorded on 64-bit Linux.",
            },
            Program::Markdown => SampleText {
                title: "Markdown",
                origin: "A site generator with the crate `pulldown-cmark`: renders 120 pages to HTML, builds every third \
                         again, and writes an index. Recorded on 64-bit Linux.",
            },
            Program::Page => SampleText {
                title: "This page",
                origin: "This page, recorded by itself: an example is opened and stepped through. In WebAssembly, with 32-bit \
                         pointers.",
            },
            Program::Regex => SampleText {
                title: "Log search",
                origin: "A log analyser with the crate `regex`: compiles ten expressions, and searches 3,000 lines with them. \
                         Recorded on 64-bit Linux.",
            },
            Program::Script => SampleText {
                title: "Script interpreter",
                origin: "An interpreter, the crate `rhai`, runs a script with texts, lists, maps and closures. Many \
                         short-lived small blocks. Recorded on 64-bit Linux.",
            },
            Program::Store => SampleText {
                title: "Key-value store",
                origin: "A store of B-trees in memory, the crate `redb`: 60 transactions that write, delete and read ranges. \
                         Recorded on 64-bit Linux.",
            },
        }
    }

    fn sample_label(&self, _: &str) -> Option<String> {
        None
    }
}
