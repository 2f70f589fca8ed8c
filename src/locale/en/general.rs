//! What stands on every screen.

use super::super::General;

pub(super) const GENERAL: General = General {
    skip_to_content: "Skip to content",
    breadcrumb: "Breadcrumb",
    loading: "Loading…",
    retry: "Retry",
    cancel: "Cancel",
    offline: "You seem to be offline. Check your connection, then try again.",
    offline_banner: "You are offline. What you see may be out of date; it is read again as soon as you are back.",
    timed_out: "The answer is taking too long. Try again in a moment.",
    refused: "This is not possible with your account. Reload the page; if the problem persists, contact our support.",
    unexpected: "Something went wrong on our side. Try again in a moment.",
    undecided: "We don’t know yet whether this was done.",
    signed_out: "You have been signed out.",
    too_many: "Too many requests at once. Wait a moment, then try again.",
    session_failed: "Your account couldn’t be loaded.",
    part_failed: "This part of the page couldn’t be loaded.",
    not_found_title: "Page not found",
    not_found: "There is nothing at this address, or nothing that you may see.",
    to_credits: "Go to Credits",
    language: "Language",
    help: "Help",
    support: "Support",
    chatbot: "Chatbot Luxi",
};
