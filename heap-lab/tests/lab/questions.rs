//! Questions about runs: the right answer, where another one goes wrong, and what can be chosen.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recording, view::Outcome},
    question::{
        self, Ambiguous, Answer, Fault, Happening, Kind, MOST_CELLS, MOST_PARTS, Measure, Paint, Question,
        choices, deciding, explaining, grade, happens, truth, value,
    },
    text::Language,
    trace::Trace,
};
use proptest::prelude::*;

use crate::traces::{self, Writer};

pub type Runs = Vec<Rc<RefCell<Recording>>>;

pub fn run(trace: &Rc<Trace>, settings: Settings) -> Runs {
    let run = |kind| Recording::run(kind, trace.clone(), settings).unwrap();
    LaneKind::OURS.map(|kind| Rc::new(RefCell::new(run(kind)))).into()
}

fn one(lane: LaneKind) -> Lanes {
    Lanes::of(|other| other == lane)
}

// --- Any question, any answer ---

fn kind() -> impl Strategy<Value = Kind> {
    let happening = || prop::sample::select(Happening::ALL.to_vec());
    // The fewest frees take long, and have tests of their own.
    let measures: Vec<_> = Measure::ALL.into_iter().filter(|&measure| measure != Measure::Frees).collect();
    prop_oneof![
        2 => Just(Kind::Place),
        2 => Just(Kind::Probes),
        2 => prop_oneof![Just(None), (0_u32..20).prop_map(|size| Some(size * 16)), any::<u32>().prop_map(Some)]
            .prop_map(|bin| Kind::List { bin }),
        2 => prop_oneof![0_u32..17, (0_u32..8).prop_map(|log| 1 << log), any::<u32>()]
            .prop_map(|unit| Kind::Draw { unit }),
        2 => prop::sample::select(measures).prop_map(Kind::Number),
        1 => happening().prop_map(Kind::YesNo),
        1 => happening().prop_map(Kind::First),
    ]
}

pub fn lanes() -> impl Strategy<Value = Lanes> {
    prop_oneof![
        prop::sample::select(LaneKind::OURS.to_vec()).prop_map(one),
        any::<[bool; 4]>().prop_map(|lanes| Lanes::of(|lane| lanes.get(lane as usize) == Some(&true))),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    (kind(), lanes(), 0_usize..32, 0_usize..6).prop_map(|(kind, lanes, from, ops)| Question {
        kind,
        lanes,
        from,
        to: from + ops,
    })
}

fn addresses() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec((0_u32..16).prop_map(|granule| granule * 16), 0..5)
}

fn answer() -> impl Strategy<Value = Answer> {
    let paint = || prop::sample::select(Paint::ALL.to_vec());
    prop_oneof![
        prop::option::of(any::<u32>()).prop_map(Answer::Place),
        addresses().prop_map(Answer::Probes),
        addresses().prop_map(Answer::List),
        prop::collection::vec(paint(), 0..20).prop_map(Answer::Draw),
        any::<u64>().prop_map(Answer::Number),
        prop::collection::vec(any::<bool>(), 0..6).prop_map(Answer::YesNo),
        prop::option::of(prop::sample::select(LaneKind::OURS.to_vec())).prop_map(Answer::First),
    ]
}

/// The right answer, changed at one place.
fn altered(truth: &Answer, pick: usize) -> Answer {
    let mut other = truth.clone();
    match &mut other {
        Answer::Place(address) => *address = Some(address.map_or(0, |address| address.wrapping_add(16))),
        Answer::Probes(blocks) | Answer::List(blocks) => match pick % 3 {
            0 => drop(blocks.pop()),
            1 => blocks.push(pick as u32),
            _ => blocks.rotate_left(1),
        },
        Answer::Draw(cells) => match cells.len() {
            0 => cells.push(Paint::Live),
            len => {
                cells[pick % len] = if cells[pick % len] == Paint::Free { Paint::Live } else { Paint::Free }
            }
        },
        Answer::Number(number) => *number = number.wrapping_add(1),
        Answer::YesNo(lanes) => {
            let lane = pick % lanes.len();
            lanes[lane] = !lanes[lane];
        }
        Answer::First(lane) => *lane = if lane.is_none() { Some(LaneKind::FreeList) } else { None },
    }
    other
}

