//! The work behind the pictures: read in slices, kept as long as the run is the same, and reported whenever a part is
//! ready.

use std::{cell::RefCell, ops::Deref, ops::Range, rc::Rc};

use heap_lab::{
    lab::{LaneKind, Lanes, Recording},
    overview::{
        Clock,
        curves::{Curve, Curves},
        paint::{Palette, Picture},
        raster::{Cells, Raster},
        samples::{Samples, USUAL_WORK},
        survey::{Life, Survey},
        window::Window,
    },
    state::Run,
};
use yew::prelude::*;

use crate::browser::turns::{Turns, now};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;
/// While it takes long, the progress is shown so often, in milliseconds.
const REPORT: f64 = 200.0;
/// Maps that are kept for each lane, so that zooming out again takes no time.
const KEPT: usize = 6;
/// From so many operations in view down, blocks have outlines.
const OUTLINED: u32 = 65_000;
/// A block has an outline if it is at least so many pixels wide and high.
const LEAST: f64 = 3.0;
/// The most outlines on a map.
const MOST_OUTLINES: usize = 6_000;

/// Something that is shared, and equal only to itself.
pub struct Shared<T>(Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Shared<T> {
    fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

/// What the pictures are to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The part of the run.
    pub window: Window,
    /// Pixels of a map.
    pub size: (u32, u32),
    /// Pixels per CSS pixel.
    pub ratio: f64,
    /// The colours.
    pub palette: Palette,
    /// The curve that is shown.
    pub curve: Curve,
}

/// A finished map.
pub struct Map {
    /// What it was made for.
    pub wanted: Wanted,
    /// Its pixels.
    pub picture: Picture,
    /// Blocks that are large enough for an outline.
    pub outlines: Vec<Life>,
    /// Refused requests, as operations; one for each column of pixels at most.
    pub refusals: Vec<u32>,
}

/// The curve of a lane.
pub enum Line {
    /// Read from sums.
    Exact(Curves),
    /// Read after some operations.
    Sampled(Samples),
}

/// A finished curve.
pub struct Plot {
    /// Which.
    pub curve: Curve,
    /// The operations.
    pub ops: Range<u32>,
    /// Where the lane ends, if that is among them.
    pub end: u32,
    /// Its values.
    pub line: Line,
}

enum MapJob {
    Raster(Wanted, Raster),
    Paint(Wanted, Cells, Picture),
}

/// A lane.
pub struct LaneWork {
    /// Which.
    pub kind: LaneKind,
    recording: Rc<RefCell<Recording>>,
    survey: Survey,
    maps: Vec<Shared<Map>>,
    map_job: Option<MapJob>,
    plot: Option<Shared<Plot>>,
    plot_job: Option<Plot>,
}

/// The lanes, and what is wanted of them.
#[derive(Default)]
pub struct Works {
    lanes: Vec<LaneWork>,
    wanted: Option<Wanted>,
}

impl Works {
    fn set(&mut self, run: &Run, shown: Lanes, wanted: Option<Wanted>) {
        let mut before = std::mem::take(&mut self.lanes);
        for recording in run.recordings() {
            let kind = recording.borrow().kind();
            if !shown.contains(kind) {
                continue;
            }
            let len = run.complete_up_to(kind);
            let is_same =
                |lane: &LaneWork| Rc::ptr_eq(&lane.recording, recording) && lane.survey.len() == len;
            self.lanes.push(match before.iter().position(is_same) {
                Some(index) => before.swap_remove(index),
                None => LaneWork::new(recording, len),
            });
        }
        self.lanes.sort_by_key(|lane| lane.kind as usize);
        self.wanted = wanted;
    }

    /// Goes on until the slice is over. Returns whether there is more to do, and whether there is something new to show.
    fn slice(&mut self, is_over: Clock) -> (bool, bool) {
        let Some(wanted) = &self.wanted else { return (false, false) };
        let mut is_new = false;
        // First what all pictures need, then the maps, then the curves.
        for lane in &mut self.lanes {
            if !lane.survey.advance(&mut lane.recording.borrow_mut(), is_over) {
                return (true, is_new);
            }
        }
        for lane in &mut self.lanes {
            is_new |= lane.map(wanted, is_over);
            if is_over() {
                return (true, is_new);
            }
        }
        for lane in &mut self.lanes {
            is_new |= lane.plot(wanted, is_over);
            if is_over() {
                return (true, is_new);
            }
        }
        (false, is_new)
    }

    /// The lanes, in the order of the page.
    pub fn lanes(&self) -> &[LaneWork] {
        &self.lanes
    }

    /// How much of the run has been read, in percent; `None` once it has.
    pub fn progress(&self) -> Option<usize> {
        let (done, all) = self.lanes.iter().fold((0, 0), |(done, all), lane| {
            let (more, of) = lane.survey.progress();
            (done + more, all + of)
        });
        (done < all).then(|| done * 100 / all.max(1))
    }
}

impl LaneWork {
    fn new(recording: &Rc<RefCell<Recording>>, len: usize) -> Self {
        Self {
            kind: recording.borrow().kind(),
            survey: Survey::new(&recording.borrow(), len),
            recording: recording.clone(),
            maps: Vec::new(),
            map_job: None,
            plot: None,
            plot_job: None,
        }
    }

    /// What is known of the lane, and its recording.
    pub fn read<T>(&self, read: impl FnOnce(&Recording, &Survey) -> T) -> Option<T> {
        self.survey.is_done().then(|| read(&self.recording.borrow(), &self.survey))
    }

    /// What is known of the lane, once all of it has been read.
    pub fn survey(&self) -> Option<&Survey> {
        self.survey.is_done().then_some(&self.survey)
    }

    /// Its recording, to move it.
    pub fn recording(&self) -> &Rc<RefCell<Recording>> {
        &self.recording
    }

    /// The latest map, which may be of another part of the run while the next one is made.
    pub fn last_map(&self) -> Option<Shared<Map>> {
        self.maps.last().cloned()
    }

    /// The latest curve.
    pub fn last_plot(&self) -> Option<Shared<Plot>> {
        self.plot.clone()
    }

    /// Goes on with the map that is wanted. Returns whether it has just been finished.
    fn map(&mut self, wanted: &Wanted, is_over: Clock) -> bool {
        let is_it = |map: &Map| {
            let Wanted { window, size, ratio, palette, .. } = &map.wanted;
            (window, size, ratio, palette) == (&wanted.window, &wanted.size, &wanted.ratio, &wanted.palette)
        };
        if let Some(index) = self.maps.iter().position(|map| is_it(map)) {
            let is_last = index + 1 == self.maps.len();
            let map = self.maps.remove(index);
            self.maps.push(map);
            self.map_job = None;
            return !is_last;
        }
        let job = self.map_job.take().filter(|job| {
            let (MapJob::Raster(of, _) | MapJob::Paint(of, ..)) = job;
            of == wanted
        });
        let recording = self.recording.borrow();
        let mut job = job.unwrap_or_else(|| {
            let raster = Raster::new(wanted.window.clone(), wanted.size.0, wanted.size.1);
            let is_near = wanted.window.ops.end - wanted.window.ops.start <= OUTLINED;
            let least = LEAST * wanted.ratio;
            let raster = if is_near { raster.with_outlines(least, least, MOST_OUTLINES) } else { raster };
            MapJob::Raster(wanted.clone(), raster)
        });
        loop {
            job = match job {
                MapJob::Raster(wanted, mut raster) => {
                    match raster.advance(&recording, &self.survey, is_over) {
                        true => {
                            let cells = raster.finish();
                            let picture = Picture::new(&cells);
                            MapJob::Paint(wanted, cells, picture)
                        }
                        false => MapJob::Raster(wanted, raster),
                    }
                }
                MapJob::Paint(wanted, cells, mut picture) => {
                    if picture.advance(&cells, &wanted.palette, is_over) {
                        let refusals = self.refusals(&wanted);
                        let outlines = cells.outlines().to_vec();
                        if self.maps.len() >= KEPT {
                            self.maps.remove(0);
                        }
                        self.maps.push(Shared::new(Map { wanted, picture, outlines, refusals }));
                        return true;
                    }
                    MapJob::Paint(wanted, cells, picture)
                }
            };
            if is_over() {
                self.map_job = Some(job);
                return false;
            }
        }
    }

    /// The refused requests in view, one for each column of pixels at most.
    fn refusals(&self, wanted: &Wanted) -> Vec<u32> {
        let ops = &wanted.window.ops;
        let column = |op: u32| u64::from(op - ops.start) * u64::from(wanted.size.0) / ops.len() as u64;
        let all = self.survey.refusals();
        let from = all.partition_point(|&op| op < ops.start);
        let to = all.partition_point(|&op| op < ops.end);
        let mut seen: Vec<u32> = Vec::new();
        for &op in &all[from..to] {
            if seen.last().is_none_or(|&last| column(last) != column(op)) {
                seen.push(op);
            }
        }
        seen
    }

    /// Goes on with the curve that is wanted. Returns whether it has just been finished.
    fn plot(&mut self, wanted: &Wanted, is_over: Clock) -> bool {
        let ops = &wanted.window.ops;
        let is_it = |plot: &Plot| plot.curve == wanted.curve && plot.ops == *ops;
        if self.plot.as_ref().is_some_and(|plot| is_it(plot)) {
            return false;
        }
        let job = self.plot_job.take().filter(is_it);
        let columns = wanted.size.0;
        let mut job = job.unwrap_or_else(|| {
            let end = ops.end.min(self.survey.len() as u32).max(ops.start);
            let line = match wanted.curve {
                Curve::Largest => Line::Sampled(Samples::new(ops.start..end, columns, USUAL_WORK)),
                _ => Line::Exact(Curves::new(ops.clone(), columns, &self.survey)),
            };
            Plot { curve: wanted.curve, ops: ops.clone(), end, line }
        });
        let is_done = match &mut job.line {
            Line::Exact(curves) => curves.advance(&self.recording.borrow(), &self.survey, is_over),
            Line::Sampled(samples) => samples.advance(&mut self.recording.borrow_mut(), is_over),
        };
        match is_done {
            true => self.plot = Some(Shared::new(job)),
            false => self.plot_job = Some(job),
        }
        is_done
    }
}

/// The work for a run, which goes on by itself. The component is rendered again whenever there is something new.
#[hook]
pub fn use_work(run: &Run, shown: Lanes, wanted: Option<Wanted>) -> Rc<RefCell<Works>> {
    let works = use_mut_ref(Works::default);
    let update = use_force_update();
    {
        let works = works.clone();
        use_effect_with((run.clone(), shown, wanted), move |(run, shown, wanted)| {
            works.borrow_mut().set(run, *shown, wanted.clone());
            update.force_update();
            let mut reported = now();
            let turns = Turns::start(move || {
                let end = now() + SLICE;
                let (is_more, is_new) = works.borrow_mut().slice(&|| now() >= end);
                if is_new || now() - reported > REPORT {
                    reported = now();
                    update.force_update();
                }
                is_more
            });
            move || drop(turns)
        });
    }
    works
}
