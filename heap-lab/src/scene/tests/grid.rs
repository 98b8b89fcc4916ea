//! The scale, and addresses to positions and back.

use super::*;

fn rows_of(reach: u32, height: f64) -> Grid {
    Grid::new(Space { page_size: 64, ..space(reach) }, View { letters: 12.0, ..view(900.0, height) })
}

#[test]
fn a_heap_fills_its_viewport_with_rows_that_can_be_read() {
    for height in [105.0, 156.0, 240.0, 400.0, 600.0] {
        for reach in [256, 300, 512, 1024, 1536, 4096, 10_000, 65_536, 1 << 20, 3 << 20, 64 << 20, u32::MAX] {
            let grid = rows_of(reach, height);
            assert!(grid.bytes_per_row.is_power_of_two());
            assert_eq!(grid.visible_rows(), 0..grid.rows, "the whole heap: {reach} in {height}");
            assert!(u64::from(grid.rows) * u64::from(grid.bytes_per_row) >= u64::from(reach));
            assert!(
                u64::from(grid.rows - 1) * u64::from(grid.bytes_per_row) < u64::from(reach),
                "no row in vain"
            );
            assert!(grid.pitch() >= 23.0 && grid.row <= 72.0, "{reach} in {height}: {}", grid.row);
            let used = grid.row_top(grid.rows - 1) + grid.row + 9.0;
            assert!(
                used <= height && used > height - f64::from(grid.rows) - 1.0,
                "{reach} in {height}: {used}"
            );
        }
    }
}

#[test]
fn a_tiny_heap_has_rows_that_are_not_all_colour() {
    let grid = rows_of(64, 600.0);
    assert_eq!((grid.rows, grid.row), (4, 72.0));
}

#[test]
fn the_scale_depends_on_the_run_alone() {
    let at = |heap_end| {
        rows_of(4096, 200.0).bytes_per_row
            == Grid::new(
                Space { heap_end, page_size: 64, ..space(4096) },
                View { letters: 12.0, ..view(900.0, 200.0) },
            )
            .bytes_per_row
    };
    assert!(at(0) && at(64) && at(4096));
    for zoom in 0..9 {
        let left = |reach: u32, zoom: i32| Grid::new(space(reach), View { zoom, ..view(WIDE, 200.0) }).left;
        assert_eq!(
            left(64 << 20, zoom),
            left(64 << 20, 0),
            "the column of addresses has room for all labels"
        );
        assert_eq!(left(4096, zoom), left(4096, 0));
    }
}

#[test]
fn dense_heaps_have_more_rows_and_sparse_ones_higher_rows() {
    let rows = |reach: u32, height: f64| rows_of(reach, height).rows;
    assert_eq!(
        (rows(16 << 10, 108.0), rows(16 << 10, 155.0)),
        (4, 4),
        "blocks of 16 bytes are 3 pixels wide"
    );
    let pages =
        Grid::new(Space { page_size: 256, ..space(512) }, View { letters: 12.0, ..view(900.0, 155.0) });
    assert_eq!(pages.bytes_per_row, 256, "where there is room, a row is a page");
}

#[test]
fn larger_letters_have_higher_rows() {
    let at = |letters: f64| {
        Grid::new(space(64 << 10), View { letters, advance: letters * 0.6, ..view(900.0, 200.0) })
    };
    assert!(at(12.0).pitch() >= 23.0);
    assert!(at(22.0).pitch() >= 22.0 * 1.5);
    assert!(at(22.0).badge().letters > at(12.0).badge().letters && at(12.0).badge().letters >= 11.0);
}

#[test]
fn each_step_of_the_zoom_doubles_the_scale_down_to_a_granule() {
    let at = |zoom| Grid::new(space(64 << 20), View { zoom, ..view(WIDE, 300.0) });
    let whole = at(0);
    assert_eq!(at(-3).bytes_per_row, whole.bytes_per_row);
    for zoom in 1..=whole.most_zoom {
        assert_eq!(at(zoom).bytes_per_row, whole.bytes_per_row >> zoom);
        assert!(close(at(zoom).row, whole.row), "rows stay as high");
    }
    assert_eq!(at(whole.most_zoom).bytes_per_row, 16);
    assert_eq!(at(99).bytes_per_row, 16);
}

#[test]
fn an_address_is_found_under_its_own_place() {
    for (heap_end, zoom, address) in
        [(4096, 0, 0), (1 << 20, 3, 700_000), (64 << 20, 18, 64 << 20), (64 << 20, 0, 0)]
    {
        let place = Place { address, y: 60.0 };
        let grid = Grid::new(space(heap_end), View { zoom, place, ..view(WIDE, 300.0) });
        let visible = grid.visible_bytes();
        for address in visible.clone().step_by((visible.len() / 999).max(1)).filter(|&at| at < heap_end) {
            let (x, y) = grid.point(address);
            let inside = (x + grid.scale / 2.0, grid.middle(y).min(grid.bottom - 1.0));
            assert_eq!(grid.address_at(inside.0, inside.1), Some(address));
            assert_eq!(grid.address_near(inside.0, inside.1), address);
        }
        assert_eq!(grid.address_at(grid.left - 1.0, 20.0), None, "the gutter is no address");
        assert_eq!(grid.address_at(grid.left + grid.width + 1.0, 20.0), None);
    }
    assert_eq!(grid(4096).address_at(200.0, -20.0), None);
    assert_eq!(grid(1024).address_at(200.0, 299.0), None, "below the last row");
}

