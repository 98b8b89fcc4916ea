//! A typical program: collections that grow and shrink, trait objects, shared values, JSON. It does not depend on the
//! allocator that it runs on.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    fmt::Write as _,
    rc::Rc,
};

use serde_json::{Value, json};

/// Does everything once, on its own data, which depend on `seed`.
pub fn run(seed: usize) {
    vectors(seed);
    strings(seed);
    maps(seed);
    queue(seed);
    shapes(seed);
    shared(seed);
    aligned(seed);
    zeroed();
    documents(seed);
}

fn vectors(seed: usize) {
    let mut rows: Vec<Vec<usize>> =
        (0..40).map(|row| (0..row * 7).map(|item| item ^ seed).collect()).collect();
    for (row, items) in rows.iter_mut().enumerate() {
        items.retain(|item| item % 3 != 0);
        items.shrink_to_fit();
        items.extend_from_slice(&[row; 20]);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
    for row in &rows {
        let (kept, added) = row.split_at(row.len() - 20);
        assert!(kept.iter().all(|item| item % 3 != 0));
        assert!(added.iter().all(|item| *item == added[0]));
    }
}

fn strings(seed: usize) {
    let mut text = String::new();
    for line in 0..100 {
        writeln!(text, "line {line} of {seed}").unwrap();
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_uppercase).collect();
    assert_eq!(words.len(), 400);
    assert_eq!(words[1], "0");
    assert_eq!(words.join(" ").len(), text.len() - 1);
}

fn maps(seed: usize) {
    let mut ordered = BTreeMap::new();
    let mut hashed = HashMap::new();
    for step in 0..400 {
        let key = (step * 7919 + seed) % 300;
        ordered.entry(key).or_insert_with(Vec::new).push(step);
        *hashed.entry(format!("key {key}")).or_insert(0) += 1;
        if step % 5 == 4 {
            ordered.remove(&((step * 31) % 300));
            hashed.remove(&format!("key {}", (step * 31) % 300));
        }
    }
    assert!(ordered.keys().is_sorted());
    for (key, steps) in &ordered {
        assert_eq!(hashed[&format!("key {key}")], steps.len());
    }
    let keys: HashSet<_> = hashed.into_keys().collect();
    assert_eq!(keys.len(), ordered.len());
}

fn queue(seed: usize) {
    let mut queue = VecDeque::new();
    let mut next = 0;
    for step in 0..600 {
        queue.push_back(Box::new(seed + step));
        if step % 3 != 0 {
            assert_eq!(*queue.pop_front().unwrap(), seed + next);
            next += 1;
        }
    }
    queue.make_contiguous();
    assert!(queue.iter().zip(next..).all(|(item, step)| **item == seed + step));
}

trait Shape {
    fn area(&self) -> usize;
}

struct Square(usize);
struct Polygon(Vec<[usize; 2]>);

impl Shape for Square {
    fn area(&self) -> usize {
        self.0 * self.0
    }
}

impl Shape for Polygon {
    fn area(&self) -> usize {
        self.0.iter().map(|[width, height]| width * height).sum()
    }
}

fn shapes(seed: usize) {
    let make = |n: usize| -> Box<dyn Shape> {
        if n.is_multiple_of(2) { Box::new(Square(n)) } else { Box::new(Polygon(vec![[1, n]; seed % 5 + 1])) }
    };
    let shapes: Vec<_> = (0..200).map(make).collect();
    let expected: usize = (0..200).map(|n| if n % 2 == 0 { n * n } else { n * (seed % 5 + 1) }).sum();
    assert_eq!(shapes.iter().map(|shape| shape.area()).sum::<usize>(), expected);
}

fn shared(seed: usize) {
    let names: Vec<Rc<str>> = (0..100).map(|n| Rc::from(format!("{seed}-{n}"))).collect();
    let twice: Vec<_> = names.iter().chain(&names).cloned().collect();
    drop(names);
    assert!(twice[..100].iter().zip(&twice[100..]).all(|(one, other)| Rc::ptr_eq(one, other)));
    assert_eq!(Rc::strong_count(&twice[0]), 2);
}

fn aligned(seed: usize) {
    #[repr(align(256))]
    #[derive(Clone)]
    struct Aligned([usize; 40]);

    let mut items = Vec::new();
    for n in 0..30 {
        items.push(Box::new(Aligned([n + seed; 40])));
        if n % 4 == 3 {
            items.swap_remove(n / 8);
        }
    }
    let unboxed: Vec<Aligned> = items.iter().map(|item| Aligned::clone(item)).collect();
    for (boxed, plain) in items.iter().zip(&unboxed) {
        assert_eq!((&raw const **boxed).addr() % 256, 0);
        assert_eq!((&raw const *plain).addr() % 256, 0);
        assert_eq!(boxed.0, plain.0);
    }
}

/// `vec![0; n]` requests zeroed memory.
fn zeroed() {
    for size in [1, 100, 5000, 70_000] {
        drop(vec![0xFF_u8; size]);
        assert!(vec![0_u8; size].iter().all(|&byte| byte == 0));
    }
}

fn documents(seed: usize) {
    let people: Vec<Value> = (0..40)
        .map(|n| {
            json!({
                "name": format!("person {n}"),
                "born": 1900 + n,
                "tags": vec!["a"; n % 7],
                "nested": { "seed": seed, "text": "\u{1F980}".repeat(n % 11), "none": null },
            })
        })
        .collect();
    let document = json!({ "people": people });
    let text = serde_json::to_string_pretty(&document).unwrap();
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(again, document);
    assert_eq!(again["people"][39]["born"], 1939);
    assert!(serde_json::from_str::<Value>(&text[..text.len() / 2]).is_err());
}