/// Whether a fault is the first difference between an answer and the right one.
fn is_first_difference(fault: Fault, said: &Answer, truth: &Answer, question: &Question) -> bool {
    match (fault, said, truth) {
        (Fault::Place { said, right }, Answer::Place(answer), Answer::Place(truth)) => {
            said == *answer && right == *truth && said != right
        }
        (Fault::Sequence { index, said, right }, Answer::Probes(answer), Answer::Probes(truth))
        | (Fault::Sequence { index, said, right }, Answer::List(answer), Answer::List(truth)) => {
            answer[..index] == truth[..index]
                && said == answer.get(index).copied()
                && right == truth.get(index).copied()
                && said != right
        }
        (Fault::Cell { at, said, right }, Answer::Draw(answer), Answer::Draw(truth)) => {
            let Kind::Draw { unit } = question.kind else { return false };
            let index = (at / unit) as usize;
            let is_same = answer[..index] == truth[..index] && at % unit == 0;
            is_same && said == answer.get(index).copied() && right == truth[index] && said != Some(right)
        }
        (Fault::Number { said, right }, Answer::Number(answer), Answer::Number(truth)) => {
            said == *answer && right == *truth && said != right
        }
        (Fault::Lane { lane, right }, Answer::YesNo(answer), Answer::YesNo(truth)) => {
            let index = question.lanes.iter().position(|other| other == lane).unwrap();
            answer[..index] == truth[..index] && right == truth[index] && answer.get(index) != Some(&right)
        }
        (Fault::First { said, right, op }, Answer::First(answer), Answer::First(truth)) => {
            said == *answer && right == *truth && said != right && op.is_some() == right.is_some()
        }
        // It is longer than what it should describe, or of another kind.
        (Fault::Kind, Answer::Draw(answer), Answer::Draw(truth)) => answer.starts_with(truth),
        (Fault::Kind, Answer::YesNo(answer), Answer::YesNo(truth)) => answer.starts_with(truth),
        (Fault::Kind, answer, _) => !answer.is_of(question.kind),
        _ => false,
    }
}

