//! What the pictures are to show, and what has been made for that.

use std::{
    ops::{Deref, Range},
    rc::Rc,
};

use heap_lab::overview::{
    curves::{Curve, Curves},
    paint::{Palette, Picture},
    samples::Samples,
    survey::Life,
    window::Window,
};

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
    /// Shares this.
    pub fn new(value: T) -> Self {
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
    /// While the lane runs, the operations that are in the map.
    pub until: Option<u32>,
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
