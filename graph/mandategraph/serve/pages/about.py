"""What runs here, of what it is made, and under which licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING, Final

from mandategraph.serve.page import Page

if TYPE_CHECKING:
    from importlib.metadata import PackageMetadata

    from mandategraph.serve.page import Visit

_PARTS: Final = (
    *("mandategraph", "pyoxigraph", "rdflib", "networkx", "pyshacl"),
    *("starlette", "uvicorn", "jinja2", "babel", "polib", "python-mimeparse"),
)


def about(visit: Visit) -> Page:
    """The programs behind the site, with versions and licences."""
    found = []
    for name in _PARTS:
        try:
            known = metadata(name)
        except PackageNotFoundError:
            continue
        licence = _one(known, "License-Expression") or _one(known, "License")
        classified = [
            one.rpartition(" :: ")[2]
            for one in known.get_all("Classifier") or ()
            if one.startswith("License ::")
        ]
        found.append(
            {
                "name": name,
                "version": known["Version"],
                "licence": licence.splitlines()[0]
                if licence
                else ", ".join(classified),
            }
        )
    limits = visit.site.limits
    data = {
        "programs": found,
        "seconds": limits.seconds,
        "rows": limits.rows,
        "base": visit.site.base,
    }
    return Page("about", visit.words.say("About this site"), data)


def _one(known: PackageMetadata, name: str) -> str:
    return str((known.get_all(name) or [""])[0])
