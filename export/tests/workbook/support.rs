//! Rows to make files of, and files to look into.

use std::io::{Cursor, Read};

use api::{
    Credits, TransactionId, UserId, WalletId,
    export::{Failure, Request, Texts},
    history::{ExportEnd, ExportStart},
    transaction::{Actor, Reference, Transaction, TransactionType},
};
use calamine::{Data, Range, Reader, Xlsx};
use chrono::{DateTime, TimeDelta, Utc};
use export::Intake;

/// A request in English.
pub fn request(names_members: bool) -> Request {
    let text = str::to_owned;
    Request {
        url: text("/api/v1/wallets/00000000000001/transactions/export"),
        sheet_rows: 1_048_574,
        names_members,
        zone: text("Europe/Zurich"),
        texts: Texts {
            title: text("Transaction history"),
            transactions: text("Transactions"),
            by_member: text("By member"),
            about: text("About"),
            date: text("Date (Europe/Zurich)"),
            kind: text("Type"),
            reference: text("Purchase Reference"),
            amount: text("Amount"),
            balance: text("Balance"),
            member: text("Member"),
            used: text("Used credits"),
            share: text("Share"),
            total: text("Total"),
            rows: text("Rows"),
            removed: text("(removed)"),
            types: [
                "Welcome grant",
                "Purchase",
                "Automatic renewal",
                "Image generation",
                "Refund",
                "Adjustment",
            ]
            .map(text),
        },
        about: vec![(text("Account"), text("Muster AG"))],
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn credits(hundredths: i64) -> Credits {
    Credits::from_hundredths(hundredths).unwrap()
}

pub fn actor(user: i64, name: &str, removed: bool) -> Actor {
    Actor {
        user: UserId::from_row(user),
        name: name.to_owned(),
        removed,
    }
}

pub fn reference(number: &str) -> Reference {
    Reference {
        number: number.to_owned().try_into().unwrap(),
        url: Some("https://example.test/orders/1".to_owned()),
    }
}

/// So many rows, newest first, with every type, reference and amount in turn.
pub fn rows(count: i64) -> Vec<Transaction> {
    let newest = at("2026-11-22T10:00:00Z");
    (0..count)
        .map(|i| {
            let kind = TransactionType::ALL[usize::try_from(i % 6).unwrap()];
            let amount = match kind {
                TransactionType::ImageGeneration => -100 - i % 7,
                TransactionType::Adjustment => -1,
                _gain => 5_000 + i,
            };
            Transaction {
                id: TransactionId {
                    wallet: WalletId::from_row(1),
                    number: count - i,
                },
                at: newest - TimeDelta::minutes(i * 17),
                kind,
                reference: (kind == TransactionType::Purchase)
                    .then(|| reference(&format!("S{i:05}"))),
                amount: credits(amount),
                balance: credits(1_000_000 - i),
                by: (kind == TransactionType::ImageGeneration)
                    .then(|| actor(i % 4, &format!("Member {}", i % 4), false)),
                undoes: None,
            }
        })
        .collect()
}

/// The sum of the amounts, in hundredths.
pub fn sum(rows: &[Transaction]) -> i64 {
    rows.iter().map(|row| row.amount.hundredths()).sum()
}

/// The stream that the backend would answer with.
pub fn stream(rows: &[Transaction]) -> String {
    let start = ExportStart {
        rows: u64::try_from(rows.len()).unwrap(),
        at: at("2026-11-22T11:00:00Z"),
    };
    let end = ExportEnd {
        rows: start.rows,
        sum: credits(sum(rows)),
    };
    let mut lines = vec![serde_json::to_string(&start).unwrap()];
    lines.extend(rows.iter().map(|row| serde_json::to_string(row).unwrap()));
    lines.push(serde_json::to_string(&end).unwrap());
    lines.join("\n") + "\n"
}

/// Europe/Zurich in 2026.
pub fn zurich(instant: DateTime<Utc>) -> i32 {
    let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
    if summer.contains(&instant) { 120 } else { 60 }
}

/// What the worker does: the stream in pieces of this size.
pub fn export_in_pieces(request: Request, stream: &str, size: usize) -> Result<Vec<u8>, Failure> {
    let mut intake = Intake::new(request, |at| Some(zurich(at)));
    for piece in stream.as_bytes().chunks(size) {
        intake.feed(piece)?;
    }
    intake.finish()
}

pub fn export(request: Request, rows: &[Transaction]) -> Workbook {
    let file = export_in_pieces(request, &stream(rows), 4_096).unwrap();
    Workbook::open(file)
}

/// A file, open.
pub struct Workbook {
    file: Vec<u8>,
    xlsx: Xlsx<Cursor<Vec<u8>>>,
}

impl Workbook {
    pub fn open(file: Vec<u8>) -> Self {
        let mut xlsx = Xlsx::new(Cursor::new(file.clone())).unwrap();
        xlsx.load_tables().unwrap();
        Self { file, xlsx }
    }

    pub fn sheets(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    pub fn range(&mut self, sheet: &str) -> Range<Data> {
        self.xlsx.worksheet_range(sheet).unwrap()
    }

    /// The rows of a sheet, as text.
    pub fn rows(&mut self, sheet: &str) -> Vec<Vec<String>> {
        let range = self.range(sheet);
        range
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect()
    }

    pub fn formulas(&mut self, sheet: &str) -> Vec<String> {
        let range = self.xlsx.worksheet_formula(sheet).unwrap();
        let cells = range.used_cells().map(|(_, _, formula)| formula.clone());
        cells.collect()
    }

    /// Tables: name, sheet, and rows between header and total.
    pub fn tables(&mut self) -> Vec<(String, String, usize)> {
        let names: Vec<String> = self.xlsx.table_names().into_iter().cloned().collect();
        let mut tables: Vec<_> = names
            .into_iter()
            .map(|name| {
                let table = self.xlsx.table_by_name(&name).unwrap();
                (name, table.sheet_name().to_owned(), table.data().height())
            })
            .collect();
        tables.sort();
        tables
    }

    /// A part of the package, as text.
    pub fn part(&self, name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(&self.file)).unwrap();
        let mut text = String::new();
        let mut part = zip.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    pub fn parts(&self) -> Vec<String> {
        let zip = zip::ZipArchive::new(Cursor::new(&self.file)).unwrap();
        zip.file_names()
            .map(|name| name.unwrap().into_owned())
            .collect()
    }
}
