//! One set of outline icons, 20 px, in the colour of the text beside them.

use leptos::prelude::*;

/// What an icon shows. Always decoration: the words beside it say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A circle with an exclamation mark.
    Alert,
    /// A circle with an i.
    Info,
    /// A stack of coins.
    Coins,
    /// An arrow into a tray.
    Download,
    /// A sheet of paper with lines.
    Document,
    /// A payment card.
    Card,
    /// A shopping bag.
    Bag,
    /// A head and shoulders.
    Person,
    /// A tick.
    Check,
    /// A magnifying glass.
    Search,
    /// A bin.
    Trash,
    /// An arrow to the left.
    Left,
    /// An arrow to the right.
    Right,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => {
                "M10 6.5v4M10 13.4v.1M17.2 10a7.2 7.2 0 1 1-14.4 0 7.2 7.2 0 0 1 14.4 0Z"
            }
            Self::Info => "M10 9.4v4M10 6.6v.1M17.2 10a7.2 7.2 0 1 1-14.4 0 7.2 7.2 0 0 1 14.4 0Z",
            Self::Coins => {
                "M3 5.6c0-1.4 2.2-2.5 5-2.5s5 1.1 5 2.5-2.2 2.5-5 2.5-5-1.1-5-2.5ZM3 5.6v4.2c0 1.4 2.2 2.5 5 2.5M13 5.6v1.6M7 10.7c0-1.4 2.2-2.5 5-2.5s5 1.1 5 2.5-2.2 2.5-5 2.5-5-1.1-5-2.5ZM7 10.7v3.7c0 1.4 2.2 2.5 5 2.5s5-1.1 5-2.5v-3.7"
            }
            Self::Download => "M10 3v9.5M6.2 9l3.8 3.7L13.8 9M3.5 16.8h13",
            Self::Document => "M5 2.8h6.5L15.5 7v10.2H5V2.8ZM11.3 3v4.2h4M7.7 10.8h5M7.7 13.8h5",
            Self::Card => "M2.8 5h14.4v10.2H2.8V5ZM2.8 8.3h14.4M5.8 12.2h2.8",
            Self::Bag => "M4 6.5h12l.8 10.7H3.2L4 6.5ZM7 8.7V6a3 3 0 0 1 6 0v2.7",
            Self::Person => {
                "M10 9.6a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6ZM3.6 17.2c.6-3 3-4.9 6.4-4.9s5.8 1.9 6.4 4.9"
            }
            Self::Check => "m4.5 10.5 3.7 3.7 7.3-8",
            Self::Search => "M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6ZM13 13l4.2 4.2",
            Self::Trash => {
                "M3.8 5.6h12.4M8 5.4V3.2h4v2.2M5.4 5.8l.7 11.4h7.8l.7-11.4M8.5 8.8v5.4M11.5 8.8v5.4"
            }
            Self::Left => "M12 4.5 6.5 10l5.5 5.5",
            Self::Right => "M8 4.5l5.5 5.5L8 15.5",
        }
    }
}

/// An icon; hidden from assistive technology.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="rc-icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=shape.path()></path>
        </svg>
    }
}
