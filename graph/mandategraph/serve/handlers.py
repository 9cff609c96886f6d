"""What is done with each request: the page, its JSON twin, data, answers, errors."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from mandategraph.errors import MandateGraphError, QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.serve import linked_data, protocol
from mandategraph.serve.description import service_description
from mandategraph.serve.formats import TRIPLES, chosen
from mandategraph.serve.negotiation import best, language
from mandategraph.serve.page import Download, Page, Visit
from mandategraph.serve.pages.entity import entity
from mandategraph.serve.places import PLACES
from mandategraph.serve.pool import BusyError, StoppedError
from mandategraph.serve.render import html
from mandategraph.serve.wording import UI_LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from mandategraph.serve.page import PageFunction, Place
    from mandategraph.serve.site import Site

HTML: Final = "text/html"
_VARY: Final = {"Vary": "Accept, Accept-Language"}


class Handlers:
    """The handlers of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def page(self, place: Place) -> Callable[[Request], Awaitable[Response]]:
        """The handler of a page."""

        async def handle(request: Request) -> Response:
            return await self._shown(request, place.make)

        return handle

    async def name(self, request: Request) -> Response:
        """`/id/X`, the name of a thing: see also a document about it (303)."""
        # who says nothing, or that anything will do, is a program
        offered = [*(s.media_type for s in linked_data.SYNTAXES), HTML]
        accept = request.headers.get("accept")
        asked = request.query_params.get("format")
        if asked == "html":
            suffix: str | None = "html"
        elif asked:
            suffix = self._suffix(_syntax(asked).name)
        else:
            best_type = best(accept, offered)
            suffix = "html" if best_type == HTML else None
            for syntax in linked_data.SYNTAXES:
                if syntax.media_type == best_type:
                    suffix = self._suffix(syntax.name)
        if suffix is None:
            known = ", ".join(offered)
            raise HTTPException(406, f"this can be had as {known}")
        # as it was sent: names may hold what must stay escaped
        path = request.scope["raw_path"].decode("ascii").replace("/id/", "/doc/", 1)
        rest = [(k, v) for k, v in request.query_params.multi_items() if k != "format"]
        query = f"?{_encoded(rest)}" if rest else ""
        return RedirectResponse(f"{path}.{suffix}{query}", 303, headers=_VARY)

    def _suffix(self, name: str) -> str:
        return next(s for s, form in linked_data.SUFFIXES.items() if form == name)

    async def document(self, request: Request) -> Response:
        """`/doc/X.ttl` and the like: what is said of the thing, in that format."""
        local, _, suffix = request.path_params["local"].rpartition(".")
        return await self._of(request, self.site.iri(local), suffix)

    async def resource(self, request: Request) -> Response:
        """`/resource?iri=`: the same for things whose names are not ours."""
        iri = request.query_params.get("iri", "").strip()
        if not iri:
            raise HTTPException(400, "name a thing: /resource?iri=...")
        if iri.startswith(self.site.base) and "format" not in request.query_params:
            rest = [(k, v) for k, v in request.query_params.multi_items() if k != "iri"]
            query = f"?{_encoded(rest)}" if rest else ""
            return RedirectResponse(self.site.address(iri) + query, 303)
        suffix = request.query_params.get("format")
        if suffix is None:
            offered = [*(s.media_type for s in TRIPLES), HTML]
            liked = best(request.headers.get("accept"), offered)
            if liked is None:
                raise HTTPException(406, f"this can be had as {', '.join(offered)}")
            suffix = "html" if liked == HTML else _syntax(liked).name
        return await self._of(request, iri, suffix)

    async def _of(self, request: Request, iri: str, suffix: str) -> Response:
        if suffix in ("html", "json"):
            return await self._shown(
                request, lambda visit: entity(visit, iri), twin=suffix == "json"
            )
        syntax = _syntax(linked_data.SUFFIXES.get(suffix, suffix))
        etag = self.site.etag("data", iri, syntax.name)
        if _known(request, etag):
            return Response(status_code=304, headers={"ETag": etag})
        found = await run_in_threadpool(linked_data.described, self.site, iri, syntax)
        if found is None:
            raise HTTPException(404, f"{iri}: nothing is said of it here")
        headers = {"ETag": etag, "Link": f'<{_ascii(iri)}>; rel="describes"'}
        if found.cut:
            headers["X-SPARQL-MaxRows"] = str(linked_data.MOST)
        return Response(found.body, media_type=syntax.media_type, headers=headers)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; without a query, its description or its page."""
        try:
            wanted = await protocol.asked(request, self.site.limits)
            if wanted.query is not None:
                return await self._answered(request, wanted)
            types = [*(s.media_type for s in TRIPLES), HTML]
            liked = best(request.headers.get("accept"), types)
            if request.method == "POST" or liked is None:
                raise protocol.RefusedError(400, "there is no query")
        except MandateGraphError as error:
            return protocol.refusal(error)
        if liked == HTML:
            place = next(p for p in PLACES if p.name == "ask")
            return await self._shown(request, place.make)
        body = service_description(self.site, str(request.url), _syntax(liked))
        return Response(body, media_type=liked, headers={"Vary": "Accept"})

    async def _answered(self, request: Request, wanted: protocol.Asked) -> Response:
        """The answer, unless the client goes away first: then the query is stopped."""
        pool = self.site.pool
        if pool is None:
            raise protocol.RefusedError(503, "the site is closing")
        work = asyncio.ensure_future(
            protocol.answered(request, wanted, pool, self.site.graph_names)
        )
        gone = asyncio.ensure_future(_gone(request))
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not work.done():
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
            return Response(status_code=499)
        return work.result()

    async def _shown(
        self, request: Request, make: PageFunction, *, twin: bool | None = None
    ) -> Response:
        """The page, or its data when the address ends in `.json`."""
        if twin is None:
            twin = request.url.path.endswith(".json")
        visit = self._visit(request)
        parts = (request.url.path, request.url.query, visit.words.lang, str(twin))
        etag = self.site.etag(*parts, ",".join(visit.policy.asked))
        if not self.site.token and _known(request, etag):
            return Response(status_code=304, headers={"ETag": etag, **_VARY})
        found = await run_in_threadpool(make, visit)
        headers = dict(_VARY)
        if isinstance(found, Download):
            headers |= {
                "ETag": etag,
                "Content-Disposition": f'attachment; filename="{found.name}"',
            }
            return Response(found.body, 200, headers, found.media_type)
        if not self.site.token and found.status == 200:
            headers["ETag"] = etag
        if twin:
            text = json.dumps(found.data, ensure_ascii=False, indent=1)
            return Response(text, found.status, headers, "application/json")
        address = request.url.path + (
            f"?{request.url.query}" if request.url.query else ""
        )
        menu = [
            {"name": p.name, "path": p.path, "words": p.menu} for p in PLACES if p.menu
        ]
        text = await run_in_threadpool(html, found, visit, menu, address)
        return Response(text, found.status, headers, HTML)

    def _visit(self, request: Request) -> Visit:
        asked = dict(request.query_params)
        header = request.headers.get("accept-language")
        ui = asked.get("ui", "")
        if ui not in UI_LANGUAGES:
            ui = language(header, UI_LANGUAGES)
        policy = LanguagePolicy.parse(asked.get("lang") or ui)
        return Visit(self.site, words(ui), policy, asked, dict(request.path_params))

    async def failed(self, request: Request, error: Exception) -> Response:
        """The page that says why there is no other."""
        status = 500
        if isinstance(error, HTTPException):
            status = error.status_code
        elif isinstance(error, UnknownNameError):
            status = 404
        elif isinstance(error, QueryError):
            status = 400
        elif isinstance(error, BusyError | StoppedError):
            status = 503
        reason = error.detail if isinstance(error, HTTPException) else str(error)
        try:
            visit = self._visit(request)
        except MandateGraphError:
            visit = Visit(self.site, words("en"), LanguagePolicy(["en"]))
        html_is_liked = (
            best(request.headers.get("accept"), ["text/plain", HTML]) == HTML
        )
        if not html_is_liked:
            return Response(f"{reason}\n", status, media_type="text/plain")
        title = (
            visit.words.say("Not here")
            if status == 404
            else visit.words.say("Not done")
        )
        data: dict[str, Any] = {"reason": reason, "status": status}
        page = Page("error", title, data, status)
        menu = [
            {"name": p.name, "path": p.path, "words": p.menu} for p in PLACES if p.menu
        ]
        return Response(html(page, visit, menu, "/"), status, media_type=HTML)


def _syntax(name: str) -> Any:
    found = chosen(linked_data.SYNTAXES, asked=name, accept=None)
    assert found is not None  # noqa: S101 - a name is always one of them, or an error
    return found


def _known(request: Request, etag: str) -> bool:
    return etag in request.headers.get("if-none-match", "")


def _encoded(pairs: list[tuple[str, str]]) -> str:
    from urllib.parse import urlencode

    return urlencode(pairs)


def _ascii(iri: str) -> str:
    """The IRI as a URI: HTTP headers have no other letters."""
    from urllib.parse import quote

    return quote(iri, safe=":/?#[]@!$&'()*+,;=%~")


async def _gone(request: Request) -> None:
    """Nothing, when the client has closed the connection."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.1)
