//! The mails that a developer looks at, and the language in which they are written.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use backend::{
    account,
    http::Settings,
    language::Locale,
    password,
    store::{
        outbox::{self, MailRow, NewMail},
        user,
    },
};
use serde_json::json;

use crate::{
    client::{Reply, Server, settings},
    letters::write_letters,
    support::on_every_database,
};

/// Names that people can choose.
const CHOSEN: &[&str] = &[
    "<script>alert(1)</script>",
    "</title></h1><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)\" x='",
    "--><b>&lt;i&gt;&amp;</b><!--",
    "javascript:alert(1)//{{7*7}}${7*7}",
    "\\r\\nBcc: evil@example.com %0d%0aBcc: evil@example.com",
    "=?utf-8?q?=3Cb=3E?= <evil@example.com>,",
    "=HYPERLINK(\"https://evil.example\")",
    "محمد (١) 42!",
    "\u{200f}שלום, 42\u{200f}",
    "👩‍❤️‍💋‍👨 🏳️‍🌈 🇨🇭",
    "Z\u{317}\u{326}a\u{338}lg\u{353}o",
    "“„‚‘’«»‹›\"'`´",
    "李",
];

/// Names that no request can set, as if an older version had let them in.
const SMUGGLED: &[&str] = &[
    "Anna\r\nBcc: evil@example.com",
    "Anna\nX-Evil: 1\n\n<script>alert(1)</script>",
    "Anna \u{202e}gnp.exe\u{2067}",
    "An\u{1b}[2Jna",
];

/// All elements that a mail is made of, and the list of mails.
const ELEMENTS: &[&str] = &[
    "!DOCTYPE", "a", "bdi", "body", "div", "h1", "head", "html", "li", "meta", "ol", "p", "table",
    "td", "th", "time", "title", "tr",
];

async fn get(server: &Server, path: &str) -> Reply {
    let request = Request::get(path).body(Body::empty()).unwrap();
    Reply::read(path.to_owned(), server.send(request).await).await
}

#[test]
fn mails_are_shown_in_development_only_and_may_do_nothing_there() {
    on_every_database(async |database| {
        let mail = NewMail {
            cause: "a",
            recipient: "zoe@example.ch",
            subject: "<script>alert(1)</script>",
            plain: "Grüezi",
            html: "<p style=\"color:red\">Grüezi</p>",
        };
        database
            .write(async |tx| outbox::insert(tx, &mail).await)
            .await
            .unwrap();
        let development = Settings {
            development: true,
            ..settings()
        };
        let server = Server::with(database, development, None).await;
        let list = get(&server, "/dev/mail").await;
        assert!(list.text().contains("&lt;script&gt;"), "{}", list.text());
        assert!(list.text().contains("zoe@example.ch"));
        let text = list.text();
        let (_, rest) = text.split_once("/dev/mail/").unwrap();
        let path = format!("/dev/mail/{}", &rest[..14]);
        let shown = get(&server, &path).await;
        assert_eq!(shown.text(), mail.html);
        for reply in [&list, &shown] {
            let policy = reply.header("content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{policy}");
            assert!(!policy.contains("script"), "{policy}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
        }
        for path in ["/dev/mail/0000000000000a", "/dev/mail/zzz", "/dev/mail/-1"] {
            assert_eq!(get(&server, path).await.status, StatusCode::NOT_FOUND);
        }
        let production = Server::on(database).await;
        for path in ["/dev/mail", &path] {
            assert_eq!(get(&production, path).await.status, StatusCode::NOT_FOUND);
        }
    });
}

/// A text as it stands in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The names of the elements in HTML that are none of ours; a comment is `!--`.
fn foreign_elements(html: &str) -> BTreeSet<&str> {
    html.split('<')
        .skip(1)
        .map(|tag| tag.strip_prefix('/').unwrap_or(tag))
        .map(|tag| tag.split([' ', '>']).next().unwrap_or_default())
        .filter(|name| !ELEMENTS.contains(name))
        .collect()
}

/// That nothing of a name is a line, an element or a turn of what follows.
fn assert_harmless(mail: &MailRow, name: &str) {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}');
    assert!(
        !mail.subject.contains(|c: char| c.is_control() || turns(c)),
        "{:?}",
        mail.subject
    );
    let lines = mail.plain.split("\r\n");
    for line in lines.chain(mail.html.lines()) {
        assert!(
            !line.contains(|c: char| c.is_control() || turns(c)),
            "{line:?}"
        );
        let line = line.to_lowercase();
        assert!(
            !line.starts_with("bcc") && !line.starts_with("x-evil"),
            "{line:?}"
        );
    }
    assert_eq!(foreign_elements(&mail.html), BTreeSet::new(), "{name:?}");
}

#[test]
fn i20_hostile_names_are_text_in_the_mails_of_an_invitation_a_limit_and_a_removal() {
    on_every_database(async |database| {
        let development = Settings {
            development: true,
            ..settings()
        };
        let server = Server::with(database, development, None).await;
        let tags = ["en", "de-CH", "fr-FR", "it"];
        let mut seen = BTreeSet::new();
        let names = CHOSEN.iter().chain(SMUGGLED);
        for (name, tag) in names.zip(tags.into_iter().cycle()) {
            write_letters(database, name, Locale::of_tags(tag)).await;
            let mails = database
                .read(async |tx| outbox::newest(tx, 100).await)
                .await;
            let mut mails = mails.unwrap();
            mails.retain(|mail| seen.insert(mail.id));
            assert_eq!(mails.len(), 3, "{name:?}: {mails:?}");
            for mail in &mails {
                assert_harmless(mail, name);
                let shown = get(&server, &format!("/dev/mail/{:014x}", mail.id)).await;
                assert_eq!(shown.text(), mail.html);
                if CHOSEN.contains(name) {
                    assert!(mail.subject.contains(name), "{name:?}: {}", mail.subject);
                    assert!(mail.plain.contains(name), "{name:?}: {}", mail.plain);
                    assert!(
                        mail.html.contains(&escaped(name)),
                        "{name:?}: {}",
                        mail.html
                    );
                }
            }
        }
        let list = get(&server, "/dev/mail").await.text();
        assert_eq!(foreign_elements(&list), BTreeSet::new());
        for name in CHOSEN {
            assert!(list.contains(&escaped(name)), "{name:?}");
        }
    });
}

#[test]
fn g1_one_is_written_to_as_where_one_signed_in_last() {
    on_every_database(async |database| {
        let hash = password::hash("right".to_owned()).await.unwrap();
        let email = "zoe@example.ch".parse().unwrap();
        let (zoe, _) = database
            .write(async |tx| account::create_user(tx, &email, "Zoë", &hash).await)
            .await
            .unwrap();
        let browser = Server::on(database).await.browser();
        for (tags, tag) in [
            (Some("de-CH,de;q=0.9"), "de-CH"),
            (Some("de-DE"), "de"),
            (Some("fr"), "fr"),
            (Some("sv"), "en"),
            (Some("it-CH"), "it-CH"),
            (None, "en"),
        ] {
            let mut request = browser
                .request(Method::POST, "/session")
                .header("content-type", "application/json");
            if let Some(tags) = tags {
                request = request.header("accept-language", tags);
            }
            let body = json!({"email": "zoe@example.ch", "password": "right"});
            let reply = browser.send(request, body.to_string()).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
            let held = database.read(async |tx| user::locale(tx, zoe).await).await;
            assert_eq!(held.unwrap(), Locale::of_tags(tag), "{tags:?}");
        }
    });
}