/// Everything that is said of a question and its answers.
fn say(question: &Question, answer: &Answer, fault: Option<Fault>, trace: &Trace, runs: &Runs) {
    for text in Language::ALL.map(Language::text) {
        assert!(text.ask(question, trace).ends_with(['?', '.', '？', '。']));
        text.answer(answer, question);
        if let Some(fault) = fault {
            text.fault(&fault, question, trace);
        }
        choices(question, runs).iter().for_each(|choice| assert!(!text.choice(choice, "a").is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 2 } else { 256 }, ..ProptestConfig::default() })]

    #[test]
    fn the_right_answer_is_right_and_any_other_is_wrong_where_it_first_differs(
        trace in traces::trace(30),
        settings in traces::settings(),
        questions in prop::collection::vec((question(), answer(), any::<u16>()), 1..40),
    ) {
        let runs = run(&trace, settings);
        for (question, answer, pick) in questions {
            let is_possible = !question.lanes.is_empty() && question.from < question.to && question.to <= trace.ops.len();
            let truth = truth(&question, &runs);
            prop_assert!(is_possible || truth == Err(Ambiguous::NoOperation));
            let Ok(truth) = truth else {
                prop_assert_eq!(grade(&question, &answer, &runs).err(), truth.err());
                say(&question, &answer, None, &trace, &runs);
                continue;
            };
            prop_assert!(truth.is_of(question.kind));
            prop_assert_eq!(grade(&question, &truth, &runs).map(|grade| grade.fault), Ok(None));
            for answer in [answer, altered(&truth, pick.into())] {
                let grade = grade(&question, &answer, &runs).unwrap();
                prop_assert_eq!(&grade.truth, &truth);
                let Some(fault) = grade.fault else {
                    prop_assert_eq!(answer, truth.clone());
                    if let (Some((lane, op)), Kind::First(happening)) = (deciding(&question, &truth, &runs), question.kind) {
                        prop_assert_eq!(Answer::First(Some(lane)), truth.clone());
                        prop_assert_eq!(happens(happening, lane, op + 1, &runs), Some(true));
                    }
                    continue;
                };
                prop_assert!(is_first_difference(fault, &answer, &truth, &question), "{:?} {:?}", answer, fault);
                if let Some((lane, op)) = explaining(&question, &fault, &runs) {
                    prop_assert!(question.lanes.contains(lane) && op < trace.ops.len());
                    prop_assert!((question.from..question.to).contains(&op)
                        || question.kind == Kind::Number(Measure::FailsAt));
                }
                say(&question, &answer, Some(fault), &trace, &runs);
            }
            let chosen = match &truth {
                Answer::Place(address) => address.iter().copied().collect(),
                Answer::Probes(blocks) | Answer::List(blocks) => blocks.clone(),
                _ => Vec::new(),
            };
            let offered: Vec<_> = choices(&question, &runs).iter().map(|choice| choice.address).collect();
            prop_assert!(offered.is_sorted_by(|one, other| one < other));
            prop_assert!(chosen.iter().all(|address| offered.contains(address)));
            prop_assert!(chosen.len() <= MOST_PARTS as usize);
        }
    }

    #[test]
    fn claims_are_about_the_last_operation(trace in traces::trace(20), settings in traces::settings()) {
        let runs = run(&trace, settings);
        for (lane, done) in LaneKind::OURS.into_iter().flat_map(|lane| (0..=trace.ops.len() + 2).map(move |done| (lane, done))) {
            let value = |measure| value(measure, None, lane, done, &runs);
            let happened = |happening| happens(happening, lane, done, &runs);
            if done > trace.ops.len() {
                prop_assert_eq!((value(Measure::Free), happened(Happening::Moves)), (None, None));
                continue;
            }
            let recording = &runs[lane as usize];
            recording.borrow_mut().seek(done);
            let numbers = recording.borrow().numbers();
            prop_assert_eq!(value(Measure::Probes), Some(numbers.probes_last.into()));
            prop_assert_eq!(value(Measure::Free), Some((numbers.free + numbers.bump).into()));
            prop_assert_eq!(value(Measure::Unused), Some((numbers.used - numbers.live).into()));
            let outcome = done.checked_sub(1).map(|op| recording.borrow().outcome(op));
            prop_assert_eq!(happened(Happening::Refused), Some(outcome == Some(Outcome::OutOfMemory)));
            let address = match outcome {
                Some(Outcome::Placed { address } | Outcome::InPlace { address } | Outcome::Moved { to: address, .. }) => {
                    Some(u64::from(address))
                }
                // What could not be resized is where it was.
                Some(Outcome::OutOfMemory) => value(Measure::Address),
                _ => None,
            };
            prop_assert_eq!(value(Measure::Address), address);
        }
    }
}

// --- Questions whose answers can be worked out by hand ---

/// Three blocks are freed, and two requested.
fn stack() -> Rc<Trace> {
    let mut writer = Writer::default();
    writer.alloc("a", 24).alloc("b", 24).alloc("c", 24).label("free");
    writer.free("a").free("b").free("c").alloc("d", 24).alloc("e", 24).done()
}

fn small() -> Settings {
    Settings::new(256, 1).unwrap()
}

fn ask(kind: Kind, lane: LaneKind, from: usize, to: usize, runs: &Runs) -> Result<Answer, Ambiguous> {
    truth(&Question { kind, lanes: one(lane), from, to }, runs)
}

