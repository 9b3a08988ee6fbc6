"""`make fuzz`: schemathesis, with every check and in every phase, against `verifier serve` with its workers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from tests.service import ROOT, Service, until
from verifier import shipped

RULES = ROOT / "tests" / "api" / "schemathesis.toml"
CITED = "Japan drew up a list of five Russian banks (Xinhua, September 24, 2014)."
OFFLINE = {
    "VERIFIER_LIBRARY__PATHS": str(shipped.seeds("archive")),
    "VERIFIER_CHANNELS__WAYBACK__ENABLED": "false",
    "VERIFIER_API__LIMITS__REQUESTS_PER_MINUTE": "0",
}


def main() -> int:
    with TemporaryDirectory(prefix="verifier-fuzz-") as folder:
        service = Service(Path(folder), OFFLINE)
        try:
            service.start()
            address = f"http://127.0.0.1:{service.port}"
            accepted = requests.post(f"{address}/api/v1/documents", json={"text": CITED}, timeout=60).json()
            job = address + accepted["links"]["job"]
            until(lambda: requests.get(job, timeout=60).json()["status"] == "completed", "the job ends")
            command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(RULES), "run", "--checks", "all"]
            command += ["--workers", "2", "--continue-on-failure", *sys.argv[1:], f"{address}/api/v1/openapi.json"]
            return subprocess.run(command, cwd=folder, check=False).returncode
        finally:
            service.kill_all()


if __name__ == "__main__":
    sys.exit(main())
