//! A sample of every fact about questions, answers and refused requests, and its sentences.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind, Lanes, Recording,
        report::{Reason, Refusal},
        shortage::{self, Frees, Shortage, USUAL_WORK},
        view::{Tile, TileKind},
    },
    question::{Ambiguous, Answer, Choice, Fault, Happening, Kind, Measure, Paint, Question},
    text::{Language, Text},
    trace::{Op, Trace},
};
use lite_alloc::observe::Loss;

use crate::samples::{Said, said, samples};

/// Two blocks, of which one is freed, and a third that is resized.
fn trace() -> Trace {
    let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
    Trace {
        ops: vec![
            alloc(0, 24),
            alloc(1, 40),
            Op::Label { text: "x".into() },
            Op::Free { block: 0 },
            alloc(2, 40),
            Op::Realloc { block: 2, size: 100 },
            Op::TakePages { pages: 1 },
        ],
        blocks: ["a", "b", "#2"].iter().collect(),
    }
}

fn kinds() -> Vec<Kind> {
    let mut kinds = samples!(Kind {
        Kind::Place => [Kind::Place],
        Kind::Probes => [Kind::Probes],
        Kind::List { .. } => [Kind::List { bin: None }, Kind::List { bin: Some(64) }],
        Kind::Draw { .. } => [Kind::Draw { unit: 8 }],
        Kind::Number(_) => [],
        Kind::YesNo(_) => [],
        Kind::First(_) => [],
    });
    kinds.extend(Measure::ALL.map(Kind::Number));
    kinds.extend(Happening::ALL.map(Kind::YesNo));
    kinds.extend(Happening::ALL.map(Kind::First));
    kinds
}

fn question(kind: Kind, from: usize, to: usize) -> Question {
    let several = matches!(kind, Kind::First(_));
    Question { kind, lanes: Lanes::of(|lane| several || lane == LaneKind::FreeList), from, to }
}

fn ambiguities() -> Vec<Ambiguous> {
    samples!(Ambiguous {
        Ambiguous::NoOperation => [Ambiguous::NoOperation],
        Ambiguous::NoRequest => [Ambiguous::NoRequest],
        Ambiguous::NoProbes => [Ambiguous::NoProbes],
        Ambiguous::GrowsFirst => [Ambiguous::GrowsFirst],
        Ambiguous::Twice { .. } => [Ambiguous::Twice { at: 64 }],
        Ambiguous::TooLong { .. } => [Ambiguous::TooLong { len: 30, most: 24 }],
        Ambiguous::NoBin => [Ambiguous::NoBin],
        Ambiguous::ShortList => [Ambiguous::ShortList],
        Ambiguous::Cells { .. } => [Ambiguous::Cells { at: 64 }],
        Ambiguous::TooManyCells { .. } => [
            Ambiguous::TooManyCells { cells: 128, most: 64 },
            Ambiguous::TooManyCells { cells: u32::MAX, most: 64 },
        ],
        Ambiguous::NoNumber => [Ambiguous::NoNumber],
        Ambiguous::Tie => [Ambiguous::Tie],
    })
}

/// Faults, with the kinds of the questions whose answers have them.
fn faults() -> Vec<(Kind, Fault)> {
    let place = |said, right| Fault::Place { said, right };
    let sequence = |index, said, right| Fault::Sequence { index, said, right };
    let cell = |said, right| Fault::Cell { at: 64, said, right };
    let first = |said, right, op| Fault::First { said, right, op };
    let (list, tags) = (Some(LaneKind::FreeList), Some(LaneKind::BoundaryTag));
    let paints = samples!(Paint {
        Paint::Live => [Paint::Live],
        Paint::Padding => [Paint::Padding],
        Paint::Free => [Paint::Free],
        Paint::Other => [Paint::Other],
    });
    let mut all = Vec::new();
    let faults = samples!(Fault {
        Fault::Place { .. } => [place(Some(16), Some(32)), place(None, Some(32)), place(Some(16), None)],
        Fault::Sequence { .. } => [
            sequence(0, Some(16), Some(32)),
            sequence(1, Some(16), Some(32)),
            sequence(2, None, Some(48)),
            sequence(2, Some(48), None),
        ],
        Fault::Cell { .. } => [cell(None, Paint::Live), cell(Some(Paint::Live), Paint::Free)],
        Fault::Number { .. } => [],
        Fault::Lane { .. } => [],
        Fault::First { .. } => [],
        Fault::Kind => [Fault::Kind],
    });
    for fault in faults {
        match fault {
            Fault::Sequence { .. } => {
                all.extend([Kind::Probes, Kind::List { bin: None }].map(|kind| (kind, fault)))
            }
            Fault::Cell { .. } => all.push((Kind::Draw { unit: 16 }, fault)),
            fault => all.push((Kind::Place, fault)),
        }
    }
    all.extend(
        paints.into_iter().map(|right| (Kind::Draw { unit: 8 }, Fault::Cell { at: 80, said: None, right })),
    );
    let number = Fault::Number { said: 2, right: 1 };
    // Bytes are bytes, whatever they are of.
    let units = [Measure::Probes, Measure::Used, Measure::Address, Measure::Pages, Measure::Failed];
    let units = units.into_iter().chain([Measure::FailsAt, Measure::Frees, Measure::External]);
    all.extend(units.map(|measure| (Kind::Number(measure), number)));
    for happening in Happening::ALL {
        let lane = |right| Fault::Lane { lane: LaneKind::FreeList, right };
        all.extend([true, false].map(|right| (Kind::YesNo(happening), lane(right))));
        all.push((Kind::First(happening), first(list, tags, Some(4))));
    }
    all.extend(
        [first(None, tags, Some(3)), first(list, None, None)]
            .map(|fault| (Kind::First(Happening::Moves), fault)),
    );
    all
}

