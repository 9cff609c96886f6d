"""Who may ask, and what a browser may do with the answer.

A site on loopback can be reached by any web page that the user has open: by a name that
resolves to 127.0.0.1 (so the Host header is checked), and by forms (so the Origin is).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_HEADERS: Final = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
)
_READS: Final = ("GET", "HEAD", "OPTIONS")


class Guard:
    """Refuses foreign hosts and origins; puts the security headers on each answer.

    `hosts` are the values of the Host header that are this site, in lower case.
    `reads` are paths on which a POST from another site only reads, like a query.
    `cors` lets scripts of other sites read what anybody may read.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        reads: Collection[str] = (),
        cors: bool = False,
    ) -> None:
        self.app, self.hosts, self.reads, self.cors = app, hosts, reads, cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        reads = scope["method"] in _READS or scope["path"] in self.reads

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [*_HEADERS]
                if self.cors and reads:
                    own.append(("access-control-allow-origin", "*"))
                taken = {name.lower() for name, _ in message.get("headers", [])}
                message["headers"] = [
                    *message.get("headers", []),
                    *(
                        (name.encode(), value.encode())
                        for name, value in own
                        if name.encode() not in taken
                    ),
                ]
            await send(message)

        refused = self._refused(headers, reads=reads)
        if refused:
            response = PlainTextResponse(f"{refused}\n", 403)
            await response(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _refused(self, headers: dict[str, str], *, reads: bool) -> str:
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return f"{host or 'no host'} is not a name of this site"
        origin = headers.get("origin", "").lower()
        if reads or not origin:
            return ""
        if origin.partition("://")[2] != host:
            return "changes are made from this site's own pages only"
        return ""
