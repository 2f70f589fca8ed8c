//! People.

use api::{EmailAddress, UserId, session::User};

use super::{Row, Tx, nfc};
use crate::{
    Error,
    language::{Language, Locale},
};

/// What the database calls where numbers are Swiss; elsewhere it is empty.
const SWITZERLAND: &str = "CH";

/// What a person signs in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Who.
    pub user: UserId,
    /// Their password's hash, in PHC format.
    pub password_hash: String,
    /// Who they are at the host, if it has signed them in.
    pub host_subject: Option<String>,
}

/// Stores a new person. Returns `None` if somebody has that address.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn insert(
    tx: &mut Tx,
    email: &EmailAddress,
    name: &str,
    password_hash: &str,
) -> Result<Option<UserId>, Error> {
    let id = tx.random().id()?;
    let now = tx.now();
    let sql = "INSERT INTO users (id, email_key, email, name, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_key) DO NOTHING";
    let parameters = values![
        id,
        email.key(),
        email.as_str(),
        nfc(name),
        password_hash,
        now
    ];
    let inserted = tx.execute(sql, parameters).await?;
    Ok((inserted == 1).then_some(UserId::from_row(id)))
}

/// The person with that address.
///
/// # Errors
/// [`Error::Database`].
pub async fn credentials(tx: &mut Tx, email: &EmailAddress) -> Result<Option<Credentials>, Error> {
    let sql = "SELECT id, password_hash, host_subject FROM users WHERE email_key = $1";
    let row = tx.fetch_optional(sql, values![email.key()]).await?;
    row.map(|row| {
        Ok(Credentials {
            user: UserId::from_row(row.int("id")?),
            password_hash: row.text("password_hash")?,
            host_subject: row.opt_text("host_subject")?,
        })
    })
    .transpose()
}

/// The person whom the host calls that.
///
/// # Errors
/// [`Error::Database`].
pub async fn of_host_subject(tx: &mut Tx, subject: &str) -> Result<Option<UserId>, Error> {
    let sql = "SELECT id FROM users WHERE host_subject = $1";
    let row = tx.fetch_optional(sql, values![subject]).await?;
    row.map(|row| Ok(UserId::from_row(row.int("id")?)))
        .transpose()
}

/// Notes for good what the host calls a person.
///
/// # Errors
/// [`Error::Conflict`] when another transaction has noted it, or something else, at this very
/// moment; [`Error::Database`].
pub async fn bind_host_subject(tx: &mut Tx, user: UserId, subject: &str) -> Result<(), Error> {
    let sql = "UPDATE users SET host_subject = $2 WHERE id = $1 AND host_subject IS NULL";
    match tx.execute(sql, values![user, subject]).await {
        Ok(1) => Ok(()),
        Ok(_nobody) => Err(Error::Conflict),
        Err(Error::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => {
            Err(Error::Conflict)
        }
        Err(error) => Err(error),
    }
}

/// A person.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, user: UserId) -> Result<Option<User>, Error> {
    let sql = "SELECT id, name, email FROM users WHERE id = $1";
    let row = tx.fetch_optional(sql, values![user]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Waits for whatever else the person does that is counted, and makes that wait until this
/// transaction ends.
///
/// # Errors
/// [`Error::Database`].
pub async fn lock(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    let lock = tx.dialect().for_no_key_update();
    let sql = format!("SELECT id FROM users WHERE id = $1{lock}");
    tx.fetch_optional(sql, values![user]).await?;
    Ok(())
}

/// What a person is written to in.
///
/// # Errors
/// [`Error::Database`]; also for a person who is not there.
pub async fn locale(tx: &mut Tx, user: UserId) -> Result<Locale, Error> {
    let sql = "SELECT language, region FROM users WHERE id = $1";
    let row = tx.fetch_one(sql, values![user]).await?;
    Ok(Locale {
        language: Language::of_tags(&row.text("language")?),
        is_swiss: row.text("region")? == SWITZERLAND,
    })
}

/// Notes what a person is written to in from now on.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_locale(tx: &mut Tx, user: UserId, locale: Locale) -> Result<(), Error> {
    let sql = "UPDATE users SET language = $2, region = $3
        WHERE id = $1 AND (language <> $2 OR region <> $3)";
    let region = if locale.is_swiss { SWITZERLAND } else { "" };
    tx.execute(sql, values![user, locale.language.tag(), region])
        .await?;
    Ok(())
}

fn read(row: &Row) -> Result<User, Error> {
    Ok(User {
        id: UserId::from_row(row.int("id")?),
        name: row.text("name")?,
        email: email(row)?,
    })
}

/// The column `email`.
pub(super) fn email(row: &Row) -> Result<EmailAddress, Error> {
    let text = row.text("email")?;
    text.parse()
        .map_err(|_| Error::corrupt("a stored e-mail address"))
}
