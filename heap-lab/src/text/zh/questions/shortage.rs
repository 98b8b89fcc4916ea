//! What a refused request lacked, in Chinese.

use super::super::{Chinese, narration::bytes};
use crate::{
    lab::{
        report::Reason,
        shortage::{Frees, Shortage},
        view::{Tile, TileKind},
    },
    text::{Narration, mistakes::code, numbers::grouped},
    trace::{BlockId, Trace},
};

/// Tiles and blocks that are named one by one.
const NAMED: usize = 4;

pub(super) fn sentences(shortage: &Shortage, trace: &Trace) -> Vec<String> {
    let mut all = vec![format!("{}。", Chinese.refusal(&shortage.refusal))];
    let is_said = matches!(shortage.refusal.reason, Reason::Fragmented { .. });
    if !is_said && shortage.largest > 0 {
        all.push(format!("最大空闲块有 {}。", bytes(shortage.largest)));
    }
    if !shortage.between.is_empty() {
        let things: Vec<_> = shortage.between.iter().take(NAMED).map(|tile| thing(tile, trace)).collect();
        let more = shortage.between.len().saturating_sub(NAMED) + shortage.more_between as usize;
        let more =
            if more > 0 { format!("，以及另外 {} 段", grouped(more as u64)) } else { String::new() };
        // Code and numbers have spaces beside them.
        let things = things.join("、");
        let space = if things.starts_with(|first: char| first.is_ascii()) { " " } else { "" };
        all.push(format!("隔开空闲内存的是{space}{things}{more}。"));
    }
    all.push(match &shortage.frees {
        Frees::Blocks(blocks) => {
            let order = if blocks.len() == 1 { "" } else { "依次" };
            format!("如果事先{order}释放了 {}，这个请求就会成功。", names(blocks, trace))
        }
        Frees::Never => "在它之前无论释放哪些块，这个请求都不会成功。".to_owned(),
        Frees::Unknown { least: 0 | 1 } => "要查明该释放哪些块，所需的时间太长。".to_owned(),
        Frees::Unknown { least } => {
            format!("要查明该释放哪些块，所需的时间太长；至少是 {} 块。", grouped(*least))
        }
    });
    all
}

fn thing(tile: &Tile, trace: &Trace) -> String {
    let size = bytes(tile.size);
    match tile.kind {
        TileKind::Live { block, .. } => format!("{}（{size}）", code(trace.name(block))),
        TileKind::Lost { .. } => format!("丢失的 {size}"),
        TileKind::Foreign => format!("{size}的外来页"),
        TileKind::Reserved => format!("各箱的链表头（{size}）"),
        TileKind::Opaque => format!("分配器自用的内存（{size}）"),
        TileKind::Free { .. } | TileKind::Bump | TileKind::Held => size,
    }
}

fn names(blocks: &[BlockId], trace: &Trace) -> String {
    let names: Vec<_> = blocks.iter().take(NAMED).map(|&block| code(trace.name(block))).collect();
    let more = blocks.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" 等 {} 块", grouped(blocks.len() as u64)) } else { String::new() };
    format!("{}{more}", names.join("、"))
}
