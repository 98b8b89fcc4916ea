//! Typical programs get what an expert would say; no lane is better than the recommended one in every respect.

use std::rc::Rc;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    lab::Recording,
    trace::{Op, Trace},
    verdict::{
        Verdict,
        programs::{self, ARENA, Program},
    },
};

fn verdict(trace: &Rc<Trace>, arena: Settings, lanes: &[LaneKind]) -> Verdict {
    let result = |&kind: &LaneKind| LaneResult::of(&mut Recording::run(kind, trace.clone(), arena).unwrap());
    let context = Context { arena, recorded: true, odd: 0, unknown_frees: 0 };
    Verdict::new(context, Fingerprint::of(trace), lanes.iter().map(result).collect())
}

fn of(trace: &Rc<Trace>) -> Verdict {
    verdict(trace, ARENA, &LaneKind::OURS)
}

fn against(verdict: &Verdict, kind: LaneKind) -> Option<Against> {
    verdict.advice.ranked(kind).unwrap().against.first().copied()
}

/// Where memory is counted in small pages, differences count that a page of WebAssembly hides.
const SCARCE: Settings = Settings { page_size: 1024, max_pages: 1 << 13 };

#[test]
fn programs_of_typical_kinds_get_what_an_expert_would_say() {
    use LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump};
    let programs: [(&str, Rc<Trace>, LaneKind, LaneKind); 7] = [
        ("stack", programs::stack(4_000), BumpFreeList, FreeList),
        ("queue", programs::queue(5_000), BumpFreeList, FreeList),
        ("small objects", programs::small(5_000), SegregatedBump, SegregatedBump),
        ("nodes of one size", programs::nodes(8_000), SegregatedBump, SegregatedBump),
        ("a long mix", programs::mix(6_000), BoundaryTag, BoundaryTag),
        ("phases", programs::phases(14_000), BoundaryTag, BoundaryTag),
        ("growing vectors", programs::vectors(2_000), FreeList, BoundaryTag),
    ];
    for (name, trace, usual, scarce) in programs {
        assert_eq!(of(&trace).advice.choice, Choice::Fits(usual), "{name}");
        let verdict = verdict(&trace, SCARCE, &LaneKind::OURS);
        assert_eq!(verdict.advice.choice, Choice::Fits(scarce), "{name}, in small pages");
    }
}

#[test]
fn what_speaks_against_the_others_is_said_with_numbers() {
    let phases = of(&programs::phases(20_000));
    let Some(Against::Slow { visits: Some(visits), times }) = against(&phases, LaneKind::FreeList) else {
        panic!("it visits hundreds of blocks per operation")
    };
    assert!(visits > 100_000 && times > 100, "{visits} {times}");
    let queue = of(&programs::queue(6_000));
    let Some(Against::Loses { lost, peak }) = against(&queue, LaneKind::SegregatedBump) else {
        panic!("it loses every large block")
    };
    assert!(lost > u64::from(peak));
    let mix = of(&programs::mix(8_000));
    let Some(Against::Large { heap, least }) = against(&mix, LaneKind::BumpFreeList) else {
        panic!("it rounds up")
    };
    assert!(heap > least + least / 4);
    assert_eq!(against(&mix, LaneKind::BoundaryTag), None);
}

#[test]
fn others_are_named_where_they_are_better() {
    let mix = of(&programs::mix(12_000));
    let fast = mix.advice.others.iter().find(|other| other.better == Measure::Speed).unwrap();
    assert_eq!(fast.kind, LaneKind::BumpFreeList);
    assert!(fast.its.pace < fast.recommended.pace && fast.its.heap > fast.recommended.heap);
    let phases = of(&programs::phases(20_000));
    let slow = |other: &&Other| other.kind == LaneKind::FreeList && other.better != Measure::Memory;
    assert_eq!(phases.advice.others.iter().find(slow), None, "it visits hundreds of blocks");
}

#[test]
fn a_queue_between_blocks_that_stay_leaves_no_holes_that_merge() {
    let queue = |blocks: usize, every: usize| {
        let mut program = Program::new(1);
        (0..blocks).for_each(|_| _ = program.alloc(64));
        (0..blocks / 2).for_each(|index| program.free(if every == 1 { 0 } else { index }));
        while every == 1 && program.live.len() > 1 {
            program.free(0);
        }
        let reasons = verdict(&program.cut(), SCARCE, &[LaneKind::FreeList]).advice.reasons;
        reasons.into_iter().find(|reason| matches!(reason, Reason::Queue { .. }))
    };
    assert_eq!(queue(100, 1), Some(Reason::Queue { share: 1000, kept: 1 }), "one stays");
    assert_eq!(queue(100, 2), None, "every second one stays");
}

