"""A process that answers queries one after the other, and may be killed at any time.

The engine can neither stop a query nor bound its memory; a process can be stopped and
bounded. It opens the graph for reading only, and takes jobs from its standard input.
"""

from __future__ import annotations

import os
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mandategraph.errors import excerpt
from mandategraph.language import LanguagePolicy
from mandategraph.query.catalogue import Question
from mandategraph.query.formats import FORMATS
from mandategraph.query.run import Answer
from mandategraph.serve.messages import Answered, Job, packed, read_job
from mandategraph.store.query_text import PREFIXES, kind_of, names_graphs

if TYPE_CHECKING:
    from typing import BinaryIO

_POLICY = LanguagePolicy()  # answers of the endpoint hold terms, no labels
RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def main(arguments: list[str]) -> None:
    """Answer jobs until the input ends.

    Arguments: the folder of the store, the rows and bytes that an answer may have, the
    bytes of memory that a query may take.
    """
    folder, rows, size, memory = arguments[0], *map(int, arguments[1:4])
    # nothing but answers may come out of standard output
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    store = ox.Store.read_only(folder)
    confine(memory)
    out.write(packed(Answered()))
    out.flush()
    # from here on the engine's last words are about a query, not about the graph
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    serve(store, sys.stdin.buffer, out, rows=rows, size=size)


def serve(
    store: ox.Store, jobs: BinaryIO, out: BinaryIO, *, rows: int, size: int
) -> None:
    """Answer each job of the stream."""
    while (job := read_job(jobs)) is not None:
        answered = answer(store, job, rows)
        if len(answered.body) > size:
            reason = f"the answer has more than {size} bytes; ask for less with LIMIT"
            answered = Answered(failure="size", reason=reason)
        out.write(packed(answered, answered.body))
        out.flush()


def answer(store: ox.Store, job: Job, most: int) -> Answered:
    """The answer to the job, of `most` rows or triples at most."""
    try:
        return _answer(store, job, most)
    except (SyntaxError, ValueError) as error:
        return Answered(failure="query", reason=excerpt(str(error), 500))
    except (OSError, RuntimeError, MemoryError) as error:
        return Answered(failure="inside", reason=excerpt(str(error), 500))


def _answer(store: ox.Store, job: Job, most: int) -> Answered:
    options: dict[str, Any] = {"prefixes": PREFIXES, "base_iri": job.base or None}
    if job.default_graphs or job.named_graphs:
        options["default_graph"] = [ox.NamedNode(g) for g in job.default_graphs]
        options["named_graphs"] = [ox.NamedNode(g) for g in job.named_graphs]
    else:
        options["use_default_graph_as_union"] = not names_graphs(job.query)
    result = store.query(job.query, **options)
    if isinstance(result, ox.QueryTriples):
        triples: dict[ox.Triple, None] = {}
        for triple in result:
            triples[triple] = None
            if len(triples) > most:
                break
        kept = list(islice(triples, most))
        body = ox.serialize(kept, format=RDF_FORMATS[job.form], prefixes=_used(kept))
        return Answered(body or b"", len(kept), cut=len(triples) > most)
    question = Question("query", kind_of(job.query), job.query)
    if isinstance(result, ox.QueryBoolean):
        written = FORMATS[job.form].write(Answer(question, _POLICY, truth=bool(result)))
        return Answered(_bytes(written), 1)
    names = tuple(v.value for v in result.variables)
    found = [tuple(row) for row in islice(result, most + 1)]
    made = Answer(question, _POLICY, columns=names, values=found[:most])
    written = FORMATS[job.form].write(made)
    return Answered(_bytes(written), len(made.values), cut=len(found) > most)


def _bytes(written: str | bytes) -> bytes:
    return written if isinstance(written, bytes) else written.encode()


def _used(triples: list[ox.Triple]) -> dict[str, str]:
    """The known prefixes that the triples use."""
    text = "\n".join(map(str, triples))
    return {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}


def confine(memory: int) -> None:
    """Let the process take `memory` bytes more than it has now, and write no core."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of ours
        pages = int(file.read().split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
