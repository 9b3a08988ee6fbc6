"""Everything the service can refuse, as one small tree.

    VerifierError              code, detail, remedy: what a person needs
    ├── InputError             what was submitted cannot be used; `pointer` names the field
    │   ├── TooLarge           …because it is over a limit
    │   └── TooComplex         …because reading it takes more time or memory than it may
    ├── NotFound               no such document, job, reference, capture or outlet
    ├── Conflict               the thing has moved on since it was read, or is in the wrong state
    │   └── Outdated           …and who decides on it said which state it knows
    ├── Denied                 a key is missing or unknown
    ├── Forbidden              a key, or another site's page, may not do this
    ├── Exhausted              too much was asked for; when it may be asked again
    ├── SettingsError          the settings cannot be used
    └── ChannelError           a channel's answer cannot be read (the loop turns it into an outcome)

An expected outcome of looking for a report (refused, not found, paywalled, timed out) is a record,
never one of these: see `records.Outcome`.
"""


class VerifierError(Exception):
    """Base of the family. `str(error)` is one line: what is wrong, then what to do about it."""

    code = "error"

    def __init__(self, detail: str, *, remedy: str = "", pointer: str = "") -> None:
        super().__init__(f"{detail} {remedy}".strip())
        self.detail = detail
        self.remedy = remedy
        self.pointer = pointer


class InputError(VerifierError):
    """The submitted document, field or file cannot be used; nothing was stored."""

    def __init__(self, detail: str, *, code: str = "bad-input", remedy: str = "", pointer: str = "") -> None:
        super().__init__(detail, remedy=remedy, pointer=pointer)
        self.code = code


class TooLarge(InputError):
    """Over one of the limits of `config/settings.toml`."""

    def __init__(self, detail: str, *, remedy: str = "", pointer: str = "") -> None:
        super().__init__(detail, code="too-large", remedy=remedy, pointer=pointer)


class TooComplex(InputError):
    """Reading it takes more time or memory than `[quarantine]` of the settings allows, or killed its reader."""

    def __init__(self, detail: str, *, remedy: str = "", pointer: str = "") -> None:
        super().__init__(detail, code="too-complex", remedy=remedy, pointer=pointer)


class NotFound(VerifierError):
    """There is no such thing, or it was erased."""

    code = "not-found"


class Conflict(VerifierError):
    """Another writer was first, or the thing is not in a state that allows this."""

    code = "conflict"


class Outdated(Conflict):
    """A decision was made on what has changed since: HTTP's 412."""

    code = "outdated"


class Denied(VerifierError):
    """No key, or one that is unknown, revoked or past its time."""

    code = "denied"


class Forbidden(VerifierError):
    """Who asks is known, and may not do this."""

    def __init__(self, detail: str, *, code: str, remedy: str = "") -> None:
        super().__init__(detail, remedy=remedy)
        self.code = code


class Exhausted(VerifierError):
    """A rate or a quota is used up; it has room again in `retry_after_s` seconds."""

    def __init__(self, detail: str, *, code: str, retry_after_s: int, remedy: str = "") -> None:
        super().__init__(detail, remedy=remedy)
        self.code = code
        self.retry_after_s = retry_after_s


class SettingsError(VerifierError):
    """A settings file or a `VERIFIER_…` variable holds something unknown or impossible."""

    code = "settings"


class ChannelError(VerifierError):
    """A channel was answered with something it cannot read."""

    code = "garbage"
