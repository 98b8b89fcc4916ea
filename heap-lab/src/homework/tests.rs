//! Codes that come back, codes that are refused, and what they are worth.

use std::rc::Rc;

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{Result as Handed, code::MAX_CODE, *};
use crate::{
    lab::LaneKind,
    lesson::{self, course::COURSE},
    question::Paint,
    share::base64url,
    text::Language,
};

const LESSON: &str = r#"# Frees

What happens to freed blocks?

```heap page=256 pages=2 lanes=segregated-bump,free-list
// Words for readers.
label("begin");
let a = alloc(24);
let b = alloc(24);
free(a);
let c = alloc(24);
```

```fresh
let size = random(17, 32);
let a = alloc(size);
let b = alloc(size);
free(a);
let c = alloc(size);
```

```ask place id=third op=3 lane=segregated-bump
```

```ask number id=live op=3 what=live lane=free-list
```

```heap page=256 pages=2 lanes=free-list
let a = alloc(40);
free(a);
```

```ask number id=once op=0 what=free lane=free-list
```
"#;

fn read(text: &str) -> Rc<Lesson> {
    let (lesson, mistakes) = lesson::read(text);
    assert_eq!(mistakes, []);
    Rc::new(lesson)
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let paint = select(vec![Paint::Live, Paint::Padding, Paint::Free, Paint::Other]);
    prop_oneof![
        option::of(any::<u32>()).prop_map(Answer::Place),
        vec(any::<u32>(), 0..9).prop_map(Answer::Probes),
        vec(any::<u32>(), 0..9).prop_map(Answer::List),
        vec(paint, 0..40).prop_map(Answer::Draw),
        any::<u64>().prop_map(Answer::Number),
        vec(any::<bool>(), 0..5).prop_map(Answer::YesNo),
        option::of(select(LaneKind::OURS.to_vec())).prop_map(Answer::First),
    ]
}

fn any_result() -> impl Strategy<Value = Handed> {
    let answers = vec(option::of(any_answer()), 0..12);
    (any::<u32>(), 1..=MOST, any::<u32>(), "([a-z王é=]{1,8}( [a-z]{1,8})?)?", answers).prop_map(
        |(seed, count, lesson, name, answers)| Handed {
            homework: Homework { seed, count },
            lesson,
            name,
            answers,
        },
    )
}

fn result(answers: Vec<Option<Answer>>) -> Handed {
    let homework = Homework { seed: 9, count: 5 };
    Handed { homework, lesson: fingerprint(&read(LESSON)), name: "Ada".into(), answers }
}

proptest! {
    #[test]
    fn a_result_comes_back_from_its_code(result in any_result()) {
        let code = encode(&result);
        prop_assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{code}");
        prop_assert!(code.ends_with('A'), "chat programs drop other ends: {code}");
        prop_assert_eq!(decode(&code), Ok(result.clone()));
        let broken: String = code.as_bytes().chunks(20).map(|line| format!(" {}\r\n", str::from_utf8(line).unwrap())).collect();
        prop_assert_eq!(decode(&broken), Ok(result.clone()));
        prop_assert_eq!(decode(&format!("{code}. Thanks!")), Ok(result));
    }

    #[test]
    fn an_altered_code_is_refused(result in any_result(), at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_-]") {
        let code = encode(&result);
        let at = at.index(code.len());
        let mut altered = code.clone();
        altered.replace_range(at..=at, &to);
        // Zero bytes at the end mean nothing.
        prop_assert!(decode(&altered).is_err() || decode(&altered) == Ok(result) && (altered == code || at + 4 >= code.len()));
    }

    #[test]
    fn a_code_cut_short_says_so(result in any_result(), at in any::<prop::sample::Index>()) {
        let code = encode(&result);
        let short = &code[..at.index(code.len())];
        let read = decode(short);
        let expected = if short.len() < "lite-alloc-1-".len() { CodeError::NoCode } else { CodeError::CutShort };
        prop_assert!(read == Err(expected) || read == Ok(result) && code.len() - short.len() <= 4, "{read:?}");
    }

    #[test]
    fn any_answers_are_scored_without_panic(result in any_result()) {
        let lesson = read(LESSON);
        let count = result.homework.count(&lesson);
        prop_assert_eq!(score(&lesson, result).len(), count);
    }

    #[test]
    fn any_bytes_are_read_without_panic(text in "\\PC{0,80}", bytes in vec(any::<u8>(), 0..80), body in "[A-Za-z0-9_-]{0,80}") {
        let _ = decode(&text);
        let _ = decode(&format!("lite-alloc-1-{body}"));
        // With a checksum that is right, so that the parts are believed.
        let mut bytes = bytes;
        bytes.extend(bytes::checksum(bytes.iter().copied()).to_le_bytes());
        let code = format!("lite-alloc-1-{}", base64url::encode(&bytes));
        if let Ok(result) = decode(&code) {
            score(&read(LESSON), result);
        }
        let mut table = Table::new(&format!("{text}\n{body}\n{code}\n{text}"), None, Language::English);
        while table.advance(&|| true) {}
        let _ = table.csv();
    }
}

