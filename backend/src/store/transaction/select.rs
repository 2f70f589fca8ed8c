//! Finding lines of one wallet: how many there are, and a page of them.
//!
//! Fast with a million lines, because nothing is counted or sorted that an index can
//! tell: time never goes back within a wallet, so a period is a range of numbers;
//! numbers have no gaps, so a range counts itself; a line's place among those of its
//! type, or of its person, does the same for types and people. Only a person's lines of
//! one type, and those whose reference contains a text, are counted one by one, within
//! an index that holds all that is asked for.

use std::{collections::BTreeMap, ops::RangeInclusive};

use api::{UserId, WalletId, transaction::TransactionType};

use super::{COLUMNS, Line, read};
use crate::{
    Error,
    store::{Tx, Value},
};

/// Which lines of a wallet are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The wallet.
    pub wallet: WalletId,
    /// Only these numbers.
    pub numbers: RangeInclusive<i64>,
    /// Only this type.
    pub kind: Option<TransactionType>,
    /// Only this person's lines.
    pub user: Option<UserId>,
    /// Only lines that match a text.
    pub text: Option<TextMatch>,
}

/// The lines whose reference contains a text, or that one of some people caused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMatch {
    /// The text, in lower case.
    pub text: String,
    /// The people whose names contain it.
    pub people: Vec<UserId>,
}

/// From which end a page is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest lines of the selection, newest first.
    NewestFirst,
    /// The oldest lines of the selection, oldest first.
    OldestFirst,
}

/// A statement being put together.
#[derive(Default)]
struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a parameter, and its name to the text.
    fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.sql.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Adds the parameters of a list in parentheses.
    fn bind_all(&mut self, users: &[UserId]) -> &mut Self {
        self.push("(");
        for (place, user) in users.iter().enumerate() {
            self.push(if place == 0 { "" } else { ", " }).bind(*user);
        }
        self.push(")")
    }

    /// ` WHERE …` for all of a selection but its text.
    fn scope(&mut self, selection: &Selection) -> &mut Self {
        self.push(" WHERE wallet_id = ").bind(selection.wallet);
        self.push(" AND number >= ")
            .bind(*selection.numbers.start());
        self.push(" AND number <= ").bind(*selection.numbers.end());
        if let Some(kind) = selection.kind {
            self.push(" AND type = ").bind(kind.as_str());
        }
        if let Some(user) = selection.user {
            self.push(" AND user_id = ").bind(user);
        }
        self
    }

    /// Whether the reference contains the text.
    fn contains(&mut self, column: &str, text: &str) -> &mut Self {
        let pattern = format!("%{}%", escaped(text));
        self.push(column)
            .push(" LIKE ")
            .bind(pattern)
            .push(" ESCAPE '\\'")
    }
}

/// A text in which LIKE's wildcards mean themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_")
}

/// One way to match, with an index of its own; a selection is the union of its ways.
enum Way<'a> {
    Any,
    Reference(&'a TextMatch),
    Person(UserId),
}

fn ways(selection: &Selection) -> Vec<Way<'_>> {
    match &selection.text {
        None => vec![Way::Any],
        Some(text) => {
            let people = text.people.iter().copied().map(Way::Person);
            [Way::Reference(text)].into_iter().chain(people).collect()
        }
    }
}

/// ` FROM … WHERE …` for one way.
fn matching(statement: &mut Statement, selection: &Selection, way: &Way<'_>) {
    statement.push(" FROM transactions").scope(selection);
    match way {
        Way::Any => {}
        Way::Reference(text) => {
            // The first condition tells which index to take.
            statement.push(" AND reference_key IS NOT NULL AND ");
            statement.contains("reference_key", &text.text);
        }
        Way::Person(user) => {
            statement.push(" AND user_id = ").bind(*user);
        }
    }
}

/// How many lines a selection has.
///
/// # Errors
/// [`Error::Database`].
pub async fn count(tx: &mut Tx, selection: &Selection) -> Result<i64, Error> {
    let (start, end) = (*selection.numbers.start(), *selection.numbers.end());
    if end < start {
        return Ok(0);
    }
    match (selection.kind, selection.user, &selection.text) {
        (None, None, None) => Ok(end.saturating_sub(start).saturating_add(1)),
        (Some(kind), None, None) => {
            let up_to_end = type_number(tx, selection.wallet, kind, end).await?;
            let before = start.saturating_sub(1);
            let before = type_number(tx, selection.wallet, kind, before).await?;
            Ok(up_to_end.saturating_sub(before))
        }
        (None, Some(user), None) => count_of_user(tx, selection, user).await,
        (Some(_), Some(_), _) | (_, _, Some(_)) => count_ways(tx, selection).await,
    }
}

/// How many lines of the range a person caused.
async fn count_of_user(tx: &mut Tx, selection: &Selection, user: UserId) -> Result<i64, Error> {
    let before = selection.numbers.start().saturating_sub(1);
    let up_to_end = user_number(tx, selection.wallet, user, *selection.numbers.end()).await?;
    let before = user_number(tx, selection.wallet, user, before).await?;
    Ok(up_to_end.saturating_sub(before))
}

