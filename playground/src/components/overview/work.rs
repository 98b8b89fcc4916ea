//! The work behind the pictures: read in slices, kept as long as the run is the same, and reported whenever a part is
//! ready.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Lanes, Recording},
    overview::{
        Clock,
        curves::{Curve, Curves},
        paint::Picture,
        raster::{Cells, Raster},
        samples::{Samples, USUAL_WORK},
        survey::Survey,
    },
    state::{self, Lent, Progress, Run},
    trace::Trace,
};
use yew::prelude::*;

use super::{
    growing::Growing,
    pictures::{Line, Map, Plot, Shared, Wanted},
};
use crate::browser::turns::{Turns, now};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;
/// While it takes long, the progress is shown so often, in milliseconds.
const REPORT: f64 = 200.0;
/// While lanes run, the pictures take this share of the time.
const SHARE: f64 = 0.05;
/// The shortest time between two pictures of a lane that runs, in milliseconds: showing one takes time, too.
const ANEW: f64 = 250.0;
/// Maps that are kept for each lane, so that zooming out again takes no time.
const KEPT: usize = 6;
/// From so many operations in view down, blocks have outlines.
const OUTLINED: u32 = 65_000;
/// A block has an outline if it is at least so many pixels wide and high.
const LEAST: f64 = 3.0;
/// The most outlines on a map.
const MOST_OUTLINES: usize = 6_000;

enum MapJob {
    Raster(Wanted, Raster),
    Paint(Wanted, Cells, Picture),
}

/// What the pictures of a lane are made of.
enum Source {
    /// A recording.
    Whole(Rc<RefCell<Recording>>),
    /// One that is still made, and its pictures so far.
    Lent(Lent, Option<Box<Growing>>),
}

/// A lane.
pub struct LaneWork {
    /// Which.
    pub kind: LaneKind,
    source: Source,
    trace: Rc<Trace>,
    settings: Settings,
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
    /// Whose turn it is among the lanes that still run.
    turn: usize,
    /// How long their pictures took so far, in milliseconds, and when all had new ones.
    spent: f64,
    renewed: f64,
}

impl Works {
    /// What the pictures are to show: lanes of a run, of which some are lent while they are made.
    pub fn set(&mut self, run: &Run, lent: &[Lent], shown: Lanes, wanted: Option<Wanted>) {
        let mut before = std::mem::take(&mut self.lanes);
        for recording in run.recordings() {
            let kind = recording.borrow().kind();
            if !shown.contains(kind) {
                continue;
            }
            let len = run.complete_up_to(kind);
            let same = before.iter().position(|lane| lane.is_of(recording, len));
            self.lanes.push(match same {
                Some(index) => before.swap_remove(index).over(recording, len),
                None => LaneWork::new(recording, len),
            });
        }
        for lent in lent.iter().filter(|lent| shown.contains(lent.kind())) {
            let same = before.iter().position(|lane| lane.is_lent(lent));
            let lane = same.map(|index| before.swap_remove(index)).or_else(|| LaneWork::lent(lent));
            self.lanes.extend(lane);
        }
        self.lanes.sort_by_key(|lane| lane.kind as usize);
        self.wanted = wanted;
    }

