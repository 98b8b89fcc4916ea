//! Texts of what is wrong with a lesson, in Chinese.

use super::Chinese;
use crate::{
    lesson::mistakes::{ClaimMistake, KeyMistake, Markup, Mistake, RunMistake, Shape},
    text::{
        LessonMistakes, Mistakes, Questions,
        lesson_mistakes::{codes, comparison, happenings, lanes, measures, operations, value},
        mistakes::code,
        numbers::grouped,
    },
};

impl LessonMistakes for Chinese {
    fn lesson_mistake(&self, mistake: &Mistake) -> String {
        match mistake {
            Mistake::Shape(shape) => self::shape(shape),
            Mistake::Markup(wrong) => markup(wrong),
            Mistake::Key(wrong) => key(wrong),
            Mistake::Claim(wrong) => claim(wrong),
            Mistake::Run(wrong) => run(wrong),
        }
    }
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Bytes { bytes, most } => format!(
            "这篇课程有 {} 字节，上限是 {}。请拆成两篇课程。",
            grouped(*bytes as u64),
            grouped(*most as u64)
        ),
        Shape::Lines { most } => format!("一篇课程最多有 {} 行。请拆成两篇课程。", grouped(*most as u64)),
        Shape::Scenes { most } => format!("一篇课程最多有 {most} 个脚本。请拆成两篇课程。"),
        Shape::Steps { most } => format!("一篇课程最多有 {most} 个段落和问题。请拆成两篇课程。"),
        Shape::NoTitle => "课程以标题开头。请在第一行写 `# 标题`。".into(),
        Shape::SecondTitle => "一篇课程只有一个标题。小节请以 `## ` 开头。".into(),
        Shape::Empty => "这个标题是空的。请在 `#` 之后写上文字，或删除它。".into(),
        Shape::NoIntro => "缺少引言。请在标题下面写一段话，说明课程的内容。".into(),
        Shape::NoScene => "前面还没有脚本。请先写一个以 ```` ```heap ```` 开头的块。".into(),
        Shape::NoSteps => {
            "引言之后没有可读的内容。请在 ```` ```heap ```` 块中写一个脚本，再在它下面写一个段落或问题。"
                .into()
        }
        Shape::LonelyHeading => "这个标题下没有内容。请在它下面写一个段落或问题，或删除它。".into(),
        Shape::LonelyList => "列表的正上方必须有一个段落。请写一段话引出列表。".into(),
        Shape::EmptyStep => "这个位置没有可读的内容。请在 `}` 之后写一句话。".into(),
        Shape::FreshElsewhere => {
            "新数据属于某个脚本。请把这个块移到对应的 ```` ```heap ```` 块正下方，且只写一个。".into()
        }
        Shape::EmptyScript => "这个脚本是空的。请至少写一个请求，例如 `let a = alloc(24);`。".into(),
        Shape::Seen { line } => {
            format!("第 {line} 行已经显示了这个问题要问的内容。请在那一行之前提问，或改问之后的操作。")
        }
        Shape::SameId { id, line } => {
            format!("第 {line} 行的问题已经使用了 id {}。请换一个。", code(id))
        }
    }
}

fn markup(markup: &Markup) -> String {
    match markup {
        Markup::Heading => "课程中只有 `# 标题` 和 `## 小节`，`#` 之后要有空格。".into(),
        Markup::Table => "课程中不能有表格。请使用列表。".into(),
        Markup::Image => "课程中不能有图片：图就是页面上的堆。请删除 `!`。".into(),
        Markup::Html => "课程中不能有 HTML。要写这个字符，请用 `\\<`。".into(),
        Markup::Quote => "课程中不能有引用。请删除 `>`；要写这个字符，请用 `\\>`。".into(),
        Markup::NestedList => "列表中不能再有列表。请删除这一项前面的空格。".into(),
        Markup::ListMark => "列表项以 `- ` 或 `1. ` 开头。".into(),
        Markup::Indented => "这一行有缩进。请删除前面的空格。".into(),
        Markup::InQuestion => "问题中只能有句子，以及答案说明之前的 `---`。请把其他内容移到外面。".into(),
        Markup::SecondRule => "一个问题只能有一个 `---`。请删除这一个。".into(),
        Markup::Rule => "课程中不能有分隔线。小节请以 `## ` 开头。".into(),
        Markup::Underscore => "强调请写 `*文字*`，代码中的名字请放在反引号中。".into(),
        Markup::Fence { info } if info.is_empty() => {
            "这个块没有说明种类。请在反引号之后写 `heap`、`fresh` 或 `ask`。".into()
        }
        Markup::Fence { info } => {
            format!("没有种类为 {} 的块。请使用 `heap`、`fresh` 或 `ask`。", code(info))
        }
        Markup::FenceOpen => "这个块没有结束。请用一行三个反引号结束它。".into(),
        Markup::CodeOpen => "这段代码没有结束。请补上第二个反引号。".into(),
        Markup::MarkOpen { mark } => {
            format!("以 {} 开始的强调没有结束。请在结束处再写一次；要写这个字符，请用 `\\*`。", code(mark))
        }
        Markup::LinkOpen => {
            "链接写作 `[文字](目标)`，用半角括号，写在同一行内。要写方括号，请用 `\\[` 和 `\\]`。".into()
        }
        Markup::EmptyLink => "这个链接没有文字。请写在方括号之间。".into(),
        Markup::Target { target } => format!(
            "这个链接指向 {}。它必须以 `#`（图中的位置）、`=`（断言）或 `https://` 开头。",
            code(target)
        ),
        Markup::LinkHere => "标题、引言和问题中不能有链接和断言。请把它移到段落中。".into(),
    }
}

