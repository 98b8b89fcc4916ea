//! Runs jobs on all cores at once. For measurements that don't depend on how busy the machine is.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

/// Runs every job; the results are in the order of the jobs.
pub fn all<J: Sync, R: Send>(jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let worker = || {
        loop {
            let index = next.fetch_add(1, Relaxed);
            let Some(job) = jobs.get(index) else { break };
            let result = work(job);
            if let Ok(mut done) = done.lock() {
                done.push((index, result));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::{thread, time::Duration};

    use super::all;

    #[test]
    fn results_keep_the_order_of_the_jobs_even_if_the_first_takes_longest() {
        let work = |&number: &u64| {
            thread::sleep(Duration::from_millis(if number == 1 { 50 } else { 0 }));
            number * number
        };
        assert_eq!(all(&[1, 2, 3, 4, 5], work), [1, 4, 9, 16, 25]);
        assert_eq!(all(&[], work), [0; 0]);
    }
}
