"""One made-up plan as N-Quads."""

from __future__ import annotations

from hashlib import sha256
from random import Random
from typing import Final

from benchmarks.wording import (
    HEADINGS,
    LANGUAGES,
    RARE,
    UNITS,
    Sentence,
    council,
    sizes,
)
from mandategraph.namespaces import BASE, MG_NS, PREFIXES
from mandategraph.rdf.nquads import literal

GOALS: Final = 17
PLANS_OF_ONE: Final = 8  # of a district
_WEIGHTS: Final = (50, 20, 20, 10)  # how often a language is the original one
VERBS, THINGS, PLACES = sizes()
TYPE: Final = f"<{PREFIXES['rdf']}type>"
_OA, _DCT, _DCAT = PREFIXES["oa"], PREFIXES["dct"], PREFIXES["dcat"]
SKOS, PROV, _XL = PREFIXES["skos"], PREFIXES["prov"], PREFIXES["xl"]
_INTEGER: Final = f"<{PREFIXES['xsd']}integer>"
_DECIMAL: Final = f"<{PREFIXES['xsd']}decimal>"
LABEL: Final = f"<{SKOS}prefLabel>"
_DAY: Final = f'"2026-11-23T00:00:00Z"^^<{PREFIXES["xsd"]}dateTime>'
READER: Final = f"{BASE}agent-made-up-reader"
MATCHER: Final = f"{BASE}agent-made-up-matcher"
MACHINE: Final = f"{BASE}agent-made-up-translator"
PERSON: Final = f"{BASE}person-made-up"