fn key(mistake: &KeyMistake) -> String {
    match mistake {
        KeyMistake::NoKey { word } => format!("{} 不是 `键=值` 的形式。请写上 `=`，两边和逗号之后都不要有空格。", code(word)),
        KeyMistake::Unknown { key, known: [] } => format!("这里没有键。请删除 {}。", code(key)),
        KeyMistake::Unknown { key, known } => {
            format!("这里没有键 {}。可用的键：{}。", code(key), codes(known.iter().copied(), "、"))
        }
        KeyMistake::Twice { key } => format!("{} 出现了两次。请删除一个。", code(key)),
        KeyMistake::Missing { key: "id" } => {
            "这个问题没有 id。请加上一个不与其他问题重复的 id，例如 `id=first-block`。".into()
        }
        KeyMistake::Missing { key: "lane" } => {
            format!("没有说明问题是关于哪条泳道的。请加上 `lane=` 和以下之一：{}。", codes(lanes(), "、"))
        }
        KeyMistake::Missing { key: "unit" } => "没有说明格子的大小。请加上字节数，例如 `unit=16`。".into(),
        KeyMistake::Missing { key: "what" } => {
            "没有说明问的是什么。请加上例如 `what=largest`；如果问的是某件事会不会发生，请写例如 `what=moves`。".into()
        }
        KeyMistake::Missing { key } => format!("缺少 {}。请补上。", code(&format!("{key}="))),
        KeyMistake::Number { key, value } => format!(
            "{} 不能作为 {} 的数。请写数字，例如 {}。",
            code(value),
            code(key),
            code(&format!("{key}=8"))
        ),
        KeyMistake::Lane { name } => {
            format!("没有名为 {} 的泳道。请选择：{}。", code(name), codes(lanes(), "、"))
        }
        KeyMistake::Id { id } => format!(
            "{} 不能作为 id。请用最多 40 个小写字母、数字和连字符，例如 `first-block`。",
            code(id)
        ),
        KeyMistake::Kind { kind } if kind.is_empty() => {
            "没有说明问题的种类。请在 `ask` 之后写 `place`、`probes`、`list`、`draw`、`number`、`yes-no` 或 `first`。"
                .into()
        }
        KeyMistake::Kind { kind } => format!(
            "没有种类为 {} 的问题。请使用 `place`、`probes`、`list`、`draw`、`number`、`yes-no` 或 `first`。",
            code(kind)
        ),
        KeyMistake::Measure { name } => {
            format!("没有名为 {} 的数值。请选择：{}。", code(name), codes(measures(), "、"))
        }
        KeyMistake::Happening { name } => {
            format!("没有名为 {} 的情况。请选择：{}。", code(name), codes(happenings(), "、"))
        }
        KeyMistake::Unit { unit, least, most } => format!(
            "无法按 {} 字节的格子作图。请选择 {} 到 {} 之间的 2 的幂。",
            grouped(*unit),
            grouped(*least),
            grouped(*most)
        ),
        KeyMistake::Until { op, until } => format!(
            "问题在 {} 个操作之后提出，答案不能在 {} 个操作之后读取。请选择更大的 `until`。",
            operations(*op),
            operations(*until)
        ),
        KeyMistake::AskAtEnd => "不能在末尾提问，因为之后没有操作。请选择更小的 `op`。".into(),
        KeyMistake::PlaceOpen => "位置没有结束。请在同一行写上 `}`；要写这个字符，请用 `\\{`。".into(),
        KeyMistake::EmptyPlace => "这个位置是空的。请写上例如 `op=3`，或删除它。".into(),
        KeyMistake::EventWithoutOp => "事件属于某个操作。请加上 `op=`，即它之前的操作数。".into(),
        KeyMistake::Settings(error) => Chinese.settings_error(*error),
    }
}

