//! A key-value store in B-trees, with redb: writes and deletes in transactions, reads ranges.

use std::hint::black_box;

use redb::{Builder, Database, ReadableDatabase, TableDefinition, backends::InMemoryBackend};

use super::Run;
use crate::{ALLOCATOR, random::Random};

const TABLE: TableDefinition<u64, &[u8]> = TableDefinition::new("values");

const TRANSACTIONS: usize = 60;

pub fn prepare() -> Run {
    Box::new(|| {
        ALLOCATOR.label("create the store");
        let mut builder = Builder::new();
        builder.set_cache_size(1 << 18);
        let store = builder.create_with_backend(InMemoryBackend::new()).expect("there is memory");
        let mut random = Random::new(5);
        for transaction in 0..TRANSACTIONS {
            if transaction % 20 == 0 {
                ALLOCATOR.label(&format!("transaction {}", transaction + 1));
            }
            write(&store, &mut random).expect("there is memory");
            black_box(read(&store, &mut random).expect("the table exists"));
        }
    })
}

fn write(store: &Database, random: &mut Random) -> Result<(), redb::Error> {
    let transaction = store.begin_write()?;
    {
        let mut table = transaction.open_table(TABLE)?;
        for _ in 0..40 {
            let key = random.below(2000) as u64;
            if random.below(4) == 0 {
                table.remove(key)?;
            } else {
                let value = vec![key as u8; 8 + random.below(300)];
                table.insert(key, value.as_slice())?;
            }
        }
    }
    transaction.commit()?;
    Ok(())
}

fn read(store: &Database, random: &mut Random) -> Result<usize, redb::Error> {
    let table = store.begin_read()?.open_table(TABLE)?;
    let start = random.below(1900) as u64;
    let mut bytes = 0;
    for entry in table.range(start..start + 100)? {
        bytes += entry?.1.value().len();
    }
    Ok(bytes)
}
