//! The page in Chinese.

use super::Chinese;
use crate::{
    lab::LaneKind,
    text::{
        numbers::grouped,
        page::{App, Arena, Desk, Editor, Header, HeapKeys, Help, Labels, Lane, Page, Story, Transport},
    },
};

impl Page for Chinese {
    fn page(&self) -> &'static Labels {
        &LABELS
    }

    fn not_shown(&self, lane: LaneKind) -> String {
        format!("{} 已隐藏。", lane.short_name())
    }

    fn show(&self, lane: LaneKind) -> String {
        format!("显示 {}", lane.short_name())
    }

    fn line(&self, line: u32) -> String {
        format!("第 {} 行", grouped(line))
    }

    fn go_to_label(&self, label: &str) -> String {
        format!("转到“{label}”")
    }

    fn out_of(&self, operations: usize) -> String {
        format!(" / {}", grouped(operations))
    }

    fn event(&self, event: usize, events: usize) -> String {
        format!("事件 {event} / {events}")
    }

    fn at_operation(&self, number: usize, operations: usize, words: &str) -> String {
        format!("第 {number} 个操作，共 {operations} 个：{words}")
    }

    fn before_all(&self, operations: usize) -> String {
        format!("第一个操作之前，共 {operations} 个操作")
    }

    fn next_operation(&self, words: &str, begun: bool) -> String {
        format!("{}：{words}", if begun { "完成" } else { "下一步" })
    }

    fn chapter(&self, label: &str) -> String {
        format!("章节“{label}”")
    }

    fn speed(&self, per_second: u32, events: bool) -> String {
        format!("每秒 {per_second} 个{}", if events { "事件" } else { "操作" })
    }
}

static LABELS: Labels = Labels {
    app: App {
        title: "lite-alloc 演练场：逐步观察四个内存分配器",
        lanes: "分配器",
        running: "正在运行脚本……",
        no_run: "尚无运行结果：脚本有错误。",
        close: "关闭",
        dismiss: "关闭提示",
        stopped: "页面出错，已停止运行。你的内容已保存：请重新载入页面以继续。",
    },
    header: Header {
        playground: "演练场",
        skip: "跳到播放按钮",
        panel: "示例、脚本和数值面板",
        examples: "示例",
        lanes: "泳道",
        other_lanes: "其他分配器",
        more: "更多",
        present: "演示",
        present_hint: "只显示堆，用大号字（p）",
        present_end: "退出（Esc）",
        language: "语言",
        share: "分享",
        share_hint: "复制链接，包含当前的脚本、内存区、泳道和位置",
        help: "帮助",
        help_hint: "帮助（?）",
        colours_of_system: "颜色：跟随系统。切换为浅色",
        colours_light: "颜色：浅色。切换为深色",
        colours_dark: "颜色：深色。切换为跟随系统",
    },
    arena: Arena {
        arena: "内存区",
        pages: "页数",
        pages_hint: "每个内存最多能增长到多少页",
        page_size: "页大小",
        page_size_hint: "每页的字节数；WebAssembly 为 64 KiB",
    },
    desk: Desk {
        panels: "面板",
        example: "示例",
        script: "脚本",
        numbers: "数值",
        edited: "已修改：脚本或内存区与示例不同。",
        back_to_example: "恢复示例",
        running: "运行中……",
        go_there: "转到错误处",
        last_run: "泳道显示的是上一次成功的运行。",
        by_hand: "手动操作",
        size: "大小",
        alignment: "对齐",
        allocate: "分配",
        by_hand_hint: "单击选中一个块；按 Delete 或双击释放它。分配和释放都会在脚本中添加一行。",
    },
    editor: Editor {
        script: "脚本",
        leaving: "Tab 键缩进。要用键盘离开编辑器，先按 Escape，再按 Tab。",
        current: "当前操作来自这一行",
        mistake: "第 $1 行：$2",
        completions: "补全",
    },
    story: Story {
        legend: "图例",
        links: "画出全部链接",
        links_hint: "画出空闲链表的全部链接，而不只是选中的块和当前查找的链接",
        letters: "字号",
        letters_sign: "字号",
    },
    lane: Lane {
        open_structure: "显示完整结构（s）",
        close_structure: "关闭结构（s）",
        why: "为什么？",
        why_title: "拒绝的原因",
    },
    transport: Transport {
        steps: "步骤",
        navigate: "移动",
        start: "开头（Home）",
        operation: "操作",
        event: "事件",
        chapter: "章节",
        operation_back: "后退一个操作（←）",
        event_back: "后退一个事件（Shift ←）",
        event_forward: "前进一个事件（Shift →）",
        operation_forward: "前进一个操作（→）",
        end: "结尾（End）",
        play: "播放",
        play_hint: "播放（空格键）",
        pause: "暂停",
        pause_hint: "暂停（空格键）",
        speed: "播放速度",
        slider: "已完成的操作",
        before_first: "第一个操作之前",
        nothing: "脚本还没有任何请求",
    },
    help: Help {
        title: "内存分配器的显微镜",
        about: "脚本分配并释放块。四个分配器收到同样的请求，各自在独立的内存中执行；这些内存与 WebAssembly 的一样，\
                起初为空，按整页增长。图中的内容都从 lite-alloc 的真实代码写入的字节中读取。",
        keys: "按键",
        heap_keys: "在堆上",
        drawing: "图例",
        script: "脚本",
        language: "脚本语言是 Rhai：`let`、`if`、`for i in 0..8 { }`、`while`、`fn`、数组和 `// 注释`。",
        operation: "后退、前进一个操作",
        event: "后退、前进一个事件：探查、分割、合并……",
        play: "播放、暂停",
        ends: "开头、结尾",
        free: "释放选中的块：在脚本中添加一行",
        structures: "在堆上显示完整结构",
        numbers: "数值",
        present: "演示：只显示堆，用大号字",
        chapters: "上一章、下一章；演示时：上一个、下一个操作",
        escape: "取消选择；退出演示；在编辑器中：先按 Escape，再按 Tab 即可离开",
        help: "本帮助",
    },
    heap_keys: HeapKeys {
        walk: "堆中的上一块、下一块（也可用 [ 和 ]）",
        rows: "上一行、下一行的块",
        ends: "第一块、最后一块",
        select: "选中该块，或取消选择",
        free: "释放该块",
        zoom: "放大、缩小、整个堆",
        clear: "取消选择",
    },
};
