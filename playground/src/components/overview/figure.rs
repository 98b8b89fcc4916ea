//! The maps and the curve of the page as a picture for other programs. It is made anew, in slices, so that its size doesn't
//! depend on the window, nor on whether the section is open.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    brush::{Brush, Image},
    export::{
        figure::{LaneWords, Looks, Sheet, inner},
        svg::Svg,
        wrap,
    },
    lab::Lanes,
    overview::{Kind, curves, curves::Curve, window::Window},
    state::Run,
    text::{Text, numbers},
};

use super::{
    axis, cut, kinds,
    look::Look,
    map::{paint_marks, paint_refusal},
    pictures::Wanted,
    plot::{self, Scale},
    summary, swatch_of,
    work::{LaneWork, Works},
};
use crate::{
    browser::{
        brush, theme,
        turns::{now, turn},
    },
    components::heap::figure::{Words, written},
};

/// The width of the picture, and the space on the left for addresses and values, in pixels.
const WIDTH: f64 = 960.0;
const GUTTER: f64 = 72.0;
/// Heights of a map, of the curves and of the axis.
const MAP: f64 = 76.0;
const PLOT: f64 = 120.0;
const AXIS: f64 = 18.0;
/// The space beside a label.
const BESIDE: f64 = 4.0;
/// Size of the numbers.
const SMALL: f64 = 12.0;
/// Pixels of maps, and of a PNG, per pixel of the picture.
const RATIO: f64 = 2.0;
/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;

/// What the page shows of the run.
#[derive(Clone)]
pub struct Shown {
    pub window: Window,
    pub curve: Curve,
    pub is_log: bool,
}

