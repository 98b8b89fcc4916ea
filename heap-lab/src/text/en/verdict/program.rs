//! What a program is like, in English.

use super::{operations, size, tenths};
use crate::{
    text::{
        en::narration::count,
        numbers::{grouped, share},
        verdict::Feature,
    },
    verdict::{Fingerprint, fingerprint::Frees, permille},
};

/// A part of a whole, if there is one.
fn part(part: u32, whole: u32) -> String {
    permille(part.into(), whole.into()).map_or_else(|| "none".to_owned(), share)
}

/// A number of bytes, each digit of it.
fn exactly(bytes: u32) -> String {
    count(bytes, "byte")
}

/// What a feature is called, and what it is; `None` if the program has none of it.
pub(super) fn feature(feature: Feature, program: &Fingerprint) -> Option<(&'static str, String)> {
    let (sizes, lives, reallocs) = (&program.sizes, &program.lifetimes, &program.reallocs);
    let all = program.allocations;
    Some(match feature {
        Feature::Operations => {
            let kinds = [(all, "allocation"), (reallocs.count, "realloc"), (program.frees, "free")];
            let kinds: Vec<_> = kinds.into_iter().map(|(number, kind)| count(number, kind)).collect();
            ("Operations", format!("{}: {}", grouped(program.operations), kinds.join(", ")))
        }
        Feature::Peak => (
            "Peak",
            format!(
                "{} live after operation {}; at most {} at once",
                size(program.peak_live),
                grouped(program.peak_at),
                count(program.peak_blocks, "block")
            ),
        ),
        Feature::Sizes if all > 0 => (
            "Sizes",
            format!(
                "{} to {}, median {}; {}",
                match sizes.most {
                    0..1024 => grouped(sizes.least),
                    _ => size(sizes.least),
                },
                size(sizes.most),
                size(sizes.median),
                count(sizes.different, "different size")
            ),
        ),
        Feature::Frequent if sizes.different > 1 => {
            let each = sizes.frequent.iter();
            let each: Vec<_> =
                each.map(|&(bytes, number)| format!("{} ({})", exactly(bytes), part(number, all))).collect();
            ("Most frequent", each.join(", "))
        }
        Feature::Small if all > 0 => {
            ("Small", format!("{} of the blocks have at most 128 bytes", part(sizes.small, all)))
        }
        Feature::Lifetimes => {
            let (median, bytes) = lives.median?;
            let median = operations(usize::try_from(median).unwrap_or(usize::MAX));
            let meanwhile = match bytes {
                0 => "nothing is".to_owned(),
                1 => "at most 1 byte is".to_owned(),
                bytes => format!("at most {} are", size(bytes)),
            };
            (
                "Lifetime",
                format!(
                    "half of the freed blocks live for at most {median}; for half, {meanwhile} requested meanwhile"
                ),
            )
        }
        Feature::Order if program.frees > 0 => {
            let shares =
                |order: &Frees| [order.youngest, order.oldest].map(|count| part(count, program.frees));
            let ([youngest, oldest], [youngest_of_freed, oldest_of_freed]) =
                (shares(&lives.order), shares(&lives.order_of_freed));
            let more = match lives.order == lives.order_of_freed {
                true => String::new(),
                false => format!(
                    "; not counting blocks that are never freed, {youngest_of_freed} and {oldest_of_freed}"
                ),
            };
            (
                "Order of frees",
                format!(
                    "{youngest} are of the youngest live block (as on a stack), {oldest} of the oldest (as in a queue){more}"
                ),
            )
        }
        Feature::Aligns => {
            let large: Vec<_> = program
                .aligns
                .iter()
                .filter(|&&(align, _)| align > 16)
                .map(|&(align, number)| format!("{} ({})", exactly(align), part(number, all)))
                .collect();
            if large.is_empty() {
                return None;
            }
            ("Alignments above 16 bytes", large.join(", "))
        }
        Feature::Zeroed if program.zeroed > 0 => {
            ("Zeroed", format!("{} of the blocks", part(program.zeroed, all)))
        }
        Feature::Reallocs if reallocs.count > 0 => {
            let factor = reallocs.factor.map_or_else(String::new, |factor| {
                format!("; half of the blocks end at {} times their first size or less", tenths(factor))
            });
            (
                "Reallocs",
                format!(
                    "{} on {}: {} grow, {} shrink, {} keep the size{factor}; at most {} in a row on one block",
                    grouped(reallocs.count),
                    count(reallocs.blocks, "block"),
                    grouped(reallocs.grew),
                    grouped(reallocs.shrank),
                    grouped(reallocs.same()),
                    grouped(reallocs.longest)
                ),
            )
        }
        Feature::Kept if program.kept_blocks > 0 => {
            ("Never freed", format!("{} with {}", count(program.kept_blocks, "block"), size(program.kept)))
        }
        Feature::Phases => {
            let mut parts = Vec::new();
            if program.drains > 1 {
                parts.push(format!("live memory is emptied {} times", grouped(program.drains)));
            }
            if let Some(shift) = program.shift.filter(|&shift| shift >= 50) {
                parts.push(format!("sizes come in phases ({shift} % unlike the whole)"));
            }
            if parts.is_empty() {
                return None;
            }
            ("Phases", parts.join("; "))
        }
        Feature::Pages if program.pages_taken > 0 => {
            ("Pages taken by others", grouped(i64::try_from(program.pages_taken).unwrap_or(i64::MAX)))
        }
        Feature::Sizes
        | Feature::Frequent
        | Feature::Small
        | Feature::Order
        | Feature::Zeroed
        | Feature::Reallocs
        | Feature::Kept
        | Feature::Pages => return None,
    })
}
