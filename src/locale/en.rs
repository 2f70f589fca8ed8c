//! English. Relux's published labels stand here verbatim.

mod general;
mod organisation;

use super::{Account, AutoRenewal, Credits, Export, Help, History, Messages, Purchase, SignIn};

pub(super) static MESSAGES: Messages = Messages {
    general: general::GENERAL,
    sign_in: SignIn {
        title: "Sign in",
        email: "E-mail address",
        password: "Password",
        submit: "Sign in",
        sign_out: "Sign out",
        email_missing: "Enter your e-mail address",
        email_malformed: "Enter an e-mail address in the correct format, like name@example.com",
        password_missing: "Enter your password",
        wrong: "E-mail address or password is wrong. Check both and try again.",
        too_many: "Too many attempts. Wait a minute, then try again.",
        session_ended: "Your session has ended",
        session_ended_text: "Sign in to go on where you were. What you have typed is kept.",
        sign_out_failed: "Signing out may not have worked. Try again.",
    },
    account: Account {
        title: "My account",
        credits: "Credits",
        credits_hint: "Balances, history and organisation",
        orders: "Orders",
        orders_hint: "What you have bought",
        invoices: "Invoices",
        invoices_hint: "Download and pay",
        payment_methods: "Payment methods",
        payment_methods_hint: "Your saved cards",
        profile: "Profile",
        profile_hint: "Name, address, password",
    },
    credits: Credits {
        title: "Credits",
        manage_organisation: "Manage organisation",
        manage_named: |name| format!("Manage organisation {name}"),
        current_balance: "Current Balance",
        current_shared_balance: "Current shared balance",
        unit: |_| "credits",
        days_left: |days| match days {
            0 => "less than a day left at your pace".to_owned(),
            1 => "about 1 day left at your pace".to_owned(),
            days => format!("about {days} days left at your pace"),
        },
        low: |threshold| format!("Below your threshold of {threshold}"),
        overdrawn: "Below zero: nothing can be spent until credits are bought",
        trend: |from, to| format!("Balance over the last 30 days: from {from} to {to}"),
        trend_caption: "Last 30 days",
        threshold: |threshold| format!("Threshold {threshold}"),
        balance_failed: "The balance couldn’t be loaded.",
        stale: "This balance may be out of date.",
        no_organisation_title: "No shared credits yet",
        no_organisation: "In an organisation, colleagues spend from one shared balance and you see who used what. Ask a colleague for an invitation, or create one.",
        which_pays: "An image is paid for from your personal balance if it suffices, otherwise from a shared one; never from both.",
    },
    auto_renewal: AutoRenewal {
        title: "Auto-renew Credits",
        intro: "Buys credits by itself when the balance runs low.",
        whose: "Whose credits",
        on: "On",
        off: "Off",
        standings: [
            "Off",
            "On",
            "Renewing…",
            "On – trying again",
            "On – confirm the charge",
            "On – limit reached",
            "Paused",
        ],
        failed: "Auto-renewal couldn’t be loaded.",
        stale: "What you see may be out of date.",
        credits: |text| {
            if text == "1" {
                "1 credit".to_owned()
            } else {
                format!("{text} credits")
            }
        },
        threshold: "Threshold",
        threshold_wrong: |min, max, step| {
            format!("Enter a number between {min} and {max}, in steps of {step}.")
        },
        package: "Purchase Amount when Renewing",
        package_gone: "Choose an amount",
        priced: |price| format!("{price} incl. VAT"),
        limit: "Monthly limit",
        at_most: "At most",
        a_month: "a month",
        no_limit: "No limit",
        limit_wrong: |price| format!("Enter at least {price}, the price of one purchase."),
        used_of: |used, limit| format!("{used} of {limit} used this month"),
        used: |used| format!("{used} used this month"),
        month_ends: |date| format!("starts again on {date}"),
        no_card: "No card is stored. Without one, auto-renewal can’t be turned on.",
        add_card: "Add a credit card",
        change_card: "Change card",
        card: |card, until| format!("{card}, valid until {until}"),
        your_balance: "your balance",
        shared_balance: "the shared balance",
        a_card: "the card that you add",
        charge: |balance, threshold, card, price, credits| {
            format!(
                "When {balance} falls below {threshold}, we charge {card} {price} for {credits}"
            )
        },
        within: |limit| format!(", at most {limit} a month."),
        unlimited: ", without a monthly limit.",
        sentence_off: "Auto-renewal is off: nothing is bought by itself.",
        sentence_unfinished: "Complete the settings above to see what will be charged.",
        below: |balance, price, credits| {
            format!(
                "The balance of {balance} is below that already: saving charges {price} for {credits} at once."
            )
        },
        below_no_room: |balance, date| {
            format!(
                "The balance of {balance} is below that already, but the limit leaves no room: nothing is charged before {date}."
            )
        },
        charge_now: |price| format!("Charge {price} now?"),
        charges_at_once: |card, price, credits| {
            format!(
                "The balance is below the threshold. So {card} is charged {price} for {credits} at once."
            )
        },
        save_and_charge: "Save and charge",
        resume_and_charge: "Resume and charge",
        save: "Save",
        saved: "Saved!",
        not_saved: "Not Saved – Error",
        unsaved: "Unsaved changes",
        discard: "Discard changes",
        checking: "No answer yet. Checking whether your changes were saved…",
        unknown: "We don’t know yet whether your changes were saved. What you entered is kept.",
        check_again: "Check again",
        why_fields: "Correct what is marked above, then save again.",
        why_card: "To turn auto-renewal on, add a credit card, then save again.",
        why_package: "This amount is no longer sold. Choose another one, then save again.",
        why_threshold: "This threshold can’t be chosen. Choose another one, then save again.",
        why_limit: "The monthly limit is too low for one purchase. Raise it, then save again.",
        why_forbidden: "You may no longer manage these credits. Ask an owner or admin of your organisation.",
        why_stale: "These settings were changed elsewhere. Choose above which version to keep.",
        conflict: "Changed elsewhere",
        conflict_text: "While you were editing, these settings were changed in another tab or by a colleague.",
        theirs: "Saved now",
        yours: "Your changes",
        keep_theirs: "Keep the saved version",
        keep_yours: "Save my version",
        leave: "Discard unsaved changes?",
        leave_text: "What you changed in auto-renewal has not been saved.",
        stay: "Stay",
        replay: |times, cost| match times {
            0 => "In the last 90 days, nothing would have been charged.".to_owned(),
            1 => format!("In the last 90 days, you would have been charged once, {cost}."),
            times => {
                format!("In the last 90 days, you would have been charged {times} times, {cost}.")
            }
        },
        replay_limited: "The monthly limit would have held a renewal back.",
        replay_failed: "The last 90 days couldn’t be replayed.",
        renewing: "A renewal is under way.",
        try_again_at: |at| format!("We try again on {at}."),
        confirm: "Your bank asks you to confirm the charge.",
        confirm_link: "Confirm the payment",
        limited: |date| {
            format!(
                "This month’s limit is used up. The next renewal can be on {date}; a higher limit allows it sooner."
            )
        },
        paused_since: |date| format!("Paused since {date}; nothing is bought."),
        resume: "Resume",
        resume_unknown: "We don’t know yet whether it was resumed. Press Resume again: nothing is charged twice.",
        renewals: "Renewals",
        renewals_empty: "None yet. Every attempt will be listed here, also those that charge nothing.",
        renewals_all: |count| format!("Show {count} older"),
        charged: |price, credits| format!("{price} for {credits}"),
        charged_nothing: "Nothing charged",
        charging: "The card is being charged.",
        to_be_confirmed: "Waits for your confirmation.",
        no_room: |date| format!("This month’s limit leaves no room before {date}."),
        dropped: [
            "The balance was high enough again.",
            "Auto-renewal was turned off.",
            "The settings were changed.",
        ],
        declines: [
            "The card’s account did not have enough money.",
            "The card has expired.",
            "The card was reported lost or stolen.",
            "The charge was not confirmed.",
            "The bank refused the charge and gave no reason.",
            "The payment provider did not answer.",
            "No card was stored.",
            "What was to be bought is no longer sold.",
        ],
        attempt_unknown: "No answer yet",
        attempt_charged: "Charged",
        attempt_confirm: "The bank asked for a confirmation.",
    },
    purchase: Purchase {
        title: "Buy credits",
        amount: "Amount",
        per_credit: |price| format!("{price} per credit"),
        incl_vat: "incl. VAT",
        card: "Card",
        total: "Total incl. VAT",
        vat: "of which VAT",
        buy: |credits, price| format!("Buy {credits} for {price}"),
        no_card: "No card is stored. Without one, nothing can be bought.",
        sending: "Sending your purchase…",
        offline: "You are offline. Your purchase is sent by itself as soon as you are back.",
        checking: "No answer yet. We are checking whether your purchase arrived; nothing is charged twice.",
        charging: "Your card is being charged…",
        charging_slowly: "This takes longer than usual. You need not wait: the credits arrive by themselves.",
        confirm: |price| {
            format!(
                "Your bank asks you to confirm the payment of {price}. Until you do, nothing is charged."
            )
        },
        buy_other: "Buy something else",
        unsure: |credits, price, at| {
            format!(
                "On {at} you asked to buy {credits} for {price}, and no answer came. Go on to find out; if your purchase did not arrive then, it is made now."
            )
        },
        go_on: "Go on",
        drop: "Don’t buy",
        bought: |credits| format!("You have bought {credits}."),
        buy_more: "Buy more credits",
        not_bought: "Nothing was bought, and nothing charged.",
        not_needed: "The purchase was withdrawn. Buy again if you still need the credits.",
        hints: [
            "Use another card, or buy a smaller amount.",
            "Use another card, then buy again.",
            "Use another card, then buy again.",
            "Buy again, and confirm the payment on your bank’s page.",
            "Ask your bank, or use another card.",
            "Buy again later.",
            "Add a credit card, then buy again.",
            "Choose another amount.",
        ],
        why_card: "There is no card any more. Add a credit card, then buy again.",
        why_package: "This amount is no longer sold. Choose another one.",
        why_price: "The price has changed. Look at the new one, then buy again.",
        why_other: "Another payment for these credits is under way. Wait until it is done, then buy again.",
        failed: "What can be bought couldn’t be loaded.",
    },
    help: Help {
        renewal: "How renewal works",
        example: |threshold, bought, price, low, new| {
            format!(
                "An example: your threshold is {threshold}, and you buy {bought} for {price}. With exactly {threshold} nothing happens. When an image takes the balance to {low}, the card is charged {price} once, and the balance becomes {new}."
            )
        },
        rules: [
            "If one purchase does not lift the balance to the threshold, the same charge buys as many as it takes, within the monthly limit.",
            "The monthly limit is for a calendar month in Zurich, and counts charges that are still undecided. It is never exceeded.",
            "If the card is declined, we write to you and try again after 1, 6 and 24 hours. Then auto-renewal pauses, until you add another card or resume it.",
            "Turned off, it buys nothing more. It never turns itself on.",
        ],
        types: "What the types mean",
        meanings: [
            "Credits that every new account gets once.",
            "Credits that were bought.",
            "Credits that auto-renewal bought because the balance fell below the threshold.",
            "What an image in ReluxDesktop cost.",
            "Credits given back for an image that failed.",
            "A correction by Relux. Our support knows why.",
        ],
    },
    history: History {
        title: "Transaction history",
        wallets: "Whose transactions",
        personal: "Personal",
        own_lines_only: "You see your own use of these shared credits. Owners and admins see everybody’s.",
        date: |zone| format!("Date ({zone})"),
        kind: "Type",
        reference: "Purchase Reference",
        amount: "Amount",
        balance: "Balance",
        member: "Member",
        member_removed: "(removed)",
        types: [
            "Welcome grant",
            "Purchase",
            "Automatic renewal",
            "Image generation",
            "Refund",
            "Adjustment",
        ],
        filter: "Filter transactions",
        all_types: "All types",
        from: "From",
        until: "To",
        period_reversed: "“To” lies before “From”. Choose a later day.",
        text: "Reference",
        text_of_members: "Reference or member",
        clear_filters: "Clear filters",
        range: |first, last, total| format!("{first}–{last} of {total}"),
        pages: "Pages of the transaction history",
        newer: "Newer",
        older: "Older",
        empty_title: "No transactions yet",
        empty: "Credits that you buy, and every image that you generate in ReluxDesktop, will be listed here.",
        no_hits_title: "No transactions match",
        no_hits: "There are transactions, but none with these filters.",
        failed: "The transactions couldn’t be loaded.",
        new_line: |kind, amount| format!("New transaction: {kind}, {amount}"),
    },
    export: Export {
        download: "Download Excel",
        scope: |n, text| {
            if n == 1 {
                format!("{text} transaction as an Excel file")
            } else {
                format!("{text} transactions as an Excel file")
            }
        },
        starting: "Preparing the download…",
        progress: |rows, total| format!("{rows} of {total} rows"),
        packing: "Packing the file…",
        done: |file| format!("Saved as {file}"),
        cancelled: "Download cancelled.",
        incomplete: "Not all rows arrived, so no file was made. Try again.",
        failed: "The file couldn’t be made. Try again.",
        title: "Relux Credits",
        sheet_transactions: "Transactions",
        sheet_by_member: "By member",
        sheet_about: "About",
        used: "Used credits",
        share: "Share",
        total: "Total",
        account: "Account",
        filter: "Filter",
        no_filter: "None",
        period: "Period",
        whole_history: "Whole history",
        zone: "Time zone",
        made_at: "Exported",
        rows: "Rows",
    },
    organisation: organisation::ORGANISATION,
    invitation: organisation::INVITATION,
    usage: organisation::USAGE,
    limit: organisation::LIMIT,
    log: organisation::LOG,
    organisation_new: organisation::ORGANISATION_NEW,
};
