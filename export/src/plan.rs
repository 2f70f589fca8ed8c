//! Which rows go on which sheet (X6). For the workbook.

use api::export::{Failure, Request};

use crate::name;

/// Rows that a sheet can hold between its header and its total.
const SHEET_ROWS_MAX: u32 = 1_048_574;

/// Sheets of transactions at most; beyond that something is wrong with the number of rows.
const SHEETS_MAX: u64 = 1_000;

/// One sheet of transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Its table's name.
    pub table: String,
    /// Rows of transactions on it; 0 only in an empty history.
    pub rows: u32,
}

/// The names of all sheets, and the rows on those of transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The sheets of transactions, at least one.
    pub sheets: Vec<Sheet>,
    /// The sheet *By member* and its table, where members are named.
    pub by_member: Option<(String, String)>,
    /// The sheet *About*.
    pub about: String,
}

impl Plan {
    /// The sheets for so many rows.
    ///
    /// # Errors
    /// [`Failure::Unexpected`] for more rows than any history has.
    pub fn new(request: &Request, rows: u64) -> Result<Self, Failure> {
        let texts = &request.texts;
        let per_sheet = request.sheet_rows.clamp(1, SHEET_ROWS_MAX);
        if rows.div_ceil(u64::from(per_sheet)) > SHEETS_MAX {
            return Err(Failure::Unexpected);
        }
        let mut taken = Vec::new();
        let mut named = |word: &str, number: usize| {
            let name = name::sheet(word, number, &taken);
            taken.push(name.clone());
            name
        };
        let mut sheets = Vec::new();
        let mut left = rows;
        while left > 0 || sheets.is_empty() {
            let rows = left.min(u64::from(per_sheet));
            left -= rows;
            let number = sheets.len() + 1;
            sheets.push(Sheet {
                name: named(&texts.transactions, number),
                table: name::table(&texts.title, &number.to_string()),
                rows: u32::try_from(rows).map_err(|_| Failure::Unexpected)?,
            });
        }
        let by_member = request.names_members.then(|| {
            let table = name::table(&texts.title, "members");
            (named(&texts.by_member, 1), table)
        });
        let about = named(&texts.about, 1);
        Ok(Self {
            sheets,
            by_member,
            about,
        })
    }
}
