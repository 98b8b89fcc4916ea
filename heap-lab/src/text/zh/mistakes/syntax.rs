//! Scripts that do not parse.

use super::runtime::{expected_kind, kind};
use crate::{
    script::mistakes::{Instead, Missing, Syntax},
    text::mistakes::{code, code_point, shown},
};

pub fn syntax(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Semicolon => "这一行没有以 `;` 结尾。请补上。".into(),
        Syntax::Joined => "这里之前缺少 `;` 或运算符。".into(),
        Syntax::Unclosed { bracket, before_semicolon } => {
            let (opening, closing) = (bracket.opening(), bracket.closing());
            let place = if *before_semicolon { "`;` 之前" } else { "" };
            format!("{place}缺少 `{closing}`。请闭合前面的 `{opening}`。")
        }
        Syntax::Unopened(bracket) => format!(
            "多余的 `{0}`：前面没有对应的 `{1}`。请删除它，或补上 `{1}`。",
            bracket.closing(),
            bracket.opening()
        ),
        Syntax::Missing(what) => missing(what),
        Syntax::Unfinished => "脚本没有写完。是否缺少 `}`、`)` 或 `;`？".into(),
        Syntax::UnclosedText => "这个字符串没有闭合。请用与开头相同的引号结束它。".into(),
        Syntax::Character { found, instead } => {
            let point = code_point(*found);
            match instead {
                Instead::Write(write) => {
                    let (found, write) = (shown(*found), code(write));
                    format!("不能使用字符 {found}，即 {point}。请改为半角的 {write}。")
                }
                Instead::Space => format!("不能使用这种空格（{point}）。请改用普通空格。"),
                Instead::Nothing => format!("这里有一个看不见的字符（{point}）。请删除它。"),
                Instead::Unknown => format!(
                    "不能使用字符 {}（{point}）。请删除它：它只能出现在字符串和注释中。",
                    shown(*found)
                ),
            }
        }
        Syntax::NameCharacter { name, found } => format!(
            "名称 `{name}` 含有 {}（{}）。名称只能使用字母 a 到 z、A 到 Z、数字和 `_`。",
            shown(*found),
            code_point(*found)
        ),
        Syntax::Name(name) => format!("{} 不能作为名称。名称中至少要有一个字母。", code(name)),
        Syntax::Decimal(number) => format!("`{number}` 不是整数。请不要写小数点。"),
        Syntax::Exponent { found, plain: Some(plain) } => {
            format!("`{found}` 带有指数。请改写为 `{plain}`。")
        }
        Syntax::Exponent { found, plain: None } => {
            format!("`{found}` 带有指数。请写一个 64 位以内的整数。")
        }
        Syntax::Number(number) => format!("{} 不是 64 位以内的整数。请换一个数。", code(number)),
        Syntax::Escape(found) => format!("{} 不是转义序列。反斜杠本身请写作 `\\\\`。", code(found)),
        Syntax::SingleQuotes => "字符串不能用单引号。请用双引号：`\"text\"`。".into(),
        Syntax::Value => "这里缺少一个值。请写一个，例如 `24` 或 `alloc(24)`。".into(),
        Syntax::ValueBefore(symbol) => format!("这个 `{symbol}` 之前缺少一个值。"),
        Syntax::Unexpected(found) => format!("这里不能有 {}。请删除或改写它。", code(found)),
        Syntax::Increment(found) => format!("没有 `{found}`。请写 `+= 1` 或 `-= 1`。"),
        Syntax::Operator { found, instead } => format!("没有 `{found}`。请改写为 `{instead}`。"),
        Syntax::QuestionMark => "没有运算符 `?`。请写 `if a { b } else { c }`。".into(),
        Syntax::Assignment => "条件中不能使用 `=`。比较请写 `==`。".into(),
        Syntax::Try => "脚本语言没有 `try`。请改正脚本中的错误，而不是捕获它。".into(),
        Syntax::Modules => "脚本语言没有模块。请把所有内容写在同一个脚本里。".into(),
        Syntax::Unavailable(word) => {
            format!("这里不能使用 `{word}`。请用 `fn` 定义函数，或使用闭包：`|x| …`。")
        }
        Syntax::Var => "脚本语言没有 `var`。请用 `let` 声明变量。".into(),
        Syntax::Null => "脚本语言没有 null。没有值时请写 `()`。".into(),
        Syntax::Reserved(word) => format!("`{word}` 是保留字。请换一个名称。"),
        Syntax::NoVariable { name, near: Some(near) } => format!("没有变量 `{name}`。是否想写 `{near}`？"),
        Syntax::NoVariable { name, near: None } => {
            format!("没有变量 `{name}`。请用 `let {name} = alloc(24);` 先声明它。")
        }
        Syntax::OutOfScope(name) => format!(
            "`{name}` 在这里不可见。变量只存在于自己的代码块 `{{ … }}` 中，函数中也看不到它：请把它作为参数传入。"
        ),
        Syntax::FunctionAsValue { name, form } => format!("`{name}` 是函数。请带括号调用，例如 `{form}`。"),
        Syntax::Property => "点号后面缺少名称。请写一个，例如 `list.len()`。".into(),
        Syntax::Variable => "缺少变量名。请像 `let a = alloc(24);` 这样写。".into(),
        Syntax::Constant(name) => format!("`{name}` 是常量。要改变它的值，请用 `let` 声明。"),
        Syntax::NotAssignable => {
            "不能给它赋值。`=` 的左边请写变量、`list[i]` 或 `map.name`。比较请写 `==`。".into()
        }
        Syntax::Expected { expected, found } => {
            format!("这里需要{}，得到的却是{}。请改正。", expected_kind(expected), kind(found))
        }
        Syntax::ListIndex => "它不能作为下标。列表的 `[ ]` 中请写整数。".into(),
        Syntax::MapIndex => "它不能作为键。映射的 `[ ]` 中请写字符串。".into(),
        Syntax::DuplicateProperty(name) => format!("这个映射中有两个 `{name}`。请改名或删除一个。"),
        Syntax::DuplicateVariable(name) => format!("`{name}` 在这里声明了两次。请给其中一个改名。"),
        Syntax::NestedFunction => "函数不能定义在函数或代码块中。请移到最外层。".into(),
        Syntax::FunctionName => "这个函数没有名称。请写一个，例如 `fn fill(count) { … }`。".into(),
        Syntax::FunctionParameters(name) => {
            format!("函数 `{name}` 缺少参数列表。请写在括号中；没有参数时写 `()`。")
        }
        Syntax::FunctionBody(None) => "这个函数缺少函数体。请写在 `{ }` 中。".into(),
        Syntax::FunctionBody(Some(name)) => format!("函数 `{name}` 缺少函数体。请写在 `{{ }}` 中。"),
        Syntax::DuplicateFunction { name, count } => {
            format!("已经有一个带 {count} 个参数的函数 `{name}`。请给其中一个改名。")
        }
        Syntax::DuplicateParameter(name) => format!("有两个参数都叫 `{name}`。请给其中一个改名。"),
        Syntax::FunctionTaken(name) => format!("`{name}` 是内置函数。请给你的函数换一个名称。"),
        Syntax::Break => "`break` 和 `continue` 只能用在循环中。离开函数请用 `return`。".into(),
        Syntax::DefaultCase => "分支 `_` 之后不能再有分支。请把它移到最后。".into(),
        Syntax::NumberAfterRange => "单个数的分支不能在范围的分支之后。请移到范围之前。".into(),
        Syntax::CaseCondition => "分支 `_` 不能带条件。请删除 `if`。".into(),
        Syntax::This => "`this` 只存在于函数中。请用变量。".into(),
        Syntax::MethodBang => "方法不能用 `!` 调用。请删除 `!`。".into(),
        Syntax::Other(text) => format!("无法读取脚本。解析器报告：{text}。"),
    }
}

