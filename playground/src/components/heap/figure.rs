//! The heaps as a picture for other programs and for paper: what the page shows, painted by the same code on a sheet with
//! words around it. Its size doesn't depend on the window.

use std::{cell::Cell, rc::Rc};

use heap_lab::{
    brush::Brush,
    export::{
        figure::{LaneWords, Looks, Sheet, inner, shows},
        svg::Svg,
    },
    lab::{LaneKind, Lanes, frame::Frame},
    scene::{
        Highlights, Overview, Scene,
        grid::{Place, View},
        legend::Swatch,
        spots::SpotKind,
    },
    state::{AppState, Run},
    text::Text,
};

use super::{
    answering, overlay,
    paint::paint,
    picture::{self, Marked},
    style::Style,
};
use crate::{
    browser::theme,
    components::{lane::happened, numbers},
};

/// Size of the letters in the heaps.
const LETTERS: f64 = 12.0;
/// Height of a heap beside others, and of a single one.
const HEIGHTS: (f64, f64) = (150.0, 230.0);
/// Links longer than this are not written, only linked.
const MOST_LINK: usize = 110;

thread_local! {
    /// The part of its heap that each lane shows on the page, if it is too large to be seen as a whole.
    static PLACES: [Cell<Place>; LaneKind::ALL.len()] = Default::default();
}

/// Notes what the map of a lane shows: a picture of it shows the same.
pub fn shown(lane: LaneKind, place: Place) {
    PLACES.with(|places| places[lane as usize].set(place));
}

/// A link as it is written: one that nobody would type is that of the page.
pub fn written(link: &str) -> &str {
    if link.len() > MOST_LINK { link.split('#').next().unwrap_or_default() } else { link }
}

/// What a picture is about.
pub struct Subject<'a> {
    /// The page.
    pub state: &'a AppState,
    /// Its run.
    pub run: &'a Run,
    /// The lanes in the picture.
    pub lanes: Lanes,
    /// The width of the picture.
    pub width: f64,
}

/// What is written around the heaps.
pub struct Words {
    /// The operation.
    pub title: String,
    /// The position in the run.
    pub position: String,
    /// What the run is called.
    pub subject: String,
    /// The name of the page.
    pub made_with: &'static str,
    /// The address of the same position.
    pub link: String,
}

/// A lane in a picture.
struct Part {
    words: LaneWords,
    scene: Scene,
    whole: Option<Overview>,
}

/// A picture that can be drawn on any surface.
pub struct Picture {
    style: Style,
    looks: Looks,
    width: f64,
    height: f64,
    parts: Vec<Part>,
    legend: Vec<Swatch>,
    /// The kinds of marks of an answer.
    signs: Vec<SpotKind>,
    text: &'static dyn Text,
}

impl Picture {
    /// The picture of a subject, in the colours of the page.
    pub fn new(subject: &Subject) -> Self {
        let Subject { state, run, lanes, width } = *subject;
        let text = state.language.text();
        let style = Style::read(LETTERS);
        let [ink, soft, line] = theme::resolve("color", ["--ink", "--ink-2", "--line"]);
        let [sans] = theme::resolve("font-family", ["--sans"]);
        let looks = Looks { ink, soft, line, sans, mono: style.family.clone() };
        let height = if lanes.iter().count() > 1 { HEIGHTS.0 } else { HEIGHTS.1 };
        let mut picture = Self {
            style,
            looks,
            width,
            height,
            parts: Vec::new(),
            legend: Vec::new(),
            signs: Vec::new(),
            text,
        };
        let frames = lanes.iter().filter_map(|lane| run.frame(lane, state.playhead));
        picture.parts = frames.map(|frame| picture.part(&frame, state, run)).collect();
        let is_shown = |&swatch: &Swatch| picture.parts.iter().any(|part| shows(&part.scene, swatch));
        let is_marked = |kind: &SpotKind| {
            picture.parts.iter().flat_map(|part| &part.scene.spots).any(|spot| spot.kind == *kind)
        };
        picture.signs =
            [SpotKind::Given, SpotKind::Right, SpotKind::ToFree].into_iter().filter(is_marked).collect();
        picture.legend = Swatch::ALL.into_iter().filter(is_shown).collect();
        picture
    }

    fn part(&self, frame: &Frame, state: &AppState, run: &Run) -> Part {
        let view = View {
            width: inner(self.width),
            height: self.height,
            place: PLACES.with(|places| places[frame.kind as usize].get()),
            zoom: state.zoom,
            letters: LETTERS,
            advance: self.style.advance,
        };
        let asking = state.reading.as_ref().and_then(|reading| reading.asking.as_ref());
        let grid = picture::grid(frame, run.settings, answering::reach(run, state.shown, asking), view);
        let highlights =
            Highlights { selected: state.selected, links: state.show_links, ..Highlights::default() };
        let marked = Marked::with(answering::spots(asking, frame.kind));
        Part {
            words: LaneWords {
                name: frame.kind.short_name(),
                numbers: numbers::line(&frame.numbers(), self.text),
                sentence: if run.ended_before(frame.kind, state.playhead) {
                    self.text.ended_before().to_owned()
                } else {
                    happened(frame, run, self.text)
                },
            },
            scene: picture::scene(frame, &run.trace, grid, &highlights, &marked, self.text, None),
            whole: picture::overview(frame, &run.trace, &grid, self.text, None),
        }
    }

    fn sheet<'a>(&'a self, brush: &'a Brush) -> Sheet<'a> {
        Sheet::new(brush, &self.looks, self.width)
    }

