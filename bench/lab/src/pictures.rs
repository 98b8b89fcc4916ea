//! What the pictures of a recording cost: a frame of its heap, and the map and the curves of its whole run.

use std::rc::Rc;

use heap_lab::{
    lab::{LaneKind, Recording},
    overview::{
        Kind,
        curves::Curves,
        growth::Growth,
        paint::{Palette, Picture},
        raster::Raster,
        survey::Survey,
        window::Window,
    },
    scene::{
        Heap, Highlights, build,
        grid::{Grid, Place, Space, View},
    },
    text::Language,
};

use crate::time;

/// Frames in a row.
const FRAMES: usize = 40;
/// Pixels of the map.
const MAP: (u32, u32) = (1024, 512);
/// Pixels of a map while the run is made.
const SMALL: (u32, u32) = (1024, 64);

/// A frame after a step by one operation, as the page makes it without the one before, and the longest of some: seek, read,
/// and lay out.
pub fn frames(kind: LaneKind, recording: &mut Recording) -> (f64, f64) {
    let (mut sum, mut most) = (0.0, 0.0_f64);
    let from = recording.len() / 2;
    recording.seek(from);
    for step in 1..=FRAMES {
        let (took, _) = time(|| {
            recording.seek(from + step);
            lay_out(kind, recording)
        });
        (sum, most) = (sum + took, most.max(took));
    }
    (sum / FRAMES as f64, most)
}

/// The scene of the heap. Returns how many rectangles it has, so that nothing is left out.
fn lay_out(kind: LaneKind, recording: &Recording) -> usize {
    let settings = recording.settings();
    let limit = settings.page_size.saturating_mul(settings.max_pages);
    let (heap_end, reach) = (recording.heap_end(), recording.last_end());
    let view =
        View { width: 928.0, height: 150.0, place: Place::default(), zoom: 0, letters: 12.0, advance: 7.2 };
    let grid = Grid::new(Space { heap_end, limit, reach, page_size: settings.page_size }, view);
    let bump = recording.bump();
    let heap = Heap {
        lane: kind,
        tiles: &|range, visit| recording.each_tile(range, visit),
        find: &|_| None,
        fields: &|tile| recording.fields(tile),
        bins: recording.bins(),
        bump: bump.as_ref(),
        blocks: &recording.trace().blocks,
        steps: &[],
        spots: &Rc::from([]),
        text: Language::English.text(),
    };
    let scene = build(grid, &heap, &Highlights::default(), None);
    scene.pieces.len() + scene.cells.len()
}

/// The parts of the pictures of a whole run.
pub struct Whole {
    /// What the map needs to be known first.
    pub survey: f64,
    /// The map.
    pub map: f64,
    /// The exact curves.
    pub curves: f64,
    /// The smaller map and the curves of a run that is made, in all, where that is painted ten times.
    pub growing: f64,
}

/// The milliseconds that they take.
pub fn whole(recording: &Recording) -> Whole {
    let (ops, window) = (recording.len(), Window::whole(recording.len(), recording.last_end()));
    let palette = Palette([[90, 140, 200]; Kind::ALL.len()]);
    let never = || false;
    let mut survey = Survey::new(recording, ops);
    let (read, _) = time(|| survey.advance(recording, &never));
    let (map, _) = time(|| {
        let mut raster = Raster::new(window.clone(), MAP.0, MAP.1);
        raster.advance(recording, &survey, &never);
        let cells = raster.finish();
        Picture::new(&cells).advance(&cells, &palette, &never)
    });
    let (curves, _) = time(|| Curves::new(0..ops as u32, MAP.0, ops).advance(recording, &never));
    let (growing, ()) = time(|| {
        let mut growth = Growth::new(ops, recording.last_end(), SMALL.0, SMALL.1);
        growth.advance(recording, &never);
        for _ in 0..10 {
            Picture::new(growth.cells()).advance(growth.cells(), &palette, &never);
        }
        Curves::new(0..ops as u32, MAP.0, 0).note(recording);
    });
    Whole { survey: read, map, curves, growing }
}
