//! What a program is like, in Chinese.

use super::{operations, share, size, tenths};
use crate::{
    text::{numbers::grouped, verdict::Feature},
    verdict::{Fingerprint, Histogram, permille},
};

/// A part of a whole, if there is one.
fn part(part: u32, whole: u32) -> String {
    permille(part.into(), whole.into()).map_or_else(|| "无".to_owned(), share)
}

/// The middle of a histogram.
fn typical(histogram: &Histogram) -> Option<u64> {
    histogram.median_class().map(|class| *Histogram::range(class).end())
}

/// What a feature is called, and what it is; `None` if the program has none of it.
pub(super) fn feature(feature: Feature, program: &Fingerprint) -> Option<(&'static str, String)> {
    let (sizes, lives, reallocs) = (&program.sizes, &program.lifetimes, &program.reallocs);
    let all = program.allocations;
    Some(match feature {
        Feature::Operations => (
            "操作",
            format!(
                "{} 个：分配 {}，调整大小 {}，释放 {}",
                grouped(program.operations),
                grouped(all),
                grouped(reallocs.count),
                grouped(program.frees)
            ),
        ),
        Feature::Peak => (
            "峰值",
            format!(
                "第 {} 个操作后有 {} 存活；同时最多 {} 块",
                grouped(program.peak_at),
                size(program.peak_live),
                grouped(program.peak_blocks)
            ),
        ),
        Feature::Sizes if all > 0 => (
            "大小",
            format!(
                "{} 到 {}，中位数 {}；共 {} 种",
                grouped(sizes.least),
                size(sizes.most),
                size(sizes.median),
                grouped(sizes.different)
            ),
        ),
        Feature::Frequent if sizes.different > 1 => {
            let each = sizes.frequent.iter();
            let each: Vec<_> =
                each.map(|&(bytes, number)| format!("{}（{}）", grouped(bytes), part(number, all))).collect();
            ("最常见", each.join("、"))
        }
        Feature::Small if all > 0 => ("小块", format!("{} 的块不超过 128 字节", part(sizes.small, all))),
        Feature::Lifetimes => (
            "存活时间",
            format!(
                "已释放的块有一半存活不超过 {}，期间请求的字节不超过 {}",
                operations(usize::try_from(typical(&lives.operations)?).unwrap_or(usize::MAX)),
                size(typical(&lives.bytes)?)
            ),
        ),
        Feature::Order if program.frees > 0 => (
            "释放顺序",
            format!(
                "{} 释放最新的块（栈），{} 释放最旧的块（队列）",
                part(lives.youngest, program.frees),
                part(lives.oldest, program.frees)
            ),
        ),
        Feature::Aligns => {
            let large = program.aligns.iter().filter(|&&(align, _)| align > 16);
            let large: Vec<_> = large
                .map(|&(align, number)| format!("{}（{}）", grouped(align), part(number, all)))
                .collect();
            if large.is_empty() {
                return None;
            }
            ("大于 16 的对齐", large.join("、"))
        }
        Feature::Zeroed if program.zeroed > 0 => ("清零", format!("{} 的块", part(program.zeroed, all))),
        Feature::Reallocs if reallocs.count > 0 => {
            let factor = reallocs
                .factor
                .map_or_else(String::new, |factor| format!("；增长倍数的中位数为 {}", tenths(factor)));
            (
                "调整大小",
                format!(
                    "{} 次，涉及 {} 块：增长 {} 次，缩小 {} 次{factor}；最多连续 {} 次",
                    grouped(reallocs.count),
                    grouped(reallocs.blocks),
                    grouped(reallocs.grew),
                    grouped(reallocs.shrank),
                    grouped(reallocs.longest)
                ),
            )
        }
        Feature::Kept if program.kept_blocks > 0 => {
            ("始终未释放", format!("{} 块，{}", grouped(program.kept_blocks), size(program.kept)))
        }
        Feature::Phases => {
            let mut parts = Vec::new();
            if program.drains > 1 {
                parts.push(format!("存活内存曾 {} 次降到接近零", grouped(program.drains)));
            }
            if let Some(shift) = program.shift.filter(|&shift| shift >= 50) {
                parts.push(format!("大小分阶段出现（{shift}% 与整体不同）"));
            }
            if parts.is_empty() {
                return None;
            }
            ("阶段", parts.join("；"))
        }
        Feature::Pages if program.pages_taken > 0 => {
            ("其他代码取走的页", grouped(i64::try_from(program.pages_taken).unwrap_or(i64::MAX)))
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
