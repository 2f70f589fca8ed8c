//! Fewer movements for a wallet that has had too many. Called by the backend.

use super::Movement;
use crate::Credits;

/// The movements, at most `max` of them (two at least), and whether they are complete:
/// `false` when neighbours had to be added up.
///
/// Debits are added up with debits and never with what comes in, in their order, at the
/// instant of the last. Only where there is too much coming in between them do neighbours
/// change places: of each part of the history first all that came in and then all that went
/// out, so that nothing that fitted is refused. More than `max` are left only where a sum
/// would be beyond any amount.
pub fn condense(mut movements: Vec<Movement>, max: usize) -> (Vec<Movement>, bool) {
    if movements.len() <= max {
        return (movements, true);
    }
    if runs(&movements) > max {
        return (by_parts(&movements, max), false);
    }
    while movements.len() > max {
        let before = movements.len();
        movements = halve(movements);
        if movements.len() == before {
            break;
        }
    }
    (movements, false)
}

/// How many are left when all neighbouring debits are added up.
fn runs(movements: &[Movement]) -> usize {
    let mut runs: usize = 0;
    let mut was_debit = false;
    for Movement(_, amount) in movements {
        let is_debit = amount.is_negative();
        if !(is_debit && was_debit) {
            runs = runs.saturating_add(1);
        }
        was_debit = is_debit;
    }
    runs
}

/// Adds every other debit up with the debit before it.
fn halve(movements: Vec<Movement>) -> Vec<Movement> {
    let mut halved: Vec<Movement> = Vec::with_capacity(movements.len());
    let mut is_open = false;
    for Movement(at, amount) in movements {
        let is_debit = amount.is_negative();
        if is_open
            && is_debit
            && let Some(last) = halved.last_mut()
            && let Some(sum) = last.1.checked_add(amount)
        {
            *last = Movement(at, sum);
            is_open = false;
        } else {
            halved.push(Movement(at, amount));
            is_open = is_debit;
        }
    }
    halved
}

/// Cuts the history into parts, of each of which two sums are left.
fn by_parts(movements: &[Movement], max: usize) -> Vec<Movement> {
    let parts = (max / 2).max(1);
    let mut left = Vec::new();
    for part in movements.chunks(movements.len().div_ceil(parts).max(1)) {
        let (debits, incoming): (Vec<_>, Vec<_>) = part
            .iter()
            .map(|Movement(_, amount)| *amount)
            .partition(|amount| amount.is_negative());
        let (first, last) = (part.first(), part.last());
        left.extend(first.into_iter().flat_map(|first| sums(first.0, &incoming)));
        left.extend(last.into_iter().flat_map(|last| sums(last.0, &debits)));
    }
    left
}

/// The sum, in as many movements as it takes to stay within range.
fn sums(at: u64, amounts: &[Credits]) -> Vec<Movement> {
    let mut sums: Vec<Movement> = Vec::new();
    for amount in amounts {
        let sum = sums.last().and_then(|last| last.1.checked_add(*amount));
        match (sum, sums.last_mut()) {
            (Some(sum), Some(last)) => last.1 = sum,
            (None, _) | (_, None) => sums.push(Movement(at, *amount)),
        }
    }
    sums
}

#[cfg(test)]
#[path = "condense/tests.rs"]
mod tests;
