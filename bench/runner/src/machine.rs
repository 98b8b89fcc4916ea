//! The machine and the versions with which the results were measured.

use std::{fs, process::Command, thread};

use crate::{
    bench::{folder, output, read},
    csv::Csv,
    failure::Result,
    results, tools, zig,
};

/// Writes them to `results/`.
pub fn note() -> Result<()> {
    let mut csv = Csv::new(&["what", "value"]);
    csv.row(["processor", &processor()]);
    csv.row(["cores", &thread::available_parallelism().map_or(1, usize::from).to_string()]);
    csv.row(["system", &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)]);
    csv.row(["rustc", &asked("rustc", &["--version"])]);
    csv.row(["Node.js", &asked("node", &["--version"])]);
    csv.row(["V8", &asked("node", &["--print", "process.versions.v8"])]);
    csv.row(["wasm-opt (binaryen)", &binaryen()]);
    csv.row(["valgrind", &asked("valgrind", &["--version"])]);
    csv.row(["qemu", asked(tools::QEMU, &["--version"]).lines().next().unwrap_or_default()]);
    csv.row(["Zig", zig::version()]);
    let lock = read(&folder().join("Cargo.lock"))?;
    let all = subject::ALL.iter().chain(riscv::ALL);
    let mut packages: Vec<&str> = all.map(|subject| subject.package).chain(["serde_json"]).collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        let versions = locked(&lock, package);
        if !versions.is_empty() {
            csv.row([package, &versions.join(" and ")]);
        }
    }
    csv.write(&results::file("machine"))
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or("unknown", |(_, name)| name).trim().to_owned()
}

fn asked(program: &str, question: &[&str]) -> String {
    let answer = output(Command::new(program).args(question)).map(|answer| answer.stdout).unwrap_or_default();
    String::from_utf8_lossy(&answer).trim().to_owned()
}

fn binaryen() -> String {
    let package = fs::read_to_string(folder().join("node_modules/binaryen/package.json")).unwrap_or_default();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap_or_default();
    package["version"].as_str().unwrap_or("unknown").to_owned()
}

/// All versions of a package in a Cargo.lock: lite-alloc has an older one beside that of this checkout.
fn locked(lock: &str, package: &str) -> Vec<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    let mut found = Vec::new();
    while lines.by_ref().any(|line| line == name) {
        let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
        found.extend(version.map(str::to_owned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn all_versions_of_a_package_are_found() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"a\"\nversion = \"0.2.0\"\n\n\
                    [[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n";
        assert_eq!(locked(lock, "a"), ["0.1.0", "0.2.0"]);
        assert_eq!(locked(lock, "b"), [""; 0]);
    }
}
