"""The REST API, `/api/v1`: thin. Each route reads a request, asks `services` once, and shapes the answer."""

from verifier.api.problems import http_problem, register_problems
from verifier.api.routes import blueprints
from verifier.api.scopes import SAFE, scope_of
from verifier.api.spec import describe

__all__ = ["SAFE", "blueprints", "describe", "http_problem", "register_problems", "scope_of"]
