//! The sentences about free lists, bins and the bump range, in Chinese.

use lite_alloc::observe::Fit;

use super::{Chinese, narration::bytes};
use crate::{
    lab::{LaneKind, Rest, view::Sizes},
    scene::notes::{Note, Remark},
    text::{
        Narration, Structure,
        numbers::{address, grouped},
    },
};

fn remark(remark: Remark) -> &'static str {
    match remark {
        Remark::Probed(Fit::Fits) => "合适",
        Remark::Probed(Fit::TooSmall) => "太小",
        Remark::Probed(Fit::Misaligned) => "未对齐",
        Remark::Taken => "取下",
        Remark::Split => "分割",
        Remark::Remainder => "剩余",
        Remark::Inserted => "插入",
        Remark::Merged => "合并",
        Remark::Relinked => "改链接",
    }
}

impl Structure for Chinese {
    fn structure_of(&self, lane: LaneKind) -> String {
        format!("{} 的结构", lane.name())
    }

    fn free_blocks(&self, count: usize, total: u32) -> String {
        match count {
            0 => "没有空闲块".to_owned(),
            _ => format!("{} 块，{}", grouped(count), bytes(total)),
        }
    }

    fn no_bin_holds_a_block(&self) -> &'static str {
        "所有箱都是空的。"
    }

    fn hidden_structure(&self) -> &'static str {
        "它不公开内部过程和空闲链表，只能看到请求的结果。"
    }

    fn taken(&self) -> &'static str {
        "取下："
    }

    fn list_of(&self, sizes: Sizes, count: usize) -> String {
        format!("{}，{} 块", self.list(sizes), grouped(count))
    }

    fn head(&self) -> &'static str {
        "链表头"
    }

    fn empty(&self) -> &'static str {
        "空"
    }

    fn more_blocks(&self, count: u32) -> String {
        format!("… 还有 {} 块 …", grouped(count))
    }

    fn listed_block(&self, at: u32, size: u32, number: usize, note: Option<&Note>) -> String {
        let note = note.map(|note| format!("，{}", self.note(note))).unwrap_or_default();
        format!("{}，{}，第 {} 个{note}", address(at), bytes(size), grouped(number))
    }

    fn note(&self, note: &Note) -> String {
        let remarks: Vec<_> = note.remarks.iter().copied().map(remark).collect();
        let parts = [note.sign(), Some(remarks.join("、"))];
        let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn bump_title(&self, rest: Rest) -> &'static str {
        match rest {
            Rest::None | Rest::Bump => "碰撞范围",
            Rest::Wilderness => "未使用区",
        }
    }

    fn no_pages_yet(&self) -> &'static str {
        "还没有页"
    }

    fn untouched(&self, count: u32) -> String {
        format!("{}未使用", bytes(count))
    }

    fn bump_range(&self, rest: Rest, start: u32, end: u32) -> String {
        let left = bytes(end.saturating_sub(start));
        format!("{}：从 {} 到 {}，共 {left}", self.bump_title(rest), address(start), address(end))
    }

    fn bump_pointer(&self, rest: Rest) -> &'static str {
        match rest {
            Rest::None | Rest::Bump => "指针",
            Rest::Wilderness => "顶部",
        }
    }

    fn bump_end(&self) -> &'static str {
        "末尾"
    }
}
