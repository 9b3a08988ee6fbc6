"""The Celery shell on `verifier`: `celery -A workers worker`.

`app` is loaded when Celery asks for it: the embedded service, which lives here too, must first start the
broker that the application needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    if name == "app":
        return import_module("workers.tasks").app  # the application, with its tasks registered
    raise AttributeError(name)
