//! What is said of the heap map: its tiles, the fields of their headers, its legend and its scale.

use crate::{
    lab::{
        LaneKind,
        view::{Says, Tile, TileKind},
    },
    scene::{facts::Fact, legend::Swatch},
};

/// Sentences about tiles and fields.
pub trait Tiles {
    /// A tile in a line; `name` is that of its block.
    fn tile(&self, tile: &Tile, name: &str) -> String;

    /// The heading over what is known of a tile; `name` is that of its block.
    fn tile_title(&self, kind: TileKind, name: &str) -> String;

    /// A sentence to add to what is known of a tile, where there is one.
    fn tile_note(&self, kind: TileKind) -> Option<&'static str>;

    /// A word for the tile in the picture; empty for blocks, which have a name or need no word.
    fn caption(&self, kind: TileKind) -> &'static str;

    /// A fact: its term and its value.
    fn fact(&self, fact: &Fact) -> (&'static str, String);

    /// The heading over the fields of a block.
    fn fields_title(&self) -> &'static str;

    /// What a field of a header, tag or footer is called.
    fn field_name(&self, says: Says) -> &'static str;

    /// What it means.
    fn field_meaning(&self, says: Says) -> String;

    /// What is written on it in the picture, in full and where there is less room.
    fn field_labels(&self, says: Says) -> [String; 2];

    /// What the legend is called.
    fn legend_title(&self) -> &'static str;

    /// What a colour or pattern means.
    fn swatch(&self, swatch: Swatch) -> &'static str;

    /// What the heap map of a lane is called.
    fn heap_of(&self, lane: LaneKind) -> String;

    /// So many visible tiles more are not listed.
    fn more_tiles(&self, count: u32) -> String;

    /// The scale of the map.
    fn bytes_per_row(&self, bytes: u32) -> String;

    /// The button that zooms out.
    fn zoom_out(&self) -> &'static str;

    /// The button that zooms in.
    fn zoom_in(&self) -> &'static str;
}
