//! Scenes tested as data.

mod fields;
mod links;

use std::cell::Cell as Counter;

use lite_alloc::observe::{Fit, Side};

use super::{grid::*, labels::Label, step_marks::*, tiles::*, *};
use crate::text::Language;

const ADVANCE: f64 = 6.6;

fn space(heap_end: u32) -> Space {
    Space { heap_end, limit: heap_end, page_size: 512 }
}

fn view(width: f64, height: f64) -> View {
    View { width, height, scroll: 0.0, zoom: 0, advance: ADVANCE }
}

/// A width at which 512 bytes are 1.25 pixels each.
const WIDE: f64 = 6.0 * ADVANCE + 13.0 + 8.0 + 640.0;

fn grid(heap_end: u32) -> Grid {
    Grid::new(space(heap_end), view(WIDE, 300.0))
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
    let names: Vec<BlockInfo> =
        ["a", "buffer", "list[12]"].map(|name| BlockInfo { name: name.into() }).into();
    let query = |range: Range<u32>| {
        tiles
            .iter()
            .copied()
            .filter(|tile| tile.start < range.end && tile.start + tile.size > range.start)
            .collect()
    };
    let heap = Heap {
        lane: LaneKind::FreeList,
        tiles: &query,
        fields: &|_| Vec::new(),
        bins,
        bump: None,
        blocks: &names,
        steps,
        text: Language::English.text(),
    };
    build(grid, &heap, &highlights)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn a_block_of_one_granule_is_legible_at_any_width() {
    for width in [200.0, 320.0, 390.0, 640.0, 900.0, 1280.0, 2560.0] {
        let grid = Grid::new(Space { page_size: 65_536, ..space(1 << 20) }, view(width, 300.0));
        assert!(grid.bytes_per_row.is_power_of_two());
        assert!(16.0 * grid.scale >= 14.0, "{width}: {}", grid.scale);
        assert!(16.0 * grid.scale < 28.0, "{width}: no wider than needed: {}", grid.scale);
    }
}

#[test]
fn a_small_page_fills_a_row() {
    let with = |page_size| Grid::new(Space { page_size, ..space(4096) }, view(1200.0, 300.0)).bytes_per_row;
    assert_eq!(with(1024), 1024);
    assert_eq!(with(512), 512);
    assert_eq!(with(64), 1024);
    assert_eq!(with(65_536), 1024);
}

#[test]
fn zoom_goes_from_the_whole_heap_to_one_granule() {
    let at = |zoom| Grid::new(space(64 << 20), View { zoom, ..view(WIDE, 300.0) });
    assert_eq!(at(0).bytes_per_row, 512);
    assert_eq!(at(1).bytes_per_row, 256);
    assert_eq!(at(99).bytes_per_row, 16);
    let whole = at(-99);
    assert_eq!(whole.visible_rows(), 0..whole.rows);
    assert!(u64::from(whole.rows) * u64::from(whole.bytes_per_row) >= 64 << 20);
    assert_eq!(at(whole.zooms.0), Grid { view: at(whole.zooms.0).view, ..whole });
    assert_ne!(at(whole.zooms.0 + 1).bytes_per_row, whole.bytes_per_row, "the range of zooms has no slack");
    assert_eq!(at(whole.zooms.1).bytes_per_row, 16);
    assert_eq!(at(whole.zooms.1 - 1).bytes_per_row, 32);
}

#[test]
fn pieces_tile_the_rows_exactly() {
    let tiles = [live(0, 32, 24, 0), free(32, 1200, 0), live(1232, 304, 300, 1), free(1536, 512, 1)];
    let scene = picture(grid(2048), &tiles, &[], &[], Highlights::default());
    let mut next = (scene.grid.left, scene.grid.row_top(0));
    for piece in &scene.pieces {
        let Rect { x, y, w, h } = piece.span.rect;
        assert!(close(x, next.0) && close(y, next.1), "{piece:?} is not at {next:?}");
        assert!(close(h, ROW));
        let full = close(x + w, scene.grid.left + scene.grid.width);
        next = if full { (scene.grid.left, y + PITCH) } else { (x + w, y) };
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
    let view = View { zoom: -5, ..view(WIDE, 300.0) };
    let grid = Grid::new(space(64 << 10), view);
    let tiles = pattern(&[16, 32, 32, 2000], 0..64 << 10);
    let heap_end = tiles.last().map_or(0, |tile| tile.start + tile.size).min(64 << 10);
    let scene = picture(grid, &tiles, &[], &[], Highlights::default());
    assert!(!scene.cells.is_empty() && !scene.pieces.is_empty());

    let mut drawn = scene.pieces.iter().map(|piece| piece.span.rect.w).sum::<f64>();
    for cell in &scene.cells {
        assert!(cell.w <= CELL + 1e-6, "{cell:?}");
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

#[test]
fn cells_do_not_overlap_each_other_or_a_piece() {
    let grid = Grid::new(space(8 << 10), View { zoom: -4, ..view(WIDE, 300.0) });
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
fn an_address_is_found_under_its_own_place() {
    for (heap_end, zoom, scroll) in
        [(4096, 0, 0.0), (1 << 20, 0, 5000.0), (64 << 20, 5, 4e6), (64 << 20, -20, 0.0)]
    {
        let grid = Grid::new(space(heap_end), View { zoom, scroll, ..view(WIDE, 300.0) });
        let visible = grid.visible_bytes();
        for address in visible.clone().step_by((visible.len() / 999).max(1)).filter(|&at| at < heap_end) {
            let (x, y) = grid.point(address);
            let inside = (x + grid.scale / 2.0, y + ROW / 2.0);
            assert_eq!(grid.address_at(inside.0, inside.1), Some(address));
        }
        assert_eq!(grid.address_at(grid.left - 1.0, 20.0), None, "the gutter is no address");
        assert_eq!(grid.address_at(grid.left + grid.width + 1.0, 20.0), None);
    }
    assert_eq!(grid(4096).address_at(200.0, -20.0), None);
    assert_eq!(grid(1024).address_at(200.0, 299.0), None, "below the last row");
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
    for zoom in -3..3 {
        let grid = Grid::new(space(12_480), View { zoom, ..view(WIDE, 2000.0) });
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

#[test]
fn a_label_scrolled_away_is_put_on_a_row_that_is_visible() {
    let scrolled = Grid::new(space(1 << 20), View { scroll: 3000.0, ..view(WIDE, 300.0) });
    let scene = picture(scrolled, &[live(0, 1 << 20, 1 << 20, 1)], &[], &[], Highlights::default());
    let labels = scene.pieces.iter().filter(|piece| piece.label.is_some()).count();
    assert_eq!(labels, 1);
}

#[test]
fn only_what_is_visible_is_asked_for() {
    const HEAP: u32 = 64 << 20;
    let asked = |scroll: f64, zoom: i32| {
        let given = Counter::new(0);
        let calls = Counter::new(0);
        let query = |range: Range<u32>| {
            let tiles = pattern(&[16, 32, 48, 16], range);
            given.set(given.get() + tiles.len());
            calls.set(calls.get() + 1);
            tiles
        };
        let heap = Heap {
            lane: LaneKind::FreeList,
            tiles: &query,
            fields: &|_| Vec::new(),
            bins: &[],
            bump: None,
            blocks: &[],
            steps: &[],
            text: Language::English.text(),
        };
        let grid = Grid::new(space(HEAP), View { scroll, zoom, ..view(WIDE, 300.0) });
        let scene = build(grid, &heap, &Highlights { links: true, ..Highlights::default() });
        assert_eq!(calls.get(), 1);
        assert!(scene.pieces.len() <= given.get() + scene.gutters.len());
        given.get()
    };
    // Eleven rows of 512 bytes, and 28 bytes a tile.
    for scroll in [0.0, 1e5, 3e6, 1e9] {
        assert!((100..=230).contains(&asked(scroll, 0)), "{}", asked(scroll, 0));
    }
    assert!(asked(1e6, 5) < 20);
}

#[test]
fn the_scroll_bar_reaches_both_ends_of_any_heap() {
    for (heap_end, zoom) in [(512, 0), (64 << 20, 0), (64 << 20, 5)] {
        let at = |scroll| Grid::new(space(heap_end), View { scroll, zoom, ..view(WIDE, 300.0) });
        let top = at(0.0);
        assert!(top.spacer <= 8_000_000.0);
        assert_eq!(top.visible_rows().start, 0);
        let bottom = at((top.spacer - 300.0).max(0.0));
        assert_eq!(bottom.visible_rows().end, bottom.rows);
        assert!(bottom.edge(heap_end).is_some());
        assert_eq!(at(1e12), Grid { view: at(1e12).view, ..bottom }, "no scrolling past the end");
    }
}

#[test]
fn scrolling_to_an_address_shows_it() {
    for zoom in [-20, 0, 5] {
        for address in [0, 512, 700_000, 33 << 20, (64 << 20) - 1] {
            let at = |scroll| Grid::new(space(64 << 20), View { scroll, zoom, ..view(WIDE, 300.0) });
            for from in [0.0, 2e6] {
                let Some(scroll) = at(from).reveal(address) else { continue };
                // A scroll bar may stop at whole pixels.
                let there = at(scroll.round());
                assert!(there.visible_bytes().contains(&address), "zoom {zoom}: {address:#x} from {from}");
            }
        }
    }
    assert_eq!(grid(2048).reveal(600), None, "it is visible already");
}

#[test]
fn the_rows_show_that_a_small_heap_can_grow() {
    let young = Grid::new(Space { heap_end: 512, limit: 4096, page_size: 512 }, view(WIDE, 300.0));
    assert_eq!(young.rows, 8, "all that it can grow to, since there is room");
    let scene = picture(young, &[free(0, 512, 0)], &[], &[], Highlights::default());
    assert_eq!(scene.ungrown.len(), 7);
    assert_eq!(scene.gutters.iter().filter(|gutter| gutter.in_heap).count(), 1);
    let (x, y) = scene.end.expect("visible");
    assert!(close(x, young.left + young.width) && close(y, young.row_top(0)), "at the end of the first row");

    let empty = Grid::new(Space { heap_end: 0, limit: 4096, page_size: 512 }, view(WIDE, 300.0));
    let scene = picture(empty, &[], &[], &[], Highlights::default());
    assert_eq!((scene.end, scene.ungrown.len()), (None, 8));
}

#[test]
fn pages_have_borders_unless_they_are_too_many() {
    let borders = |page_size, zoom| {
        let grid = Grid::new(Space { page_size, ..space(2048) }, View { zoom, ..view(WIDE, 300.0) });
        picture(grid, &[], &[], &[], Highlights::default()).borders
    };
    let by_row: Vec<bool> = borders(128, 0)[..7].iter().map(|border| border.at_row_start).collect();
    assert_eq!(by_row, [false, false, false, true, false, false, false]);
    assert_eq!(borders(512, 0).len(), 3);
    assert_eq!(borders(65_536, 0).len(), 0);
    let crowded = Grid::new(
        Space { heap_end: 1 << 20, limit: 1 << 20, page_size: 64 },
        View { zoom: -12, ..view(WIDE, 300.0) },
    );
    assert_eq!(picture(crowded, &[], &[], &[], Highlights::default()).borders, []);
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
fn badges_shrink_with_their_blocks_and_do_not_pile_up() {
    let steps: Vec<Step> = (0..4096).map(|index| probe(index * 16, 16)).collect();
    let badges = |zoom| -> Vec<Badge> {
        let grid = Grid::new(space(64 << 10), View { zoom, ..view(WIDE, 300.0) });
        let marks = picture(grid, &[], &[], &steps, Highlights::default()).marks;
        marks.into_iter().map(|mark| mark.badge).collect()
    };
    assert!(matches!(badges(2)[0], Badge::Numbered(1)));
    assert!(badges(-1).contains(&Badge::Tick));
    let crowd = badges(-6);
    assert!(crowd.len() > 100 && crowd.len() <= 641 * 11, "one a pixel at most: {}", crowd.len());
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
    assert!(!high.above && high.edge >= row(1) + ROW);
    assert!(
        (scene.grid.left..scene.grid.point(700).0).contains(&high.x),
        "near the address, inside the tile"
    );
    let low = scene.beside(&tiles[1], 4100, None);
    assert!(low.above && low.edge <= row(8));
    assert!(scene.beside(&tiles[0], 700, Some(true)).above, "low in the window");
    assert!(!scene.beside(&tiles[1], 4100, Some(false)).above, "high in the window");
    assert_eq!(scene.tile_at(1023), Some(tiles[0]));
    assert_eq!(scene.tile_at(1024), Some(tiles[1]));
    assert_eq!(scene.tile_at(5120), None);
}

#[test]
fn nothing_breaks_at_odd_sizes() {
    for (width, height, scroll) in [(0.0, 0.0, 0.0), (1.0, 5000.0, -7.0), (50.0, 1.0, f64::MAX)] {
        for heap_end in [0, 1, 64 << 20] {
            for page_size in [0, 64, 65_536] {
                let space = Space { heap_end, limit: 64 << 20, page_size };
                let grid = Grid::new(space, View { width, height, scroll, zoom: i32::MIN, advance: ADVANCE });
                let tiles = [free(0, heap_end, 0)];
                let steps = [Step::Bumped { block: u32::MAX, size: u32::MAX, gap: u32::MAX }];
                picture(grid, &tiles, &[], &steps, Highlights { links: true, ..Highlights::default() });
            }
        }
    }
}
