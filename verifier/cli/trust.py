"""Who may, and who did: `verifier keys`, `verifier audit`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from verifier.cli.read import Day
from verifier.cli.status import NEEDS_A_LOOK
from verifier.errors import InputError
from verifier.records import DEFAULT_WORKSPACE, AuditEntry, Deed, Scope

if TYPE_CHECKING:
    from verifier.store.audit import Head

_HERE = "command line"
"""Who has done what is done here, in the audit log."""


@click.group()
def keys() -> None:
    """API keys, for a service that is not on loopback."""


@keys.command("add")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What it may do; may be given several times. Everything, when left out.",
)
@click.option("--workspace", default=DEFAULT_WORKSPACE, show_default=True, help="All that it sees.")
@click.option("--expires", type=Day(), metavar="YYYY-MM-DD", help="The first day, in UTC, on which it opens nothing.")
def keys_add(name: str, scopes: tuple[str, ...], workspace: str, expires: date | None) -> None:
    """Make a key and show it, this once."""
    from verifier import bootstrap, settings

    stored, log = bootstrap.keys(settings.load())
    now = bootstrap.SystemClock().now()
    ends = datetime.combine(expires, time(), UTC) if expires else None
    given = frozenset(map(Scope, scopes)) or frozenset(Scope)
    key = stored.add(name, now, scopes=given, workspace=workspace, expires_at=ends)
    log.append(AuditEntry(now, _HERE, workspace, Deed.KEY_MADE, name, {"scopes": ",".join(sorted(given))}))
    click.echo(key)


@keys.command("list")
def keys_list() -> None:
    """The keys: name, workspace, scopes, when made, when they end."""
    from verifier import bootstrap, settings

    stored, _ = bootstrap.keys(settings.load())
    for key in stored.all():
        ends = f"until {key.expires_at:%Y-%m-%d}" if key.expires_at else "for good"
        click.echo(
            f"{key.name:24} {key.workspace:16} {','.join(sorted(key.scopes)):26} {key.created_at:%Y-%m-%d} {ends}"
        )


@keys.command("revoke")
@click.argument("name")
def keys_revoke(name: str) -> None:
    """Revoke a key: it opens nothing any more."""
    from verifier import bootstrap, settings

    stored, log = bootstrap.keys(settings.load())
    workspace = next((key.workspace for key in stored.all() if key.name == name), "")
    stored.revoke(name)
    log.append(AuditEntry(bootstrap.SystemClock().now(), _HERE, workspace, Deed.KEY_REVOKED, name))


@keys.command("remove", hidden=True)  # as `revoke` was called before keys could have an end
@click.argument("name")
@click.pass_context
def keys_remove(context: click.Context, name: str) -> None:
    context.invoke(keys_revoke, name=name)


@click.group()
def audit() -> None:
    """Who did what: an append-only log, each line's hash covering the line before."""


@audit.command("show")
@click.option("--after", default=0, show_default=True, help="From the line behind this number on.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1))
def audit_show(after: int, limit: int) -> None:
    """The log, oldest first."""
    from verifier import bootstrap, settings

    _, log = bootstrap.keys(settings.load())
    for line in log.lines(after, limit):
        entry = line.entry
        detail = " ".join(f"{name}={value}" for name, value in entry.detail.items())
        who = f"{entry.actor or '-'}@{entry.workspace or '-'}"
        click.echo(
            f"{line.number:6} {entry.at:%Y-%m-%dT%H:%M:%SZ} {who:28} {entry.deed.value:18} {entry.subject} {detail}"
        )


@audit.command("verify")
@click.option(
    "--noted", metavar="NUMBER:HASH", help="What an earlier verify printed, kept where nobody here could change it."
)
def audit_verify(noted: str | None) -> None:
    """Whether every line is as it was written; prints the log's head. Exit status 1: it is not."""
    from verifier import bootstrap, settings
    from verifier.store.audit import Tampered

    _, log = bootstrap.keys(settings.load())
    try:
        head = log.verify(_head(noted) if noted else None)
    except Tampered as error:
        click.echo(f"The audit log was tampered with: {error}.", err=True)
        sys.exit(NEEDS_A_LOOK)
    click.echo(f"{head.number}:{head.hash}")


def _head(text: str) -> Head:
    from verifier.store.audit import Head

    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise InputError(f"{text!r} is not NUMBER:HASH, as `verifier audit verify` prints it.")
    return Head(int(number), digest)
