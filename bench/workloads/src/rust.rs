//! Typical Rust code: boxes, collections, serde_json, growing vectors.

use alloc::{
    boxed::Box,
    collections::{BTreeMap, VecDeque},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::{fmt::Write, hash::BuildHasherDefault, hint::black_box};
#[cfg(feature = "std")]
use std::{collections::HashMap, hash::DefaultHasher};

#[cfg(not(feature = "std"))]
use hashbrown::HashMap;

use serde_json::{Value, json};

use crate::random::{Checksum, Random};

struct Node {
    value: u32,
    children: [Option<Box<Node>>; 2],
}

impl Node {
    /// A balanced tree of `count` nodes; `None` if `count` is 0.
    fn tree(count: u32, random: &mut Random) -> Option<Box<Self>> {
        let below = count.checked_sub(1)?;
        let value = random.next();
        let children = [Self::tree(below / 2, random), Self::tree(below - below / 2, random)];
        Some(Box::new(Self { value, children }))
    }

    fn add_to(&self, checksum: &mut Checksum) {
        checksum.add(self.value);
        self.children.iter().flatten().for_each(|child| child.add_to(checksum));
    }
}

pub fn tree(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let stays = Node::tree(operations / 32, &mut random);
    let mut left = operations / 2;
    while left > 0 {
        let count = left.min(random.within(1..=4000) as u32);
        if let Some(tree) = black_box(Node::tree(count, &mut random)) {
            tree.add_to(&mut checksum);
        }
        left -= count;
    }
    if let Some(tree) = stays {
        tree.add_to(&mut checksum);
    }
    checksum.finish()
}

/// A multiplicative hash: a typical choice where every instruction counts.
#[cfg(not(feature = "std"))]
#[derive(Default)]
struct DefaultHasher(u32);

#[cfg(not(feature = "std"))]
impl core::hash::Hasher for DefaultHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(usize::from(byte)));
    }

    fn write_usize(&mut self, key: usize) {
        self.0 = (self.0.rotate_left(5) ^ key as u32).wrapping_mul(0x9e37_79b1);
    }

    /// The map takes a slot from the low bits and a tag from the high ones of 32.
    fn finish(&self) -> u64 {
        u64::from(self.0 ^ (self.0 >> 15))
    }
}

/// With fixed keys: on wasm the standard ones come from addresses, so the order would depend on the allocator.
type Map<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

pub fn collections(operations: u32, seed: u32) -> u32 {
    const KEYS: usize = 2000;
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut names: Map<usize, String> = Map::default();
    let mut sorted: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let mut lines: Vec<String> = Vec::new();
    let mut waiting: VecDeque<Box<[u8]>> = VecDeque::new();
    for _ in 0..operations {
        let key = random.below(KEYS);
        match random.below(8) {
            0 | 1 => _ = names.insert(key, format!("name {key} of {}", random.next())),
            2 => checksum.add(names.remove(&key).map_or(0, |name| name.len() as u32)),
            3 => sorted.entry(key).or_default().extend_from_slice(&random.next().to_le_bytes()),
            4 => checksum.add(sorted.remove(&key).map_or(0, |bytes| bytes.len() as u32)),
            5 => {
                if lines.len() > key {
                    checksum.add(lines.swap_remove(key).len() as u32);
                } else if let Some(line) = lines.last_mut().filter(|line| line.len() < 80) {
                    _ = write!(line, "; {key}");
                }
                lines.push(format!("line {key}"));
            }
            6 => waiting.push_back(vec![key as u8; random.within(1..=300)].into()),
            _ => checksum.add(waiting.pop_front().map_or(0, |bytes| bytes.len() as u32)),
        }
    }
    sorted.values().flatten().for_each(|&byte| checksum.add(u32::from(byte)));
    // Two maps with equal keys and an equal history have the same order.
    names.values().chain(&lines).for_each(|text| checksum.add(text.len() as u32));
    checksum.finish()
}

pub fn json(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    for _ in 0..operations {
        let text = request(&mut random);
        let Ok(mut value) = serde_json::from_str::<Value>(&text) else { unreachable!("the text is JSON") };
        change(&mut value, &mut random);
        let text = value.to_string();
        checksum.add(text.len() as u32);
        text.bytes().step_by(16).for_each(|byte| checksum.add(u32::from(byte)));
    }
    checksum.finish()
}

/// The JSON text of an order with about twenty items.
fn request(random: &mut Random) -> String {
    let mut text =
        String::from(r#"{"method":"order","customer":{"name":"Ada L.","tags":["new","web"]},"items":["#);
    for item in 0..random.within(10..=30) {
        let comma = if item == 0 { "" } else { "," };
        let (id, count) = (random.next(), random.within(1..=9));
        _ = write!(
            text,
            r#"{comma}{{"id":{id},"count":{count},"price":{count}.25,"note":"item \u00e9 {item}","gift":null}}"#
        );
    }
    text + r#"],"paid":false}"#
}

fn change(value: &mut Value, random: &mut Random) {
    value["paid"] = Value::Bool(true);
    value["reference"] = Value::String(format!("{:08x}", random.next()));
    if let Some(items) = value["items"].as_array_mut() {
        items.retain(|item| item["count"].as_u64() != Some(1));
        for item in items {
            item["total"] =
                json!(item["count"].as_f64().unwrap_or(0.0) * item["price"].as_f64().unwrap_or(0.0));
        }
    }
}

/// Vectors grow in random turns, until they have up to `ITEMS` items together.
pub fn grow<const VECTORS: usize, const ITEMS: usize>(operations: u32, seed: u32) -> u32 {
    let mut random = Random::new(seed);
    let mut checksum = Checksum::default();
    let mut left = operations as usize;
    while left > 0 {
        let mut vectors: [Vec<u32>; VECTORS] = [const { Vec::new() }; VECTORS];
        for _ in 0..left.min(random.within(1..=ITEMS)) {
            let any = random.below(vectors.len());
            vectors[any].push(left as u32);
            left -= 1;
        }
        for vector in black_box(vectors) {
            checksum.add(vector.len() as u32);
            vector.iter().step_by(64).for_each(|&item| checksum.add(item));
        }
    }
    checksum.finish()
}
