"""Every page brought together: a module adds its routes to `pages` when it is imported."""

from __future__ import annotations

from verifier.web import channels, entrance, jobs, outlets, references, submitting
from verifier.web.pages import pages

__all__ = ["channels", "entrance", "jobs", "outlets", "pages", "references", "submitting"]
