//! What a program is like, in Chinese.

use super::{operations, share, size, tenths};
use crate::{
    text::{numbers::grouped, verdict::Feature},
    verdict::{Fingerprint, fingerprint::Frees, permille},
};

/// A part of a whole, if there is one.
fn part(part: u32, whole: u32) -> String {
    permille(part.into(), whole.into()).map_or_else(|| "无".to_owned(), share)
}

/// A number of bytes, each digit of it.
fn exactly(bytes: u32) -> String {
    format!("{} 字节", grouped(bytes))
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
                "{}到 {}，中位数 {}；共 {} 种",
                match sizes.most {
                    0..1024 => grouped(sizes.least),
                    _ => size(sizes.least),
                } + if sizes.most < 1024 || sizes.least >= 1024 { " " } else { "" },
                size(sizes.most),
                size(sizes.median),
                grouped(sizes.different)
            ),
        ),
        Feature::Frequent if sizes.different > 1 => {
            let each = sizes.frequent.iter();
            let each: Vec<_> =
                each.map(|&(bytes, number)| format!("{}（{}）", exactly(bytes), part(number, all))).collect();
            ("最常见", each.join("、"))
        }
        Feature::Small if all > 0 => ("小块", format!("{} 的块不超过 128 字节", part(sizes.small, all))),
        Feature::Lifetimes => {
            let (median, bytes) = lives.median?;
            let median = operations(usize::try_from(median).unwrap_or(usize::MAX));
            let meanwhile = match bytes {
                0 => "没有申请任何字节".to_owned(),
                bytes => format!("申请的字节不超过 {}", size(bytes)),
            };
            ("存活时间", format!("已释放的块有一半存活不超过 {median}；有一半在存活期间{meanwhile}"))
        }
        Feature::Order if program.frees > 0 => {
            let shares =
                |order: &Frees| [order.youngest, order.oldest].map(|count| part(count, program.frees));
            let ([youngest, oldest], [youngest_of_freed, oldest_of_freed]) =
                (shares(&lives.order), shares(&lives.order_of_freed));
            let more = match lives.order == lives.order_of_freed {
                true => String::new(),
                false => format!("；不计从未释放的块，则为 {youngest_of_freed} 与 {oldest_of_freed}"),
            };
            (
                "释放顺序",
                format!("{youngest} 释放最新的存活块（像栈），{oldest} 释放最旧的存活块（像队列）{more}"),
            )
        }
        Feature::Aligns => {
            let large = program.aligns.iter().filter(|&&(align, _)| align > 16);
            let large: Vec<_> = large
                .map(|&(align, number)| format!("{}（{}）", exactly(align), part(number, all)))
                .collect();
            if large.is_empty() {
                return None;
            }
            ("大于 16 字节的对齐", large.join("、"))
        }
        Feature::Zeroed if program.zeroed > 0 => ("清零", format!("{} 的块", part(program.zeroed, all))),
        Feature::Reallocs if reallocs.count > 0 => {
            let factor = reallocs.factor.map_or_else(String::new, |factor| {
                format!("；最终大小与最初大小之比的中位数为 {}", tenths(factor))
            });
            (
                "调整大小",
                format!(
                    "{} 次，涉及 {} 块：增长 {} 次，缩小 {} 次，大小不变 {} 次{factor}；同一块最多连续 {} 次",
                    grouped(reallocs.count),
                    grouped(reallocs.blocks),
                    grouped(reallocs.grew),
                    grouped(reallocs.shrank),
                    grouped(reallocs.same()),
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
