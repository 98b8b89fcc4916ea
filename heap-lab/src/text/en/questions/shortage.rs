//! What a refused request lacked, in English.

use super::{
    super::{English, narration::bytes},
    ask::joined,
};
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
    let refusal = English.refusal(&shortage.refusal);
    let rest = refusal.strip_prefix("refused").unwrap_or(&refusal);
    let mut all = vec![format!("Refused{rest}.")];
    let is_said = matches!(shortage.refusal.reason, Reason::Fragmented { .. });
    if !is_said && shortage.largest > 0 {
        all.push(format!("The largest piece of free memory has {}.", bytes(shortage.largest)));
    }
    if !shortage.between.is_empty() && !shortage.merges {
        all.push(
            "Free blocks are never merged here: to free what lies between them would make none that is larger.".into(),
        );
    } else if !shortage.between.is_empty() {
        let more = shortage.between.len().saturating_sub(NAMED) + shortage.more_between as usize;
        let mut things: Vec<_> = shortage.between.iter().take(NAMED).map(|tile| thing(tile, trace)).collect();
        things.extend((more > 0).then(|| format!("{} more", grouped(more as u64))));
        let lie = if things.len() == 1 { "lies" } else { "lie" };
        all.push(format!("{} {lie} between the pieces.", joined(things)));
    }
    all.push(match &shortage.frees {
        Frees::Blocks(blocks) => {
            let order = if blocks.len() == 1 { "" } else { ", in this order" };
            format!("It would have succeeded if {} had been freed before{order}.", names(blocks, trace))
        }
        Frees::Never => "It would have been refused whatever had been freed right before.".to_owned(),
        Frees::Unknown { least: 0 | 1 } => {
            "Finding the blocks that would have had to be freed takes too long.".to_owned()
        }
        Frees::Unknown { least } => format!(
            "Finding the blocks that would have had to be freed takes too long. There are at least {}.",
            grouped(*least)
        ),
    });
    all
}

fn thing(tile: &Tile, trace: &Trace) -> String {
    let size = bytes(tile.size);
    match tile.kind {
        TileKind::Live { block, .. } => format!("{} ({size})", code(trace.name(block))),
        TileKind::Lost { .. } => format!("{size} lost"),
        TileKind::Foreign => format!("{size} of other code"),
        TileKind::Reserved => format!("the heads of the bins ({size})"),
        TileKind::Opaque => format!("free memory or bookkeeping ({size})"),
        TileKind::Free { .. } | TileKind::Bump | TileKind::Held => size,
    }
}

fn names(blocks: &[BlockId], trace: &Trace) -> String {
    let mut names: Vec<_> = blocks.iter().take(NAMED).map(|&block| code(trace.name(block))).collect();
    let more = blocks.len().saturating_sub(NAMED);
    names.extend((more > 0).then(|| format!("{} more", grouped(more as u64))));
    joined(names)
}
