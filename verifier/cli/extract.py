"""`verifier extract`: the citations of a document, without looking for anything."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import click

from verifier.cli.read import Day, content


@click.command()
@click.argument("file")
@click.option("--published", type=Day(), help="The document's date, where it does not say itself.")
@click.option("--undated", is_flag=True, help="Also sources named without a date.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def extract(file: str, published: date | None, undated: bool, form: str) -> None:
    """List the citations of FILE ("-": standard input): outlet, date, claim. No network, no database."""
    from verifier import citations, shipped
    from verifier.ingest import Given, ingest
    from verifier.outlets import registry_from, settle
    from verifier.reports.wire import extracted_json

    data, name = content(file)
    document = ingest(data, name=name, given=Given(published=published), series=shipped.series_table())
    registry = registry_from(shipped.outlet_tables())
    found = settle(citations.extract(document, undated=undated, knows=registry.knows), registry, document.language)
    resolutions = [
        registry.resolve(reference, reference.date.start if reference.date else None)
        for citation in found
        for reference in citation.references
    ]
    wire = extracted_json(document, found, resolutions, sha256(data).hexdigest())
    if form == "json":
        click.echo(json.dumps(wire, ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("No citations found.")
    for citation in wire["citations"]:
        click.echo(f"\n{click.style(citation['text'], bold=True)}  at {citation['start']}")
        for reference in citation["references"]:
            outlet = reference["outlet"]["name"] if reference["outlet"] else reference["resolved_by"]
            day = reference["date"]["start"] if reference["date"] else reference["undated"]
            click.echo(f"  {reference['id']:>4}  {day}  {reference['source'] or '(no name)'} → {outlet}")
        click.echo(click.style(f"        “{citation['claim']['text']}”", dim=True))
