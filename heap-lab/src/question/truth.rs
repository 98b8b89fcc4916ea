//! The right answer, read from the recording.

use super::{Ambiguous, Answer, Happening, Kind, Paint, Question, Recordings, happens, measure};
use crate::{
    lab::{
        LaneKind, Recording,
        view::{Outcome, Step, Tile, TileKind},
    },
    trace::Op,
};

/// The most blocks in an answer.
pub const MOST_PARTS: u32 = 24;
/// The most cells in a drawing.
pub const MOST_CELLS: u32 = 64;

/// The right answer to a question.
///
/// # Errors
/// There is no single one.
pub fn truth(question: &Question, recordings: &Recordings) -> Result<Answer, Ambiguous> {
    let lane = question.lane().ok_or(Ambiguous::NoOperation)?;
    if !question
        .lanes
        .iter()
        .all(|lane| super::of(recordings, lane, |run| is_in(question, run)) == Some(true))
    {
        return Err(Ambiguous::NoOperation);
    }
    let state = |read: &dyn Fn(&Recording) -> Result<Answer, Ambiguous>| {
        super::at(recordings, lane, question.to, read).unwrap_or(Err(Ambiguous::NoOperation))
    };
    let operation = |read: &dyn Fn(&Recording) -> Result<Answer, Ambiguous>| {
        super::of(recordings, lane, read).unwrap_or(Err(Ambiguous::NoOperation))
    };
    match question.kind {
        Kind::Place => operation(&|recording| place(recording, question.from)),
        Kind::Probes => operation(&|recording| probes(recording, question.from)),
        Kind::List { bin } => state(&|recording| list(recording, bin)),
        Kind::Draw { unit } => {
            let before = super::at(recordings, lane, question.from, Recording::heap_end);
            state(&|recording| draw(recording, unit, before))
        }
        Kind::Number(what) => {
            measure::measure(what, question, recordings).map(Answer::Number).ok_or(Ambiguous::NoNumber)
        }
        Kind::YesNo(happening) => {
            let all = firsts(happening, question, recordings);
            Ok(Answer::YesNo(all.map(|(_, first)| first.is_some()).collect()))
        }
        Kind::First(happening) => first(happening, question, recordings),
    }
}

/// How many cells a drawing has, which does not tell whether the heap grows: as many as the arena, or if those are too many, as
/// the heap. 0 if it can't be drawn.
pub fn cells(question: &Question, recordings: &Recordings) -> u32 {
    match (question.kind, question.lane()) {
        (Kind::Draw { unit: unit @ 1.. }, Some(lane)) => {
            super::at(recordings, lane, question.to, |recording| canvas(recording, unit)).unwrap_or(0)
        }
        _ => 0,
    }
}

/// The cells of a drawing so far: all free before the first is set.
pub fn drawn(answer: Option<&Answer>, cells: u32) -> Vec<Paint> {
    let mut drawn = match answer {
        Some(Answer::Draw(cells)) => cells.clone(),
        _ => Vec::new(),
    };
    drawn.resize(cells as usize, Paint::Free);
    drawn
}

/// The lanes of a question, and in each the operation in which something first happens.
pub(super) fn firsts(
    happening: Happening,
    question: &Question,
    recordings: &Recordings,
) -> impl Iterator<Item = (LaneKind, Option<usize>)> {
    question.lanes.iter().map(move |lane| {
        let ops = question.from..question.to;
        (lane, super::of(recordings, lane, |recording| happens::first(happening, recording, ops)).flatten())
    })
}

fn is_in(question: &Question, recording: &Recording) -> bool {
    let &Question { from, to, .. } = question;
    from < to && to <= recording.len() && !matches!(recording.trace().ops[from], Op::Label { .. })
}

fn place(recording: &Recording, op: usize) -> Result<Answer, Ambiguous> {
    match recording.outcome(op) {
        Outcome::Placed { .. } | Outcome::InPlace { .. } | Outcome::Moved { .. } => {
            Ok(Answer::Place(recording.block_after(op).map(|tile| tile.start)))
        }
        Outcome::OutOfMemory => Ok(Answer::Place(None)),
        Outcome::Freed { .. } | Outcome::NoBlock | Outcome::Done | Outcome::NoPages => {
            Err(Ambiguous::NoRequest)
        }
    }
}

