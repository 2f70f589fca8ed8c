//! Who charges cards for this server: Stripe, or the sandbox provider beside it.

use std::{error::Error, net::SocketAddr, sync::Arc};

use backend::{
    demo::{self, DemoCard},
    gateway::{CardPageEnd, NewCardPage, Provider, Stripe, StripeSettings},
    http,
    port::Random,
    secret::Secret,
    store::{Database, payment_account},
};
use sandbox::{Running, Sandbox, TestCard};

use crate::config::Serve;

/// The provider, and the sandbox if that is it.
pub struct Till {
    provider: Provider,
    sandbox: Option<Running>,
}

impl Till {
    /// Connects to Stripe if there is a key for it, and else starts the sandbox, whose
    /// state is kept in the data directory.
    ///
    /// # Errors
    /// When the sandbox can't be started, or an address is none.
    pub async fn open(
        options: &Serve,
        own: SocketAddr,
        return_url: String,
    ) -> Result<Self, Box<dyn Error>> {
        let choice = &options.provider;
        let mut settings = StripeSettings {
            base: choice.stripe_url.parse()?,
            secret_key: choice.stripe_key.clone().unwrap_or_default(),
            webhook_secret: choice.stripe_webhook_secret.clone().unwrap_or_default(),
            return_url,
        };
        if choice.stripe_key.is_some() {
            let provider = Arc::new(Stripe::new(settings)?);
            return Ok(Self {
                provider,
                sandbox: None,
            });
        }
        std::fs::create_dir_all(&options.database.data)?;
        settings.secret_key = secret()?;
        settings.webhook_secret = secret()?;
        let running = Sandbox::start(sandbox::Options {
            listen: choice.sandbox_listen,
            secret_key: settings.secret_key.clone(),
            webhook_url: Some(format!("http://{own}{}", http::NOTICES)),
            webhook_secret: settings.webhook_secret.clone(),
            state: Some(options.database.data.join("sandbox.ndjson")),
            ..sandbox::Options::default()
        })
        .await?;
        println!("The sandbox payment provider is at {}", running.url());
        settings.base = running.url().parse()?;
        Ok(Self {
            provider: Arc::new(Stripe::new(settings)?),
            sandbox: Some(running),
        })
    }

    /// The provider.
    pub fn provider(&self) -> Provider {
        Arc::clone(&self.provider)
    }

    /// Gives the demo data their cards, which only the sandbox can; does nothing for a
    /// wallet that has one, and nothing with Stripe.
    ///
    /// # Errors
    /// When the sandbox or the database fails.
    pub async fn store_demo_cards(&self, database: &Database) -> Result<(), Box<dyn Error>> {
        let Some(running) = &self.sandbox else {
            return Ok(());
        };
        for card in database.read(async |tx| demo::cards(tx).await).await? {
            let known = database
                .read(async |tx| payment_account::find(tx, card.wallet).await)
                .await?;
            if known.is_none_or(|account| account.card.is_none()) {
                self.store(database, running.sandbox(), card).await?;
            }
        }
        Ok(())
    }

    async fn store(
        &self,
        database: &Database,
        sandbox: &Sandbox,
        wanted: DemoCard,
    ) -> Result<(), Box<dyn Error>> {
        let page = NewCardPage {
            customer: None,
            wallet: wanted.wallet,
            return_url: "http://localhost/",
            language: "en",
        };
        let page = self.provider.open_card_page(&page).await?;
        let card = TestCard::ALL
            .into_iter()
            .find(|card| card.last4() == wanted.last4)
            .ok_or("no such test card")?;
        sandbox.complete(&page.session, card).await?;
        let CardPageEnd::Stored(stored) = self.provider.look_at_card_page(&page.session).await?
        else {
            return Err("the sandbox stored no card".into());
        };
        database
            .write(async |tx| {
                payment_account::insert(tx, wanted.wallet, &page.customer).await?;
                payment_account::set_card(tx, wanted.wallet, &stored).await
            })
            .await?;
        Ok(())
    }

    /// Stops the sandbox.
    pub async fn close(self) {
        if let Some(running) = self.sandbox {
            running.stop().await;
        }
    }
}

/// A key that lives as long as this process: the sandbox starts and stops with it.
fn secret() -> Result<String, Box<dyn Error>> {
    let secret = Secret::new(&Random::System)?;
    Ok(secret.reveal())
}
