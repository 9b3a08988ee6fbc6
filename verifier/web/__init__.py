"""The pages: submit, watch, read and review. Server-rendered; they read and work without script."""

from __future__ import annotations

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from verifier.reports.html import environment
from verifier.web.entrance import KEY_COOKIE
from verifier.web.pages import no_such_page
from verifier.web.routes import pages

__all__ = ["KEY_COOKIE", "no_such_page", "register"]


def register(app: Flask) -> None:
    """Add the pages. Their templates share those of the HTML report."""
    reports = environment()
    app.jinja_loader = ChoiceLoader([PackageLoader("verifier.web"), PackageLoader("verifier.reports")])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({name: reports.filters[name] for name in ("words", "safe_link", "readable")})
    app.jinja_env.globals.update({name: reports.globals[name] for name in ("signs", "did")})
    app.register_blueprint(pages)
