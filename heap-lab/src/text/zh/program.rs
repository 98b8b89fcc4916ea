//! Recorded programs on the page, in Chinese.

use super::{Chinese, numbers::scaled};
use crate::{
    share::Home,
    text::{
        Program,
        numbers::{grouped, grouped_u64},
        program::ProgramLabels,
    },
};

impl Program for Chinese {
    fn program(&self) -> &'static ProgramLabels {
        &LABELS
    }

    fn reading_file(&self, name: &str, operations: usize) -> String {
        format!("正在读取 {name}：{} 个操作", grouped(operations as u64))
    }

    fn cannot_open(&self, name: &str) -> String {
        format!("无法打开 {name}")
    }

    fn trace_summary(&self, operations: usize, blocks: usize, peak: u64) -> String {
        format!(
            "{} 个操作，{} 个块，存活峰值 {}",
            grouped(operations as u64),
            grouped(blocks as u64),
            bytes(peak)
        )
    }

    fn all_notes(&self, count: u32) -> String {
        format!("{}（{}）", LABELS.all_kinds, grouped(count))
    }

    fn note_count(&self, count: u32) -> String {
        format!("{} 条说明", grouped(count))
    }

    fn awaited(&self, home: &Home) -> String {
        match home {
            Home::File(name) => {
                format!(
                    "本页面之前显示的是 {name} 中的轨迹。刷新后页面不能自行打开你的文件：请再次打开它，即可从原处继续。"
                )
            }
            Home::Sample(_) => "正在加载记录的程序……".into(),
        }
    }

    fn sample_size(&self, operations: u64) -> String {
        format!("{} 个操作", grouped_u64(operations))
    }
}

fn bytes(bytes: u64) -> String {
    let words = scaled(bytes);
    if bytes < 1024 { format!("{words} 字节") } else { words }
}

const LABELS: ProgramLabels = ProgramLabels {
    open: "打开文件……",
    open_hint: "你的程序的轨迹：malloc lab、mtrace、Valgrind、ltrace、heaptrack 等。文件不会离开你的电脑。",
    paste: "粘贴轨迹……",
    paste_hint: "把轨迹粘贴在这里。每行一个操作，例如 `a 1 24`，也可以是工具的日志。",
    paste_open: "打开",
    unpasted: "无法读取粘贴的内容",
    paste_again: "返回修改",
    pasted: "pasted.trace",
    own: "你自己的程序：",
    samples: "记录的程序",
    drop: "松开以打开这条轨迹",
    cancel: "取消",
    unreadable: "浏览器无法读取这个文件。它可能被移动或改动过：请重新选择。",
    unloaded: "无法加载记录的程序。请检查网络连接后重试。",
    retry: "重试",
    running: "正在每个分配器中运行程序……",
    copy: "复制",
    command: "记录轨迹的命令",
    back: "返回脚本",
    operations: "操作",
    notes: "说明",
    find: "查找操作",
    find_hint: "块（#12）、大小（64 字节）、第 120 行、编号或标签",
    next: "下一个",
    previous: "上一个",
    not_found: "没有找到",
    no_notes: "这条轨迹没有异常之处。",
    all_kinds: "全部说明",
    save: "保存轨迹",
    save_hint: "把所有操作保存为本页面能打开的文本文件",
    trace: "轨迹",
};
