"""Invented reports by language, from `stories.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Story:
    language: str
    headline: str
    paragraphs: tuple[str, ...]


STORIES = {
    name: Story(table["language"], table["headline"], tuple(table["paragraphs"]))
    for name, table in tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8")).items()
}
