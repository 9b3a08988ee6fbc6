"""A shelf of the evidence in a directory. Any number of processes may share it, over a network file system too."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from verifier.errors import VerifierError


class Folder:
    """A file appears whole, by renaming, or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, name: str) -> bool:
        return (self._path / name).exists()

    def put(self, name: str, content: bytes) -> None:
        """To a name of its own first, and to the disk before it is renamed."""
        file, unfinished = self._path / name, None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".unfinished-", delete=False) as out:
                unfinished = Path(out.name)
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
            _sync_folder(file.parent)
        except OSError as error:
            if unfinished is not None:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
            raise VerifierError(
                f"The evidence folder {self._path} cannot be written: {error.strerror or error}.",
                remedy="Make room or correct its permissions, or set evidence.url or data_dir to another place.",
            ) from error

    def get(self, name: str) -> bytes | None:
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VerifierError(
                f"The evidence file {self._path / name} cannot be read: {error.strerror or error}.",
                remedy="Restore it from a backup, or correct its permissions.",
            ) from error

    def beginning(self, beginning: str) -> list[str]:
        parent, _, stem = beginning.rpartition("/")
        return sorted(f"{parent}/{file.name}" for file in (self._path / parent).glob(f"{stem}*"))

    def drop(self, name: str) -> None:
        (self._path / name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a renaming last. Some file systems cannot, and then it lasts when they see fit."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
