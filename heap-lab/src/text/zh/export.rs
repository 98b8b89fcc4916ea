//! Sharing, embedding and exporting, in Chinese.

use super::Chinese;
use crate::{
    state::Made,
    text::{
        export::{Export, Labels},
        numbers::{grouped, scaled},
    },
};

impl Export for Chinese {
    fn export(&self) -> &'static Labels {
        &LABELS
    }

    fn download(&self, what: &str, format: &str) -> String {
        let space = if what.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
        let before = if what.starts_with(|first: char| first.is_ascii()) { " " } else { "" };
        format!("将{before}{what}{space}下载为 {format}")
    }

    fn position(&self, number: usize, len: usize) -> String {
        format!("第 {} 个操作，共 {} 个", grouped(number), grouped(len))
    }

    fn tallest(&self, number: &str) -> String {
        format!("最高：{number}")
    }

    fn embed_title(&self, what: &str) -> String {
        format!("逐步观察内存分配器：{what}")
    }

    fn making_file(&self, made: Option<Made>) -> String {
        match made {
            None => "正在生成文件。".to_owned(),
            Some(Made { percent, bytes: None }) => format!("正在生成文件：{percent}%。"),
            Some(Made { percent, bytes: Some(bytes) }) => {
                format!("正在生成文件：{percent}%，共约 {}。", scaled(bytes))
            }
        }
    }

    fn saved(&self, name: &str) -> String {
        format!("已保存为 {name}。")
    }
}

static LABELS: Labels = Labels {
    link: "复制链接",
    embed: "复制嵌入代码",
    embed_hint: "在你的网页中显示当前位置的 HTML 代码",
    all_lanes: "全部泳道",
    numbers: "数值",
    numbers_hint: "表格：每个操作一行，含所显示泳道的各项数值",
    print: "打印",
    print_hint: "堆、图例和脚本，A4 或 Letter 纸",
    open: "在演练场中打开",
    open_hint: "在完整页面中打开同一位置，附带脚本",
    made_with: "lite-alloc 演练场",
    script: "脚本",
    embed_copied: "嵌入代码已复制。放进任何网页，都会显示这些泳道的当前位置。",
    embed_refused: "浏览器不允许复制，因此没有嵌入代码。请在地址栏的链接后加上 `&embed`，再用于 `<iframe>`。",
    stop: "停止",
    not_saved: "浏览器没有保存文件。",
};
