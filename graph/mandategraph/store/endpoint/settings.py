"""How an endpoint is to be asked: limits, credentials, method, cache."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Self

from mandategraph.errors import QueryError

METHODS: Final = ("auto", "get", "post")
_PREFIX: Final = "MANDATEGRAPH_"
_YES: Final = {"1": True, "yes": True, "true": True, "on": True}
_NO: Final = {"0": False, "no": False, "false": False, "off": False, "": False}


@dataclass(frozen=True)
class EndpointSettings:
    """How an endpoint is to be asked; QueryError names a value that cannot be used.

    `timeout` is in seconds and bounds one request as a whole: connection, redirects,
    repeats, waits and the last byte of the body. `retries` counts the repeats.
    `method` is get, post or auto (get while the address stays short). `page_size` is in
    rows; without one, answers are fetched in pages only when the server cuts them.
    `most_bytes` bounds a body after decompression. `cache` is the folder that keeps
    answers for `cache_days`, None for no cache; `refresh` renews what it holds.
    Credentials go to the host that is asked and, when `auth_host` is set, to that only.
    """

    timeout: float = 60.0
    retries: int = 3
    method: str = "auto"
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    auth_host: str = ""
    page_size: int | None = None
    most_bytes: int = 256 * 2**20
    cache: Path | None = None
    cache_days: float = 7.0
    refresh: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.timeout) and 0 < self.timeout <= 86_400):
            raise _refused("timeout", self.timeout, "give seconds, 86400 at most")
        if not 0 <= self.retries <= 20:
            raise _refused("retries", self.retries, "give a number from 0 to 20")
        if self.method not in METHODS:
            raise _refused("method", self.method, f"choose from {', '.join(METHODS)}")
        if self.page_size is not None and self.page_size < 1:
            raise _refused("page_size", self.page_size, "give a number of rows")
        if self.most_bytes < 1:
            raise _refused("most_bytes", self.most_bytes, "give a number of bytes")
        if not self.cache_days >= 0:
            raise _refused("cache_days", self.cache_days, "give a number of days")
        if self.user and not self.password:
            raise _refused("user", "without a password it", "set the password as well")
        for name in ("user", "password", "token"):
            # the value is left out: it is a secret
            value = getattr(self, name)
            if not value.isprintable() or (name == "token" and not value.isascii()):
                raise _refused(name, "...", "leave out control characters")

    @classmethod
    def from_environment(cls, **overrides: Any) -> Self:
        """The settings of the variables MANDATEGRAPH_TIMEOUT, MANDATEGRAPH_TOKEN ...

        Each field has its variable. An override that is not None wins. A variable
        that is empty counts as not set.
        """
        found: dict[str, Any] = {}
        for name, reader in _READERS.items():
            text = os.environ.get(_PREFIX + name.upper(), "").strip()
            if text:
                try:
                    found[name] = reader(text)
                except (ValueError, KeyError, OverflowError) as error:
                    variable, reason = (
                        _PREFIX + name.upper(),
                        f"{text!r} cannot be used",
                    )
                    advice = "correct the variable, or unset it"
                    raise QueryError(variable, reason, advice) from error
        found |= {name: v for name, v in overrides.items() if v is not None}
        return cls(**found)

    def but(self, **changes: Any) -> Self:
        """The same settings but for these."""
        return replace(self, **changes)

    def hidden(self, text: str) -> str:
        """The text without the secrets, should a server have echoed them."""
        for secret in (self.password, self.token):
            if len(secret) >= 4:
                text = text.replace(secret, "...")
        return text


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this user's cached answers lie, by the rule of the platform."""
    if os.name == "nt":
        base = environment.get("LOCALAPPDATA", "")
        home = Path.home() / "AppData" / "Local"
    else:
        base = environment.get("XDG_CACHE_HOME", "")
        home = Path.home() / ".cache"
    # the standard has relative paths ignored
    place = Path(base) if base and Path(base).is_absolute() else home
    return place / "mandategraph" / "answers"


def _cache(text: str) -> Path | None:
    """A folder, or yes for the user's own cache folder, no for none."""
    known = {**_YES, **_NO}.get(text.lower())
    if known is None:
        return Path(text).expanduser()
    return cache_folder() if known else None


def _yes(text: str) -> bool:
    return {**_YES, **_NO}[text.lower()]


def _refused(name: str, value: object, advice: str) -> QueryError:
    return QueryError(f"endpoint setting {name}", f"{value} cannot be used", advice)


_READERS: Final[dict[str, Callable[[str], object]]] = {
    "timeout": float,
    "retries": int,
    "method": str.lower,
    "user": str,
    "password": str,
    "token": str,
    "auth_host": str.lower,
    "page_size": int,
    "most_bytes": int,
    "cache": _cache,
    "cache_days": float,
    "refresh": _yes,
}
assert _READERS.keys() == {f.name for f in fields(EndpointSettings)}  # noqa: S101 - one variable per field
