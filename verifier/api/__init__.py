"""The REST API, `/api/v1`: thin. Each route reads a request, asks `services` once, and shapes the answer."""

from verifier.api.problems import http_problem, problem, register_problems
from verifier.api.routes import blueprints
from verifier.api.spec import describe

__all__ = ["blueprints", "describe", "http_problem", "problem", "register_problems"]
