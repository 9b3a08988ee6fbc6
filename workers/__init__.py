"""The Celery shell on `verifier`: `celery -A workers worker`.

`app` is loaded when Celery asks for it: the embedded service, which lives here too, must first start the
broker that the application needs.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    if name == "app":
        import workers.tasks  # registers them
        from workers.app import app

        return app
    raise AttributeError(name)
