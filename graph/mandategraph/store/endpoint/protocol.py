"""The SPARQL protocol: a query goes out, an answer that is whole comes back.

SPARQLWrapper spells the requests and reads the answers; `Http` carries them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, cast

import pyoxigraph as ox

from mandategraph.errors import QueryError, StoreError
from mandategraph.store.endpoint.authorization import shown, split_credentials
from mandategraph.store.endpoint.cache import AnswerCache
from mandategraph.store.endpoint.http import USER_AGENT, Http, HttpError
from mandategraph.store.endpoint.reply import Reply, plain
from mandategraph.store.endpoint.settings import EndpointSettings

if TYPE_CHECKING:
    from urllib.request import Request

    from mandategraph.store.endpoint.wrapper import Result, Wrapper

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_SHORT: Final = 1500  # characters of a query that fit an address everywhere
_OTHER_METHOD: Final = frozenset({405, 414, 501})
# refusals that are about the query; a server that fails at one answers 500
_REFUSALS: Final = frozenset({400, 413, 422, 500})


class Answer(NamedTuple):
    """A parsed JSON answer, and the row limit that the server names: 0 for none."""

    document: dict[str, Any]
    limit: int


class Protocol:
    """A SPARQL 1.1 endpoint at an address, asked by the settings.

    Raises QueryError when the server refuses the query, else StoreError.
    """

    def __init__(self, url: str, settings: EndpointSettings) -> None:
        try:
            self._url, user, password = split_credentials(url)
        except ValueError as error:
            raise StoreError(shown(url), str(error), "check the address") from error
        if user:
            settings = settings.but(user=user, password=password, token="")
        self.settings, self.where = settings, shown(self._url)
        self._http = Http(settings)
        self._server = ""
        self._cache: AnswerCache | None = None
        if settings.cache:
            self._cache = AnswerCache(settings.cache, days=settings.cache_days)

    @property
    def virtuoso(self) -> bool:
        """Whether the server has said that it is Virtuoso."""
        return self._server.startswith("virtuoso")

    def json(self, query: str, form: Form = "SELECT") -> Answer:
        """The answer to a SELECT or an ASK."""
        result = self._result(query, form, "json")
        document = result.converted()
        if not isinstance(document, dict):
            raise self._unusable(result.reply)
        self._keep(result.reply, query, "json")
        limit = result.reply.headers.get("x-sparql-maxrows", "")
        return Answer(document, int(limit) if limit.isdecimal() else 0)

    def triples(self, query: str, form: Form) -> list[ox.Triple]:
        """The answer to a CONSTRUCT or DESCRIBE."""
        result = self._result(query, form, "turtle")
        content = result.converted()
        kind = result.reply.headers.get("content-type", "").lower()
        if not isinstance(content, bytes) or "html" in kind:
            raise self._unusable(result.reply)
        if "x-sparql-maxrows" in result.reply.headers:
            reason = "the server cuts this answer"
            raise StoreError(self.where, reason, "ask for less, or with CONSTRUCT")
        syntax = ox.RdfFormat.RDF_XML if "xml" in kind else ox.RdfFormat.TURTLE
        try:
            triples = [q.triple for q in ox.parse(content, syntax)]
        except (SyntaxError, ValueError, OSError) as error:
            reason = f"the answer is no whole graph in {syntax.name}: {error}"
            raise StoreError(self.where, self.settings.hidden(reason)) from error
        self._keep(result.reply, query, "turtle")
        return triples

    def _result(self, query: str, form: Form, wanted: str) -> Result:
        from mandategraph.store.endpoint.wrapper import Wrapper

        def carry(request: Request) -> Reply:
            kept = self._kept(query, wanted)
            return kept or self._carried(request)

        wrapper = Wrapper(self._url, query, form, carry)
        wrapper.agent = USER_AGENT
        wrapper.setReturnFormat(wanted)
        for name, value in self._limits().items():
            if name not in wrapper.parameters:
                wrapper.addParameter(name, value)
        return self._by_method(wrapper, len(query))

    def _by_method(self, wrapper: Wrapper, length: int) -> Result:
        methods = [self.settings.method.upper()]
        if methods == ["AUTO"]:
            methods = ["GET", "POST"] if length < _SHORT else ["POST", "GET"]
        for method in methods:
            wrapper.setMethod(method)
            try:
                return wrapper.query()
            except HttpError as error:
                if error.status in _OTHER_METHOD and method != methods[-1]:
                    continue
                if error.status in _REFUSALS:
                    reason = f"the server refused: {error.reason}"
                    raise QueryError(self.where, reason, error.advice) from error
                raise
        raise AssertionError  # the last method returns or raises

    def _carried(self, request: Request) -> Reply:
        reply = self._http.send(
            request.get_method(),
            request.full_url,
            body=cast("bytes | None", request.data),
            headers=dict(request.header_items()),
            repeatable=True,
        )
        self._learn(reply)
        self._check_whole(reply)
        return reply

    def _limits(self) -> dict[str, str]:
        """The time limit in the words of a server that is known to have some."""
        if self.virtuoso:
            return {"timeout": f"{max(1000, self.settings.timeout * 1000):.0f}"}
        if "fuseki" in self._server:
            return {"timeout": f"{max(1, self.settings.timeout):.0f}"}
        return {}

    def _learn(self, reply: Reply) -> None:
        self._server = reply.headers.get("server", "").strip().lower() or self._server

    def _check_whole(self, reply: Reply) -> None:
        """Raise StoreError when the server says that it gave only a part.

        Virtuoso answers with what it has when its time is over, as a success.
        """
        state = reply.headers.get("x-sql-state", "")
        if state not in ("", "00000") or reply.status == 206:
            message = reply.headers.get("x-sql-message", "").partition("Activity")[0]
            said = " ".join(message.split()) or f"status {reply.status} {state}".strip()
            raise StoreError(
                self.where,
                f"the answer is only a part: {said}",
                "ask for less, or give it more time",
            )

    def _asked(self, query: str, wanted: str) -> tuple[str, ...]:
        """What an answer depends on; who asks is part of it, but no secret."""
        rights = "token" if self.settings.token else "no token"
        return self._url, query, wanted, self.settings.user, rights

    def _kept(self, query: str, wanted: str) -> Reply | None:
        if self._cache is None or self.settings.refresh:
            return None
        reply = self._cache.get(self._asked(query, wanted))
        if reply:
            self._learn(reply)
        return reply

    def _keep(self, reply: Reply, query: str, wanted: str) -> None:
        """Put an answer that could be read into the cache."""
        if self._cache and not reply.kept:
            self._cache.put(self._asked(query, wanted), reply)

    def _unusable(self, reply: Reply) -> StoreError:
        kind = reply.headers.get("content-type", "").partition(";")[0] or "of no kind"
        message = self.settings.hidden(plain(reply))
        reason = f"the answer is no SPARQL result but {kind}: {message}"
        advice = "check that the address is that of the SPARQL endpoint"
        return StoreError(self.where, reason, advice)
