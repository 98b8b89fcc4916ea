//! Texts of the challenges, in Chinese.

use super::Chinese;
use crate::{
    challenge::{Broken, Foul, Goal, Verdict},
    lab::LaneKind,
    text::{
        Challenges,
        challenges::{ChallengeLabels, ChallengeText},
        numbers::grouped,
    },
};

impl Challenges for Chinese {
    fn challenge(&self, goal: Goal) -> ChallengeText {
        match goal {
            Goal::Fragment { .. } => ChallengeText {
                title: "把堆弄碎",
                intro: "在 20 个操作之内使外部碎片率超过 80%。",
                rules: "写一个脚本，用最多 20 个操作使任意一条泳道的外部碎片率超过 80%。外部碎片率是最大空闲块之外的空闲字节\
                        所占的比例。堆共有 256 字节。",
                hint: "最大空闲块对你不利：让所有空闲块都很小，而且一样大。最后一个块之后的未使用区也算空闲块。",
                script: "// 在 20 个操作之内使外部碎片率超过 80%。\nlet a = alloc(16);\nlet b = alloc(16);\nfree(a);\n",
                round: "",
            },
            Goal::Outlive { .. } => ChallengeText {
                title: "只有 FreeList 幸存",
                intro: "写一个脚本：`FreeList` 撑得住，`SegregatedBump` 撑不住。",
                rules: "写一个脚本，使 `FreeList` 满足所有请求，而 `SegregatedBump` 至少拒绝一个。每条泳道有 256 字节。",
                hint: "`FreeList` 会合并相邻的空闲块。面对许多小的空闲块，`SegregatedBump` 能做什么？",
                script: "// FreeList 必须满足所有请求，SegregatedBump 必须拒绝一个。\nlet a = alloc(16);\nlet b = \
                         alloc(16);\nfree(a);\nfree(b);\n",
                round: "",
            },
            Goal::Break => ChallengeText {
                title: "击垮分配器",
                intro: "用尽可能少的操作使一条泳道内存不足。",
                rules: "用尽可能少的操作使一条泳道拒绝请求，每条泳道单独计算。任何时候请求的总量都不得超过内存的一半，即 4,096 \
                        字节中的 2,048 字节，被拒绝的请求也计算在内。不允许使用 `take_pages`，也不允许大于 16 的对齐。",
                hint: "释放一个大块，想一想这个分配器还能用它做什么；然后请求一个用不上它的大小。",
                script: "// 使一条泳道拒绝请求，同时请求的总量不超过 2048 字节。\nlet a = alloc(1000);\nlet b = \
                         alloc(1000);\nfree(a);\n",
                round: "",
            },
            Goal::Rounds { .. } => ChallengeText {
                title: "回合游戏",
                intro: "预测每条泳道在第几轮内存不足。",
                rules: "每一轮分配一组块，然后每隔一个释放一个。每条泳道会在第几轮第一次拒绝请求？每条泳道有 2,048 字节。开始之前，图中显示的是第一轮。预测允许相差一轮。",
                hint: "每一轮都会留下一半的块。要计算它们占用的字节，而不是请求的字节，还要看下一轮能否放进它们之间的空洞。",
                script: "每一轮分配一组块，然后每隔一个释放一个。",
                round: "轮次",
            },
        }
    }

    fn challenge_labels(&self) -> &'static ChallengeLabels {
        &LABELS
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::OtherArena => "内存区与挑战的不同。请重新开始，或把它改回来。".to_owned(),
            Verdict::OtherScript => "脚本不是游戏的脚本。请重新开始，或换一组数据。".to_owned(),
            Verdict::Missing(lane) => format!("需要 {}：请显示它，并让它运行完毕。", lane.short_name()),
            Verdict::Fragment { peak: None, .. } => "目前没有空闲的内存。".to_owned(),
            Verdict::Fragment { peak: Some(peak), met } => format!(
                "{}{}%（{}，第 {} 个操作之后）。",
                if *met { "已完成：" } else { "目前最高 " },
                peak.percent,
                peak.lane.short_name(),
                number(peak.ops)
            ),
            &Verdict::Outlive { survivor, victim, lives, dies, .. } => {
                let (survivor, victim) = (survivor.short_name(), victim.short_name());
                match (lives, dies) {
                    (None, None) => format!("目前两者都没有拒绝请求。{victim} 应当拒绝一个。"),
                    (None, Some(op)) => {
                        format!(
                            "已完成：{victim} 拒绝第 {} 个操作，{survivor} 没有拒绝任何请求。",
                            number(op)
                        )
                    }
                    (Some(op), None) => {
                        format!("{survivor} 拒绝第 {} 个操作，而 {victim} 没有。应当反过来。", number(op))
                    }
                    (Some(lives), Some(dies)) => format!(
                        "两者都拒绝了请求：{survivor} 拒绝第 {} 个操作，{victim} 拒绝第 {} 个操作。",
                        number(lives),
                        number(dies)
                    ),
                }
            }
            Verdict::Break(lanes) => {
                match lanes.iter().filter(|one| matches!(one.1, Broken::After(_))).count() {
                    0 => "目前没有击垮任何泳道。".to_owned(),
                    broken => format!("已击垮 {} 条泳道中的 {broken} 条。", lanes.len()),
                }
            }
            Verdict::Predict => "为每条泳道填写轮次，然后开始。".to_owned(),
            Verdict::Rounds { slack, .. } => match verdict.is_met() {
                true => format!("已完成：没有哪个预测相差超过 {slack} 轮。"),
                false => format!("还没有：有的预测相差超过 {slack} 轮。换一组数据再试。"),
            },
        }
    }

    fn broken(&self, broken: Broken) -> String {
        match broken {
            Broken::Holds => "没有拒绝请求".to_owned(),
            Broken::After(op) => format!("被第 {} 个操作击垮", number(op)),
            Broken::Foul(Foul::Greedy { op, live, most }) => {
                format!("第 {} 个操作：同时请求了 {} 字节，超过 {}", number(op), grouped(live), grouped(most))
            }
            Broken::Foul(Foul::Aligned { op }) => format!("第 {} 个操作：对齐大于 16", number(op)),
            Broken::Foul(Foul::Pages { op }) => format!("第 {} 个操作：不允许使用 `take_pages`", number(op)),
        }
    }

    fn lost_in(&self, round: Option<u32>) -> String {
        round.map_or_else(|| "没有拒绝请求".to_owned(), |round| format!("第 {round} 轮"))
    }

    fn best(&self, goal: Goal, best: u32) -> String {
        match goal {
            Goal::Fragment { .. } | Goal::Outlive { .. } | Goal::Break => {
                format!("你的最好成绩：{} 个操作", grouped(best))
            }
            Goal::Rounds { .. } => format!("你的最好成绩：共相差 {best} 轮"),
        }
    }

    fn next_challenge(&self, title: &str) -> String {
        format!("下一个挑战：{title}")
    }

    fn prediction_for(&self, lane: LaneKind) -> String {
        format!("{} 拒绝请求的轮次", lane.short_name())
    }
}

fn number(op: usize) -> String {
    grouped(op as u64)
}

static LABELS: ChallengeLabels = ChallengeLabels {
    tab: "挑战",
    challenges: "挑战",
    solved: "已完成",
    hint: "提示",
    edit: "编辑脚本",
    again: "重新开始",
    leave: "离开挑战",
    open_best: "打开",
    play: "开始",
    other_data: "换一组数据",
    lane: "泳道",
    result: "结果",
    prediction: "预测",
    best: "最好成绩",
    running: "脚本正在运行……",
    mistake: "脚本有错误。改正之后才会评判。",
};
