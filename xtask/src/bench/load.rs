//! Requests, timed: one after the other, or from many connections at once.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use serde::Serialize;

use crate::interrupt;

/// How long requests took, in microseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// So many were made.
    pub requests: usize,
    /// Half of them took at most this long.
    pub median_us: u128,
    /// 95 of 100 took at most this long.
    pub p95_us: u128,
    /// The slowest.
    pub max_us: u128,
}

/// What many connections achieved together.
#[derive(Debug, Serialize)]
pub struct Throughput {
    /// So many at once, each waiting for its answer before it asks again.
    pub connections: usize,
    /// Requests answered in a second, by all of them together.
    pub per_second: u128,
    /// How long each took.
    pub latency: Latency,
}

impl Latency {
    /// Of these times; all zero without any.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len().saturating_sub(1)) * percent / 100;
            times.get(place).map_or(0, Duration::as_micros)
        };
        Self {
            requests: times.len(),
            median_us: at(50),
            p95_us: at(95),
            max_us: at(100),
        }
    }
}

/// Makes so many requests one after the other.
///
/// # Errors
/// The first failure.
pub fn one_by_one(requests: usize, mut request: impl FnMut() -> Result<()>) -> Result<Latency> {
    let times = (0..requests)
        .map(|_nth| timed(&mut request))
        .collect::<Result<_>>()?;
    Ok(Latency::of(times))
}

/// Makes requests from many connections at once, for so long.
///
/// # Errors
/// The first failure of any connection.
pub fn at_once(
    connections: usize,
    time: Duration,
    request: impl Fn() -> Result<()> + Sync,
) -> Result<Throughput> {
    let begun = Instant::now();
    let times = thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|_nth| scope.spawn(|| until(begun + time, &request)))
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err(anyhow!("a connection panicked")))
            })
            .collect::<Result<Vec<_>>>()
    })?;
    let times = times.concat();
    let elapsed_ms = begun.elapsed().as_millis().max(1);
    let requests = u128::try_from(times.len())?;
    Ok(Throughput {
        connections,
        per_second: requests * 1000 / elapsed_ms,
        latency: Latency::of(times),
    })
}

fn until(deadline: Instant, request: impl Fn() -> Result<()>) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    while Instant::now() < deadline && !interrupt::requested() {
        times.push(timed(&mut || request())?);
    }
    Ok(times)
}

fn timed(request: &mut impl FnMut() -> Result<()>) -> Result<Duration> {
    let begun = Instant::now();
    request()?;
    Ok(begun.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let latency = Latency::of((1..=100).rev().map(Duration::from_micros).collect());
        assert_eq!(latency.requests, 100);
        assert_eq!(latency.median_us, 50);
        assert_eq!(latency.p95_us, 95);
        assert_eq!(latency.max_us, 100);
        assert_eq!(Latency::of(Vec::new()).max_us, 0);
    }

    #[test]
    fn every_connection_asks_until_the_time_is_over() {
        let asked = AtomicUsize::new(0);
        let load = at_once(4, Duration::from_millis(20), || {
            asked.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let load = load.unwrap();
        assert_eq!(load.latency.requests, asked.into_inner());
        assert!(load.latency.requests >= 4);
    }

    #[test]
    fn a_refused_request_is_not_counted_as_a_fast_one() {
        let refuse = || Err(anyhow!("Too many requests"));
        assert!(at_once(2, Duration::from_millis(20), refuse).is_err());
        assert!(one_by_one(3, refuse).is_err());
    }
}