#[test]
fn a_bin_is_a_stack() {
    let runs = run(&stack(), small());
    let lane = LaneKind::SegregatedBump;
    assert_eq!(ask(Kind::Place, lane, 7, 8, &runs), Ok(Answer::Place(Some(0x40))), "of c");
    let bin = Kind::List { bin: Some(32) };
    assert_eq!(ask(bin, lane, 4, 6, &runs), Ok(Answer::List(vec![0x20, 0])));
    assert_eq!(ask(bin, lane, 4, 5, &runs), Err(Ambiguous::ShortList));
    assert_eq!(ask(Kind::List { bin: Some(24) }, lane, 4, 6, &runs), Err(Ambiguous::NoBin));
    assert_eq!(ask(Kind::List { bin: None }, lane, 4, 6, &runs), Err(Ambiguous::NoBin));
    assert_eq!(ask(Kind::Place, lane, 6, 7, &runs), Err(Ambiguous::NoRequest), "a free");
    assert_eq!(ask(Kind::Place, lane, 3, 4, &runs), Err(Ambiguous::NoOperation), "a label");
    assert_eq!(ask(Kind::Place, lane, 8, 10, &runs), Err(Ambiguous::NoOperation), "beyond the end");
    let question = Question { kind: bin, lanes: one(lane), from: 4, to: 6 };
    let grade = grade(&question, &Answer::List(vec![0, 0x20]), &runs).unwrap();
    let fault = Fault::Sequence { index: 0, said: Some(0), right: Some(0x20) };
    assert_eq!(grade.fault, Some(fault));
    assert_eq!(explaining(&question, &fault, &runs), Some((lane, 5)), "b was freed last");
    assert_eq!(deciding(&question, &grade.truth, &runs), None, "two operations made the list");
    let placed = Question { kind: Kind::Place, lanes: one(lane), from: 7, to: 8 };
    assert_eq!(deciding(&placed, &Answer::Place(Some(0x40)), &runs), Some((lane, 7)));
}

/// Blocks of 32, 64 and 32 bytes are free, apart from each other.
fn holes() -> Rc<Trace> {
    let mut writer = Writer::default();
    for (name, size) in [("a", 32), ("v", 16), ("b", 64), ("w", 16), ("c", 32), ("x", 16)] {
        writer.alloc(name, size);
    }
    writer.free("a").free("b").free("c").alloc("d", 40).free("v").realloc("w", 80).alloc("z", 200).done()
}

#[test]
fn a_list_in_address_order_is_probed_from_its_start() {
    let runs = run(&holes(), small());
    let lane = LaneKind::FreeList;
    let ask = |kind, from, to| ask(kind, lane, from, to, &runs);
    assert_eq!(ask(Kind::Probes, 9, 10), Ok(Answer::Probes(vec![0, 0x30])));
    assert_eq!(ask(Kind::Place, 9, 10), Ok(Answer::Place(Some(0x30))));
    assert_eq!(ask(Kind::List { bin: None }, 9, 10), Ok(Answer::List(vec![0, 0x60, 0x80, 0xb0])));
    assert_eq!(ask(Kind::Probes, 8, 9), Ok(Answer::Probes(vec![0, 0x30])), "a free passes blocks");
    assert_eq!(ask(Kind::Place, 12, 13), Ok(Answer::Place(None)));
    let number = |measure, from, to| ask(Kind::Number(measure), from, to);
    for (measure, from, to, right) in [
        (Measure::Probes, 9, 10, 2),
        (Measure::Probes, 7, 10, 1 + 2 + 2),
        (Measure::Used, 9, 10, 48),
        (Measure::Padding, 9, 10, 8),
        (Measure::Address, 9, 10, 0x30),
        (Measure::Holes, 9, 10, 4),
        (Measure::Largest, 9, 10, 80),
        (Measure::Free, 9, 10, 32 + 16 + 32 + 80),
        (Measure::Live, 9, 10, 16 * 3 + 40),
        (Measure::Unused, 9, 10, 8),
        (Measure::Heap, 9, 10, 256),
        (Measure::Pages, 9, 10, 1),
        (Measure::External, 9, 10, 50),
        (Measure::Copied, 11, 12, 16),
        (Measure::Failed, 11, 13, 1),
        (Measure::FailsAt, 0, 13, 13),
        (Measure::Lost, 0, 13, 0),
    ] {
        assert_eq!(number(measure, from, to), Ok(Answer::Number(right)), "{measure:?}");
    }
    assert_eq!(number(Measure::Used, 10, 11), Err(Ambiguous::NoNumber), "v is no longer live");
    assert_eq!(number(Measure::Frees, 9, 10), Ok(Answer::Number(0)), "it succeeds");
    assert_eq!(number(Measure::Frees, 10, 11), Err(Ambiguous::NoNumber), "no request");
}

