"""Signing in: the key that the service needs, kept in a cookie."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from verifier.errors import Denied
from verifier.web.pages import pages

KEY_COOKIE = "verifier_key"


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    return render_template("sign_in.html", error=None)


@pages.post("/sign-in")
def take_key() -> ResponseReturnValue:
    """Keep the key in a cookie that no script reads and no other site sends."""
    key = request.form.get("key", "").strip()
    if g.knows(key) is None:
        raise Denied("That key is not known.", remedy="`verifier keys add NAME` makes one.")
    response = make_response(redirect(url_for("pages.home"), 303))
    response.set_cookie(KEY_COOKIE, key, httponly=True, samesite="Strict", secure=request.is_secure)
    return response
