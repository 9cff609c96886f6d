"""The reader of the UN Sustainable Development Goals: a framework to align with."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mandategraph
from mandategraph.errors import OtherContentError, SourceError
from mandategraph.model import Framework, Warning
from mandategraph.read.sdg.turtle import concepts_of
from mandategraph.read.sdg.yaml import Texts, texts_of
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY: Final = "sdg"
TURTLE: Final = "text/turtle"
YAML: Final = "application/yaml"
_YAML: Final = (".yml", ".yaml")
_NO_TEXT: Final = "it has no text of a goal, a target or an indicator"


def readings(source: Input, *, propose: bool = False) -> Iterator[Framework]:
    """The framework in a Turtle file, the translations in a YAML file, or in a folder.

    A folder gives one framework for each file with texts, in the order of the names.
    The UN's own wording has the key `sdg`, a file of translations a key of its own,
    such as `sdg-fr-global-targets`: each has a graph that is replaced alone. Raises
    SourceError when there is nothing of the SDG.
    """
    del propose  # nothing is guessed here
    if source.is_folder:
        yield from _folder(source)
        return
    if source.suffix in _YAML:
        found = texts_of(source)
        if found is None:
            advice = "its keys must be 1-title, 1-1-title, ..."
            raise OtherContentError(source.file, _NO_TEXT, advice)
        yield _translations(source, found)
        return
    concepts, warnings = concepts_of(source)
    yield Framework(
        KEY, source.file, source.sha256, TURTLE, extractor(), concepts, warnings
    )


def extractor() -> str:
    """Name and version of what reads, its parsers' included."""
    parsers = [f"pyoxigraph.{version('pyoxigraph')}"]
    try:
        parsers.append(f"pyyaml.{version('pyyaml')}")
    except PackageNotFoundError:
        parsers.append("pyyaml.none")
    return f"mandategraph-sdg {mandategraph.__version__}+{'.'.join(parsers)}"


def _folder(source: Input) -> Iterator[Framework]:
    """One framework per file of the folder; files without texts are named in a warning.

    All files are read before the first framework is given: a folder is whole or wrong.
    """
    root = source.path or Path(source.file)
    found: list[Framework] = []
    others: list[str] = []
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if path.suffix.lower() not in (*_YAML, ".ttl"):
            others.append(name)
            continue
        inner = Input(f"{source.file}/{name}", path=path)
        if path.suffix.lower() == ".ttl":
            try:
                found += readings(inner)
            except OtherContentError:
                others.append(name)
        elif (texts := texts_of(inner)) is not None:
            found.append(_translations(inner, texts))
        else:
            others.append(name)
    if not found:
        advice = "name a folder such as translations, with en/global_goals.yml"
        raise SourceError(source.file, f"no file in it: {_NO_TEXT}", advice)
    keys = [framework.key for framework in found]
    for framework in found:
        if keys.count(framework.key) > 1:
            reason = f"several files give the texts {framework.key}"
            raise SourceError(source.file, reason, "name one folder with each of them")
    note = Warning("not_read", f"no text of the SDG: {', '.join(others)}")
    for number, framework in enumerate(found):
        yield framework if number or not others else _with(framework, note)


def _with(framework: Framework, warning: Warning) -> Framework:
    return replace(framework, warnings=(*framework.warnings, warning))


def _translations(source: Input, texts: Texts) -> Framework:
    stem = re.sub(r"[^a-z0-9]+", "-", Path(source.file).stem.lower()).strip("-")
    return Framework(
        f"{KEY}-{texts.lang}-{stem or 'texts'}",
        source.file,
        source.sha256,
        YAML,
        extractor(),
        texts.concepts,
        texts.warnings,
    )
