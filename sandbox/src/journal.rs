//! The file behind the state: each line is what one request changed, as JSON. A line is
//! written before the change is made, and read again at the next start.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use thiserror::Error;

use crate::change::Change;

/// Where changes are written.
#[derive(Debug)]
pub enum Journal {
    /// Nowhere: a stop forgets everything.
    Nowhere,
    /// In this file, which nobody else uses meanwhile.
    File(File),
    /// No longer: the server has stopped, and so nothing may change any more.
    Closed,
}

/// Why a state file can't be used.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The file system said no.
    #[error("the state file can't be used")]
    File(#[from] io::Error),
    /// Another sandbox has it.
    #[error("another sandbox uses this state file")]
    InUse,
    /// A line that this program did not write.
    #[error("line {line} of the state file can't be read")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

impl Journal {
    /// Opens or makes the file, and reads what was written.
    ///
    /// # Errors
    /// See [`JournalError`]. A last line cut short by a crash is no error: it was never
    /// answered, and is taken away.
    pub fn open(path: &Path) -> Result<(Self, Vec<Vec<Change>>), JournalError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        if file.try_lock().is_err() {
            return Err(JournalError::InUse);
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut changes = Vec::new();
        for (index, line) in text.get(..whole).unwrap_or_default().lines().enumerate() {
            let read = serde_json::from_str(line);
            changes.push(read.map_err(|source| JournalError::Line {
                line: index + 1,
                source,
            })?);
        }
        file.set_len(u64::try_from(whole).unwrap_or_default())?;
        file.seek(SeekFrom::End(0))?;
        Ok((Self::File(file), changes))
    }

    /// Writes what one request changes.
    ///
    /// # Errors
    /// The server has stopped, the disk is full, or the like: then nothing is to be changed. What of the line may
    /// have been written is taken away.
    pub fn write(&mut self, changes: &[Change]) -> io::Result<()> {
        let file = match self {
            Self::File(file) => file,
            Self::Nowhere => return Ok(()),
            Self::Closed => return Err(io::Error::other("the sandbox has stopped")),
        };
        let mut line = serde_json::to_vec(changes)?;
        line.push(b'\n');
        let before = file.stream_position()?;
        let written = file.write_all(&line);
        if written.is_err() {
            file.set_len(before)?;
            file.seek(SeekFrom::Start(before))?;
        }
        written
    }
}
