//! Texts around a lesson: the panel, the menu, the controls of questions, in Chinese.

use super::Chinese;
use crate::{
    question::Kind,
    text::{Lessons, lessons::Labels},
};

impl Lessons for Chinese {
    fn lessons(&self) -> &'static Labels {
        &LABELS
    }

    fn course(&self, lessons: usize) -> String {
        format!("共 {lessons} 课，每课约五分钟。先预测分配器会怎么做，再运行它，看结果。")
    }

    fn lesson(&self, number: usize) -> String {
        format!("第 {number} 课")
    }

    fn lesson_of(&self, number: usize, lessons: usize) -> String {
        format!("第 {number} 课，共 {lessons} 课")
    }

    fn so_far(&self, right: usize, answered: usize, questions: usize) -> String {
        match answered {
            0 => format!("{questions} 个问题"),
            _ if answered == questions => format!("{questions} 题，答对 {right} 题"),
            _ => format!("{questions} 题，已答 {answered} 题，答对 {right} 题"),
        }
    }

    fn paragraph(&self, number: usize) -> String {
        format!("第 {number} 段")
    }

    fn question_number(&self, number: usize) -> String {
        format!("问题 {number}")
    }

    fn question_of(&self, number: usize, questions: usize) -> String {
        format!("问题 {number}，共 {questions} 个")
    }

    fn part_of(&self, lesson: &str, part: &str) -> String {
        format!("{lesson}，{part}")
    }

    fn step_of(&self, number: usize, steps: usize) -> String {
        format!("{number} / {steps}")
    }

    fn more_after(&self, steps: usize, questions: usize) -> String {
        match questions {
            _ if questions == steps => format!("回答之后还有 {steps} 个问题。"),
            0 => format!("回答之后还有 {steps} 个段落。"),
            _ => format!("回答之后还有 {steps} 个段落和问题。"),
        }
    }

    fn next_lesson(&self, title: &str) -> String {
        format!("下一课：{title}")
    }

    fn what_happens(&self, requests: usize) -> String {
        match requests {
            1 => "下一个操作：".to_owned(),
            _ => format!("接下来的 {requests} 个操作："),
        }
    }

    fn more_requests(&self, requests: usize) -> String {
        format!("……还有 {requests} 个……")
    }

    fn incomplete(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Place => "请先选择位置。",
            Kind::Probes | Kind::List { .. } => "请先选择至少一个块。",
            Kind::Draw { .. } => "请先设置至少一个格子。",
            Kind::Number(_) => "请先输入一个数。",
            Kind::YesNo(_) => "请先为每个分配器选择是或否。",
            Kind::First(_) => "请先选择其中一项。",
        }
    }

    fn your_answer(&self, answer: &str) -> String {
        format!("你的回答：{answer}")
    }

    fn at_place(&self, place: usize, choice: &str) -> String {
        format!("{place}. {choice}")
    }

    fn move_up(&self, choice: &str) -> String {
        format!("上移：{choice}")
    }

    fn move_down(&self, choice: &str) -> String {
        format!("下移：{choice}")
    }

    fn take_out(&self, choice: &str) -> String {
        format!("移除：{choice}")
    }

    fn cell(&self, first: &str, last: &str, what: &str) -> String {
        format!("{first} 到 {last}：{what}")
    }
}

static LABELS: Labels = Labels {
    menu: "课程",
    begin: "从第 1 课开始",
    new_here: "初次接触分配器？这里有一套课程：",
    quiz: "考考我",
    quiz_hint: "针对当前打开的脚本提问",
    quiz_title: "关于这个脚本的问题",
    clear: "清除进度",
    clear_hint: "清除已回答的问题和已完成的挑战。这些记录只保存在本设备上。",
    tab: "课程",
    close: "关闭课程",
    text: "课文",
    steps: "课程的步骤",
    back: "上一步",
    back_hint: "上一步：上一段（k）",
    next: "下一步",
    next_hint: "下一步：下一段（j）",
    blocked: "回答问题后继续",
    return_to_step: "回到这一段的位置",
    show_step: "在课文中显示这一段",
    keys: "课程中：上一段、下一段",
    hidden: "回答之后才显示，以免透露答案。",
    preparing: "正在运行脚本……",
    other_address: "其他地址：",
    not_an_address: "不是地址。请写成 0x0040 或 64 这样的形式。",
    not_a_number: "不是数字。请写成 64 或 0x40 这样的形式，不带单位。",
    blocks: "可选的块",
    chosen: "你的顺序",
    none_chosen: "尚未选择块",
    start_over: "重新开始",
    brush: "用途",
    cells: "堆的格子",
    answer: "提交答案",
    to_question: "回答这个问题",
    to_answered: "再看一遍这个问题",
    right: "正确",
    wrong: "不正确",
    was_right: "你的第一次回答：正确。",
    was_wrong: "你的第一次回答：不正确。",
    watch: "再看一遍",
    other_data: "换一组数据",
    other_data_hint: "针对另一个同类程序的同一个问题",
    is_other_data: "换了一组数据：程序与课文中的不同。",
    go_on: "继续",
    end: "本课结束",
    quiz_end: "问题到此结束",
    questions: "问题",
    course_end: "这是最后一课。接下来可以试试课程菜单里的挑战，或编写自己的脚本。",
    open: "未回答",
};
