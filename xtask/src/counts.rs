//! How many tests passed and failed, read from what the test runners print.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    /// Found but not run; said, never counted as passed.
    pub left_out: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.left_out += other.left_out;
    }
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; ...`, of cargo and of wasm-bindgen.
pub fn in_cargo_line(line: &str) -> Counts {
    let mut counts = Counts::default();
    let Some((_, result)) = line.split_once("test result: ") else {
        return counts;
    };
    for part in result.split(['.', ';']) {
        let mut words = part.split_whitespace();
        let (Some(number), Some(word)) = (words.next(), words.next()) else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        match word {
            "passed" => counts.passed += number,
            "failed" => counts.failed += number,
            "ignored" => counts.left_out += number,
            _ => {}
        }
    }
    counts
}

/// `# pass 3` or `ℹ pass 3`, one number a line, of Node's test runner.
pub fn in_node_line(line: &str) -> Counts {
    let mut counts = Counts::default();
    let words: Vec<&str> = line.split_whitespace().collect();
    if let ["#" | "ℹ", word, number] = words[..]
        && let Ok(number) = number.parse::<usize>()
    {
        match word {
            "pass" => counts.passed = number,
            "fail" | "cancelled" => counts.failed = number,
            "skipped" | "todo" => counts.left_out = number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(text: &str, read: fn(&str) -> Counts) -> Counts {
        let mut counts = Counts::default();
        text.lines().for_each(|line| counts += read(line));
        counts
    }

    #[test]
    fn the_results_of_all_test_programs_are_added_up() {
        let text = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
            finished in 0.00s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out\n\
            note: 4 passed; 4 failed\n";
        let counts = Counts { passed: 13, failed: 2, left_out: 1 };
        assert_eq!(sum(text, in_cargo_line), counts);
    }

    #[test]
    fn both_summaries_of_node_are_read() {
        let body = "tests 9\n@ suites 0\n@ pass 4\n@ fail 2\n@ cancelled 1\n@ skipped 1\n\
                    @ todo 1\n@ duration_ms 812.4\n@ pass the salt\n";
        for mark in ["#", "ℹ"] {
            let counts = Counts { passed: 4, failed: 3, left_out: 2 };
            assert_eq!(sum(&body.replace('@', mark), in_node_line), counts);
        }
    }
}