/// The verdict, if `shrunk` has a smaller heap than it has.
fn with_heap(verdict: &Verdict, shrunk: LaneKind, heap: u32) -> Verdict {
    let mut lanes = verdict.lanes.clone();
    lanes.iter_mut().filter(|lane| lane.kind == shrunk).for_each(|lane| lane.heap = heap);
    Verdict::new(verdict.context, verdict.program.clone(), lanes)
}

#[test]
fn a_smaller_heap_is_no_reason_but_another_choice() {
    let stack = of(&programs::stack(4_000));
    assert_eq!(stack.advice.choice, Choice::Fits(LaneKind::BumpFreeList));
    let heap = |verdict: &Verdict, kind| verdict.lanes.iter().find(|lane| lane.kind == kind).unwrap().heap;
    let about_memory = |verdict: &Verdict| {
        let said = verdict.advice.reasons.iter().any(|reason| matches!(reason, Reason::Heap { .. }));
        let other = verdict.advice.others.iter().find(|other| other.better == Measure::Memory);
        (said, other.map(|other| (other.kind, other.its.heap)))
    };
    let ours = heap(&stack, LaneKind::BumpFreeList);
    let all = LaneKind::OURS.into_iter();
    let same = all.fold(stack.clone(), |verdict, kind| with_heap(&verdict, kind, ours));
    assert_eq!(about_memory(&same), (true, None), "a tie is none that is smaller");
    let slow = with_heap(&of(&programs::phases(20_000)), LaneKind::FreeList, 1 << 16);
    assert!(matches!(against(&slow, LaneKind::FreeList), Some(Against::Slow { .. })));
    assert_eq!(about_memory(&slow), (false, Some((LaneKind::FreeList, 1 << 16))), "slow, but the smallest");
    let smaller = with_heap(&same, LaneKind::FreeList, ours - (1 << 16));
    assert_eq!(smaller.advice.choice, Choice::Fits(LaneKind::BumpFreeList), "a page is little");
    assert_eq!(about_memory(&smaller), (false, Some((LaneKind::FreeList, ours - (1 << 16)))));
}

#[test]
fn nothing_in_why_speaks_against_the_recommended_one() {
    for trace in [programs::mix(8_000), programs::nodes(8_000), programs::vectors(2_000)] {
        let verdict = of(&trace);
        let costs = |read: fn(&Cost) -> Option<u32>| {
            let complete = |ranked: &&Ranked| {
                verdict.lanes.iter().any(|lane| lane.kind == ranked.kind && lane.is_complete())
            };
            verdict.advice.ranking.iter().filter(complete).filter_map(|ranked| read(&ranked.cost)).min()
        };
        for reason in &verdict.advice.reasons {
            match *reason {
                Reason::Heap { heap, .. } => assert_eq!(Some(heap), costs(|cost| Some(cost.heap))),
                Reason::Code { code } => assert_eq!(Some(code), costs(|cost| cost.code)),
                _ => {}
            }
        }
    }
}

#[test]
fn lanes_that_were_not_run_and_lanes_that_are_as_close_are_counted() {
    assert_eq!(verdict(&programs::stack(2_000), ARENA, &[]).missing(), LaneKind::OURS);
    let two = verdict(&programs::stack(2_000), ARENA, &[LaneKind::FreeList, LaneKind::BoundaryTag]);
    assert_eq!(two.missing(), [LaneKind::BumpFreeList, LaneKind::SegregatedBump]);
    assert_eq!(of(&programs::stack(2_000)).missing(), []);
    // Each block takes more than the arena has.
    let mut program = Program::new(9);
    (0..18).for_each(|_| _ = program.alloc(4096));
    let tight = verdict(&program.cut(), Settings { page_size: 512, max_pages: 2 }, &LaneKind::OURS);
    assert!(matches!(tight.advice.choice, Choice::Closest(_)));
    assert_eq!((tight.lanes[0].refused, tight.as_close()), (18, 3));
}

#[test]
fn the_reasons_are_those_of_the_program() {
    let reasons = of(&programs::nodes(10_000)).advice.reasons;
    assert!(reasons.contains(&Reason::SmallObjects { share: 1000 }), "{reasons:?}");
    assert!(reasons.contains(&Reason::NeverSearches));
    let reasons = verdict(&programs::stack(6_000), SCARCE, &LaneKind::OURS).advice.reasons;
    assert!(reasons.iter().any(|reason| matches!(reason, Reason::FewHoles { visits: 0..2_000 })));
    assert!(reasons.iter().any(|reason| matches!(reason, Reason::Stack { share: 990.., kept: 0 })));
}

