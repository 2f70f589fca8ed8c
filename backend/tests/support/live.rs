//! The server within the test's own process, behind a real port.

use std::{net::SocketAddr, num::NonZeroU32};

use backend::{
    generation,
    http::{self, App, Rates, Settings},
    store::Database,
};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::till::Till;

pub struct Live {
    pub address: SocketAddr,
    app: App,
    serving: JoinHandle<()>,
    paying: JoinHandle<()>,
}

impl Live {
    /// A server on that database which charges with that till, and is told of charges.
    pub async fn on(database: &Database, till: &Till) -> Self {
        let many = NonZeroU32::MAX;
        let settings = Settings {
            generation: generation::Config::default(),
            rates: Rates {
                requests_per_second: many,
                sign_ins_per_minute: many,
                invitations_per_hour: many,
                organisations_per_day: many,
            },
            behind_tls: false,
            development: false,
            host_key: None,
        };
        let app = App::new(database.clone(), till.engine.clone(), settings)
            .await
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = http::router(&app, None).unwrap();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        till.sandbox()
            .set_webhook_url(Some(format!("http://{address}{}", http::NOTICES)));
        Self {
            address,
            serving: tokio::spawn(async move { axum::serve(listener, service).await.unwrap() }),
            paying: tokio::spawn(till.engine.clone().run(app.stopping.clone())),
            app,
        }
    }

    /// Stops it, after everything that it has begun.
    pub async fn stop(self) {
        self.app.stopping.cancel();
        self.paying.await.unwrap();
        self.serving.abort();
        self.app.drain().await;
    }
}
