"""The SPARQL 1.1 Protocol, its query operation: requests in, answers out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from starlette.responses import Response

from mandategraph.errors import MandateGraphError, UnknownNameError
from mandategraph.serve.formats import chosen, offered
from mandategraph.serve.messages import Job
from mandategraph.serve.pool import BusyError, StoppedError
from mandategraph.serve.refusals import checked, graphs_named

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from mandategraph.serve.limits import Limits
    from mandategraph.serve.pool import Pool

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"


class RefusedError(MandateGraphError):
    """A request that is not answered; `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, by the protocol; `query` is None when there is none."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str | None = None


async def asked(request: Request, limits: Limits) -> Asked:
    """What the request asks for; RefusedError when it is not of the protocol."""
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "")
        media, _, parameters = kind.partition(";")
        body = await _body(request, limits.query_bytes)
        if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
            raise RefusedError(400, "the request is not in UTF-8")
        text = _utf8(body)
        media = media.strip().lower()
        if media == _FORM:
            pairs += _pairs(text)
        elif media == _QUERY:
            pairs = [*(p for p in pairs if p[0] != "query"), ("query", text)]
        elif media == _UPDATE:
            raise RefusedError(403, "this endpoint only answers queries")
        else:
            message = f"a POST is of the type {_FORM} or {_QUERY}, not {kind or 'none'}"
            raise RefusedError(415, message)
    if any(name == "update" for name, _ in pairs):
        raise RefusedError(403, "this endpoint only answers queries")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "there is more than one query")
    if queries and len(queries[0].encode()) > limits.query_bytes:
        message = f"the query is longer than {limits.query_bytes} bytes"
        raise RefusedError(413, message)
    forms = [v for name, v in pairs if name in ("format", "output", "results")]
    return Asked(
        queries[0] if queries else None,
        tuple(v for name, v in pairs if name == "default-graph-uri"),
        tuple(v for name, v in pairs if name == "named-graph-uri"),
        forms[0] if forms else None,
    )


async def answered(
    request: Request, wanted: Asked, pool: Pool, held: Collection[str]
) -> Response:
    """The answer to a query in the format that the client would have.

    `held` are the names of the graphs that there are: others are refused. Raises
    RefusedError.
    """
    query = wanted.query or ""
    try:
        kind = checked(query)
        for name in (
            *graphs_named(query),
            *wanted.default_graphs,
            *wanted.named_graphs,
        ):
            if name not in held:
                raise RefusedError(400, f"{name}: there is no such graph here")
        syntaxes = offered(kind)
        accept = request.headers.get("accept")
        syntax = chosen(syntaxes, asked=wanted.form, accept=accept)
    except UnknownNameError as error:
        raise RefusedError(406, str(error)) from error
    except ValueError as error:
        raise RefusedError(400, str(error)) from error
    if syntax is None:
        known = ", ".join(s.media_type for s in syntaxes)
        raise RefusedError(406, f"this answer can be had as {known}")
    base = str(request.url).partition("?")[0]
    job = Job(query, syntax.name, base, wanted.default_graphs, wanted.named_graphs)
    found = await pool.answer(job)
    if found.failure:
        status = {"query": 400, "size": 400}.get(found.failure, 500)
        raise RefusedError(status, found.reason)
    # Virtuoso's header: clients that know it fetch the rest by pages
    cut = {"X-SPARQL-MaxRows": str(pool.limits.rows)} if found.cut else {}
    body = b"" if request.method == "HEAD" else found.body
    return Response(
        body, media_type=syntax.media_type, headers={"Vary": "Accept", **cut}
    )


def refusal(error: MandateGraphError) -> Response:
    """The answer of plain text that says why there is no other."""
    status, headers = 500, {}
    if isinstance(error, RefusedError):
        status = error.status
    elif isinstance(error, BusyError):
        status, headers = 503, {"Retry-After": str(error.seconds)}
    elif isinstance(error, StoppedError):
        status, headers = 503, {"Retry-After": "60"}
    return Response(f"{error}\n", status, headers, "text/plain")


async def _body(request: Request, most: int) -> bytes:
    """The body, which is not read further than it may be long."""
    room, parts = 4 * most, []  # percent-encoded, a query is up to three times as long
    async for part in request.stream():
        parts.append(part)
        room -= len(part)
        if room < 0:
            raise RefusedError(413, f"the query is longer than {most} bytes")
    return b"".join(parts)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except ValueError as error:
        raise RefusedError(400, f"the parameters cannot be read: {error}") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request is not in UTF-8") from error
