//! The recorded programs in Chinese.

use super::Chinese;
use crate::{
    samples::Program,
    text::samples::{SampleText, Samples},
};

impl Samples for Chinese {
    fn sample(&self, program: Program) -> SampleText {
        match program {
            Program::Image => SampleText {
                title: "图片",
                origin: "用 `png` 库编写的看图程序：解码 24 张图片，保留最近六张，并保存缩小的副本。块不多，但大多较大。\
                         在 64 位 Linux 上记录。",
            },
            Program::Json => SampleText {
                title: "JSON",
                origin: "用 `serde_json` 库生成的订单报告：把十二份文档读成由值构成的树，加以汇总、修改并重新输出。\
                         在 64 位 Linux 上记录。",
            },
            Program::Markdown => SampleText {
                title: "Markdown",
                origin: "用 `pulldown-cmark` 库编写的网站生成器：把 120 个页面转换为 HTML，每三页重新生成一页，并写出目录。\
                         在 64 位 Linux 上记录。",
            },
            Program::Page => SampleText {
                title: "本页面",
                origin: "本页面对自身的记录：打开一个示例并逐步浏览。在 WebAssembly 中，指针为 32 位。",
            },
            Program::Regex => SampleText {
                title: "日志搜索",
                origin: "用 `regex` 库编写的日志分析程序：编译十个正则表达式，并用它们搜索 3,000 行日志。在 64 位 Linux 上记录。",
            },
            Program::Script => SampleText {
                title: "脚本解释器",
                origin: "`rhai` 库的解释器运行一段使用文本、列表、映射与闭包的脚本。小块极多，寿命很短。在 64 位 Linux 上记录。",
            },
            Program::Store => SampleText {
                title: "键值存储",
                origin: "内存中的 B 树存储（`redb` 库）：60 个事务，写入、删除并读取范围。在 64 位 Linux 上记录。",
            },
        }
    }

    fn sample_label(&self, label: &str) -> Option<String> {
        let counted = label.rsplit_once(' ').filter(|(_, number)| number.parse::<u32>().is_ok());
        if let Some((what, number)) = counted {
            return match what {
                "day" => Some(format!("第 {number} 天")),
                "round" => Some(format!("第 {number} 轮")),
                "transaction" => Some(format!("事务 {number}")),
                _ => None,
            };
        }
        let words = match label {
            "report" => "报告",
            "first build" => "首次生成",
            "every third page is built again" => "每三页重新生成一页",
            "index" => "写出目录",
            "compile the rules" => "编译规则",
            "search the log" => "搜索日志",
            "hide what is private" => "隐去隐私内容",
            "start the engine" => "启动解释器",
            "records" => "处理记录",
            "sort" => "排序",
            "grow a text" => "加长文本",
            "count its words" => "统计词数",
            "a queue of names" => "姓名队列",
            "create the store" => "创建存储",
            _ => return None,
        };
        Some(words.to_owned())
    }
}
