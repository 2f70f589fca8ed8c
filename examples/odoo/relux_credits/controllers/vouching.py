"""The word of this host for who is signed in, and what the backend says to it.

``docs/embedding.md`` in the repository of Relux Credits says what has to hold, and why.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
import time

import requests

from odoo.models import BaseModel

# Seconds for which an assertion is good; the backend takes a minute at most.
ASSERTION_S = 30

# What a login has to look like to be somebody's e-mail address.
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

NAME_MAX_CHARS = 200

# What no name may have in the backend: it would break a line, or turn the text around.
NOT_IN_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def _base64url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


class NotVouchedFor(Exception):
    """The backend did not sign a user in, or was not asked to; the text says why."""


def _address(login: str | None) -> str:
    """A login as the backend compares addresses."""
    return (login or "").strip().lower()


def _has_login_alone(user: BaseModel, address: str) -> bool:
    """Whether no other user has that address for a login, archived ones included.

    Odoo compares logins to the letter, and those of two websites not at all: ``Anna@x.ch``, and
    ``anna@x.ch`` on another website, are people of their own. To the backend they would be one.
    """
    users = user.env["res.users"].sudo().with_context(active_test=False)
    # More than are meant: `ilike` takes `_` and `%` for any character, and finds the address
    # anywhere in a login. So they are compared once more.
    found = users.search([("login", "ilike", address)])
    return [one.id for one in found if _address(one.login) == address] == [user.id]


def _anybody_signs_up(user: BaseModel) -> bool:
    """Whether a login may be whatever somebody has typed.

    Where nobody signs up without an invitation, somebody here has written the address down, and
    its reader has followed the link to it. Elsewhere Odoo does not note who has confirmed theirs.
    """
    parameters = user.env["ir.config_parameter"].sudo()
    scopes = {parameters.get_param("auth_signup.invitation_scope", "b2b")}
    if "website" in user.env:
        # Each website may have a scope of its own.
        websites = user.env["website"].sudo().search([])
        scopes |= {website.auth_signup_uninvited for website in websites}
    return "b2c" in scopes


def _name(user: BaseModel) -> str:
    name = NOT_IN_NAMES.sub(" ", user.name or "")
    return " ".join(name.split())[:NAME_MAX_CHARS]


def assertion(user: BaseModel, key: str) -> str:
    """The word of this host for who is signed in: a JWT (RFC 7519) with HS256.

    Who they are is their id in this database, for good. Their address is their login: unlike
    ``user.email`` it is nothing that they can change by themselves, into somebody else's. Whether
    it reaches them is another matter, and said as such.
    """
    address = _address(user.login)
    if not ADDRESS.fullmatch(address):
        raise NotVouchedFor("the login is no e-mail address")
    parameters = user.env["ir.config_parameter"].sudo()
    now = int(time.time())
    header = {"alg": "HS256", "typ": "JWT"}
    claims = {
        "aud": "relux-credits",
        "sub": f"{parameters.get_param('database.uuid')}/{user.id}",
        "email": address,
        "email_verified": _has_login_alone(user, address)
        and not _anybody_signs_up(user),
        "name": _name(user) or address,
        "iat": now,
        "exp": now + ASSERTION_S,
    }
    parts = (_base64url(json.dumps(part).encode()) for part in (header, claims))
    signed = b".".join(parts)
    signature = hmac.digest(key.encode(), signed, "sha256")
    return b".".join((signed, _base64url(signature))).decode()


def refusal(answer: requests.Response) -> str:
    """Why the backend has not signed somebody in, as far as it says."""
    try:
        claim = answer.json().get("field")
    except (ValueError, AttributeError):
        claim = None
    if claim == "email_verified":
        return "the e-mail address has to be confirmed, and no other user's"
    if claim == "sub":
        return "the e-mail address is another user's"
    return f"status {answer.status_code}"