fn probes(recording: &Recording, op: usize) -> Result<Answer, Ambiguous> {
    let steps = recording.steps(op);
    let len: u32 = steps.iter().map(Step::visits).sum();
    match len {
        0 => return Err(Ambiguous::NoProbes),
        1..=MOST_PARTS => {}
        _ => return Err(Ambiguous::TooLong { len, most: MOST_PARTS }),
    }
    let (mut grown, mut all) = (false, Vec::new());
    for step in &steps {
        match *step {
            Step::Grown { .. } => grown = true,
            Step::Probed { block, .. } | Step::Passed { block, .. } => {
                if all.contains(&block) {
                    return Err(Ambiguous::Twice { at: block });
                }
                if grown {
                    return Err(Ambiguous::GrowsFirst);
                }
                all.push(block);
            }
            // In a run of very many steps, less of each search is kept.
            Step::Skipped { .. } => return Err(Ambiguous::TooLong { len, most: all.len() as u32 }),
            _ => {}
        }
    }
    Ok(Answer::Probes(all))
}

fn list(recording: &Recording, bin: Option<u32>) -> Result<Answer, Ambiguous> {
    let has_bins = recording.kind().has_bins();
    let mut bins = recording.bins().iter();
    let found = match bin {
        Some(size) if has_bins => bins.find(|bin| bin.sizes.contains(size)),
        None if !has_bins => bins.next(),
        _ => None,
    };
    let blocks = &found.ok_or(Ambiguous::NoBin)?.blocks;
    match blocks.len() as u32 {
        0 | 1 => Err(Ambiguous::ShortList),
        2..=MOST_PARTS => Ok(Answer::List(blocks.iter().map(|&(start, _)| start).collect())),
        len => Err(Ambiguous::TooLong { len, most: MOST_PARTS }),
    }
}

/// The cells of so many bytes.
fn cells_of(bytes: u32, unit: u32) -> u32 {
    if unit == 0 { u32::MAX } else { bytes.div_ceil(unit) }
}

/// The cells of a drawing.
fn canvas(recording: &Recording, unit: u32) -> u32 {
    match cells_of(recording.settings().bytes(), unit) {
        arena @ ..=MOST_CELLS => arena,
        _ => cells_of(recording.heap_end(), unit),
    }
}

/// The heap, which had the size `before` when the question was asked. Of an arena with too many cells only a heap that does not
/// grow is drawn.
fn draw(recording: &Recording, unit: u32, before: Option<u32>) -> Result<Answer, Ambiguous> {
    let end = recording.heap_end();
    let grows = before != Some(end);
    let cells = if grows { cells_of(recording.settings().bytes(), unit) } else { canvas(recording, unit) };
    if cells > MOST_CELLS {
        return Err(Ambiguous::TooManyCells { cells, most: MOST_CELLS });
    }
    let mut cell: Vec<Option<Paint>> = vec![None; cells as usize];
    let mut mixed = None;
    for (start, size, paint) in recording.tiles(0..end).iter().flat_map(stretches) {
        if size == 0 {
            continue;
        }
        for index in start / unit..=(start + size - 1) / unit {
            match &mut cell[index as usize] {
                Some(before) if *before != paint => mixed = mixed.or(Some(index * unit)),
                cell => *cell = Some(paint),
            }
        }
    }
    match mixed {
        Some(at) => Err(Ambiguous::Cells { at }),
        None => Ok(Answer::Draw(cell.into_iter().map(|paint| paint.unwrap_or(Paint::Other)).collect())),
    }
}

/// The uses of the bytes of a tile, in address order.
fn stretches(tile: &Tile) -> [(u32, u32, Paint); 3] {
    let whole = |paint| [(tile.start, tile.size, paint), (tile.start, 0, paint), (tile.start, 0, paint)];
    match tile.kind {
        TileKind::Live { asked, header, .. } => [
            (tile.start, header, Paint::Padding),
            (tile.start + header, asked, Paint::Live),
            (tile.end() - tile.padding(), tile.padding(), Paint::Padding),
        ],
        TileKind::Free { .. } | TileKind::Bump => whole(Paint::Free),
        TileKind::Lost { .. }
        | TileKind::Foreign
        | TileKind::Reserved
        | TileKind::Held
        | TileKind::Opaque => whole(Paint::Other),
    }
}

fn first(happening: Happening, question: &Question, recordings: &Recordings) -> Result<Answer, Ambiguous> {
    let found = firsts(happening, question, recordings).filter_map(|(lane, op)| Some((op?, lane)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|&(op, _)| op);
    match found[..] {
        [] => Ok(Answer::First(None)),
        [(op, _), (other, _), ..] if op == other => Err(Ambiguous::Tie),
        [(_, lane), ..] => Ok(Answer::First(Some(lane))),
    }
}
