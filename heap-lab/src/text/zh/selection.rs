//! The sentences about what is selected, in Chinese.

use super::{Chinese, narration::bytes};
use crate::text::{Selection, numbers::grouped};

impl Selection for Chinese {
    fn selection(&self) -> &'static str {
        "选中的内容"
    }

    fn clear_selection(&self) -> &'static str {
        "取消选中"
    }

    fn clear_selection_hint(&self) -> &'static str {
        "取消选中（Esc）"
    }

    fn not_in_heap(&self) -> &'static str {
        "此刻不在堆中。"
    }

    fn freed_title(&self, name: &str) -> String {
        format!("{name} · 未存活")
    }

    fn requested(&self, size: u32, align: u32) -> String {
        format!("请求 {}，按 {} 对齐", bytes(size), grouped(align))
    }

    fn lane_columns(&self) -> [&'static str; 5] {
        ["泳道", "地址", "占用", "填充", "来自"]
    }

    fn not_live_here(&self) -> &'static str {
        "在此泳道中未存活"
    }

    fn operation_link(&self, number: u64) -> String {
        format!("操作 {}", grouped(number))
    }

    fn operation_link_hint(&self) -> &'static str {
        "转到这个操作"
    }

    fn free_block(&self) -> &'static str {
        "释放"
    }

    fn free_block_hint(&self) -> &'static str {
        "释放这个块（Delete）：在脚本中加一行"
    }
}
