"""SPARQLWrapper, its requests carried by a transport that has limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from email.message import Message
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.Wrapper import JSON, QueryResult

from mandategraph.store.endpoint.results import parsed

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.request import Request

    from mandategraph.store.endpoint.reply import Reply

Carry = Callable[["Request"], "Reply"]
_KIND: Final = "application/sparql-results+json"


class Wrapper(SPARQLWrapper):
    """A wrapper for one query of a known form.

    The form is told because SPARQLWrapper takes the first verb that it meets, even one
    in a comment or in the name of a prefix. Parameters in the address stay there.
    """

    def __init__(self, url: str, query: str, form: str, carry: Carry) -> None:
        parts = urlsplit(url)
        self._form, self._carry = form, carry
        super().__init__(urlunsplit(parts._replace(query="", fragment="")))
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            self.addParameter(name, value)
        self.setQuery(query)

    def _parseQueryType(self, query: object) -> str:  # noqa: N802 - overrides
        del query
        return self._form

    def query(self) -> Result:
        """The answer, carried by the transport."""
        reply = self._carry(self._createRequest())
        return Result(reply, self.returnFormat, self.endpoint)


class Result(QueryResult):
    """An answer that is read in full and converted by what it holds."""

    def __init__(self, reply: Reply, wanted: str, where: str) -> None:
        self.reply, self._where = reply, where
        super().__init__((cast("HTTPResponse", _Response(reply)), wanted))

    def converted(self) -> object:
        """The JSON object, or the bytes when the answer is of another kind.

        No XML and no JSON-LD is read here: either could ask for more than it is.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a kind that was not asked for
            if self._get_responseFormat() == JSON:
                return self.convert()
        return self.reply.body

    def _convertJSON(self) -> dict[str, Any]:  # noqa: N802 - overrides
        return parsed(self.reply.body, self.reply.charset, self._where)


class _Response(io.BytesIO):
    """The reply as the response object that SPARQLWrapper reads."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body)
        self._headers = Message()
        for name, value in reply.headers.items():
            self._headers[name] = value
        if reply.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            # what looks like JSON is read as JSON, whatever it is called
            del self._headers["content-type"]
            self._headers["content-type"] = _KIND

    def info(self) -> Message:
        """The headers."""
        return self._headers

    def geturl(self) -> str:
        """No address: redirects are the transport's affair."""
        return ""

    def getcode(self) -> int:
        """The status."""
        return 200
