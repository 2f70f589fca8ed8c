//! A wallet's history as somebody may see it (T1–T6).

use std::collections::HashMap;

use api::{
    Code, TransactionId, UserId, WalletId,
    history::{Cursor, Filter, HistoryPage, PAGE_ROWS_MAX},
    transaction::{Actor, Transaction},
    wallet::Owner,
};
use chrono::{DateTime, Utc};

use super::{Access, Line, access::access};
use crate::{
    Error,
    store::{
        Tx,
        organisation::{self, Person},
        transaction::{self, Order, Selection, TextMatch},
    },
};

/// A history, as far as the viewer sees it and the filter shows it.
pub(super) struct View {
    /// The lines of the filter.
    pub(super) selection: Selection,
    /// Everything that the viewer sees, whatever the filter.
    everything: Selection,
    /// The number of the wallet's newest line.
    last_number: i64,
    /// Where the viewer sees who caused a line: everybody who may have.
    people: Option<HashMap<UserId, Person>>,
}

impl View {
    /// What the viewer sees of a wallet.
    ///
    /// # Errors
    /// [`Code::NotFound`] for a wallet that isn't theirs to look at; [`Error::Database`].
    pub(super) async fn open(
        tx: &mut Tx,
        viewer: UserId,
        wallet: WalletId,
        filter: &Filter,
    ) -> Result<Self, Error> {
        let access = access(tx, viewer, wallet).await?;
        let people = people(tx, &access).await?;
        // Of somebody else's lines a plain member sees none.
        let is_hidden = sees_only_own(&access) && filter.by.is_some_and(|by| by != viewer);
        let everything = Selection {
            wallet,
            numbers: 1..=if is_hidden { 0 } else { access.row.last_number },
            kind: None,
            user: sees_only_own(&access).then_some(viewer).or(filter.by),
            text: None,
        };
        let selection = Selection {
            numbers: match is_hidden {
                true => everything.numbers.clone(),
                false => period(tx, &access, filter).await?,
            },
            kind: filter.kind,
            text: filter.text.as_ref().map(|text| {
                let text = text.as_str().to_lowercase();
                let people = named(people.as_ref(), &text);
                TextMatch { text, people }
            }),
            ..everything.clone()
        };
        Ok(Self {
            selection,
            everything,
            last_number: access.row.last_number,
            people,
        })
    }

    /// A line as the viewer sees it.
    pub(super) fn show(&self, line: Line) -> Transaction {
        let by = self.people.as_ref().and_then(|people| {
            let by = line.by?;
            Some(Actor {
                removed: people.get(&by.user).is_none_or(|person| person.is_removed),
                user: by.user,
                name: by.name,
            })
        });
        Transaction {
            id: line.id,
            at: line.at,
            kind: line.kind,
            reference: line.reference,
            amount: line.amount,
            balance: line.balance,
            by,
            undoes: line
                .undoes
                .map(|number| TransactionId { number, ..line.id }),
        }
    }
}

/// A plain member of an organisation sees only their own lines (rule 10).
fn sees_only_own(access: &Access) -> bool {
    match &access.wallet.owner {
        Owner::Personal => false,
        Owner::Shared { sees_everybody, .. } => !sees_everybody,
    }
}

/// Everybody whose name may stand in the history, where the viewer sees names.
async fn people(tx: &mut Tx, access: &Access) -> Result<Option<HashMap<UserId, Person>>, Error> {
    match &access.wallet.owner {
        Owner::Shared { organisation, .. } if access.wallet.owner.names_members() => {
            let people = organisation::people(tx, *organisation).await?;
            Ok(Some(
                people.into_iter().map(|one| (one.user, one)).collect(),
            ))
        }
        Owner::Shared { .. } | Owner::Personal => Ok(None),
    }
}

/// The people whose name contains the text, which is in lower case. Compared here and
/// not in the database, which on SQLite knows no case beyond ASCII.
fn named(people: Option<&HashMap<UserId, Person>>, text: &str) -> Vec<UserId> {
    let people = people.into_iter().flat_map(HashMap::values);
    let mut named = people
        .filter(|person| person.name.to_lowercase().contains(text))
        .map(|person| person.user)
        .collect::<Vec<_>>();
    named.sort_unstable();
    named
}

