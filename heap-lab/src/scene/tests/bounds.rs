//! The size of a picture depends on its pixels, never on the size of the heap.

use proptest::prelude::*;

use super::*;
use crate::lab::view::Sizes;

/// Everything that is drawn.
fn items(scene: &Scene) -> usize {
    let labels = scene.pieces.iter().filter(|piece| piece.label.is_some()).count();
    scene.listed.len()
        + scene.gutters.len()
        + scene.ungrown.len()
        + scene.pieces.len()
        + labels
        + scene.fields.len()
        + scene.cells.len()
        + scene.borders.len()
        + scene.highlights.len()
        + scene.links.len()
        + scene.marks.len()
}

/// At most so many for a viewport: a few for each pixel along its rows.
fn most(grid: &Grid) -> usize {
    let rows = grid.visible_rows().len() + 1;
    600 + rows * (6 + grid.width as usize)
}

#[test]
fn a_hundred_thousand_free_blocks_are_a_few_thousand_items() {
    const BLOCKS: u32 = 100_000;
    let tiles: Vec<Tile> = (0..BLOCKS)
        .map(|index| match index % 2 {
            0 => free(index * 16, 16, index / 2),
            _ => live(index * 16, 16, 9, index),
        })
        .collect();
    let blocks = (0..BLOCKS).step_by(2).map(|index| (index * 16, 16)).collect();
    let bins = [Bin { sizes: Sizes::All, blocks }];
    let steps: Vec<Step> = (0..BLOCKS).step_by(2).map(|index| probe(index * 16, 16)).collect();
    for zoom in [0, 6] {
        let grid = Grid::new(space(BLOCKS * 16), View { zoom, ..view(1400.0, 300.0) });
        let scene = picture(grid, &tiles, &bins, &steps, Highlights { links: true, ..Highlights::default() });
        assert!(items(&scene) <= most(&grid), "zoom {zoom}: {} items", items(&scene));
        assert!(scene.links.len() <= 100, "{} links", scene.links.len());
    }
    let whole = Grid::new(space(BLOCKS * 16), View { zoom: 1, ..view(1400.0, 300.0) });
    let heap = |visits: &Counter<u32>, scene: &mut dyn FnMut(&Heap)| {
        let each = |range: Range<u32>, visit: &mut dyn FnMut(Tile)| {
            tiles.iter().filter(|tile| overlaps(tile, &range)).for_each(|&tile| {
                visits.set(visits.get() + 1);
                visit(tile);
            });
        };
        scene(&Heap {
            lane: LaneKind::FreeList,
            tiles: &each,
            find: &|_| None,
            fields: &|_| Vec::new(),
            bins: &[],
            bump: None,
            blocks: &Blocks::default(),
            steps: &[],
            spots: &[],
            text: Language::English.text(),
        });
    };
    let visits = Counter::new(0);
    heap(&visits, &mut |heap| {
        let overview = overview(&whole, heap, None).expect("only a part is visible");
        assert!(overview.cells.len() <= overview.grid.width as usize / 2 + 1);
        let free: f64 = overview.cells.iter().map(|cell| cell.shares[Share::Free as usize]).sum();
        assert!((free - overview.grid.width / 2.0).abs() < 1.0, "half of it is free: {free}");
    });
    assert_eq!(visits.replace(0), BLOCKS, "each tile once");
    heap(&visits, &mut |heap| drop(build(whole, heap, &Highlights::default(), None)));
    assert!(visits.get() < BLOCKS / 3 * 2, "only what is visible is visited: {}", visits.get());
}

fn step(limit: u32) -> impl Strategy<Value = Step> {
    (0..10_usize, 0..limit, 1..2000_u32, any::<bool>()).prop_map(|(kind, block, size, fits)| match kind {
        0..3 => {
            let fit = if fits { Fit::Fits } else { Fit::TooSmall };
            Step::Probed { block, size, fit, needed: 32, align: 8 }
        }
        3 => Step::Passed { block, size },
        4 => Step::Split { block, size, rest: block.saturating_add(size), rest_size: 64 },
        5 => Step::Merged { block, neighbour: block.saturating_add(size), side: Side::Right, size: 2 * size },
        6 => Step::Moved { from: block, to: block / 2, size },
        7 => Step::Bumped { block, size, gap: 0 },
        8 => Step::Inserted { block, size, after: None },
        _ => Step::Taken { block, size },
    })
}

proptest! {
    #[test]
    fn a_picture_of_anything_has_no_more_items_than_pixels(
        sizes in prop::collection::vec(1..200_u32, 1..3000),
        steps in prop::collection::vec(step(400_000), 0..2000),
        (width, height) in (50.0..2000.0, 30.0..700.0),
        zoom in 0..16,
        links in any::<bool>(),
    ) {
        let mut start = 0;
        let mut tiles = Vec::new();
        let mut blocks = Vec::new();
        for (index, granules) in sizes.iter().enumerate() {
            let size = granules * 16;
            if index % 3 == 0 {
                tiles.push(free(start, size, blocks.len() as u32));
                blocks.push((start, size));
            } else {
                tiles.push(live(start, size, size - 7, index as u32));
            }
            start += size;
        }
        let grid = Grid::new(space(start), View { zoom, ..view(width, height) });
        let bins = [Bin { sizes: Sizes::All, blocks }];
        let highlights = Highlights { links, focused: Some(start / 2), ..Highlights::default() };
        let scene = picture(grid, &tiles, &bins, &steps, highlights);
        // Random steps overlap as real ones never do; but of the blocks that a search visits there is one mark a pixel.
        let badges = scene.marks.iter().filter(|mark| mark.badge != Badge::None && !mark.current).count();
        prop_assert!(items(&scene) - scene.marks.len() <= most(&grid), "{} items", items(&scene));
        prop_assert!(badges <= 2 * most(&grid), "{} badges", badges);
    }
}
