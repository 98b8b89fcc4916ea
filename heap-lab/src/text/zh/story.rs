//! An operation of one lane in one sentence, in Chinese.

use std::cmp::Ordering;

use lite_alloc::observe::Loss;

use super::{
    Chinese,
    narration::{bytes, pages},
};
use crate::{
    lab::{
        LaneKind, Rest,
        report::{Deed, Report, Story},
        view::Sizes,
    },
    text::{
        Narration,
        numbers::{address, grouped},
    },
};

pub(super) fn sentence(story: &Story, lane: LaneKind, page_size: u32) -> String {
    let Some(end) = &story.end else { return "标签：无需操作".to_owned() };
    // What failed changed nothing.
    if let Report::Refused(_) | Report::NoBlock { .. } | Report::NoPages | Report::PagesTaken { .. } = end {
        return Chinese.outcome(end);
    }
    let teller = Teller { story, end, lane, page_size };
    let clauses: Vec<_> = (0..story.deeds.len()).filter_map(|index| teller.clause(index)).collect();
    let told = clauses.join("，");
    // The result first: it is the same question in every lane.
    let result = match *end {
        Report::Placed { name, address: at, .. } => Some(format!("{name} 位于 {}", address(at))),
        Report::Moved { name, from, to, .. } => {
            Some(format!("{name} 从 {} 移到 {}", address(from), address(to)))
        }
        Report::InPlace { name, address: at, .. } => {
            teller.resized(name).or_else(|| Some(format!("{name} 仍在 {}", address(at))))
        }
        _ => None,
    };
    let sentence = match result {
        None => told,
        Some(result) if told.is_empty() => result,
        Some(result) => format!("{result}：{told}"),
    };
    match story.has_searches() {
        true => format!("{sentence}（探查 {} 次）", grouped(story.visits)),
        false => sentence,
    }
}

/// Tells what was done in an operation of a lane.
struct Teller<'a> {
    story: &'a Story<'a>,
    end: &'a Report<'a>,
    lane: LaneKind,
    page_size: u32,
}

