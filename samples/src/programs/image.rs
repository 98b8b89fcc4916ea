//! An image viewer, with png: decodes pictures, keeps the last ones, makes small ones of them, and saves those.

use std::{collections::VecDeque, hint::black_box, io::Cursor};

use super::Run;
use crate::{ALLOCATOR, random::Random};

const PICTURES: usize = 24;

/// Decoded pictures that are kept.
const KEPT: usize = 6;

pub fn prepare() -> Run {
    let mut random = Random::new(4);
    let files: Vec<Vec<u8>> = (0..PICTURES).map(|_| encode(&draw(&mut random))).collect();
    let visits: Vec<usize> = (0..3 * PICTURES)
        .map(|visit| if random.below(3) == 0 { random.below(PICTURES) } else { visit % PICTURES })
        .collect();
    Box::new(move || {
        let mut kept: VecDeque<(usize, Picture)> = VecDeque::new();
        let mut saved = 0;
        for (visit, index) in visits.iter().copied().enumerate() {
            if visit % PICTURES == 0 {
                ALLOCATOR.label(&format!("round {}", visit / PICTURES + 1));
            }
            if kept.iter().all(|(known, _)| *known != index) {
                let picture = decode(&files[index]);
                saved += encode(&halve(&halve(&picture))).len();
                kept.push_back((index, picture));
                if kept.len() > KEPT {
                    kept.pop_front();
                }
            }
        }
        black_box(saved);
    })
}

struct Picture {
    width: u32,
    height: u32,
    /// Three bytes for each pixel, in rows from the top.
    pixels: Vec<u8>,
}

/// Circles on a slope of colours.
fn draw(random: &mut Random) -> Picture {
    let (width, height) = (64 + random.below(300), 64 + random.below(200));
    let circles: Vec<[usize; 4]> = (0..8)
        .map(|_| [random.below(width), random.below(height), 5 + random.below(40), random.below(256)])
        .collect();
    let mut pixels = Vec::with_capacity(3 * width * height);
    for y in 0..height {
        for x in 0..width {
            let inside =
                circles.iter().find(|[cx, cy, r, _]| x.abs_diff(*cx).pow(2) + y.abs_diff(*cy).pow(2) < r * r);
            let shade = inside.map_or(x * 255 / width, |circle| circle[3]);
            pixels.extend([shade as u8, (y * 255 / height) as u8, (255 - shade) as u8]);
        }
    }
    Picture { width: width as u32, height: height as u32, pixels }
}

fn decode(file: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(Cursor::new(file)).read_info().expect("the file is valid");
    let mut pixels = vec![0; reader.output_buffer_size().expect("the picture is small")];
    let info = reader.next_frame(&mut pixels).expect("the file is valid");
    Picture { width: info.width, height: info.height, pixels }
}

fn encode(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a vector takes everything");
    writer.write_image_data(&picture.pixels).expect("a vector takes everything");
    writer.finish().expect("a vector takes everything");
    file
}

/// Half as wide and half as high, each pixel the mean of four.
fn halve(picture: &Picture) -> Picture {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let at = |x: u32, y: u32, colour: u32| {
        u32::from(picture.pixels[(3 * (y * picture.width + x) + colour) as usize])
    };
    let mut pixels = Vec::new();
    for y in (0..height).map(|y| 2 * y) {
        for x in (0..width).map(|x| 2 * x) {
            for c in 0..3 {
                pixels.push(
                    ((at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c)) / 4) as u8,
                );
            }
        }
    }
    Picture { width, height, pixels }
}
