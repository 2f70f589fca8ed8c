//! What happens in one wallet over the months, line by line.

use std::collections::HashSet;

use api::{
    Credits, WalletId,
    transaction::{Reference, SalesNumber, TransactionType},
};
use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

use super::calendar;
use crate::{
    Error,
    ledger::{Bulk, By, Cause, NewLine},
    port::SplitMix,
    store::Tx,
};

/// Somebody who spends, and how much more than others.
pub(super) struct Author {
    pub(super) by: By,
    pub(super) zeal: u32,
}

/// When the wallet buys by itself, and how much.
pub(super) struct Renewal {
    pub(super) threshold: Credits,
    pub(super) amount: Credits,
}

/// The shop's numbers, which all customers share: they grow with time.
pub(super) struct Sales {
    began: DateTime<Utc>,
    taken: HashSet<i64>,
}

impl Sales {
    /// The last number that was given.
    pub(super) fn last(&self) -> i64 {
        self.taken.iter().copied().max().unwrap_or(0)
    }
}

impl Sales {
    /// The numbers of a shop that began then, with S00042.
    pub(super) fn since(began: DateTime<Utc>) -> Self {
        Self {
            began,
            taken: HashSet::new(),
        }
    }

    /// The number of a sale at that instant. Two of three can be looked at.
    fn at(&mut self, at: DateTime<Utc>) -> Result<Reference, Error> {
        // Somebody buys every thirteen minutes.
        let mut number = (at - self.began).num_minutes() / 13 + 42;
        while !self.taken.insert(number) {
            number = number.saturating_add(1);
        }
        let text = format!("S{number:05}");
        let url = (!self.taken.len().is_multiple_of(3))
            .then(|| format!("https://www.relux.com/my/orders/{text}"));
        let number = SalesNumber::try_from(text);
        Ok(Reference {
            number: number.map_err(|error| Error::corrupt(error.to_string()))?,
            url,
        })
    }
}

/// One wallet's story being written.
pub(super) struct Diary<'a> {
    pub(super) bulk: Bulk,
    pub(super) wallet: WalletId,
    pub(super) dice: &'a mut SplitMix,
    pub(super) sales: &'a mut Sales,
    pub(super) renewal: Option<Renewal>,
    /// The renewals so far: when, how many credits, and the shop's number.
    pub(super) renewed: Vec<Renewed>,
}

/// Credits that the wallet has bought by itself.
pub(super) struct Renewed {
    pub(super) at: DateTime<Utc>,
    pub(super) credits: Credits,
    pub(super) number: SalesNumber,
}

/// What a person does at some moment: so many images, and whether they come out.
struct Event<'a> {
    at: DateTime<Utc>,
    by: &'a By,
    images: i32,
    fails: bool,
}

