"""One flight a page: threads that want the same at the same time fetch it once and share what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Flights(Generic[T]):
    """Flights under way, by key. None is remembered once it has landed: that is for a cache."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[str, Future[T]] = {}

    def join(self, key: str, patience_s: float, fly: Callable[[], T]) -> T | None:
        """What `fly()` gives, called by the first who comes; None for who waited `patience_s` in vain.

        An exception of `fly` is raised for everyone aboard.
        """
        with self._lock:
            flight = self._under_way.get(key)
            first = flight is None
            if flight is None:
                flight = self._under_way[key] = Future()
        if not first:
            try:
                return flight.result(patience_s)
            except TimeoutError:
                if flight.done():
                    raise
                return None
        try:
            landed = fly()
        except BaseException as error:
            flight.set_exception(error)
            raise
        else:
            flight.set_result(landed)
            return landed
        finally:
            with self._lock:
                del self._under_way[key]
