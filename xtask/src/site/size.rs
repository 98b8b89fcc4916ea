//! The size of the built page: as it is on disk, and as a web server sends it, with a budget for what visitors download.

use std::{fs, path::Path, process::Stdio};

use crate::{
    failure::{Failure, Result},
    files,
    peers::PAGE_FOLDER,
    shell::{Shell, print},
};

/// Bytes after gzip of what the first picture needs: everything but what is loaded later, the editor and the module of
/// dlmalloc and talc.
const FIRST_BUDGET: u64 = 1_110_000;

/// Bytes after gzip of the whole page without its samples.
const WHOLE_BUDGET: u64 = 1_240_000;

/// Bytes of the samples: recordings that are loaded when a reader opens one, and compressed already.
const SAMPLES_BUDGET: u64 = 2 * 1024 * 1024;

pub struct Sizes(Vec<File>);

struct File {
    /// Its path in the folder of the page.
    name: String,
    raw: u64,
    packed: u64,
}

impl Sizes {
    /// The sizes of all files in `folder`, measured by the gzip program: a crate for this would be the only dependency.
    pub fn of(shell: &Shell, folder: &Path) -> Result<Self> {
        let file = |path: &std::path::PathBuf| {
            Ok(File {
                name: path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/"),
                raw: fs::metadata(path).map_or(0, |data| data.len()),
                packed: gzip_size(shell, path)?,
            })
        };
        files::all(folder).iter().map(file).collect::<Result<_>>().map(Self)
    }

    /// One line per file, then the sums.
    pub fn print(&self) {
        for File { name, raw, packed } in &self.0 {
            print(format_args!("{} {} gzip  {name}", kilobytes(*raw), kilobytes(*packed)));
        }
        for (what, files) in [
            ("for the first picture", self.first()),
            ("the whole page, in dist/", self.whole()),
            ("samples", self.samples()),
        ] {
            let (raw, packed) = files;
            print(format_args!("{} {} gzip  {what}", kilobytes(raw), kilobytes(packed)));
        }
    }

    /// Whether each budget is kept, with the name of the check.
    pub fn budgets(&self) -> [(&'static str, Result<()>); 3] {
        [
            ("what the first picture needs is within its budget", within(self.first().1, FIRST_BUDGET)),
            ("the whole page is within its budget", within(self.whole().1, WHOLE_BUDGET)),
            ("the samples are within their budget", within(self.samples().1, SAMPLES_BUDGET)),
        ]
    }

    /// Bytes of everything but what is loaded later.
    fn first(&self) -> (u64, u64) {
        sum(self.0.iter().filter(|file| !is_later(&file.name) && !is_sample(&file.name)))
    }

    fn whole(&self) -> (u64, u64) {
        sum(self.0.iter().filter(|file| !is_sample(&file.name)))
    }

    fn samples(&self) -> (u64, u64) {
        sum(self.0.iter().filter(|file| is_sample(&file.name)))
    }
}

/// Whether the file is a recording that the page ships.
fn is_sample(name: &str) -> bool {
    name.starts_with("samples/") && name.ends_with(".gz")
}

/// Whether the page fetches the file after its first picture, or never.
fn is_later(name: &str) -> bool {
    let (folder, name) = name.rsplit_once('/').unwrap_or(("", name));
    name.starts_with("editor") && name.ends_with(".js") || folder == PAGE_FOLDER && name.ends_with(".wasm")
}

fn sum<'a>(files: impl Iterator<Item = &'a File>) -> (u64, u64) {
    files.fold((0, 0), |(raw, packed), file| (raw + file.raw, packed + file.packed))
}

fn within(bytes: u64, budget: u64) -> Result<()> {
    if bytes <= budget {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} after gzip, and the budget is {}", kilobytes(bytes).trim(), kilobytes(budget).trim()),
        "make the page smaller: cargo xtask build lists its files",
    ))
}

fn kilobytes(bytes: u64) -> String {
    format!("{:>7.1} KB", bytes as f64 / 1000.0)
}

fn gzip_size(shell: &Shell, file: &Path) -> Result<u64> {
    let missing = || Failure::new("gzip is not installed, or doesn't run", "install gzip");
    let mut gzip = shell.command("gzip");
    gzip.args(["-9", "-c"]).arg(file).stderr(Stdio::null());
    let output = gzip.output().map_err(|_| missing())?;
    if output.status.success() { Ok(output.stdout.len() as u64) } else { Err(missing()) }
}

#[cfg(test)]
mod tests {
    use super::{FIRST_BUDGET, File, SAMPLES_BUDGET, Sizes, WHOLE_BUDGET};

    fn kept(files: &[(&str, u64)]) -> [bool; 3] {
        let file = |&(name, packed): &(&str, u64)| File { name: name.to_owned(), raw: 2 * packed, packed };
        Sizes(files.iter().map(file).collect()).budgets().map(|(_, result)| result.is_ok())
    }

    #[test]
    fn each_budget_is_a_limit() {
        assert_eq!(kept(&[("page_bg.wasm", FIRST_BUDGET)]), [true, true, true], "exactly as much");
        assert_eq!(
            kept(&[("page_bg.wasm", FIRST_BUDGET), ("page.js", 1)]),
            [false, true, true],
            "a byte too much"
        );
        let editor = WHOLE_BUDGET - FIRST_BUDGET;
        assert_eq!(
            kept(&[("page_bg.wasm", FIRST_BUDGET), ("snippets/a/editor.js", editor)]),
            [true, true, true]
        );
        assert_eq!(
            kept(&[("page_bg.wasm", FIRST_BUDGET), ("editor-1f.js", editor + 1)]),
            [true, false, true]
        );
    }

    #[test]
    fn the_editor_and_the_peers_may_follow_and_nothing_else() {
        let peers = WHOLE_BUDGET - FIRST_BUDGET;
        assert_eq!(
            kept(&[("page_bg.wasm", FIRST_BUDGET), ("peers/peers-1f.wasm", peers)]),
            [true, true, true]
        );
        assert_eq!(kept(&[("editor.css", FIRST_BUDGET), ("not-an-editor.js", 1)]), [false, true, true]);
        assert_eq!(kept(&[("peers.wasm", FIRST_BUDGET), ("peers/peers.js", 1)]), [false, true, true]);
    }

    #[test]
    fn samples_have_a_budget_of_their_own() {
        let page = ("page_bg.wasm", FIRST_BUDGET);
        assert_eq!(kept(&[page, ("samples/a.trace.gz", SAMPLES_BUDGET)]), [true, true, true]);
        assert_eq!(kept(&[page, ("samples/a.trace.gz", SAMPLES_BUDGET + 1)]), [true, true, false]);
        assert_eq!(kept(&[page, ("samples/a.js", 1)]), [false, true, true]);
    }
}
