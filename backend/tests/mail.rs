//! I20: every mail arrives at least once, whatever the SMTP server does, a repeat is the
//! same mail, and nothing of what people typed is a header or a command. Against aiosmtpd,
//! a server of somebody else's: `cargo xtask test` installs it and names a Python that has
//! it in `RELUX_TEST_AIOSMTPD`; without that the tests say loudly that they were skipped.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "support/letters.rs"]
mod letters;
#[path = "mail/server.rs"]
mod server;
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/database.rs"]
mod support;

use std::{collections::BTreeSet, time::Duration};

use backend::{
    Error,
    language::Locale,
    mail::{Post, Transport},
    store::{
        Database,
        outbox::{self, MailRow, NewMail},
    },
};

use letters::write_letters;
use server::{Server, with_server};
use support::{on_every_database, pass};

const SENDER: &str = "Relux Credits <credits@relux.example>";

/// The post of a database, by that server.
fn post(database: &Database, server: &Server) -> Post {
    let transport = Transport::smtp(&server.url).unwrap();
    Post::new(database.clone(), transport, SENDER.parse().unwrap())
}

async fn write(database: &Database, cause: &str, recipient: &str, subject: &str) {
    let mail = NewMail {
        cause,
        recipient,
        subject,
        plain: "Grüezi\r\n.\r\nQUIT\r\n",
        html: "<p>Grüezi</p>",
    };
    let written: Result<(), Error> = database
        .write(async |tx| outbox::insert(tx, &mail).await)
        .await;
    written.unwrap();
}

async fn mails(database: &Database) -> Vec<MailRow> {
    let all: Result<_, Error> = database
        .read(async |tx| outbox::newest(tx, 100).await)
        .await;
    all.unwrap()
}

/// Delivers, and lets time pass, until nothing waits any more.
async fn until_quiet(database: &Database, post: &Post) {
    for _ in 0..60 {
        post.deliver_due().await.unwrap();
        if mails(database)
            .await
            .iter()
            .all(|mail| mail.next_at.is_none())
        {
            return;
        }
        pass(database, Duration::from_secs(4 * 3600));
    }
    panic!("{:?}", mails(database).await);
}

#[test]
fn i20_a_mail_arrives_once_with_both_bodies_and_is_not_sent_again() {
    on_every_database(async |database| {
        with_server(&[], async |server| {
            write(database, "a", "zoe@example.ch", "Grüezi, 100 credits").await;
            write(database, "a", "zoe@example.ch", "the same outcome again").await;
            let post = post(database, server);
            until_quiet(database, &post).await;
            until_quiet(database, &post).await;
            let [mail] = &server.taken()[..] else {
                panic!("{:?}", server.taken());
            };
            assert_eq!(mail["to"], serde_json::json!(["zoe@example.ch"]));
            assert_eq!(mail["header_to"], "zoe@example.ch");
            assert_eq!(mail["from"], "Relux Credits <credits@relux.example>");
            assert_eq!(mail["subject"], "Grüezi, 100 credits");
            let lines = mail["plain"].as_str().unwrap().lines().collect::<Vec<_>>();
            assert_eq!(lines, ["Grüezi", ".", "QUIT"]);
            assert!(mail["html"].as_str().unwrap().contains("<p>Grüezi</p>"));
            let id = mails(database).await.first().unwrap().id;
            assert_eq!(mail["id"], format!("<{id:014x}@relux.example>"));
        })
        .await;
    });
}

