"""Relux Credits in the portal: its pages, its tile, and the way from them to the backend.

``docs/embedding.md`` in the repository of Relux Credits says what has to hold, and why.
"""

from __future__ import annotations

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

import requests
from markupsafe import Markup

from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import Response, request
from odoo.models import BaseModel
from odoo.modules.module import get_manifest
from odoo.tools import config

from .vouching import NotVouchedFor, assertion, refusal

_logger = logging.getLogger(__name__)

# Where the page lives, without the prefix of a language, and where it finds the backend.
BASE = "/my/credits"
API = "/relux/api/v1"

LINKS = (
    "orders",
    "invoices",
    "payment_methods",
    "store_card",
    "profile",
    "support",
    "chatbot",
    "sign_in",
)

# Odoo's own layout needs 'unsafe-inline' (its scripts and styles) and 'unsafe-eval' (Owl
# compiles its templates in the browser). Relux Credits needs neither of them.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)

SAFE_METHODS = ("GET", "HEAD")

# The contract's paths: lower case, digits and hyphens. Nothing else gets to the backend,
# above all no `..`.
ENDPOINT = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")

# What is answered to somebody who is not signed in: an invitation shows who invites first.
OPEN_ENDPOINTS = ("invitations/look-up",)

REQUEST_HEADERS = (
    "Accept",
    "Accept-Language",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Relux-Credits",
)
RESPONSE_HEADERS = ("Content-Type", "ETag", "Retry-After", "Cache-Control")

BODY_MAX_BYTES = 64 * 1024

# Seconds to connect, and between two pieces of an answer: the backend begins every answer
# within 15 s, and a quiet stream of events says something every 15 s.
TIMEOUT_S = (5, 30)

BACKEND_COOKIE = "__Host-relux_sid"

# Where Odoo's session keeps the backend's, and whose that is: it goes with the sign-out, and no
# browser sees it.
KEPT_SESSION = "relux_credits_session"


def _parameter(name: str, default: str = "") -> str:
    """What the administrator has set, or the default."""
    parameters = request.env["ir.config_parameter"].sudo()
    return parameters.get_param(f"relux_credits.{name}", default)


def _base() -> str:
    """Where the page lives in the language of this request, such as ``/de/my/credits``."""
    default = request.env["ir.http"]._get_default_lang()
    if request.lang.code == default.code:
        return BASE
    return f"/{request.lang.url_code}{BASE}"


def _embedding() -> dict[str, Any]:
    """What the template ``relux_credits.embed`` needs."""
    base = _base()
    links = {name: _parameter(f"link_{name}") for name in LINKS}
    config = {
        "base": base,
        "api": API,
        "links": {name: url for name, url in links.items() if url},
    }
    version = get_manifest("relux_credits")["version"]
    return {
        # Escaped so that no text in it ends the script element.
        "relux_credits_config": Markup(json.dumps(config).replace("<", "\\u003c")),
        "relux_credits_script": f"/relux_credits/static/app/embed.js?v={version}",
        "relux_credits_url": f"{base}/credits",
    }


def _is_own_page() -> bool:
    """Whether a write comes from our own page, as the backend itself decides it.

    By the browser's own word, and by a header that no form and no other site can send. This
    is what ``csrf=False`` leaves to us.
    """
    headers = request.httprequest.headers
    site = headers.get("Sec-Fetch-Site")
    if site is None:
        origin = urlsplit(headers.get("Origin", ""))
        is_same_origin = origin.netloc == request.httprequest.host
    else:
        is_same_origin = site == "same-origin"
    return is_same_origin and headers.get("X-Relux-Credits") == "1"


def _problem(status: int, code: str, title: str) -> Response:
    """An error as the contract has it (RFC 9457)."""
    problem = {"type": "about:blank", "status": status, "code": code, "title": title}
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Cache-Control", "no-store"),
    ]
    return request.make_response(json.dumps(problem), headers=headers, status=status)