fn answers() -> Vec<(Kind, Answer)> {
    let answers = samples!(Answer {
        Answer::Place(_) => [Answer::Place(Some(64)), Answer::Place(None)],
        Answer::Probes(_) => [Answer::Probes(vec![64, 16]), Answer::Probes(Vec::new())],
        Answer::List(_) => [],
        Answer::Draw(_) => [Answer::Draw(vec![Paint::Live, Paint::Live, Paint::Free])],
        Answer::Number(_) => [],
        Answer::YesNo(_) => [Answer::YesNo(vec![true]), Answer::YesNo(vec![false])],
        Answer::First(_) => [Answer::First(Some(LaneKind::FreeList)), Answer::First(None)],
    });
    let kind = |answer: &Answer| match answer {
        Answer::Draw(_) => Kind::Draw { unit: 8 },
        _ => Kind::YesNo(Happening::Moves),
    };
    answers.into_iter().map(|answer| (kind(&answer), answer)).collect()
}

fn shortages() -> Vec<Shortage> {
    let tile = |kind| Tile { start: 64, size: 32, kind };
    let live = |block| TileKind::Live { block, asked: 24, align: 8, header: 0, op: 0 };
    let between = [
        live(0),
        TileKind::Foreign,
        TileKind::Reserved,
        TileKind::Lost { reason: Loss::Gap, op: 0 },
        live(1),
    ];
    let frees = samples!(Frees {
        Frees::Blocks(_) => [Frees::Blocks(vec![1]), Frees::Blocks(vec![1, 0]), Frees::Blocks(vec![0, 1, 0, 1, 0, 1])],
        Frees::Never => [Frees::Never],
        Frees::Unknown { .. } => [Frees::Unknown { least: 1 }, Frees::Unknown { least: 12 }],
    });
    let refusal = |reason| Refusal { needed: 512, align: None, free: 1024, room: 0, reason };
    let with = |frees, reason, between: &[TileKind]| Shortage {
        refusal: refusal(reason),
        largest: 64,
        between: between.iter().copied().map(tile).collect(),
        more_between: 0,
        merges: true,
        frees,
    };
    let mut all: Vec<_> =
        frees.into_iter().map(|frees| with(frees, Reason::Fragmented { largest: 64 }, &between)).collect();
    all.push(with(Frees::Never, Reason::BinEmpty, &[]));
    all.push(Shortage { merges: false, ..with(Frees::Never, Reason::BinEmpty, &between) });
    all
}