#[test]
fn i20_whatever_the_server_does_a_mail_arrives_and_a_repeat_has_the_same_message_id() {
    on_every_database(async |database| {
        for manner in ["later", "never", "drop", "drop-after"] {
            with_server(&[manner], async |server| {
                write(database, manner, "zoe@example.ch", "Grüezi").await;
                let post = post(database, server);
                post.deliver_due().await.unwrap();
                let waiting = mails(database).await;
                let mail = waiting.first().unwrap();
                assert_eq!(mail.sent_at, None, "{manner}");
                assert!(mail.error.is_some() && mail.next_at.is_some(), "{manner}");
                // Not before its time.
                assert_eq!(post.deliver_due().await.unwrap(), 0);
                until_quiet(database, &post).await;
                let taken = server.taken();
                let ids: BTreeSet<_> = taken.iter().map(|mail| mail["id"].to_string()).collect();
                assert_eq!(ids.len(), 1, "{manner}");
                let times = if manner == "drop-after" { 2 } else { 1 };
                assert_eq!(taken.len(), times, "{manner}");
                assert!(
                    mails(database)
                        .await
                        .iter()
                        .all(|mail| mail.sent_at.is_some())
                );
            })
            .await;
        }
    });
}

#[test]
fn i20_a_server_that_is_not_there_is_tried_for_days_and_then_given_up() {
    on_every_database(async |database| {
        let transport = Transport::smtp("smtp://127.0.0.1:1").unwrap();
        let post = Post::new(database.clone(), transport, SENDER.parse().unwrap());
        write(database, "a", "zoe@example.ch", "Grüezi").await;
        until_quiet(database, &post).await;
        let all = mails(database).await;
        let mail = all.first().unwrap();
        assert!(mail.sent_at.is_none() && mail.error.is_some());
        assert!(mail.attempts > 20, "{}", mail.attempts);
    });
}

#[test]
fn i20_nothing_that_somebody_typed_is_a_header_or_a_command() {
    on_every_database(async |database| {
        with_server(&[], async |server| {
            let post = post(database, server);
            for (nth, hostile) in [
                "Anna\r\nBcc: evil@example.com",
                "Anna\nX-Evil: 1\r\n\r\n<script>alert(1)</script>",
                "\u{202e}gnp.exe",
                "=?utf-8?q?x?=",
                "\"quoted\" <evil@example.com>, ",
            ]
            .into_iter()
            .enumerate()
            {
                write(database, &nth.to_string(), "zoe@example.ch", hostile).await;
            }
            until_quiet(database, &post).await;
            let taken = server.taken();
            assert_eq!(taken.len(), 5);
            for mail in taken {
                assert_eq!(mail["to"], serde_json::json!(["zoe@example.ch"]));
                let names = mail["names"].to_string();
                assert!(
                    !names.contains("bcc") && !names.contains("x-evil"),
                    "{names}"
                );
            }
        })
        .await;
    });
}

#[test]
fn i20_invitations_limits_and_removals_of_hostile_names_arrive_as_they_were_written() {
    on_every_database(async |database| {
        with_server(&[], async |server| {
            let long = "m".repeat(200);
            let astral = "\u{1f600}".repeat(200);
            let wide = "wide ".repeat(39) + "name.";
            let names = [
                "Zoë Bärtschi",
                "<script>alert(1)</script>",
                "Anna\r\nBcc: evil@example.com",
                "Anna\nX-Evil: 1\n.\nQUIT",
                "\\r\\nBcc: evil@example.com %0d%0aBcc: evil@example.com",
                "=?utf-8?q?=3Cb=3E?= =?utf-8?b?PGI+?=",
                "\"quoted\" <evil@example.com>, evil@example.com",
                "Anna \u{202e}gnp.exe",
                "محمد (١) 42!",
                "\u{200f}שלום, 42\u{200f}",
                "👩‍❤️‍💋‍👨 👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇭",
                "Z\u{317}\u{326}a\u{338}lg\u{353}o",
                ".",
                "李",
                &long,
                &astral,
                &wide,
            ];
            for name in names {
                write_letters(database, name, Locale::of_tags("en")).await;
            }
            until_quiet(database, &post(database, server)).await;
            let written = mails(database).await;
            let taken = server.taken();
            assert_eq!(
                (written.len(), taken.len()),
                (names.len() * 3, names.len() * 3)
            );
            for mail in &written {
                let id = format!("<{:014x}@relux.example>", mail.id);
                let arrived = taken.iter().find(|one| one["id"] == id);
                let arrived = arrived.unwrap_or_else(|| panic!("{mail:?}"));
                let recipient = mail.recipient.as_str();
                assert_eq!(arrived["to"], serde_json::json!([recipient]));
                assert_eq!(arrived["header_to"], recipient);
                assert_eq!(arrived["from"], "Relux Credits <credits@relux.example>");
                // The headers are those of a harmless name, to the last one.
                assert_eq!(arrived["names"], taken[0]["names"], "{mail:?}");
                // Where a long line was folded, blanks may have become one.
                let subject = arrived["subject"].as_str().unwrap().split_whitespace();
                assert!(subject.eq(mail.subject.split_whitespace()), "{mail:?}");
                let plain: Vec<_> = arrived["plain"].as_str().unwrap().lines().collect();
                assert_eq!(plain, mail.plain.lines().collect::<Vec<_>>());
                let html: Vec<_> = arrived["html"].as_str().unwrap().lines().collect();
                assert_eq!(html, mail.html.lines().collect::<Vec<_>>());
            }
        })
        .await;
    });
}

