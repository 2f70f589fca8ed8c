//! Where bytes of packages go. For the workbook and its template.
//!
//! Both write packages, and through one type, so that the worker holds the package
//! writer and its compression once and not twice: a hundred kilobytes of program.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes in memory, of which the writer holds one end and whoever waits for them the other.
#[derive(Debug, Clone, Default)]
pub struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    /// The bytes written so far.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
