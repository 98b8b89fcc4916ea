//! Sharing, embedding and exporting, in English.

use super::English;
use crate::{
    state::Made,
    text::{
        export::{Export, Labels},
        numbers::{grouped, scaled},
    },
};

impl Export for English {
    fn export(&self) -> &'static Labels {
        &LABELS
    }

    fn download(&self, what: &str, format: &str) -> String {
        format!("Download {what} as {format}")
    }

    fn position(&self, number: usize, len: usize) -> String {
        format!("operation {} of {}", grouped(number), grouped(len))
    }

    fn tallest(&self, number: &str) -> String {
        format!("tallest: {number}")
    }

    fn embed_title(&self, what: &str) -> String {
        format!("Memory allocators at work, step by step: {what}")
    }

    fn making_file(&self, made: Option<Made>) -> String {
        match made {
            None => "The file is being made.".to_owned(),
            Some(Made { percent, bytes: None }) => format!("The file is being made: {percent} %."),
            Some(Made { percent, bytes: Some(bytes) }) => {
                format!("The file is being made: {percent} % of about {}.", scaled(bytes))
            }
        }
    }

    fn saved(&self, name: &str) -> String {
        format!("Saved as {name}.")
    }
}

static LABELS: Labels = Labels {
    link: "Copy link",
    embed: "Copy embed code",
    embed_hint: "HTML that shows this position in a page of yours",
    all_lanes: "All lanes",
    numbers: "Numbers",
    numbers_hint: "A table with a row for each operation, and the numbers of the lanes shown",
    print: "Print",
    print_hint: "The heaps, the legend and the script, on A4 or Letter",
    open: "Open in the playground",
    open_hint: "The same position in the whole page, with the script",
    made_with: "lite-alloc playground",
    script: "script",
    embed_copied: "Embed code copied. It shows these lanes at this position in any page.",
    embed_refused: "The browser did not allow copying, so there is no embed code. Add `&embed` to the link in the address bar, \
                    and use it in an `<iframe>`.",
    stop: "Stop",
    not_saved: "The browser did not save the file.",
};
