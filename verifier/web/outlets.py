"""The registry of outlets: looked through, and written over by entries of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from verifier.errors import InputError, NotFound
from verifier.outlets.own import KINDS, faults
from verifier.records import Domain, Outlet
from verifier.web.pages import pages, system

_LISTS = ("aliases", "languages", "listings", "sitemaps", "feeds")


@pages.get("/outlets")
def outlets() -> ResponseReturnValue:
    """`q` is words of a name, an alias, a host, a kind or a country: all of them must be there."""
    wanted = request.args.get("q", "").strip()
    every = system().services.outlets()
    own = {outlet.id for outlet in system().services.own_outlets.all()}
    found = [outlet for outlet in every if _fits(outlet, wanted.casefold().split())]
    return render_template("outlets.html", outlets=found, total=len(every), q=wanted, own=own)


def _fits(outlet: Outlet, words: list[str]) -> bool:
    hosts = (domain.host for domain in outlet.domains)
    said = " ".join((outlet.id, outlet.name, *outlet.aliases, *hosts, outlet.kind, outlet.country)).casefold()
    return all(word in said for word in words)


@pages.get("/outlets/<outlet_id>")
def outlet(outlet_id: str) -> ResponseReturnValue:
    """The form of one outlet; of an id that there is not, an empty one to make it with."""
    try:
        shown = system().services.outlet(outlet_id)
        known = True
    except NotFound:
        shown, known = Outlet(id=outlet_id, name=""), False
    return render_template("outlet.html", outlet=shown, known=known, kinds=KINDS, faults=())


@pages.post("/outlets/<outlet_id>")
def put_outlet(outlet_id: str) -> ResponseReturnValue:
    written = _outlet(outlet_id)
    wrong = list(faults(written))
    if wrong:
        page = render_template("outlet.html", outlet=written, known=True, kinds=KINDS, faults=wrong)
        return page, 422
    system().services.put_outlet(written)
    return redirect(url_for("pages.outlets", q=outlet_id), 303)


@pages.get("/outlets/new")
def new_outlet() -> ResponseReturnValue:
    """Where the form for a new one is: its id is chosen first."""
    outlet_id = request.args.get("id", "").strip().lower()
    return redirect(url_for("pages.outlet", outlet_id=outlet_id) if outlet_id else url_for("pages.outlets"), 303)


def _outlet(outlet_id: str) -> Outlet:
    form = request.form
    known = {one.id: one for one in system().services.outlets()}.get(outlet_id)
    languages = {one.host: one.languages for one in known.domains} if known else {}
    lists = {name: tuple(_lines(name)) for name in _LISTS}
    return Outlet(
        id=outlet_id,
        name=form.get("name", "").strip(),
        domains=tuple(_domain(line, languages) for line in _lines("domains")),
        time_zone=form.get("time_zone", "").strip() or "UTC",
        country=form.get("country", "").strip(),
        kind=form.get("kind", ""),
        note=form.get("note", "").strip(),
        **lists,
    )


def _lines(name: str) -> Iterator[str]:
    return filter(None, (line.strip() for line in request.form.get(name, "").splitlines()))


def _domain(line: str, languages: Mapping[str, tuple[str, ...]]) -> Domain:
    """A host, and the years it published there: "izvestia.ru 2001-2013", "tass.com 2014-"."""
    host, _, years = line.partition(" ")
    first, dash, last = years.replace("–", "-").strip().partition("-")
    try:
        since, until = int(first) if first else None, int(last) if last else None
    except ValueError:
        raise InputError(f"{line!r} is not a host and its years.", remedy="Write it like tass.com 2014-.") from None
    return Domain(host, since, until if dash else since, languages.get(host, ()))
