//! The pages that customers see: storing a card, confirming a payment, looking around.

use sandbox::{Options, TestCard};

use crate::shop::Shop;

/// A page, as a browser gets it.
struct Page {
    status: u16,
    location: String,
    html: String,
}

impl Shop {
    async fn browse(&self, url: &str, form: Option<&str>, language: &str) -> Page {
        let request = match form {
            None => self.client.get(url),
            Some(form) => self
                .client
                .post(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.to_owned()),
        };
        let response = request
            .header("accept-language", language)
            .send()
            .await
            .unwrap();
        let headers = response.headers();
        let location = headers
            .get("location")
            .map_or("", |value| value.to_str().unwrap());
        let location = location.to_owned();
        let status = response.status().as_u16();
        if status != 303 {
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && !policy.contains("script"));
        }
        Page {
            status,
            location,
            html: response.text().await.unwrap(),
        }
    }

    async fn session(&self, id: &str) -> crate::shop::Reply {
        self.get(&format!(
            "/v1/checkout/sessions/{id}?expand[]=setup_intent.payment_method"
        ))
        .await
    }
}

#[tokio::test]
async fn a_card_left_on_the_page_can_be_charged() {
    let shop = Shop::open(Options::default()).await;
    let session = shop.open_session("en").await;
    let (id, url) = (
        session.text("/id").to_owned(),
        session.text("/url").to_owned(),
    );
    assert!(id.starts_with("cs_"));
    assert_eq!(url, format!("{}/card/{id}", shop.running.url()));
    assert_eq!(session.text("/status"), "open");
    let open = shop.session(&id).await;
    assert_eq!(
        (open.text("/status"), open.body["setup_intent"].is_null()),
        ("open", true)
    );

    let page = shop.browse(&url, None, "de").await;
    assert_eq!(page.status, 200);
    assert!(page.html.contains("<html lang=\"en\">") && page.html.contains("Store a card"));
    assert!(
        page.html
            .contains("href=\"http://shop.test/cancelled?a=1&amp;b=2\"")
    );
    for card in TestCard::ALL {
        assert!(page.html.contains(card.number()));
    }

    let form = "number=4242+4242+4242+4242&expiry=12+%2F+40&cvc=123";
    let sent = shop.browse(&url, Some(form), "en").await;
    let back = format!("http://shop.test/back?session={id}#card");
    assert_eq!((sent.status, sent.location.as_str()), (303, back.as_str()));

    let done = shop.session(&id).await;
    assert_eq!(done.text("/status"), "complete");
    assert_eq!(done.text("/customer"), shop.customer);
    let method = &done.body["setup_intent"]["payment_method"];
    assert_eq!(
        method["card"],
        serde_json::json!({ "brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2040 })
    );
    let plain = shop.get(&format!("/v1/checkout/sessions/{id}")).await;
    assert!(plain.text("/setup_intent").starts_with("seti_"));
    let charged = shop.charge("k", method["id"].as_str().unwrap()).await;
    assert_eq!(charged.text("/status"), "succeeded");

    // Once: a second press leads on, stores nothing, and the page says that it is done.
    let other = "number=5555555555554444&expiry=1240&cvc=1234";
    assert_eq!(shop.browse(&url, Some(other), "en").await.location, back);
    assert_eq!(shop.session(&id).await.body, done.body);
    let used = shop.browse(&url, None, "en").await;
    assert!(used.html.contains("The card is stored") && used.html.contains("shop.test/back"));
}

#[tokio::test]
async fn every_test_card_can_be_stored_whatever_it_does_later() {
    let shop = Shop::open(Options::default()).await;
    for card in TestCard::ALL {
        let session = shop.open_session("en").await;
        let form = format!(
            "number={}&expiry=12/40&cvc=999",
            card.number().replace(' ', "")
        );
        assert_eq!(
            shop.browse(session.text("/url"), Some(&form), "en")
                .await
                .status,
            303
        );
        let done = shop.session(session.text("/id")).await;
        assert_eq!(
            done.text("/setup_intent/payment_method/card/last4"),
            card.last4()
        );
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_session_s_language_and_secrets_are_not_repeated() {
    let shop = Shop::open(Options::default()).await;
    let session = shop.open_session("de").await;
    let url = session.text("/url");
    let cases = [
        (
            "number=&expiry=12/40&cvc=123",
            "number",
            "Geben Sie die Kartennummer ein.",
        ),
        (
            "number=4242424242424241&expiry=12/40&cvc=123",
            "number",
            "Eine Ziffer fehlt",
        ),
        (
            "number=4012888888881881&expiry=12/40&cvc=123",
            "number",
            "keine Testkarte",
        ),
        (
            "number=4242424242424242&expiry=&cvc=123",
            "expiry",
            "bis wann",
        ),
        (
            "number=4242424242424242&expiry=13/40&cvc=123",
            "expiry",
            "Monat und Jahr",
        ),
        (
            "number=4242424242424242&expiry=12/20&cvc=123",
            "expiry",
            "abgelaufen",
        ),
        (
            "number=4242424242424242&expiry=12/40&cvc=",
            "cvc",
            "Geben Sie die Prüfnummer ein.",
        ),
        (
            "number=4242424242424242&expiry=12/40&cvc=98",
            "cvc",
            "3 oder 4 Ziffern",
        ),
    ];
    for (form, field, text) in cases {
        let page = shop.browse(url, Some(form), "en").await;
        assert_eq!(page.status, 422, "{form}");
        assert!(page.html.contains("<html lang=\"de\">") && page.html.contains("<title>Fehler: "));
        assert!(page.html.contains(text), "{form}");
        assert!(
            page.html.contains(&format!("<a href=\"#{field}\">")),
            "{form}"
        );
        let input = page
            .html
            .split(&format!("<input id=\"{field}\""))
            .nth(1)
            .unwrap();
        let input = input.split('>').next().unwrap();
        assert!(
            input.contains("aria-invalid=\"true\"") && input.contains(&format!("{field}-problem"))
        );
    }
    let secret = "number=4012888888881881&expiry=12+/+40&cvc=876";
    let page = shop.browse(url, Some(secret), "en").await;
    assert!(page.html.contains("value=\"12 / 40\""));
    for secret in ["4012888888881881", "4012 8888", "876"] {
        assert!(!page.html.contains(secret), "{secret}");
    }
    let slipped = "number=&expiry=4012888888881881&cvc=876";
    assert!(
        !shop
            .browse(url, Some(slipped), "en")
            .await
            .html
            .contains("4012")
    );
    let script = "number=&expiry=\"><b>&cvc=";
    assert!(
        shop.browse(url, Some(script), "en")
            .await
            .html
            .contains("value=\"&quot;&gt;&lt;b&gt;\"")
    );
    assert_eq!(
        shop.session(session.text("/id")).await.text("/status"),
        "open"
    );
}

#[tokio::test]
async fn a_page_nobody_used_for_a_day_has_expired() {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };
    let now = Arc::new(AtomicI64::new(1_700_000_000));
    let clock = {
        let now = now.clone();
        sandbox::Clock::new(move || now.load(Ordering::SeqCst))
    };
    let shop = Shop::open(Options {
        clock,
        ..Options::default()
    })
    .await;
    let session = shop.open_session("en").await;
    let url = session.text("/url");
    now.fetch_add(24 * 60 * 60, Ordering::SeqCst);
    let form = "number=4242424242424242&expiry=12/40&cvc=123";
    for form in [None, Some(form)] {
        let page = shop.browse(url, form, "en").await;
        assert_eq!(page.status, 410);
        assert!(page.html.contains("has expired") && page.html.contains("shop.test/cancelled"));
    }
    assert_eq!(
        shop.session(session.text("/id")).await.text("/status"),
        "expired"
    );
    let nowhere = format!("{}/card/cs_none", shop.running.url());
    assert_eq!(shop.browse(&nowhere, Some(form), "en").await.status, 404);
}

#[tokio::test]
async fn an_address_that_would_run_a_script_opens_no_page() {
    let shop = Shop::open(Options::default()).await;
    for name in ["success_url", "cancel_url"] {
        let good = [
            ("mode", "setup"),
            ("customer", shop.customer.as_str()),
            ("success_url", "https://shop.test/"),
            ("cancel_url", "https://shop.test/"),
        ];
        let pairs = good.map(|(known, good)| {
            (
                known,
                if known == name {
                    "javascript:a()"
                } else {
                    good
                },
            )
        });
        let reply = shop.post("/v1/checkout/sessions", None, &pairs).await;
        assert_eq!((reply.status, reply.text("/error/param")), (400, name));
    }
}

#[tokio::test]
async fn the_owner_confirms_once_and_is_led_back() {
    let shop = Shop::open(Options::default()).await;
    let card = shop.card(TestCard::Confirmation);
    let back = [("return_url", "http://shop.test/pay?x=1#there")];
    let waiting = shop.try_charge("k", &card, &back).await.unwrap();
    let id = waiting.text("/id");
    let url = waiting.text("/next_action/redirect_to_url/url");
    let page = shop.browse(url, None, "de-DE").await;
    for part in [
        "10,00\u{a0}EUR",
        "Visa •••• 3155",
        "10 credits",
        "Bestätigen",
        "Ablehnen",
    ] {
        assert!(page.html.contains(part), "{part}");
    }
    assert_eq!(shop.taken(), []);
    let expected =
        format!("http://shop.test/pay?x=1&payment_intent={id}&redirect_status=succeeded#there");
    let presses = tokio::join!(
        shop.browse(url, Some("decision=confirm"), "de"),
        shop.browse(url, Some("decision=confirm"), "de"),
        shop.browse(url, Some("decision=confirm"), "de"),
    );
    for press in [presses.0, presses.1, presses.2] {
        assert_eq!(
            (press.status, press.location.as_str()),
            (303, expected.as_str())
        );
    }
    // Too late to change one's mind.
    assert_eq!(
        shop.browse(url, Some("decision=refuse"), "de")
            .await
            .location,
        expected
    );
    assert_eq!(shop.taken(), [("k".into(), 1000)]);
    let shown = shop.get(&format!("/v1/payment_intents/{id}")).await;
    assert_eq!(shown.text("/status"), "succeeded");
    assert!(
        shop.browse(url, None, "de")
            .await
            .html
            .contains("Die Zahlung ist erfolgt")
    );
}

#[tokio::test]
async fn the_owner_refuses_and_no_money_moves() {
    let shop = Shop::open(Options::default()).await;
    let waiting = shop.charge("k", &shop.card(TestCard::Confirmation)).await;
    let url = waiting.text("/next_action/redirect_to_url/url");
    let nothing = shop.browse(url, Some("decision=perhaps"), "en").await;
    assert_eq!((nothing.status, nothing.location.as_str()), (303, url));
    // Without a return_url the page itself says how it went.
    let refused = shop.browse(url, Some("decision=refuse"), "en").await;
    assert_eq!((refused.status, refused.location.as_str()), (303, url));
    assert!(
        shop.browse(url, None, "en")
            .await
            .html
            .contains("The payment was refused")
    );
    shop.browse(url, Some("decision=confirm"), "en").await;
    let intent = shop.only_intent().await;
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(
        intent["last_payment_error"]["code"],
        "payment_intent_authentication_failure"
    );
    assert_eq!(shop.taken(), []);
}

#[tokio::test]
async fn the_first_page_shows_the_cards_and_the_book() {
    let shop = Shop::open(Options::default()).await;
    let home = format!("{}/", shop.running.url());
    assert!(
        shop.browse(&home, None, "en")
            .await
            .html
            .contains("No money has moved yet.")
    );
    shop.charge("R&D", &shop.card(TestCard::Visa)).await;
    let page = shop.browse(&home, None, "en").await;
    for part in ["EUR\u{a0}10.00", "R&amp;D", TestCard::Stolen.number()] {
        assert!(page.html.contains(part), "{part}");
    }
    let style = shop
        .client
        .get(format!("{home}style.css"))
        .send()
        .await
        .unwrap();
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn a_session_takes_one_card_however_many_are_left_at_once() {
    let shop = Shop::open(Options::default()).await;
    let session = shop.open_session("en").await;
    let sandbox = shop.running.sandbox();
    let id = session.text("/id");
    sandbox.complete(id, TestCard::Visa).await.unwrap();
    let done = shop.session(id).await;
    assert!(sandbox.complete(id, TestCard::Mastercard).await.is_err());
    assert!(sandbox.complete("cs_none", TestCard::Visa).await.is_err());
    assert_eq!(shop.session(id).await.body, done.body);
}
