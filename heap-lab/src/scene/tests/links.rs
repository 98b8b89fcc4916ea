//! The links of the free lists.

use super::*;
use crate::lab::view::Sizes;

const ALL: Highlights = Highlights { selected: None, hovered: None, focused: None, links: true };

fn pairs(scene: &Scene) -> Vec<(u32, u32)> {
    scene.links.iter().map(|link| link.blocks).collect()
}

fn list(sizes: Sizes, blocks: &[u32]) -> Bin {
    Bin { sizes, blocks: blocks.iter().map(|&start| (start, 64)).collect() }
}

#[test]
fn on_request_links_follow_each_list_from_its_head() {
    let block = |start, bin, index| Tile { start, size: 64, kind: TileKind::Free { bin, index } };
    let tiles = [block(0, 1, 0), block(64, 0, 1), block(128, 0, 0), block(192, 2, 0)];
    let sizes = Sizes::One(64);
    let bins = [list(sizes, &[128, 64]), list(sizes, &[0]), list(sizes, &[192])];
    let scene = picture(grid(2048), &tiles, &bins, &[], ALL);
    assert_eq!(pairs(&scene), [(128, 128), (128, 64), (0, 0), (192, 192)]);
    assert!(scene.links.iter().all(|link| link.head == (link.blocks.0 == link.blocks.1)));
}

#[test]
fn without_request_there_are_those_of_what_is_highlighted() {
    let tiles: Vec<Tile> = (0..9).map(|index| free(index * 64, 64, index)).collect();
    let bins = [list(Sizes::All, &[0, 64, 128, 192, 256, 320, 384, 448, 512])];
    let drawn = |highlights: Highlights, steps: &[Step]| {
        pairs(&picture(grid(2048), &tiles, &bins, steps, highlights))
    };
    let none = Highlights::default();
    assert_eq!(drawn(none, &[]), []);
    let hovered = Some(Pick::At(LaneKind::FreeList, 140));
    assert_eq!(drawn(Highlights { hovered, ..none }, &[]), [(64, 128), (128, 192)]);
    let elsewhere = Some(Pick::At(LaneKind::BumpFreeList, 140));
    assert_eq!(drawn(Highlights { hovered: elsewhere, ..none }, &[]), []);
    assert_eq!(drawn(Highlights { focused: Some(0), ..none }, &[]), [(0, 0), (0, 64)]);
    let inserted = Step::Inserted { block: 512, size: 64, after: Some(448) };
    assert_eq!(drawn(none, &[inserted]), [(448, 512)], "the block of the current step");
}

#[test]
fn a_search_shows_the_way_that_it_took() {
    let tiles: Vec<Tile> = (0..30).map(|index| free(index * 64, 64, index)).collect();
    let addresses: Vec<u32> = (0..30).map(|index| index * 64).collect();
    let steps: Vec<Step> = addresses.iter().map(|&start| probe(start, 64)).collect();
    let one = [list(Sizes::All, &addresses)];
    let drawn = |steps: &[Step], bins: &[Bin]| {
        pairs(&picture(grid(2048), &tiles, bins, steps, Highlights::default()))
    };
    assert_eq!(drawn(&steps[..3], &one), [(64, 128), (128, 192), (0, 64)]);
    assert!(drawn(&steps, &one).len() <= 26, "its latest steps");
    let two = [list(Sizes::One(64), &addresses), list(Sizes::One(128), &[])];
    assert_eq!(drawn(&steps[..3], &two), [(64, 128), (128, 192)], "in bins only what is linked");
}

#[test]
fn one_end_that_is_visible_is_enough() {
    let tiles = [free(0, 64, 0), free(1 << 19, 64, 1)];
    let bins = [Bin { sizes: Sizes::All, blocks: vec![(0, 64), (1 << 19, 64)] }];
    let near = Grid::new(space(1 << 20), View { zoom: 8, ..view(WIDE, 200.0) });
    assert_eq!(pairs(&picture(near, &tiles, &bins, &[], ALL)), [(0, 0), (0, 1 << 19)]);
    let place = Place { address: 1 << 18, y: 0.0 };
    let between = Grid::new(space(1 << 20), View { zoom: 8, place, ..view(WIDE, 200.0) });
    assert_eq!(pairs(&picture(between, &tiles, &bins, &[], ALL)), []);
}

#[test]
fn a_link_ends_in_its_blocks() {
    let tiles = [free(0, 64, 1), live(64, 1200, 1, 0), free(1264, 16, 0)];
    let bins = [Bin { sizes: Sizes::All, blocks: vec![(1264, 16), (0, 64)] }];
    let scene = picture(grid(2048), &tiles, &bins, &[], ALL);
    let link = scene.links.iter().find(|link| !link.head).expect("one");
    let at = |(x, y)| scene.grid.address_at(x, y).expect("in the heap");
    assert!((1264..1280).contains(&at(link.points[0])));
    assert!((0..64).contains(&at(link.points[3])));
}
