//! Organisations in English: members, invitations, usage, limits and the log.

use crate::locale::{Invitation, Limit, Log, Organisation, OrganisationNew, Usage};

pub(super) const ORGANISATION: Organisation = Organisation {
    your_role: |role| format!("Your role: {role}"),
    members: |count, text| {
        if count == 1 {
            "1 member".to_owned()
        } else {
            format!("{text} members")
        }
    },
    whom_to_ask: "Owners and admins manage the shared credits. Ask one of them.",
    name: "Name",
    email: "E-mail address",
    role: "Role",
    since: "Member since",
    you: "(you)",
    owner: "Owner",
    admin: "Admin",
    member: "Member",
    actions: "Actions",
    remove: |name| format!("Remove {name}"),
    remove_title: |name| format!("Remove {name}?"),
    remove_text: |name, email, organisation| {
        format!(
            "From now on, {name} ({email}) can neither spend nor see the shared credits of {organisation}. What they have used stays in the reports, and their own credits stay theirs."
        )
    },
    remove_mail: |name, organisation| {
        format!(
            "{name} gets an e-mail: “You no longer have access to the shared credits of {organisation}”."
        )
    },
    remove_preview: "Show the e-mail",
    no_preview: "The e-mail can’t be shown now. It will be sent all the same.",
    remove_yes: "Remove",
    not_removed: "Not removed.",
    removed: |name| format!("{name} was removed and has been told by e-mail."),
    role_of: |name| format!("Role of {name}"),
    role_title: |name, role| format!("Change the role of {name} to {role}?"),
    owner_may: "Owners manage the shared credits, the members and their roles, and see everybody’s usage. They can remove every other member, you included.",
    admin_may: "Admins manage the shared credits and the members, and see everybody’s usage. They don’t change roles.",
    member_may: "Members spend shared credits and see their own usage. They manage nothing.",
    role_yes: "Change role",
    role_failed: "Not changed.",
    role_changed: |name, role| format!("{name} now has the role {role}."),
    last_owner: "The only owner. Make somebody else an owner first.",
    leave: "Leave organisation",
    leave_title: |name| format!("Leave {name}?"),
    leave_text: "From now on you can neither spend nor see the shared credits. What you have used stays in the reports, and your own credits stay yours.",
    leave_yes: "Leave",
    not_left: "You have not left.",
    leave_last: "You are the only owner. To leave, make somebody else an owner first.",
    failed: "The organisation couldn’t be loaded.",
};

pub(super) const INVITATION: Invitation = Invitation {
    open: "Invite Member",
    addresses: "E-mail addresses",
    addresses_hint: "One or several, separated by commas, spaces or lines. Each gets an e-mail with a link that works for 14 days.",
    send: "Invite User",
    close: "Close",
    missing: "Enter an e-mail address.",
    too_many_at_once: |most| format!("Enter at most {most} addresses at once."),
    failed: "Nobody was invited.",
    limit_reached: "20 invitations have been sent within an hour. Try again later.",
    answers: "Results",
    outcomes: [
        "Invited",
        "Already a member",
        "Already invited",
        "Not an e-mail address. It should look like name@example.com.",
        "Not invited: 20 invitations have been sent within an hour. Try again later.",
    ],
    resend_these: "Send the e-mail again",
    mend: "The addresses that need another look are still in the field.",
    sent_one: |email| format!("{email} was invited by e-mail."),
    sent_many: |count| format!("{count} people were invited by e-mail."),
    again: "Invite again",
    heading: |count| {
        if count == 1 {
            "1 invitation".to_owned()
        } else {
            format!("{count} invitations")
        }
    },
    status: "Status",
    invited_by: "Invited by",
    pending: |day| format!("Pending until {day}"),
    expired: |day| format!("Expired on {day}"),
    resend: "Resend",
    resend_to: |email| format!("Resend the invitation to {email}"),
    revoke: "Revoke",
    revoke_of: |email| format!("Revoke the invitation to {email}"),
    revoke_title: |email| format!("Revoke the invitation to {email}?"),
    revoke_text: "The link in the e-mail stops working at once. You can invite the same address again.",
    not_revoked: "Not revoked.",
    revoked: |email| format!("The invitation to {email} was revoked."),
    title: "Invitation",
    offer: |by, name| format!("{by} invites you to {name}"),
    offer_text: |name| {
        format!(
            "As a member you make images with the shared credits of {name} and see what you have used. Your own credits stay yours."
        )
    },
    until: |day| format!("The invitation can be accepted until {day}."),
    accept: "Accept invitation",
    not_accepted: "Not accepted.",
    signed_in_as: |name, email| format!("You are signed in as {name} ({email})."),
    sign_in_first: |email| format!("Sign in as {email} to accept."),
    sign_in: "Sign in and accept",
    sign_up_first: |email| format!("Create your account for {email} to accept."),
    sign_up: "Create account and accept",
    your_name: "Your name",
    name_wrong: "Enter your name, with at most 200 characters.",
    new_password: "New password",
    new_password_hint: |least| {
        format!("At least {least} characters. Several words make a good one.")
    },
    password_short: |least| format!("Enter a password of at least {least} characters."),
    host_sign_in: "Sign in to accept",
    account_exists: "There is an account with this address already. Load the page again to sign in.",
    invalid_title: "This invitation can’t be used",
    invalid: "It may have expired, been used or been revoked, or the link is incomplete. Ask who invited you to send it again.",
    invalid_signed_in: |email| {
        format!(
            "You are signed in as {email}. If the invitation went to another address, sign out and follow its link again."
        )
    },
    to_credits: "Go to Credits",
};

