//! `cargo xtask spend`: debits generations as ReluxDesktop does, so that anyone can
//! watch the page change.

use anyhow::Result;
use api::{Credits, EmailAddress, generation::Generation};
use clap::Args;

use crate::{backend::DEMO_PASSWORD, client::Desktop};

/// Who spends how much where.
#[derive(Args)]
pub struct Options {
    /// Whose credits
    email: EmailAddress,
    /// How many generations of one image
    #[arg(default_value_t = 1)]
    n: u32,
    /// Where the backend is
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Their password
    #[arg(long, default_value = DEMO_PASSWORD)]
    password: String,
}

/// Spends, and prints each new balance.
///
/// # Errors
/// When the backend can't be reached or refuses; with the problem's title.
pub fn run(options: &Options) -> Result<()> {
    let desktop = Desktop::sign_in(&options.url, &options.email, &options.password)?;
    for _nth in 0..options.n {
        let Generation {
            amount, balance, ..
        } = desktop.generate()?;
        let balance = balance.map(text).unwrap_or_default();
        println!("{:>10}  balance {balance:>12}", text(amount));
    }
    Ok(())
}

/// An amount with its two decimals.
fn text(amount: Credits) -> String {
    let hundredths = amount.hundredths();
    let sign = if hundredths < 0 { "−" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_printed_with_its_sign_and_two_decimals() {
        let printed = |hundredths| text(Credits::from_hundredths(hundredths).unwrap());
        assert_eq!(printed(13_600), "136.00");
        assert_eq!(printed(-105), "−1.05");
        assert_eq!(printed(-5), "−0.05");
        assert_eq!(printed(0), "0.00");
    }
}
