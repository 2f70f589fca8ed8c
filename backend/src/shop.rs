//! What is for sale, and by which times payments go: the operator's configuration.
//! Read by the rules; nobody changes it while the server runs.

use std::{fmt, str::FromStr};

use api::{
    Credits, Money, PackageId, auto_renewal::Stops, money::Currency, package::Package,
    payment::LocalPath,
};
use reqwest::Url;

use crate::payment::Pace;

/// VAT on software in Switzerland, in tenths of a percent.
pub const VAT_PERMILLE: u32 = 81;

/// What is for sale.
#[derive(Debug, Clone)]
pub struct Shop {
    /// The packages, cheapest first; never empty.
    pub packages: Vec<Package>,
    /// The thresholds that can be chosen (A3).
    pub thresholds: Stops,
    /// By which times payments go.
    pub pace: Pace,
    /// Where the page is: e-mails and the provider's pages lead there.
    pub public_url: PublicUrl,
}

/// Where the page is: at any path of its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    site: String,
    base: String,
}

/// An address at which no page can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https address without query and fragment")]
pub struct NotAPublicUrl;

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let url = Url::parse(text).map_err(|_flawed| NotAPublicUrl)?;
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_bare = url.query().is_none() && url.fragment().is_none();
        let parsed = Self {
            site: url.origin().ascii_serialization(),
            base: url.path().trim_end_matches('/').to_owned(),
        };
        (is_web && is_bare).then_some(parsed).ok_or(NotAPublicUrl)
    }
}

impl fmt::Display for PublicUrl {
    /// Without a slash at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.site, self.base)
    }
}

impl Shop {
    /// Where customers find their credits: e-mails and confirmed payments lead there.
    pub fn page(&self) -> String {
        format!("{}/credits", self.public_url)
    }

    /// Where an invitation is accepted. What it holds stands behind the `#`, which browsers
    /// send to no server (I19).
    pub fn invitation(&self, token: &str) -> String {
        format!("{}/invitation#{token}", self.public_url)
    }

    /// Where the provider's page leads back to: a path of the page's site, which is to say
    /// with the page's own in it.
    pub fn back_to(&self, path: &LocalPath) -> String {
        format!("{}{}", self.public_url.site, path.as_str())
    }

    /// The package of that name.
    pub fn package(&self, id: &PackageId) -> Option<&Package> {
        self.packages.iter().find(|package| package.id == *id)
    }

    /// Nothing, in the currency in which it sells.
    pub fn nothing(&self) -> Money {
        let first = self.packages.first();
        first.map_or(Money::new(0, Currency::CHF), |package| {
            package.price.nothing()
        })
    }
}

impl Default for Shop {
    fn default() -> Self {
        let packages = [
            (50, 2_600),
            (100, 4_900),
            (250, 11_500),
            (500, 21_900),
            (1_000, 41_900),
        ];
        Self {
            packages: packages
                .into_iter()
                .filter_map(|(credits, price)| package(credits, price, VAT_PERMILLE))
                .collect(),
            thresholds: Stops {
                min: Credits::whole(5),
                max: Credits::whole(500),
                step: Credits::whole(5),
            },
            pace: Pace::default(),
            public_url: PublicUrl {
                site: "http://127.0.0.1:8080".to_owned(),
                base: String::new(),
            },
        }
    }
}

/// A package of so many whole credits at that price in francs, VAT included, of which the
/// VAT part is worked out and rounded to whole minor units.
pub fn package(credits: u32, price_minor: i64, vat_permille: u32) -> Option<Package> {
    let rate = i64::from(vat_permille);
    let with_vat = rate.checked_add(1_000)?;
    let vat = price_minor.checked_mul(rate)?.checked_add(with_vat / 2)? / with_vat;
    Some(Package {
        id: PackageId::try_from(credits.to_string()).ok()?,
        credits: Credits::whole(1).checked_mul(credits)?,
        price: Money::new(price_minor, Currency::CHF),
        vat: Money::new(vat, Currency::CHF),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a6_a_card_page_leads_back_to_where_it_was_opened_wherever_the_page_stands() {
        let path = LocalPath::try_from("/de/my/credits/credits?page=2".to_owned()).unwrap();
        for (url, page) in [
            ("https://relux.example", "https://relux.example/credits"),
            (
                "https://relux.example/my/credits/",
                "https://relux.example/my/credits/credits",
            ),
        ] {
            let shop = Shop {
                public_url: url.parse().unwrap(),
                ..Shop::default()
            };
            assert_eq!(shop.page(), page);
            assert_eq!(
                shop.back_to(&path),
                "https://relux.example/de/my/credits/credits?page=2"
            );
        }
    }

    #[test]
    fn an_address_that_is_no_pages_is_refused() {
        for text in [
            "",
            "relux.example",
            "ftp://relux.example",
            "https://relux.example/?a=1",
            "https://relux.example/#a",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(NotAPublicUrl), "{text}");
        }
    }

    #[test]
    fn c6_the_price_includes_vat_to_the_centime() {
        // 49.00 is 45.33 and 8.1 % of it.
        assert_eq!(
            package(100, 4_900, 81).unwrap().vat,
            Money::new(367, Currency::CHF)
        );
        assert_eq!(package(1, 1, 81).unwrap().vat, Money::new(0, Currency::CHF));
        assert_eq!(
            package(1, 100, 0).unwrap().vat,
            Money::new(0, Currency::CHF)
        );
    }

    #[test]
    fn c6_the_packages_have_names_and_the_larger_ones_are_no_dearer_a_credit() {
        let shop = Shop::default();
        for pair in shop.packages.windows(2) {
            let (small, large) = (&pair[0], &pair[1]);
            assert!(small.price.amount_minor < large.price.amount_minor);
            assert!(
                large.price.amount_minor * small.credits.hundredths()
                    <= small.price.amount_minor * large.credits.hundredths()
            );
            assert_eq!(shop.package(&small.id), Some(small));
        }
    }
}
