//! The sentences about runs, in Chinese.

use super::Chinese;
use crate::{
    state::Progress,
    text::{Runs, numbers::grouped},
};

impl Runs for Chinese {
    fn progress(&self, progress: &Progress) -> String {
        let Progress { lane, done, all } = *progress;
        format!("正在运行：{} 已完成 {} / {} 个操作", lane.short_name(), grouped(done), grouped(all))
    }

    fn stop(&self) -> &'static str {
        "停止"
    }

    fn stop_hint(&self) -> &'static str {
        "就此停止，显示已完成的部分"
    }

    fn stopped(&self, progress: &Progress) -> String {
        let Progress { lane, done, all } = *progress;
        format!(
            "已停止：{} 完成了 {} / {} 个操作。修改脚本后会重新运行。",
            lane.short_name(),
            grouped(done),
            grouped(all)
        )
    }

    fn first_refused(&self, number: usize) -> String {
        format!("首个被拒绝的请求：第 {} 个操作", grouped(number))
    }

    fn slow_from(&self, number: usize) -> String {
        format!("首次探查 1,000 个空闲块：第 {} 个操作", grouped(number))
    }
}
