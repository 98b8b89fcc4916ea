//! The links of the free lists.

use super::*;
use crate::lab::view::Sizes;

#[test]
fn links_follow_the_list_and_stay_in_the_viewport() {
    let tiles =
        [free(0, 64, 1), live(64, 64, 64, 0), free(128, 64, 0), live(192, 832, 1, 0), free(1024, 64, 2)];
    let bins = [Bin { sizes: Sizes::All, blocks: vec![(128, 64), (0, 64), (1024, 64)] }];
    let links = Highlights { links: true, ..Highlights::default() };
    let drawn = |grid: Grid| -> Vec<(u32, u32, bool)> {
        let scene = picture(grid, &tiles, &bins, &[], links);
        scene.links.iter().map(|link| (link.blocks.0, link.blocks.1, link.head)).collect()
    };
    assert_eq!(drawn(grid(2048)), [(0, 1024, false), (128, 128, true), (128, 0, false)]);

    let one_row = Grid::new(space(2048), view(WIDE, 24.0));
    assert_eq!(one_row.visible_rows(), 0..1);
    assert_eq!(drawn(one_row), [(128, 128, true), (128, 0, false)]);

    assert_eq!(picture(grid(2048), &tiles, &bins, &[], Highlights::default()).links, []);
}

#[test]
fn each_bin_has_links_of_its_own() {
    let block = |start, bin, index| Tile { start, size: 64, kind: TileKind::Free { bin, index } };
    let list = |blocks: &[u32]| Bin {
        sizes: Sizes::One(64),
        blocks: blocks.iter().map(|&start| (start, 64)).collect(),
    };
    let tiles = [block(0, 1, 0), block(64, 0, 1), block(128, 0, 0), block(192, 2, 0)];
    let bins = [list(&[128, 64]), list(&[0]), list(&[192])];
    let links = Highlights { links: true, ..Highlights::default() };
    let scene = picture(grid(2048), &tiles, &bins, &[], links);
    let drawn: Vec<_> = scene.links.iter().map(|link| (link.blocks.0, link.blocks.1, link.head)).collect();
    assert_eq!(drawn, [(0, 0, true), (128, 128, true), (128, 64, false), (192, 192, true)]);
}

#[test]
fn among_many_links_those_of_the_selected_block_stand_out() {
    let tiles: Vec<Tile> = (0..64).map(|index| free(index * 16, 16, index)).collect();
    let list =
        |count: u32| Bin { sizes: Sizes::All, blocks: (0..count).map(|index| (index * 16, 16)).collect() };
    let strong = |count: u32| -> Vec<(u32, u32)> {
        let selected = Some(Pick::At(LaneKind::FreeList, 80));
        let highlights = Highlights { links: true, selected, ..Highlights::default() };
        let scene = picture(grid(1024), &tiles[..count as usize], &[list(count)], &[], highlights);
        assert_eq!(scene.links.len() as u32, count, "the head, and one link less than blocks");
        scene.links.iter().filter(|link| link.strong && !link.head).map(|link| link.blocks).collect()
    };
    assert_eq!(strong(64), [(64, 80), (80, 96)]);
    assert_eq!(strong(8).len(), 7, "a few are all shown");
}

#[test]
fn a_link_ends_in_its_blocks() {
    let tiles = [free(0, 64, 1), live(64, 1200, 1, 0), free(1264, 16, 0)];
    let bins = [Bin { sizes: Sizes::All, blocks: vec![(1264, 16), (0, 64)] }];
    let links = Highlights { links: true, ..Highlights::default() };
    let scene = picture(grid(2048), &tiles, &bins, &[], links);
    let link = scene.links.iter().find(|link| !link.head).expect("one");
    let at = |(x, y)| scene.grid.address_at(x, y).expect("in the heap");
    assert!((1264..1280).contains(&at(link.points[0])));
    assert!((0..64).contains(&at(link.points[3])));
}
