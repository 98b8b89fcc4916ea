//! The sentences about tiles and fields, in Chinese.

use lite_alloc::observe::Loss;

use super::{Chinese, narration::bytes, numbers::scaled};
use crate::{
    lab::{
        LaneKind,
        view::{Says, Tile, TileKind},
    },
    scene::{
        facts::{Fact, Origin},
        legend::{Sign, Swatch},
        spots::SpotKind,
    },
    text::{
        Narration, Tiles,
        numbers::{address, grouped},
    },
};

fn origin(&Origin { number, line, ref asked, .. }: &Origin) -> String {
    let line = line.map(|line| format!("，第 {line} 行")).unwrap_or_default();
    format!("{}（第 {} 个操作{line}）", Chinese.operation(asked), grouped(number as u64))
}

impl Tiles for Chinese {
    fn tile(&self, tile: &Tile, name: &str) -> String {
        let at = address(tile.start);
        let size = bytes(tile.size);
        match tile.kind {
            TileKind::Live { asked, .. } => {
                let padding = match tile.padding() {
                    0 => String::new(),
                    padding => format!("，填充 {}", grouped(padding)),
                };
                format!("{at}：{name}，存活 {}{padding}", bytes(asked))
            }
            TileKind::Free { .. } => format!("{at}：空闲 {size}"),
            TileKind::Bump => format!("{at}：未使用 {size}"),
            TileKind::Lost { .. } => format!("{at}：丢失 {size}"),
            TileKind::Foreign => format!("{at}：外来页，{size}"),
            TileKind::Reserved => format!("{at}：各箱的链表头，{size}"),
            TileKind::Held => format!("{at}：本步涉及 {size}"),
            TileKind::Opaque => format!("{at}：分配器自用 {size}"),
        }
    }

    fn tile_title(&self, kind: TileKind, name: &str) -> String {
        match kind {
            TileKind::Live { .. } => format!("{name} · 存活块"),
            TileKind::Free { .. } => "空闲块".to_owned(),
            TileKind::Bump => "未使用区".to_owned(),
            TileKind::Lost { .. } => "丢失的字节".to_owned(),
            TileKind::Foreign => "外来页".to_owned(),
            TileKind::Reserved => "各箱的链表头".to_owned(),
            TileKind::Held => "本步涉及的内存".to_owned(),
            TileKind::Opaque => "分配器自用的内存".to_owned(),
        }
    }

