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

use super::pictures::{Line, Map, Plot, Wanted};

/// What is gathered of the lane. A round takes one slice for operations, and then makes pictures of what is known.
pub struct Growing {
    wanted: Wanted,
    growth: Growth,
    curves: Curves,
    samples: Samples,
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
        if self.picture.is_none() {
            let before = (self.growth.done(), self.curves.done());
            self.curves.note(recording);
            self.growth.advance(recording, is_over);
            if before == (self.growth.done(), self.curves.done()) {
                return None;
            }
            if wanted.curve == Curve::Largest {
                self.samples.note(recording);
            }
            self.picture = Some(Picture::new(self.growth.cells()));
            if is_over() {
                return None;
            }
        }
        let cells = self.growth.cells();
        if !self.picture.as_mut()?.advance(cells, &wanted.palette, is_over) {
            return None;
        }
        let (picture, wanted) = (self.picture.take()?, wanted.clone());
        let (curve, ops, end) = (wanted.curve, wanted.window.ops.clone(), self.curves.done());
        let line = match curve {
            Curve::Largest => Line::Sampled(self.samples.clone()),
            _ => Line::Exact(self.curves.clone()),
        };
        let map = Map {
            wanted,
            picture,
            outlines: Vec::new(),
            refusals: Vec::new(),
            until: Some(self.growth.done()),
        };
        Some((map, Plot { curve, ops, end, line }))
    }
}
