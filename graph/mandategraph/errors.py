"""The errors that the package raises; bad data is a finding, not an error."""

from __future__ import annotations

from difflib import get_close_matches

_FEW = 12  # names that still make one readable line


class MandateGraphError(Exception):
    """Base of all errors raised on purpose; the command line prints it in one line."""


class ExplainedError(MandateGraphError):
    """What went wrong (`reason`) with what (`subject`), and what to do (`advice`)."""

    def __init__(self, subject: str, reason: str, advice: str = "") -> None:
        self.subject, self.reason, self.advice = subject, reason, advice
        super().__init__(subject, reason, advice)

    def __str__(self) -> str:
        return one_line(self.subject, self.reason, self.advice)


class SourceError(ExplainedError, ValueError):
    """A source that cannot be read; `subject` names the file, and the line if known."""


class OtherContentError(SourceError):
    """A source with which nothing is wrong but that its content is of another kind."""


class StoreError(ExplainedError, OSError):
    """A graph that cannot be opened or written; what was stored before is intact."""


class QueryError(ExplainedError, ValueError):
    """A query, a parameter or a language tag that cannot be used."""


class UnknownNameError(MandateGraphError, KeyError):
    """A name that no registry or catalogue knows; `known` lists those it does."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind, self.name, self.known = kind, name, known
        super().__init__(kind, name, known)

    def __str__(self) -> str:
        close = get_close_matches(self.name, self.known)
        advice = (
            f"did you mean {' or '.join(close)}?"
            if close and len(self.known) > _FEW
            else f"choose from {', '.join(self.known)}"
        )
        return one_line(self.name, f"no such {self.kind}", advice)


def excerpt(text: str, most: int = 60) -> str:
    """The text, or as much of it as a message has room for."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def reason_of(error: BaseException) -> str:
    """What the error says: of the system's errors their words, not their number."""
    words = getattr(error, "strerror", None) or str(error)
    return words or type(error).__name__


def one_line(what: str, reason: str, advice: str) -> str:
    """`what: reason; advice`, with line breaks and control characters flattened."""
    text = what + (f": {reason}" if reason else "") + (f"; {advice}" if advice else "")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