#[test]
fn the_checksum_is_that_of_zip_files() {
    assert_eq!(bytes::checksum(*b"123456789"), 0xCBF4_3926);
}

#[test]
fn what_is_no_code_says_why() {
    let code = encode(&result(vec![Some(Answer::Number(1))]));
    let version = |found: &str| CodeError::Version { found: found.into() };
    for (text, why) in [
        ("", CodeError::NoCode),
        ("I forgot my code", CodeError::NoCode),
        ("lite-alloc", CodeError::NoCode),
        ("lite-alloc-1", CodeError::NoCode),
        ("lite-alloc-x-AAAA", CodeError::NoCode),
        ("lite-alloc-12345-AAAA", CodeError::NoCode),
        ("lite-alloc-2-AAAA", version("2")),
        ("lite-alloc-0-AAAA", version("0")),
        ("lite-alloc-1-", CodeError::CutShort),
        ("lite-alloc-1-AAAA", CodeError::CutShort),
        (&code.replace("-1-", "-3-"), version("3")),
        (&"lite-alloc-1-A".repeat(MAX_CODE), CodeError::NoCode),
    ] {
        assert_eq!(decode(text), Err(why), "{text:.40}");
    }
}

/// Codes of students stay readable, and stay worth the same.
#[test]
fn the_format_of_codes_stays() {
    let answers = vec![
        None,
        Some(Answer::Place(Some(0x40))),
        Some(Answer::Probes(vec![0, 300])),
        Some(Answer::Draw(vec![Paint::Live, Paint::Other, Paint::Free, Paint::Padding, Paint::Free])),
        Some(Answer::YesNo(vec![true, false])),
        Some(Answer::First(Some(LaneKind::FreeList))),
        Some(Answer::List(vec![])),
        Some(Answer::Number(1 << 40)),
    ];
    let homework = Homework { seed: 7, count: 8 };
    let result = Handed { homework, lesson: 0xDEAD_BEEF, name: "Ada 王".into(), answers };
    let code =
        "lite-alloc-1-776t3gcAAAAIB0FkYSDnjosIAAJAAwIArAIFBWwCBwIBAAkJZnJlZS1saXN0BAAGgICAgIAgeMzyfgAA";
    assert_eq!(encode(&result), code);
    assert_eq!(decode(code), Ok(result));
}

#[test]
fn a_name_is_a_short_line() {
    let named = |name: &str| {
        let code = encode(&Handed { name: name.into(), ..result(Vec::new()) });
        decode(&code).expect("it is whole").name
    };
    assert_eq!(named("  Ada\n\tLovelace\0 "), "Ada Lovelace");
    assert_eq!(named(&"x".repeat(1000)).len(), 80);
}

