//! How often one may ask, and how long one may take.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use api::Code;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{Extensions, HeaderMap},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::problem::{Answer, Refused};

/// The longest that an answer may take to begin.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// A page load asks for some ten things at once; four seconds' worth is far beyond it.
const BURST_SECONDS: u32 = 4;

/// How many peers' worth of sign-ins come from one address, such as an office's.
const PEOPLE_PER_PEER: u32 = 6;

/// How many of each kind of request one may send.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Requests a second for one session or one desktop token.
    pub requests_per_second: NonZeroU32,
    /// Sign-ins a minute for one e-mail address; six times as many for one peer.
    pub sign_ins_per_minute: NonZeroU32,
    /// E-mails with invitations an hour by one person.
    pub invitations_per_hour: NonZeroU32,
    /// Organisations that one person creates in a day.
    pub organisations_per_day: NonZeroU32,
}

/// What was asked lately, by whom.
pub struct Limits {
    requests: Limiter<[u8; 32]>,
    sign_ins_by_email: Limiter<String>,
    sign_ins_by_peer: Limiter<IpAddr>,
}

impl Limits {
    /// Nobody has asked yet.
    pub fn new(rates: Rates) -> Self {
        let Rates {
            requests_per_second,
            sign_ins_per_minute,
            // Counted by the rules, in the database.
            invitations_per_hour: _,
            organisations_per_day: _,
        } = rates;
        let burst = requests_per_second.saturating_mul(at_least_one(BURST_SECONDS));
        let by_peer = sign_ins_per_minute.saturating_mul(at_least_one(PEOPLE_PER_PEER));
        Self {
            requests: Limiter::new(Quota::per_second(requests_per_second).allow_burst(burst)),
            sign_ins_by_email: Limiter::new(Quota::per_minute(sign_ins_per_minute)),
            sign_ins_by_peer: Limiter::new(Quota::per_minute(by_peer)),
        }
    }

    /// One more request of whoever holds the secret with that hash.
    ///
    /// # Errors
    /// [`Code::TooManyRequests`].
    pub fn request(&self, token_hash: [u8; 32]) -> Answer<()> {
        self.requests.check(&token_hash)
    }

    /// One more attempt to sign in.
    ///
    /// # Errors
    /// [`Code::TooManyRequests`].
    pub fn sign_in(&self, peer: IpAddr, email_key: String) -> Answer<()> {
        self.sign_ins_by_peer.check(&household(peer))?;
        self.sign_ins_by_email.check(&email_key)
    }

    /// One more use of an invitation's link. It counts as a sign-in does.
    ///
    /// # Errors
    /// [`Code::TooManyRequests`].
    pub fn invitation(&self, peer: IpAddr) -> Answer<()> {
        self.sign_ins_by_peer.check(&household(peer))
    }

    /// Forgets whoever has been quiet; to be called now and then.
    pub fn forget_the_quiet(&self) {
        self.requests.0.retain_recent();
        self.sign_ins_by_email.0.retain_recent();
        self.sign_ins_by_peer.0.retain_recent();
    }
}

/// The peer, as far as it can't choose: whoever has one address of IPv6 has the other
/// 2⁶⁴ of its network too.
fn household(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

struct Limiter<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> Limiter<K> {
    fn new(quota: Quota) -> Self {
        Self(RateLimiter::keyed(quota))
    }

    fn check(&self, key: &K) -> Answer<()> {
        self.0.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Refused::new(Code::TooManyRequests).retry_after(wait.as_secs().saturating_add(1))
        })
    }
}

/// Who asks, as far as the network knows; in the request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Notes the peer of every request.
pub async fn note_peer(
    State(behind_tls): State<bool>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = peer(request.headers(), request.extensions(), behind_tls);
    request.extensions_mut().insert(Peer(peer));
    next.run(request).await
}

/// Behind TLS a proxy of ours is at the other end of the connection, and tells the real
/// peer in the last entry of `X-Forwarded-For` (the earlier ones are whatever the peer
/// wrote).
fn peer(headers: &HeaderMap, extensions: &Extensions, behind_tls: bool) -> IpAddr {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|text| text.trim().parse().ok());
    let connected = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip());
    forwarded
        .filter(|_| behind_tls)
        .or(connected)
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Gives up on a request whose answer has not begun in time. What it has begun to
/// change goes on: mutations run in tasks of their own.
pub async fn within_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(answer) => answer,
        Err(_elapsed) => Refused::new(Code::Timeout).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt;

    fn rates(requests: u32, sign_ins: u32) -> Rates {
        Rates {
            requests_per_second: at_least_one(requests),
            sign_ins_per_minute: at_least_one(sign_ins),
            invitations_per_hour: NonZeroU32::MIN,
            organisations_per_day: NonZeroU32::MIN,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_does_not_begin_in_time_is_given_up() {
        let router = axum::Router::new()
            .fallback(std::future::pending::<()>)
            .layer(axum::middleware::from_fn(within_time));
        let began = tokio::time::Instant::now();
        let Ok(answer) = router
            .oneshot(Request::new(axum::body::Body::empty()))
            .await;
        assert_eq!(answer.status().as_u16(), Code::Timeout.status());
        assert_eq!(began.elapsed().as_secs(), 15);
    }

    #[test]
    fn one_session_is_limited_and_another_is_not_held_up_by_it() {
        let limits = Limits::new(rates(20, 10));
        let asked = (0..100)
            .take_while(|_| limits.request([1; 32]).is_ok())
            .count();
        assert!((80..90).contains(&asked), "{asked}");
        assert!(limits.request([2; 32]).is_ok());
    }

    #[test]
    fn sign_ins_are_limited_by_address_and_by_peer() {
        let limits = Limits::new(rates(20, 10));
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..10 {
            assert!(limits.sign_in(one, "a@b.ch".to_owned()).is_ok());
        }
        let refused = limits.sign_in(other, "a@b.ch".to_owned()).unwrap_err();
        assert_eq!(refused.code(), Code::TooManyRequests);
        assert!(
            refused
                .into_response()
                .headers()
                .contains_key("retry-after")
        );
        let guesses = (0..100)
            .take_while(|n| limits.sign_in(one, format!("a{n}@b.ch")).is_ok())
            .count();
        assert_eq!(guesses, 50);
    }

    #[test]
    fn a_peer_does_not_become_another_by_another_address_of_its_network() {
        let peer = |text: &str| household(text.parse().unwrap());
        assert_eq!(peer("2001:db8:1:2:3:4:5:6"), peer("2001:db8:1:2::1"));
        assert_ne!(peer("2001:db8:1:2::1"), peer("2001:db8:1:3::1"));
        assert_eq!(peer("::ffff:10.0.0.1"), peer("10.0.0.1"));
        assert_ne!(peer("10.0.0.1"), peer("10.0.0.2"));
    }

    #[test]
    fn only_a_proxy_of_ours_is_believed_about_the_peer() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 10.1.2.3".parse().unwrap());
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 7))));
        assert_eq!(peer(&headers, &extensions, true).to_string(), "10.1.2.3");
        assert_eq!(peer(&headers, &extensions, false).to_string(), "127.0.0.1");
    }
}
