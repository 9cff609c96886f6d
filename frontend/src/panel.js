import { button, el } from "./dom.js";
import { place } from "./evidence.js";
import { valueLine } from "./tables.js";
import { autonym, kindName, literal, ltr, say } from "./words.js";

/** What is said of the chosen element, or of the chosen words of a text. */
export function panel(app) {
  const { model } = app;
  if (app.spans.length && app.element < 0) return supports(app);
  const at = app.element;
  if (at < 0) return [el("h2", { tabindex: -1 }, say("details")), el("p", {}, say("nothing_chosen"))];
  const node = model.nodes[at];
  const code = model.code(at);
  const path = model.path(at);
  return [
    el("h2", { tabindex: -1 }, code, code && " ", kindName(node.k)),
    button(say("close"), () => app.go({ e: "", s: "" }, "main"), { class: "close" }),
    path.length ? el("p", { class: "path" }, `${say("path")}: `, path.flatMap((up, n) => [n ? " › " : null, link(app, up)])) : null,
    el("p", { class: "statement" }, model.wording(at)),
    ...model.noteNodes(at).map((note) => el("p", {}, note)),
    el("div", { class: "tools" },
      model.plan(at) >= 0 && button(say("show_in_tree"), () => app.go({ v: "tree" }, "main")),
      button(say("show_in_graph"), () => app.go({ v: "graph", g: node.name, pin: "" }, "main"))),
    values(model, node),
    evidence(app, at),
    links(app, "links_out", model.out[at], 1),
    links(app, "links_in", model.into[at], 0),
    languages(model, node),
    el("p", { class: "iri" }, `${say("iri")}: `, iri(node.i)),
  ];
}

/** Only addresses of the web become links; another scheme could run something. */
function iri(text) {
  return /^https?:\/\//i.test(text) ? el("a", { href: text, rel: "noreferrer noopener", dir: "ltr" }, text) : ltr(text, "code");
}

function link(app, at) {
  const { model } = app;
  const name = model.nodes[at].c;
  const form = model.form(at);
  const words = name ? ltr(name) : literal(model.plain(at), form[1], model.dir(form[1]));
  return button(words, () => app.choose(at, true), { class: "link" });
}

function values(model, node) {
  if (!node.v) return null;
  return section("values_heading", el("dl", {}, node.v.map((value) => [el("dt", {}, say(`${value[0]}_column`)), el("dd", {}, valueLine(model, value))])));
}

function section(key, ...content) {
  return el("section", {}, el("h3", {}, say(key)), ...content);
}

function evidence(app, at) {
  const { data } = app.model;
  const spans = app.model.spansOf[at];
  if (!spans.length) return section("evidence", el("p", {}, say("no_evidence")));
  return section("evidence", el("ul", {}, spans.map(([number, role]) => {
    const span = data.spans[number];
    const text = data.texts[span.d];
    const show = () => app.go({ v: "text", d: String(span.d), s: String(number), e: app.model.nodes[at].name }, "mark");
    return el("li", {}, el("span", { class: "kind" }, say(`role_${role}`)), " ",
      el("q", { lang: text.lang || null, dir: app.model.dir(text.lang) }, app.quote(number)), " ",
      el("small", {}, [text.file && [ltr(text.file), " · "], place(span)]),
      span.x ? el("p", { class: "badge open" }, say("quote_changed")) : null,
      text.text === null ? null : [" ", button(say("show_in_text"), show)]);
  })));
}

function links(app, key, edges, end) {
  const { model } = app;
  const list = edges.filter((edge) => model.data.edges[edge][2] !== "elementOf" || model.nodes[model.data.edges[edge][end]].k === "plan");
  if (!list.length) return null;
  const item = (edge) => {
    const [from, to, relation, status, rate] = model.data.edges[edge];
    const other = end ? to : from;
    return el("li", {}, `${model.relation(relation)} · `, el("span", { class: `badge ${status}` }, say(`edge_${status}`), rate && ` ${rate}`), " ",
      link(app, other), " ", model.nodes[other].c ? model.wording(other) : null);
  };
  return section(key, more(list, item));
}

/** The first of many, and a button for the others. */
export function more(all, item, size = 25) {
  const list = el("ul", {});
  const box = el("div", {}, list);
  const add = (from) => {
    all.slice(from, from + size).forEach((one) => list.append(item(one)));
    box.querySelector(":scope > button")?.remove();
    const left = all.length - from - size;
    if (left > 0) {
      box.append(button(say("show_more", { n: left }), () => {
        add(from + size);
        list.children[from + size]?.querySelector("button")?.focus();
      }));
    }
  };
  add(0);
  return box;
}

function languages(model, node) {
  const declared = ["en", "fr", "es", "ar"].filter((lang) => !node.f.some((form) => form[1].split("-")[0] === lang && form[2] !== "label"));
  const forms = node.f.filter((form) => form[2] !== "code");
  return section("all_languages", el("dl", {},
    forms.map((form) => [
      el("dt", {}, form[1] ? literal(autonym(form[1]), form[1], model.dir(form[1])) : "—", " ", el("span", { class: "badge" }, [form[2], form[3] === "issuer" ? null : form[3]].filter(Boolean).map((key) => say(key)).join(" · "))),
      el("dd", {}, literal(form[0], form[1], model.dir(form[1]))),
    ]),
    declared.map((lang) => [el("dt", {}, literal(autonym(lang), lang, model.dir(lang))), el("dd", { class: "missing" }, say("missing_wording"))])));
}

function supports(app) {
  const { model } = app;
  const found = [];
  for (const number of app.spans) {
    for (const [at, role] of model.data.spans[number].n) found.push([number, at, role]);
  }
  return [
    el("h2", { tabindex: -1 }, say("supports")),
    button(say("close"), () => app.go({ s: "" }, "mark"), { class: "close" }),
    el("ul", {}, found.map(([number, at, role]) => el("li", {},
      el("span", { class: "kind" }, say(`role_${role}`)), " ", el("small", {}, place(model.data.spans[number])), " ",
      link(app, at), " ", model.nodes[at].c ? model.wording(at) : null,
      model.data.spans[number].x ? el("span", { class: "badge open" }, say("quote_changed")) : null))),
  ];
}
