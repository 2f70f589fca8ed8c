//! Every operation of the published contract × every kind of asker: a new operation
//! without declared cells fails here.

use api::Code;
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
};
use http_body_util::BodyExt as _;

use super::{Askers, EVERYBODY, Who};
use crate::{
    bad_input::operation::{Operation, operations},
    client::{Client, Server},
    support::{assert_sound, on_every_database},
};

/// What somebody is answered who asks for what is the organisation's, its shared wallet's or
/// its member's: `u` is for who has to sign in first, `n` for who does not learn that it is
/// there, `f` for who does and may not, `y` for who may. In the order of [`EVERYBODY`]:
/// anonymous, stranger, removed member, owner of another organisation, member, admin, owner.
const CELLS: &[(&str, &str)] = &[
    ("sign_in", "yyyyyyy"),
    ("read_session", "yyyyyyy"),
    // No host is believed here.
    ("sign_in_by_host", "nnnnnnn"),
    ("sign_out", "uyyyyyy"),
    ("read_balance", "unnnyyy"),
    ("read_history", "unnnyyy"),
    ("export_history", "unnnyyy"),
    ("follow_events", "uyyyyyy"),
    ("read_auto_renewal", "unnnfyy"),
    ("save_auto_renewal", "unnnfyy"),
    ("resume_auto_renewal", "unnnfyy"),
    ("read_past", "unnnfyy"),
    ("buy_credits", "unnnfyy"),
    // There is no such payment.
    ("read_payment", "unnnfnn"),
    ("open_card_page", "unnnfyy"),
    ("create_organisation", "uyyyyyy"),
    ("read_organisation", "unnnyyy"),
    ("read_usage", "unnnyyy"),
    ("read_log", "unnnfyy"),
    ("invite", "unnnfyy"),
    // There is no such invitation.
    ("revoke_invitation", "unnnfnn"),
    ("look_up_invitation", "yyyyyyy"),
    ("accept_invitation", "uyyyyyy"),
    ("sign_up", "yyyyyyy"),
    // The member may leave.
    ("remove_member", "unnnyyy"),
    ("change_role", "unnnffy"),
    ("preview_removal_mail", "unnnfyy"),
    ("set_default_limit", "unnnfyy"),
    ("set_member_limit", "unnnfyy"),
    ("request_desktop_token", "yyyyyyy"),
    ("debit_generation", "unnnyyy"),
    // It is the owner's generation.
    ("refund_generation", "unnnnny"),
];

/// Who must not read a byte of the organisation.
const OUTSIDERS: [Who; 4] = [Who::Anonymous, Who::Other, Who::Removed, Who::OtherOwner];

/// Sends an operation well, and says what it was answered, in the letters of [`CELLS`].
async fn answer(operation: &Operation, caller: &Client) -> (char, String) {
    let mut request = caller
        .request(operation.method.clone(), &operation.path)
        .header("idempotency-key", "matrix")
        .header("if-match", "\"0\"");
    let mut body = String::new();
    if operation.takes_body {
        request = request.header("content-type", "application/json");
        body = operation.good_object().to_string();
    }
    let request = request.body(Body::from(body)).unwrap();
    let answer = caller.server.send(request).await;
    if answer.status() == StatusCode::OK && operation.id == "follow_events" {
        // It goes on for ever.
        return ('y', String::new());
    }
    let is_success = answer.status().is_success();
    let bytes: Bytes = answer.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if is_success {
        return ('y', text);
    }
    let problem: api::Problem = serde_json::from_str(&text).unwrap();
    let letter = match problem.code {
        Code::SignedOut => 'u',
        Code::NotFound => 'n',
        Code::Forbidden => 'f',
        // What is beyond the door is not about who they are.
        _ => 'y',
    };
    (letter, text)
}

#[test]
fn every_operation_of_the_contract_has_a_declared_cell_for_everybody_and_keeps_to_it() {
    on_every_database(async |database| {
        for (place, who) in EVERYBODY.into_iter().enumerate() {
            // What one operation changes is not the next one's: each has a world of its own.
            let count = {
                let askers = Askers::on(database).await;
                let server = Server::on(database).await;
                operations(&server, &askers.world).await.len()
            };
            assert_eq!(
                count,
                CELLS.len(),
                "an operation has no cells, or cells no operation"
            );
            for at in 0..count {
                let askers = Askers::on(database).await;
                let server = Server::on(database).await;
                let operation = operations(&server, &askers.world).await.remove(at);
                let cells = CELLS.iter().find(|(id, _)| *id == operation.id);
                let (_, cells) = cells.unwrap_or_else(|| panic!("{:?} has no cells", operation.id));
                let callers = match operation.is_desktop {
                    true => &askers.desktops,
                    false => &askers.browsers,
                };
                let (_, caller) = callers.iter().find(|(one, _)| *one == who).unwrap();
                let (letter, text) = answer(&operation, caller).await;
                let declared = cells.chars().nth(place).unwrap();
                assert_eq!(letter, declared, "{who:?} {}: {text}", operation.id);
                if OUTSIDERS.contains(&who) {
                    for canary in ["Canary-S1", "Lichtwerk", "Zoë", "Max O'Neil"] {
                        assert!(!text.contains(canary), "{who:?} {}: {text}", operation.id);
                    }
                }
            }
        }
        assert_sound(database).await;
    });
}
