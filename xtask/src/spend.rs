//! `cargo xtask spend`: debits generations as ReluxDesktop does, so that anyone can
//! watch the page change.

use std::{
    process,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use api::{
    Credits, EmailAddress, Problem,
    generation::{DebitGeneration, DesktopToken, Generation, ImageCount, RequestToken},
};
use clap::Args;
use serde::{Serialize, de::DeserializeOwned};
use ureq::Agent;

use crate::backend::DEMO_PASSWORD;

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

/// A backend, seen as ReluxDesktop sees it.
pub struct Desktop {
    agent: Agent,
    api: String,
    token: Option<String>,
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
        println!("{:>10}  balance {:>12}", text(amount), text(balance));
    }
    Ok(())
}

impl Desktop {
    /// Gets a token for a person.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses.
    pub fn sign_in(url: &str, email: &EmailAddress, password: &str) -> Result<Self> {
        let configuration = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(30)))
            .http_status_as_error(false)
            .build();
        let mut desktop = Self {
            agent: Agent::new_with_config(configuration),
            api: format!("{}/api/v1", url.trim_end_matches('/')),
            token: None,
        };
        let request = RequestToken {
            email: email.clone(),
            password: password.to_owned(),
        };
        let DesktopToken { token } = desktop.post("desktop-tokens", &request)?;
        desktop.token = Some(token);
        Ok(desktop)
    }

    /// Debits one generation of one image.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses.
    pub fn generate(&self) -> Result<Generation> {
        let request = DebitGeneration {
            images: ImageCount::try_from(1)?,
            wallet: None,
        };
        self.post("generations", &request)
    }

    fn post<Q: Serialize, A: DeserializeOwned>(&self, path: &str, body: &Q) -> Result<A> {
        let mut request = self.agent.post(format!("{}/{path}", self.api));
        if let Some(token) = &self.token {
            request = request
                .header("Authorization", format!("Bearer {token}"))
                .header("Idempotency-Key", fresh_key());
        }
        let mut response = request.send_json(body).with_context(|| {
            format!("cannot reach {}: is `cargo xtask serve` running?", self.api)
        })?;
        let success = response.status().is_success();
        let body = response.body_mut();
        if success {
            return Ok(body.read_json()?);
        }
        let problem: Problem = body
            .read_json()
            .context("the answer is no problem of ours")?;
        bail!("{} ({})", problem.title, problem.status)
    }
}

/// A key that no other request has: each spends anew.
fn fresh_key() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    format!("spend-{}-{}", process::id(), now.as_nanos())
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
