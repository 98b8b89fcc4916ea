//! Runs wasm modules in Node.js: the client of `node/serve.mjs`.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    bench::{folder, lost},
    failure::{Failure, Result},
};

/// The optimising compiler compiles all code before it runs, so that every run is in the same tier.
const FLAGS: [&str; 4] = ["--no-liftoff", "--no-wasm-tier-up", "--no-wasm-lazy-compilation", "--expose-gc"];

/// Half of the memory that a module may have. A trap with more than this is out of memory.
const NEARLY_FULL: u64 = 1 << 29;

pub struct Node {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// The outcome of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    Done(Done),
    /// It was stopped at its time limit.
    Slow,
    OutOfMemory,
    Trap(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub milliseconds: f64,
    /// The result of the function.
    pub value: u32,
    /// Bytes from the start of the heap to the end of the memory.
    pub heap: u64,
    /// The peak of live bytes, from a module that counts them; otherwise 0.
    pub peak: u64,
}

impl Run {
    /// The outcome as it is written in results.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Slow => "slow",
            Self::OutOfMemory => "out of memory",
            Self::Trap(_) => "fails",
        }
    }
}

impl Node {
    pub fn start() -> Result<Self> {
        let mut process = Command::new("node")
            .args(FLAGS)
            .arg(folder().join("node/serve.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| lost("node", &error))?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(ended());
        };
        Ok(Self { process, questions, answers: BufReader::new(answers) })
    }

    /// Calls a function of a fresh instance of `module`.
    pub fn run(&mut self, module: &Path, call: &str, arguments: &[u32], limit: Duration) -> Result<Run> {
        let limit = limit.as_millis();
        let question =
            json!({ "module": module, "call": call, "arguments": arguments, "limit": limit as u64 });
        writeln!(self.questions, "{question}").map_err(|_| ended())?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|_| ended())?;
        serde_json::from_str(&line).ok().and_then(|answer| read(&answer)).ok_or_else(ended)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(answer: &Value) -> Option<Run> {
    Some(match answer["outcome"].as_str()? {
        "done" => Run::Done(Done {
            milliseconds: answer["milliseconds"].as_f64()?,
            value: u32::try_from(answer["value"].as_u64()?).ok()?,
            heap: answer["heap"].as_u64()?,
            peak: answer["peak"].as_u64()?,
        }),
        "slow" => Run::Slow,
        "trap" if answer["memory"].as_u64()? >= NEARLY_FULL => Run::OutOfMemory,
        "trap" => Run::Trap(answer["message"].as_str()?.to_owned()),
        _ => return None,
    })
}

fn ended() -> Failure {
    Failure::new("Node.js stopped without an answer", "see what it reports above")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Done, Run, read};

    #[test]
    fn every_answer_is_understood() {
        let done = json!({"outcome": "done", "milliseconds": 1.5, "value": 7, "heap": 65536, "peak": 0});
        assert_eq!(read(&done), Some(Run::Done(Done { milliseconds: 1.5, value: 7, heap: 65536, peak: 0 })));
        assert_eq!(read(&json!({"outcome": "slow"})), Some(Run::Slow));
        let trap = |memory: u64| json!({"outcome": "trap", "message": "unreachable", "memory": memory});
        assert_eq!(read(&trap(1 << 20)), Some(Run::Trap("unreachable".to_owned())));
        assert_eq!(read(&trap(1 << 30)), Some(Run::OutOfMemory));
        assert_eq!(read(&json!({})), None);
    }
}
