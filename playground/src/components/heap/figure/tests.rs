//! Whatever is painted on the page is in the drawing, too: it is the same painter.

use std::cell::RefCell;

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{Recording, frame::Moment},
    playhead::Playhead,
    scene::spots::Spot,
    script,
    text::Language,
};

use super::*;

/// The picture of a lane after all operations of a script.
fn drawn(script: &str, settings: Settings, lane: LaneKind) -> (Scene, String) {
    marked(script, settings, lane, &[])
}

/// The same with marks of an answer.
fn marked(script: &str, settings: Settings, lane: LaneKind, spots: &[Spot]) -> (Scene, String) {
    let executed = script::run(script).expect("the script is right");
    let recording = Recording::run(lane, executed.trace.clone(), settings).expect("the arena is possible");
    let (len, reach) = (recording.len(), recording.last_end());
    let moment: Moment = Playhead::after(len).moment(|op| recording.step_count(op));
    let frame = Frame::new(lane, Rc::new(RefCell::new(recording)), moment);
    let view =
        View { width: 928.0, height: 150.0, place: Place::default(), zoom: 0, letters: 12.0, advance: 7.2 };
    let grid = picture::grid(&frame, settings, reach, view);
    let text = Language::English.text();
    let scene = picture::scene(
        &frame,
        &executed.trace,
        grid,
        &Highlights::default(),
        &Marked::with(spots.into()),
        text,
        None,
    );
    let svg = Rc::new(Svg::new("sans-serif", "p"));
    paint(&Brush::on(svg.clone()), &Style::named(), &scene, None, None);
    (scene, svg.finish((928.0, 150.0), "", "", "white"))
}

/// Left and top of each rectangle.
fn places(svg: &str) -> Vec<(i64, i64)> {
    let number = |rect: &str, name: &str| {
        let value = rect.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        value.parse::<f64>().ok().map(|number| number.round() as i64)
    };
    svg.split("<rect").skip(1).filter_map(|rect| Some((number(rect, "x")?, number(rect, "y")?))).collect()
}

#[test]
fn each_visible_tile_is_drawn_in_every_example_and_lane() {
    for example in EXAMPLES {
        for lane in LaneKind::OURS {
            let (scene, svg) = drawn(example.script(Language::English), example.settings, lane);
            assert!(!scene.pieces.is_empty() || !scene.cells.is_empty(), "{} {lane:?}", example.slug);
            let places = places(&svg);
            for piece in &scene.pieces {
                let at = (piece.span.rect.x.round() as i64, piece.span.rect.y.round() as i64);
                assert!(places.contains(&at), "{} {lane:?}: {piece:?}", example.slug);
            }
            for label in scene.pieces.iter().filter_map(|piece| piece.label.as_ref()) {
                assert!(svg.contains(&format!(">{}<", label.name)), "{} {lane:?}: {label:?}", example.slug);
            }
        }
    }
}

#[test]
fn strange_names_are_escaped() {
    let settings = Settings { page_size: 256, max_pages: 4 };
    let script = "let list = [];\nlist.push(alloc(100));\nlabel(\"<script>\");";
    let (_, svg) = drawn(script, settings, LaneKind::FreeList);
    assert!(svg.contains(">list[0]<"), "{svg}");
    assert!(!svg.contains("<script"));
}

#[test]
fn the_legend_has_what_the_picture_shows() {
    let settings = Settings { page_size: 256, max_pages: 4 };
    let (scene, _) = drawn("let a = alloc(20);", settings, LaneKind::BumpFreeList);
    let entries: Vec<_> = Swatch::ALL.into_iter().filter(|&swatch| shows(&scene, swatch)).collect();
    assert_eq!(entries, [Swatch::Live, Swatch::Padding, Swatch::Untouched]);
}

#[test]
fn the_answer_and_the_right_one_differ_in_word_and_shape() {
    let settings = Settings { page_size: 256, max_pages: 1 };
    let spot = |kind, address| Spot { kind, address, size: 0, number: None };
    let drawn = |kind| marked("let a = alloc(64);", settings, LaneKind::FreeList, &[spot(kind, 64)]).1;
    let (given, right) = (drawn(SpotKind::Given), drawn(SpotKind::Right));
    assert!(given.contains(">you<") && !given.contains(">right<"), "{given}");
    assert!(right.contains(">right<") && !right.contains(">you<"), "{right}");
    let round = |svg: &str| svg.matches(" rx=\"").count();
    assert!(round(&given) > round(&right), "the answer is round");
    assert!(right.matches("<path").count() > given.matches("<path").count(), "the right one has a tick");
}
