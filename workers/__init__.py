"""The Celery shell on `verifier`: `celery -A workers worker`."""

from workers import tasks
from workers.app import app

__all__ = ["app", "tasks"]
