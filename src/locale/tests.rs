//! What the words of every language have in common.

use api::Credits;

use super::{ordinal::marked, *};

fn words(language: Language) -> &'static Messages {
    at_once(language.messages()).unwrap()
}

#[test]
fn g1_the_language_is_the_primary_subtag_and_english_when_unknown() {
    assert_eq!(Language::of_tag("de-CH"), Language::German);
    assert_eq!(Language::of_tag("DE_de"), Language::German);
    assert_eq!(Language::of_tag("fr-CH"), Language::French);
    assert_eq!(Language::of_tag("it_IT"), Language::Italian);
    assert_eq!(Language::of_tag("en-GB"), Language::English);
    assert_eq!(Language::of_tag("pt-BR"), Language::English);
    assert_eq!(Language::of_tag(""), Language::English);
}

#[test]
fn g1_relux_own_words_are_kept_to_the_letter() {
    let en = words(Language::English);
    assert_eq!(en.credits.title, "Credits");
    assert_eq!(en.credits.manage_organisation, "Manage organisation");
    assert_eq!(en.credits.current_balance, "Current Balance");
    assert_eq!(en.credits.current_shared_balance, "Current shared balance");
    assert_eq!(en.auto_renewal.title, "Auto-renew Credits");
    assert_eq!(en.auto_renewal.package, "Purchase Amount when Renewing");
    assert_eq!(en.auto_renewal.save, "Save");
    assert_eq!(en.auto_renewal.saved, "Saved!");
    assert_eq!(en.auto_renewal.not_saved, "Not Saved \u{2013} Error");
    assert_eq!(en.history.title, "Transaction history");
    assert_eq!((en.history.date)("CET"), "Date (CET)");
    assert_eq!(en.history.kind, "Type");
    assert_eq!(en.history.reference, "Purchase Reference");
    assert_eq!(en.history.amount, "Amount");
}

#[test]
fn g1_the_shell_of_the_html_says_what_the_page_says_then() {
    let html = include_str!("../../index.html");
    for language in Language::ALL {
        let words = words(language);
        let said = [
            words.account.title,
            words.credits.title,
            words.credits.which_pays,
        ];
        for text in said {
            let span = format!("<span lang=\"{}\">{text}</span>", language.tag());
            assert!(html.contains(&span), "{span}");
        }
    }
}

#[test]
fn g1_one_is_singular_and_many_are_plural() {
    let en = words(Language::English);
    let de = words(Language::German);
    assert_eq!((en.credits.days_left)(1), "about 1 day left at your pace");
    assert_eq!(
        (en.credits.days_left)(18),
        "about 18 days left at your pace"
    );
    assert_eq!((de.export.scope)(1, "1"), "1 Transaktion als Excel-Datei");
    assert_eq!((de.export.scope)(2, "2"), "2 Transaktionen als Excel-Datei");
    let fr = words(Language::French);
    assert!((fr.organisation.members)(1, "1").starts_with("1 membre"));
    assert!(!(fr.organisation.members)(1, "1").contains("membres"));
    assert!((fr.organisation.members)(2, "2").contains("membres"));
    assert_eq!((fr.credits.unit)(Credits::whole(1)), "crédit");
    assert_eq!((fr.credits.unit)(Credits::whole(2)), "crédits");
    let it = words(Language::Italian);
    assert!((it.organisation.members)(1, "1").contains("membro"));
    assert!((it.organisation.members)(2, "2").contains("membri"));
}

#[test]
fn g1_only_the_first_of_a_month_takes_an_ordinal_in_french_and_italian() {
    let fr = words(Language::French).auto_renewal.month_ends;
    assert_eq!(fr("1 avr. 2026"), "remise à zéro le 1er avr. 2026");
    let it = words(Language::Italian).auto_renewal.month_ends;
    assert_eq!(it("1 apr 2026"), "si azzera il 1° apr 2026");
    for day in [
        "10 avr. 2026",
        "11 avr. 2026, 01:00",
        "21 avr. 2026",
        "1er",
        "",
    ] {
        assert_eq!(marked(day, "er"), day);
    }
}

/// What is counted, in a text of one language.
fn counted(words: &Messages, count: u32) -> [String; 5] {
    let (text, many) = (count.to_string(), usize::try_from(count).unwrap());
    [
        (words.credits.days_left)(count),
        (words.export.scope)(count.into(), &text),
        (words.organisation.members)(many, &text),
        (words.invitation.heading)(many),
        (words.limit.amount)(&text),
    ]
}

/// The same nouns: of one, and of several.
const NOUNS: [(Language, [(&str, &str); 5]); 4] = [
    (
        Language::English,
        [
            ("day", "days"),
            ("transaction", "transactions"),
            ("member", "members"),
            ("invitation", "invitations"),
            ("credit", "credits"),
        ],
    ),
    (
        Language::German,
        [
            ("Tag", "Tage"),
            ("Transaktion", "Transaktionen"),
            ("Mitglied", "Mitglieder"),
            ("Einladung", "Einladungen"),
            ("Credit", "Credits"),
        ],
    ),
    (
        Language::French,
        [
            ("jour", "jours"),
            ("transaction", "transactions"),
            ("membre", "membres"),
            ("invitation", "invitations"),
            ("crédit", "crédits"),
        ],
    ),
    (
        Language::Italian,
        [
            ("giorno", "giorni"),
            ("transazione", "transazioni"),
            ("membro", "membri"),
            ("invito", "inviti"),
            ("credito", "crediti"),
        ],
    ),
];

#[test]
fn g1_one_is_counted_in_the_singular_and_many_in_the_plural_in_every_language() {
    for (language, nouns) in NOUNS {
        for count in [1, 2, 1_000] {
            for (text, (one, several)) in counted(words(language), count).iter().zip(nouns) {
                let noun = if count == 1 { one } else { several };
                let has = |noun: &str| {
                    text.split(|c: char| !c.is_alphabetic())
                        .any(|word| word == noun)
                };
                assert!(has(noun), "{language:?}: {text}");
                assert!(text.contains(&count.to_string()), "{language:?}: {text}");
            }
        }
    }
}