impl Teller<'_> {
    /// What the sentence says of a deed, if anything.
    fn clause(&self, index: usize) -> Option<String> {
        let deeds = &self.story.deeds;
        Some(match deeds[index] {
            Deed::Searched { too_small, misaligned, found } => {
                return self.searched(too_small, misaligned, found);
            }
            Deed::Walked { .. } if self.story.has_searches() => return None,
            Deed::Walked { passed } => format!("经过 {} 个空闲块", grouped(passed)),
            Deed::Took { list: Sizes::All, .. } => "取下大小正好的块".to_owned(),
            Deed::Took { list, .. } => format!("从 {}取下第一块", bin(list)),
            Deed::Absorbed { size } => format!("并入其后空闲的 {}", bytes(size)),
            Deed::Split { parts } => {
                let whole: u32 = parts.iter().sum();
                let parts: Vec<_> = parts.into_iter().filter(|&part| part != 0).map(grouped).collect();
                format!("将 {} 分割为 {}", grouped(whole), parts.join(" + "))
            }
            Deed::Trimmed { size } => format!("归还多取的 {}", bytes(size)),
            Deed::Merged { left, right, start, size } => {
                let sides = match (left, right) {
                    (true, true) => "左右两邻",
                    (true, false) => "左邻",
                    (false, _) => "右邻",
                };
                let merged = format!("{}与{sides}合并", self.subject());
                match deeds.get(index + 1) {
                    Some(Deed::Lowered { to, .. }) => {
                        format!("{merged}，再并入未使用区，未使用区现在始于 {}", address(*to))
                    }
                    _ if matches!(self.end, Report::Freed { .. }) => {
                        format!("{merged}为 {} 处的 {}", address(start), bytes(size))
                    }
                    _ => merged,
                }
            }
            Deed::Listed { block, list, after, merged, .. } => {
                return self.listed(index, block, list, after, merged);
            }
            Deed::Raised { by, to } => match self.lane.rest() {
                Rest::None | Rest::Bump => format!("碰撞指针上移 {}到 {}", bytes(by), address(to)),
                Rest::Wilderness => format!("从未使用区取得 {}", bytes(by)),
            },
            Deed::Lowered { by, to } => match (self.lane.rest(), self.end) {
                (Rest::Wilderness, _) if matches!(deeds[..index].last(), Some(Deed::Merged { .. })) => {
                    return None;
                }
                (Rest::Wilderness, _) => {
                    format!("{}并入未使用区，未使用区现在始于 {}", self.subject(), address(to))
                }
                (Rest::None | Rest::Bump, Report::Freed { name, .. }) => {
                    format!("{name} 是最后一块：碰撞指针下移 {}到 {}", bytes(by), address(to))
                }
                (Rest::None | Rest::Bump, _) => {
                    format!("碰撞指针下移 {}到 {}", bytes(by), address(to))
                }
            },
            Deed::Grown { size } => {
                format!("堆增长 {}", pages(size / self.page_size.max(1)))
            }
            Deed::NoRoom => "没有内存可供更小的块".to_owned(),
            // The result tells.
            Deed::Resized { .. } | Deed::Copied { .. } => return None,
            Deed::Lost { size, start, reason } => {
                let lost = bytes(size);
                match reason {
                    Some(Loss::Gap) => format!("为对齐丢失 {lost}"),
                    Some(Loss::Tail) => format!("原区域末尾丢失 {lost}"),
                    Some(Loss::Large) => format!("没有这么大的箱：{} 处的 {lost}丢失", address(start)),
                    Some(Loss::Shrunk) => format!("让出的 {lost}丢失"),
                    None => format!("区域边缘丢失 {lost}"),
                }
            }
        })
    }

    /// Whether the block has a new place.
    fn is_new(&self) -> bool {
        matches!(self.end, Report::Placed { .. } | Report::Moved { .. })
    }

    /// What is merged with something.
    fn subject(&self) -> &'static str {
        match self.end {
            Report::Moved { .. } => "旧块",
            Report::InPlace { .. } => "其余部分",
            _ => "",
        }
    }

    fn searched(&self, too_small: u32, misaligned: u32, found: bool) -> Option<String> {
        let missed = too_small + misaligned;
        let several = self.story.has_searches();
        Some(match (self.lane.has_bins(), found) {
            _ if missed == 0 => return None,
            (true, _) if misaligned == 0 => "所属箱的首块太小".to_owned(),
            (true, _) => "所属箱的首块未对齐".to_owned(),
            (false, true) if several => return None,
            (false, true) => format!("探查 {} 个不合适的空闲块", grouped(missed)),
            (false, false) if several => "没有合适的空闲块".to_owned(),
            (false, false) => format!("没有合适的空闲块（探查 {} 次）", grouped(missed)),
        })
    }

    fn listed(
        &self,
        index: usize,
        block: u32,
        list: Sizes,
        after: Option<u32>,
        merged: bool,
    ) -> Option<String> {
        let at = address(block);
        let is_copied = self.story.deeds[..index].iter().any(|deed| matches!(deed, Deed::Copied { .. }));
        Some(match (list, after) {
            (Sizes::All, _) if merged => return None,
            (Sizes::All, Some(after)) => format!("将 {at} 插入空闲链表，排在 {} 之后", address(after)),
            (Sizes::All, None) => format!("将 {at} 插入空闲链表首位"),
            // After a move the bin matters less than the rest.
            _ if merged && !matches!(self.end, Report::Freed { .. }) => return None,
            _ if merged => format!("放入 {}", bin(list)),
            // A block that is freed before another one is in place.
            _ if self.is_new() && !is_copied => format!("释放原区域末尾的 {at}"),
            _ => format!("将 {at} 放入 {}", bin(list)),
        })
    }

    /// That a block has its new size where it was, if the allocator said so.
    fn resized(&self, name: &str) -> Option<String> {
        self.story.deeds.iter().find_map(|deed| match *deed {
            Deed::Resized { from, to } => Some(match from.cmp(&to) {
                Ordering::Less => format!("{name} 原地从 {} 增长到 {}", grouped(from), bytes(to)),
                Ordering::Equal => format!("{name} 的 {}仍然够用", bytes(to)),
                Ordering::Greater => {
                    format!("{name} 原地从 {} 缩小到 {}", grouped(from), bytes(to))
                }
            }),
            _ => None,
        })
    }
}

/// A bin by the sizes of its blocks.
fn bin(sizes: Sizes) -> String {
    match sizes {
        Sizes::All => Chinese.list(sizes),
        Sizes::One(size) => format!("{}的箱", bytes(size)),
        Sizes::Range { least, most: Some(most) } => format!("{} 到 {}的箱", grouped(least), bytes(most)),
        Sizes::Range { least, most: None } => format!("{}及以上的箱", bytes(least)),
    }
}
