//! How the server is told to behave: options, and environment variables for secrets.

use std::{
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use api::Credits;
use backend::{
    generation,
    host::HostKey,
    http::{Rates, Settings},
    invitation,
    mail::{BadTransport, Sender, Transport},
    organisation,
    payment::Pace,
    shop::{self, PublicUrl, Shop},
};
use clap::{Args, Parser, Subcommand};

/// The reference backend of Relux Credits: the JSON API, and the page.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Config {
    /// Something else than to serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Serve, if nothing else is asked for.
    #[command(flatten)]
    pub serve: Serve,
}

/// Something else than to serve.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check every promise of the ledger; exit with 1 if one is broken.
    Audit {
        /// Which database.
        #[command(flatten)]
        database: DatabaseChoice,
    },
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Which database.
    #[command(flatten)]
    pub database: DatabaseChoice,
    /// The directory with the page's index.html; without it there is only the API.
    #[arg(long, value_name = "DIR")]
    pub page: Option<PathBuf>,
    /// Also serve the contract at /api/v1/openapi.json.
    #[arg(long)]
    pub development: bool,
    /// The key that a host page's server signs with whom it has signed in, of 32 bytes at
    /// least; without it people sign in here.
    #[arg(
        long,
        value_name = "KEY",
        env = "RELUX_HOST_KEY",
        hide_env_values = true
    )]
    pub host_key: Option<HostKey>,
    /// Fill the database with demo data, unless it has them.
    #[arg(long)]
    pub demo: bool,
    /// With --demo: this many more lines in the owner's history.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "demo")]
    pub demo_rows: u32,
    /// What an image costs, in credits, such as 1.00.
    #[arg(long, value_name = "CREDITS", default_value = "1.00", value_parser = price)]
    pub image_price: Credits,
    /// A proxy of ours ends TLS in front: send Strict-Transport-Security, and believe the
    /// last entry of X-Forwarded-For.
    #[arg(long)]
    pub behind_tls: bool,
    /// A package for sale, as CREDITS=FRANCS with VAT included, such as 100=49.00; may be
    /// given several times, the cheapest first.
    #[arg(long = "package", value_name = "CREDITS=FRANCS", value_parser = package)]
    pub packages: Vec<(u32, i64)>,
    /// The part of prices that is VAT, in tenths of a percent.
    #[arg(long, value_name = "PERMILLE", default_value_t = backend::shop::VAT_PERMILLE)]
    pub vat_permille: u32,
    /// How to reach the payment provider.
    #[command(flatten)]
    pub provider: ProviderChoice,
    /// How mails leave.
    #[command(flatten)]
    pub mail: MailChoice,
    /// Days pass in a second where payments wait: for tests of the whole program.
    #[cfg(debug_assertions)]
    #[arg(long, hide = true)]
    pub hurry: bool,
    /// Requests a second for one session or desktop token, on average.
    #[arg(long, value_name = "N", default_value = "20")]
    pub requests_per_second: NonZeroU32,
    /// Sign-ins a minute for one e-mail address; six times as many for one peer.
    #[arg(long, value_name = "N", default_value = "10")]
    pub sign_ins_per_minute: NonZeroU32,
    /// E-mails with invitations that one person sends in an hour, for all their organisations.
    #[arg(long, value_name = "N", default_value_t = invitation::PER_INVITER)]
    pub invitations_per_hour: NonZeroU32,
    /// Organisations that one person creates in a day.
    #[arg(long, value_name = "N", default_value_t = organisation::PER_CREATOR)]
    pub organisations_per_day: NonZeroU32,
}

/// How to reach the payment provider: Stripe, or without a key the sandbox provider, which
/// is started beside the server.
#[derive(Debug, Clone, Args)]
pub struct ProviderChoice {
    /// Stripe's secret key.
    #[arg(
        long,
        value_name = "KEY",
        env = "RELUX_STRIPE_KEY",
        hide_env_values = true
    )]
    pub stripe_key: Option<String>,
    /// What Stripe signs its messages with.
    #[arg(
        long,
        value_name = "SECRET",
        env = "RELUX_STRIPE_WEBHOOK_SECRET",
        hide_env_values = true,
        requires = "stripe_key"
    )]
    pub stripe_webhook_secret: Option<String>,
    /// Where Stripe's API is.
    #[arg(long, value_name = "URL", default_value = "https://api.stripe.com")]
    pub stripe_url: String,
    /// Where the sandbox provider listens; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub sandbox_listen: SocketAddr,
    /// Where customers find the page; the address that the server listens on, if absent.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<PublicUrl>,
}

/// How mails leave: to a server, or without one as .eml files into the folder mail of the
/// data directory.
#[derive(Debug, Clone, Args)]
pub struct MailChoice {
    /// smtps://user:password@host, smtp://user:password@host:587?tls=required, or without
    /// TLS smtp://host:25.
    #[arg(
        long,
        value_name = "URL",
        env = "RELUX_SMTP_URL",
        hide_env_values = true
    )]
    pub smtp_url: Option<String>,
    /// Whom mails are from.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "Relux Credits <credits@localhost.localdomain>"
    )]
    pub mail_from: Sender,
}

