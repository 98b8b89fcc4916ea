//! The pictures of a lane that is still recorded: a map and a curve, made anew now and then of what there is so far.

use heap_lab::{
    lab::Recording,
    overview::{
        Clock,
        curves::{Curve, Curves},
        growth::Growth,
        paint::Picture,
        samples::Samples,
    },
};

use super::work::{Line, Map, Plot, Wanted};

/// What is gathered of the lane. One round takes the operations that there are at its start, and ends with pictures.
pub struct Growing {
    wanted: Wanted,
    growth: Growth,
    curves: Curves,
    samples: Samples,
    /// Operations that the pictures of this round are to show.
    target: usize,
    picture: Option<Picture>,
}

impl Growing {
    /// Nothing yet.
    pub fn new(wanted: &Wanted) -> Self {
        let (ops, (columns, rows)) = (wanted.window.ops.clone(), wanted.size);
        Self {
            growth: Growth::new(ops.end as usize, wanted.window.addresses.end, columns, rows),
            curves: Curves::new(ops.clone(), columns, 0),
            samples: Samples::of_growing(ops.end),
            target: 0,
            picture: None,
            wanted: wanted.clone(),
        }
    }

    /// Whether its pictures are as large as these.
    pub fn fits(&self, wanted: &Wanted) -> bool {
        (&self.wanted.window, self.wanted.size) == (&wanted.window, wanted.size)
    }

    /// Goes on until the slice is over, at least for one piece. Returns the pictures when a round ends.
    pub fn advance(&mut self, recording: &Recording, wanted: &Wanted, is_over: Clock) -> Option<(Map, Plot)> {
        if self.picture.is_none() && (self.growth.done() as usize) >= self.target {
            if recording.len() <= self.target {
                return None;
            }
            self.target = recording.len();
        }
        if self.picture.is_none() {
            self.curves.extend(self.target);
            let is_read = self.growth.advance(recording, self.target, is_over)
                && self.curves.advance(recording, is_over);
            if !is_read || is_over() {
                return None;
            }
            if wanted.curve == Curve::Largest {
                self.samples.note(recording);
            }
        }
        let cells = self.growth.cells();
        let picture = self.picture.get_or_insert_with(|| Picture::new(cells));
        if !picture.advance(cells, &wanted.palette, is_over) {
            return None;
        }
        let (picture, wanted) = (self.picture.take()?, wanted.clone());
        let (curve, ops, end) = (wanted.curve, wanted.window.ops.clone(), self.growth.done());
        let line = match curve {
            Curve::Largest => Line::Sampled(self.samples.clone()),
            _ => Line::Exact(self.curves.clone()),
        };
        let map = Map { wanted, picture, outlines: Vec::new(), refusals: Vec::new(), until: Some(end) };
        Some((map, Plot { curve, ops, end, line }))
    }
}
