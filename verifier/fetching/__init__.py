"""The only socket to the press: guarded, polite, bounded. It never judges what it brings."""

from verifier.fetching.budgets import Budget, budgets, own_hosts, replay_budgets
from verifier.fetching.by_scheme import ByScheme
from verifier.fetching.client import WebFetcher
from verifier.fetching.courier import WebCourier
from verifier.fetching.gate import LocalGate, RedisGate

__all__ = [
    "Budget",
    "ByScheme",
    "LocalGate",
    "RedisGate",
    "WebCourier",
    "WebFetcher",
    "budgets",
    "own_hosts",
    "replay_budgets",
]
