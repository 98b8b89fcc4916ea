//! Scenes tested as data.

mod bounds;
mod fields;
mod grid;
mod hits;
mod links;
mod reuse;

use std::cell::Cell as Counter;

use lite_alloc::observe::{Fit, Side};

use super::{grid::*, labels::Label, step_marks::*, tiles::*, *};
use crate::text::Language;

const LETTERS: f64 = 11.0;
const ADVANCE: f64 = 6.6;

/// A heap as large as any lane's.
fn space(heap_end: u32) -> Space {
    Space { heap_end, limit: heap_end, reach: heap_end, page_size: 512 }
}

fn view(width: f64, height: f64) -> View {
    View { width, height, place: Place::default(), zoom: 0, letters: LETTERS, advance: ADVANCE }
}

/// A width at which 512 bytes are 1.25 pixels each.
const WIDE: f64 = 6.0 * ADVANCE + 11.0 + 8.0 + 640.0;

/// The viewport in which a heap has rows of 512 bytes.
fn with_rows_of_512(heap_end: u32) -> View {
    view(WIDE, 18.0 + 36.0 * f64::from(heap_end.div_ceil(512)))
}

fn grid(heap_end: u32) -> Grid {
    let grid = Grid::new(space(heap_end), with_rows_of_512(heap_end));
    assert_eq!(grid.bytes_per_row, 512);
    grid
}

fn live(start: u32, size: u32, asked: u32, block: u32) -> Tile {
    Tile { start, size, kind: TileKind::Live { block, asked, align: 8, header: 0, op: 0 } }
}

fn free(start: u32, size: u32, index: u32) -> Tile {
    Tile { start, size, kind: TileKind::Free { bin: 0, index } }
}

/// A heap of live and free blocks in turn, without an end.
fn pattern(sizes: &'static [u32], range: Range<u32>) -> Vec<Tile> {
    let turn: u32 = sizes.iter().sum();
    let mut start = range.start / turn * turn;
    let mut tiles = Vec::new();
    for (index, &size) in sizes.iter().enumerate().cycle() {
        if start >= range.end {
            break;
        }
        if start + size > range.start {
            let tile = if index % 2 == 0 { live(start, size, size - 3, start) } else { free(start, size, 0) };
            tiles.push(tile);
        }
        start += size;
    }
    tiles
}

fn picture(grid: Grid, tiles: &[Tile], bins: &[Bin], steps: &[Step], highlights: Highlights) -> Scene {
    let names = ["a", "buffer", "list[12]"].iter().collect();
    let heap = Heap {
        lane: LaneKind::FreeList,
        tiles: &|range, visit| tiles.iter().copied().filter(|tile| overlaps(tile, &range)).for_each(visit),
        find: &|pick| tiles.iter().copied().find(|tile| pick.means(LaneKind::FreeList, tile)),
        fields: &|_| Vec::new(),
        bins,
        bump: None,
        blocks: &names,
        steps,
        spots: &[],
        text: Language::English.text(),
    };
    build(grid, &heap, &highlights, None)
}