    /// Goes on until the slice is over. Returns whether there is more to do, and whether there is something new to show.
    pub fn slice(&mut self, is_over: Clock) -> (bool, bool) {
        let Some(wanted) = &self.wanted else { return (false, false) };
        let mut is_new = false;
        // First what all pictures need, then the maps, then the curves.
        for lane in &mut self.lanes {
            if !lane.read_on(is_over) {
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

    /// The same for the lanes that still run: they take turns, each until its pictures are made.
    fn grow(&mut self, is_over: Clock) -> (bool, bool) {
        let Some(wanted) = &self.wanted else { return (false, false) };
        let (mut is_new, count) = (false, self.lanes.len());
        for _ in 0..count {
            is_new |= self.lanes[self.turn % count].grow(wanted, is_over);
            if is_over() {
                return (true, is_new);
            }
            self.turn += 1;
        }
        (false, is_new)
    }

    /// Whether any lane refused a request, as far as is known.
    pub fn has_refusals(&self) -> bool {
        self.lanes.iter().filter_map(LaneWork::survey).any(|survey| !survey.refusals().is_empty())
    }

    /// The lanes, in the order of the page.
    pub fn lanes(&self) -> &[LaneWork] {
        &self.lanes
    }

    /// How much of the run has been read, in percent; `None` once it has, and while lanes run.
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
        let read = recording.borrow();
        Self::of(&read, Survey::new(&read, len), Source::Whole(recording.clone()))
    }

    /// A lane that still runs.
    fn lent(lent: &Lent) -> Option<Self> {
        lent.read(|so_far| Self::of(so_far, Survey::new(so_far, 0), Source::Lent(lent.clone(), None)))
    }

    fn of(recording: &Recording, survey: Survey, source: Source) -> Self {
        Self {
            kind: recording.kind(),
            source,
            trace: recording.trace().clone(),
            settings: recording.settings(),
            survey,
            maps: Vec::new(),
            map_job: None,
            plot: None,
            plot_job: None,
        }
    }

    /// Whether it is about the first `len` operations of this recording, or was lent of it while that was made.
    fn is_of(&self, recording: &Rc<RefCell<Recording>>, len: usize) -> bool {
        match &self.source {
            Source::Whole(own) => Rc::ptr_eq(own, recording) && self.survey.len() == len,
            Source::Lent(lent, _) => {
                let recording = recording.borrow();
                self.kind == recording.kind()
                    && Rc::ptr_eq(&self.trace, recording.trace())
                    && self.settings == recording.settings()
                    && lent.is_over()
            }
        }
    }

    fn is_lent(&self, of: &Lent) -> bool {
        matches!(&self.source, Source::Lent(lent, _) if lent == of)
    }

    /// The lane, if its recording is complete only now. Its pictures stay until there are others.
    fn over(self, recording: &Rc<RefCell<Recording>>, len: usize) -> Self {
        match &self.source {
            Source::Whole(_) => self,
            Source::Lent(..) => Self { maps: self.maps, plot: self.plot, ..Self::new(recording, len) },
        }
    }

    /// What is known of the lane, and its recording.
    pub fn read<T>(&self, read: impl FnOnce(&Recording, &Survey) -> T) -> Option<T> {
        let recording = self.recording()?.borrow();
        self.survey.is_done().then(|| read(&recording, &self.survey))
    }

    /// What is known of the lane, once all of it has been read.
    pub fn survey(&self) -> Option<&Survey> {
        (self.recording().is_some() && self.survey.is_done()).then_some(&self.survey)
    }

    /// Its recording, to move it; `None` while that is still made.
    pub fn recording(&self) -> Option<&Rc<RefCell<Recording>>> {
        match &self.source {
            Source::Whole(recording) => Some(recording),
            Source::Lent(..) => None,
        }
    }

    /// Goes on with the survey of a recording. Returns whether it is complete.
    fn read_on(&mut self, is_over: Clock) -> bool {
        match &self.source {
            Source::Whole(recording) => self.survey.advance(&recording.borrow(), is_over),
            Source::Lent(..) => true,
        }
    }

    /// Goes on with the pictures of a lane while lanes run. Returns whether there are new ones.
    fn grow(&mut self, wanted: &Wanted, is_over: Clock) -> bool {
        let Source::Lent(lent, growing) = &mut self.source else {
            let is_new = self.read_on(is_over) && self.map(wanted, is_over);
            return is_new | (!is_over() && self.plot(wanted, is_over));
        };
        if growing.as_ref().is_none_or(|growing| !growing.fits(wanted)) {
            *growing = Some(Box::new(Growing::new(wanted)));
        }
        let pictures = growing
            .as_mut()
            .and_then(|growing| lent.read(|so_far| growing.advance(so_far, wanted, is_over))?);
        let Some((map, plot)) = pictures else { return false };
        (self.maps, self.plot) = (vec![Shared::new(map)], Some(Shared::new(plot)));
        true
    }

    /// The latest map, which may be of another part of the run while the next one is made.
    pub fn last_map(&self) -> Option<Shared<Map>> {
        self.maps.last().cloned()
    }

    /// The latest curve, if it is known of the lane.
    pub fn last_plot(&self) -> Option<Shared<Plot>> {
        self.plot.clone().filter(|plot| plot.curve.is_known_of(self.kind))
    }

    /// Goes on with the map that is wanted. Returns whether it has just been finished.
    fn map(&mut self, wanted: &Wanted, is_over: Clock) -> bool {
        let Source::Whole(recording) = &self.source else { return false };
        let is_it = |map: &Map| {
            if map.until.is_some() {
                return false;
            }
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
        let recording = recording.borrow();
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
                        self.maps.retain(|map| map.until.is_none());
                        if self.maps.len() >= KEPT {
                            self.maps.remove(0);
                        }
                        let until = None;
                        self.maps.push(Shared::new(Map { wanted, picture, outlines, refusals, until }));
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
        let Source::Whole(recording) = &self.source else { return false };
        if !wanted.curve.is_known_of(self.kind) {
            return false;
        }
        let ops = &wanted.window.ops;
        let end = ops.end.min(self.survey.len() as u32).max(ops.start);
        let is_it = |plot: &Plot| (plot.curve, &plot.ops, plot.end) == (wanted.curve, ops, end);
        if self.plot.as_ref().is_some_and(|plot| is_it(plot)) {
            return false;
        }
        let job = self.plot_job.take().filter(is_it);
        let columns = wanted.size.0;
        let mut job = job.unwrap_or_else(|| {
            let line = match wanted.curve {
                Curve::Largest => Line::Sampled(Samples::new(ops.start..end, columns, USUAL_WORK)),
                _ => Line::Exact(Curves::new(ops.clone(), columns, self.survey.len())),
            };
            Plot { curve: wanted.curve, ops: ops.clone(), end, line }
        });
        let is_done = match &mut job.line {
            Line::Exact(curves) => curves.advance(&recording.borrow(), is_over),
            Line::Sampled(samples) => samples.advance(&mut recording.borrow_mut(), is_over),
        };
        match is_done {
            true => self.plot = Some(Shared::new(job)),
            false => self.plot_job = Some(job),
        }
        is_done
    }
}

/// The work for a run, which goes on by itself. The component is rendered again whenever there is something new. While lanes
/// of the run are still made, each report of their progress lets the pictures go on, for a share of the time.
#[hook]
pub fn use_work(
    run: &Run,
    growing: Option<&(state::Growing, Progress)>,
    shown: Lanes,
    wanted: Option<Wanted>,
) -> Rc<RefCell<Works>> {
    let works = use_mut_ref(Works::default);
    let update = use_force_update();
    let begun = use_mut_ref(|| None::<f64>);
    {
        let works = works.clone();
        let inputs = (run.clone(), growing.cloned(), shown, wanted);
        use_effect_with(inputs, move |(run, growing, shown, wanted)| {
            let lent = growing.as_ref().map_or(&[][..], |(growing, _)| &growing.lanes);
            works.borrow_mut().set(run, lent, *shown, wanted.clone());
            if lent.is_empty() {
                *begun.borrow_mut() = None;
                update.force_update();
            } else if begun.borrow().is_none() {
                *begun.borrow_mut() = Some(now());
                let mut works = works.borrow_mut();
                (works.spent, works.renewed) = (0.0, 0.0);
            }
            let begun = *begun.borrow();
            let mut reported = now();
            let turns = Turns::start(move || {
                let mut works = works.borrow_mut();
                let start = now();
                let is_early = start < works.renewed + ANEW;
                if begun.is_some_and(|begun| is_early || works.spent > SHARE * (start - begun)) {
                    return false;
                }
                // Lanes that take turns have shorter ones.
                let slice = if begun.is_some() { SLICE / 2.0 } else { SLICE };
                let is_over = || now() >= start + slice;
                let (is_more, is_new) = match begun {
                    Some(_) => works.grow(&is_over),
                    None => works.slice(&is_over),
                };
                works.spent += now() - start;
                if begun.is_some() && !is_more {
                    works.renewed = now();
                }
                drop(works);
                // While lanes run, each report of their progress shows what is new.
                if begun.is_none() && (is_new || now() - reported > REPORT) {
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