class ReluxCreditsPortal(CustomerPortal):
    """The portal with Relux Credits in it."""

    @http.route()
    def home(self, **kw: Any) -> Response:
        """The dashboard, with what its Credits tile needs."""
        response = super().home(**kw)
        response.qcontext.update(_embedding())
        return response

    @http.route(
        [BASE, f"{BASE}/<path:screen>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def relux_credits(self, screen: str = "", **kw: Any) -> Response:
        """Every screen is the same page: the program draws what the address asks for."""
        return self._relux_credits_page()

    @http.route(
        f"{BASE}/invitation",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def relux_credits_invitation(self, **kw: Any) -> Response:
        """The link of an invitation works before its reader signs in."""
        return self._relux_credits_page()

    def _relux_credits_page(self) -> Response:
        values = self._prepare_portal_layout_values()
        values.update(_embedding(), page_name="relux_credits")
        response = request.render("relux_credits.portal_page", values)
        policy = " ".join(_parameter("policy", POLICY).split())
        response.headers["Content-Security-Policy"] = policy
        return response

    # No `website=True`: an address of the API must not be redirected to that of a language.
    # And `public`, because `user` redirects whose session has ended to a page of HTML.
    @http.route(
        f"{API}/<path:endpoint>",
        type="http",
        auth="public",
        csrf=False,
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
    )
    def relux_credits_api(self, endpoint: str, **kw: Any) -> Response:
        """Passes a request on to the backend, and its answer back as it comes."""
        asked = request.httprequest
        user = request.env.user
        is_signed_in = not user._is_public()
        if not ENDPOINT.fullmatch(endpoint):
            return _problem(404, "not_found", "Not found")
        if asked.method not in SAFE_METHODS and not _is_own_page():
            return _problem(403, "cross_site", "The request did not come from the page")
        if not is_signed_in and endpoint not in OPEN_ENDPOINTS:
            return _problem(401, "signed_out", "Sign in first")
        if (asked.content_length or 0) > BODY_MAX_BYTES:
            return _problem(413, "body_too_large", "The request body is too large")
        # A stream keeps one of Odoo's workers for as long as a page is open, and a shop has a
        # handful of them. Without events the page reads again when somebody comes back to it.
        if endpoint == "events" and _parameter("stream_events") != "True":
            return _problem(503, "unavailable", "No events here")

        try:
            answer = self._relux_credits_ask(endpoint, user if is_signed_in else None)
        except requests.RequestException:
            return _problem(503, "unavailable", "Try again in a moment")
        except NotVouchedFor as why:
            # Never the refusal itself: the page would take it for the answer to what it asked,
            # and a purchase for refused. Nor a 401: Odoo's session is good, and its sign-in
            # would send the reader straight back here, for ever.
            _logger.error("user %s is not signed in at the backend: %s", user.id, why)
            return _problem(503, "unavailable", f"Not signed in at the backend: {why}")
        return self._relux_credits_answer(answer)

    def _relux_credits_ask(
        self, endpoint: str, user: BaseModel | None
    ) -> requests.Response:
        """Asks the backend, as that user; whose session there has ended gets another."""
        if user is None:
            return self._relux_credits_send(endpoint)
        whose, session = request.session.get(KEPT_SESSION) or (None, None)
        if whose == user.id:
            answer = self._relux_credits_send(endpoint, session)
            if answer.status_code != 401:
                return answer
            answer.close()
        session = self._relux_credits_sign_in(user)
        request.session[KEPT_SESSION] = (user.id, session)
        answer = self._relux_credits_send(endpoint, session)
        if answer.status_code == 401:
            answer.close()
            raise NotVouchedFor("its new session is over already")
        return answer

    def _relux_credits_sign_in(self, user: BaseModel) -> str:
        """Signs the user in at the backend; gives the session."""
        key = config.get("relux_credits_key")
        if not key:
            raise NotVouchedFor("no relux_credits_key in Odoo's configuration file")
        headers = self._relux_credits_headers() | {
            "Content-Type": "application/json",
            "X-Relux-Credits": "1",
        }
        if user.lang:
            # That of the mails from now on.
            headers["Accept-Language"] = user.lang.replace("_", "-")
        answer = self._relux_credits_request(
            "POST",
            "session/host",
            headers=headers,
            data=json.dumps({"assertion": assertion(user, key)}),
        )
        with answer:
            session = answer.cookies.get(BACKEND_COOKIE)
            if answer.ok and session:
                return session
            raise NotVouchedFor(refusal(answer))

    def _relux_credits_headers(self) -> dict[str, str]:
        asked = request.httprequest
        headers = {
            name: asked.headers[name]
            for name in REQUEST_HEADERS
            if name in asked.headers
        }
        # The backend asks the same of a write, but it knows neither this host's name nor its
        # clients; both were looked at before.
        headers["Sec-Fetch-Site"] = "same-origin"
        headers["X-Forwarded-For"] = asked.remote_addr or ""
        # Passed on as it comes, and so never unpacked.
        headers["Accept-Encoding"] = "identity"
        return headers

    def _relux_credits_send(
        self, endpoint: str, session: str | None = None
    ) -> requests.Response:
        """What the page asks, with a session of the backend's."""
        asked = request.httprequest
        headers = self._relux_credits_headers()
        if session:
            headers["Cookie"] = f"{BACKEND_COOKIE}={session}"
        if asked.query_string:
            endpoint += "?" + asked.query_string.decode("latin-1")
        return self._relux_credits_request(
            asked.method, endpoint, headers=headers, data=asked.get_data()
        )

    def _relux_credits_request(
        self, method: str, endpoint: str, **what: Any
    ) -> requests.Response:
        # A session a request: one that is shared would keep somebody's cookies for the
        # next. And no proxy or password of this machine's environment.
        with requests.Session() as session:
            session.trust_env = False
            return session.request(
                method,
                f"{_parameter('backend_url').rstrip('/')}/{endpoint}",
                allow_redirects=False,
                stream=True,
                timeout=TIMEOUT_S,
                **what,
            )

    def _relux_credits_answer(self, answer: requests.Response) -> Response:
        headers = [
            (name, answer.headers[name])
            for name in RESPONSE_HEADERS
            if name in answer.headers
        ]
        # Or an nginx in front of Odoo keeps a stream until it ends.
        headers.append(("X-Accel-Buffering", "no"))
        response = request.make_response(
            answer.iter_content(chunk_size=None),
            headers=headers,
            status=answer.status_code,
        )
        response.call_on_close(answer.close)
        return response
