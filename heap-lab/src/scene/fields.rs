//! The headers, tags and footers of blocks, to scale, with their contents where there is room.

use super::{Rect, grid::Grid, labels::columns};
use crate::{
    lab::view::{Field, Says},
    text::Text,
};

/// Bytes of a tag, the smallest field.
const TAG: u32 = 4;
/// A narrower tag is not drawn.
const MIN_TAG: f64 = 2.0;
/// Space before the text of a field.
pub const FIELD_INDENT: f64 = 4.0;
/// Space after it.
const FIELD_END: f64 = 2.0;

/// The style of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The tag of a live block that follows another live block.
    Tag,
    /// A tag or footer that says that a block is free.
    FreeTag,
    /// Any other field of a free block.
    Word,
}

/// A field in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldBox {
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The rectangle.
    pub rect: Rect,
    /// Its style.
    pub look: Look,
    /// Its text, if there is room; may be empty.
    pub text: String,
}

/// Whether fields can be seen at all at this scale.
pub fn are_seen(grid: &Grid) -> bool {
    f64::from(TAG) * grid.scale >= MIN_TAG
}

/// Fields in the picture. Tags and footers are drawn wherever they can be seen, other fields where all of the block can
/// be read.
pub fn lay_out(grid: &Grid, fields: &[Field], text: &dyn Text) -> Vec<FieldBox> {
    let mut boxes: Vec<_> = fields.iter().filter_map(|field| lay_out_one(grid, field, text)).collect();
    if boxes.iter().any(|field| field.look == Look::Word && field.text.is_empty()) {
        boxes.retain(|field| field.look != Look::Word);
    }
    boxes.retain(|field| field.rect.w >= MIN_TAG);
    boxes
}

fn lay_out_one(grid: &Grid, field: &Field, text: &dyn Text) -> Option<FieldBox> {
    let span = grid.spans(field.start..field.end()).next()?;
    // No row is shorter than a granule, and no field crosses the end of one.
    let room = ((span.rect.w - FIELD_INDENT - FIELD_END) / grid.view.advance).floor().max(0.0) as usize;
    // A link that leads nowhere is shorter to write; it is written where any other would be.
    let longest = match field.says {
        Says::Next(_) => Says::Next(Some(field.start)),
        Says::Back(_) => Says::Back(Some(field.start)),
        says => says,
    };
    let [_, least] = text.field_labels(longest);
    let text = text.field_labels(field.says).into_iter().find(|text| columns(text) <= room);
    let text = text.filter(|_| columns(&least) <= room).unwrap_or_default();
    let look = look(field.says);
    Some(FieldBox { start: field.start, end: field.end(), rect: span.rect, look, text })
}

/// The bytes of a block between the fields at its start and at its end.
pub fn between(start: u32, end: u32, boxes: &[FieldBox]) -> (u32, u32) {
    let (mut from, mut to) = (start, end);
    for field in boxes {
        if field.start == from {
            from = field.end;
        } else if field.end == end {
            to = field.start;
        }
    }
    (from, to.max(from))
}

fn look(says: Says) -> Look {
    match says {
        Says::LiveTag { previous_free: false } => Look::Tag,
        Says::LiveTag { previous_free: true } | Says::FreeTag { .. } | Says::Footer(_) => Look::FreeTag,
        Says::Size(_) | Says::Next(_) | Says::Back(_) => Look::Word,
    }
}
