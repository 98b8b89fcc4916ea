//! Texts of what is wrong with a lesson, in English.

use super::{English, narration::count};
use crate::{
    lesson::mistakes::{ClaimMistake, KeyMistake, Markup, Mistake, RunMistake, Shape},
    text::{
        LessonMistakes, Mistakes, Questions,
        lesson_mistakes::{codes, comparison, happenings, lanes, measures, operations, value},
        mistakes::code,
        numbers::grouped,
    },
};

impl LessonMistakes for English {
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
            "This lesson has {} bytes, and the limit is {}. Make two lessons of it.",
            grouped(*bytes as u64),
            grouped(*most as u64)
        ),
        Shape::Lines { most } => {
            format!("A lesson can have at most {} lines. Make two lessons of it.", grouped(*most as u64))
        }
        Shape::Scenes { most } => {
            format!("A lesson can have at most {most} scripts. Make two lessons of it.")
        }
        Shape::Steps { most } => {
            format!("A lesson can have at most {most} paragraphs and questions. Make two lessons of it.")
        }
        Shape::NoTitle => "A lesson begins with its title. Write `# Title` in the first line.".into(),
        Shape::SecondTitle => "A lesson has one title. Begin a section with `## `.".into(),
        Shape::Empty => "This heading is empty. Write its text after the `#`, or remove it.".into(),
        Shape::NoIntro => {
            "The introduction is missing. Write a paragraph below the title that says what the lesson is about."
                .into()
        }
        Shape::NoScene => {
            "There is no script above this. Write a block that begins with ```` ```heap ```` before it.".into()
        }
        Shape::NoSteps => "There is nothing to read below the introduction. Write a script in a ```` ```heap ```` block, and a paragraph or a question below it.".into(),
        Shape::LonelyHeading => {
            "There is nothing to read under this heading. Write a paragraph or a question below it, or remove it."
                .into()
        }
        Shape::LonelyList => "A list needs a paragraph right above it. Write one that introduces it.".into(),
        Shape::EmptyStep => "There is nothing to read at this place. Write a sentence after the `}`.".into(),
        Shape::FreshElsewhere => {
            "Fresh data belongs to a script. Move this block right below its ```` ```heap ```` block, once."
                .into()
        }
        Shape::EmptyScript => "This script is empty. Write at least one request, such as `let a = alloc(24);`.".into(),
        Shape::Seen { line } => format!(
            "Line {line} has already shown what this question asks. Ask it before that line, or about a later operation."
        ),
        Shape::SameId { id, line } => {
            format!("The question on line {line} has the id {} already. Choose another one.", code(id))
        }
    }
}

fn markup(markup: &Markup) -> String {
    match markup {
        Markup::Heading => "Lessons have only `# Title` and `## Heading`, with a space after the `#`.".into(),
        Markup::Table => "Lessons have no tables. Use a list.".into(),
        Markup::Image => "Lessons have no pictures: the figure is the picture. Remove the `!`.".into(),
        Markup::Html => "Lessons have no HTML. Write `\\<` for the character.".into(),
        Markup::Quote => "Lessons have no quotes. Remove the `>`, or write `\\>` for the character.".into(),
        Markup::NestedList => "A list can't be inside a list. Remove the spaces before this item.".into(),
        Markup::ListMark => "An item of a list begins with `- ` or `1. `.".into(),
        Markup::Indented => "This line is indented. Remove the spaces before it.".into(),
        Markup::InQuestion => {
            "A question contains only sentences, and below a line `---` those to show after the answer. Move the rest out of it.".into()
        }
        Markup::SecondRule => "A question has only one `---`. Remove this one.".into(),
        Markup::Rule => "Lessons have no horizontal lines. Begin a section with `## `.".into(),
        Markup::Underscore => "Write `*word*` for emphasis, and names of code in backticks.".into(),
        Markup::Fence { info } if info.is_empty() => {
            "This block does not say what kind it is. Write `heap`, `fresh` or `ask` after the backticks.".into()
        }
        Markup::Fence { info } => {
            format!("There are no blocks of the kind {}. Use `heap`, `fresh` or `ask`.", code(info))
        }
        Markup::FenceOpen => "This block does not end. Close it with a line of three backticks.".into(),
        Markup::CodeOpen => "This code does not end. Write the second backtick.".into(),
        Markup::MarkOpen { mark } => {
            format!(
                "The emphasis that begins with {} does not end. Write it again where it ends, or `\\*` for the character.",
                code(mark)
            )
        }
        Markup::LinkOpen => {
            "A link is written `[text](target)`, on one line. Write `\\[` and `\\]` for brackets.".into()
        }
        Markup::EmptyLink => "This link has no text. Write it between the brackets.".into(),
        Markup::Target { target } => format!(
            "The link leads to {}. It must begin with `#` (a place in the figure), `=` (a claim) or `https://`.",
            code(target)
        ),
        Markup::LinkHere => {
            "Titles, headings, introductions and questions have no links or claims. Move it to a paragraph."
                .into()
        }
    }
}

