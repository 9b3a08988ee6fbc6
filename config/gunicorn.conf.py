"""gunicorn for `verifier.site:application()`. Listeners hold no thread: their sockets are taken over."""

import os
import resource
import shutil
import tempfile

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 16
timeout = 60
graceful_timeout = 10
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False
limit_request_line = 8190  # the most there is: a query of 200 characters may be written in 2,400
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

_WANTED_FILES = 65536  # a listener is an open file, and the usual limit is 1,024
_, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
_files = _WANTED_FILES if _most == resource.RLIM_INFINITY else min(_WANTED_FILES, _most)
resource.setrlimit(resource.RLIMIT_NOFILE, (_files, _most))

# A scrape of /metrics meets one worker; what the others counted is in this folder. Set before any of them starts.
_METRICS = None
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    _METRICS = tempfile.mkdtemp(prefix="verifier-metrics-", dir=worker_tmp_dir)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _METRICS


def on_exit(_server):  # type: ignore[no-untyped-def]  # gunicorn's hook
    if _METRICS is not None:
        shutil.rmtree(_METRICS, ignore_errors=True)