/// The numbers of a period: time never goes back within a wallet.
async fn period(
    tx: &mut Tx,
    access: &Access,
    filter: &Filter,
) -> Result<std::ops::RangeInclusive<i64>, Error> {
    let wallet = access.row.id;
    let start = match filter.from {
        Some(from) => {
            let before = transaction::number_before(tx, wallet, millis_up(from)).await?;
            before.saturating_add(1)
        }
        None => 1,
    };
    let end = match filter.until {
        Some(until) => transaction::number_before(tx, wallet, millis_up(until)).await?,
        None => access.row.last_number,
    };
    Ok(start..=end)
}

/// Epoch milliseconds, rounded up: a line is before an instant that lies within a
/// millisecond exactly if it is before the end of it.
fn millis_up(at: DateTime<Utc>) -> i64 {
    let is_whole = at.timestamp_subsec_nanos().checked_rem(1_000_000) == Some(0);
    let millis = at.timestamp_millis();
    if is_whole {
        millis
    } else {
        millis.saturating_add(1)
    }
}

/// A page of a wallet's history, newest first: at most `limit` lines (of
/// [`PAGE_ROWS_MAX`]), beginning at the newest or going on from a cursor.
///
/// # Errors
/// [`Code::NotFound`] for a wallet that isn't the viewer's to look at;
/// [`Code::InvalidCursor`] for one that names a line beyond the history;
/// [`Error::Database`].
pub async fn history_page(
    tx: &mut Tx,
    viewer: UserId,
    wallet: WalletId,
    filter: &Filter,
    cursor: Option<Cursor>,
    limit: u32,
) -> Result<HistoryPage, Error> {
    let view = View::open(tx, viewer, wallet, filter).await?;
    let limit = limit.clamp(1, PAGE_ROWS_MAX);
    let lines = lines(tx, &view, cursor, limit).await?;
    let total = transaction::count(tx, &view.selection).await?;
    let first = match lines.first() {
        Some(line) => {
            let newer = Selection {
                numbers: line.id.number.saturating_add(1)..=*view.selection.numbers.end(),
                ..view.selection.clone()
            };
            transaction::count(tx, &newer).await?.saturating_add(1)
        }
        None => 0,
    };
    let wallet_is_empty = total == 0 && is_empty(tx, &view).await?;
    let shown = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let oldest_shown = first.saturating_add(shown).saturating_sub(1);
    let newest = lines.first().map(|line| line.id.number);
    let oldest = lines.last().map(|line| line.id.number);
    Ok(HistoryPage {
        newer: newest.filter(|_| first > 1).map(Cursor::Newer),
        older: oldest.filter(|_| oldest_shown < total).map(Cursor::Older),
        items: lines.into_iter().map(|line| view.show(line)).collect(),
        total: u64::try_from(total).unwrap_or(0),
        first: u64::try_from(first).unwrap_or(0),
        wallet_is_empty,
    })
}

/// The lines of the page, newest first.
async fn lines(
    tx: &mut Tx,
    view: &View,
    cursor: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Line>, Error> {
    let mut part = view.selection.clone();
    let (start, end) = (*part.numbers.start(), *part.numbers.end());
    match cursor {
        Some(Cursor::Newer(number) | Cursor::Older(number)) if number > view.last_number => {
            Err(Error::refused(Code::InvalidCursor))
        }
        Some(Cursor::Newer(number)) => {
            part.numbers = start.max(number.saturating_add(1))..=end;
            let mut lines = transaction::page(tx, &part, Order::OldestFirst, limit).await?;
            lines.reverse();
            Ok(lines)
        }
        Some(Cursor::Older(number)) => {
            part.numbers = start..=end.min(number.saturating_sub(1));
            transaction::page(tx, &part, Order::NewestFirst, limit).await
        }
        None => transaction::page(tx, &part, Order::NewestFirst, limit).await,
    }
}

/// Whether the viewer sees no line at all, whatever the filter (T4).
async fn is_empty(tx: &mut Tx, view: &View) -> Result<bool, Error> {
    let any = transaction::page(tx, &view.everything, Order::NewestFirst, 1).await?;
    Ok(any.is_empty())
}
