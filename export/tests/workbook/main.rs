//! Workbooks, made from streams of rows and read back with a reader that shares no code
//! with the writer.

#[cfg(test)]
mod complete;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod report;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod support;