impl Diary<'_> {
    /// Ordinary days from one instant to another: every working day about `busy` pieces
    /// of work, each of some generations, some of which fail; now and then a correction.
    pub(super) async fn live(
        &mut self,
        tx: &mut Tx,
        authors: &[Author],
        busy: u32,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), Error> {
        for day in calendar::days(from, until) {
            let mut events = Vec::new();
            for _piece in 0..calendar::pieces(self.dice, day, busy) {
                let by = pick(self.dice, authors)?;
                let mut at = calendar::moment(self.dice, day);
                for _generation in 0..=self.dice.below(6) {
                    events.push(self.event(at, by));
                    at += TimeDelta::milliseconds(i64::from(25_000 + self.dice.below(200_000)));
                }
            }
            events.retain(|event| from <= event.at && event.at < until);
            events.sort_by_key(|event| event.at);
            for event in events {
                self.generate(tx, &event, authors.first()).await?;
            }
            if self.renewal.is_some() && self.dice.below(60) == 0 {
                // Before a large project somebody buys by hand.
                let at = calendar::moment(self.dice, day).clamp(from, until);
                self.buy(tx, Credits::whole(250), authors.get(1), at)
                    .await?;
            }
            if self.dice.below(170) == 0 {
                let at = calendar::moment(self.dice, day).clamp(from, until);
                self.adjust(tx, at).await?;
            }
        }
        Ok(())
    }

    /// Goes on until the wallet holds exactly that much, within the time given.
    pub(super) async fn settle(
        &mut self,
        tx: &mut Tx,
        authors: &[Author],
        balance: Credits,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), Error> {
        while self.bulk.balance() < balance {
            self.buy(tx, Credits::whole(100), authors.first(), from)
                .await?;
        }
        let surplus = self
            .bulk
            .balance()
            .hundredths()
            .saturating_sub(balance.hundredths());
        let odd = Credits::from_hundredths(-(surplus % 100));
        let odd = odd.map_err(|error| Error::corrupt(error.to_string()))?;
        if odd != Credits::ZERO {
            // What a gesture left over.
            let line = new_line(
                &self.bulk,
                self.wallet,
                TransactionType::Adjustment,
                odd,
                None,
            );
            self.bulk.book(tx, line, from).await?;
        }
        let mut moments = Vec::new();
        let mut rest = surplus / 100;
        while rest > 0 {
            let images = i64::from(self.dice.below(6)).saturating_add(1).min(rest);
            rest = rest.saturating_sub(images);
            moments.push((self.past_moment(from, until), images));
        }
        moments.sort_unstable();
        let by = pick(self.dice, authors)?;
        for (at, images) in moments {
            let images = i32::try_from(images).unwrap_or(1);
            self.spend(tx, by, images, at).await?;
        }
        Ok(())
    }

    /// A moment of the working days that lie wholly in between.
    fn past_moment(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) -> DateTime<Utc> {
        let days = calendar::days(from, until)
            .filter(|day| *day > from.date_naive() && *day < until.date_naive())
            .filter(|day| day.weekday().number_from_monday() <= 5)
            .collect::<Vec<_>>();
        let count = u32::try_from(days.len()).unwrap_or(1);
        let day = usize::try_from(self.dice.below(count)).unwrap_or(0);
        let day = days.get(day).copied();
        calendar::moment(self.dice, day.unwrap_or_else(|| until.date_naive())).clamp(from, until)
    }

    fn event<'b>(&mut self, at: DateTime<Utc>, by: &'b By) -> Event<'b> {
        // Mostly one or two images, sometimes a series.
        let images = match self.dice.below(10) {
            0..=4 => 1,
            5..=7 => 2,
            8 => 4,
            _series => 8,
        };
        Event {
            at,
            by,
            images,
            fails: self.dice.below(45) == 0,
        }
    }

    /// A generation, with what it takes to pay for it and what follows from it.
    async fn generate(
        &mut self,
        tx: &mut Tx,
        event: &Event<'_>,
        buyer: Option<&Author>,
    ) -> Result<(), Error> {
        let price = Credits::whole(event.images);
        if self.bulk.balance() < price {
            let before = event.at - TimeDelta::seconds(95);
            let amount = if self.renewal.is_some() { 1000 } else { 100 };
            self.buy(tx, Credits::whole(amount), buyer, before).await?;
        }
        let number = self.spend(tx, event.by, event.images, event.at).await?;
        if event.fails {
            let after = event.at + TimeDelta::milliseconds(21_400);
            let kind = TransactionType::Refund;
            let line = new_line(&self.bulk, self.wallet, kind, price, Some(event.by.clone()));
            let undoes = Some(number);
            self.bulk
                .book(tx, NewLine { undoes, ..line }, after)
                .await?;
        }
        self.renew(tx, event.at + TimeDelta::milliseconds(2_300))
            .await
    }

    async fn spend(
        &mut self,
        tx: &mut Tx,
        by: &By,
        images: i32,
        at: DateTime<Utc>,
    ) -> Result<i64, Error> {
        let amount = Credits::whole(images).negated();
        let kind = TransactionType::ImageGeneration;
        let line = new_line(&self.bulk, self.wallet, kind, amount, Some(by.clone()));
        self.bulk.book(tx, line, at).await
    }

    /// A purchase by hand.
    pub(super) async fn buy(
        &mut self,
        tx: &mut Tx,
        amount: Credits,
        buyer: Option<&Author>,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let by = buyer.map(|author| author.by.clone());
        let line = new_line(
            &self.bulk,
            self.wallet,
            TransactionType::Purchase,
            amount,
            by,
        );
        let reference = Some(self.sales.at(at)?);
        self.bulk
            .book(tx, NewLine { reference, ..line }, at)
            .await?;
        Ok(())
    }

    /// Buys by itself when the balance is below the threshold (rule 5).
    async fn renew(&mut self, tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Error> {
        match self.renewal {
            Some(Renewal { threshold, amount }) if self.bulk.balance() < threshold => {
                self.buy_by_itself(tx, amount, at).await
            }
            Some(_) | None => Ok(()),
        }
    }

    /// What auto-renewal buys.
    pub(super) async fn buy_by_itself(
        &mut self,
        tx: &mut Tx,
        credits: Credits,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let kind = TransactionType::AutomaticRenewal;
        let line = new_line(&self.bulk, self.wallet, kind, credits, None);
        let reference = self.sales.at(at)?;
        let number = reference.number.clone();
        let reference = Some(reference);
        self.bulk
            .book(tx, NewLine { reference, ..line }, at)
            .await?;
        self.renewed.push(Renewed {
            at,
            credits,
            number,
        });
        Ok(())
    }

    /// A correction by Relux: mostly a gesture, sometimes a claim.
    async fn adjust(&mut self, tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Error> {
        let gesture = Credits::from_hundredths(i64::from(self.dice.below(40)) * 25 + 50);
        let gesture = gesture.map_err(|error| Error::corrupt(error.to_string()))?;
        let is_claim = self.dice.below(3) == 0 && self.bulk.balance() > gesture;
        let amount = if is_claim { gesture.negated() } else { gesture };
        let line = new_line(
            &self.bulk,
            self.wallet,
            TransactionType::Adjustment,
            amount,
            None,
        );
        self.bulk.book(tx, line, at).await?;
        Ok(())
    }
}

/// A line that nothing but the demo data is the cause of.
pub(super) fn new_line(
    bulk: &Bulk,
    wallet: WalletId,
    kind: TransactionType,
    amount: Credits,
    by: Option<By>,
) -> NewLine {
    NewLine {
        wallet,
        kind,
        amount,
        reference: None,
        by,
        cause: Cause {
            kind: "demo",
            // In order, so that the index of causes only grows at its end.
            id: format!("{wallet}-{:09}", bulk.next_number()),
        },
        undoes: None,
    }
}

/// Somebody, the more often the more zealous.
fn pick<'a>(dice: &mut SplitMix, authors: &'a [Author]) -> Result<&'a By, Error> {
    let all = authors.iter().map(|author| author.zeal).sum();
    let mut place = dice.below(all);
    for author in authors {
        match place.checked_sub(author.zeal) {
            Some(rest) => place = rest,
            None => return Ok(&author.by),
        }
    }
    Err(Error::corrupt("nobody does anything"))
}
