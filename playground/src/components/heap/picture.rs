//! A frame made into a scene: what the map of a lane shows.

use heap_lab::{
    arena::Settings,
    lab::frame::Frame,
    scene::{
        self, Heap, Highlights, Scene,
        grid::{Grid, Space, View},
    },
    text::Text,
    trace::Trace,
};

/// Rows that the map is high at most; what is more is scrolled.
const MOST_ROWS: u32 = 10;

/// The rows of a frame. The height has room for what the heap grows to in this run, and a sign that it could grow
/// further; it is the same at every step.
pub fn grid(frame: &Frame, settings: Settings, width: f64, scroll: f64, zoom: i32, advance: f64) -> Grid {
    let (heap_end, last_end) = frame.read(|recording| (recording.heap_end(), recording.last_end()));
    let limit = settings.page_size.saturating_mul(settings.max_pages);
    let space = Space { heap_end, limit, page_size: settings.page_size };
    let seen = Space { limit: limit.min(last_end.saturating_add(1)), ..space };
    let height = Grid::comfortable_height(seen, width, advance, MOST_ROWS);
    Grid::new(space, View { width, height, scroll, zoom, advance })
}

/// What a grid shows of a frame, with the steps shown so far.
pub fn scene(frame: &Frame, trace: &Trace, grid: Grid, highlights: &Highlights, text: &dyn Text) -> Scene {
    frame.read(|recording| {
        let bump = recording.bump();
        let heap = Heap {
            lane: frame.kind,
            tiles: &|range| recording.tiles(range),
            fields: &|tile| recording.fields(tile),
            bins: recording.bins(),
            bump: bump.as_ref(),
            blocks: &trace.blocks,
            steps: frame.shown_steps(recording),
            text,
        };
        scene::build(grid, &heap, highlights)
    })
}
