//! Relux Credits: the page.
