"""The words of a CIDS file that a plan uses, each once, and in which language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Span, Warning, Wording
from mandategraph.read.cids.terms import DESCRIPTIONS, NAMES
from mandategraph.read.extracted import Extract, collapse
from mandategraph.read.lexicon import LANGUAGES
from mandategraph.read.text.identify import identify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.read.cids.graph import Graph, Node, Words

_SAMPLE: Final = 2000  # characters that tell a plan's language
_DEEPEST: Final = 3  # steps from a statement to a detail of it


class Account:
    """What of the file has been used, by node and property."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()

    def take(self, key: str, *names: str) -> None:
        """Note that the properties of the node are used."""
        self._used.update((key, name) for name in names)

    def has(self, key: str, name: str) -> bool:
        """Whether the property of the node is used."""
        return (key, name) in self._used


class PlanText:
    """Puts words of one plan into the extracted text and gives them back with spans."""

    def __init__(
        self, graph: Graph, extract: Extract, account: Account, lang: str
    ) -> None:
        self.graph, self.account, self.lang = graph, account, lang
        self.warnings: list[Warning] = []
        self.unvalued: Counter[str] = Counter()  # values that have only a name
        self._extract = extract
        self._known: dict[tuple[str, str, str, str], Wording] = {}

    def wording(self, node: Node, name: str, words: Words) -> Wording:
        """The literal of the property as a wording; in the text once."""
        key = node.key, name, words.text, words.lang
        if key not in self._known:
            self.account.take(node.key, name)
            lang = words.lang or self._language(words.text)
            path = f"{node.path} {name}"
            self._known[key] = self._extract.wording(lang, words.text, path)
        return self._known[key]

    def wordings(self, node: Node, *names: str) -> tuple[Wording, ...]:
        """One wording per language, the plan's own first; a second one is left over."""
        found: dict[str, Wording] = {}
        for name, words in node.words(*names):
            wording = self.wording(node, name, words)
            if wording.lang in found and wording.text != found[wording.lang].text:
                message = f"a second {name} in {wording.lang} is left over"
                self.warnings.append(Warning("second_wording", message, wording.span))
            found.setdefault(wording.lang, wording)
        return tuple(sorted(found.values(), key=lambda w: w.lang != self.lang))

    def name(self, node: Node) -> tuple[Wording, ...]:
        """The name in each language, by the first property that has one."""
        return self.wordings(node, node.named_by)

    def identifier(self, node: Node) -> Span:
        """Where the node's IRI, or its way from another node, stands in the text."""
        shown = node.id or node.path
        return self.literal(shown, node.path)

    def literal(self, text: str, path: str) -> Span:
        """Where a word stands that is no literal of the file, such as an IRI."""
        key = path, "", text, ""
        if key not in self._known:
            self._known[key] = self._extract.wording("und", text, path)
        return self._known[key].span

    def mention(self, key: str, path: str) -> tuple[str, Span]:
        """By what the resource is spoken of: its name, or its IRI."""
        node = self.graph.nodes.get(key)
        if node and (names := self.name(node)):
            return names[0].text, names[0].span
        if node:
            for name in ("i72:symbol", "sch:codeValue", "org:hasIdentifier"):
                for _, words in node.words(name):
                    wording = self.wording(node, name, words)
                    return wording.text, wording.span
        shown = self.graph.shown(key) or (node.path if node else key)
        return shown, self.literal(shown, path)

    def fields(
        self, node: Node, skip: Iterable[str], prefix: str = "", depth: int = 0
    ) -> list[Field]:
        """What else the file says of the node, each value as a field.

        The details of a node come with it; of other resources only the name.
        """
        left_out = set(skip)
        found: list[Field] = []
        for name, values in node.values.items():
            if name in left_out:
                continue
            self.account.take(node.key, name)
            for value in values:
                if not isinstance(value, str):
                    if value.text.strip():
                        wording = self.wording(node, name, value)
                        found.append(Field(prefix + name, wording.text, wording.span))
                    continue
                inner = self.graph.nodes.get(value)
                detail = inner and (not inner.id or inner.kind in ("detail", "measure"))
                if inner and detail and depth < _DEEPEST:
                    under = f"{prefix}{name}/"
                    found += self.fields(inner, left_out, under, depth + 1)
                else:
                    found.append(self.link(prefix + name, value))
        return found

    def link(self, name: str, key: str) -> Field:
        """A link as a field: the name of the resource, else its IRI."""
        node = self.graph.nodes.get(key)
        if node and (names := self.name(node)):
            return Field(name, names[0].text, names[0].span)
        return Field(name, self.graph.shown(key) or (node.path if node else key))

    def _language(self, text: str) -> str:
        if self.lang not in LANGUAGES:
            return self.lang
        return identify(text, block=self.lang).lang


def language_of(nodes: list[Node]) -> str:
    """The language that most names and descriptions are tagged with, else identified.

    `und` when the words do not tell.
    """
    tags: Counter[str] = Counter()
    sample: list[str] = []
    length = 0
    for node in nodes:
        for _, words in node.words(*NAMES, *DESCRIPTIONS):
            tags[words.lang] += 1
            if not words.lang and length < _SAMPLE:
                sample.append(collapse(words.text))
                length += len(sample[-1])
    tagged = {lang: count for lang, count in tags.items() if lang}
    if tagged:
        return max(tagged, key=lambda lang: tagged[lang])
    found = identify(" ".join(sample))
    return "und" if found.by == "block" or not sample else found.lang
