//! Which sources changed: their times, asked for again and again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_millis(300);

type Snapshot = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Watches files and folders.
pub struct Watch {
    paths: Vec<PathBuf>,
    last: Snapshot,
}

impl Watch {
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let last = snapshot(&paths);
        Self { paths, last }
    }

    /// Waits until something changed and has come to rest, and returns one of the changed files.
    pub fn wait(&mut self) -> PathBuf {
        loop {
            sleep(PAUSE);
            let mut now = snapshot(&self.paths);
            let Some(changed) = difference(&self.last, &now) else {
                continue;
            };
            loop {
                sleep(PAUSE);
                let later = snapshot(&self.paths);
                if later == now {
                    break;
                }
                now = later;
            }
            self.last = now;
            return changed;
        }
    }
}

fn snapshot(paths: &[PathBuf]) -> Snapshot {
    let mut snapshot = Snapshot::new();
    for path in paths {
        visit(path, &mut snapshot);
    }
    snapshot
}

fn visit(path: &Path, snapshot: &mut Snapshot) {
    // A file that vanishes meanwhile is a change like any other.
    let Ok(facts) = fs::metadata(path) else {
        return;
    };
    if !facts.is_dir() {
        let time = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        snapshot.insert(path.to_path_buf(), (time, facts.len()));
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        visit(&entry.path(), snapshot);
    }
}

fn difference(before: &Snapshot, after: &Snapshot) -> Option<PathBuf> {
    let moved = after.iter().find(|(path, facts)| before.get(*path) != Some(*facts));
    let gone = before.iter().find(|(path, _)| !after.contains_key(*path));
    moved.or(gone).map(|(path, _)| path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_written_or_gone_is_a_change() {
        let folder = std::env::temp_dir().join(format!("xtask-watch-{}", std::process::id()));
        fs::create_dir_all(folder.join("deep")).unwrap();
        let file = folder.join("deep/a.js");
        let look = || snapshot(std::slice::from_ref(&folder));
        let empty = look();
        fs::write(&file, "a").unwrap();
        let written = look();
        fs::write(&file, "ab").unwrap();
        let longer = look();
        fs::remove_dir_all(&folder).unwrap();
        let gone = look();
        assert_eq!(difference(&empty, &empty), None);
        assert_eq!(difference(&empty, &written), Some(file.clone()));
        assert_eq!(difference(&written, &longer), Some(file.clone()));
        assert_eq!(difference(&longer, &gone), Some(file));
    }
}