#[test]
fn the_fingerprint_is_of_what_decides_about_answers() {
    let own = fingerprint(&read(LESSON));
    for same in [
        LESSON.replace("# Frees", "# 释放").replace("What happens", "See what happens"),
        LESSON.replace("// Words for readers.", "/* 注释 */").replace("begin", "开始"),
    ] {
        assert_eq!(fingerprint(&read(&same)), own);
    }
    for other in [
        LESSON.replace("alloc(24)", "alloc(25)"),
        LESSON.replace("random(17, 32)", "random(17, 31)"),
        LESSON.replace("pages=2", "pages=3"),
        LESSON.replace("id=third", "id=first"),
        LESSON.replace("what=live", "what=free"),
        LESSON.replace("number id=live op=3", "number id=live op=2"),
        LESSON.replace("what=live lane=free-list", "what=live lane=segregated-bump"),
    ] {
        assert_ne!(fingerprint(&read(&other)), own, "{other}");
    }
    for entry in &COURSE {
        let [one, other] = Language::ALL.map(|language| fingerprint(&entry.lesson(language)));
        assert_eq!(one, other, "{}", entry.slug);
    }
}

#[test]
fn a_homework_asks_everything_before_it_asks_again() {
    let lesson = read(LESSON);
    let homework = Homework { seed: 3, count: 9 };
    let tasks: Vec<Task> = (0..9).map(|index| homework.task(&lesson, index).expect("a task")).collect();
    let mut first: Vec<usize> = tasks[..3].iter().map(|task| task.step).collect();
    first.sort_unstable();
    assert_eq!(first, [0, 1, 2]);
    for task in &tasks {
        assert_eq!(task.seed.is_none(), task.step == 2, "there is no other data for the last one");
    }
    assert!(tasks[3..].iter().all(|task| task.step < 2));
    let mut seeds: Vec<_> = tasks.iter().filter_map(|task| task.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    assert_eq!(seeds.len(), 8, "each time with other data");
    assert_eq!(homework.task(&lesson, 9), None);
    let orders: Vec<Vec<usize>> = (0..20)
        .map(|seed| {
            (0..3)
                .filter_map(|index| Homework { seed, count: 3 }.task(&lesson, index))
                .map(|task| task.step)
                .collect()
        })
        .collect();
    assert!(orders.iter().any(|order| *order != orders[0]));
    let prose = format!("{}A step.", &LESSON[..LESSON.find("```ask").expect("there is one")]);
    let never = read(&prose);
    assert_eq!((homework.count(&never), homework.task(&never, 0)), (0, None));
}

/// All right answers.
fn right(lesson: &Rc<Lesson>, homework: Homework) -> Vec<Option<Answer>> {
    let one = |index| {
        let Task { step, seed } = homework.task(lesson, index)?;
        let (scene, ask) = (&lesson.scenes[lesson.steps[step].scene], lesson.steps[step].ask()?);
        let script = match seed {
            Some(seed) => scene.with_seed(lesson::fresh_seed(scene, ask, seed)?)?,
            None => scene.script.clone(),
        };
        let mut runner = lesson::Runner::new(&script, 1, scene.settings, ask.lanes).ok()?;
        while !runner.advance().ok()? {}
        crate::question::truth(&ask.question(&runner.trace), &runner.recordings).ok()
    };
    (0..homework.count(lesson)).map(one).collect()
}

fn score(lesson: &Rc<Lesson>, result: Handed) -> Vec<Option<bool>> {
    let mut scoring = Scoring::new(lesson.clone(), result);
    loop {
        if let Some(marks) = scoring.advance(&|| true) {
            return marks;
        }
    }
}

#[test]
fn answers_are_worth_what_the_allocators_do() {
    let lesson = read(LESSON);
    let all = right(&lesson, result(Vec::new()).homework);
    assert!(all.iter().all(Option::is_some));
    assert_eq!(score(&lesson, result(all.clone())), [Some(true); 5]);
    let mut some = all.clone();
    some[1] = Some(Answer::Number(77_777));
    some[3] = None;
    some.truncate(4);
    let handed = result(some);
    assert_eq!(score(&lesson, handed), [Some(true), Some(false), Some(true), None, None]);
    // Written again by hand, with another answer: it counts as what it says.
    let mut forged = decode(&encode(&result(all.clone()))).expect("it is whole");
    forged.answers[0] = Some(Answer::YesNo(vec![true]));
    let again = decode(&encode(&forged)).expect("its checksum is right");
    assert_eq!(score(&lesson, again)[0], Some(false));
    let other = Handed { homework: Homework { seed: 10, count: 5 }, ..result(all) };
    assert!(score(&lesson, other).contains(&Some(false)), "the data of another seed is other data");
}

#[test]
fn a_column_of_codes_is_a_table() {
    let lesson = read(LESSON);
    let all = right(&lesson, result(Vec::new()).homework);
    let named = |name: &str, answers: &[Option<Answer>]| {
        encode(&Handed { name: name.into(), ..result(answers.to_vec()) })
    };
    let (ada, formula) = (named("Ada", &all), named("=1+1,\"x\"", &all[..2]));
    let broken = format!("{}\n{}", &formula[..40], &formula[40..]);
    let of_course =
        encode(&Handed { lesson: fingerprint(&COURSE[3].lesson(Language::Chinese)), ..result(vec![None]) });
    let unknown = encode(&Handed { lesson: 1, ..result(Vec::new()) });
    let altered = ada.replacen("Q", "R", 1).replacen("g", "h", 1);
    let text = format!(
        "Ada\t{ada}\n\nI forgot\n{broken}\n{of_course}\n{altered}\n{}\n{unknown}\nlite-alloc-9-AA\n",
        &ada[..30]
    );
    let mut table = Table::new(&text, Some(lesson.clone()), Language::English);
    let mut pieces = 0;
    assert_eq!(table.len(), 8);
    while table.advance(&|| true) {
        pieces += 1;
        assert_eq!(table.len(), 8);
    }
    assert!(pieces > 15, "in pieces");
    let errors: Vec<_> =
        table.rows().iter().map(|row| row.checked.as_ref().err().map(CodeError::key)).collect();
    let expected = [
        None,
        Some("no-code"),
        None,
        None,
        Some("changed"),
        Some("cut-short"),
        Some("unknown-lesson"),
        Some("version"),
    ];
    assert_eq!(errors, expected);
    let checked = table.rows()[2].checked.as_ref().expect("it is whole");
    assert_eq!((checked.right(), checked.answered(), checked.marks.len()), (2, 2, 5));
    let csv = table.csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}row,name,lesson,seed,questions,answered,right,error,question 1,question 2,question 3,question 4,question 5"
    );
    assert_eq!(lines[1], "1,Ada,Frees,9,5,5,5,,1,1,1,1,1");
    assert_eq!(lines[2], "2,,,,,,,no-code,,,,,");
    assert_eq!(lines[3], "3,\"'=1+1,\"\"x\"\"\",Frees,9,5,2,2,,1,1,,,");
    assert!(lines[4].starts_with("4,Ada,\"Last in, first out\",9,"), "{}", lines[4]);
    assert_eq!(lines.len(), 9);
    assert!(lines.iter().all(|line| !line.contains(",=")));
}