fn claim(mistake: &ClaimMistake) -> String {
    match mistake {
        ClaimMistake::Syntax { claim } => format!(
            "无法读懂断言 {}。请写 `=holes` 或 `=holes=3`，其他比较用 `<`、`>`、`<=`、`>=`、`!=`；`@free-list` 指定泳道，`#3` 指定操作数。",
            code(claim)
        ),
        ClaimMistake::Name { name } => format!(
            "没有名为 {} 的数值或情况。数值：{}。情况：{}。",
            code(name),
            codes(measures(), "、"),
            codes(happenings(), "、")
        ),
        ClaimMistake::NoNumber => {
            "这个断言的文字中必须恰好有一个用数字写的数。也可以把值写进断言：`(=holes=3)`、`(=moves=yes)`。"
                .into()
        }
        ClaimMistake::OtherNumber { number } => {
            format!("文字中写的是 {}，断言比较的却不是它。请让断言确认这个数。", grouped(*number))
        }
        ClaimMistake::Types => "数只能与数比较，情况只能与 `yes` 或 `no` 比较。请改正其中一边。".into(),
        ClaimMistake::Order => "情况只能用 `=` 或 `!=` 比较。".into(),
        ClaimMistake::Block { name } => {
            format!("{} 不是某一个块的数值。请删除块名，或使用 `used`、`padding` 或 `address`。", code(name))
        }
        ClaimMistake::ManyLanes => {
            format!("这里显示了多条泳道。请用 `@` 加名字说明是哪一条：{}。", codes(lanes(), "、"))
        }
        ClaimMistake::Midway => {
            "图中的位置在一个操作内部。请说明断言在多少个操作之后成立，例如 `#3`。".into()
        }
        ClaimMistake::NoValue { name } => {
            format!("那里没有 {} 这个值。那个块在该位置是否存活？操作是否正确？", code(name))
        }
        ClaimMistake::Untrue { left, orders, right, both: false }
            if orders.equal && !orders.less && !orders.greater =>
        {
            format!("不成立：记录中是 {}，而不是 {}。请改正文字。", value(*left), value(*right))
        }
        ClaimMistake::Untrue { left, orders, right, both } => {
            let values = if *both { format!("{} 和 {}", value(*left), value(*right)) } else { value(*left) };
            format!(
                "不成立：记录中是 {values}，而 {} 不成立。请改正文字。",
                code(&format!("{} {} {}", plain(*left), comparison(*orders), plain(*right)))
            )
        }
    }
}

/// A value without backticks.
fn plain(number: crate::question::Value) -> String {
    value(number).replace('`', "")
}

fn run(mistake: &RunMistake) -> String {
    match mistake {
        RunMistake::Script(error) => Chinese.mistake(error),
        RunMistake::LongScript => "这个脚本对课程来说运行太久。请缩短它，或减少循环次数。".into(),
        RunMistake::ManyOps { ops, most } => format!(
            "这个脚本有 {} 个操作，而课程中的上限是 {} 个。请减少循环次数。",
            grouped(*ops as u64),
            grouped(*most as u64)
        ),
        RunMistake::Arena(error) => Chinese.arena_error(*error),
        RunMistake::NoOp { op, ops } => format!(
            "脚本只有 {} 个操作，没有第 {} 个操作之后的位置。请选择 0 到 {}，或 `end`。",
            grouped(*ops as u64),
            operations(*op),
            grouped(*ops as u64)
        ),
        RunMistake::NoNext { ops } => {
            format!("第 {} 个操作是最后一个，之后没有操作。请选择更小的 `op`。", grouped(*ops as u64))
        }
        RunMistake::NoEvent { op, event, events } => format!(
            "第 {} 个操作有 {} 个事件，其内部没有 {} 个事件之后的位置。要到它结束，请用 `op={op}`。",
            grouped(*op as u64),
            grouped(*events as u64),
            grouped(*event as u64)
        ),
        RunMistake::NoBlock { name } => {
            format!("脚本中没有名为 {} 的块。请使用存放块的变量的名字。", code(name))
        }
        RunMistake::BlockLater { name, op } => format!(
            "{} 在这里还不存在：第 {} 个操作才请求它。请选择别的块，或更后面的位置。",
            code(name),
            grouped(*op as u64)
        ),
        RunMistake::Ambiguous(why) => Chinese.ambiguous(*why),
        RunMistake::FreshFixed => {
            "新数据总是一样的。请在它的脚本中使用 `random(low, high)` 或 `shuffle(list)`。".into()
        }
        RunMistake::FreshNever { id, why } => format!(
            "试过的新数据都不能让问题 {} 有唯一的正确答案。第一组数据的原因：{}",
            code(id),
            Chinese.ambiguous(*why)
        ),
        RunMistake::FreshShort { id, op, ops } => format!(
            "新数据只有 {} 个操作，而问题 {} 需要 {} 个。请让它的操作与上面的脚本一样多。",
            grouped(*ops as u64),
            code(id),
            operations(*op)
        ),
    }
}
