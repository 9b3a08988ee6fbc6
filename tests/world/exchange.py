"""What is asked of the world, what it replies, and how the reply travels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as it reached the proxy. `target` is the path with its query, as sent."""

    method: str
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def user_agent(self) -> str:
        return self.headers.get("user-agent", "")

    @property
    def from_browser(self) -> bool:
        """Whether the User-Agent is one that picky servers take for a person's."""
        agent = self.user_agent
        return agent.startswith("Mozilla/5.0 (") and "compatible;" not in agent and "bot" not in agent.lower()


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the bytes travel; the default is: at once, whole and truthfully declared. Times in seconds."""

    wait_s: float = 0.0
    """Before the first byte."""
    header_gap_s: float = 0.0
    """Between two header lines."""
    byte_gap_s: float = 0.0
    """Between two bytes of the body."""
    cut_after: int | None = None
    """Reset the connection after so many bytes of the body."""
    declared_length: int | None = None
    """A Content-Length that is not true; the connection is closed after the body."""
    hang_s: float = 0.0
    """Say nothing for so long, then close."""
    raw: bool = False
    """Do not compress, whatever the client accepts."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Headers = ()
    body: bytes = b""
    delivery: Delivery = Delivery()

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_headers(self, *headers: tuple[str, str]) -> Reply:
        return replace(self, headers=(*self.headers, *headers))

    def delivered(self, delivery: Delivery) -> Reply:
        return replace(self, delivery=delivery)


def html(page: str, status: int = 200, charset: str = "utf-8") -> Reply:
    return Reply(status, (("Content-Type", f"text/html; charset={charset}"),), page.encode(charset))


def text(content: str, status: int = 200) -> Reply:
    return Reply(status, (("Content-Type", "text/plain; charset=utf-8"),), content.encode())


def redirect(url: str, status: int = 302) -> Reply:
    return Reply(status, (("Location", url), ("Content-Type", "text/html; charset=utf-8")), b"<p>Moved.</p>")