fn key(mistake: &KeyMistake) -> String {
    match mistake {
        KeyMistake::NoKey { word } => {
            format!("{} is not of the form `key=value`. Write a `=`, and no spaces around it or after commas.", code(word))
        }
        KeyMistake::Unknown { key, known: [] } => format!("There are no keys here. Remove {}.", code(key)),
        KeyMistake::Unknown { key, known } => {
            format!("There is no key {} here. Known: {}.", code(key), codes(known.iter().copied(), ", "))
        }
        KeyMistake::Twice { key } => format!("{} is there twice. Remove one.", code(key)),
        KeyMistake::Missing { key: "id" } => {
            "The question has no id. Add one that no other question has, such as `id=first-block`.".into()
        }
        KeyMistake::Missing { key: "lane" } => {
            format!("The question does not say which lane it is about. Add `lane=` and one of {}.", codes(lanes(), ", "))
        }
        KeyMistake::Missing { key: "unit" } => {
            "The question does not say how large a cell is. Add its bytes, such as `unit=16`.".into()
        }
        KeyMistake::Missing { key: "what" } => {
            "The question does not say what it asks for. Add `what=largest`, for example, or `what=moves` if it asks whether something happens.".into()
        }
        KeyMistake::Missing { key } => format!("{} is missing. Add it.", code(&format!("{key}="))),
        KeyMistake::Number { key, value } => format!(
            "{} is not a number for {}. Write digits, such as {}.",
            code(value),
            code(key),
            code(&format!("{key}=8"))
        ),
        KeyMistake::Lane { name } => {
            format!("There is no lane {}. Choose from {}.", code(name), codes(lanes(), ", "))
        }
        KeyMistake::Id { id } => format!(
            "{} can't be an id. Use at most 40 lower-case letters, digits and hyphens, such as `first-block`.",
            code(id)
        ),
        KeyMistake::Kind { kind } if kind.is_empty() => {
            "The question has no kind. Write `place`, `probes`, `list`, `draw`, `number`, `yes-no` or `first` after `ask`."
                .into()
        }
        KeyMistake::Kind { kind } => format!(
            "There is no question of the kind {}. Use `place`, `probes`, `list`, `draw`, `number`, `yes-no` or `first`.",
            code(kind)
        ),
        KeyMistake::Measure { name } => {
            format!("No number is called {}. Choose from {}.", code(name), codes(measures(), ", "))
        }
        KeyMistake::Happening { name } => {
            format!("Nothing that happens is called {}. Choose from {}.", code(name), codes(happenings(), ", "))
        }
        KeyMistake::Unit { unit, least, most } => format!(
            "Cells of {} bytes can't be drawn. Choose a power of two from {} to {}.",
            grouped(*unit),
            grouped(*least),
            grouped(*most)
        ),
        KeyMistake::Until { op, until } => format!(
            "The question is asked after {} operations, so its answer can't be read after {}. Choose a larger `until`.",
            operations(*op),
            operations(*until)
        ),
        KeyMistake::AskAtEnd => {
            "A question can't be asked at the end, since nothing comes after it. Choose a smaller `op`.".into()
        }
        KeyMistake::PlaceOpen => "The place does not end. Write `}` in the same line, or `\\{` for the character.".into(),
        KeyMistake::EmptyPlace => "This place says nothing. Write `op=3`, for example, or remove it.".into(),
        KeyMistake::EventWithoutOp => "The event belongs to an operation. Add `op=`: the operations before it.".into(),
        KeyMistake::Settings(error) => English.settings_error(*error),
    }
}

