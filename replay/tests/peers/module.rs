//! The module, built from its sources.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind,
        peer::{Call, Engine},
    },
};
use replay::engine::{Module, Running};

/// The answers of the module that are no addresses.
pub const REFUSED: u32 = u32::MAX;
pub const INVALID: u32 = u32::MAX - 1;
pub const NO_ROOM: u32 = u32::MAX - 2;
pub const DONE: u32 = 0;

fn file() -> &'static Path {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = root.join("target/peers");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--release", "--locked", "--target", "wasm32-unknown-unknown"]);
        cargo.current_dir(root.join("peers")).env("CARGO_TARGET_DIR", &target);
        // Flags for the tests, such as those of a coverage tool, are not for the module.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        assert!(cargo.status().expect("cargo runs").success(), "the module can be built");
        target.join("wasm32-unknown-unknown/release/peers.wasm")
    })
}

/// A new instance.
pub fn instance() -> Running {
    Module::read(file()).and_then(|module| module.instance()).expect("it is the module")
}

/// A heap in an instance, by raw answers.
pub struct Heap {
    pub instance: Running,
    /// The address of the arena.
    start: usize,
}

impl Heap {
    pub fn open(kind: LaneKind, settings: Settings) -> Self {
        let mut heap = Self { instance: instance(), start: 0 };
        let Settings { page_size, max_pages } = settings;
        let open = Call::Open { kind: kind as u32, page_size, max_pages, operations: 0, slots: 0 };
        assert_eq!(heap.ask(open), DONE);
        // Without a table, the arena is at the first multiple of a page from there on.
        heap.start = heap.ask(Call::Operations).next_multiple_of(1 << 16) as usize;
        heap
    }

    /// What the module answers.
    pub fn ask(&mut self, call: Call) -> u32 {
        self.instance.call(call).unwrap_or_else(|| panic!("the module trapped at {call:?}"))
    }

    /// The contents of a block.
    pub fn bytes(&mut self, address: u32, size: u32) -> &mut [u8] {
        let from = self.start + address as usize;
        &mut self.instance.memory()[from..from + size as usize]
    }
}
