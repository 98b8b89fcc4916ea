//! The module of dlmalloc and talc in an interpreter: the same file as on the page, so the same numbers.

use std::{fmt, fs, path::Path};

use heap_lab::lab::peer::{Call, Engine};
use wasmi::{Config, Instance, Linker, Store, Val};

/// The module, compiled.
pub struct Module {
    engine: wasmi::Engine,
    module: wasmi::Module,
}

/// Why there is no module.
#[derive(Debug)]
pub struct NoModule(String);

impl fmt::Display for NoModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoModule {}

impl Module {
    /// Reads and compiles a file.
    ///
    /// # Errors
    /// The file can't be read, or it is no such module.
    pub fn read(file: &Path) -> Result<Self, NoModule> {
        let no_module =
            |problem: &dyn fmt::Display| NoModule(format!("{} can't be used: {problem}", file.display()));
        let bytes = fs::read(file).map_err(|error| no_module(&error))?;
        let engine = wasmi::Engine::new(&Config::default());
        let module = wasmi::Module::new(&engine, &bytes).map_err(|error| no_module(&error))?;
        let this = Self { engine, module };
        // Another module could be found there.
        this.instance().map(|_| this).map_err(|error| no_module(&error))
    }

    /// A new instance, with a memory of its own.
    ///
    /// # Errors
    /// The module can't be started.
    pub fn instance(&self) -> Result<Running, NoModule> {
        let no_instance = |error: wasmi::Error| NoModule(error.to_string());
        let mut store = Store::new(&self.engine, ());
        let linker = Linker::new(&self.engine);
        let instance = linker.instantiate_and_start(&mut store, &self.module).map_err(no_instance)?;
        let has_all = NAMES.iter().all(|name| instance.get_func(&store, name).is_some());
        if !has_all || instance.get_memory(&store, MEMORY).is_none() {
            return Err(NoModule("it exports other functions".to_owned()));
        }
        Ok(Running { store, instance })
    }
}

const MEMORY: &str = "memory";
const NAMES: [&str; 9] = [
    "open",
    "allocate",
    "allocate_zeroed",
    "reallocate",
    "deallocate",
    "take_pages",
    "heap_end",
    "operations",
    "run",
];

/// An instance of the module.
pub struct Running {
    store: Store<()>,
    instance: Instance,
}

impl Running {
    /// Its memory.
    pub fn memory(&mut self) -> &mut [u8] {
        match self.instance.get_memory(&self.store, MEMORY) {
            Some(memory) => memory.data_mut(&mut self.store),
            None => &mut [],
        }
    }
}

impl Engine for Running {
    fn call(&mut self, call: Call) -> Option<u32> {
        let function = self.instance.get_func(&self.store, call.name())?;
        let arguments: Vec<Val> =
            call.arguments().into_iter().map(|number| Val::I32(number.cast_signed())).collect();
        let mut answer = [Val::I32(0)];
        function.call(&mut self.store, &arguments, &mut answer).ok()?;
        answer[0].i32().map(i32::cast_unsigned)
    }

    fn write(&mut self, address: u32, bytes: &[u8]) -> bool {
        let place = self.memory().get_mut(address as usize..).and_then(|rest| rest.get_mut(..bytes.len()));
        place.map(|place| place.copy_from_slice(bytes)).is_some()
    }
}