/// Questions, answers, faults, and what refused requests lacked.
pub fn questions(text: &dyn Text) -> Vec<Said> {
    let trace = trace();
    let mut all = Vec::new();
    for kind in kinds() {
        // One operation, two, all of them, and one that does not exist.
        for (from, to) in [(1, 2), (3, 5), (0, 7), (20, 21)] {
            let question = question(kind, from, to);
            let words = text.ask(&question, &trace);
            // Some questions are about the next operation alone, or about all.
            let about = format!("{from} {kind:?}");
            if all.iter().all(|said: &Said| said.words != words) {
                all.push(Said { about, ..said("question", kind, words) });
            } else {
                assert!((from, to) != (1, 2), "{kind:?} is asked in the words of another question: {words}");
            }
        }
    }
    let plain = |kind: &&Kind| {
        !matches!(kind, Kind::Number(_) | Kind::YesNo(_) | Kind::First(_) | Kind::List { bin: None })
    };
    let one_each =
        [Kind::Number(Measure::Free), Kind::YesNo(Happening::Moves), Kind::First(Happening::Moves)];
    for kind in kinds().iter().filter(plain).chain(&one_each) {
        all.push(said("kind of question", kind, text.kind_of_question(*kind)));
        all.push(said("how to answer", kind, text.how_to_answer(*kind)));
    }
    for measure in Measure::ALL {
        for value in [0, 1, 2000] {
            let words = format!("{} | {}", text.measure(measure), text.measured(measure, value));
            all.push(said("measure", (measure, value), words));
        }
    }
    all.extend(Happening::ALL.map(|happening| said("happening", happening, text.happening(happening))));
    all.extend(Paint::ALL.map(|paint| said("paint", paint, text.paint(paint))));
    all.extend([true, false].map(|yes| said("yes or no", yes, text.yes_or_no(yes))));
    all.push(said("plain", "is refused", text.is_refused()));
    all.push(said("plain", "in no lane", text.in_no_lane()));
    all.push(said("plain", "right", text.is_right()));
    all.push(said("plain", "sought", text.shortage_is_sought()));
    all.push(said("plain", "because", text.because(12, LaneKind::FreeList, "refused")));
    let free = Tile { start: 64, size: 32, kind: TileKind::Free { bin: 0, index: 0 } };
    for (address, tile) in [(64, Some(free)), (80, Some(free)), (256, None)] {
        all.push(said("choice", (address, tile), text.choice(&Choice { address, tile }, "")));
    }
    for (kind, answer) in answers() {
        let neutral = matches!(answer, Answer::Place(Some(_)) | Answer::Probes(_) | Answer::First(Some(_)));
        all.push(Said { neutral, ..said("answer", &answer, text.answer(&answer, &question(kind, 1, 2))) });
    }
    for (kind, fault) in faults() {
        all.push(said("fault", (kind, fault), text.fault(&fault, &question(kind, 1, 2), &trace)));
    }
    all.extend(ambiguities().into_iter().map(|reason| said("ambiguous", reason, text.ambiguous(reason))));
    for shortage in shortages() {
        let sentences = text.shortage(&shortage, &trace);
        assert!((2..=4).contains(&sentences.len()), "{sentences:?}");
        all.push(said("shortage", &shortage, sentences.join("|")));
    }
    all
}

#[test]
fn questions_are_asked_in_the_words_of_the_script() {
    let trace = trace();
    let text = Language::English.text();
    let ask = |kind, from, to| text.ask(&question(kind, from, to), &trace);
    assert_eq!(ask(Kind::Place, 1, 2), "Where will FreeList place the block of `b = alloc(40)`?");
    assert_eq!(ask(Kind::Place, 4, 5), "Where will FreeList place the block of `alloc(40)`?");
    assert_eq!(ask(Kind::Probes, 4, 5), "Which free blocks will FreeList visit for `alloc(40)`, in order?");
    assert_eq!(
        ask(Kind::List { bin: None }, 3, 6),
        "Which blocks will be in the free list of FreeList after `free(a)`, `alloc(40)` and `realloc(block(2), 100)`, in order?"
    );
    assert_eq!(
        ask(Kind::Number(Measure::Used), 1, 7),
        "How many bytes will `b` occupy in FreeList after the next 5 operations?"
    );
}

#[test]
fn who_is_first_says_nothing_of_what_the_others_do_later() {
    let fault =
        Fault::First { said: Some(LaneKind::FreeList), right: Some(LaneKind::SegregatedBump), op: Some(1) };
    let question = question(Kind::First(Happening::Loses), 1, 7);
    let words = |language: Language| language.text().fault(&fault, &question, &trace());
    assert_eq!(
        words(Language::English),
        "The first to lose bytes is SegregatedBump, not FreeList: in operation 2."
    );
    assert_eq!(
        words(Language::Chinese),
        "最先丢失字节的是 SegregatedBump，而不是 FreeList：在第 2 个操作中。"
    );
}

#[test]
fn a_refused_request_is_explained_in_short_sentences() {
    let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
    let free = |block| Op::Free { block };
    let ops = vec![alloc(0, 64), alloc(1, 64), alloc(2, 64), alloc(3, 64), free(0), free(2), alloc(4, 160)];
    let blocks = ["a", "b", "c", "d", "e"].iter().collect();
    let trace = Rc::new(Trace { ops, blocks });
    let settings = Settings::new(256, 1).unwrap();
    let mut recording = Recording::run(LaneKind::FreeList, trace.clone(), settings).unwrap();
    let shortage = shortage::shortage(&mut recording, 6, USUAL_WORK).unwrap();
    let expected = [
        "Refused, out of memory: 160 bytes needed, 128 free.",
        "The largest piece of free memory has 64 bytes.",
        "`b` (64 bytes) lies between the pieces.",
        "It would have succeeded if `b` had been freed before.",
    ];
    assert_eq!(Language::English.text().shortage(&shortage, &trace), expected);
    let mut recording = Recording::run(LaneKind::SegregatedBump, trace.clone(), settings).unwrap();
    let shortage = shortage::shortage(&mut recording, 6, USUAL_WORK).unwrap();
    let said = &Language::English.text().shortage(&shortage, &trace)[2];
    assert!(!shortage.between.is_empty() && said.starts_with("Free blocks are never merged here"), "{said}");
}
