//! Invitations to an organisation (rule 13): how one is sent, listed and used.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{EmailAddress, InvitationId, Name, OrganisationId};

/// How many addresses may be invited in one request.
pub const ADDRESSES_MAX: usize = 100;

/// The shortest password with which somebody signs up, in characters (NIST SP 800-63B).
pub const PASSWORD_MIN_CHARS: usize = 8;

/// `POST /organisations/{organisation}/invitations`: invite people by e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// 1 to [`ADDRESSES_MAX`] addresses as they were typed. What is none gets an answer, too.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub emails: Vec<String>,
    /// Whether those whose invitation still waits get the e-mail again.
    pub resend: bool,
}

/// What became of the addresses, one answer for each different one, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// The answers.
    pub answers: Vec<InvitedAddress>,
}

/// What became of one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitedAddress {
    /// As it was typed, without blanks around it.
    pub email: String,
    /// What became of it.
    pub outcome: InviteOutcome,
}

/// What became of an address (O3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InviteOutcome {
    /// The e-mail is on its way.
    Sent,
    /// Somebody with that address belongs to the organisation. Nothing was sent.
    AlreadyMember,
    /// An invitation to that address waits. Nothing was sent, because nobody asked for it to
    /// be sent again.
    AlreadyInvited,
    /// Not an e-mail address.
    Malformed,
    /// The organisation has sent as many e-mails as it may in an hour. Nothing was sent.
    TooMany,
}

/// An invitation that was neither used nor revoked (O2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Opaque.
    pub id: InvitationId,
    /// Who is invited.
    pub email: EmailAddress,
    /// The name of who has invited them last.
    pub invited_by: String,
    /// When the e-mail was sent last.
    pub sent_at: DateTime<Utc>,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// Whether that has passed.
    pub expired: bool,
}

/// What the link of an e-mail holds after the `#`, so that no server's log does (I19): 256
/// random bits in base64url.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[A-Za-z0-9_-]{43}$"))]
#[serde(into = "String", try_from = "String")]
pub struct InvitationToken(String);

/// A string that no link of an invitation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an invitation's token")]
pub struct NotAToken;

impl InvitationToken {
    /// As it stands in the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for InvitationToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let is_digit = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if text.len() == 43 && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAToken)
        }
    }
}

impl From<InvitationToken> for String {
    fn from(token: InvitationToken) -> String {
        token.0
    }
}

impl TryFrom<String> for InvitationToken {
    type Error = NotAToken;

    fn try_from(text: String) -> Result<Self, NotAToken> {
        text.parse()
    }
}

/// Keeps it out of logs.
impl fmt::Debug for InvitationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationToken(…)")
    }
}

/// `POST /invitations/look-up` and `POST /invitations/accept`: the link that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationLink {
    /// What it holds.
    pub token: InvitationToken,
}

/// What an invitation offers to whoever holds its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    /// To what.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The name of who invites.
    pub invited_by: String,
    /// Who is invited.
    pub email: EmailAddress,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// Whether somebody with that address can sign in; otherwise they sign up.
    pub has_account: bool,
}

/// `POST /invitations/sign-up`: become a user with the address that was invited, and a
/// member, in one step. The link has shown that the address is theirs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// What the link holds.
    pub token: InvitationToken,
    /// What they are called.
    pub name: Name,
    /// [`PASSWORD_MIN_CHARS`] characters to [`crate::session::PASSWORD_MAX_BYTES`] bytes.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 8, max_length = 256))]
    pub password: String,
}

/// Keeps the password out of logs.
impl fmt::Debug for SignUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignUp")
            .field("token", &self.token)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_out_of_logs() {
        let token: InvitationToken = "t".repeat(43).parse().unwrap();
        let link = InvitationLink {
            token: token.clone(),
        };
        let sign_up = SignUp {
            token,
            name: "Zoë".parse().unwrap(),
            password: "pa55word".to_owned(),
        };
        let logged = format!("{link:?} {sign_up:?}");
        assert!(logged.contains("Zoë"));
        assert!(
            !logged.contains("ttt") && !logged.contains("pa55word"),
            "{logged}"
        );
    }

    #[test]
    fn what_no_link_holds_is_no_token() {
        for text in ["", "t", &"t".repeat(44), &format!("{}=", "t".repeat(42))] {
            assert_eq!(text.parse::<InvitationToken>(), Err(NotAToken), "{text}");
        }
    }
}
