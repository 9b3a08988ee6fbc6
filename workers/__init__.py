"""The Celery shell on `verifier`: `celery -A workers worker`."""
