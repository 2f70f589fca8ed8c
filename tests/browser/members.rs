//! The table of members, mounted with props.

use api::{
    UserId,
    organisation::{Member, Organisation, Role},
};
use leptos::prelude::*;
use relux_credits::organisation::{Asks, MemberTable};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::mounted::{mount, settle};

fn member(row: i64, name: &str, role: Role) -> Member {
    Member {
        user: UserId::from_row(row),
        name: name.to_owned(),
        email: format!("{row}@demo.example").parse().unwrap(),
        role,
        since: "2025-01-31T23:30:00Z".parse().unwrap(),
        limit: None,
    }
}

#[wasm_bindgen_test]
fn o1_a_plain_member_is_told_whom_to_ask() {
    let organisation = Organisation {
        id: api::OrganisationId::from_row(1),
        name: "Lichtwerk".to_owned(),
        role: Role::Member,
        members: vec![
            member(1, "Anna", Role::Owner),
            member(2, "Bea", Role::Member),
        ],
        default_limit: api::limit::Limit::NoLimit,
        invitations: Vec::new(),
    };
    let view = mount(|| {
        view! { <MemberTable organisation=organisation reader=UserId::from_row(2)/> }
    });
    assert!(
        view.text()
            .contains("Owners and admins manage the shared credits")
    );
    assert_eq!(view.texts("tbody th"), ["Anna", "Bea (you)"]);
}

#[wasm_bindgen_test]
fn o4_everybody_who_may_be_removed_has_a_button_that_names_them_and_nobody_else() {
    let hostile = "<img src=x onerror=alert(1)>";
    let members = move || {
        vec![
            member(1, "Anna", Role::Owner),
            member(2, "Otto", Role::Owner),
            member(3, "Bea", Role::Admin),
            member(4, "Cem", Role::Admin),
            member(5, hostile, Role::Member),
        ]
    };
    for (reader, role, removable) in [
        (1, Role::Owner, vec!["Otto", "Bea", "Cem", hostile]),
        (3, Role::Admin, vec!["Cem", hostile]),
        (5, Role::Member, vec![]),
    ] {
        let asked = RwSignal::new(None::<Member>);
        let view = mount(move || {
            let organisation = Organisation {
                id: api::OrganisationId::from_row(1),
                name: "Lichtwerk".to_owned(),
                role,
                members: members(),
                default_limit: api::limit::Limit::NoLimit,
                invitations: Vec::new(),
            };
            let asks = Asks {
                removal: Callback::new(move |member| asked.set(Some(member))),
                role: Callback::new(|_| ()),
                limit: Callback::new(|_| ()),
            };
            let reader = UserId::from_row(reader);
            view! { <MemberTable organisation=organisation reader=reader asks=asks/> }
        });
        let buttons = view.all(".rc-icon-button");
        let names: Vec<_> = buttons
            .iter()
            .map(|button| button.get_attribute("aria-label").unwrap())
            .collect();
        let expected: Vec<_> = removable
            .iter()
            .map(|name| format!("Remove {name}"))
            .collect();
        assert_eq!(names, expected, "{role:?}");
        assert!(view.all("img").is_empty());
        if let Some(button) = buttons.last() {
            button.unchecked_ref::<HtmlElement>().click();
            let about = asked.get_untracked().map(|member| member.name);
            assert_eq!(about.as_deref(), removable.last().copied());
        }
    }
}

#[wasm_bindgen_test]
fn o5_an_owner_chooses_roles_which_are_asked_about_first_and_the_last_owner_keeps_theirs() {
    for (role, choices) in [(Role::Owner, 1), (Role::Admin, 0), (Role::Member, 0)] {
        let asked = RwSignal::new(None::<(Member, Role)>);
        let view = mount(move || {
            let organisation = Organisation {
                id: api::OrganisationId::from_row(1),
                name: "Lichtwerk".to_owned(),
                role,
                members: vec![
                    member(1, "Anna", Role::Owner),
                    member(2, "Bea", Role::Member),
                ],
                default_limit: api::limit::Limit::NoLimit,
                invitations: Vec::new(),
            };
            let asks = Asks {
                removal: Callback::new(|_| ()),
                role: Callback::new(move |change| asked.set(Some(change))),
                limit: Callback::new(|_| ()),
            };
            let reader = UserId::from_row(1);
            view! { <MemberTable organisation=organisation reader=reader asks=asks/> }
        });
        assert_eq!(view.all("select").len(), choices, "{role:?}");
        let note = "The only owner. Make somebody else an owner first.";
        assert_eq!(view.text().contains(note), choices == 1, "{role:?}");
        if choices == 1 {
            assert_eq!(view.attribute("select", "aria-label"), "Role of Bea");
            view.enter("select", "admin");
            let (about, wanted) = asked.get_untracked().unwrap();
            assert_eq!((&*about.name, wanted), ("Bea", Role::Admin));
            assert_eq!(view.value("select"), "member");
        }
    }
}

#[wasm_bindgen_test]
async fn o1_of_many_members_a_hundred_are_made_at_a_time_and_a_search_finds_them_all() {
    let needle = RwSignal::new(String::new());
    let view = mount(move || {
        let members = (1..=1000).map(|row| member(row, &format!("Nr {row:04}"), Role::Member));
        let organisation = Organisation {
            id: api::OrganisationId::from_row(1),
            name: "Lichtwerk".to_owned(),
            role: Role::Owner,
            members: members.collect(),
            default_limit: api::limit::Limit::NoLimit,
            invitations: Vec::new(),
        };
        view! { <MemberTable organisation=organisation reader=UserId::from_row(1) needle=needle/> }
    });
    let rows = || view.all("tbody tr").len();
    assert_eq!(view.texts("h2"), ["1,000 members"]);
    assert_eq!(rows(), 100);
    view.press_named("Show 100 more");
    settle().await;
    assert_eq!(rows(), 200);
    for shown in 3..=10 {
        view.press_named("Show 100 more");
        settle().await;
        assert_eq!(rows(), shown * 100);
    }
    assert!(view.all("button").is_empty());
    needle.set("nr 0999".to_owned());
    settle().await;
    assert_eq!(view.texts("tbody th"), ["Nr 0999"]);
    assert!(view.text().contains("1 of 1,000 members"));
}