fn claim(mistake: &ClaimMistake) -> String {
    match mistake {
        ClaimMistake::Syntax { claim } => format!(
            "The claim {} can't be read. Write `=holes` or `=holes=3`, with `<`, `>`, `<=`, `>=`, `!=` for other comparisons; `@free-list` names a lane, and `#3` a number of operations.",
            code(claim)
        ),
        ClaimMistake::Name { name } => format!(
            "Nothing is called {}. Numbers: {}. What happens: {}.",
            code(name),
            codes(measures(), ", "),
            codes(happenings(), ", ")
        ),
        ClaimMistake::NoNumber => {
            "The text of this claim needs exactly one number in digits. Or write the value into the claim: `(=holes=3)`, `(=moves=yes)`."
                .into()
        }
        ClaimMistake::OtherNumber { number } => format!(
            "The text says {}, but the claim compares something else. Let the claim confirm the number.",
            grouped(*number)
        ),
        ClaimMistake::Types => {
            "A number can be compared only with a number, and something that happens only with `yes` or `no`. Correct one side.".into()
        }
        ClaimMistake::Order => "Something that happens can only be compared with `=` or `!=`.".into(),
        ClaimMistake::Block { name } => format!(
            "{} is not a value of a single block. Remove the name of the block, or use `used`, `padding` or `address`.",
            code(name)
        ),
        ClaimMistake::ManyLanes => format!(
            "Several lanes are shown here. Say which one is meant, with `@` and its name: {}.",
            codes(lanes(), ", ")
        ),
        ClaimMistake::Midway => {
            "The figure is inside an operation here. Say after how many operations the claim holds, such as `#3`.".into()
        }
        ClaimMistake::NoValue { name } => format!(
            "There is no {} there. Is the block live at that position, and is it the right operation?",
            code(name)
        ),
        ClaimMistake::Untrue { left, orders, right, both: false } if orders.equal && !orders.less && !orders.greater => {
            format!("Not true: the recording says {}, not {}. Correct the text.", value(*left), value(*right))
        }
        ClaimMistake::Untrue { left, orders, right, both } => {
            let values = if *both { format!("{} and {}", value(*left), value(*right)) } else { value(*left) };
            let claim = format!("{} {} {}", plain(*left), comparison(*orders), plain(*right));
            format!("Not true: the recording says {values}, and {} does not hold. Correct the text.", code(&claim))
        }
    }
}

/// A value without backticks.
fn plain(number: crate::question::Value) -> String {
    value(number).replace('`', "")
}

fn run(mistake: &RunMistake) -> String {
    match mistake {
        RunMistake::Script(error) => English.mistake(error),
        RunMistake::LongScript => {
            "This script takes too long for a lesson. Make it shorter, or run its loops fewer times.".into()
        }
        RunMistake::ManyOps { ops, most } => format!(
            "This script makes {} operations, and the limit in a lesson is {}. Run its loops fewer times.",
            grouped(*ops as u64),
            grouped(*most as u64)
        ),
        RunMistake::Arena(error) => English.arena_error(*error),
        RunMistake::NoOp { op, ops } => format!(
            "The script has only {}, so there is no position after {}. Choose from 0 to {}, or `end`.",
            count(*ops as u64, "operation"),
            operations(*op),
            grouped(*ops as u64)
        ),
        RunMistake::NoNext { ops } => {
            format!(
                "Nothing comes after operation {}, the last one. Choose a smaller `op`.",
                grouped(*ops as u64)
            )
        }
        RunMistake::NoEvent { op, event, events } => format!(
            "Operation {} has {}, so there is no position inside it after {}. For its end, use `op={op}`.",
            grouped(*op as u64),
            count(*events as u64, "event"),
            grouped(*event as u64)
        ),
        RunMistake::NoBlock { name } => {
            format!(
                "The script has no block called {}. Use the name of a variable that holds one.",
                code(name)
            )
        }
        RunMistake::BlockLater { name, op } => format!(
            "{} does not exist here yet: operation {} requests it. Choose another block or a later position.",
            code(name),
            grouped(*op as u64)
        ),
        RunMistake::Ambiguous(why) => English.ambiguous(*why),
        RunMistake::FreshFixed => {
            "The fresh data is always the same. Use `random(low, high)` or `shuffle(list)` in its script."
                .into()
        }
        RunMistake::FreshNever { id, why } => format!(
            "No fresh data that was tried gives {} a single right answer. For the first: {}",
            code(id),
            English.ambiguous(*why)
        ),
        RunMistake::FreshShort { id, op, ops } => format!(
            "The fresh data makes only {}, but the question {} needs {}. Let it make as many as the script above.",
            count(*ops as u64, "operation"),
            code(id),
            operations(*op)
        ),
    }
}
