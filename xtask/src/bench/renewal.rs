//! Auto-renewal over HTTP, with the sandbox provider: how long the customer waits for the
//! credits, and how many renewals there are in a second.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow, bail};
use api::{
    Credits, EmailAddress, PackageId,
    auto_renewal::{MonthlyLimit, RenewalRule},
    transaction::{Transaction, TransactionType},
};
use serde::Serialize;

use super::{keep, load::Latency};
use crate::{
    backend::{self, DEMO_PASSWORD},
    client::{Desktop, Page},
    say,
    scratch::Scratch,
    test::postgres,
};

/// Whose own wallets renew.
const PEOPLE: [&str; 8] = [
    "owner@demo.example",
    "solo@demo.example",
    "new@demo.example",
    "juerg.rueegsegger@lichtwerk.example",
    "sandra.hofstetter@lichtwerk.example",
    "aylin.yildiz@lichtwerk.example",
    "tobias.mueller@lichtwerk.example",
    "marko.petrovic@lichtwerk.example",
];

/// An image costs what a package brings, so that every debit crosses the threshold.
const FLAGS: &[&str] = &["--image-price", "50.00", "--package", "50=26.00"];
const THRESHOLD: Credits = Credits::whole(100);

/// How long the credits are waited for at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// What was measured on one database.
#[derive(Serialize)]
struct Measured {
    database: &'static str,
    /// One wallet at a time: from the instant of the debit to that of the credits.
    alone: Latency,
    /// All wallets at once.
    wallets: usize,
    per_second: usize,
    together: Latency,
}

/// Measures SQLite, and PostgreSQL where it can be started.
///
/// # Errors
/// When the backend does not build, start or answer, or credits do not come.
pub fn run(seconds: u64) -> Result<()> {
    say::step("Building the backend");
    let program = backend::build()?;
    let mut measured = vec![measure(&program, "SQLite", None, seconds)?];
    match postgres::start()? {
        Some(server) => {
            let url = Some(server.url.clone());
            measured.push(measure(&program, "PostgreSQL", url, seconds)?);
        }
        None => say::warning("SKIPPED: PostgreSQL is not installed and could not be"),
    }
    for measured in &measured {
        print(measured);
    }
    keep("renewal", &measured)
}

fn measure(
    program: &Path,
    database: &'static str,
    url: Option<String>,
    seconds: u64,
) -> Result<Measured> {
    say::step(format_args!("renewals on {database}"));
    let data = Scratch::new("bench")?;
    let backend = backend::start(
        program,
        &backend::Options {
            listen: "127.0.0.1:0".to_owned(),
            data: data.path().to_owned(),
            database_url: url,
            page: None,
            demo: Some(0),
            sandbox_port: None,
            unlimited: true,
            flags: FLAGS,
        },
    )?;
    let people = PEOPLE
        .into_iter()
        .map(|email| Customer::begin(&backend.url, email))
        .collect::<Result<Vec<_>>>()?;
    let time = Duration::from_secs(seconds);
    let first = people.first().ok_or_else(|| anyhow!("nobody"))?;
    let alone = Latency::of(first.spend(Instant::now() + time)?);
    let begun = Instant::now();
    let together = thread::scope(|scope| {
        let threads: Vec<_> = people
            .iter()
            .map(|one| scope.spawn(move || one.spend(begun + time)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow!("panicked"))))
            .collect::<Result<Vec<_>>>()
    })?
    .concat();
    let elapsed_ms = usize::try_from(begun.elapsed().as_millis().max(1))?;
    Ok(Measured {
        database,
        alone,
        wallets: people.len(),
        per_second: together.len() * 1000 / elapsed_ms,
        together: Latency::of(together),
    })
}

/// Somebody whose own wallet renews.
struct Customer {
    page: Page,
    desktop: Desktop,
}

impl Customer {
    fn begin(url: &str, email: &str) -> Result<Self> {
        let email: EmailAddress = email.parse()?;
        let customer = Self {
            page: Page::sign_in(url, &email, DEMO_PASSWORD)?,
            desktop: Desktop::sign_in(url, &email, DEMO_PASSWORD)?,
        };
        customer.page.store_card()?;
        let deadline = Instant::now() + PATIENCE;
        let rule = RenewalRule {
            threshold: THRESHOLD,
            package: PackageId::try_from("50".to_owned())?,
            monthly_limit: MonthlyLimit::NoLimit,
        };
        // The provider tells the backend of the card by itself.
        while let Err(refused) = customer.page.turn_on(rule.clone()) {
            if Instant::now() > deadline {
                return Err(refused);
            }
            thread::sleep(Duration::from_millis(50));
        }
        customer.wait(deadline)?;
        Ok(customer)
    }

    /// Waits until the balance is back at the threshold.
    fn wait(&self, deadline: Instant) -> Result<()> {
        while self.page.balance()?.balance < THRESHOLD {
            if Instant::now() > deadline {
                bail!("the credits did not come");
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Spends and waits for the credits until then; how long each took is read off the
    /// history, whose instants are the backend's.
    fn spend(&self, until: Instant) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        while Instant::now() < until {
            self.desktop.generate()?;
            self.wait(Instant::now() + PATIENCE)?;
            times.push(waited(
                &self.page.history(self.page.own()?, "limit=8")?.items,
            )?);
        }
        Ok(times)
    }
}

/// From the newest debit to the newest credits.
fn waited(newest_first: &[Transaction]) -> Result<Duration> {
    let at = |kind| {
        newest_first
            .iter()
            .find(|line| line.kind == kind)
            .map(|line| line.at)
    };
    let debit = at(TransactionType::ImageGeneration);
    let credits = at(TransactionType::AutomaticRenewal);
    let (Some(debit), Some(credits)) = (debit, credits) else {
        bail!("the history lacks the debit or the credits");
    };
    (credits - debit)
        .to_std()
        .map_err(|_| anyhow!("credits before their debit"))
}

fn print(measured: &Measured) {
    let Measured {
        database,
        alone,
        wallets,
        per_second,
        together,
    } = measured;
    println!("\n{database}: from the debit that crosses to the credits that are booked");
    println!(
        "  {:<20} {:>9} {:>9} {:>9} {:>9}",
        "µs", "median", "p95", "slowest", "per s"
    );
    for (name, latency, per_second) in [
        ("one wallet".to_owned(), alone, None),
        (
            format!("{wallets} wallets at once"),
            together,
            Some(per_second),
        ),
    ] {
        let Latency {
            median_us,
            p95_us,
            max_us,
            requests: _,
        } = latency;
        let per_second = per_second.map(ToString::to_string).unwrap_or_default();
        println!("  {name:<20} {median_us:>9} {p95_us:>9} {max_us:>9} {per_second:>9}");
    }
}
