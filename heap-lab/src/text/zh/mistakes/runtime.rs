//! Scripts that go wrong while they run.

use crate::{
    script::mistakes::{BlockUse, Kind, NumberUse, Runtime, Value},
    text::{mistakes::code, numbers::grouped},
};

pub fn runtime(runtime: &Runtime) -> String {
    match runtime {
        Runtime::Thrown(None) => "脚本在这里用 `throw` 中止了运行。".into(),
        Runtime::Thrown(Some(text)) => format!("脚本在这里用 `throw` 中止了运行：{text}"),
        Runtime::NoVariable(name) => format!("这里没有变量 `{name}`。请用 `let` 声明。"),
        Runtime::Arguments { name, forms, given } => {
            let forms: Vec<String> = forms.iter().map(|form| code(form)).collect();
            format!("{}正确的调用是 {}。", rejected(name, given), forms.join(" 或 "))
        }
        Runtime::Parameters { name, count: 0, given } => {
            format!("`{name}` 没有参数，这里却传入了 {} 个值。请写 `{name}()`。", given.len())
        }
        Runtime::Parameters { name, count, given } => {
            format!("`{name}` 有 {count} 个参数，这里传入了 {} 个值。请传入 {count} 个值。", given.len())
        }
        Runtime::Closure { count, given } => {
            format!("这个函数有 {count} 个参数，调用时却传入 {given} 个值。请写成 `|x| …`。")
        }
        Runtime::Operator { operator, given } => {
            format!("`{operator}` 不能用于{}。请使用其他类型的值。", kinds(given))
        }
        Runtime::Print(name) => {
            format!("`{name}` 没有可输出的地方。请用 `label(\"…\")` 在时间轴上加一个标签。")
        }
        Runtime::NoFunction { name, near: Some(near) } => format!("没有函数 `{name}`。是否想写 `{near}`？"),
        Runtime::NoFunction { name, near: None } => {
            format!("没有函数 `{name}`。请定义它：`fn {name}() {{ … }}`。")
        }
        Runtime::NumberExpected { role, found } => {
            let hint = match found {
                Value::Text(_) => "请去掉引号。",
                Value::Other(Kind::Block) => "要得到块的大小，请用 `size_of`。",
                Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Other(_) => "",
            };
            format!("{}必须是整数，得到的却是{}。{hint}", number_use(*role), value(found))
        }
        Runtime::BlockExpected { role, found } => {
            let hint = match found {
                Value::Other(Kind::Nothing) => "它是取自空列表，还是从未分配？",
                Value::Text(_) => "要按名称查找块，请用 `block(\"name\")`。",
                Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Other(_) => "",
            };
            format!("{} 需要一个块，得到的却是{}。{hint}", block_use(*role), value(found))
        }
        Runtime::Expected { expected, found } => {
            format!("这里需要{}，得到的却是{}。请改正。", expected_kind(expected), kind(found))
        }
        Runtime::ListIndex { index, len: 0 } => format!("列表是空的，下标 {} 处没有值。", grouped(*index)),
        Runtime::ListIndex { index, len: 1 } if *index < 0 => {
            format!("列表只有 1 个值，从末尾数唯一的下标是 -1，而不是 {}。", grouped(*index))
        }
        Runtime::ListIndex { index, len } if *index < 0 => format!(
            "列表有 {0} 个值，从末尾数下标必须在 -1 到 -{0} 之间，而不是 {1}。",
            grouped(*len),
            grouped(*index)
        ),
        Runtime::ListIndex { index, len: 1 } => {
            format!("列表只有 1 个值，唯一的下标是 0，而不是 {}。", grouped(*index))
        }
        Runtime::ListIndex { index, len } => format!(
            "列表有 {} 个值，下标必须在 0 到 {} 之间，而不是 {}。",
            grouped(*len),
            grouped(len - 1),
            grouped(*index)
        ),
        Runtime::ListPosition { len: 0, index } => {
            format!("列表是空的，唯一的位置是 0，而不是 {}。", grouped(*index))
        }
        Runtime::ListPosition { index, len } => format!(
            "列表中的位置必须在 0 到 {0} 之间，或从末尾数在 -1 到 -{0} 之间，而不是 {1}。",
            grouped(*len),
            grouped(*index)
        ),
        Runtime::TextIndex { index, len } => {
            format!("字符串没有第 {} 个字符：长度是 {}，下标从 0 开始。", grouped(*index), grouped(*len))
        }
        Runtime::BitIndex { index, len } => format!(
            "整数没有第 {} 位。位的下标必须在 0 到 {} 之间。",
            grouped(*index),
            grouped(len.saturating_sub(1))
        ),
        Runtime::NotIndexed(found) => format!("`[ ]` 不能用于{}。请用于列表或映射。", kind(found)),
        Runtime::NotIterable => "`for` 不能遍历它。请用列表或范围，例如 `0..10`。".into(),
        Runtime::NoProperty(Some(name)) => {
            format!("这个值没有 {}。要调用函数，请加上括号：`{name}()`。", code(name))
        }
        Runtime::NoProperty(None) => "这个值没有这样的属性。请用映射。".into(),
        Runtime::Constant(name) => format!("`{name}` 是常量。要改变它的值，请用 `let` 声明。"),
        Runtime::ConstantChanged(None) => "这样会改变一个常量。请用 `let` 而不是 `const` 声明它。".into(),
        Runtime::ConstantChanged(Some(name)) => {
            format!("`{name}` 会改变一个常量。请用 `let` 而不是 `const` 声明它。")
        }
        Runtime::UnboundThis => "`this` 在这里没有值。请在值上调用函数，例如 `a.f()`。".into(),
        Runtime::DivisionByZero => "除数为零。请先检查除数。".into(),
        Runtime::NegativePower => "指数不能是负数，至少为 0。".into(),
        Runtime::Overflow => "结果超出了 64 位。请使用较小的数。".into(),
        Runtime::FilterAnswer => "传给 `filter` 的函数必须返回 `true` 或 `false`。请让它以比较结尾。".into(),
        Runtime::ZeroStep => "步长为 0 的 `range` 永远不会结束。请用 1 或别的数。".into(),
        Runtime::Other(text) => format!("脚本无法继续。脚本引擎报告：{text}。"),
    }
}