#[test]
fn what_is_held_stays_where_it_is_at_every_scale() {
    let mut grid = Grid::new(space(1 << 20), view(WIDE, 300.0));
    for zoom in [1, 2, 5, 9, 4] {
        let (x, y) = grid.point(0x8_7650);
        grid = Grid::new(space(1 << 20), View { zoom, place: grid.held(0x8_7650), ..grid.view });
        let after = grid.point(0x8_7650);
        assert!(close(after.1, y), "zoom {zoom}: {after:?} was at {:?}", (x, y));
    }
    let moved = Grid::new(space(1 << 20), View { place: grid.panned(-33.0), ..grid.view });
    assert!(close(moved.point(0x8_7650).1, grid.point(0x8_7650).1 - 33.0));
}

#[test]
fn panning_reaches_both_ends_and_no_further() {
    let at = |place| Grid::new(space(64 << 20), View { place, zoom: 12, ..view(WIDE, 300.0) });
    let top = at(Place::default());
    assert_eq!(top.visible_rows().start, 0);
    let bottom = at(Place { address: u32::MAX, y: 0.0 });
    assert_eq!(bottom.visible_rows().end, bottom.rows);
    assert!(bottom.edge(64 << 20).is_some());
    assert_eq!(at(Place { address: 0, y: -1e12 }).visible_rows(), bottom.visible_rows());
    assert_eq!(at(Place { address: 0, y: 1e12 }).visible_rows(), top.visible_rows());
}

#[test]
fn an_address_that_is_revealed_is_visible() {
    for zoom in [1, 6, 20] {
        for address in [0, 512, 700_000, 33 << 20, (64 << 20) - 1] {
            let at = |place| Grid::new(space(64 << 20), View { place, zoom, ..view(WIDE, 300.0) });
            for from in [0, 9 << 20] {
                let before = at(Place { address: from, y: 0.0 });
                let Some(place) = before.reveal(address) else {
                    assert!(before.visible_bytes().contains(&address));
                    continue;
                };
                let (_, y) = at(place).point(address);
                assert!(
                    y >= 0.0 && y + at(place).row <= at(place).bottom,
                    "zoom {zoom}: {address:#x} from {from}"
                );
            }
        }
    }
    assert_eq!(grid(2048).reveal(600), None, "it is visible already");
}

#[test]
fn the_overview_has_the_whole_heap_below_the_rows() {
    let at = |zoom| Grid::new(space(1 << 20), View { zoom, ..view(WIDE, 300.0) });
    assert_eq!(at(0).overview(), None);
    let whole = at(4).overview().expect("only a part is visible");
    assert_eq!(whole.visible_bytes(), 0..1 << 20);
    assert!(whole.row_top(0) >= at(4).bottom && whole.row_top(0) + whole.row <= 300.0);
    assert_eq!(whole.address_near(whole.left + whole.width / 2.0, whole.row_top(0)), 1 << 19);
    assert_eq!(at(4).address_at(300.0, whole.row_top(0)), None, "no row is under it");
}

#[test]
fn rows_have_addresses_unless_the_heap_is_large() {
    let labels = |reach: u32, height: f64| {
        let grid = Grid::new(space(reach), view(WIDE, height));
        let labels: Vec<String> = (0..grid.rows.min(4)).map(|row| grid.row_label(row)).collect();
        (grid.bytes_per_row, labels.join(" "))
    };
    assert_eq!(labels(2048, 162.0), (512, "0x0000 0x0200 0x0400 0x0600".to_owned()));
    assert_eq!(labels(64 << 10, 162.0), (16 << 10, "0x0000 0x4000 0x8000 0xc000".to_owned()));
    assert_eq!(labels(80 << 10, 162.0), (16 << 10, "0 16 KiB 32 KiB 48 KiB".to_owned()));
    assert_eq!(labels(2 << 20, 162.0), (512 << 10, "0 512 KiB 1 MiB 1.5 MiB".to_owned()));
    let large = rows_of(1 << 20, 100.0);
    let sizes = [1024, 65_520, 64 << 10, 100_000].map(|size| large.size_label(size));
    assert_eq!(sizes, ["1,024", "65,520", "64 KiB", "97.7 KiB"]);
    assert_eq!(grid(2048).size_label(64 << 10), "65,536");
}

#[test]
fn a_label_of_a_long_block_is_on_a_row_that_is_visible() {
    let place = Place { address: 500_000, y: 0.0 };
    let panned = Grid::new(space(1 << 20), View { place, zoom: 8, ..view(WIDE, 300.0) });
    let scene = picture(panned, &[live(0, 1 << 20, 1 << 20, 1)], &[], &[], Highlights::default());
    let labels = scene.pieces.iter().filter(|piece| piece.label.is_some()).count();
    assert_eq!(labels, 1);
}

#[test]
fn nothing_breaks_at_odd_sizes() {
    for (width, height, y) in [(0.0, 0.0, 0.0), (1.0, 5000.0, -7.0), (50.0, 1.0, f64::MAX)] {
        for heap_end in [0, 1, 64 << 20] {
            for (page_size, letters) in [(0, 0.0), (64, 300.0), (65_536, 12.0)] {
                for (zoom, limit) in [(i32::MIN, 0), (0, 64 << 20), (i32::MAX, u32::MAX)] {
                    let space = Space { heap_end, limit, reach: limit, page_size };
                    let place = Place { address: u32::MAX, y };
                    let grid =
                        Grid::new(space, View { width, height, place, zoom, letters, advance: ADVANCE });
                    let tiles = [free(0, heap_end, 0)];
                    let steps = [Step::Bumped { block: u32::MAX, size: u32::MAX, gap: u32::MAX }];
                    let links = Highlights { links: true, ..Highlights::default() };
                    picture(grid, &tiles, &[], &steps, links).sign_at(width, height);
                }
            }
        }
    }
}
