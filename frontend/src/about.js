import { el, table } from "./dom.js";
import { autonym, kindName, literal, ltr, say } from "./words.js";

const STATUSES = ["issuer", "reviewed", "candidate", "machine"];

/** What the file holds, what is missing, and where it is from. */
export function about(app) {
  const { model } = app;
  const { data } = model;
  const kinds = [...new Set(model.nodes.map((node) => node.k))];
  const of = (kind) => model.nodes.filter((node) => node.k === kind);
  const elements = model.nodes.map((node, at) => at).filter((at) => model.nodes[at].u !== undefined);
  const count = (test) => elements.filter(test).length;
  const indicators = elements.filter((at) => model.nodes[at].k === "indicator");
  const cell = (kind, lang) => {
    const best = of(kind).map((node) => node.f.filter((form) => form[1].split("-")[0] === lang && !["label", "code"].includes(form[2])).map((form) => STATUSES.indexOf(form[2])));
    const lines = STATUSES.map((status, rank) => [best.filter((ranks) => ranks.length && Math.min(...ranks) === rank).length, say(status)]);
    const none = best.filter((ranks) => !ranks.length).length;
    return [...lines, [none, say("missing_wording")]].filter(([n]) => n).map(([n, words]) => el("div", {}, `${words}: `, ltr(String(n))));
  };
  const langs = data.langs.filter((lang) => !lang.includes("-"));
  const gaps = [
    say("gap_lost", { n: count((at) => Boolean(model.nodes[at].s)) }),
    say("gap_loose", { n: count((at) => model.nodes[at].loose) }),
    say("gap_open", { n: count((at) => model.out[at].some((edge) => data.edges[edge][3] === "open")) }),
    say("gap_values", { n: indicators.filter((at) => !model.nodes[at].v).length, all: indicators.length }),
    say("gap_evidence", { n: count((at) => !model.spansOf[at].length) }),
    say("gap_changed", { n: data.spans.filter((span) => span.x).length }),
  ];
  const sources = [...new Set(data.sources.flatMap((lines) => lines[app.ui]))];
  return [
    section("counts", el("ul", {}, kinds.map((kind) => el("li", {}, say("count_of", { kind: kindName(kind), n: of(kind).length }))))),
    table(say("coverage"), [say("kind_column"), ...langs.map((lang) => literal(autonym(lang), lang, model.dir(lang)))], kinds.map((kind) => el("tr", {}, el("th", { scope: "row" }, kindName(kind)), langs.map((lang) => el("td", {}, cell(kind, lang)))))),
    section("gaps", el("ul", {}, gaps.map((words) => el("li", {}, words)))),
    section("sources_heading", el("ul", {}, sources.map((line) => el("li", {}, literal(line, null, "auto"))))),
    section("licences", el("ul", {}, data.programs.map((one) => el("li", {}, ltr(`${one.package} ${one.version} · ${one.licence}`)))), el("details", {}, el("summary", {}, ltr("THIRD_PARTY_LICENSES.txt")), el("pre", { class: "licences", dir: "ltr" }, literal(data.licences, "en", "ltr")))),
    el("p", {}, say("made_with", { version: data.version })),
  ];
}

function section(key, ...content) {
  return el("section", {}, el("h3", {}, say(key)), ...content);
}
