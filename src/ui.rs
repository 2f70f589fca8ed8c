//! Building blocks. They know no route, no client and no word of the product, and
//! could ship as a library: labels come in as props, actions go out as callbacks.

mod bar;
mod breadcrumb;
mod button;
mod chip;
mod confirm;
mod disclosure;
mod failure;
mod field;
mod icon;
mod inline_select;
mod meter;
mod modal;
mod notice;
mod radio;
mod slider;
mod sparkline;
mod switch;

pub use bar::Bar;
pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, IconButton, Variant};
pub use chip::Chip;
pub use confirm::Confirm;
pub use disclosure::Disclosure;
pub use failure::Failure;
pub use field::{DateField, NumberField, SelectField, TextAreaField, TextField, TextKind, Typed};
pub use icon::{Icon, Shape};
pub use inline_select::InlineSelect;
pub use meter::Meter;
pub use modal::Modal;
pub use notice::{Notice, Tone, Trouble};
pub use radio::Radio;
pub use slider::{Bounds, Slider};
pub use sparkline::{Sparkline, Step};
pub use switch::Switch;
