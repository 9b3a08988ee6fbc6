"""What is kept: `verifier outlets`, `library`, `db`."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.errors import NotFound


class _ShownByName(click.Group):
    """A group whose first argument may also be what to show: `verifier outlets Xinhua`."""

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(context, args if args[0] in self.commands else ["show", *args])


@click.group(cls=_ShownByName, invoke_without_command=True)
@click.pass_context
def outlets(context: click.Context) -> None:
    """List the registry with your own outlets in it; with a NAME, show which outlet it means."""
    from verifier import bootstrap, settings

    if context.invoked_subcommand is None:
        for one in sorted(bootstrap.registry_in_force(settings.load()), key=lambda one: one.id):
            click.echo(f"{one.id:28} {one.name:42} {one.domains[0].host if one.domains else ''}")


@outlets.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def outlets_add(file: Path) -> None:
    """Keep the outlets of FILE, written like config/outlets/*.toml: they stand over shipped ones of the same id."""
    from verifier import bootstrap, settings

    added = bootstrap.outlet_file(file)
    stored = bootstrap.stored_outlets(settings.load())
    for outlet in added:
        stored.put(outlet)
    click.echo(f"Kept: {', '.join(outlet.id for outlet in added)}.")


@outlets.command("show")
@click.argument("name")
def outlets_show(name: str) -> None:
    """Show which outlet NAME means: a name, a host or an id."""
    from verifier import bootstrap, settings

    known = bootstrap.registry_in_force(settings.load())
    found = known.named(name)
    outlet = found.outlet or known.get(name)
    if outlet is None:
        meant = f" It might be {', '.join(found.alternatives)}." if found.alternatives else ""
        raise NotFound(f"{name!r} is {found.by.value}.{meant}")
    click.echo(f"{outlet.name} ({outlet.id}), {outlet.kind}, {outlet.country}, {outlet.time_zone}")
    click.echo(f"  also written: {', '.join(outlet.aliases) or '-'}")
    for domain in outlet.domains:
        years = f" {domain.since or ''}–{domain.until or ''}" if domain.since or domain.until else ""
        click.echo(f"  {domain.host}{years}")
    for label, addresses in (("listings", outlet.listings), ("sitemaps", outlet.sitemaps), ("feeds", outlet.feeds)):
        for address in addresses:
            click.echo(f"  {label}: {address}")


@click.group()
def library() -> None:
    """Your own files of press reports: WARC, WACZ, HTML, PDF, text."""


@library.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def library_add(paths: tuple[Path, ...]) -> None:
    """Index files and folders; they stay where they are, and are looked at again whenever the service starts."""
    from verifier import bootstrap, settings

    shelf = bootstrap.library(settings.load())
    added = shelf.add(paths)
    click.echo(f"{added.records} pages indexed; the library holds {shelf.count()}.")
    for skipped in added.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the tables up to date."""
    from verifier import bootstrap, settings

    click.echo("Upgraded." if bootstrap.upgrade(settings.load()) else "Up to date.")