impl MailChoice {
    /// How mails leave.
    ///
    /// # Errors
    /// When the URL is none of a server.
    pub fn transport(&self, data: &Path) -> Result<Transport, BadTransport> {
        match &self.smtp_url {
            Some(url) => Transport::smtp(url),
            None => Ok(Transport::Folder(data.join("mail"))),
        }
    }
}

/// Which database.
#[derive(Debug, Clone, Args)]
pub struct DatabaseChoice {
    /// The directory of the embedded database, made if it is missing.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// postgres://… or sqlite://…, in place of the embedded one.
    #[arg(
        long,
        value_name = "URL",
        env = "RELUX_DATABASE_URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

impl DatabaseChoice {
    /// The database's URL; makes the directory of the embedded one.
    ///
    /// # Errors
    /// When the directory can't be made, or its path is not text.
    pub fn url(&self) -> std::io::Result<String> {
        if let Some(url) = &self.database_url {
            return Ok(url.clone());
        }
        std::fs::create_dir_all(&self.data)?;
        let file = std::path::absolute(self.data.join("relux-credits.db"))?;
        let path = file.to_str().ok_or(std::io::ErrorKind::InvalidFilename)?;
        Ok(format!("sqlite://{}", path.replace('\\', "/")))
    }
}

impl Serve {
    /// What is for sale; prices rise with the credits.
    ///
    /// # Errors
    /// When a package can't be.
    pub fn shop(&self, public_url: PublicUrl) -> Result<Shop, String> {
        let mut shop = Shop {
            public_url,
            pace: self.pace(),
            ..Shop::default()
        };
        if !self.packages.is_empty() {
            let package = |(credits, price): &(u32, i64)| {
                shop::package(*credits, *price, self.vat_permille)
                    .ok_or_else(|| format!("no package of {credits} credits"))
            };
            shop.packages = self
                .packages
                .iter()
                .map(package)
                .collect::<Result<_, _>>()?;
        }
        Ok(shop)
    }

    #[cfg(debug_assertions)]
    fn pace(&self) -> Pace {
        if self.hurry {
            Pace::hurried()
        } else {
            Pace::default()
        }
    }

    #[cfg(not(debug_assertions))]
    fn pace(&self) -> Pace {
        Pace::default()
    }

    /// What the HTTP side needs to know of it.
    pub fn settings(&self) -> Settings {
        Settings {
            generation: generation::Config {
                price: self.image_price,
            },
            rates: Rates {
                requests_per_second: self.requests_per_second,
                sign_ins_per_minute: self.sign_ins_per_minute,
                invitations_per_hour: self.invitations_per_hour,
                organisations_per_day: self.organisations_per_day,
            },
            behind_tls: self.behind_tls,
            development: self.development,
            host_key: self.host_key.clone(),
        }
    }
}

/// `100=49.00`: so many credits for so many francs; both above zero.
fn package(text: &str) -> Result<(u32, i64), String> {
    let wrong = || "credits and francs such as 100=49.00".to_owned();
    let (credits, francs) = text.split_once('=').ok_or_else(wrong)?;
    let credits = credits.parse().ok().filter(|credits| *credits > 0);
    Ok((credits.ok_or_else(wrong)?, price(francs)?.hundredths()))
}

/// `1`, `1.5` or `1.50`: an amount above zero with at most two decimals.
fn price(text: &str) -> Result<Credits, String> {
    let wrong = || "an amount of credits such as 1.00, above zero".to_owned();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) || decimals.len() > 2 {
        return Err(wrong());
    }
    format!("{whole}{decimals:0<2}")
        .parse()
        .ok()
        .and_then(|hundredths| Credits::from_hundredths(hundredths).ok())
        .filter(|price| *price > Credits::ZERO)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_options_are_consistent_and_serving_is_the_default() {
        Config::command().debug_assert();
        let config = Config::try_parse_from(["backend", "--demo", "--demo-rows", "7"]).unwrap();
        assert!(config.command.is_none() && config.serve.demo_rows == 7);
        let config = Config::try_parse_from(["backend", "audit", "--data", "x"]).unwrap();
        assert!(matches!(config.command, Some(Command::Audit { .. })));
    }

    #[test]
    fn rule_2_a_price_is_an_exact_amount_above_zero() {
        for (text, hundredths) in [("1", 100), ("1.5", 150), ("0.05", 5), ("12.34", 1234)] {
            assert_eq!(price(text).unwrap().hundredths(), hundredths, "{text}");
        }
        for text in [
            "",
            "0",
            "0.00",
            "-1",
            "1.234",
            "1.",
            ".5",
            "1e2",
            "99999999999",
        ] {
            assert!(price(text).is_err(), "{text}");
        }
    }
}
