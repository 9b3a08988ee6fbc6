"""The only socket to the press: guarded, polite, bounded. It never judges what it brings."""

from verifier.fetching.by_scheme import ByScheme
from verifier.fetching.client import Budget, WebFetcher
from verifier.fetching.gate import LocalGate, RedisGate

__all__ = ["Budget", "ByScheme", "LocalGate", "RedisGate", "WebFetcher"]
