//! What we say while we work. Progress goes to standard error, results to standard
//! output, so that a result can be piped.

use std::{fmt::Display, time::Duration};

/// Something begins that may take a while.
pub fn step(text: impl Display) {
    eprintln!("\n▸ {text}");
}

/// Something worth a line.
pub fn note(text: impl Display) {
    eprintln!("  {text}");
}

/// Something that must not be overlooked.
pub fn warning(text: impl Display) {
    let line = "─".repeat(72);
    eprintln!("\n{line}\n! {text}\n{line}");
}

/// How long something took: `0.4 s`, `42 s`, `3 min 05 s`.
pub fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        10..60 => format!("{seconds} s"),
        60.. => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// How much something weighs, in thousands of bytes: `113.4 kB`.
pub fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_as_precisely_as_it_matters() {
        let say = |millis| elapsed(Duration::from_millis(millis));
        assert_eq!(say(420), "0.4 s");
        assert_eq!(say(42_900), "42 s");
        assert_eq!(say(185_000), "3 min 05 s");
    }

    #[test]
    fn a_size_is_said_in_thousands_of_bytes() {
        assert_eq!(kilobytes(230_000), "230.0 kB");
        assert_eq!(kilobytes(1_099), "1.0 kB");
        assert_eq!(kilobytes(99), "0.0 kB");
    }
}