#[test]
fn the_fewest_frees_are_a_number() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 64);
    }
    let runs = run(&writer.free("a").free("c").alloc("e", 128).done(), small());
    assert_eq!(ask(Kind::Number(Measure::Frees), LaneKind::FreeList, 6, 7, &runs), Ok(Answer::Number(1)));
    assert_eq!(value(Measure::Frees, None, LaneKind::FreeList, 7, &runs), Some(1));
}

#[test]
fn the_number_of_cells_does_not_tell_whether_the_heap_grows() {
    let trace = Writer::default().alloc("a", 24).alloc("b", 32).alloc("c", 120).done();
    let draw = |from: usize| Question {
        kind: Kind::Draw { unit: 8 },
        lanes: one(LaneKind::FreeList),
        from,
        to: from + 1,
    };
    let runs = run(&trace, Settings::new(128, 2).unwrap());
    assert_eq!([1, 2].map(|from| question::cells(&draw(from), &runs)), [32, 32]);
    let Ok(Answer::Draw(cells)) = truth(&draw(1), &runs) else { panic!("it can be drawn") };
    assert_eq!(cells[16..], [Paint::Other; 16], "the heap has not grown");
    let runs = run(&trace, Settings::new(128, 5).unwrap());
    assert!(truth(&draw(1), &runs).is_ok());
    let many = Ambiguous::TooManyCells { cells: 80, most: MOST_CELLS };
    assert_eq!(truth(&draw(2), &runs), Err(many));
}

#[test]
fn a_heap_is_drawn_in_cells_that_are_one_thing() {
    use Paint::{Free, Live, Padding};
    let runs = run(
        &Writer::default().alloc("a", 24).alloc("b", 40).free("a").done(),
        Settings::new(128, 1).unwrap(),
    );
    let lane = LaneKind::FreeList;
    let mut right = vec![Live, Live, Live, Padding, Live, Live, Live, Live, Live, Padding];
    right.extend([Free; 6]);
    assert_eq!(ask(Kind::Draw { unit: 8 }, lane, 1, 2, &runs), Ok(Answer::Draw(right.clone())));
    assert_eq!(ask(Kind::Draw { unit: 16 }, lane, 1, 2, &runs), Err(Ambiguous::Cells { at: 16 }));
    assert_eq!(
        ask(Kind::Draw { unit: 1 }, lane, 1, 2, &runs),
        Err(Ambiguous::TooManyCells { cells: 128, most: MOST_CELLS })
    );
    let none = Ambiguous::TooManyCells { cells: u32::MAX, most: MOST_CELLS };
    assert_eq!(ask(Kind::Draw { unit: 0 }, lane, 1, 2, &runs), Err(none));
    let question = Question { kind: Kind::Draw { unit: 8 }, lanes: one(lane), from: 1, to: 2 };
    assert_eq!(question::cells(&question, &runs), 16);
    right[3] = Live;
    let fault = grade(&question, &Answer::Draw(right), &runs).unwrap().fault;
    assert_eq!(fault, Some(Fault::Cell { at: 24, said: Some(Live), right: Padding }));
    // What an allocator keeps for itself, and the tags of its blocks, are neither live nor free.
    let tagged = ask(
        Kind::Draw { unit: 4 },
        LaneKind::BoundaryTag,
        0,
        1,
        &run(&Writer::default().alloc("a", 12).done(), Settings::new(64, 8).unwrap()),
    );
    assert!(matches!(tagged, Err(Ambiguous::TooManyCells { cells: 128, .. })), "{tagged:?}");
}

