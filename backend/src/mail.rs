//! E-mails. What a mail tells of writes it down in its own transaction ([`write`]); the
//! post takes it from there and tries until a server has it (I20). Called by the rules.

mod compose;
mod letter;
mod numbers;
mod post;
mod transport;
mod words;

use api::{EmailAddress, UserId};

pub use compose::Composed;
pub use letter::{Charged, Letter, Whose};
pub use post::Post;
pub use transport::{BadTransport, Sender, Transport};

use crate::{
    Error,
    store::{
        Tx,
        outbox::{self, NewMail},
        user,
    },
};

/// Writes a mail to somebody down, in their language. `cause` names what it tells of: the
/// same one again changes nothing. A person who is not there any more gets none.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn write(tx: &mut Tx, to: UserId, cause: &str, letter: &Letter) -> Result<(), Error> {
    let Some(person) = user::find(tx, to).await? else {
        return Ok(());
    };
    if let Some(composed) = preview(tx, to, letter).await? {
        put(tx, &person.email, cause, &composed).await?;
    }
    Ok(())
}

/// A mail to somebody as it would be written down; none to who is not there any more.
///
/// # Errors
/// [`Error::Database`].
pub async fn preview(tx: &mut Tx, to: UserId, letter: &Letter) -> Result<Option<Composed>, Error> {
    let Some(person) = user::find(tx, to).await? else {
        return Ok(None);
    };
    let locale = user::locale(tx, to).await?;
    Ok(Some(compose::compose(letter, locale, Some(&person.name))))
}

/// Writes a mail to an address down that may be nobody's yet, in the language of who has it
/// sent.
///
/// # Errors
/// As [`write`].
pub async fn invite(
    tx: &mut Tx,
    to: &EmailAddress,
    by: UserId,
    cause: &str,
    letter: &Letter,
) -> Result<(), Error> {
    let locale = user::locale(tx, by).await?;
    let composed = compose::compose(letter, locale, None);
    put(tx, to, cause, &composed).await
}

async fn put(
    tx: &mut Tx,
    to: &EmailAddress,
    cause: &str,
    composed: &Composed,
) -> Result<(), Error> {
    let mail = NewMail {
        cause,
        recipient: to.as_str(),
        subject: &composed.subject,
        plain: &composed.plain,
        html: &composed.html,
    };
    outbox::insert(tx, &mail).await
}
