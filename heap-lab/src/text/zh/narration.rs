//! The sentences about operations, steps and outcomes, in Chinese.

use std::cmp::Ordering;

use lite_alloc::observe::{Fit, Loss, Side, Tag};

use super::{Chinese, story};
use crate::{
    lab::{
        LaneKind, Rest,
        report::{About, Asked, Reason, Refusal, Report, Story},
        view::{Sizes, Step},
    },
    text::{
        Narration,
        mistakes::code,
        numbers::{address, grouped},
    },
};

pub(super) fn bytes(number: u32) -> String {
    format!("{} 字节", grouped(number))
}

pub(super) fn pages(number: u32) -> String {
    format!("{} 页", grouped(number))
}

/// Which list `Taken` and `Inserted` speak of.
fn its_list(lane: LaneKind) -> &'static str {
    if lane.has_bins() { "所属的箱" } else { "空闲链表" }
}

fn bump_gap(gap: u32) -> String {
    match gap {
        0 => String::new(),
        gap => format!("，为对齐跳过 {}", bytes(gap)),
    }
}

impl Narration for Chinese {
    fn bytes(&self, count: u32) -> String {
        bytes(count)
    }

    fn pages(&self, count: u32) -> String {
        pages(count)
    }

    fn operation(&self, asked: &Asked) -> String {
        match *asked {
            Asked::Alloc { name, size, align, zeroed } => {
                let aligned = align.map(|align| format!("，按 {} 对齐", grouped(align))).unwrap_or_default();
                let zeroed = if zeroed { "，清零" } else { "" };
                format!("alloc {name}：{}{aligned}{zeroed}", bytes(size))
            }
            Asked::Realloc { name, from: Some(from), to } => {
                format!("realloc {name}：从 {} 到 {}", grouped(from), bytes(to))
            }
            Asked::Realloc { name, from: None, to } => format!("realloc {name}：到 {}", bytes(to)),
            Asked::Free { name } => format!("free {name}"),
            Asked::Label { text } => format!("label “{text}”"),
            Asked::TakePages { pages: taken } => format!("其他代码取走 {}", pages(taken)),
        }
    }

    fn about(&self, about: &About) -> String {
        match *about {
            About::Alloc { name, size, align, zeroed } => {
                let aligned = align.map(|align| format!("，按 {} 对齐", grouped(align))).unwrap_or_default();
                let zeroed = if zeroed { "，清零" } else { "" };
                format!("为 {} 请求 {}{aligned}{zeroed}", code(name), bytes(size))
            }
            About::Realloc { from: Some(from), to } => format!("从 {} 到 {}", grouped(from), bytes(to)),
            About::Realloc { from: None, to } => format!("到 {}", bytes(to)),
            About::Free { last: Some((size, op)) } => {
                format!("{}的块，由第 {} 个操作请求", bytes(size), grouped(op))
            }
            About::Free { last: None } => "从未请求过的块".to_owned(),
            About::Label => "新的一章".to_owned(),
            About::TakePages { pages: taken } => format!("其他代码取走 {}", pages(taken)),
        }
    }

    fn story(&self, story: &Story, lane: LaneKind, page_size: u32) -> String {
        story::sentence(story, lane, page_size)
    }

    fn step(&self, step: &Step, lane: LaneKind, page_size: u32) -> String {
        match *step {
            Step::Probed { block, size, fit, needed, align } => {
                let found = format!("{}：空闲 {}，需要 {}", address(block), bytes(size), grouped(needed));
                match fit {
                    Fit::Fits => format!("{found}，合适"),
                    Fit::TooSmall => format!("{found}，太小"),
                    Fit::Misaligned => format!("{found}，但未按 {} 对齐", grouped(align)),
                }
            }
            Step::Passed { block, .. } => format!("经过 {} 处的空闲块", address(block)),
            Step::Skipped { probes } => format!("又探查 {} 个空闲块，不逐一显示", grouped(probes)),
            Step::Taken { block, size } => {
                format!("从{}取下：{} 处的 {}", its_list(lane), address(block), bytes(size))
            }
            Step::Split { block, size, rest, rest_size } => format!(
                "分割：{} 处的 {}；剩余部分是 {} 处的 {}，仍然空闲",
                address(block),
                bytes(size),
                address(rest),
                bytes(rest_size)
            ),
            Step::Inserted { block, size, after } => {
                let link = match after {
                    Some(after) => format!("排在 {} 之后", address(after)),
                    None => "排在首位".to_owned(),
                };
                format!("插入{}：{} 处的 {}，{link}", its_list(lane), address(block), bytes(size))
            }
            Step::Merged { block, neighbour, side, size } => {
                let side = match side {
                    Side::Left => "左",
                    Side::Right => "右",
                };
                format!(
                    "合并：{} 与{side}邻 {} 合为 {}的空闲块",
                    address(block),
                    address(neighbour),
                    bytes(size)
                )
            }
            Step::Popped { block, size, .. } => {
                format!("从 {}的箱取下第一块 {}", bytes(size), address(block))
            }
            Step::Pushed { block, size, .. } => {
                format!("放入 {}的箱：{} 成为首块", bytes(size), address(block))
            }
            Step::Relinked { block, after } => {
                let target =
                    after.map_or_else(|| "所属箱的链表头".to_owned(), |after| format!(" {}", address(after)));
                format!("{} 的反向链接现在指向{target}", address(block))
            }
            Step::Tagged { at, tag } => match tag {
                Tag::PreviousFree => format!("{} 处的标记现在表示：前一块空闲", address(at)),
                Tag::PreviousLive => format!("{} 处的标记现在表示：前一块存活", address(at)),
                Tag::Footer(size) => format!("{} 处的脚部现在是 {}", address(at), grouped(size)),
            },
            Step::Bumped { block, size, gap } => {
                let gap = bump_gap(gap);
                match lane.rest() {
                    Rest::None | Rest::Bump => {
                        format!("碰撞指针上移：{} 处的 {}{gap}", address(block), bytes(size))
                    }
                    Rest::Wilderness => {
                        format!("从未使用区取得 {} 处的 {}{gap}", address(block), bytes(size))
                    }
                }
            }
            Step::Lowered { block, size } => match lane.rest() {
                Rest::None | Rest::Bump => format!("碰撞指针下移 {}，到 {}", bytes(size), address(block)),
                Rest::Wilderness => format!("{} 处的 {}并入未使用区", address(block), bytes(size)),
            },
            Step::Grown { start, size } => {
                let grown = pages(size / page_size.max(1));
                format!("内存增长 {grown}：{} 处的 {}", address(start), bytes(size))
            }
            Step::Refused { bytes: missing } => format!("内存无法再增长所缺的 {}", bytes(missing)),
            Step::Resized { block, from, to } => {
                let block = address(block);
                match from.cmp(&to) {
                    Ordering::Less => format!("{block}：原地从 {} 增长到 {}", grouped(from), bytes(to)),
                    Ordering::Equal => format!("{block}：{}已经足够", bytes(to)),
                    Ordering::Greater => format!("{block}：原地从 {} 缩小到 {}", grouped(from), bytes(to)),
                }
            }
            Step::Moved { from, to, size } => {
                format!("从 {} 复制 {}到 {}", address(from), bytes(size), address(to))
            }
            Step::Lost { start, size, reason } => {
                let reason = match reason {
                    Loss::Gap => "为对齐而跳过",
                    Loss::Tail => "原区域未用完的末尾",
                    Loss::Large => "块大于最大的箱",
                    Loss::Shrunk => "块原地缩小时让出",
                };
                format!("丢失：{} 处的 {}，{reason}", address(start), bytes(size))
            }
        }
    }