#[test]
fn what_happens_is_asked_lane_by_lane() {
    let runs = run(&holes(), small());
    let yes_no = |happening, from, to| {
        let question = Question { kind: Kind::YesNo(happening), lanes: Lanes::ours(), from, to };
        match truth(&question, &runs) {
            Ok(Answer::YesNo(lanes)) => lanes,
            other => panic!("{other:?}"),
        }
    };
    // The bins and the single list; the heap of 256 bytes is too small for boundary tags.
    assert_eq!(yes_no(Happening::Splits, 9, 10), [false, false, true, false]);
    assert_eq!(yes_no(Happening::Merges, 10, 11), [false, false, true, false]);
    assert_eq!(yes_no(Happening::Grows, 0, 1), [true, true, true, false]);
    assert_eq!(yes_no(Happening::Refused, 0, 1), [false, false, false, true]);
    assert_eq!(yes_no(Happening::Reuses, 9, 10), [true, true, true, false]);
    assert_eq!(yes_no(Happening::Reuses, 0, 6), [false; 4]);
    let first = |happening, lanes: &[LaneKind], from, to| {
        let lanes = lanes.iter().copied().collect();
        truth(&Question { kind: Kind::First(happening), lanes, from, to }, &runs)
    };
    let (segregated, list, tags) = (LaneKind::SegregatedBump, LaneKind::FreeList, LaneKind::BoundaryTag);
    assert_eq!(first(Happening::Splits, &[segregated, list], 0, 13), Ok(Answer::First(Some(list))));
    assert_eq!(first(Happening::Refused, &[list, tags], 0, 13), Ok(Answer::First(Some(tags))));
    assert_eq!(first(Happening::Splits, &[segregated, tags], 0, 13), Ok(Answer::First(None)));
    assert_eq!(first(Happening::Grows, &[segregated, list], 0, 13), Err(Ambiguous::Tie));
    let question = Question { kind: Kind::First(Happening::Refused), lanes: Lanes::ours(), from: 0, to: 13 };
    let fault = grade(&question, &Answer::First(Some(list)), &runs).unwrap().fault;
    assert_eq!(fault, Some(Fault::First { said: Some(list), right: Some(tags), op: Some(0) }));
}

#[test]
fn searches_that_can_not_be_clicked_are_not_asked_about() {
    let mut writer = Writer::default();
    (0..30).for_each(|number| {
        writer.alloc(&format!("a{number}"), 16).alloc("wall", 16);
    });
    (0..30).for_each(|number| {
        writer.free(&format!("a{number}"));
    });
    let trace = writer.alloc("b", 64).alloc("c", 4000).done();
    let runs = run(&trace, Settings::new(1024, 2).unwrap());
    let ask = |from| ask(Kind::Probes, LaneKind::FreeList, from, from + 1, &runs);
    assert_eq!(ask(90), Err(Ambiguous::TooLong { len: 31, most: MOST_PARTS }));
    assert_eq!(ask(0), Err(Ambiguous::GrowsFirst));
    assert_eq!(ask(60), Ok(Answer::Probes(Vec::new())).and(Err(Ambiguous::NoProbes)));
    let growing = run(&Writer::default().alloc("a", 48).alloc("b", 48).done(), Settings::new(64, 4).unwrap());
    let twice =
        truth(&Question { kind: Kind::Probes, lanes: one(LaneKind::FreeList), from: 1, to: 2 }, &growing);
    assert_eq!(twice, Err(Ambiguous::Twice { at: 48 }));
}

#[test]
fn a_lesson_means_the_last_block_of_a_name() {
    let trace = Writer::default().alloc("a", 8).free("a").alloc("a", 16).alloc("b", 8).done();
    let named = |name, done| question::named(&trace, name, done);
    assert_eq!(
        [named("a", 0), named("a", 2), named("a", 3), named("a", 99)],
        [Some(0), Some(0), Some(1), Some(1)]
    );
    assert_eq!((named("b", 0), named("c", 4)), (Some(2), None));
}
