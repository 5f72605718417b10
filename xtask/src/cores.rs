//! Work on all cores at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow};

/// Does something with every item, as many at a time as there are cores, in the order of the items; what comes of each, in any
/// order.
pub fn on_all<'i, Item: Sync, Done: Send>(
    items: &'i [Item],
    work: impl Fn(&'i Item) -> Result<Done> + Sync,
) -> Result<Vec<Done>> {
    let next = AtomicUsize::new(0);
    let some = || -> Result<Vec<Done>> {
        let mut done = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(item)?);
        }
        Ok(done)
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut all = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        for thread in threads {
            all.extend(thread.join().map_err(|_| anyhow!("a thread broke off"))??);
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once() {
        let items: Vec<u32> = (0..1000).collect();
        let mut done = on_all(&items, |item| Ok(2 * item)).unwrap();
        done.sort_unstable();
        assert_eq!(done, (0..1000).map(|item| 2 * item).collect::<Vec<_>>());
    }

    #[test]
    fn what_fails_is_told() {
        let outcome = on_all(&[1, 2, 3], |item| if *item == 2 { Err(anyhow!("two")) } else { Ok(()) });
        assert_eq!(outcome.unwrap_err().to_string(), "two");
    }
}
