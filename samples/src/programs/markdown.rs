//! A site generator, with pulldown-cmark: renders pages to HTML, collects their headings, and keeps the pages in memory.

use std::{collections::BTreeMap, fmt::Write, hint::black_box};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::Run;
use crate::{ALLOCATOR, random::Random};

const PAGES: usize = 120;

pub fn prepare() -> Run {
    let mut random = Random::new(2);
    let pages: Vec<String> = (0..PAGES).map(|page| source(&mut random, page)).collect();
    Box::new(move || {
        let mut site = BTreeMap::new();
        ALLOCATOR.label("first build");
        for (number, text) in pages.iter().enumerate() {
            site.insert(format!("page-{number}.html"), render(text));
        }
        ALLOCATOR.label("every third page is built again");
        for (number, text) in pages.iter().enumerate().step_by(3) {
            site.insert(format!("page-{number}.html"), render(text));
        }
        ALLOCATOR.label("index");
        let mut index = String::from("<ul>\n");
        for (name, page) in &site {
            for heading in &page.headings {
                let _ = writeln!(index, "<li><a href=\"{name}\">{heading}</a></li>");
            }
        }
        index.push_str("</ul>\n");
        black_box((index, site.values().map(|page| page.html.len()).sum::<usize>()));
    })
}

struct Page {
    html: String,
    headings: Vec<String>,
}

fn render(text: &str) -> Page {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut headings = Vec::new();
    let mut heading: Option<String> = None;
    let events = Parser::new_ext(text, options).inspect(|event| match event {
        Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
        Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
        Event::Text(text) | Event::Code(text) => {
            if let Some(heading) = &mut heading {
                heading.push_str(text);
            }
        }
        _ => {}
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    Page { html, headings }
}

fn source(random: &mut Random, page: usize) -> String {
    let mut text = format!("# Page {page}: {}\n\n", random.words(3));
    for section in 0..2 + random.below(6) {
        let _ = writeln!(text, "## {section} {}\n", random.words(2));
        for _ in 0..1 + random.below(4) {
            match random.below(8) {
                0 => (0..3 + random.below(6)).for_each(|_| {
                    let _ = writeln!(text, "- {} [{}](#{})", random.sentence(), random.word(), random.word());
                }),
                1 => {
                    let _ = writeln!(text, "| {} | {} |\n|---|--:|", random.word(), random.word());
                    (0..2 + random.below(8)).for_each(|_| {
                        let _ = writeln!(text, "| {} | {} |", random.words(2), random.below(1000));
                    });
                }
                2 => {
                    let _ = writeln!(text, "```rust\nlet {} = {};\n```", random.word(), random.below(100));
                }
                3 => {
                    let _ = writeln!(text, "> {}\n> *{}*", random.sentence(), random.words(3));
                }
                4 => {
                    let note = random.below(1000);
                    let _ =
                        writeln!(text, "{}[^{note}]\n\n[^{note}]: {}", random.sentence(), random.sentence());
                }
                _ => {
                    let _ = writeln!(
                        text,
                        "{} **{}** {} `{}` &amp; {}",
                        random.sentence(),
                        random.words(2),
                        random.sentence(),
                        random.word(),
                        random.sentence()
                    );
                }
            }
            text.push('\n');
        }
    }
    text
}