thread_local! {
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

/// Notes what the page shows: a picture shows the same. Without that, it shows all of the run.
pub fn note(shown: Option<Shown>) {
    SHOWN.set(shown);
}

/// A picture that can be drawn on any surface.
pub struct Picture {
    run: Run,
    shown: Shown,
    works: Works,
    lanes: Lanes,
    look: Look,
    looks: Looks,
    ground: String,
    text: &'static dyn Text,
}

impl Picture {
    /// The picture of these lanes of a run, in the colours of the page.
    pub async fn make(run: Run, lanes: Lanes, text: &'static dyn Text) -> Self {
        let whole = Window::whole(run.trace.ops.len(), run.reach(lanes));
        let noted = SHOWN.with_borrow(Clone::clone).filter(|shown| shown.window.is_in(&whole));
        let shown = noted.unwrap_or(Shown { window: whole, curve: Curve::Heap, is_log: false });
        let look = Look::read();
        let size = |length: f64| (length * RATIO) as u32;
        let wanted = Wanted {
            window: shown.window.clone(),
            size: (size(Self::wide()), size(MAP)),
            ratio: RATIO,
            palette: look.palette,
            curve: shown.curve,
        };
        let mut works = Works::default();
        works.set(&run, &[], lanes, Some(wanted));
        loop {
            let end = now() + SLICE;
            let (is_more, _) = works.slice(&|| now() >= end);
            if !is_more {
                break;
            }
            turn().await;
        }
        let [ink, soft, line, ground] =
            theme::resolve("color", ["--ink", "--ink-2", "--line", "--heap-surface"]);
        let [sans, mono] = theme::resolve("font-family", ["--sans", "--mono"]);
        let looks = Looks { ink, soft, line, sans, mono };
        Self { run, shown, works, lanes, look, looks, ground, text }
    }

    /// Pixels of the time axis.
    fn wide() -> f64 {
        inner(WIDTH) - GUTTER
    }

    /// The picture as an SVG file, with the pixels of its maps, and its height.
    pub fn svg(&self, words: &Words) -> (String, f64) {
        let svg = Rc::new(Svg::new(&self.looks.sans, "p").with_images(brush::address_of));
        let height = self.draw(&Brush::on(svg.clone()), words, Some(&svg)).ceil();
        let told: Vec<_> =
            self.lanes.iter().map(|lane| summary(&self.run, lane, &self.works, self.text)).collect();
        (svg.finish((WIDTH, height), &self.title(words), &told.join(" "), &self.ground), height)
    }

    /// The picture on a canvas.
    pub fn canvas(&self, words: &Words) -> Option<web_sys::HtmlCanvasElement> {
        let (_, height) = self.svg(words);
        let (canvas, brush) = brush::sheet(WIDTH, height, RATIO)?;
        brush.fill_with(&self.ground);
        brush.rect(0.0, 0.0, WIDTH, height);
        self.draw(&brush, words, None);
        Some(canvas)
    }

    fn title(&self, words: &Words) -> String {
        format!("{} · {}", self.text.overview().title, words.subject)
    }

    /// Draws everything. Returns the height.
    fn draw(&self, brush: &Brush, words: &Words, svg: Option<&Svg>) -> f64 {
        let Self { run, shown, text, .. } = self;
        let mut sheet = Sheet::new(brush, &self.looks, WIDTH);
        sheet.margin();
        let ops = &shown.window.ops;
        let stretch = text.stretch(run.count(ops.start as usize + 1).max(1), run.count(ops.end as usize));
        sheet.title(&self.title(words), &stretch);
        if !self.run.labels.is_empty() {
            sheet.gap();
            sheet.part(AXIS, |brush| self.draw_labels(brush));
        }
        for lane in self.works.lanes() {
            sheet.gap();
            let name = lane.kind.short_name();
            let said = summary(run, lane.kind, &self.works, *text);
            let numbers = said.strip_prefix(name).unwrap_or(&said).trim_start_matches([':', '：', ' ']);
            let end = cut(run, lane.kind, &shown.window, *text);
            let sentence = end.as_ref().map(|(_, why)| why.to_string()).unwrap_or_default();
            let words = LaneWords { name, numbers: numbers.to_owned(), sentence };
            sheet.lane(&words, MAP, |brush| self.draw_map(brush, lane, end.map(|(at, _)| at)));
        }
        sheet.part(AXIS, |brush| self.draw_axis(brush));
        sheet.gap();
        let numbers = plot::note(&self.works, self.lanes, shown.curve, *text).unwrap_or_default();
        let words_of_curve = LaneWords { name: text.curve(shown.curve), numbers, sentence: String::new() };
        sheet.lane(&words_of_curve, PLOT, |brush| self.draw_curves(brush));
        self.draw_legend(&mut sheet);
        let Words { made_with, link, .. } = words;
        svg.iter().for_each(|svg| svg.begin_link(link));
        sheet.caption(&format!("{made_with} · {}", written(link)));
        svg.iter().for_each(|svg| svg.end_link());
        sheet.margin();
        sheet.height()
    }

    fn small(&self, brush: &Brush) {
        brush.fill_with(&self.looks.soft);
        brush.write_with(400, SMALL, &self.looks.sans);
    }

    /// Text on the left of the pictures, at this height.
    fn beside(&self, brush: &Brush, text: &str, y: f64) {
        brush.text(text, (GUTTER - 6.0 - wrap::width(text, SMALL)).max(0.0), y);
    }

    /// The labels of the trace in view.
    fn labels(&self) -> Vec<axis::Mark<'_>> {
        axis::labels(&self.shown.window, &self.run.labels, Self::wide(), SMALL, 2.0 * BESIDE)
    }

    fn draw_labels(&self, brush: &Brush) {
        self.small(brush);
        for axis::Mark { at, room, label, .. } in self.labels() {
            let words = wrap::shortened(label.unwrap_or_default(), SMALL, room - 2.0 * BESIDE);
            brush.text(&words, GUTTER + at * Self::wide() + BESIDE, AXIS / 2.0);
        }
    }

    /// Lines at the labels of the trace.
    fn draw_marks(&self, brush: &Brush, height: f64) {
        brush.fill_with(&self.looks.line);
        self.labels().iter().for_each(|mark| brush.upright(mark.at * Self::wide(), 0.0, height, 1.0));
    }

    fn draw_map(&self, brush: &Brush, lane: &LaneWork, end: Option<f64>) {
        let (window, wide) = (&self.shown.window, Self::wide());
        self.small(brush);
        self.beside(brush, &numbers::address(window.addresses.end), SMALL / 2.0);
        self.beside(brush, &numbers::address(window.addresses.start), MAP - SMALL / 2.0);
        brush.shifted(GUTTER, 0.0, |brush| {
            if let Some(map) = lane.last_map() {
                let (columns, rows) = map.picture.size();
                let image = Image { bytes: map.picture.bytes(), columns, rows };
                brush.image(&image, 0.0, 0.0, wide, MAP);
                paint_marks(brush, &map, &self.look);
            }
            self.draw_marks(brush, MAP);
            brush.draw_with(&self.looks.line, 1.0);
            brush.frame((0.0, 0.0, wide, MAP), 1.0, false, false);
            if let Some(at) = end {
                brush.fill_with(&self.look.refused);
                brush.upright(at * wide, 0.0, MAP, 2.0);
            }
        });
    }

    fn draw_axis(&self, brush: &Brush) {
        self.small(brush);
        self.beside(brush, self.text.overview().operations, AXIS / 2.0);
        for tick in axis::ticks(&self.shown.window, &self.run.labels, Self::wide() / AXIS) {
            let number = numbers::grouped(tick.count);
            let width = wrap::width(&number, SMALL);
            let x = (tick.at * Self::wide() - width / 2.0).clamp(0.0, (Self::wide() - width).max(0.0));
            brush.text(&number, GUTTER + x, AXIS / 2.0);
        }
    }

    fn draw_curves(&self, brush: &Brush) {
        let Shown { window, curve, is_log } = &self.shown;
        let plots: Vec<_> =
            self.works.lanes().iter().filter_map(|lane| Some((lane.kind, lane.last_plot()?))).collect();
        let most = plots.iter().map(|(_, plot)| plot::most(plot)).max().unwrap_or(0);
        let ticks = curves::ticks(most, curve.is_bytes(), *is_log);
        let scale = Scale { most, is_log: *is_log, width: Self::wide(), height: PLOT };
        self.small(brush);
        for &tick in &ticks {
            let y = scale.down(tick).clamp(SMALL / 2.0, PLOT - SMALL / 2.0);
            self.beside(brush, &plot::number(tick, *curve), y);
        }
        brush.shifted(GUTTER, 0.0, |brush| {
            self.draw_marks(brush, PLOT);
            plot::paint(brush, &plots, window, &self.look, &scale, &ticks);
            brush.fill_with(&self.looks.soft);
            brush.rect(0.0, PLOT - 1.0, scale.width, 1.0);
        });
    }

    fn draw_legend(&self, sheet: &mut Sheet) {
        enum Entry {
            Kind(Kind),
            Refused,
            Line(heap_lab::lab::LaneKind),
        }
        let refused = self.works.has_refusals().then_some(Entry::Refused);
        let kinds = kinds(self.lanes).map(Entry::Kind);
        let entries: Vec<_> = kinds.chain(refused).chain(self.lanes.iter().map(Entry::Line)).collect();
        let name = |entry: &Entry| match entry {
            Entry::Kind(kind) => self.text.swatch(swatch_of(*kind)).0,
            Entry::Refused => self.text.overview().refused,
            Entry::Line(lane) => lane.short_name(),
        };
        let names: Vec<_> = entries.iter().map(name).collect();
        sheet.legend(&names, |brush, index, (x, y, w, h)| match entries[index] {
            Entry::Kind(kind) => {
                brush.fill_with(&self.look.kind(kind));
                brush.rect(x, y, w, h);
                brush.draw_with(&self.looks.line, 1.0);
                brush.frame((x, y, w, h), 1.0, false, false);
            }
            Entry::Refused => {
                brush.fill_with(&self.look.refused);
                paint_refusal(brush, x + w / 2.0, y, y + h);
            }
            Entry::Line(lane) => {
                let (color, (dash, gap)) = self.look.lane(lane);
                brush.draw_with(color, 2.0);
                brush.dash(dash, gap);
                brush.line(&[(x, y + h / 2.0), (x + w, y + h / 2.0)]);
                brush.dash(0.0, 0.0);
            }
        });
    }
}
