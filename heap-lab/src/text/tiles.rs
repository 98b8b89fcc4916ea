//! Texts of the heap map: its tiles, the fields of their headers, its legend and its scale.

use crate::{
    lab::{
        LaneKind,
        view::{Says, Tile, TileKind},
    },
    scene::{
        facts::Fact,
        legend::{Sign, Swatch},
        spots::SpotKind,
    },
};

/// Sentences about tiles and fields.
pub trait Tiles {
    /// A tile on one line; `name` is the name of its block.
    fn tile(&self, tile: &Tile, name: &str) -> String;

    /// The heading of a tile's facts; `name` is the name of its block.
    fn tile_title(&self, kind: TileKind, name: &str) -> String;

    /// An additional sentence about a tile, if there is one.
    fn tile_note(&self, kind: TileKind) -> Option<&'static str>;

    /// The label of the tile on the map; empty for blocks, which have a name or need no label.
    fn caption(&self, kind: TileKind) -> &'static str;

    /// A fact: its term and its value.
    fn fact(&self, fact: &Fact) -> (&'static str, String);

    /// The heading of the fields of a block.
    fn fields_title(&self) -> &'static str;

    /// The name of a field of a header, tag or footer.
    fn field_name(&self, says: Says) -> &'static str;

    /// Its meaning.
    fn field_meaning(&self, says: Says) -> String;

    /// Its label on the map, in full and shortened.
    fn field_labels(&self, says: Says) -> [String; 2];

    /// The name of the legend.
    fn legend_title(&self) -> &'static str;

    /// A colour or pattern: its name, and its meaning in a sentence.
    fn swatch(&self, swatch: Swatch) -> (&'static str, &'static str);

    /// The heading of the marks in the legend.
    fn signs_title(&self) -> &'static str;

    /// A mark over the heap: its name, and its meaning in a sentence.
    fn sign(&self, sign: Sign) -> (&'static str, &'static str);

    /// The label of a mark that has no number: a word or two.
    fn spot_label(&self, kind: SpotKind) -> &'static str;

    /// What is marked at a tile, after its words in the list of tiles.
    fn spot(&self, kind: SpotKind, number: Option<u32>) -> String;

    /// The name of a lane's heap map.
    fn heap_of(&self, lane: LaneKind) -> String;

    /// The number of visible tiles that are not listed.
    fn more_tiles(&self, count: u32) -> String;

    /// The scale of the map.
    fn bytes_per_row(&self, bytes: u32) -> String;

    /// The button that zooms out.
    fn zoom_out(&self) -> &'static str;

    /// The button that zooms in.
    fn zoom_in(&self) -> &'static str;

    /// The button that shows the whole heap.
    fn zoom_fit(&self) -> &'static str;
}