#[test]
fn what_is_written_around_a_code_is_no_part_of_it() {
    let lesson = read(LESSON);
    let code = encode(&result(right(&lesson, result(Vec::new()).homework)));
    let (half, rest) = code.split_at(30);
    let lines = |text: &str| -> Vec<Option<&str>> {
        let mut table = Table::new(text, Some(lesson.clone()), Language::English);
        while table.advance(&|| true) {}
        table.rows().iter().map(|row| row.checked.as_ref().err().map(CodeError::key)).collect()
    };
    for text in [
        format!("My code: {code} regards, Ada"),
        format!("{code}."),
        format!("{half} {rest}"),
        format!("{half}\n{rest}"),
    ] {
        assert_eq!(lines(&text), [None], "{text}");
    }
    assert_eq!(lines(&format!("{code}AAAA")), [Some("changed")]);
    assert_eq!(
        lines(&format!("{half}\nThanks\n{code}\nThanks")),
        [Some("cut-short"), Some("no-code"), None, Some("no-code")]
    );
}

#[test]
fn the_data_of_a_homework_is_made_once_for_all_students() {
    let lesson = read(LESSON);
    let code = encode(&result(right(&lesson, result(Vec::new()).homework)));
    let pieces = |codes: usize| {
        let mut table =
            Table::new(&format!("{code}\n").repeat(codes), Some(lesson.clone()), Language::English);
        let mut pieces = 1;
        while table.advance(&|| true) {
            pieces += 1;
        }
        assert_eq!(table.rows().len(), codes);
        pieces
    };
    assert!(pieces(200) - pieces(1) <= 199 * 6, "one for each question, one for the row");
}
