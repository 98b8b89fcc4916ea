//! A report on orders, with serde_json: reads documents into trees of values, sums them up, changes and prints them.

use std::{collections::BTreeMap, hint::black_box};

use serde_json::{Value, json};

use super::Run;
use crate::{ALLOCATOR, random::Random};

/// Documents, one for each day.
const DAYS: usize = 12;

pub fn prepare() -> Run {
    let mut random = Random::new(1);
    let days: Vec<String> = (0..DAYS).map(|day| document(&mut random, day)).collect();
    Box::new(move || {
        let mut by_customer = BTreeMap::new();
        for (day, text) in days.iter().enumerate() {
            ALLOCATOR.label(&format!("day {}", day + 1));
            let mut orders: Value = serde_json::from_str(text).expect("the document is valid");
            add_up(&orders, &mut by_customer);
            discount(&mut orders);
            black_box(serde_json::to_string_pretty(&orders).expect("values can be printed"));
        }
        ALLOCATOR.label("report");
        let report: Vec<Value> = by_customer
            .into_iter()
            .map(|(customer, (orders, cents))| json!({ "customer": customer, "orders": orders, "cents": cents }))
            .collect();
        black_box(Value::Array(report).to_string());
    })
}

fn document(random: &mut Random, day: usize) -> String {
    let orders: Vec<Value> = (0..60 + random.below(60))
        .map(|number| {
            let items: Vec<Value> = (0..1 + random.below(6))
                .map(|_| {
                    json!({
                        "article": random.words(2),
                        "count": 1 + random.below(4),
                        "cents": 100 + random.below(20_000),
                    })
                })
                .collect();
            let mut order = json!({
                "number": day * 1000 + number,
                "customer": format!("customer {}", random.below(150)),
                "address": { "street": random.words(2), "city": random.word() },
                "items": items,
                "paid": random.below(3) > 0,
            });
            if random.below(4) == 0 {
                order["note"] = Value::String(random.sentence());
            }
            order
        })
        .collect();
    Value::Array(orders).to_string()
}

fn add_up(orders: &Value, by_customer: &mut BTreeMap<String, (u64, u64)>) {
    for order in orders.as_array().into_iter().flatten() {
        let customer = order["customer"].as_str().unwrap_or_default();
        let (count, sum) = by_customer.entry(customer.to_owned()).or_default();
        *count += 1;
        for item in order["items"].as_array().into_iter().flatten() {
            *sum += item["cents"].as_u64().unwrap_or(0) * item["count"].as_u64().unwrap_or(0);
        }
    }
}

/// Every seventh order becomes cheaper, and says so; notes are removed.
fn discount(orders: &mut Value) {
    for (index, order) in orders.as_array_mut().into_iter().flatten().enumerate() {
        if let Some(order) = order.as_object_mut() {
            order.remove("note");
            if index % 7 == 0 {
                order.insert("discount".to_owned(), json!({ "percent": 5, "reason": "seventh order" }));
            }
        }
    }
}
