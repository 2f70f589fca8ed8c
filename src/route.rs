//! Every screen and its address: the only place where a path is spelt.

use api::{OrganisationId, UserId, WalletId};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The account page with its tiles (D1).
    Account,
    /// The sign-in of the reference deployment.
    SignIn,
    /// Balances and history (C, T).
    Credits,
    /// An organisation and its members (O).
    Organisation(OrganisationId),
    /// What one member has used of an organisation's credits (O7).
    Member(OrganisationId, UserId),
    /// What members and organisations have used in a period (U1).
    Report(OrganisationId),
    /// An invitation that somebody follows the link of (rule 13).
    Invitation,
    /// No screen of ours.
    Unknown,
}

impl Route {
    /// The screen at a path, `base` being where the host has put the application.
    pub fn parse(base: &str, path: &str) -> Self {
        let base = base.trim_end_matches('/');
        let Some(path) = path.strip_prefix(base) else {
            return Self::Unknown;
        };
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let found = match segments.collect::<Vec<_>>()[..] {
            [] => Some(Self::Account),
            ["sign-in"] => Some(Self::SignIn),
            ["credits"] => Some(Self::Credits),
            ["invitation"] => Some(Self::Invitation),
            ["credits", "organisation", id] => id.parse().ok().map(Self::Organisation),
            ["credits", "organisation", id, "report"] => id.parse().ok().map(Self::Report),
            ["credits", "organisation", id, "members", user] => {
                let ids = id.parse().ok().zip(user.parse().ok());
                ids.map(|(organisation, user)| Self::Member(organisation, user))
            }
            _ => None,
        };
        found.unwrap_or(Self::Unknown)
    }

    /// The screen's path.
    pub fn path(&self, base: &str) -> String {
        let base = base.trim_end_matches('/');
        match self {
            Self::Account | Self::Unknown => format!("{base}/"),
            Self::SignIn => format!("{base}/sign-in"),
            Self::Credits => format!("{base}/credits"),
            Self::Invitation => format!("{base}/invitation"),
            Self::Organisation(id) => format!("{base}/credits/organisation/{id}"),
            Self::Report(id) => format!("{base}/credits/organisation/{id}/report"),
            Self::Member(id, user) => format!("{base}/credits/organisation/{id}/members/{user}"),
        }
    }
}

/// The query parameter of the Credits page that says whose history is shown.
pub const WALLET: &str = "wallet";

/// The history of that wallet on the Credits page; the personal one without.
pub fn history_path(base: &str, wallet: Option<WalletId>) -> String {
    let path = Route::Credits.path(base);
    match wallet {
        Some(wallet) => format!("{path}?{WALLET}={wallet}"),
        None => path,
    }
}

/// The query parameter of the sign-in that says where to go afterwards.
pub const NEXT: &str = "next";

/// The sign-in, with the way back; `here` is percent-encoded.
pub fn sign_in_path(base: &str, here: &str) -> String {
    format!("{}?{NEXT}={here}", Route::SignIn.path(base))
}

/// The host's sign-in, with the way back; `here` is percent-encoded.
pub fn host_sign_in(url: &str, here: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}redirect={here}")
}

/// Where to go after signing in: to the screen that asked for it, and never off the
/// application, whatever the address says.
pub fn after_sign_in(base: &str, next: Option<&str>) -> String {
    let credits = Route::Credits.path(base);
    let Some(next) = next else { return credits };
    let path = next.split(['?', '#']).next().unwrap_or_default();
    match Route::parse(base, path) {
        Route::Account
        | Route::Credits
        | Route::Organisation(_)
        | Route::Member(..)
        | Route::Report(_)
            if is_plain(next) =>
        {
            next.to_owned()
        }
        Route::Account
        | Route::Credits
        | Route::Organisation(_)
        | Route::Member(..)
        | Route::Report(_)
        | Route::Invitation
        | Route::SignIn
        | Route::Unknown => credits,
    }
}

/// Whether a browser takes it for a path on this origin: `//host` and `/\host` are not.
fn is_plain(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['\\', ':']) && !path.contains("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_at_its_path_under_any_base() {
        let organisation = OrganisationId::from_row(42);
        for base in ["/", "", "/my/credits", "/de_DE/my/credits/"] {
            for route in [
                Route::Account,
                Route::SignIn,
                Route::Credits,
                Route::Invitation,
                Route::Organisation(organisation),
                Route::Member(organisation, UserId::from_row(7)),
                Route::Report(organisation),
            ] {
                assert_eq!(
                    Route::parse(base, &route.path(base)),
                    route,
                    "{base} {route:?}"
                );
            }
        }
    }

    #[test]
    fn after_signing_in_one_is_back_where_one_was_and_never_on_another_site() {
        let next = "/credits?wallet=00000000000007&type=refund";
        assert_eq!(after_sign_in("", Some(next)), next);
        assert_eq!(after_sign_in("", Some("/")), "/");
        assert_eq!(
            after_sign_in("/my/credits", Some("/my/credits/credits")),
            "/my/credits/credits"
        );
        for next in [
            None,
            Some(""),
            Some("//evil.example"),
            Some("//evil.example/credits"),
            Some("/\\evil.example"),
            Some("https://evil.example/credits"),
            Some("javascript:alert(1)"),
            Some("/sign-in"),
            Some("/elsewhere"),
        ] {
            assert_eq!(after_sign_in("", next), "/credits", "{next:?}");
        }
    }

    #[test]
    fn a_path_that_is_no_screen_is_unknown() {
        for path in [
            "/other/credits",
            "/my/credits/x",
            "/my/credits/credits/organisation",
            "/my/credits/credits/organisation/1",
            "/my/credits/credits/organisation/0000000000002a/x",
            "/my/credits/sign-in/x",
        ] {
            assert_eq!(Route::parse("/my/credits", path), Route::Unknown, "{path}");
        }
        assert_eq!(Route::parse("/my/credits", "/my/credits"), Route::Account);
    }
}
