//! ReluxDesktop's side: spending credits on generated images, and giving them back.

use serde::{Deserialize, Serialize};

use crate::{Credits, EmailAddress, GenerationId, TransactionId, WalletId};

/// Images in one generation at most.
pub const IMAGES_MAX: u32 = 100;

/// `POST /desktop-tokens`: ReluxDesktop signs a person in and gets a token of its own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestToken {
    /// As typed.
    pub email: EmailAddress,
    /// As typed.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 256))]
    pub password: String,
}

/// Keeps the password out of logs.
impl std::fmt::Debug for RequestToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestToken")
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

/// The token, shown once; to be sent as `Authorization: Bearer …`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesktopToken {
    /// 256 random bits in base64url.
    pub token: String,
}

/// Keeps the token out of logs.
impl std::fmt::Debug for DesktopToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DesktopToken").finish_non_exhaustive()
    }
}

/// `POST /generations`: debit a generation before it is made (rules 2–4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DebitGeneration {
    /// How many images, 1–[`IMAGES_MAX`].
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub images: ImageCount,
    /// Which wallet pays. Without one the personal wallet does if it can, else the
    /// first shared one that can, by the organisation's name (rule 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wallet: Option<WalletId>,
}

/// How many images: 1–[`IMAGES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u32))]
#[serde(into = "u32", try_from = "u32")]
pub struct ImageCount(u32);

/// A number of images out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a generation has 1 to 100 images")]
pub struct NotAnImageCount;

impl ImageCount {
    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl From<ImageCount> for u32 {
    fn from(images: ImageCount) -> u32 {
        images.0
    }
}

impl TryFrom<u32> for ImageCount {
    type Error = NotAnImageCount;

    fn try_from(images: u32) -> Result<Self, NotAnImageCount> {
        if (1..=IMAGES_MAX).contains(&images) {
            Ok(Self(images))
        } else {
            Err(NotAnImageCount)
        }
    }
}

/// A generation that was paid, or given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Generation {
    /// To be named when it is refunded.
    pub id: GenerationId,
    /// The line that this request wrote: the debit, or the refund. Without it the wallet
    /// is no longer one that the person may look at (I18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<TransactionId>,
    /// What that line added or took.
    pub amount: Credits,
    /// What the wallet holds now; given where `transaction` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Credits>,
}
