//! Who is who in the demo data.

use api::organisation::Role;

/// Somebody, and how many days ago they signed up.
pub(super) struct Person {
    pub(super) email: &'static str,
    pub(super) name: &'static str,
    pub(super) days: u32,
}

/// Owner of the first organisation.
pub(super) const OWNER: &str = "owner@demo.example";
/// Admin of the first organisation.
pub(super) const ADMIN: &str = "admin@demo.example";
/// Plain member of both.
pub(super) const MEMBER: &str = "member@demo.example";
/// In no organisation, with a history of their own.
pub(super) const SOLO: &str = "solo@demo.example";
/// Owner of the second organisation.
pub(super) const ATELIERS_OWNER: &str = "elodie.perrin@atelier-lumiere.example";
/// In no organisation, with nothing but the welcome grant.
const NEW: &str = "new@demo.example";
/// Invited to the first organisation, and how many days ago.
pub(super) const INVITED: [(&str, u32); 2] = [
    ("ruth.keller@lichtwerk.example", 3),
    ("praktikum@lichtwerk.example", 21),
];
/// Was a member of the first organisation.
pub(super) const REMOVED: &str = "dominik.frei@lichtwerk.example";

/// Everybody.
pub(super) const PEOPLE: [Person; 19] = [
    person(OWNER, "Beatrice Ammann-Lüscher", 730),
    person(ADMIN, "Reto Zürcher", 730),
    person(MEMBER, "Noémie Käser", 730),
    person(SOLO, "Gian-Andrea Caduff", 300),
    person(NEW, "Lea Brunner", 1),
    person("alone@demo.example", "Iris Amrein", 2),
    person(
        "juerg.rueegsegger@lichtwerk.example",
        "Jürg Rüegsegger",
        730,
    ),
    person(
        "sandra.hofstetter@lichtwerk.example",
        "Sandra Hofstetter",
        730,
    ),
    person(
        "max.vonwattenwyl@lichtwerk.example",
        "Maximilian Alexander von Wattenwyl-Grossenbacher",
        730,
    ),
    person("aylin.yildiz@lichtwerk.example", "Aylin Yıldız", 730),
    person("francois.dubuis@lichtwerk.example", "François Dubuis", 730),
    person(
        "chiara.bernasconi@lichtwerk.example",
        "Chiara Bernasconi",
        730,
    ),
    person("tobias.mueller@lichtwerk.example", "Tobias Müller", 730),
    person(
        "eveline.schoenenberger@lichtwerk.example",
        "Eveline Schönenberger",
        730,
    ),
    person("marko.petrovic@lichtwerk.example", "Marko Petrović", 730),
    person(REMOVED, "Dominik Frei", 730),
    person(ATELIERS_OWNER, "Élodie Perrin", 200),
    person("luc.favre@atelier-lumiere.example", "Luc Favre", 200),
    person("anouk.morel@atelier-lumiere.example", "Anouk Morel", 200),
];

const fn person(email: &'static str, name: &'static str, days: u32) -> Person {
    Person { email, name, days }
}

/// Who belongs to "Lichtwerk Planung AG", or did, and how much of its work each does.
pub(super) const MEMBERS: [(&str, Role, u32); 13] = [
    (OWNER, Role::Owner, 6),
    (ADMIN, Role::Admin, 9),
    (MEMBER, Role::Member, 12),
    ("juerg.rueegsegger@lichtwerk.example", Role::Member, 15),
    ("sandra.hofstetter@lichtwerk.example", Role::Admin, 8),
    ("max.vonwattenwyl@lichtwerk.example", Role::Member, 4),
    ("aylin.yildiz@lichtwerk.example", Role::Member, 18),
    ("francois.dubuis@lichtwerk.example", Role::Member, 7),
    ("chiara.bernasconi@lichtwerk.example", Role::Member, 11),
    ("tobias.mueller@lichtwerk.example", Role::Member, 10),
    ("eveline.schoenenberger@lichtwerk.example", Role::Member, 3),
    ("marko.petrovic@lichtwerk.example", Role::Member, 5),
    (REMOVED, Role::Member, 9),
];

/// Who belongs to "Atelier Lumière".
pub(super) const ATELIER: [(&str, Role, u32); 4] = [
    (ATELIERS_OWNER, Role::Owner, 4),
    ("luc.favre@atelier-lumiere.example", Role::Member, 3),
    ("anouk.morel@atelier-lumiere.example", Role::Member, 1),
    (MEMBER, Role::Member, 2),
];
