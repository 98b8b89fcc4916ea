//! What the steps of an operation did to the blocks of a free list: a few remarks for each block.

use std::collections::HashMap;

use lite_alloc::observe::Fit;

use crate::lab::view::Step;

/// Something that a step did to a block, or found out about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It was probed: it fits, or why it doesn't.
    Probed(Fit),
    /// It left its list.
    Taken,
    /// It was split.
    Split,
    /// It is what remains of a block that was split.
    Remainder,
    /// It entered its list.
    Inserted,
    /// It was merged with a neighbour.
    Merged,
    /// Its back link was written.
    Relinked,
}

/// What is noted of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its number among the blocks that were visited.
    pub number: Option<u32>,
    /// Whether it fits, if that was asked.
    pub fits: Option<bool>,
    /// What happened to it, in order.
    pub remarks: Vec<Remark>,
    /// Whether the last step shown is about it.
    pub current: bool,
}

impl Note {
    /// The number and a sign, which need no words: `2 ✕`; nothing if the block was not visited.
    pub fn sign(&self) -> Option<String> {
        let sign = match self.fits {
            None => "›",
            Some(true) => "✓",
            Some(false) => "✕",
        };
        self.number.map(|number| format!("{number} {sign}"))
    }
}

/// What is noted of all blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// By address.
    pub blocks: HashMap<u32, Note>,
    /// Address and size of what left its list, in order.
    pub taken: Vec<(u32, u32)>,
}

impl Notes {
    /// The notes of the steps shown, the last of which is the current one.
    pub fn new(steps: &[Step]) -> Self {
        let mut notes = Self::default();
        let mut number = 0_u32;
        for (index, step) in steps.iter().enumerate() {
            let current = index + 1 == steps.len();
            let mut note = |block: u32, remark: Option<Remark>| {
                let note = notes.blocks.entry(block).or_default();
                note.current |= current;
                // The same remark twice, as for a block that is split in front and behind, tells nothing more.
                note.remarks.extend(remark.filter(|remark| !note.remarks.contains(remark)));
            };
            match *step {
                Step::Probed { block, fit, .. } => {
                    number = number.saturating_add(1);
                    note(block, Some(Remark::Probed(fit)));
                    let note = notes.blocks.entry(block).or_default();
                    (note.number, note.fits) = (Some(number), Some(fit == Fit::Fits));
                }
                Step::Passed { block, .. } => {
                    number = number.saturating_add(1);
                    note(block, None);
                    notes.blocks.entry(block).or_default().number = Some(number);
                }
                Step::Skipped { probes } => number = number.saturating_add(probes),
                Step::Taken { block, size } | Step::Popped { block, size, .. } => {
                    note(block, Some(Remark::Taken));
                    notes.taken.push((block, size));
                }
                Step::Split { block, rest, .. } => {
                    note(block, Some(Remark::Split));
                    note(rest, Some(Remark::Remainder));
                }
                Step::Inserted { block, .. } | Step::Pushed { block, .. } => {
                    note(block, Some(Remark::Inserted));
                }
                Step::Merged { block, neighbour, .. } => {
                    note(block, Some(Remark::Merged));
                    note(neighbour, Some(Remark::Merged));
                }
                Step::Relinked { block, .. } => note(block, Some(Remark::Relinked)),
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
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn probed(block: u32, fit: Fit) -> Step {
        Step::Probed { block, size: 64, fit, needed: 48, align: 8 }
    }

    fn notes(steps: &[Step]) -> Vec<(u32, String, bool)> {
        let text = Language::English.text();
        let mut notes: Vec<_> = Notes::new(steps)
            .blocks
            .into_iter()
            .map(|(block, note)| (block, text.note(&note), note.current))
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
        let shown = |upto: usize| notes(&steps[..upto]);
        assert_eq!(shown(1), [(0x80, "1 ✕ too small".to_owned(), true)]);
        assert_eq!(
            shown(5),
            [
                (0x00, "2 ✕ misaligned".to_owned(), false),
                (0x40, "3 ✓ fits, split, taken".to_owned(), true),
                (0x70, "remainder".to_owned(), false),
                (0x80, "1 ✕ too small".to_owned(), false),
            ]
        );
        assert_eq!(Notes::new(&steps).taken, [(0x40, 48)]);
        assert_eq!(Notes::new(&[]), Notes::default());
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
            [
                (0, "1 ›".to_owned(), false),
                (64, "502 ›".to_owned(), false),
                (96, "inserted".to_owned(), true)
            ]
        );
    }

    #[test]
    fn the_same_remark_is_made_once() {
        let split = |rest| Step::Split { block: 0x40, size: 48, rest, rest_size: 16 };
        let noted = Notes::new(&[split(0x30), split(0x70)]);
        assert_eq!(noted.blocks[&0x40].remarks, [Remark::Split]);
    }
}
