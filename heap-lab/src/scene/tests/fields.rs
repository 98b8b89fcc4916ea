//! Headers, tags and footers.

use super::{
    super::fields::{FieldBox, Look},
    *,
};
use crate::lab::view::{Field, Says};

/// A live block, a free one of 64 bytes, and a live one after it, from address 12 on.
fn tagged_heap(bytes_per_row: u32) -> Scene {
    let tagged = |start, block| {
        let kind = TileKind::Live { block, asked: 28, align: 8, header: 4, op: 0 };
        Tile { start, size: 32, kind }
    };
    let tiles = [tagged(12, 0), free(44, 64, 0), tagged(108, 1)];
    let field = |start, says| Field { start, raw: vec![0; 4], says };
    let fields = |tile: &Tile| match tile.kind {
        TileKind::Live { .. } => {
            vec![field(tile.start, Says::LiveTag { previous_free: tile.start == 108 })]
        }
        _ => vec![
            field(44, Says::FreeTag { size: 64 }),
            field(48, Says::Next(Some(0x200))),
            field(52, Says::Back(None)),
            field(104, Says::Footer(64)),
        ],
    };
    let heap = Heap {
        lane: LaneKind::BoundaryTag,
        tiles: &|range, visit| tiles.iter().copied().filter(|tile| overlaps(tile, &range)).for_each(visit),
        find: &|_| None,
        fields: &fields,
        bins: &[],
        bump: None,
        blocks: &Blocks::default(),
        steps: &[],
        spots: &[],
        text: Language::English.text(),
    };
    let height = if bytes_per_row > 4096 { 80.0 } else { 600.0 };
    let whole = Grid::new(space(64 << 10), view(WIDE, height));
    let zoom = whole.bytes_per_row.ilog2() as i32 - bytes_per_row.ilog2() as i32;
    let grid = Grid::new(space(64 << 10), View { zoom, ..whole.view });
    assert_eq!(grid.bytes_per_row, bytes_per_row);
    build(grid, &heap, &Highlights::default(), None)
}

fn drawn(scene: &Scene) -> Vec<(u32, Look, &str)> {
    scene.fields.iter().map(|FieldBox { start, look, text, .. }| (*start, *look, text.as_str())).collect()
}

#[test]
fn tags_are_drawn_to_scale_and_what_is_free_says_so_on_both_sides() {
    let scene = tagged_heap(512);
    let free = Look::FreeTag;
    assert_eq!(drawn(&scene), [(12, Look::Tag, ""), (44, free, ""), (104, free, ""), (108, free, "")]);
    for field in &scene.fields {
        assert!(close(field.rect.w, 4.0 * scene.grid.scale), "{field:?}");
        assert!(close(field.rect.x, scene.grid.point(field.start).0), "{field:?}");
    }
}

#[test]
fn from_near_enough_every_field_says_what_it_says_in_memory() {
    let scene = tagged_heap(16);
    assert_eq!(
        drawn(&scene),
        [
            (12, Look::Tag, "0"),
            (44, Look::FreeTag, "free 64"),
            (48, Look::Word, "next 0x0200"),
            (52, Look::Word, "back: head"),
            (104, Look::FreeTag, "footer 64"),
            (108, Look::FreeTag, "prev free"),
        ]
    );
    let nearer = tagged_heap(128);
    assert!(drawn(&nearer).contains(&(104, Look::FreeTag, "64")), "a shorter way where there is less room");
}

#[test]
fn labels_keep_clear_of_fields() {
    for bytes_per_row in [512, 256, 128, 64, 32, 16] {
        let scene = tagged_heap(bytes_per_row);
        for piece in scene.pieces.iter().filter(|piece| piece.label.is_some()) {
            let chars = piece.label.as_ref().map_or(0, Label::columns) as f64;
            let (from, to) = (piece.label_from, piece.label_from + chars * ADVANCE);
            let in_the_way = scene.fields.iter().find(|field| {
                let Rect { x, y, w, .. } = field.rect;
                close(y, piece.span.rect.y) && x < to && x + w > from
            });
            assert_eq!(in_the_way, None, "{bytes_per_row}: {piece:?}");
        }
    }
}

#[test]
fn what_is_too_small_to_be_seen_is_not_drawn() {
    assert_eq!(tagged_heap(16 << 10).fields, []);
}
