//! Turns a frame into a scene: what the map of a lane shows.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{Recording, frame::Frame, view::Tile},
    scene::{
        self, Heap, Highlights, Overview, Pick, Scene,
        grid::{Grid, Space, View},
        reuse::Before,
        spots::Spot,
    },
    text::Text,
    trace::Trace,
};

/// The rows of a frame. Their scale depends on the run, not on the step.
pub fn grid(frame: &Frame, settings: Settings, reach: u32, view: View) -> Grid {
    let limit = settings.page_size.saturating_mul(settings.max_pages);
    // Before the first growth of any lane there is at least a page to wait for.
    let reach = if reach == 0 { settings.page_size.min(limit) } else { reach };
    let heap_end = frame.read(Recording::heap_end);
    Grid::new(Space { heap_end, limit, reach, page_size: settings.page_size }, view)
}

/// What is marked on a heap.
#[derive(Clone, PartialEq)]
pub struct Marked {
    /// The marks of an answer.
    pub spots: Rc<[Spot]>,
    /// Whether the steps shown so far are marked, too. Beside an answer that is being made, their numbers would be taken for
    /// its own; beside an explanation, they would cover it.
    pub steps: bool,
}

impl Marked {
    /// The marks of the steps, and these.
    pub fn with(spots: Rc<[Spot]>) -> Self {
        Self { spots, steps: true }
    }
}

/// What a grid shows of a frame, with the steps shown so far. What is as in the scene of another frame, in the same
/// language, is taken from there.
pub fn scene(
    frame: &Frame,
    trace: &Trace,
    grid: Grid,
    highlights: &Highlights,
    marked: &Marked,
    text: &dyn Text,
    before: Option<&(Frame, Rc<Scene>)>,
) -> Scene {
    let changed = before.and_then(|(old, _)| frame.changes_since(old));
    let before = before.zip(changed.as_deref()).map(|((_, scene), changed)| Before { scene, changed });
    with_heap(frame, trace, marked, text, |heap| scene::build(grid, heap, highlights, before))
}

/// The whole heap in a strip, if the grid shows only a part of it. What is as in that of another frame is taken from
/// there.
pub fn overview(
    frame: &Frame,
    trace: &Trace,
    grid: &Grid,
    text: &dyn Text,
    before: Option<&(Frame, Rc<Overview>)>,
) -> Option<Overview> {
    grid.overview()?;
    let changed = before.and_then(|(old, _)| frame.changes_since(old));
    let before = before.zip(changed.as_deref()).map(|((_, whole), changed)| (&**whole, changed));
    with_heap(frame, trace, &Marked::with(Rc::default()), text, |heap| scene::overview(grid, heap, before))
}

/// The tile that contains an address.
pub fn tile_at(frame: &Frame, address: u32) -> Option<Tile> {
    frame.read(|recording| recording.tile_at(address))
}

fn with_heap<T>(
    frame: &Frame,
    trace: &Trace,
    marked: &Marked,
    text: &dyn Text,
    use_it: impl FnOnce(&Heap) -> T,
) -> T {
    frame.read(|recording| {
        let bump = recording.bump();
        let steps = if marked.steps { frame.shown_steps(recording) } else { Vec::new() };
        use_it(&Heap {
            lane: frame.kind,
            tiles: &|range, visit| recording.each_tile(range, visit),
            find: &|pick| match pick {
                Pick::Block(block) => recording.block(block),
                Pick::At(_, address) => recording.tile_at(address),
            },
            fields: &|tile| recording.fields(tile),
            bins: recording.bins(),
            bump: bump.as_ref(),
            blocks: &trace.blocks,
            steps: &steps,
            spots: &marked.spots,
            text,
        })
    })
}
