//! A free list as a chain of boxes: which lists are shown, how wide the boxes are, and which are left out of a long list.

use std::ops::Range;

use crate::lab::view::Bin;

/// So many lists are all shown, empty or not.
const FEW: usize = 4;

/// The lists to be shown, with their numbers: of many only those that hold something.
pub fn lists(bins: &[Bin]) -> impl Iterator<Item = (usize, &Bin)> {
    let few = bins.len() <= FEW;
    bins.iter().enumerate().filter(move |(_, bin)| few || !bin.blocks.is_empty())
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These are shown.
    Shown(Range<usize>),
    /// These are left out.
    Elided(Range<usize>),
}

/// Cuts a list of `len` into parts: the first `head`, the last `tail` and what is near one of `keep` are shown.
/// A gap of one is shown: the dots would take as much room.
pub fn elide(len: usize, head: usize, tail: usize, keep: &[usize]) -> Vec<Part> {
    let mut shown: Vec<Range<usize>> = vec![0..head.min(len), len.saturating_sub(tail)..len];
    shown.extend(keep.iter().filter(|&&at| at < len).map(|&at| at.saturating_sub(1)..(at + 2).min(len)));
    shown.sort_unstable_by_key(|range| range.start);
    let mut parts = Vec::new();
    let mut open = 0..0;
    for range in shown {
        if range.start <= open.end + 1 {
            open.end = open.end.max(range.end);
        } else {
            push(&mut parts, Part::Shown(open.clone()));
            push(&mut parts, Part::Elided(open.end..range.start));
            open = range;
        }
    }
    push(&mut parts, Part::Shown(open));
    parts
}

fn push(parts: &mut Vec<Part>, part: Part) {
    let (Part::Shown(range) | Part::Elided(range)) = &part;
    if !range.is_empty() {
        parts.push(part);
    }
}

/// Width of the box of a block, in characters: a little wider with each doubling of its size.
pub fn box_width(size: u32) -> f64 {
    let doublings = f64::from(size.max(16)).log2() - 4.0;
    8.0 + 0.75 * doublings.min(16.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::view::Sizes;

    #[test]
    fn of_many_lists_only_those_that_hold_something_are_shown() {
        let bins = |lengths: &[usize]| -> Vec<Bin> {
            lengths.iter().map(|&blocks| Bin { sizes: Sizes::All, blocks: vec![(0, 16); blocks] }).collect()
        };
        let numbers = |lengths: &[usize]| lists(&bins(lengths)).map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(numbers(&[0, 2, 0, 0]), [0, 1, 2, 3]);
        assert_eq!(numbers(&[0, 2, 0, 0, 1]), [1, 4]);
        assert_eq!(numbers(&[0; 28]), [0; 0]);
    }

    /// `*` for a shown item, the number of those left out otherwise.
    fn sketch(len: usize, keep: &[usize]) -> String {
        let mut next = 0;
        let mut text = String::new();
        for part in elide(len, 3, 2, keep) {
            let (Part::Shown(range) | Part::Elided(range)) = &part;
            assert_eq!(range.start, next, "parts follow each other");
            next = range.end;
            match part {
                Part::Shown(range) => text.push_str(&"*".repeat(range.len())),
                Part::Elided(range) => text.push_str(&format!("<{}>", range.len())),
            }
        }
        assert_eq!(next, len, "nothing is forgotten");
        text
    }

    #[test]
    fn a_short_list_is_shown_whole() {
        assert_eq!(sketch(0, &[]), "");
        assert_eq!(sketch(1, &[]), "*");
        assert_eq!(sketch(5, &[]), "*****");
        assert_eq!(sketch(6, &[]), "******", "one is not worth the dots");
    }

    #[test]
    fn the_middle_of_a_long_list_is_counted() {
        assert_eq!(sketch(7, &[]), "***<2>**");
        assert_eq!(sketch(1239, &[]), "***<1234>**");
    }

    #[test]
    fn what_matters_is_kept_with_its_neighbours() {
        assert_eq!(sketch(100, &[50]), "***<46>***<46>**");
        assert_eq!(sketch(100, &[4]), "******<92>**");
        assert_eq!(sketch(100, &[0, 99, 100, 7000]), "***<95>**");
        assert_eq!(sketch(100, &[60, 20, 21]), "***<16>****<36>***<36>**");
    }

    #[test]
    fn larger_blocks_have_wider_boxes_but_never_much() {
        let widths: Vec<f64> = (4..28).map(|log| box_width(1 << log)).collect();
        assert!(widths.is_sorted());
        assert!(widths[0] >= 6.0 && widths[23] <= 24.0);
        assert!(box_width(64) > box_width(32));
    }
}
