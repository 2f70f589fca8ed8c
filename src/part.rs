//! How the program is cut into parts that the browser loads when they are needed.
//!
//! The page is shipped with `--cfg parts`, and `xtask/src/page/parts.rs` cuts the program
//! at the functions that [`part!`] declares: what only they need is in a file of its own.
//! Everything else builds one program, in which every part is there from the beginning.
//! The modules that declare parts may call this one.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Why a part is not there.
#[cfg(parts)]
pub type NotThere = wasm_split_helpers::SplitLoaderError;
/// Why a part is not there: never, in a program that is not cut.
#[cfg(not(parts))]
pub type NotThere = std::convert::Infallible;

/// A part: a function that loads it and answers, and before it one that only loads it, where
/// it is wanted.
macro_rules! part {
    ($part:ident, fn $make:ident() -> $made:ty $body:block) => {
        #[cfg(parts)]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        fn $make() -> Result<$made, $crate::part::NotThere> $body

        #[cfg(not(parts))]
        async fn $make() -> Result<$made, $crate::part::NotThere> $body
    };
    ($part:ident, $load:ident, fn $make:ident($($argument:ident: $type:ty),* $(,)?) -> $made:ty $body:block) => {
        #[cfg(parts)]
        #[wasm_split_helpers::wasm_split($part, preload($load), fallible)]
        fn $make($($argument: $type),*) -> Result<$made, $crate::part::NotThere> $body

        #[cfg(not(parts))]
        async fn $load() -> Result<(), $crate::part::NotThere> {
            Ok(())
        }

        #[cfg(not(parts))]
        async fn $make($($argument: $type),*) -> Result<$made, $crate::part::NotThere> $body
    };
}
pub(crate) use part;

/// What a part that is there answers: its future is ready when it is asked first. `None` of
/// one that is not there.
pub fn at_once<M>(made: impl Future<Output = Result<M, NotThere>>) -> Option<M> {
    match pin!(made).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made.ok(),
        Poll::Pending => None,
    }
}
