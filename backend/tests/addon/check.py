"""The Odoo addon, read and run without Odoo: `check.py <folder of the addon>`."""

import base64
import contextlib
import importlib
import json
import pathlib
import sys
import types
import xml.etree.ElementTree as xml
from types import SimpleNamespace as Thing

ADDON = pathlib.Path(sys.argv[1])
sys.dont_write_bytecode = True


class Stub(types.ModuleType):
    """A module that has whatever is asked of it."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class NoAnswer(Exception):
    """What `requests` raises."""


class Users(list):
    """The users of Odoo, as a model."""

    def sudo(self):
        return self

    def with_context(self, **_context):
        return self

    def search(self, _domain):
        return self


class Parameters(dict):
    """The system parameters, as a model."""

    def sudo(self):
        return self

    def get_param(self, name, default=""):
        return self.get(name, default)


class Answer(Thing):
    """An answer of the backend's."""

    headers = {}
    cookies = {}
    field = None

    @property
    def ok(self):
        return self.status_code < 400

    def json(self):
        return {"field": self.field}

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_why):
        pass


def load():
    """The addon's module, and the request that it sees."""
    for name in (
        "odoo odoo.addons odoo.addons.portal odoo.addons.portal.controllers "
        "odoo.addons.portal.controllers.portal odoo.http odoo.models odoo.modules "
        "odoo.modules.module odoo.tools requests markupsafe"
    ).split():
        sys.modules[name] = Stub(name)
    sys.modules["requests"].RequestException = NoAnswer
    web = sys.modules["odoo.http"]
    web.route = lambda *_paths, **_how: lambda method: method
    web.request = Thing()
    sys.modules["odoo"].http = web
    sys.modules["odoo.tools"].config = {"relux_credits_key": "k" * 32}
    sys.path.insert(0, str(ADDON.parent))
    package = types.ModuleType(ADDON.name)
    package.__path__ = [str(ADDON)]
    sys.modules[ADDON.name] = package
    return importlib.import_module(f"{ADDON.name}.controllers.portal"), web.request


PORTAL, REQUEST = load()


def user(**other):
    """Anna, who is signed in at Odoo."""
    parameters = Parameters({"database.uuid": "b5f1"})
    users = Users()
    anna = {"id": 7, "login": "anna@x.ch", "name": "Anna", "lang": "de_CH"} | other
    env = {"ir.config_parameter": parameters, "res.users": users}
    me = Thing(**anna, env=env, _is_public=lambda: False)
    users.append(me)
    return me


def claims(me):
    body = PORTAL.assertion(me, "k" * 32).split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def ask(me, answers, sent=None):
    """What the page gets for a purchase, and what the backend answers in turn."""
    REQUEST.env = Thing(user=me)
    REQUEST.session = {}
    headers = {"Sec-Fetch-Site": "same-origin", "X-Relux-Credits": "1", "Accept-Language": "fr"}
    REQUEST.httprequest = Thing(
        method="POST", headers=headers, host="x", content_length=2, remote_addr="10.0.0.1",
        query_string=b"", get_data=lambda: b"{}",
    )
    REQUEST.make_response = lambda body, headers, status: Thing(
        body=body, headers=dict(headers), status=status, call_on_close=lambda _: None
    )

    def backend(_self, _method, endpoint, **what):
        if sent is not None:
            sent.append((endpoint, what["headers"]))
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        answer.iter_content = lambda chunk_size: [b"{}"]
        return answer

    PORTAL.ReluxCreditsPortal._relux_credits_request = backend
    return PORTAL.ReluxCreditsPortal().relux_credits_api("wallets/personal/purchases")


def signed_in():
    return Answer(status_code=200, cookies={PORTAL.BACKEND_COOKIE: "secret"})


def check_files_are_whole():
    files = [path for path in ADDON.rglob("*") if path.suffix in (".py", ".xml")]
    assert len(files) >= 6, files
    for path in files:
        if path.suffix == ".py":
            compile(path.read_text(), path, "exec")
        else:
            xml.parse(path)


def check_who_it_is():
    said = claims(user(login=" Anna@X.ch", name="Anna\r\n  von \u202eX"))
    assert said["sub"] == "b5f1/7", said
    assert said["email"] == "anna@x.ch", said
    assert said["name"] == "Anna von X", said
    assert said["email_verified"] is True, said
    assert claims(user(name=" \t"))["name"] == "anna@x.ch"
    assert len(claims(user(name="a" * 300))["name"]) == 200


def check_an_address_is_not_checked():
    twice = user()
    twice.env["res.users"].append(Thing(id=8, login=" ANNA@x.ch"))
    assert claims(twice)["email_verified"] is False
    near = user(login="a_b@x.ch")
    near.env["res.users"].append(Thing(id=8, login="acb@x.ch"))
    assert claims(near)["email_verified"] is True
    anybody = user()
    anybody.env["ir.config_parameter"]["auth_signup.invitation_scope"] = "b2c"
    assert claims(anybody)["email_verified"] is False
    website = user()
    website.env["website"] = Users([Thing(auth_signup_uninvited="b2c")])
    assert claims(website)["email_verified"] is False
    with contextlib.suppress(PORTAL.NotVouchedFor):
        claims(user(login="anna"))
        raise AssertionError("a login that is no address")


def check_a_refused_sign_in_is_no_answer_to_a_purchase():
    refusals = [[Answer(status_code=status)] for status in (401, 403, 404, 429, 500)]
    refusals += [
        [Answer(status_code=403, field="email_verified")],
        [Answer(status_code=200)],
        [signed_in(), Answer(status_code=401)],
        [NoAnswer()],
    ]
    for answers in refusals:
        what = str(answers)
        reply = ask(user(), answers)
        assert (reply.status, json.loads(reply.body)["code"]) == (503, "unavailable"), what
        assert reply.headers["Content-Type"] == "application/problem+json", what
    reply = ask(user(), [Answer(status_code=403, field="email_verified")])
    assert "has to be confirmed" in json.loads(reply.body)["title"]
    assert ask(user(), [signed_in(), Answer(status_code=409)]).status == 409


def check_mails_are_in_the_language_of_the_host():
    sent = []
    ask(user(), [signed_in(), Answer(status_code=201)], sent)
    languages = [(endpoint, headers["Accept-Language"]) for endpoint, headers in sent]
    assert languages == [("session/host", "de-CH"), ("wallets/personal/purchases", "fr")]


CHECKS = [check for name, check in sorted(globals().items()) if name.startswith("check_")]
for check in CHECKS:
    check()
print(len(CHECKS), "checks")