pub(super) const USAGE: Usage = Usage {
    this_month: "Used this month",
    own_this_month: |credits| format!("You have used {credits} shared credits this month."),
    in_all: |credits| format!("{credits} shared credits used in all"),
    removed: "Removed",
    failed: "What was used couldn’t be loaded.",
    search: "Search members",
    more: |count| format!("Show {count} more"),
    hits: |_count, hits, all| format!("{hits} of {all} members"),
    member_title: "Usage history",
    report: "Usage report",
    period: "Period",
    present_month: "This month",
    last_month: "Last month",
    by_member: "By member",
    by_organisation: "By organisation",
    organisation: "Organisation",
};

pub(super) const LIMIT: Limit = Limit {
    of: |limit| format!("of {limit}"),
    none: "no limit",
    change_of: |limit, name| format!("{limit}: change the limit of {name}"),
    each: |limit| format!("Allowed per member and month: {limit}."),
    change: "Change",
    title_each: "Monthly limit of each member",
    title_of: |name| format!("Monthly limit of {name}"),
    legend: "Shared credits in a calendar month",
    default: |limit| format!("As everybody: {limit}"),
    no_limit: "No limit",
    at_most: "At most",
    credits: "Credits a month",
    wrong: |most| format!("Enter a whole number of credits, up to {most}."),
    save: "Save",
    failed: "Not saved.",
    saved: "The limit was saved.",
    own: |used, limit, left| {
        format!("You have used {used} of your {limit} shared credits this month: {left} left.")
    },
    changed_each: |by, was, became| {
        format!("{by} changed the limit of each member from {was} to {became}.")
    },
    changed_one: |by, name, was, became| {
        format!("{by} changed the limit of {name} from {was} to {became}.")
    },
    amount: |limit| match limit {
        "1" => "1 credit".to_owned(),
        limit => format!("{limit} credits"),
    },
    as_all: "that of each member",
};

pub(super) const LOG: Log = Log {
    title: "Changes",
    failed: "The changes couldn’t be loaded.",
    empty: "Invitations, removals, and changes of roles, limits and auto-renewal are listed here.",
    older: "Show older changes",
    created: |by| format!("{by} created the organisation."),
    invited: |by, email| format!("{by} invited {email}."),
    revoked: |by, email| format!("{by} revoked the invitation to {email}."),
    joined: |by| format!("{by} accepted the invitation."),
    removed: |by, name| format!("{by} removed {name}."),
    left: |by| format!("{by} left."),
    role: |by, name, was, became| {
        format!("{by} changed the role of {name} from {was} to {became}.")
    },
    renewal: |by, was, became| format!("{by} changed auto-renewal from {was} to {became}."),
    off: "off",
    on: |threshold, package, limit| format!("“below {threshold}, package {package}, {limit}”"),
    at_most: |limit| format!("at most {limit} a month"),
    no_limit: "no limit",
};

pub(super) const ORGANISATION_NEW: OrganisationNew = OrganisationNew {
    open: "Create organisation",
    name: "Name of the organisation",
    hint: "Your company or team. You are its owner, and can then invite members and buy shared credits.",
    name_wrong: "Enter a name with at most 200 characters.",
    create: "Create",
    failed: "Not created.",
    limit_reached: "You can’t create more organisations today. Try again tomorrow.",
};