    fn outcome(&self, report: &Report) -> String {
        match *report {
            Report::Placed { name, address: at, size } => {
                format!("{name} 位于 {}（{}）", address(at), bytes(size))
            }
            Report::InPlace { name, address: at, size } => {
                format!("{name} 仍在 {}（{}）", address(at), bytes(size))
            }
            Report::Moved { name, from, to, size } => {
                format!("{name} 从 {} 移到 {}（{}）", address(from), address(to), bytes(size))
            }
            Report::Freed { name, address: at, size } => {
                format!("{name} 已释放：{} 处的 {}", address(at), bytes(size))
            }
            Report::Refused(Some(ref refusal)) => self.refusal(refusal),
            Report::Refused(None) => "被拒绝".to_owned(),
            Report::NoBlock { name } => format!("无需操作：{name} 在此泳道中曾被拒绝"),
            Report::PagesTaken { pages: taken } => format!("其他代码已取走 {}", pages(taken)),
            Report::NoPages => "被拒绝：剩余的页不够".to_owned(),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        let Refusal { needed, align, free, room, reason } = *refusal;
        let aligned = align.map(|align| format!("，按 {} 对齐", grouped(align))).unwrap_or_default();
        let needed = format!("需要 {}{aligned}", bytes(needed));
        let free = format!("空闲 {}", grouped(free));
        let room = match room {
            0 => String::new(),
            room => format!("，内存还能增长 {}", grouped(room)),
        };
        match reason {
            Reason::OutOfMemory => format!("被拒绝，内存不足：{needed}，{free}{room}"),
            Reason::Fragmented { largest } => {
                format!("被拒绝，外部碎片：{needed}，{free}，但最大空闲块只有 {}{room}", grouped(largest))
            }
            Reason::BinsAndTags => format!("被拒绝：{needed}，{free}{room}，但箱与标记要占用一部分"),
            Reason::Misaligned => format!("被拒绝：{needed}，{free}{room}，但没有一处满足对齐"),
            Reason::AlignmentSlack { extra } => {
                format!("被拒绝：{needed}，{free}{room}，但为了对齐，查找时还需要多 {}", grouped(extra))
            }
            Reason::BinEmpty => format!("被拒绝：{needed}，{free}，但这一大小的箱是空的"),
            Reason::FirstOfBinMisaligned => format!("被拒绝：{needed}，{free}，但箱的首块未对齐"),
            Reason::FirstOfBinTooSmall => format!("被拒绝：{needed}，{free}，但只探查箱的首块，而它太小"),
            Reason::Other => format!("被拒绝：{needed}，{free}{room}"),
        }
    }

    fn list(&self, sizes: Sizes) -> String {
        match sizes {
            Sizes::All => "空闲链表".to_owned(),
            Sizes::One(size) => format!("{} 的箱", grouped(size)),
            Sizes::Range { least, most: Some(most) } => {
                format!("{} 到 {} 的箱", grouped(least), grouped(most))
            }
            Sizes::Range { least, most: None } => format!("{} 及以上的箱", grouped(least)),
        }
    }

    fn step_count_hint(&self) -> &'static str {
        "已显示的事件数／此泳道中的事件总数"
    }

    fn spoken_start(&self) -> &'static str {
        "位于第一个操作之前。"
    }

    fn spoken_operation(&self, number: usize, len: usize, asked: &Asked) -> String {
        format!("第 {number} 个操作，共 {len} 个：{}。", self.operation(asked))
    }

    fn spoken_lane(&self, lane: LaneKind, what: &str) -> String {
        format!("{}：{what}。", lane.short_name())
    }
}
