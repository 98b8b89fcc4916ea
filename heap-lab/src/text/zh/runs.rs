//! The sentences about runs, in Chinese.

use super::Chinese;
use crate::{
    lab::{Cut, LaneKind},
    state::Progress,
    text::{Runs, numbers::grouped, runs::ended},
};

impl Runs for Chinese {
    fn progress(&self, progress: &Progress) -> String {
        let Progress { lane, done, all, .. } = *progress;
        format!("正在运行：{} 已完成 {} / {} 个操作", lane.short_name(), grouped(done), grouped(all))
    }

    fn stop(&self) -> &'static str {
        "停止"
    }

    fn stop_hint(&self) -> &'static str {
        "就此停止，显示已完成的部分"
    }

    fn stopped(&self, progress: &Progress) -> String {
        let ended = ended(progress).map(|(lane, done)| format!("{} {}", lane.short_name(), grouped(done)));
        format!(
            "没有运行到底（共 {} 个操作）：{}。泳道结束之后，显示的是它最后的状态。",
            grouped(progress.all),
            ended.collect::<Vec<_>>().join("，")
        )
    }

    fn lane_progress(&self, lane: LaneKind, done: usize, all: usize) -> String {
        format!("{}：{} / {}", lane.short_name(), grouped(done), grouped(all))
    }

    fn complete_up_to(&self, done: usize, cut: Cut) -> String {
        let done = grouped(done);
        match cut {
            Cut::TooSlow => format!("完成到第 {done} 个操作：查找耗时太长"),
            Cut::Memory => format!("完成到第 {done} 个操作：没有内存继续记录"),
            Cut::Stopped => format!("完成到第 {done} 个操作：已停止"),
        }
    }

    fn ended_before(&self) -> &'static str {
        "这条泳道在当前操作之前就结束了。这是它最后的状态。"
    }

    fn run_again(&self) -> &'static str {
        "重新运行"
    }

    fn first_refused(&self, number: usize) -> String {
        format!("首个被拒绝的请求：第 {} 个操作", grouped(number))
    }

    fn slow_from(&self, number: usize) -> String {
        format!("首次探查 1,000 个空闲块：第 {} 个操作", grouped(number))
    }
}
