//! Building blocks. They know no route, no client and no word of the product, and
//! could ship as a library: labels come in as props, actions go out as callbacks.

mod breadcrumb;
mod button;
mod failure;
mod field;
mod icon;
mod notice;
mod sparkline;

pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, Variant};
pub use failure::Failure;
pub use field::{DateField, SelectField, TextField, TextKind};
pub use icon::{Icon, Shape};
pub use notice::{Notice, Tone};
pub use sparkline::{Sparkline, Step};
