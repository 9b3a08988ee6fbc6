"""A shelf of the evidence in an S3-compatible bucket: Amazon's, MinIO, Ceph, Garage, or another.

Needs the extra `s3` (obstore, the Rust object_store behind it). An object appears whole or not at all, and what is
written twice is the same: nothing here needs a lock or a conditional write, which not every server knows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from verifier.errors import SettingsError, VerifierError
from verifier.settings import Evidence
from verifier.store.evidence import KeptEvidence

if TYPE_CHECKING:
    from obstore.store import S3Config

TIMEOUT = timedelta(seconds=30)
"""Of one request, and of all its repetitions together."""
MAX_RETRIES = 3


class EvidenceBucket(KeptEvidence):
    """Evidence in a bucket; `settings.url` is "s3://bucket/prefix"."""

    def __init__(self, settings: Evidence) -> None:
        super().__init__(Bucket(settings))


class Bucket:
    def __init__(self, settings: Evidence) -> None:
        try:
            from obstore.exceptions import BaseError
            from obstore.store import S3Store
        except ImportError as error:
            raise SettingsError(
                "evidence.url names a bucket, and obstore is not installed.",
                remedy="Install the extra: pip install 'citation-verifier[s3]'.",
            ) from error
        config: S3Config = {}
        if settings.endpoint:
            config["endpoint"] = settings.endpoint
        if settings.region:
            config["region"] = settings.region
        if settings.access_key and settings.secret_key:
            config |= {"access_key_id": settings.access_key, "secret_access_key": settings.secret_key}
        self._failure = BaseError
        try:
            self._store = S3Store.from_url(
                settings.url or "",
                config=config,
                client_options={"timeout": TIMEOUT, "allow_http": (settings.endpoint or "").startswith("http://")},
                retry_config={"max_retries": MAX_RETRIES, "retry_timeout": TIMEOUT},
            )
        except BaseError as error:
            raise SettingsError(f"evidence.url cannot be used: {error}.") from error

    def holds(self, name: str) -> bool:
        try:
            self._store.head(name)
        except FileNotFoundError:
            return False
        except self._failure as error:
            raise _failed("read", error) from error
        return True

    def put(self, name: str, content: bytes) -> None:
        try:
            self._store.put(name, content)
        except (self._failure, FileNotFoundError) as error:  # there is no such bucket
            raise _failed("written", error) from error

    def get(self, name: str) -> bytes | None:
        try:
            return bytes(self._store.get(name).bytes())
        except FileNotFoundError:
            return None
        except self._failure as error:
            raise _failed("read", error) from error

    def beginning(self, beginning: str) -> list[str]:
        """A list is by folder, for that is how a store's prefixes are understood; a folder holds few."""
        folder = beginning.rpartition("/")[0]
        try:
            listed = [one["path"] for page in self._store.list(folder) for one in page]
        except self._failure as error:
            raise _failed("read", error) from error
        return sorted(name for name in listed if name.startswith(beginning))

    def drop(self, name: str) -> None:
        try:
            self._store.delete(name)
        except FileNotFoundError:
            return
        except self._failure as error:
            raise _failed("written", error) from error


def _failed(what: str, error: Exception) -> VerifierError:
    """One line: a store's errors go on with all that led to them."""
    return VerifierError(
        f"The evidence bucket cannot be {what}: {str(error).splitlines()[0]}.",
        remedy="See that the server of evidence.endpoint answers and that the key may read, write, list and delete.",
    )