/// How many lines of a type there are up to that number.
///
/// # Errors
/// [`Error::Database`].
pub async fn type_number(
    tx: &mut Tx,
    wallet: WalletId,
    kind: TransactionType,
    number: i64,
) -> Result<i64, Error> {
    let sql = "SELECT type_number FROM transactions
        WHERE wallet_id = $1 AND type = $2 AND number <= $3 ORDER BY number DESC LIMIT 1";
    let row = tx
        .fetch_optional(sql, values![wallet, kind.as_str(), number])
        .await?;
    row.map_or(Ok(0), |row| row.int("type_number"))
}

/// How many lines of a person there are up to that number.
///
/// # Errors
/// [`Error::Database`].
pub async fn user_number(
    tx: &mut Tx,
    wallet: WalletId,
    user: UserId,
    number: i64,
) -> Result<i64, Error> {
    let sql = "SELECT user_number FROM transactions
        WHERE wallet_id = $1 AND user_id = $2 AND number <= $3 ORDER BY number DESC LIMIT 1";
    let row = tx
        .fetch_optional(sql, values![wallet, user, number])
        .await?;
    row.map_or(Ok(0), |row| row.int("user_number"))
}

async fn count_ways(tx: &mut Tx, selection: &Selection) -> Result<i64, Error> {
    let mut total: i64 = 0;
    for way in ways(selection) {
        if let (Way::Person(person), None, None) = (&way, selection.kind, selection.user) {
            total = total.saturating_add(count_of_user(tx, selection, *person).await?);
            continue;
        }
        let mut statement = Statement::new("SELECT COUNT(*) AS lines");
        matching(&mut statement, selection, &way);
        if let Way::Reference(text) = way
            && !text.people.is_empty()
        {
            // Their lines are counted by their own way.
            statement.push(" AND (user_id IS NULL OR user_id NOT IN ");
            statement.bind_all(&text.people).push(")");
        }
        let row = tx.fetch_one(statement.sql, statement.values).await?;
        total = total.saturating_add(row.int("lines")?);
    }
    Ok(total)
}

/// At most `limit` lines of a selection, from one of its ends.
///
/// # Errors
/// [`Error::Database`].
pub async fn page(
    tx: &mut Tx,
    selection: &Selection,
    order: Order,
    limit: u32,
) -> Result<Vec<Line>, Error> {
    let mut lines = BTreeMap::new();
    for way in ways(selection) {
        let statement = page_statement(selection, &way, order, limit);
        for row in tx.fetch_all(statement.sql, statement.values).await? {
            let line = read(selection.wallet, &row)?;
            lines.insert(line.id.number, line);
        }
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(match order {
        Order::NewestFirst => lines.into_values().rev().take(limit).collect(),
        Order::OldestFirst => lines.into_values().take(limit).collect(),
    })
}

fn page_statement(selection: &Selection, way: &Way<'_>, order: Order, limit: u32) -> Statement {
    let mut statement = Statement::new(format!("SELECT {COLUMNS}"));
    let is_plain = matches!(way, Way::Any) && selection.kind.is_none() && selection.user.is_none();
    if !is_plain {
        // First the numbers, within an index alone; then only the page's lines are read.
        statement
            .push(" FROM transactions WHERE wallet_id = ")
            .bind(selection.wallet);
        statement.push(" AND number IN (SELECT number");
    }
    matching(&mut statement, selection, way);
    statement.push(match order {
        Order::NewestFirst => " ORDER BY number DESC LIMIT ",
        Order::OldestFirst => " ORDER BY number LIMIT ",
    });
    statement.bind(i64::from(limit));
    if !is_plain {
        statement.push(")");
    }
    statement
}

/// The newest `limit` lines of a selection, in one walk along the history: the way to
/// take when all of them will be read in the end.
///
/// # Errors
/// [`Error::Database`].
pub async fn export_page(
    tx: &mut Tx,
    selection: &Selection,
    limit: u32,
) -> Result<Vec<Line>, Error> {
    let mut statement = Statement::new(format!("SELECT {COLUMNS} FROM transactions"));
    statement.scope(selection);
    if let Some(text) = &selection.text {
        // Written so that no index answers it: a union of indexes would be sorted anew
        // for every page.
        statement
            .push(" AND (")
            .contains("COALESCE(reference_key, '')", &text.text);
        if !text.people.is_empty() {
            statement.push(" OR user_id + 0 IN ").bind_all(&text.people);
        }
        statement.push(")");
    }
    statement
        .push(" ORDER BY number DESC LIMIT ")
        .bind(i64::from(limit));
    let rows = tx.fetch_all(statement.sql, statement.values).await?;
    rows.iter().map(|row| read(selection.wallet, row)).collect()
}

/// The number of the last line before that instant (epoch milliseconds); 0 without one.
///
/// # Errors
/// [`Error::Database`].
pub async fn number_before(tx: &mut Tx, wallet: WalletId, millis: i64) -> Result<i64, Error> {
    let sql = "SELECT number FROM transactions
        WHERE wallet_id = $1 AND at < $2 ORDER BY at DESC, number DESC LIMIT 1";
    let row = tx.fetch_optional(sql, values![wallet, millis]).await?;
    row.map_or(Ok(0), |row| row.int("number"))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn t4_wildcards_in_a_text_mean_themselves() {
        assert_eq!(escaped(r"50%_\"), r"50\%\_\\");
    }
}
