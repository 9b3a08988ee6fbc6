"""The Celery application: `celery -A workers worker -Q fetch -P threads` and `-Q match -P prefork`.

Services are built after the fork, once a process: connections and models are not shared across one.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from celery.signals import setup_logging, worker_process_init

from verifier import bootstrap, logs, settings
from verifier.queueing import celery_app
from verifier.services import Services
from workers.schedule import schedule

SETTINGS = settings.load()
app = celery_app(bootstrap.broker_url(SETTINGS))
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")  # messages are JSON
app.conf.beat_schedule = schedule(SETTINGS.serve.sweep_s)


@cache
def services() -> Services:
    """The services of this process."""
    return bootstrap.distributed(SETTINGS).services


@setup_logging.connect  # type: ignore[untyped-decorator]  # celery has no types
def _logging(**_: Any) -> None:
    logs.configure(SETTINGS)


@worker_process_init.connect  # type: ignore[untyped-decorator]  # celery has no types
def _after_fork(**_: Any) -> None:
    services.cache_clear()
    services()
