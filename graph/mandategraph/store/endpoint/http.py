"""Requests to servers, bounded in time and memory; errors quote the server."""

from __future__ import annotations

import io
import random
import ssl
import time
import zlib
from collections.abc import Mapping
from http.client import HTTPException
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from mandategraph import __version__
from mandategraph.errors import StoreError, excerpt, reason_of
from mandategraph.store.endpoint.authorization import (
    Authorization,
    origin,
    shown,
    split_credentials,
)
from mandategraph.store.endpoint.reply import Reply, plain
from mandategraph.store.endpoint.settings import EndpointSettings

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

    from mandategraph.store.endpoint.deadline import Deadline

USER_AGENT: Final = f"mandategraph/{__version__} (+https://w3id.org/mandategraph/)"
_SAFE: Final = frozenset({"GET", "HEAD", "PUT", "DELETE"})  # repeating does no harm
_BUSY: Final = frozenset({408, 429, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 2**16
_MOST_MEMBERS: Final = 64  # of a gzip body; one is usual
_ADVICE: Final = {
    401: "set MANDATEGRAPH_USER and MANDATEGRAPH_PASSWORD, or MANDATEGRAPH_TOKEN",
    403: "ask those who run the server for the right to do this",
    404: "check the address",
    405: "check the address",
    413: "send less at a time",
    414: "ask with the method post",
    429: "try again later",
    503: "try again later",
}


class HttpError(StoreError):
    """A request without a usable answer.

    `status` is that of the server, 0 when no answer came whole; `passing` tells whether
    the same request may do better.
    """

    status: int = 0
    passing: bool = False
    wait: float | None = None

    @classmethod
    def lost(
        cls, where: str, reason: str, advice: str = "", *, passing: bool = False
    ) -> HttpError:
        """No answer came, or not the whole of it."""
        error = cls(where, reason, advice)
        error.passing = passing
        return error

    @classmethod
    def refused(
        cls, where: str, reply: Reply, message: str, advice: str = ""
    ) -> HttpError:
        """The server answered with a status that is an error."""
        reason = f"the server answered {reply.status}"
        advice = advice or _ADVICE.get(reply.status, "")
        error = cls(where, f"{reason}: {message}" if message else reason, advice)
        error.status, error.passing = reply.status, reply.status in _BUSY
        error.wait = _wait(reply.headers.get("retry-after", ""))
        return error


class Http:
    """A client for the servers of graphs; threads may share it."""

    def __init__(self, settings: EndpointSettings) -> None:
        self.settings = settings
        self._managers: dict[str, PoolManager] = {}
        self._known: dict[tuple[object, ...], Authorization] = {}

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        most: int | None = None,
        repeatable: bool | None = None,
    ) -> Reply:
        """The reply of the server, its status one of success.

        A body of more than `most` bytes is not read (default: the settings'). Raises
        HttpError with the server's own words; requests that may be repeated are, when
        the server is busy or the connection was cut (default: all but POST).
        """
        from mandategraph.store.endpoint.deadline import Deadline

        try:
            bare, user, password = split_credentials(url)
            where = shown(bare)
            origin(bare)
        except ValueError as error:
            raise HttpError.lost(shown(url), str(error), "check the address") from error
        request = _Request(
            method,
            bare,
            body,
            {
                "User-Agent": USER_AGENT,
                "Accept-Encoding": "gzip",
                **(headers or {}),
            },
            self.settings.most_bytes if most is None else most,
            self._authorization(bare, user, password),
        )
        again = method in _SAFE if repeatable is None else repeatable
        with Deadline(self.settings.timeout) as deadline:
            for attempt in range(self.settings.retries + 1):
                try:
                    return self._answered(request, where, deadline)
                except HttpError as error:
                    left = again and attempt < self.settings.retries
                    if not (error.passing and left):
                        raise
                    _pause(error, attempt, deadline)
        raise AssertionError  # the last attempt returns or raises

    def _authorization(self, url: str, user: str, password: str) -> Authorization:
        place = origin(url)
        key = (*place, user, password)
        if key not in self._known:
            settings = self.settings
            if settings.auth_host and settings.auth_host != place[1]:
                settings = settings.but(user="", password="", token="")
            self._known[key] = Authorization(settings, user=user, password=password)
        return self._known[key]

    def _answered(self, request: _Request, where: str, deadline: Deadline) -> Reply:
        reply = self._followed(request, where, deadline)
        if reply.status in (401, 403) and request.authorization.learn(reply.headers):
            reply = self._followed(request, where, deadline)
        if reply.status >= 300:
            message = self.settings.hidden(plain(reply))
            tried = reply.status == 401 and request.authorization.held
            advice = "the credentials that are set were refused: check them"
            raise HttpError.refused(where, reply, message, advice if tried else "")
        return reply

    def _followed(self, request: _Request, where: str, deadline: Deadline) -> Reply:
        """The reply at the end of the redirects; only https leads on from https."""
        method, url, body = request.method, request.url, request.body
        home = origin(url)
        for _ in range(_MOST_REDIRECTS + 1):
            headers = dict(request.headers)
            if origin(url) == home:
                value = request.authorization.header(method, url, body)
                if value:
                    headers["Authorization"] = value
            reply = self._once(
                request._replace(method=method, url=url, body=body, headers=headers),
                where,
                deadline,
            )
            target = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not target:
                return reply
            url = _redirected(url, target, where)
            if reply.status == 303 and method != "HEAD":
                method, body = "GET", None
        raise HttpError.lost(
            where,
            f"it redirects more than {_MOST_REDIRECTS} times",
            "check the address",
        )

    def _once(self, request: _Request, where: str, deadline: Deadline) -> Reply:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError

        left = deadline.left
        response = None
        try:
            response = self._manager(request.url).urlopen(
                request.method,
                request.url,
                body=request.body,
                headers=dict(request.headers),
                timeout=Timeout(connect=left, read=left),
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
            headers = {name.lower(): v for name, v in response.headers.items()}
            content = _read(response, request, where)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if isinstance(error, HttpError):
                raise
            raise self._fault(error, where, deadline) from error
        else:
            if deadline.over:  # then the end of the body may be our own doing
                raise _late(where, deadline)
            return Reply(response.status, headers, content)
        finally:
            # a body read to its end has given its connection back to the pool
            if response is not None and not response.closed:
                response.close()

    def _fault(self, error: Exception, where: str, deadline: Deadline) -> HttpError:
        from urllib3 import exceptions as kinds

        if deadline.over:
            return _late(where, deadline)
        if isinstance(error, kinds.ProxyError):
            reason = f"the proxy does not serve: {error.original_error}"
            return HttpError.lost(where, reason, "check the proxy in the environment")
        if isinstance(error, kinds.NewConnectionError):
            reason = f"no connection: {_cause(error)}"
            advice = "check the address and that the server runs"
            return HttpError.lost(where, reason, advice)
        if isinstance(error, kinds.TimeoutError | TimeoutError):
            return _late(where, deadline)
        if isinstance(error, kinds.SSLError):
            reason = f"no secure connection: {error}"
            return HttpError.lost(where, reason, "check the server's certificate")
        cut = isinstance(error, kinds.ProtocolError | HTTPException | OSError)
        reason = "the connection was cut" if cut else "no usable answer"
        text = excerpt(self.settings.hidden(f"{reason}: {_cause(error)}"), 300)
        advice = "check the address and that the server runs"
        return HttpError.lost(where, text, advice, passing=cut)

    def _manager(self, url: str) -> PoolManager:
        """The pool for the address: direct, or by the proxy of the environment."""
        from urllib3 import PoolManager, ProxyManager, make_headers

        from mandategraph.store.endpoint.deadline import guarded

        parts = urlsplit(url)
        proxy = getproxies().get(parts.scheme, "")
        if proxy and proxy_bypass(parts.netloc):
            proxy = ""
        key = f"{parts.scheme} {proxy}"
        if key not in self._managers:
            # to read the certificates takes longer than a request that needs none
            secure = parts.scheme == "https" or proxy.startswith("https:")
            context = ssl.create_default_context() if secure else None
            if proxy:
                given = proxy if "://" in proxy else f"http://{proxy}"
                address, user, password = split_credentials(given)
                pair = f"{user}:{password}"
                manager: PoolManager = ProxyManager(
                    address,
                    proxy_headers=make_headers(proxy_basic_auth=pair if user else None),
                    ssl_context=context,
                )
            else:
                manager = PoolManager(ssl_context=context)
            self._managers[key] = guarded(manager)
        return self._managers[key]


class _Request(NamedTuple):
    method: str
    url: str
    body: bytes | None
    headers: Mapping[str, str]
    most: int
    authorization: Authorization


def _read(response: BaseHTTPResponse, request: _Request, where: str) -> bytes:
    """The body, decompressed; of a refusal, only as much as one can quote."""
    refused = response.status >= 300
    most = min(request.most, _CHUNK) if refused else request.most
    content = io.BytesIO()
    for chunk in response.stream(_CHUNK):
        content.write(chunk)
        if content.tell() > most:
            if refused:
                return content.getvalue()
            raise _too_large(where, most)
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", "") or request.method == "HEAD":
        return content.getvalue()
    if coding not in ("gzip", "x-gzip"):
        raise HttpError.lost(where, f"the answer is compressed as {coding[:20]}")
    return _unzipped(content.getvalue(), most, where, cut=refused)


def _unzipped(data: bytes, most: int, where: str, *, cut: bool) -> bytes:
    """The content of gzip bytes; `cut` allows the first part of it.

    The decoder of the HTTP library takes a part for the whole.
    """
    content = io.BytesIO()
    for _ in range(_MOST_MEMBERS):
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            content.write(decoder.decompress(data, most + 1 - content.tell()))
        except zlib.error as error:
            reason = "the answer is not compressed as it says"
            raise HttpError.lost(where, reason) from error
        if content.tell() > most and not cut:
            raise _too_large(where, most)
        if not decoder.eof and not cut:
            reason = "the connection was cut: the compressed answer has no end"
            raise HttpError.lost(where, reason, passing=True)
        data = decoder.unused_data
        if cut or not data:
            return content.getvalue()
    raise HttpError.lost(where, "the answer is compressed in too many pieces")


def _too_large(where: str, most: int) -> HttpError:
    return HttpError.lost(
        where,
        f"the answer is larger than {most:,} bytes",
        "ask for less, for smaller pages, or raise MANDATEGRAPH_MOST_BYTES",
    )


def _redirected(before: str, target: str, where: str) -> str:
    """The address that a redirect leads to; credentials in it are not for us."""
    try:
        after = split_credentials(urljoin(before, target))[0].partition("#")[0]
        scheme = origin(after)[0]
    except ValueError as error:
        reason = f"it redirects to {shown(target)!r}: {error}"
        raise HttpError.lost(where, reason, "check the address") from error
    if urlsplit(before).scheme == "https" and scheme != "https":
        raise HttpError.lost(
            where,
            f"it redirects from https to http: {shown(after)}",
            "check the address; what is sent by http can be read on the way",
        )
    return after


def _late(where: str, deadline: Deadline) -> HttpError:
    return HttpError.lost(
        where,
        f"no whole answer within {deadline.seconds:g} s",
        "ask for less, or give it more time",
    )


def _pause(error: HttpError, attempt: int, deadline: Deadline) -> None:
    """Wait as long as the server asks, else longer each time; not past the deadline."""
    wait = error.wait
    if wait is None:
        wait = 0.25 * 2**attempt * random.uniform(0.8, 1.2)  # noqa: S311 - spreads clients
    if wait >= deadline.left:
        if error.wait is None:
            raise error
        asked = (
            f"it asks to wait {wait:.0f} s, more than the {deadline.seconds:g} s given"
        )
        late = HttpError.lost(error.subject, f"{error.reason}; {asked}", error.advice)
        late.status = error.status
        raise late from error
    time.sleep(wait)


def _wait(value: str) -> float | None:
    """The seconds that a Retry-After header asks for; None without one."""
    from urllib3 import Retry
    from urllib3.exceptions import InvalidHeader

    try:
        return Retry().parse_retry_after(value) if value else None
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _cause(error: BaseException) -> str:
    """The words of the innermost error: those of the libraries name their objects."""
    seen = set()
    while (inner := error.__cause__ or error.__context__) and id(inner) not in seen:
        seen.add(id(inner))
        error = inner
    return " ".join(reason_of(error).split())
