//! The sentences about allocators, in Chinese.

use super::Chinese;
use crate::{lab::LaneKind, text::Allocators};

impl Allocators for Chinese {
    fn idea(&self, lane: LaneKind) -> &'static str {
        match lane {
            LaneKind::BumpFreeList => "碰撞指针 + 按 2 的幂分箱，从不分割",
            LaneKind::SegregatedBump => "碰撞指针 + 四个箱；大于 128 B 的没有箱",
            LaneKind::FreeList => "按地址排序的单一空闲链表，首次适应，合并",
            LaneKind::BoundaryTag => "边界标记，按大小分箱的良好适应，O(1) 分割与合并",
            LaneKind::Dlmalloc => "Rust 在 WebAssembly 上的默认分配器：边界标记，用箱和树实现最佳适应",
            LaneKind::Talc => "标记位于块末，按相近大小分箱的良好适应",
        }
    }

    fn free_blocks_of(&self, lane: LaneKind) -> &'static str {
        match lane {
            LaneKind::BumpFreeList => "按 2 的幂分箱",
            LaneKind::SegregatedBump => "箱，后进先出",
            LaneKind::FreeList => "空闲链表，按地址排序",
            LaneKind::BoundaryTag => "按大小分箱，后进先出",
            LaneKind::Dlmalloc | LaneKind::Talc => "它的结构不得而知",
        }
    }
}
