"""Which scope each route demands of a key: one table for the API and the pages, closed by default."""

from __future__ import annotations

from verifier.records import Scope

SAFE = ("GET", "HEAD", "OPTIONS")

_BY_LAST_WORD = {
    "": Scope.SUBMIT,  # the form on the first page
    "preview": Scope.SUBMIT,
    "documents": Scope.SUBMIT,
    "<document_id>": Scope.SUBMIT,  # erased by whoever may hand in
    "batches": Scope.SUBMIT,
    "extract": Scope.SUBMIT,
    "cancel": Scope.SUBMIT,
    "retry": Scope.SUBMIT,
    "recheck": Scope.SUBMIT,
    "evidence": Scope.REVIEW,
    "review": Scope.REVIEW,
}
"""The last word of a route's rule, for methods that change something."""


def scope_of(method: str, rule: str) -> Scope:
    """The scope that `method` on the route of that rule demands. What is not in the table is an administrator's."""
    if method in SAFE:
        return Scope.READ
    return _BY_LAST_WORD.get(rule.rpartition("/")[2], Scope.ADMIN)
