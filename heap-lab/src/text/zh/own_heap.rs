//! The sentences about the heap of the page itself, in Chinese.

use super::{Chinese, numbers::share};
use crate::text::{
    numbers::grouped_u64,
    own_heap::{OwnHeap, OwnHeapText},
};

impl OwnHeap for Chinese {
    fn own_heap(&self) -> &'static OwnHeapText {
        &OwnHeapText {
            title: "本页面的堆",
            about: "本页面也是一个程序，运行在它所展示的分配器之一 BoundaryTag 上。这里是它自己的数字，每秒更新两次。",
            used: "占用",
            free: "空闲",
            largest: "最大空闲块",
            size: "堆大小",
            growth: "打开以来的增长",
            record: "记录本页面 5 秒",
            recording: "记录期间请使用页面。记录结束后，它所做的分配会作为轨迹打开，取代当前的程序。",
            stop: "立即停止",
            no_memory: "没有内存可用于记录。",
            name: "this-page.trace",
        }
    }

    fn own_heap_share(&self, used: u32, free_blocks: u64) -> String {
        format!("已占用 {}，{} 个空闲块", share(used), grouped_u64(free_blocks))
    }

    fn recording_left(&self, seconds: u32, operations: u64) -> String {
        format!("正在记录：还剩 {seconds} 秒，已有 {} 个操作", grouped_u64(operations))
    }
}