class MadePlan:
    """One plan: its text is made first, for its hash is part of the names of spans."""

    def __init__(self, number: int, seed: int) -> None:
        self.number, self.dice = number, Random(f"{seed} {number}")  # noqa: S311
        self.lang = self.dice.choices(LANGUAGES, _WEIGHTS)[0]
        self.key, self.district = f"p{number}", number // PLANS_OF_ONE
        self.base = BASE + self.key
        self.doc, self.plan = f"{BASE}doc-{self.key}", f"{BASE}plan-{self.key}"
        self.graph = f"<{BASE}graph/doc-{self.key}>"
        self.claims = f"<{BASE}graph/claims-{self.key}>"
        self.organisation = f"{BASE}org-district-{self.district}"
        self.others = [x for x in LANGUAGES if x != self.lang]
        self.out: list[str] = []
        self.content: list[str] = []
        self.length = 0
        self.translated: set[str] = set()
        self.units: set[int] = set()

    def text(self) -> str:
        """The plan's quads, its organisation's with those of its first plan."""
        self._write()
        content = "".join(self.content)
        digest = sha256(content.encode()).hexdigest()
        name = digest[:16]
        place = f"<{BASE}graph/text-{name}>"
        node = f"<{BASE}text/{name}>"
        first = [
            manifest(self.graph, "sourceGraph", self.doc, self.lang),
            manifest(place, "textGraph", self.doc),
            manifest(self.claims, "claimGraph", self.doc),
        ]
        first.append(
            f"{node} <{MG_NS}textContent> {literal(content)} {place} .\n"
            f"{node} {TYPE} <{MG_NS}ExtractedText> {self.graph} .\n"
            f"{node} <{MG_NS}textOf> <{self.doc}> {self.graph} .\n"
            f'{node} <{MG_NS}sha256> "{digest}" {self.graph} .\n'
            f"{node} <{MG_NS}extractor> <{READER}> {self.graph} .\n"
        )
        if self.number % PLANS_OF_ONE == 0:
            names = [
                (lang, council(self.district, lang))
                for lang in LANGUAGES
                if lang == "en" or self.dice.random() < 0.6
            ]
            classes = [f"{PREFIXES['org']}Organization", f"{PROV}Organization"]
            first.append(agent_graph(self.organisation, classes, names))
        for lang in sorted(self.translated):
            graph = f"<{BASE}graph/tr-{self.key}-{lang}>"
            first.append(manifest(graph, "translationGraph", self.doc, lang))
        # the name of the text is known only now
        return "".join(first) + "".join(self.out).replace("text/~", f"text/{name}")

    def _say(self, text: str) -> str:
        """IRI of the span of these words, which are put at the end of the text."""
        start, end = self.length, self.length + len(text)
        self.content += (text, "\n")
        self.length = end + 1
        place, graph = f"{BASE}text/~", self.graph
        span = f"<{place}#char={start},{end}>"
        position = f"<{place}#position={start},{end}>"
        quote = f"<{place}#quote={start},{end}>"
        self.out.append(
            f"{span} {TYPE} <{MG_NS}TextSpan> {graph} .\n"
            f"{span} <{_OA}hasSource> <{place}> {graph} .\n"
            f"{span} <{_OA}hasSelector> {position} {graph} .\n"
            f"{span} <{_OA}hasSelector> {quote} {graph} .\n"
            f"{position} {TYPE} <{_OA}TextPositionSelector> {graph} .\n"
            f'{position} <{_OA}start> "{start}"^^{_INTEGER} {graph} .\n'
            f'{position} <{_OA}end> "{end}"^^{_INTEGER} {graph} .\n'
            f"{quote} {TYPE} <{_OA}TextQuoteSelector> {graph} .\n"
            f"{quote} <{_OA}exact> {literal(text)} {graph} .\n"
        )
        return span

    def _write(self) -> None:
        lang, dice, graph = self.lang, self.dice, self.graph
        year = 2016 + self.number % PLANS_OF_ONE
        heading = {name: texts[lang] for name, texts in HEADINGS.items()}
        title = heading["title"].format(year, self.district)
        span = self._say(title)
        doc, plan, end = f"<{self.doc}>", f"<{self.plan}>", year + 3
        self.out.append(
            f"{doc} {TYPE} <{MG_NS}SourceDocument> {graph} .\n"
            f'{doc} <{_DCT}language> "{lang}" {graph} .\n'
            f'{doc} <{_DCT}format> "text/plain" {graph} .\n'
            f'{doc} <{MG_NS}fileName> "{self.key}.txt" {graph} .\n'
            f"{doc} <{MG_NS}periodStatus> <{MG_NS}statedInSource> {graph} .\n"
            f"{_period(doc, f'{year}-01-01', f'{end}-12-31', graph)}"
            f"{plan} {TYPE} <{MG_NS}Plan> {graph} .\n"
            f"{plan} <{_DCT}source> {doc} {graph} .\n"
            f"{plan} <{_DCT}title> {literal(title, lang=lang)} {graph} .\n"
            f"{plan} <{MG_NS}titleSpan> {span} {graph} .\n"
        )
        named = self._say(council(self.district, lang))
        owner = f"<{self.organisation}>"
        self._claim(plan, "planOf", owner, named)
        if self.district:
            helper = dice.randrange(self.district)
            words = self._say(council(helper, lang))
            performer = f"<{BASE}org-district-{helper}>"
            self._claim(plan, "hasPerformer", performer, words)
        printed = heading["mandate"]
        mandate = f"<{self.base}-m>"
        self._element(mandate, "Mandate", self._sentence(), printed)
        objectives = []
        for ordinal in range(1, dice.randint(2, 5) + 1):
            objective = f"<{self.base}-o{ordinal}>"
            printed = heading["objective"].format(ordinal)
            said = None if dice.random() < 0.08 else self._sentence()
            own = self._element(objective, "Objective", said, printed)
            self.out.append(
                f'{objective} <{MG_NS}ordinal> "{ordinal}"^^{_INTEGER} {graph} .\n'
                f"{objective} <{MG_NS}objectiveLevel> <{MG_NS}levelObjective>"
                f" {graph} .\n"
            )
            self._claim(objective, "serves", mandate, own)
            if dice.random() < 0.3:
                goal = f"<{BASE}goal-{dice.randint(1, GOALS)}>"
                self._claim(objective, "alignedWith", goal, own, MATCHER, "proposed")
            objectives.append(objective)
        before = self.number - 1
        if self.number % PLANS_OF_ONE:
            earlier = f"<{BASE}p{before}-o1>"
            self._claim(objectives[0], "continues", earlier, "", PERSON, "accepted")
        self._results(objectives, heading["results"])

    def _results(self, objectives: list[str], printed: str) -> None:
        """The results with their indicators; of some it is open to what they belong."""
        dice, graph = self.dice, self.graph
        head, span = f"<{self.base}-h1>", self._say(printed)
        label = literal(printed, lang=self.lang)
        self.out.append(
            f"<{BASE}text/~> <{MG_NS}leftover> {self._say('* * *')} {graph} .\n"
            f"{head} {TYPE} <{MG_NS}SectionHeading> {graph} .\n"
            f"{head} <{MG_NS}elementOf> <{self.plan}> {graph} .\n"
            f"{head} <{MG_NS}sourceLabel> {label} {graph} .\n"
            f"{head} <{MG_NS}evidence> {span} {graph} .\n"
        )
        count = 0
        for objective in objectives:
            for _ in range(dice.choice((0, 1, 2, 2, 3))):
                count += 1
                result = f"<{self.base}-r{count}>"
                rare = RARE if self.number == 0 and count <= 3 else ""
                own = self._element(result, "ExpectedResult", self._sentence(rare))
                kind = dice.choice(("output", "outcome", "typeUnspecified"))
                self.out.append(
                    f"{result} <{MG_NS}resultType> <{MG_NS}{kind}> {graph} .\n"
                    f"{head} <{MG_NS}introduces> {result} {graph} .\n"
                )
                if dice.random() < 0.1:
                    self._open_link(result, objectives, own)
                else:
                    self._claim(result, "expectedResultOf", objective, own)
                for each in range(dice.choice((0, 1, 1, 2))):
                    self._indicator(f"{self.base}-r{count}-i{each + 1}", result)

    def _indicator(self, node: str, result: str) -> None:
        dice, graph = self.dice, self.graph
        indicator = f"<{node}>"
        said = self._sentence()._replace(counted=True)
        own = self._element(indicator, "Indicator", said)
        self._claim(indicator, "indicatorOf", result, own)
        which = dice.randrange(5)
        unit = f"<{MG_NS}unitNotStated>"
        if which < 4:
            word = UNITS[self.lang][which]
            unit = f"<{self.plan}-unit-{which}>"
            if which not in self.units:
                self.units.add(which)
                self.out.append(
                    f"{unit} {TYPE} <{SKOS}Concept> {graph} .\n"
                    f"{unit} {LABEL} {literal(word, lang=self.lang)} {graph} .\n"
                )
            self.out.append(
                f"{indicator} <{MG_NS}unit> {unit} {graph} .\n"
                f"{indicator} <{MG_NS}unitSpan> {self._say(word)} {graph} .\n"
            )
        start = dice.randint(5, 900)
        year = 2016 + self.number % PLANS_OF_ONE
        values = [("Baseline", year - 1, start), ("Target", year + 3, start * 2)]
        values += [
            ("Measurement", year + n, start + dice.randint(-3, start // 2))
            for n in range(dice.randint(0, 3))
        ]
        for kind, when, amount in values:
            if dice.random() < 0.12:
                continue
            value = f"<{node}-{kind.lower()}-{when}>"
            self.out.append(
                f"{value} {TYPE} <{MG_NS}{kind}> {graph} .\n"
                f"{value} <{MG_NS}valueOf> {indicator} {graph} .\n"
                f'{value} <{MG_NS}printedValue> "{amount}" {graph} .\n'
                f'{value} <{MG_NS}value> "{amount}"^^{_DECIMAL} {graph} .\n'
                f"{value} <{MG_NS}unit> {unit} {graph} .\n"
                f"{value} <{MG_NS}evidence> {self._say(str(amount))} {graph} .\n"
                f"{_period(value, f'{when}-01-01', f'{when}-12-31', graph)}"
            )

    def _sentence(self, extra: str = "") -> Sentence:
        dice = self.dice
        return Sentence(
            dice.randrange(VERBS),
            dice.randrange(THINGS),
            dice.randrange(PLACES),
            self.district,
            extra=extra,
        )

    def _element(
        self, node: str, kind: str, said: Sentence | None, printed: str = ""
    ) -> str:
        """IRI of the span that is the element's evidence."""
        lang, graph = self.lang, self.graph
        self.out.append(
            f"{node} {TYPE} <{MG_NS}{kind}> {graph} .\n"
            f"{node} <{MG_NS}elementOf> <{self.plan}> {graph} .\n"
        )
        span = ""
        if printed:
            span = self._say(printed)
            self.out.append(
                f"{node} <{MG_NS}sourceLabel> {literal(printed, lang=lang)} {graph} .\n"
                f"{node} <{MG_NS}headingSpan> {span} {graph} .\n"
            )
        if said is None:
            self.out.append(
                f"{node} <{MG_NS}textStatus> <{MG_NS}textNotExtracted> {graph} .\n"
            )
        else:
            words = said.text(lang)
            span = self._say(words)
            self.out.append(
                f"{node} <{MG_NS}statementText> {literal(words, lang=lang)} {graph} .\n"
            )
            self._translations(node, said, span)
        self.out.append(f"{node} <{MG_NS}evidence> {span} {graph} .\n")
        return span

    def _translations(self, node: str, said: Sentence, span: str) -> None:
        """Forms in other languages: official, reviewed, by machine, or none."""
        for lang in self.others:
            chance = self.dice.random()
            if chance < 0.35:
                continue
            issuer, person = chance < 0.6, chance < 0.8
            authority = "issuer" if issuer else "thirdParty"
            state = "stateReviewed" if person else "stateCandidate"
            method = "humanTranslation" if person else "machineTranslation"
            agent = self.organisation if issuer else PERSON if person else MACHINE
            form = f"{node[:-1]}-{lang}>"
            graph = f"<{BASE}graph/tr-{self.key}-{lang}>"
            text = literal(said.text(lang), lang=lang)
            self.out.append(
                f"{node} <{MG_NS}textForm> {form} {graph} .\n"
                f"{form} {TYPE} <{MG_NS}TextForm> {graph} .\n"
                f"{form} <{_XL}literalForm> {text} {graph} .\n"
                f"{form} <{MG_NS}textAuthority> <{MG_NS}{authority}> {graph} .\n"
                f"{form} <{MG_NS}reviewState> <{MG_NS}{state}> {graph} .\n"
                f"{form} <{MG_NS}method> <{MG_NS}{method}> {graph} .\n"
                f"{form} <{MG_NS}translatedFrom> {span} {graph} .\n"
                f"{form} <{PROV}wasAttributedTo> <{agent}> {graph} .\n"
            )
            self.translated.add(lang)

    def _claim(
        self,
        subject: str,
        link: str,
        target: str,
        span: str,
        agent: str = READER,
        status: str = "stated",
    ) -> None:
        graph = self.claims
        basis = {
            "stated": "basisStated",
            "accepted": "basisExpert",
            "proposed": "basisTextSimilarity",
        }[status]
        node = f"<{BASE}claim-{_hash(subject, link, target)}>"
        self.out.append(
            f"{node} {TYPE} <{MG_NS}Claim> {graph} .\n"
            f"{node} <{MG_NS}claimSubject> {subject} {graph} .\n"
            f"{node} <{MG_NS}claimPredicate> <{MG_NS}{link}> {graph} .\n"
            f"{node} <{MG_NS}claimObject> {target} {graph} .\n"
            f"{node} <{MG_NS}status> <{MG_NS}{status}> {graph} .\n"
            f"{node} <{MG_NS}basis> <{MG_NS}{basis}> {graph} .\n"
            f"{node} <{PROV}wasAttributedTo> <{agent}> {graph} .\n"
            f"{node} <{PROV}generatedAtTime> {_DAY} {graph} .\n"
        )
        if status == "proposed":
            sure = self.dice.randint(3, 9)
            self.out.append(
                f'{node} <{MG_NS}confidence> "0.{sure}"^^{_DECIMAL} {graph} .\n'
            )
        else:
            self.out.append(f"{subject} <{MG_NS}{link}> {target} {graph} .\n")
        if span and status == "stated":
            self.out.append(f"{node} <{MG_NS}evidence> {span} {graph} .\n")

    def _open_link(self, result: str, objectives: list[str], span: str) -> None:
        graph = self.claims
        node = f"<{BASE}open-{_hash(result)}>"
        self.out.append(
            f"{node} {TYPE} <{MG_NS}OpenLink> {graph} .\n"
            f"{node} <{MG_NS}claimSubject> {result} {graph} .\n"
            f"{node} <{MG_NS}claimPredicate> <{MG_NS}expectedResultOf> {graph} .\n"
            f'{node} <{MG_NS}candidatesComplete> "true"'
            f"^^<{PREFIXES['xsd']}boolean> {graph} .\n"
            f"{node} <{MG_NS}evidence> {span} {graph} .\n"
            f"{node} <{PROV}wasAttributedTo> <{READER}> {graph} .\n"
        )
        self.out += (
            f"{node} <{MG_NS}candidate> {objective} {graph} .\n"
            for objective in objectives
        )


def manifest(graph: str, role: str, document: str = "", lang: str = "") -> str:
    """The entry of the graph in the manifest."""
    source = f"{graph} <{_DCT}source> <{document}> .\n" if document else ""
    language = f'{graph} <{_DCT}language> "{lang}" .\n' if lang else ""
    return (
        f"{graph} {TYPE} <{_DCAT}Dataset> .\n"
        f"{graph} <{MG_NS}graphRole> <{MG_NS}{role}> .\n{source}{language}"
    )


def agent_graph(agent: str, classes: list[str], names: list[tuple[str, str]]) -> str:
    """The graph of the agent."""
    local = agent.removeprefix(BASE)
    name = local if local.startswith("agent-") else f"agent-{local}"
    graph = f"<{BASE}graph/{name}>"
    types = "".join(f"<{agent}> {TYPE} <{c}> {graph} .\n" for c in classes)
    labels = (
        f"<{agent}> {LABEL} {literal(text, lang=lang)} {graph} .\n"
        for lang, text in names
    )
    return manifest(graph, "agentGraph") + types + "".join(labels)


def _period(node: str, start: str, end: str, graph: str) -> str:
    period, day = f"{node[:-1]}-period>", f"<{PREFIXES['xsd']}date>"
    return (
        f"{node} <{_DCT}temporal> {period} {graph} .\n"
        f"{period} {TYPE} <{_DCT}PeriodOfTime> {graph} .\n"
        f'{period} <{_DCAT}startDate> "{start}"^^{day} {graph} .\n'
        f'{period} <{_DCAT}endDate> "{end}"^^{day} {graph} .\n'
    )


def _hash(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:12]