fn missing(what: &Missing) -> String {
    match what {
        Missing::Block => "缺少 `{`。语句请放在 `{ }` 中。".into(),
        Missing::Switch => "缺少 `{`。`switch` 的分支请放在 `{ }` 中。".into(),
        Missing::ListComma => "缺少 `,` 或 `]`。列表的值之间请写 `,`。".into(),
        Missing::MapComma => "缺少 `,` 或 `}`。映射的条目之间请写 `,`。".into(),
        Missing::CaseComma => "缺少 `,`。`switch` 的分支之间请写 `,`。".into(),
        Missing::NameComma => "缺少 `,`。名称之间请写 `,`。".into(),
        Missing::Colon(name) => format!("{} 后面缺少 `:`。请写在条目的值之前。", code(name)),
        Missing::Arrow => "缺少 `=>`。请写在分支和要做的事之间。".into(),
        Missing::In => "缺少 `in`。请写 `for i in 0..10 { … }`。".into(),
        Missing::While => "缺少 `while` 或 `until`。请写 `do { … } while a < b`。".into(),
        Missing::Pipe => "缺少 `|`。请结束闭包的参数，例如 `|x| x + 1`。".into(),
        Missing::Symbol(symbol) => format!("这里缺少 {}。", code(symbol)),
    }
}
