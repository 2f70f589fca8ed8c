//! How many tests ran: read from what the test programs print, because a program that
//! ran none ends as well as one that ran all.

use std::{iter::Sum, ops::Add};

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// So many passed.
    pub passed: u64,
    /// So many failed.
    pub failed: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// The sum over the closing lines of Rust's test programs, on the host and in the
/// browser: `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
pub fn of_rust(output: &str) -> Counts {
    output
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("test result: "))
        .map(|line| words(line, ';'))
        .sum()
}

/// The closing lines of Playwright: `  12 passed (3.4s)`, `  1 failed`. A test that
/// passed only when it was tried again is a failure to us.
pub fn of_playwright(output: &str) -> Counts {
    output
        .lines()
        .filter(|line| line.starts_with("  ") && line.trim_start().starts_with(char::is_numeric))
        .map(|line| words(line, '\n'))
        .sum()
}

/// The names of the tests that failed, as the programs of [`of_rust`] and of
/// [`of_playwright`] print them: `test a::b ... FAILED`, `  1) a.spec.ts:9:1 › b ───`.
pub fn failed(output: &str) -> impl Iterator<Item = &str> {
    output.lines().filter_map(|line| {
        let rust = || {
            let (name, end) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
            end.starts_with("FAIL").then_some(name)
        };
        let playwright = || {
            let (number, name) = line.trim_start().split_once(") ")?;
            number.parse::<u64>().ok()?;
            name.contains(" › ")
                .then(|| name.trim_end_matches(['─', ' ']))
        };
        rust().or_else(playwright)
    })
}

/// Adds up `<number> passed` and the like in parts of a line.
fn words(line: &str, separator: char) -> Counts {
    let mut counts = Counts::default();
    for part in line.split(separator) {
        // `ok. 12 passed`: the number is the word before the last but one.
        let mut words = part
            .split_whitespace()
            .filter(|word| !word.starts_with('('));
        let (word, number) = (words.next_back(), words.next_back());
        let Some(number) = number.and_then(|number| number.parse::<u64>().ok()) else {
            continue;
        };
        match word {
            Some("passed") => counts.passed = counts.passed.saturating_add(number),
            Some("failed" | "flaky" | "interrupted") => {
                counts.failed = counts.failed.saturating_add(number);
            }
            Some(_) | None => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_all_rust_test_programs_are_added_up() {
        let output = "running 12 tests\ntest a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out\n";
        let counts = Counts {
            passed: 15,
            failed: 2,
        };
        assert_eq!(of_rust(output), counts);
    }

    #[test]
    fn what_failed_is_named() {
        let output = "test a::b ... ok\ntest a::c ... FAILED\ntest in::browser ... FAIL\n  \
            ✘  1 journey.spec.ts:9:1 › exports (1.2s)\n\n  \
            1) journey.spec.ts:9:1 › exports ─────────\n\n    1) of an error's text\n";
        let names: Vec<_> = failed(output).collect();
        assert_eq!(
            names,
            ["a::c", "in::browser", "journey.spec.ts:9:1 › exports"]
        );
    }

    #[test]
    fn no_closing_line_means_that_nothing_ran() {
        assert_eq!(of_rust("no tests to run!\n12 passed\n"), Counts::default());
        assert_eq!(of_playwright("Error: No tests found\n"), Counts::default());
    }

    #[test]
    fn playwrights_flaky_tests_count_as_failed() {
        let output = "  ✓  1 journey.spec.ts:3:1 › signs in (1.2s)\n  1 failed\n    \
            journey.spec.ts:9:1 › exports\n  2 flaky\n    a\n  3 skipped\n  12 passed (1.3m)\n";
        let counts = Counts {
            passed: 12,
            failed: 3,
        };
        assert_eq!(of_playwright(output), counts);
    }
}