fn overlaps(tile: &Tile, range: &Range<u32>) -> bool {
    tile.start < range.end && tile.end() > range.start
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn pieces_tile_the_rows_exactly() {
    let tiles = [live(0, 32, 24, 0), free(32, 1200, 0), live(1232, 304, 300, 1), free(1536, 512, 1)];
    let scene = picture(grid(2048), &tiles, &[], &[], Highlights::default());
    let mut next = (scene.grid.left, scene.grid.row_top(0));
    for piece in &scene.pieces {
        let Rect { x, y, w, h } = piece.span.rect;
        assert!(close(x, next.0) && close(y, next.1), "{piece:?} is not at {next:?}");
        assert!(close(h, scene.grid.row));
        let full = close(x + w, scene.grid.left + scene.grid.width);
        next = if full { (scene.grid.left, y + scene.grid.pitch()) } else { (x + w, y) };
    }
    assert!(close(next.1, scene.grid.row_top(4)), "four rows are full");
    let rows: Vec<(u32, bool, bool)> = scene
        .pieces
        .iter()
        .filter(|piece| piece.tile.start == 32)
        .map(|piece| (piece.span.start, piece.span.from_above, piece.span.goes_on))
        .collect();
    assert_eq!(rows, [(32, false, true), (512, true, true), (1024, true, false)]);
}

#[test]
fn padding_begins_where_the_asked_bytes_end_also_in_a_later_row() {
    let scene = picture(grid(1024), &[live(0, 1024, 600, 0)], &[], &[], Highlights::default());
    let [first, second] = &scene.pieces[..] else { panic!("{:?}", scene.pieces) };
    assert!(close(first.padded_from, first.span.rect.x + first.span.rect.w), "all asked");
    assert!(close(second.padded_from, second.span.rect.x + 88.0 * scene.grid.scale));
}

#[test]
fn cells_account_for_every_byte_of_what_is_too_small() {
    let grid = Grid::new(space(64 << 10), view(WIDE, 100.0));
    let tiles = pattern(&[16, 32, 32, 2000], 0..64 << 10);
    let heap_end = tiles.last().map_or(0, |tile| tile.start + tile.size).min(64 << 10);
    let scene = picture(grid, &tiles, &[], &[], Highlights::default());
    assert!(!scene.cells.is_empty() && !scene.pieces.is_empty());

    let mut drawn = scene.pieces.iter().map(|piece| piece.span.rect.w).sum::<f64>();
    for cell in &scene.cells {
        assert!(cell.w <= CELL + scene.grid.scale, "{cell:?}");
        assert!(close(cell.shares.iter().sum::<f64>(), cell.w), "{cell:?}");
        drawn += cell.w;
    }
    assert!((drawn - f64::from(heap_end) * grid.scale).abs() < 1e-3);

    let counted = |wanted: Share| scene.cells.iter().map(|cell| cell.shares[wanted as usize]).sum::<f64>();
    let live = tiles.iter().filter(|tile| matches!(tile.kind, TileKind::Live { .. }));
    let (used, count) = live.fold((0, 0), |(used, count), tile| (used + tile.size, count + 1));
    assert!((counted(Share::Padding) - f64::from(3 * count) * grid.scale).abs() < 1e-3);
    assert!((counted(Share::Live) - f64::from(used - 3 * count) * grid.scale).abs() < 1e-3);
    assert_eq!(counted(Share::Foreign), 0.0);
}

/// Most tiles lie in a cell as a whole, others on its border.
#[test]
fn each_cell_has_the_proportions_of_its_own_bytes() {
    let grid = Grid::new(space(256 << 10), view(WIDE, 100.0));
    let tiles = pattern(&[16, 32, 48, 112, 16, 80], 0..256 << 10);
    let scene = picture(grid, &tiles, &[], &[], Highlights::default());
    assert!(scene.pieces.is_empty() && grid.scale * 112.0 < CELL / 2.0, "several tiles in each cell");
    for cell in &scene.cells {
        let row = (0..grid.rows).find(|&row| close(grid.row_top(row), cell.y)).expect("cells are in rows");
        let from = f64::from(row * grid.bytes_per_row) + (cell.x - grid.left) / grid.scale;
        let to = from + cell.w / grid.scale;
        let within = |start: u32, end: u32| (f64::from(end).min(to) - f64::from(start).max(from)).max(0.0);
        let mut shares = [0.0; Share::ALL.len()];
        for tile in tiles.iter().filter(|tile| f64::from(tile.end()) > from && f64::from(tile.start) < to) {
            let asked = tile.end() - tile.padding();
            shares[Share::of(tile.kind) as usize] += within(tile.start, asked) * grid.scale;
            shares[Share::Padding as usize] += within(asked, tile.end()) * grid.scale;
        }
        let same = shares.iter().zip(cell.shares).all(|(&expected, share)| close(expected, share));
        assert!(same, "{cell:?} is not {shares:?}");
    }
}

#[test]
fn cells_do_not_overlap_each_other_or_a_piece() {
    let grid = Grid::new(space(8 << 10), view(WIDE, 60.0));
    let tiles = pattern(&[16, 144, 16, 16, 160, 16], 0..8 << 10);
    let scene = picture(grid, &tiles, &[], &[], Highlights::default());
    let mut all: Vec<(f64, f64, f64)> = scene.cells.iter().map(|cell| (cell.y, cell.x, cell.w)).collect();
    all.extend(scene.pieces.iter().map(|piece| (piece.span.rect.y, piece.span.rect.x, piece.span.rect.w)));
    all.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    for pair in all.windows(2) {
        let same_row = close(pair[0].0, pair[1].0);
        assert!(!same_row || close(pair[0].1 + pair[0].2, pair[1].1), "{pair:?}");
    }
}

#[test]
fn labels_stay_on_their_pieces() {
    let sizes: Vec<Tile> = (1..40)
        .scan(0, |start, granules| {
            let tile = live(*start, granules * 16, granules * 16 - 5, granules % 3);
            *start += granules * 16;
            Some(tile)
        })
        .collect();
    for (height, zoom) in [(60.0, 0), (100.0, 0), (100.0, 4), (300.0, 0), (600.0, 1), (1200.0, 0)] {
        let grid = Grid::new(space(12_480), View { zoom, ..view(WIDE, height) });
        let scene = picture(grid, &sizes, &[], &[], Highlights::default());
        let labelled: Vec<&Piece> = scene.pieces.iter().filter(|piece| piece.label.is_some()).collect();
        assert!(!labelled.is_empty());
        for piece in labelled {
            let chars = piece.label.as_ref().map_or(0, Label::columns) as f64;
            assert!(chars * ADVANCE + LABEL_START + LABEL_END <= piece.span.rect.w + 1e-6, "{piece:?}");
        }
    }
}

#[test]
fn two_granules_carry_a_short_name_and_a_long_block_one_label() {
    let tiles = [live(0, 32, 30, 0), live(32, 992, 990, 1)];
    let scene = picture(grid(1024), &tiles, &[], &[], Highlights::default());
    let labels: Vec<String> = scene
        .pieces
        .iter()
        .filter_map(|piece| piece.label.as_ref())
        .map(|label| format!("{} {}", label.name, label.size))
        .collect();
    assert_eq!(labels, ["a 30", "buffer 990"]);
}

fn probe(block: u32, size: u32) -> Step {
    Step::Probed { block, size, fit: Fit::TooSmall, needed: 400, align: 8 }
}

#[test]
fn probes_are_numbered_in_their_order() {
    let steps = [probe(512, 64), probe(0, 64), Step::Taken { block: 0, size: 64 }];
    let marks = picture(grid(2048), &[], &[], &steps, Highlights::default()).marks;
    let seen: Vec<(u32, &Badge, bool)> =
        marks.iter().map(|mark| (mark.spans[0].start, &mark.badge, mark.current)).collect();
    assert_eq!(
        seen,
        [(512, &Badge::Numbered(1), false), (0, &Badge::Numbered(2), false), (0, &Badge::None, true)]
    );
}

#[test]
fn the_badges_of_two_searches_are_side_by_side_or_the_last_one_counts() {
    let badges = |size: u32, visits: u32| -> Vec<(Badge, f64)> {
        let steps: Vec<Step> = (0..visits).map(|_| probe(512, size)).collect();
        let scene = picture(grid(2048), &[], &[], &steps, Highlights::default());
        let rects: Vec<Rect> = scene.marks.iter().filter_map(|mark| mark.badge_rect(&scene)).collect();
        for (left, right) in rects.iter().zip(&rects[1..]) {
            assert!(left.x + left.w <= right.x, "{rects:?}");
        }
        let from = grid(2048).left - 1.0;
        scene.marks.into_iter().zip(rects).map(|(mark, rect)| (mark.badge, rect.x - from)).collect()
    };
    let [(Badge::Numbered(1), first), (Badge::Numbered(2), second)] = badges(64, 2)[..] else {
        panic!("{:?}", badges(64, 2))
    };
    assert!(first == 0.0 && second > 0.0);
    assert_eq!(badges(20, 2), [(Badge::Numbered(2), 0.0)]);
    let many = badges(64, 9);
    assert_eq!(many.last().map(|(badge, _)| badge), Some(&Badge::Numbered(9)));
    assert_eq!(badges(12, 2), [(Badge::Verdict, 0.0)]);
    assert_eq!(badges(20, 11), [(Badge::Verdict, 0.0)], "not the number of an earlier search");
}

#[test]
fn labels_make_room_for_badges() {
    let mut grid = grid(4096);
    grid.row = 18.0;
    let tile = live(0, 512, 500, 0);
    let from = |steps: &[Step]| {
        let scene = picture(grid, &[tile], &[], steps, Highlights::default());
        let badge = scene.marks.last().and_then(|mark| mark.badge_rect(&scene));
        (scene.label_from(&scene.pieces[0]), badge.map_or(0.0, |badge| badge.x + badge.w))
    };
    let (plain, _) = from(&[]);
    let (moved, badge) = from(&[probe(0, 512), probe(0, 512)]);
    assert!(plain < badge && moved >= badge, "{plain} {moved} {badge}");
    assert_eq!(from(&[probe(1024, 512)]).0, plain, "it is elsewhere");
}

#[test]
fn badges_shrink_with_their_blocks_and_do_not_pile_up() {
    let steps: Vec<Step> = (0..4096).map(|index| probe(index * 16, 16)).collect();
    let badges = |bytes_per_row: u32| -> Vec<Badge> {
        let grid =
            Grid::new(space(64 << 10), view(WIDE, 18.0 + 36.0 * f64::from((64 << 10) / bytes_per_row)));
        assert_eq!(grid.bytes_per_row, bytes_per_row);
        let marks = picture(grid, &[], &[], &steps, Highlights::default()).marks;
        marks.into_iter().map(|mark| mark.badge).collect()
    };
    assert!(matches!(badges(128)[0], Badge::Numbered(1)));
    assert!(badges(512).contains(&Badge::Verdict));
    let crowd = badges(32 << 10);
    assert!(crowd.len() > 100 && crowd.len() < 4096, "one a pixel at most: {}", crowd.len());
    assert!(crowd.iter().all(|badge| *badge == Badge::Tick));
}

#[test]
fn steps_are_marked_where_they_happened() {
    let at = |step: Step| {
        let grid = grid(2048);
        let marks = picture(grid, &[], &[], &[step], Highlights::default()).marks;
        let [mark] = &marks[..] else { panic!("{marks:?}") };
        let spans: Vec<(u32, u32)> = mark.spans.iter().map(|span| (span.start, span.end)).collect();
        let point = mark.at.map(|(x, _)| ((x - grid.left) / grid.scale).round() as u32);
        (mark.kind, spans, point)
    };
    let split = Step::Split { block: 64, size: 32, rest: 96, rest_size: 96 };
    assert_eq!(at(split), (MarkKind::Cut, vec![(64, 192)], Some(96)));
    let front = Step::Split { block: 96, size: 96, rest: 64, rest_size: 32 };
    assert_eq!(at(front), (MarkKind::Cut, vec![(64, 192)], Some(96)));
    let left = Step::Merged { block: 96, neighbour: 64, side: Side::Left, size: 128 };
    assert_eq!(at(left), (MarkKind::Merged, vec![(64, 192)], Some(96)));
    let bumped = Step::Bumped { block: 480, size: 32, gap: 16 };
    assert_eq!(at(bumped), (MarkKind::Bumped, vec![(464, 512)], Some(512)), "at the end of its row");
    let lowered = Step::Lowered { block: 512, size: 32 };
    assert_eq!(at(lowered), (MarkKind::Lowered, vec![(512, 544)], Some(0)), "at the start of its row");
    let shrunk = Step::Resized { block: 0, from: 64, to: 32 };
    assert_eq!(at(shrunk), (MarkKind::Resized, vec![(32, 64)], Some(32)));
    assert_eq!(at(Step::Refused { bytes: 9 }), (MarkKind::Refused, vec![], Some(512)));
}

#[test]
fn a_selected_block_lights_up_in_all_its_rows_and_in_every_lane() {
    let tiles = [live(0, 400, 400, 0), live(400, 800, 800, 1)];
    let highlights = Highlights {
        selected: Some(Pick::Block(1)),
        hovered: Some(Pick::At(LaneKind::FreeList, 8)),
        focused: Some(1199),
        ..Highlights::default()
    };
    let scene = picture(grid(2048), &tiles, &[], &[], highlights);
    let lights: Vec<(Highlight, u32, u32)> =
        scene.highlights.iter().map(|(why, span)| (*why, span.start, span.end)).collect();
    let three = |why| [(why, 400, 512), (why, 512, 1024), (why, 1024, 1200)];
    let expected: Vec<_> = [(Highlight::Hovered, 0, 400)]
        .into_iter()
        .chain(three(Highlight::Selected))
        .chain(three(Highlight::Focused))
        .collect();
    assert_eq!(lights, expected);

    let elsewhere =
        Highlights { hovered: Some(Pick::At(LaneKind::BumpFreeList, 8)), ..Highlights::default() };
    assert_eq!(picture(grid(2048), &tiles, &[], &[], elsewhere).highlights, []);
}

#[test]
fn a_note_stands_where_there_is_more_room_and_never_on_its_row() {
    let tiles = [live(0, 1024, 1024, 0), live(1024, 4096, 4096, 1)];
    let scene = picture(grid(5120), &tiles, &[], &[], Highlights::default());
    let row = |number: u32| scene.grid.row_top(number);
    let high = scene.beside(&tiles[0], 700, None);
    assert!(!high.above && high.edge >= row(1) + scene.grid.row);
    assert!(
        (scene.grid.left..scene.grid.point(700).0).contains(&high.x),
        "near the address, inside the tile"
    );
    let low = scene.beside(&tiles[1], 4100, None);
    assert!(low.above && low.edge <= row(8));
    assert!(scene.beside(&tiles[0], 700, Some(true)).above, "low in the window");
    assert!(!scene.beside(&tiles[1], 4100, Some(false)).above, "high in the window");
}

#[test]
fn a_narrow_block_has_its_name_above_its_size_if_its_row_is_high() {
    let label = |letters: f64| {
        let grid = Grid::new(space(256), View { letters, advance: 20.0, ..view(600.0, 110.0) });
        let tiles = [live(0, 48, 40, 1), live(48, 208, 100, 0)];
        let scene = picture(grid, &tiles, &[], &[], Highlights::default());
        scene.pieces[0].label.clone().map(|label| (label.name, label.size, label.stacked))
    };
    assert_eq!(label(12.0), Some(("buffer".to_owned(), "40".to_owned(), true)));
    assert_eq!(label(18.0), Some(("buffer".to_owned(), String::new(), false)));
}

#[test]
fn the_rest_of_the_address_space_shows_that_a_heap_can_grow() {
    let young = Grid::new(Space { heap_end: 512, ..space(4096) }, with_rows_of_512(4096));
    let scene = picture(young, &[free(0, 512, 0)], &[], &[], Highlights::default());
    assert_eq!(scene.ungrown.len(), 7);
    assert_eq!(scene.gutters.iter().filter(|gutter| gutter.in_heap).count(), 1);
    let (x, y) = scene.end.expect("visible");
    assert!(close(x, young.left + young.width) && close(y, young.row_top(0)), "at the end of the first row");

    let empty = Grid::new(Space { heap_end: 0, ..space(4096) }, with_rows_of_512(4096));
    let scene = picture(empty, &[], &[], &[], Highlights::default());
    assert_eq!((scene.end, scene.ungrown.len()), (None, 8));
}

#[test]
fn pages_have_borders_unless_they_are_too_many() {
    let borders = |page_size, height| {
        let grid = Grid::new(Space { page_size, ..space(2048) }, view(WIDE, height));
        picture(grid, &[], &[], &[], Highlights::default()).borders
    };
    let by_row: Vec<bool> =
        borders(128, with_rows_of_512(2048).height)[..7].iter().map(|border| border.at_row_start).collect();
    assert_eq!(by_row, [false, false, false, true, false, false, false]);
    assert_eq!(borders(512, 200.0).len(), 3);
    assert_eq!(borders(65_536, 200.0).len(), 0);
    let crowded = Grid::new(Space { page_size: 64, ..space(1 << 20) }, view(WIDE, 100.0));
    assert_eq!(picture(crowded, &[], &[], &[], Highlights::default()).borders, []);
}
