//! How mails leave: by SMTP, or into a folder that somebody looks into.

use std::{path::PathBuf, time::Duration};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
};

use crate::store::outbox::MailRow;

/// How long one command of a conversation with a server may take.
const COMMAND: Duration = Duration::from_secs(20);

/// How mails leave.
#[derive(Clone)]
pub enum Transport {
    /// To a server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// As `.eml` files.
    Folder(PathBuf),
}

/// Whom mails are from.
pub type Sender = Mailbox;

/// Why a server can't be talked to.
#[derive(Debug, thiserror::Error)]
#[error("no SMTP URL such as smtps://user:password@host or smtp://host:25: {0}")]
pub struct BadTransport(#[from] smtp::Error);

/// Why a mail has not left.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// It can't be written as a mail, now or later.
    #[error("not a mail: {0}")]
    Unwritable(String),
    /// The server did not take it, or nobody knows whether it did.
    #[error("{0}")]
    Refused(#[from] smtp::Error),
    /// There was no end of it.
    #[error("it took too long")]
    Slow,
    /// The folder can't be written.
    #[error("{0}")]
    Folder(#[from] std::io::Error),
}

impl Transport {
    /// To the server of that URL: `smtps://` and `smtp://…?tls=required` with TLS, plain
    /// `smtp://` without.
    ///
    /// # Errors
    /// When it is no such URL.
    pub fn smtp(url: &str) -> Result<Self, BadTransport> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
        Ok(Self::Smtp(builder.timeout(Some(COMMAND)).build()))
    }

    /// Sends a mail. The same one again is the same mail: it has the same Message-ID.
    ///
    /// # Errors
    /// When nobody is known to have taken it.
    pub(super) async fn send(&self, from: &Sender, mail: &MailRow) -> Result<(), NotSent> {
        let message = message(from, mail)?;
        match self {
            Self::Smtp(server) => {
                server.send(message).await?;
            }
            Self::Folder(folder) => {
                let at = mail.created_at.format("%Y%m%d-%H%M%S");
                let name = format!("{at}-{:014x}", mail.id);
                tokio::fs::create_dir_all(folder).await?;
                let unfinished = folder.join(format!("{name}.part"));
                tokio::fs::write(&unfinished, message.formatted()).await?;
                tokio::fs::rename(unfinished, folder.join(format!("{name}.eml"))).await?;
            }
        }
        Ok(())
    }
}

fn message(from: &Sender, mail: &MailRow) -> Result<Message, NotSent> {
    let unwritable = |error: &dyn std::error::Error| NotSent::Unwritable(error.to_string());
    let to = address(&mail.recipient).map_err(|error| unwritable(&error))?;
    let id = format!("<{:014x}@{}>", mail.id, from.email.domain());
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .message_id(Some(id))
        .date(mail.created_at.into())
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .raw_header(subject(&mail.subject))
        // No out-of-office note answers it (RFC 3834).
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(
            mail.plain.clone(),
            mail.html.clone(),
        ))
        .map_err(|error| unwritable(&error))
}

/// An address with its domain in ASCII (RFC 5891), which every server knows.
fn address(text: &str) -> Result<Address, AddressError> {
    let (user, domain) = text.rsplit_once('@').ok_or(AddressError::MissingParts)?;
    let ascii = idna::domain_to_ascii(domain).map_err(|_invalid| AddressError::InvalidDomain)?;
    Address::new(user, ascii)
}

/// What is encoded in one go, in bytes: a word of a header has 75 characters at most.
const WORD_BYTES: usize = 42;

/// The subject. One that holds what looks like an encoded word (RFC 2047) is encoded as a
/// whole, or whoever reads the mail would decode it.
fn subject(text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    if !text.contains("=?") {
        return HeaderValue::new(name, text.to_owned());
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let encoded: Vec<_> = words
        .iter()
        .map(|word| format!("=?utf-8?b?{}?=", BASE64_STANDARD.encode(word)))
        .collect();
    HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), encoded.join("\r\n "))
}
