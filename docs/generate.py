"""Writes the reference pages from what they describe: `python docs/generate.py` (a test holds them to be fresh).

The command line from its commands, the settings from `config/settings.toml`, the API from its OpenAPI document;
and one reference of a sample document, followed through every step of a real run.
"""

from __future__ import annotations

import re
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verifier import bootstrap, settings, shipped, site
from verifier.cli import main as command_line
from verifier.reports import report_json
from verifier.submissions import Submission

HERE = Path(__file__).resolve().parent / "reference"
_MADE = "<!-- Made by docs/generate.py; change what it describes, not this page. -->\n\n"


def pages() -> dict[str, str]:
    """Each generated page by its name."""
    return {"cli.md": _MADE + cli(), "settings.md": _MADE + settings_table(), "api.md": _MADE + api()}


# ── the command line ──


def cli() -> str:
    parts = ["# The command line\n", f"{_told(command_line.help)}\n"]
    for path, command in _commands(command_line, ("verifier",)):
        parts.append(f"## `{' '.join(path)}`\n\n{_told(command.help)}\n")
        parts.append(_table(("argument or option", "is"), _parameters(command)))
    return "\n".join(filter(None, parts))


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


def _parameters(command: click.Command) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
            kind = f" {parameter.make_metavar(click.Context(command))}" if not parameter.is_flag else ""
            yield names + kind.replace("|", "\\|"), parameter.help or ""
        elif isinstance(parameter, click.Argument):
            yield (
                f"`{parameter.make_metavar(click.Context(command))}`",
                "required" if parameter.required else "optional",
            )


# ── settings ──


def settings_table() -> str:
    """A table of TOML is a section; the comment beside a key is what it is."""
    text = shipped.config("settings.toml").read_text("utf-8")
    defaults = tomllib.loads(text)
    lines = ["# Settings\n", f"{_heading_comment(text)}\n"]
    section: tuple[str, ...] = ()
    rows: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        if header := re.match(r"\[([\w.]+)\]", line):
            lines.append(_section(section, rows))
            section, rows = tuple(header[1].split(".")), []
        elif setting := re.match(r"(\w+)\s*=\s*.*?#\s*(.*)$", line):
            path = (*section, setting[1])
            value: Any = defaults
            for step in path:
                value = value[step]
            variable = "VERIFIER_" + "__".join(path).upper()
            rows.append((f"`{'.'.join(path)}`", f"`{_toml(value)}`", f"{setting[2]}<br>`{variable}`"))
    lines.append(_section(section, rows))
    return "\n".join(lines)


def _heading_comment(text: str) -> str:
    head = text.split("\n\n")[0]
    return "\n".join(line.removeprefix("#").strip() for line in head.splitlines())


def _section(path: tuple[str, ...], rows: list[tuple[str, str, str]]) -> str:
    title = f"## `[{'.'.join(path)}]`\n\n" if path else ""
    return title + _table(("setting", "default", "is"), rows)


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


# ── the API ──


def api() -> str:
    document = openapi()
    lines = [f"# API reference\n\n{document['info'].get('description', '')}\n"]
    by_tag: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation.get("tags", ["Operation"])[0], []).append(_operation(method, path, operation))
    for tag, operations in by_tag.items():
        lines += [f"## {tag}\n", *operations]
    return "\n".join(lines)


def openapi() -> dict[str, Any]:
    """The document that the service serves."""
    with tempfile.TemporaryDirectory() as home:
        system, queue = bootstrap.local(settings.load({}, DATA_DIR=home), offline=True, threads=0)
        try:
            answer = site.create_app(system).test_client().get("/api/v1/openapi.json")
            found: dict[str, Any] = answer.get_json(force=True)
            return found
        finally:
            queue.stop()


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    told = "\n\n".join(filter(None, (operation.get("summary"), _told(operation.get("description")))))
    taken = [
        (f"`{one['name']}` ({one['in']})", one.get("description", ""))
        for one in operation.get("parameters", [])
        if isinstance(one, dict) and "name" in one
    ]
    answers = [(f"`{status}`", answer.get("description", "")) for status, answer in operation["responses"].items()]
    return "\n".join(
        filter(
            None,
            (
                f"### `{method.upper()} {path}`\n\n{told}\n",
                _table(("parameter", "is"), taken),
                _table(("answer", "means"), answers),
            ),
        )
    )


# ── one reference ──

_FOLLOWED = ("russia-japan.txt", "Xinhua")


def followed() -> str:
    """What the service did for one reference of a sample document, on the sample archive."""
    report = _sample_report(_FOLLOWED[0])
    citation, reference = next(
        (citation, reference)
        for citation in report["citations"]
        for reference in citation["references"]
        if reference["source"] == _FOLLOWED[1]
    )
    found, checks = reference["report"], reference["checks"]
    steps = [
        (
            one["action"],
            one["channel"] or "",
            one["outcome"],
            "" if one["candidates"] is None else str(one["candidates"]),
        )
        for one in reference["trail"]
    ]
    parts = [(one["text"], one["claim"], f"{one['support']:.1f}") for one in checks["parts"]]
    signals = [(one["origin"], one["day"], one["text"].replace("|", "/")) for one in found["date_signals"]]
    candidates = [(f"`{one['url']}`", f"{one['score']:.1f}", one["outcome"]) for one in reference["candidates"]]
    figures = [(one["claim"], one["report"], one["status"]) for one in checks["figures"]]
    return "\n".join(
        (
            f"The citation is `{citation['text']}`; the words that it closes, the **claim**, are:\n",
            f"> {' '.join(citation['claim']['text'].split())}\n",
            f"“{reference['source']}” is the outlet *{reference['outlet']['name']}*; the date,"
            f" “{reference['date']['text']}”, is {reference['date']['start']}. What was done:\n",
            _table(("step", "channel", "outcome", "candidates"), steps),
            "The candidates, as they were ranked before any was read:\n",
            _table(("address", "score", "what became of it"), candidates),
            f"The report, *{found['title']}*, tells its day in these places:\n",
            _table(("where", "day", "as it stands there"), signals),
            "The claim in its parts, and how far the report carries each:\n",
            _table(("part", "check", "support"), parts),
            "The figures of the claim beside the report's:\n",
            _table(("claim", "report", "status"), figures),
            "The passage that carries it:\n",
            f"> {' '.join(reference['evidence'][0]['text'].split())}\n",
            f"The verdict is **{reference['verdict']}**, confidence {reference['confidence']:.2f}:\n",
            "\n".join(f"- {reason}" for reason in reference["reasons"]) + "\n",
        )
    )


def _sample_report(name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        loaded = settings.load({}, DATA_DIR=home, LIBRARY__PATHS=[str(shipped.seeds("archive"))])
        system, queue = bootstrap.local(loaded, offline=True)
        try:
            job = system.services.submit(Submission(data=shipped.seeds(name).read_bytes(), name=name))
            while not system.services.job(job.id).status.over:
                time.sleep(0.1)
            return report_json(system.services.verification(job.id), system.wording)
        finally:
            queue.stop()


# ── Markdown ──


def _told(text: str | None) -> str:
    """A docstring's paragraphs, their lines joined."""
    paragraphs = re.split(r"\n\s*\n", (text or "").strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _table(head: tuple[str, ...], rows: Any) -> str:
    rows = list(rows)
    if not rows:
        return ""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def write() -> None:
    HERE.mkdir(exist_ok=True)
    for name, text in {**pages(), "followed.md": _MADE + followed()}.items():
        (HERE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