#[test]
fn i20_a_domain_of_any_script_is_written_to_by_a_server_that_knows_ascii_alone() {
    on_every_database(async |database| {
        with_server(&[], async |server| {
            write(database, "a", "anna@bücher.example", "Grüezi").await;
            until_quiet(database, &post(database, server)).await;
            let taken = server.taken();
            let [mail] = &taken[..] else {
                panic!("{:?}", mails(database).await);
            };
            // As every server on the way can look it up (RFC 5891).
            assert_eq!(
                mail["to"],
                serde_json::json!(["anna@xn--bcher-kva.example"])
            );
        })
        .await;
    });
}

#[test]
fn i20_a_process_that_died_while_sending_leaves_the_mail_to_the_next() {
    on_every_database(async |database| {
        with_server(&["stall-after"], async |server| {
            write(database, "a", "zoe@example.ch", "Grüezi").await;
            let post = post(database, server);
            let dying = tokio::spawn({
                let post = post.clone();
                async move { post.deliver_due().await }
            });
            // Until the server has the mail, and has not said so.
            while server.taken().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            dying.abort();
            let _aborted = dying.await;
            assert_eq!(post.deliver_due().await.unwrap(), 0, "somebody has it");
            pass(database, Duration::from_secs(91));
            assert_eq!(post.deliver_due().await.unwrap(), 1);
            let taken = server.taken();
            assert_eq!(taken.len(), 2);
            assert_eq!(taken[0]["id"], taken[1]["id"]);
            assert!(mails(database).await.first().unwrap().sent_at.is_some());
        })
        .await;
    });
}

#[test]
fn i20_two_posts_on_one_database_send_a_mail_once() {
    on_every_database(async |database| {
        with_server(&[], async |server| {
            let (one, other) = (post(database, server), post(database, server));
            for nth in 0..40 {
                write(database, &nth.to_string(), "zoe@example.ch", "Grüezi").await;
            }
            for _ in 0..20 {
                let (one, other) = tokio::join!(one.deliver_due(), other.deliver_due());
                one.unwrap();
                other.unwrap();
            }
            assert_eq!(server.taken().len(), 40);
        })
        .await;
    });
}

#[test]
fn without_a_server_mails_are_files_and_a_repeat_is_the_same_file() {
    on_every_database(async |database| {
        let folder = tempfile::tempdir().unwrap();
        let transport = Transport::Folder(folder.path().join("mail"));
        let post = Post::new(database.clone(), transport, SENDER.parse().unwrap());
        write(database, "a", "zoe@example.ch", "Grüezi").await;
        until_quiet(database, &post).await;
        let files = || {
            std::fs::read_dir(folder.path().join("mail"))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect::<Vec<_>>()
        };
        let [file] = &files()[..] else {
            panic!("{:?}", files());
        };
        assert_eq!(file.extension().unwrap(), "eml");
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("To: zoe@example.ch"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    });
}
