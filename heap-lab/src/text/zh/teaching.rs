//! Texts for teachers: writing a lesson, homework, notes, worksheets, in Chinese.

use super::Chinese;
use crate::{
    homework::CodeError,
    state::TeachingNotice,
    text::{
        Teaching,
        numbers::grouped,
        teaching::{Homework, Labels, Notes, Results, Worksheet, Write},
    },
};

impl Teaching for Chinese {
    fn teaching(&self) -> &'static Labels {
        &LABELS
    }

    fn lesson_mistake_count(&self, count: usize) -> String {
        format!("{} 处错误", grouped(count))
    }

    fn bring_back(&self, title: &str) -> String {
        format!("恢复“{title}”")
    }

    fn teaching_notice(&self, notice: TeachingNotice) -> String {
        match notice {
            TeachingNotice::LessonCopied { length } => {
                format!("链接已复制。它包含整个课程：{} 个字符。", grouped(length))
            }
            TeachingNotice::HomeworkCopied { length } => {
                format!("作业链接已复制：{} 个字符。", grouped(length))
            }
            TeachingNotice::CodeCopied => "结果码已复制。".into(),
            TeachingNotice::NotCopied => "浏览器不允许复制。请选中文本后复制。".into(),
            TeachingNotice::NotOpened => "文件没有打开：它不是文本，或者对课程来说太大。".into(),
        }
    }

    fn go_to_line(&self, line: u32) -> String {
        format!("转到第 {line} 行")
    }

    fn homework_title(&self, count: usize) -> String {
        format!("作业：{} 个问题", grouped(count))
    }

    fn homework_answered(&self, answered: usize, count: usize) -> String {
        format!("已回答 {} 个，共 {} 个", grouped(answered), grouped(count))
    }

    fn worksheet_question(&self, number: usize) -> String {
        format!("问题 {number}")
    }

    fn homework_score(&self, right: usize, count: usize) -> String {
        format!("{} / {}", grouped(right), grouped(count))
    }

    fn code_error(&self, error: &CodeError) -> String {
        match error {
            CodeError::NoCode => "这不是结果码：结果码以 lite-alloc-1 开头。".into(),
            CodeError::Version { found } => {
                format!("这个结果码的版本是 {found}，比本页面新。请重新载入页面。")
            }
            CodeError::CutShort => "这个结果码缺少结尾。请索取完整的结果码。".into(),
            CodeError::Changed => "这个结果码生成之后被改动过：校验和不正确。".into(),
            CodeError::UnknownLesson => {
                "这个结果码属于另一个课程，或者课程的另一个版本。请先打开那个课程。".into()
            }
        }
    }

    fn result_count(&self, count: usize, refused: usize) -> String {
        let results = format!("{} 份结果", grouped(count));
        match refused {
            0 => results,
            _ => format!("{results}，{} 个结果码被拒绝", grouped(refused)),
        }
    }
}

static LABELS: Labels = Labels {
    lesson: "课程文本",
    write: Write {
        write: "编写课程",
        edit: "以文本编辑",
        edit_hint: "在编辑器中打开本课程。编辑器里现有的文本可以恢复。",
        panes: "编辑器的各部分",
        text: "文本",
        lesson: "课程",
        figure: "堆",
        begin: "从模板开始……",
        template: "模板",
        open: "打开……",
        open_hint: "打开课程文件，也可以把文件拖到文本上",
        save: "保存",
        save_hint: "把文本保存为文件",
        link: "复制链接",
        link_hint: "复制包含整个课程的链接",
        answers: "正确答案",
        read: "返回阅读",
        read_hint: "关闭编辑器，像学生一样阅读课程。文本会保留。",
        checking: "正在检查……",
        no_mistakes: "没有错误",
        nothing: "写好一个脚本和一个段落后，课程会显示在这里。",
        no_answer: "还没有正确答案：请看错误列表。",
        answer: "正确答案：",
    },
    homework: Homework {
        give: "布置作业……",
        give_hint: "生成一个链接，用另外的数据提出本课程的问题",
        title: "作业",
        count: "问题数",
        seed: "种子",
        seed_hint: "种子相同，数据就相同",
        copy_link: "复制作业链接",
        honest: "不会向任何地方发送数据：每个学生得到一个结果码，由学生自己交给你。得分在你的电脑上根据种子和答案计算，\
                 被改动过的结果码会被拒绝。但学生可以从头再做一遍，有心的学生还可以伪造结果码。",
        no_questions: "本课程没有问题。",
        hand_in: "获取结果码",
        rules: "以第一次回答为准。最后会得到一个交给老师的结果码；不会向任何地方发送数据。",
        name: "姓名",
        code: "结果码",
        code_hint: "把结果码交给老师。没有回答的问题算错。",
        name_missing: "填写姓名后即可得到结果码。",
        copy_code: "复制结果码",
        clear: "删除我的答案",
        clear_hint: "将从这台电脑上删除答案和姓名。作业会从头开始，数据不变。",
        clear_sure: "删除",
        keep: "保存",
    },
    results: Results {
        results: "作业结果",
        codes: "结果码",
        codes_hint: "粘贴一个结果码，或者每行一个，粘贴多个。",
        name: "姓名",
        lesson: "课程",
        seed: "种子",
        score: "得分",
        right: "对",
        wrong: "错",
        missing: "未答",
        save: "保存为 CSV",
        computing: "正在计算得分……",
    },
    notes: Notes {
        add: "添加注释",
        edit: "编辑注释",
        text: "注释",
        hint: "注释显示在这个位置，链接中包含注释。",
        keep: "保存",
        remove: "删除",
    },
    worksheet: Worksheet {
        print: "打印练习单",
        print_hint: "打印带填空的课程，以及答案页",
        name: "姓名",
        date: "日期",
        answers: "答案",
        answer: "答：",
        order: "按顺序：",
        cells: "在每格中标记：L 存活，P 填充，F 空闲。其余的格留空。",
        yes: "是",
        no: "否",
        none: "都没有",
    },
};