/// A type.
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Number => "整数".into(),
        Kind::Bool => "布尔值".into(),
        Kind::Text => "字符串".into(),
        Kind::Character => "字符".into(),
        Kind::List => "列表".into(),
        Kind::Map => "映射".into(),
        Kind::Function => "函数".into(),
        Kind::Range => "范围".into(),
        Kind::Iterable => "列表或 `0..10` 这样的范围".into(),
        Kind::Block => "块".into(),
        Kind::Nothing => "空值".into(),
        Kind::Other(name) => format!("类型 {} 的值", code(name)),
    }
}

/// A type that is needed.
pub fn expected_kind(expected: &Kind) -> String {
    if *expected == Kind::Bool { " `true` 或 `false`".into() } else { kind(expected) }
}

fn rejected(name: &str, given: &[Kind]) -> String {
    match given {
        [] => format!("调用 `{name}` 时缺少参数。"),
        _ => format!("`{name}` 不接受这样的参数：{}。", kinds(given)),
    }
}

fn kinds(given: &[Kind]) -> String {
    let given: Vec<String> = given.iter().map(kind).collect();
    match &given[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}和{last}", most.join("、")),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("整数 {}", grouped(*number)),
        Value::Bool(truth) => format!(" `{truth}`"),
        Value::Text(text) => format!("字符串“{text}”"),
        Value::List(0) => "空列表".into(),
        Value::List(len) => format!("有 {} 个值的列表", grouped(*len)),
        Value::Other(other) => kind(other),
    }
}

fn number_use(role: NumberUse) -> &'static str {
    match role {
        NumberUse::Size => "大小",
        NumberUse::Align => "对齐",
        NumberUse::Pages => "页数",
        NumberUse::Block => "块的编号",
        NumberUse::Low => "下限",
        NumberUse::High => "上限",
        NumberUse::Seed => "种子",
        NumberUse::Index => "下标",
    }
}

fn block_use(role: BlockUse) -> &'static str {
    match role {
        BlockUse::Realloc => "`realloc`",
        BlockUse::Free => "`free`",
        BlockUse::SizeOf => "`size_of`",
    }
}
