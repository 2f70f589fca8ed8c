//! A small step line: a value that changes in jumps, over time.

use leptos::prelude::*;

/// The value from an instant on; both in whatever unit, as long as it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: i64,
    /// How much.
    pub value: i64,
}

/// The drawing's own units, stretched to whatever room there is.
const WIDTH: i64 = 1000;
const HEIGHT: i64 = 100;

/// A step line with a level drawn through it. With fewer than two steps nothing is
/// drawn: one value is no development.
#[component]
pub fn Sparkline(
    /// What it shows, in words: all that assistive technology gets.
    label: String,
    /// The values, oldest first.
    steps: Vec<Step>,
    /// A level to draw through it.
    level: Option<i64>,
) -> impl IntoView {
    let frame = Frame::around(&steps, level)?;
    let line = frame.line(&steps);
    let area = format!("{line}V{HEIGHT}H0Z");
    let level = level.map(|level| frame.y(level));
    Some(view! {
        <svg
            class="rc-sparkline"
            role="img"
            aria-label=label
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
        >
            <path class="rc-sparkline-area" d=area></path>
            {level
                .map(|y| {
                    view! {
                        <line class="rc-sparkline-threshold" x1="0" x2=WIDTH y1=y y2=y></line>
                    }
                })}
            <path class="rc-sparkline-line" d=line></path>
        </svg>
    })
}

/// Where the values lie on the drawing. The vertical axis starts at zero, so that
/// half as high is half as much.
struct Frame {
    start: i64,
    duration: i64,
    low: i64,
    height: i64,
}

impl Frame {
    fn around(steps: &[Step], level: Option<i64>) -> Option<Self> {
        let (first, last) = (steps.first()?, steps.last()?);
        let values = || steps.iter().map(|step| step.value).chain(level);
        let low = values().min()?.min(0);
        let high = values().max()?;
        let duration = last.at.checked_sub(first.at)?;
        (duration > 0).then_some(Self {
            start: first.at,
            duration,
            low,
            height: high.saturating_sub(low).max(1),
        })
    }

    fn x(&self, at: i64) -> i64 {
        scale(at.saturating_sub(self.start), self.duration, WIDTH)
    }

    fn y(&self, value: i64) -> i64 {
        HEIGHT.saturating_sub(scale(value.saturating_sub(self.low), self.height, HEIGHT))
    }

    fn line(&self, steps: &[Step]) -> String {
        let mut path = String::new();
        for step in steps {
            let (x, y) = (self.x(step.at), self.y(step.value));
            if path.is_empty() {
                path = format!("M{x} {y}");
            } else {
                path.push_str(&format!("H{x}V{y}"));
            }
        }
        path
    }
}

/// `part` of `whole`, on a scale from 0 to `full`.
fn scale(part: i64, whole: i64, full: i64) -> i64 {
    part.saturating_mul(full)
        .checked_div(whole)
        .unwrap_or_default()
        .clamp(0, full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(values: &[(i64, i64)]) -> Vec<Step> {
        values
            .iter()
            .map(|&(at, value)| Step { at, value })
            .collect()
    }

    #[test]
    fn c2_the_line_goes_in_steps_from_edge_to_edge() {
        let steps = steps(&[(0, 200), (50, 100), (100, 0)]);
        let frame = Frame::around(&steps, Some(50)).unwrap();
        assert_eq!(frame.line(&steps), "M0 0H500V50H1000V100");
        assert_eq!(frame.y(50), 75);
    }

    #[test]
    fn c2_one_value_or_none_draws_nothing() {
        assert!(Frame::around(&[], None).is_none());
        assert!(Frame::around(&steps(&[(7, 100)]), None).is_none());
    }

    #[test]
    fn c2_extreme_values_stay_on_the_drawing() {
        let steps = steps(&[(0, -5_000), (1, 100_000_000_000), (2, 0)]);
        let frame = Frame::around(&steps, None).unwrap();
        for step in &steps {
            assert!((0..=HEIGHT).contains(&frame.y(step.value)));
        }
    }
}