    /// Draws everything. Returns the height.
    fn draw(&self, brush: &Brush, words: &Words, svg: Option<&Svg>) -> f64 {
        let mut sheet = self.sheet(brush);
        sheet.margin();
        sheet.title(&words.title, &format!("{} · {}", words.position, words.subject));
        for part in &self.parts {
            sheet.gap();
            self.draw_part(part, &mut sheet);
        }
        sheet.gap();
        self.draw_legend(&mut sheet);
        let Words { made_with, link, .. } = words;
        let address = written(link);
        svg.iter().for_each(|svg| svg.begin_link(link));
        sheet.caption(&format!("{made_with} · {address}"));
        svg.iter().for_each(|svg| svg.end_link());
        sheet.margin();
        sheet.height()
    }

    fn draw_part(&self, part: &Part, sheet: &mut Sheet) {
        sheet.lane(&part.words, self.height, |brush| {
            paint(brush, &self.style, &part.scene, part.whole.as_ref(), None);
        });
    }

    fn draw_legend(&self, sheet: &mut Sheet) {
        let swatches = self.legend.iter().map(|&swatch| self.text.swatch(swatch).0);
        let signs = self.signs.iter().map(|kind| self.text.sign(kind.sign()).0);
        let names: Vec<_> = swatches.chain(signs).collect();
        sheet.legend(&names, |brush, index, rect| match self.legend.get(index) {
            Some(&swatch) => sample(brush, &self.style, swatch, rect),
            None => overlay::sample(brush, &self.style, self.signs[index - self.legend.len()], rect),
        });
    }

    /// What it says, for those who can't see it.
    fn told(&self) -> String {
        let of_lane = |Part { words: LaneWords { name, numbers, sentence }, .. }: &Part| {
            format!("{name}: {numbers}. {sentence}.")
        };
        self.parts.iter().map(of_lane).collect::<Vec<_>>().join(" ")
    }

    /// The picture as an SVG file, and its height.
    pub fn svg(&self, words: &Words) -> (String, f64) {
        let svg = Rc::new(Svg::new(&self.looks.sans, "p"));
        let height = self.draw(&Brush::on(svg.clone()), words, Some(&svg)).ceil();
        let title = format!("{} · {}", words.title, words.position);
        (svg.finish((self.width, height), &title, &self.told(), self.ground()), height)
    }

    /// Draws the picture with another brush, on a ground of this height.
    pub fn paint(&self, brush: &Brush, words: &Words, height: f64) {
        brush.fill_with(self.ground());
        brush.rect(0.0, 0.0, self.width, height);
        self.draw(brush, words, None);
    }

    /// The lanes as separate drawings, and the legend of what is not `explained` in a drawing before. Pictures in one
    /// document have different numbers.
    pub fn pieces(&mut self, number: usize, explained: &mut Vec<Swatch>) -> Vec<String> {
        self.legend.retain(|swatch| !explained.contains(swatch));
        explained.extend(&self.legend);
        // The ids of patterns in one document must differ.
        let piece = |index: usize, draw: &dyn Fn(&mut Sheet)| {
            let svg = Rc::new(Svg::new(&self.looks.sans, &format!("p{number}-{index}-")));
            let brush = Brush::on(svg.clone());
            let mut sheet = self.sheet(&brush);
            draw(&mut sheet);
            svg.finish((self.width, sheet.height()), "", "", self.ground())
        };
        let lanes = self.parts.iter().enumerate();
        let mut pieces: Vec<_> =
            lanes.map(|(index, part)| piece(index, &|sheet| self.draw_part(part, sheet))).collect();
        if !self.legend.is_empty() {
            pieces.push(piece(self.parts.len(), &|sheet| self.draw_legend(sheet)));
        }
        pieces
    }

    fn ground(&self) -> &str {
        &self.style.colors.surface
    }
}

/// A swatch of the legend.
fn sample(brush: &Brush, style: &Style, swatch: Swatch, rect: (f64, f64, f64, f64)) {
    let colors = &style.colors;
    let (ground, pattern, line) = match swatch {
        Swatch::Live => (&colors.live_a, None, Some(&colors.live_line)),
        Swatch::Padding => (&colors.padding, Some(&style.hatch), None),
        Swatch::Free => (&colors.free, None, Some(&colors.free_line)),
        Swatch::Untouched => (&colors.bump, Some(&style.dots), Some(&colors.bump_line)),
        Swatch::Lost => (&colors.lost, Some(&style.cross_hatch), Some(&colors.lost_line)),
        Swatch::Foreign => (&colors.foreign, Some(&style.stripes), Some(&colors.foreign_line)),
        Swatch::Held => (&colors.held, Some(&style.fine_hatch), Some(&colors.held_line)),
        Swatch::Ungrown => (&colors.surface, None, Some(&colors.ungrown_line)),
        Swatch::Reserved => (&colors.reserved, Some(&style.bars), Some(&colors.reserved_line)),
        Swatch::Opaque => (&colors.opaque, Some(&style.lines), Some(&colors.opaque_line)),
        Swatch::Tag => (&colors.tag, None, None),
        Swatch::FreeTag => (&colors.tag_free, None, None),
    };
    let (x, y, w, h) = rect;
    let w = if matches!(swatch, Swatch::Tag | Swatch::FreeTag) { w / 3.0 } else { w };
    brush.fill_with(ground);
    brush.rect(x, y, w, h);
    if swatch == Swatch::Live {
        // Many blocks that share a pixel are darker.
        brush.fill_with(&colors.live_dense);
        brush.rect(x + w / 2.0, y, w / 2.0, h);
    }
    if let Some(pattern) = pattern {
        brush.fill_with_pattern(pattern);
        brush.rect(x, y, w, h);
    }
    if let Some(line) = line {
        brush.draw_with(line, 1.0);
        brush.dashed(swatch == Swatch::Ungrown);
        brush.frame((x, y, w, h), 1.0, false, false);
        brush.dashed(false);
    }
}

#[cfg(test)]
mod tests;
