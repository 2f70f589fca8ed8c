//! What a member may do, and changing it (O5).

use api::{
    OrganisationId,
    organisation::{Member, Role},
};
use leptos::prelude::*;

use super::question::{Question, QuestionDialog};
use crate::{client, format, locale::t, ui::InlineSelect};

/// The roles, in the order of a choice.
const ROLES: [(Role, &str); 3] = [
    (Role::Owner, "owner"),
    (Role::Admin, "admin"),
    (Role::Member, "member"),
];

/// A member who is to have another role.
pub type Change = (Member, Role);

/// What a role is called.
pub fn role_name(role: Role) -> &'static str {
    let words = &t().organisation;
    match role {
        Role::Owner => words.owner,
        Role::Admin => words.admin,
        Role::Member => words.member,
    }
}

/// The id of the control that changes somebody's role.
fn role_control(member: &Member) -> String {
    format!("role-{}", member.user)
}

/// A member's role, for who may change it.
#[component]
pub fn RoleSelect(
    /// Whose.
    member: Member,
    /// Asks about another one.
    on_choose: Callback<Change>,
) -> impl IntoView {
    let word = |role| {
        ROLES
            .iter()
            .find(|(one, _)| *one == role)
            .map(|(_, word)| *word)
    };
    let options = ROLES.map(|(role, word)| (word, role_name(role))).to_vec();
    let held = word(member.role).unwrap_or_default();
    let (id, name) = (
        role_control(&member),
        (t().organisation.role_of)(&format::name(&member.name)),
    );
    let choose = Callback::new(move |chosen: String| {
        if let Some((role, _)) = ROLES.iter().find(|(_, word)| *word == chosen) {
            on_choose.run((member.clone(), *role));
        }
    });
    view! { <InlineSelect id=id name=name held=held options=options on_choose=choose/> }
}

/// The question, which says what the new role means.
#[component]
pub fn RoleQuestion(
    /// Whose member.
    organisation: OrganisationId,
    /// What is asked about.
    question: Question<Change>,
    /// The role is changed.
    on_changed: Callback<Change>,
) -> impl IntoView {
    let words = &t().organisation;
    let change = question.carry_out(
        move |(member, role): Change| {
            client::organisation::change_role(organisation, member.user, role)
        },
        words.role_failed,
        on_changed,
    );
    let title = question.words(|(member, role)| {
        (t().organisation.role_title)(&format::name(&member.name), role_name(*role))
    });
    let meaning = question.words(|(_, role)| {
        let words = &t().organisation;
        match role {
            Role::Owner => words.owner_may,
            Role::Admin => words.admin_may,
            Role::Member => words.member_may,
        }
        .to_owned()
    });
    view! {
        <QuestionDialog
            id="member-role"
            question=question
            title=title
            yes=words.role_yes
            on_yes=change
        >
            <p>{meaning}</p>
        </QuestionDialog>
    }
}
