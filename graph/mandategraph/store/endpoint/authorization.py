"""The Authorization header: bearer, basic or digest, as the server wants it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from mandategraph.store.endpoint.settings import EndpointSettings

_PORTS: Final = {"http": 80, "https": 443}


class Authorization:
    """The credentials for one server.

    A token is sent at once, a password at once over https only: over http the server
    is first asked which way it wants it, so that digest is used where it can be.
    """

    def __init__(self, settings: EndpointSettings, *, user: str, password: str) -> None:
        self._token = "" if user else settings.token
        self._user = user or settings.user
        self._password = password if user else settings.password
        self._digest: dict[str, str] = {}
        self._basic = False
        passwords = HTTPPasswordMgrWithDefaultRealm()
        self._handler = HTTPDigestAuthHandler(passwords)
        self._passwords = passwords

    @property
    def held(self) -> bool:
        """Whether there are any credentials for the server."""
        return bool(self._token or self._user)

    def header(self, method: str, url: str, body: bytes | None) -> str:
        """The value for this request, `""` for none."""
        if self._token:
            return f"Bearer {self._token}"
        if not self._user:
            return ""
        if self._digest:
            request = Request(url, data=body, method=method)  # noqa: S310 - only asked for its digest
            self._passwords.add_password(
                None, request.full_url, self._user, self._password
            )
            try:
                value = self._handler.get_authorization(request, self._digest)
            except ValueError:
                value = None  # a digest that the library does not know
            return f"Digest {value}" if value else ""
        if self._basic or urlsplit(url).scheme == "https":
            pair = f"{self._user}:{self._password}".encode()
            return f"Basic {base64.b64encode(pair).decode()}"
        return ""

    def learn(self, headers: Mapping[str, str]) -> bool:
        """Whether it is worth asking again, now that the server has refused."""
        if self._token or not self._user:
            return False
        before = self._basic, self._digest.get("nonce")
        offer = headers.get("www-authenticate", "")
        digest = offer.lower().find("digest ")
        if digest >= 0:
            self._digest = parse_keqv_list(
                [p for p in parse_http_list(offer[digest + 7 :]) if "=" in p]
            )
        else:
            self._basic = True
        return before != (self._basic, self._digest.get("nonce"))


def split_credentials(url: str) -> tuple[str, str, str]:
    """The address without the user and the password that it may hold, and these."""
    parts = urlsplit(url)
    info, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, "", ""
    user, _, password = info.partition(":")
    return urlunsplit(parts._replace(netloc=host)), unquote(user), unquote(password)


def shown(url: str) -> str:
    """The address as messages name it: without credentials, query and fragment."""
    try:
        parts = urlsplit(split_credentials(url)[0])
    except ValueError:
        return url.partition("?")[0].rpartition("@")[2]
    return urlunsplit(parts._replace(query="", fragment=""))


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port; ValueError when it is no address of a web server."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        message = "it is no http or https address"
        raise ValueError(message)
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]
