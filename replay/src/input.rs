//! A file, or the standard input, to a trace.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    rc::Rc,
};

use heap_lab::{
    arena::Settings,
    import::{
        Format, ImportError, Imported, Importer, Notes,
        gzip::{Gunzip, GzipError},
    },
    script,
    text::Text,
    trace::Trace,
    verdict::advice::Context,
};

use crate::Problem;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// A program to replay.
pub struct Program {
    /// The name of its file, without folders.
    pub name: String,
    /// The trace.
    pub trace: Rc<Trace>,
    /// The arena that has enough room for it.
    pub arena: Settings,
    /// Of a recorded program, the format and the notes; none of a script.
    pub recorded: Option<(Format, Rc<Notes>)>,
}

impl Program {
    /// Where a verdict in this arena comes from.
    pub fn context(&self, arena: Settings) -> Context {
        match &self.recorded {
            Some((_, notes)) => Context::recorded(arena, notes),
            None => Context { arena, ..Context::default() },
        }
    }
}

/// An error on the way from bytes to a trace.
enum Broken {
    Gzip(GzipError),
    Import(ImportError),
}

impl From<GzipError> for Broken {
    fn from(error: GzipError) -> Self {
        Self::Gzip(error)
    }
}

/// Reads a file; `-` is the standard input. What it is, its content decides.
///
/// # Errors
/// It can't be read, or is no trace and no script.
pub fn read(path: &Path, text: &dyn Text) -> Result<Program, Problem> {
    let cannot = |error: io::Error| Problem::file(format!("{} can't be read: {error}", path.display()));
    if path.as_os_str() == "-" {
        return from("standard input", &mut io::stdin().lock(), text)?.map_err(cannot);
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut file = File::open(path).map_err(cannot)?;
    from(&name, &mut file, text)?.map_err(cannot)
}

/// The program in what `source` gives.
fn from(name: &str, source: &mut dyn Read, text: &dyn Text) -> Result<io::Result<Program>, Problem> {
    let mut importer = Importer::new();
    let mut gunzip = None;
    // A script is short, so its text is kept until it is known that this is none.
    let mut script = Vec::new();
    let mut broken = None;
    let mut chunk = vec![0; CHUNK];
    let mut is_first = true;
    loop {
        let len = match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Err(error)),
        };
        let bytes = &chunk[..len];
        if std::mem::take(&mut is_first) && Gunzip::is_gzip(bytes) {
            gunzip = Some(Gunzip::new());
        }
        let mut push = |bytes: &[u8]| {
            if script.len() <= script::MAX_SCRIPT {
                script.extend_from_slice(bytes);
            }
            importer.push(bytes).map_err(Broken::Import)
        };
        let pushed = match &mut gunzip {
            Some(gunzip) => gunzip.push(bytes, &mut push),
            None => push(bytes),
        };
        if let Err(error) = pushed {
            broken.get_or_insert(error);
            if script.len() > script::MAX_SCRIPT {
                break;
            }
        }
    }
    if let (Some(gunzip), None) = (gunzip, &broken) {
        broken = gunzip.finish().err().map(Broken::Gzip);
    }
    let imported = match broken {
        None => importer.finish().map_err(Broken::Import),
        Some(error) => Err(error),
    };
    Ok(Ok(match imported {
        Ok(imported) => recorded(name, &imported),
        Err(error) => executed(name, &script, &error, text)?,
    }))
}

fn recorded(name: &str, imported: &Imported) -> Program {
    Program {
        name: name.to_owned(),
        trace: imported.trace.clone(),
        arena: imported.arena(),
        recorded: Some((imported.format, imported.notes.clone())),
    }
}

/// The program as a script, since it is no trace because of `error`.
fn executed(name: &str, bytes: &[u8], error: &Broken, text: &dyn Text) -> Result<Program, Problem> {
    let problem = || match error {
        Broken::Gzip(error) => Problem::file(format!("{name}: {}", text.gzip_error(*error))),
        Broken::Import(error) => Problem::file(format!("{name}: {}", text.import_error(error))),
    };
    let is_named = Path::new(name).extension().is_some_and(|extension| extension == "rhai");
    let source = std::str::from_utf8(bytes).map_err(|_| problem())?;
    match script::run(source) {
        Ok(executed) if !executed.trace.ops.is_empty() => Ok(Program {
            name: name.to_owned(),
            trace: executed.trace,
            arena: Settings::default(),
            recorded: None,
        }),
        Err(mistake) if is_named => Err(Problem::file(format!(
            "{name}, {}:{}: {}",
            mistake.line,
            mistake.column,
            text.mistake(&mistake)
        ))),
        _ => Err(problem()),
    }
}
