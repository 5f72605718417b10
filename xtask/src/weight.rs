//! What the site weighs: as it is, and as servers send it.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::cores;
use crate::site::{File, Site, VERSION};

/// The strongest setting of Brotli, and its largest window.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 24;

#[derive(Clone, Copy, Default)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
        brotli.write_all(bytes)?;
        Ok(Self { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.into_inner().len() })
    }

    fn plus(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// Every file with its weight, heaviest first; the sum of all; and the sum of what a first visit fetches. Copies for other pages
/// weigh what they are copies of.
pub fn table(site: &Site) -> Result<String> {
    let mut rows = Vec::new();
    let (mut all, mut first_visit) = (Weight::default(), Weight::default());
    for (file, weight) in weighed(&site.files)? {
        all = all.plus(weight);
        if file.first_visit {
            first_visit = first_visit.plus(weight);
        }
        rows.push((file.path.as_str(), weight));
    }
    rows.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.brotli));
    rows.push(("all", all));
    rows.push(("first visit", first_visit));
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = format!("{:width$}  {:>10}  {:>10}  {:>10}", "bytes", "raw", "gzip -9", "Brotli 11");
    for (name, weight) in rows {
        let [raw, gzip, brotli] = [weight.raw, weight.gzip, weight.brotli].map(grouped);
        text.push_str(&format!("\n{name:width$}  {raw:>10}  {gzip:>10}  {brotli:>10}"));
    }
    Ok(text)
}

/// Every file but the copies with its weight, in any order: as many at a time as there are cores.
fn weighed(files: &[File]) -> Result<Vec<(&File, Weight)>> {
    // The largest first: none is to be waited for alone at the end.
    let copies = format!("{VERSION}/");
    let mut files: Vec<&File> = files.iter().filter(|file| !file.path.starts_with(&copies)).collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.bytes.len()));
    cores::on_all(&files, |file| Ok((*file, Weight::of(&file.bytes)?)))
}

/// A number with a comma between its thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let shown: Vec<String> = [0, 999, 1000, 1234567].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn what_a_first_visit_does_not_fetch_counts_for_the_whole_only() {
        let file =
            |path: &str, size, first_visit| File { path: path.into(), bytes: vec![b'a'; size], first_visit };
        let files = vec![file("f.svg", 1000, true), file("f.dark.svg", 2000, false)];
        let table = table(&Site { files, unreferenced: vec![] }).unwrap();
        let raw_of = |name: &str| {
            let row = table.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            row.split_whitespace().next().unwrap().to_string()
        };
        assert_eq!(raw_of("all"), "3,000");
        assert_eq!(raw_of("first visit"), "1,000");
    }

    #[test]
    fn repetition_weighs_next_to_nothing() {
        let weight = Weight::of(&vec![b'a'; 100_000]).unwrap();
        assert_eq!(weight.raw, 100_000);
        assert!(weight.gzip < 200 && weight.brotli < 50, "{} {}", weight.gzip, weight.brotli);
    }
}