    fn tile_note(&self, kind: TileKind) -> Option<&'static str> {
        match kind {
            TileKind::Live { .. } | TileKind::Free { .. } => None,
            TileKind::Bump => Some("位于所有块之上：接下来从这里分配。"),
            TileKind::Lost { reason, .. } => Some(match reason {
                Loss::Gap => "为使其上的块对齐而跳过。",
                Loss::Tail => "内存在别处继续，原区域的末尾未用完。",
                Loss::Large => "被释放的块大于最大的箱：没有箱能收下它。",
                Loss::Shrunk => "块原地缩小时让出：没有链表或箱能收下它。",
            }),
            TileKind::Foreign => Some("其他代码（JavaScript 或别的库）在这里增长了内存。"),
            TileKind::Reserved => Some("由分配器保存在堆的开头。"),
            TileKind::Held => Some("既不空闲也未交出：当前操作正在处理它。"),
            TileKind::Opaque => Some("空闲，或是它的簿记数据：该分配器不提供此信息。"),
        }
    }

    fn caption(&self, kind: TileKind) -> &'static str {
        match kind {
            TileKind::Live { .. } | TileKind::Free { .. } => "",
            TileKind::Bump => "未使用",
            TileKind::Lost { .. } => "丢失",
            TileKind::Foreign => "外来页",
            TileKind::Reserved => "箱",
            TileKind::Held => "本步涉及",
            TileKind::Opaque => "自用",
        }
    }

    fn fact(&self, fact: &Fact) -> (&'static str, String) {
        match fact {
            Fact::Address { first, last } => ("地址", format!("{} – {}", address(*first), address(*last))),
            Fact::Payload(at) => ("有效载荷地址", address(*at)),
            Fact::Requested(size) => ("请求", bytes(*size)),
            Fact::Used(size) => ("占用", bytes(*size)),
            Fact::Padding(size) => ("填充", bytes(*size)),
            Fact::Alignment(align) => ("对齐", grouped(*align)),
            Fact::MadeBy(by) => ("来自", origin(by)),
            Fact::Size(size) => ("大小", bytes(*size)),
            Fact::Position { number, list: Some((len, sizes)) } => {
                let list = self.list(*sizes);
                let (number, len) = (grouped(*number), grouped(*len));
                ("次序", format!("{list}中的第 {number} 个，共 {len} 个"))
            }
            Fact::Position { number, list: None } => ("次序", format!("第 {} 个", grouped(*number))),
            Fact::LostBy(by) => ("丢失于", origin(by)),
        }
    }

    fn fields_title(&self) -> &'static str {
        "在内存中"
    }

    fn field_name(&self, says: Says) -> &'static str {
        match says {
            Says::Size(_) => "大小",
            Says::Next(_) => "next",
            Says::Back(_) => "link",
            Says::FreeTag { .. } | Says::LiveTag { .. } => "标记",
            Says::Footer(_) => "脚部",
        }
    }

    fn field_meaning(&self, says: Says) -> String {
        match says {
            Says::Size(size) | Says::Footer(size) => grouped(size),
            Says::Next(Some(next)) => address(next),
            Says::Next(None) => "无：它是最后一个".to_owned(),
            Says::Back(Some(back)) => format!("指回 {}", address(back)),
            Says::Back(None) => "指回箱的链表头".to_owned(),
            Says::FreeTag { size } => format!("{} + 1：空闲", grouped(size)),
            Says::LiveTag { previous_free: true } => "2：存活，前一块空闲".to_owned(),
            Says::LiveTag { previous_free: false } => "0：存活，前一块也存活".to_owned(),
        }
    }

    fn field_labels(&self, says: Says) -> [String; 2] {
        match says {
            Says::Size(size) => [format!("大小 {}", grouped(size)), grouped(size)],
            Says::Next(Some(next)) => [format!("next {}", address(next)), format!("→{}", address(next))],
            Says::Next(None) => ["next：无".to_owned(), "→∅".to_owned()],
            Says::Back(Some(back)) => [format!("link {}", address(back)), format!("←{}", address(back))],
            Says::Back(None) => ["link：链表头".to_owned(), "←箱".to_owned()],
            Says::FreeTag { size } => [format!("空闲 {}", grouped(size)), grouped(size)],
            Says::LiveTag { previous_free: true } => ["前块空闲".to_owned(), "2".to_owned()],
            Says::LiveTag { previous_free: false } => ["0".to_owned(), "0".to_owned()],
            Says::Footer(size) => [format!("脚部 {}", grouped(size)), grouped(size)],
        }
    }

    fn legend_title(&self) -> &'static str {
        "颜色的含义"
    }

    fn swatch(&self, swatch: Swatch) -> (&'static str, &'static str) {
        match swatch {
            Swatch::Live => ("存活", "程序请求的字节。深浅只用来区分相邻的块。"),
            Swatch::Padding => ("填充", "块占用、但程序没有请求的字节。"),
            Swatch::Free => ("空闲", "空闲块，在链表或箱中。"),
            Swatch::Untouched => ("未使用", "位于所有块之上：接下来从这里分配。"),
            Swatch::Lost => ("丢失", "该分配器再也不会使用这些字节。"),
            Swatch::Foreign => ("外来页", "同一内存中被其他代码占用的页。"),
            Swatch::Ungrown => ("尚未增长", "内存还可以增长这么多。"),
            Swatch::Reserved => ("箱", "各箱的链表头，位于堆的开头。"),
            Swatch::Held => ("本步涉及", "既不空闲也未交出：当前操作正在处理它。"),
            Swatch::Opaque => ("分配器自用", "空闲，或是它的簿记数据：该分配器不提供此信息。"),
            Swatch::Tag => ("标记", "存活块的边界标记。"),
            Swatch::FreeTag => ("空闲块的标记或脚部", "位于块前和块末，说明该块空闲。"),
        }
    }

    fn signs_title(&self) -> &'static str {
        "记号的含义"
    }

    fn sign(&self, sign: Sign) -> (&'static str, &'static str) {
        match sign {
            Sign::Current => ("当前事件", "这种颜色属于当前事件；灰色属于该操作中更早的事件。"),
            Sign::Unfit => ("不合适", "查找时探查了这个空闲块：太小，或未对齐。"),
            Sign::Fits => ("合适", "查找时探查了这个空闲块，并选中了它。数字表示次序。"),
            Sign::Passed => ("经过", "为块查找链表中的位置时，经过了这个空闲块。"),
            Sign::Left => ("移出链表", "该块已从空闲链表或箱中移出。"),
            Sign::Entered => ("插入链表", "该块已插入空闲链表或箱。"),
            Sign::Split => ("分割", "一个空闲块在此处被一分为二。"),
            Sign::Merged => ("合并", "相邻的两块合并为一个空闲块；尖角处是接缝。"),
            Sign::Written => ("写入", "写入了边界标记或块中的链接。"),
            Sign::Bumped => ("碰撞指针移动", "碰撞指针移过了这些字节。"),
            Sign::Resized => ("调整大小", "块的末尾移到了箭头处。"),
            Sign::Moved => ("移动", "块原先在此处；曲线指向它的新地址。"),
            Sign::Grown => ("增长", "堆增长了这一段。"),
            Sign::Refused => ("被拒绝", "堆无法再增长：内存不足。"),
            Sign::Lost => ("丢失", "没有链表或箱会再分配这些字节。"),
            Sign::BumpPointer => ("碰撞指针", "它之上的内存尚未使用。"),
            Sign::HeapEnd => ("堆的末尾", "最后一页在此结束。"),
            Sign::PageBorder => ("页边界", "一页在此结束，下一页由此开始。"),
            Sign::ListHead => ("链表头", "在该链表中查找时，从这一块开始。"),
            Sign::Link => ("链接", "从一个空闲块指向链表中的下一块。"),
            Sign::Numbered => ("名称中的序号", "脚本多次使用了这个名称；这是其中的第五个块。"),
            Sign::Events => ("事件", "操作的每个事件一个点，已显示的为实心。"),
            Sign::Best => ("最佳数值", "绿色粗体：各泳道中最好的数值。"),
            Sign::Given => ("你的答案", "圆形。数字表示你选择的顺序。"),
            Sign::Right => ("正确答案", "方形，带对勾。数字表示顺序。"),
            Sign::ToFree => ("需释放", "如果程序事先释放了这些块，这次请求就会成功。"),
        }
    }

    fn spot_label(&self, kind: SpotKind) -> &'static str {
        match kind {
            SpotKind::Aimed | SpotKind::Given => "你",
            SpotKind::Right => "正确",
            SpotKind::ToFree => "需释放",
        }
    }

    fn spot(&self, kind: SpotKind, number: Option<u32>) -> String {
        let what = match kind {
            SpotKind::Aimed | SpotKind::Given => "你的答案",
            SpotKind::Right => "正确答案",
            SpotKind::ToFree => "需释放",
        };
        number.map_or_else(|| what.to_owned(), |number| format!("{what} {number}"))
    }

    fn heap_of(&self, lane: LaneKind) -> String {
        format!("{} 的堆", lane.name())
    }

    fn more_tiles(&self, count: u32) -> String {
        format!("另有 {} 段", grouped(count))
    }

    fn bytes_per_row(&self, bytes: u32) -> String {
        match bytes {
            0..1024 => format!("每行 {bytes} B"),
            1024.. => format!("每行 {}", scaled(bytes)),
        }
    }

    fn zoom_out(&self) -> &'static str {
        "缩小"
    }

    fn zoom_in(&self) -> &'static str {
        "放大"
    }

    fn zoom_fit(&self) -> &'static str {
        "显示整个堆"
    }
}