#[test]
fn what_is_doubtful_is_said() {
    let mut program = Program::new(7);
    for _ in 0..80 {
        let size = program.within(100, 300);
        program.alloc(size);
    }
    let short = program.cut();
    let doubts = verdict(&short, Settings::default(), &[LaneKind::FreeList]).advice.doubts;
    assert_eq!(doubts[0], Doubt::Short { operations: 80 });
    let missing = Doubt::NotRun { lane: LaneKind::BoundaryTag };
    let refused = Doubt::Arena { lane: LaneKind::FreeList, limit: Settings::default().bytes() };
    for doubt in [missing, refused, Doubt::Pages { page: 512 }, Doubt::Threads] {
        assert!(doubts.contains(&doubt), "{doubt:?} is not in {doubts:?}");
    }
    assert!(doubts.iter().any(|doubt| matches!(doubt, Doubt::Growing { .. })));
    let doubts = of(&programs::phases(20_000)).advice.doubts;
    assert!(doubts.iter().any(|doubt| matches!(doubt, Doubt::Phases { .. })));
    assert!(!doubts.iter().any(|doubt| matches!(doubt, Doubt::Short { .. } | Doubt::Growing { .. })));
}

#[test]
fn a_file_without_many_of_the_blocks_is_the_first_doubt() {
    let Verdict { program, lanes, context, .. } = of(&programs::stack(4_000));
    let missing = |unknown_frees| {
        let context = Context { unknown_frees, ..context };
        advise(&program, &lanes, &context).doubts.into_iter().next()
    };
    let tenth = program.frees / 9;
    assert!(!matches!(missing(tenth), Some(Doubt::UnknownFrees { .. })));
    let (unknown, all) = (u64::from(tenth) + 1, u64::from(program.frees + tenth) + 1);
    assert_eq!(missing(tenth + 1), Some(Doubt::UnknownFrees { unknown, all }));
}

#[test]
fn if_none_runs_the_program_the_closest_is_named_without_reasons() {
    let arena = Settings { page_size: 1024, max_pages: 64 };
    let verdict = verdict(&programs::mix(2_000), arena, &LaneKind::OURS);
    let Choice::Closest(closest) = verdict.advice.choice else { panic!("64 KiB are too few") };
    let refused = |lane: &LaneResult| lane.refused;
    let least = verdict.lanes.iter().min_by_key(|lane| refused(lane)).unwrap();
    assert_eq!(closest, least.kind);
    assert!(verdict.advice.reasons.is_empty() && verdict.advice.others.is_empty());
    assert_eq!(advise(&verdict.program, &[], &verdict.context).choice, Choice::Nothing);
}

/// A program of random requests.
fn program() -> impl Strategy<Value = Rc<Trace>> {
    let request = (0_u32..5, 1_u32..400, 0_usize..1 << 16);
    (vec(request, 1..300), 1_u32..8).prop_map(|(requests, scale)| {
        let mut program = Program::new(8);
        for (what, size, which) in requests {
            let size = size * scale;
            match (what, program.live.len()) {
                (0..2, _) | (_, 0) => {
                    program.alloc_as(size, 8 << (which % 3), which % 5 == 0);
                }
                (2, live) => program.realloc(program.live[which % live], size),
                (3, live) => program.free(which % live),
                _ => program.push(Op::Label { text: "here".into() }),
            }
        }
        program.cut()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_lane_is_better_than_the_recommended_one_in_every_respect(trace in program(), pages in 1_u32..200) {
        let arena = Settings { page_size: 256, max_pages: pages * 4 };
        let verdict = verdict(&trace, arena, &LaneKind::OURS);
        let ranking = &verdict.advice.ranking;
        prop_assert_eq!(ranking.len(), LaneKind::OURS.len());
        prop_assert!(LaneKind::OURS.iter().all(|&lane| ranking.iter().any(|ranked| ranked.kind == lane)));
        if let Choice::Fits(best) = verdict.advice.choice {
            prop_assert_eq!(ranking[0].kind, best);
            let complete = |kind| verdict.lanes.iter().any(|lane| lane.kind == kind && lane.is_complete());
            prop_assert!(complete(best));
            for other in &ranking[1..] {
                prop_assert!(!(complete(other.kind) && other.cost.dominates(&ranking[0].cost)), "{other:?}");
            }
        }
    }
}
