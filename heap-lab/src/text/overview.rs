//! Texts of the pictures of a whole run, and of the questions that are asked about it.

use crate::{
    lab::{Attempt, Cut, LaneKind},
    overview::{
        curves::Curve,
        divergence::{Aspect, Divergence},
        find::Query,
        survey::Found,
    },
};

/// Labels that never change.
pub struct Labels {
    /// The section.
    pub title: &'static str,
    /// Opens and closes it, with its key.
    pub toggle: &'static str,
    /// What a file with its picture shows.
    /// The same for the help.
    pub key: &'static str,
    /// What a picture of it shows, as a file.
    pub save_hint: &'static str,
    /// The maps, for screen readers, with their keys.
    pub maps: &'static str,
    /// How the maps are zoomed, in the help.
    pub zoom_keys: &'static str,
    /// A pixel of a map stands for more than the block that is named.
    pub one_of_many: &'static str,
    /// Shows more of the run.
    pub zoom_out: &'static str,
    /// Shows less of it.
    pub zoom_in: &'static str,
    /// Shows all of it.
    pub whole: &'static str,
    /// The choice of the curve.
    pub curve: &'static str,
    /// Whether the axis is logarithmic.
    pub log: &'static str,
    /// What that means.
    pub log_hint: &'static str,
    /// Opens the sizes.
    pub sizes: &'static str,
    /// Opens the search.
    pub find: &'static str,
    /// The mark of a refused request.
    pub refused: &'static str,
    /// What it means.
    pub refused_hint: &'static str,
    /// The unit of the time axis.
    pub operations: &'static str,
    /// The field for what is looked for.
    pub find_field: &'static str,
    /// Examples of it.
    pub find_hint: &'static str,
    /// Examples of that, in as few letters as the field has room for.
    pub find_examples: &'static str,
    /// The heading of the comparison.
    pub differ: &'static str,
    /// Its first lane.
    pub differ_one: &'static str,
    /// Its second lane.
    pub differ_other: &'static str,
    /// What is compared.
    pub differ_in: &'static str,
    /// Goes to the first difference.
    pub differ_first: &'static str,
    /// Goes to the next one after the position.
    pub differ_next: &'static str,
    /// There is none.
    pub no_difference: &'static str,
    /// There is none in the whole run.
    pub never_differ: &'static str,
    /// The heading of the histograms.
    pub sizes_here: &'static str,
    /// Counts bytes instead of blocks.
    pub in_bytes: &'static str,
    /// Live blocks.
    pub live: &'static str,
    /// Free blocks.
    pub free: &'static str,
    /// There are none.
    pub no_blocks: &'static str,
    /// While it plays, or there are too many blocks for that.
    pub sizes_wait: &'static str,
    /// The heading of the question.
    pub room: &'static str,
    /// Its field for the size.
    pub room_size: &'static str,
    /// Its field for the alignment.
    pub room_align: &'static str,
    /// A lane can't be asked.
    pub room_unknown: &'static str,
    /// Instead of the free blocks of a lane whose structure can't be read.
    pub free_unknown: &'static str,
    /// It searches.
    pub searching: &'static str,
}

/// What is said of a lane to those who can't see its map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The lane.
    pub lane: LaneKind,
    /// Its operations, as readers count them.
    pub operations: usize,
    /// The most bytes that were live at once.
    pub peak: u32,
    /// Its heap at the end.
    pub heap: u32,
    /// Bytes lost.
    pub lost: u32,
    /// Requests refused.
    pub refused: u32,
}

/// Sentences about whole runs.
pub trait Overviews {
    /// Labels that never change.
    fn overview(&self) -> &'static Labels;

    /// What a curve shows.
    fn curve(&self, curve: Curve) -> &'static str;

    /// In what lanes differ.
    fn aspect(&self, aspect: Aspect) -> &'static str;

    /// What part of the run is shown: the first and the last operation.
    fn stretch(&self, first: usize, last: usize) -> String;

    /// How much of the run has been read, in percent.
    fn surveying(&self, percent: usize) -> String;

    /// What is at a place of the map; `name` is that of the block, and operations are given as readers count them.
    fn found(&self, found: &Found, name: &str, count: &dyn Fn(usize) -> usize) -> Vec<String>;

    /// The map of a lane in a sentence.
    fn summary(&self, summary: &Summary) -> String;

    /// A lane ended after so many operations, and why.
    fn cut_off(&self, lane: LaneKind, done: usize, cut: Option<Cut>) -> String;

    /// A curve, or what else is read from the structure of a heap, is not known of these lanes.
    fn hidden_curve(&self, lanes: &[LaneKind]) -> String;

    /// A curve was read after so many operations only.
    fn sampled(&self, samples: usize) -> String;

    /// What is understood of the search field.
    fn query(&self, query: &Query) -> String;

    /// Nothing is what is sought.
    fn nothing_found(&self, query: &Query) -> String {
        format!("{} · {}", self.query(query), self.hits(0, 0))
    }

    /// How many places were found, and how many are listed.
    fn hits(&self, count: usize, listed: usize) -> String;

    /// A block that was at an address: its size, and from which operation to which.
    fn life(&self, name: &str, size: u32, from: usize, to: Option<usize>) -> String;

    /// What two lanes did in the operation of this number.
    fn divergence(&self, lanes: [LaneKind; 2], number: usize, divergence: &Divergence) -> String;

    /// What would become of a request.
    fn attempt(&self, attempt: &Attempt) -> String;

    /// The size of a request must be a number up to `most`.
    fn room_wrong(&self, most: u32) -> String;

    /// Its alignment must be a power of two up to `most`.
    fn room_wrong_align(&self, most: u32) -> String;

    /// The sizes of a class: from, and up to.
    fn size_class(&self, from: u32, to: u32) -> String;

    /// Blocks of a class: how many, and how many bytes.
    fn of_class(&self, blocks: u32, bytes: u32) -> String;
}
