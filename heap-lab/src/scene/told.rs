//! What the steps of an operation did to the blocks of a free list, in a word or two for each block.

use std::collections::HashMap;

use lite_alloc::observe::Fit;

use crate::lab::view::Step;

/// What is told of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its number among the blocks that were looked at.
    pub number: Option<u32>,
    /// Whether it fits, if that was asked.
    pub fits: Option<bool>,
    /// What came of it.
    pub words: Vec<&'static str>,
    /// Whether the last step told is about it.
    pub current: bool,
}

impl Note {
    /// The note as it stands under a block: `2 ✕ too small`.
    pub fn text(&self) -> String {
        let sign = match (self.number, self.fits) {
            (None, _) => "",
            (_, None) => "›",
            (_, Some(true)) => "✓",
            (_, Some(false)) => "✕",
        };
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        [number.as_str(), sign, &self.words.join(", ")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What is told of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// By address.
    pub notes: HashMap<u32, Note>,
    /// Address and size of what left its list, in order.
    pub left: Vec<(u32, u32)>,
}

impl Told {
    /// What `steps` tell, the last of which is the current one.
    pub fn new(steps: &[Step]) -> Self {
        let mut told = Self::default();
        let mut number = 0_u32;
        for (index, step) in steps.iter().enumerate() {
            let current = index + 1 == steps.len();
            let mut note = |block: u32, word: &'static str| {
                let note = told.notes.entry(block).or_default();
                note.current |= current;
                // The same word twice, as for a block that is cut in front and behind, tells nothing more.
                if !word.is_empty() && !note.words.contains(&word) {
                    note.words.push(word);
                }
            };
            match *step {
                Step::Probed { block, fit, .. } => {
                    number = number.saturating_add(1);
                    note(block, verdict(fit));
                    let note = told.notes.entry(block).or_default();
                    (note.number, note.fits) = (Some(number), Some(fit == Fit::Fits));
                }
                Step::Passed { block, .. } => {
                    number = number.saturating_add(1);
                    note(block, "");
                    told.notes.entry(block).or_default().number = Some(number);
                }
                Step::Skipped { probes } => number = number.saturating_add(probes),
                Step::Taken { block, size } | Step::Popped { block, size, .. } => {
                    note(block, "taken");
                    told.left.push((block, size));
                }
                Step::Split { block, rest, .. } => {
                    note(block, "cut");
                    note(rest, "rest");
                }
                Step::Inserted { block, .. } | Step::Pushed { block, .. } => note(block, "new"),
                Step::Merged { block, neighbour, .. } => {
                    note(block, "merged");
                    note(neighbour, "merged");
                }
                Step::Relinked { block, .. } => note(block, "relinked"),
                Step::Tagged { .. }
                | Step::Bumped { .. }
                | Step::Lowered { .. }
                | Step::Grown { .. }
                | Step::Refused { .. }
                | Step::Resized { .. }
                | Step::Moved { .. }
                | Step::Lost { .. } => {}
            }
        }
        told
    }
}

fn verdict(fit: Fit) -> &'static str {
    match fit {
        Fit::Fits => "fits",
        Fit::TooSmall => "too small",
        Fit::Misaligned => "misaligned",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probed(block: u32, fit: Fit) -> Step {
        Step::Probed { block, size: 64, fit, needed: 48, align: 8 }
    }

    fn notes(steps: &[Step]) -> Vec<(u32, String, bool)> {
        let mut notes: Vec<_> = Told::new(steps)
            .notes
            .into_iter()
            .map(|(block, note)| (block, note.text(), note.current))
            .collect();
        notes.sort();
        notes
    }

    #[test]
    fn a_search_is_numbered_and_says_why_not() {
        let steps = [
            probed(0x80, Fit::TooSmall),
            probed(0x00, Fit::Misaligned),
            probed(0x40, Fit::Fits),
            Step::Split { block: 0x40, size: 48, rest: 0x70, rest_size: 16 },
            Step::Taken { block: 0x40, size: 48 },
        ];
        let told = |upto: usize| notes(&steps[..upto]);
        assert_eq!(told(1), [(0x80, "1 ✕ too small".to_owned(), true)]);
        assert_eq!(
            told(5),
            [
                (0x00, "2 ✕ misaligned".to_owned(), false),
                (0x40, "3 ✓ fits, cut, taken".to_owned(), true),
                (0x70, "rest".to_owned(), false),
                (0x80, "1 ✕ too small".to_owned(), false),
            ]
        );
        assert_eq!(Told::new(&steps).left, [(0x40, 48)]);
        assert_eq!(Told::new(&[]), Told::default());
    }

    #[test]
    fn what_was_skipped_counts() {
        let steps = [
            Step::Passed { block: 0, size: 16 },
            Step::Skipped { probes: 500 },
            Step::Passed { block: 64, size: 16 },
            Step::Inserted { block: 96, size: 16, after: Some(64) },
        ];
        assert_eq!(
            notes(&steps),
            [(0, "1 ›".to_owned(), false), (64, "502 ›".to_owned(), false), (96, "new".to_owned(), true)]
        );
    }
}
