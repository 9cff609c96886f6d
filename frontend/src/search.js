import { button, el } from "./dom.js";
import { fold } from "./fold.js";
import { more } from "./panel.js";
import { isolated, kindName, literal, ltr, say } from "./words.js";

let index = null;

/** What is looked for in: every wording, the code and the IRI of each node, folded. */
function built(model) {
  index ??= model.nodes.map((node) => ({
    texts: node.f.filter((form) => form[2] !== "code").map((form) => fold(form[0])),
    code: fold(node.c || ""),
    iri: fold(node.i),
  }));
  return index;
}

/** Places of the nodes that have all words: the code itself first, then the order of reading. */
export function find(model, query) {
  const wanted = fold(query).trim();
  const words = wanted.split(" ").filter(Boolean);
  if (!words.length) return [];
  const found = [];
  built(model).forEach((entry, at) => {
    if (entry.code === wanted) found.push([0, at]);
    else if (entry.texts.some((text) => text.includes(wanted))) found.push([1, at]);
    else if (entry.texts.some((text) => words.every((word) => text.includes(word)))) found.push([2, at]);
    else if (entry.code.startsWith(wanted) || entry.iri.includes(wanted)) found.push([3, at]);
    else if (words.every((word) => [...entry.texts, entry.code, entry.iri].some((text) => text.includes(word)))) found.push([4, at]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, at]) => at);
}

/** The wording in which the words were found, when it is not the one shown. */
function other(model, at, query) {
  const words = fold(query).trim().split(" ");
  const has = (form) => words.every((word) => fold(form[0]).includes(word));
  const shown = model.form(at);
  return has(shown) ? null : model.nodes[at].f.find((form) => form[2] !== "code" && has(form));
}

export function results(app) {
  const { model } = app;
  const query = app.state.q || "";
  if (!fold(query).trim()) return [el("p", {}, say("search_empty"))];
  const found = find(model, query);
  app.tell(found.length ? say("results", { n: found.length }) : say("no_results_found", { q: query }));
  if (!found.length) return [el("p", {}, say("no_results_found", { q: isolated(query) }))];
  const item = (at) => {
    const form = other(model, at, query);
    const path = model.path(at);
    const code = model.nodes[at].c;
    return el("li", {},
      button([code ? [ltr(code), " · "] : null, kindName(model.nodes[at].k)], () => app.choose(at, true), { class: "link" }), " ",
      model.wording(at),
      form ? el("div", {}, literal(form[0], form[1], model.dir(form[1])), " ", el("span", { class: "badge" }, [form[1], say(form[2])].filter(Boolean).join(" · "))) : null,
      path.length ? el("div", { class: "path" }, path.flatMap((up, n) => [n ? " › " : null, model.code(up) || literal(model.plain(up), model.form(up)[1], model.dir(model.form(up)[1]))])) : null);
  };
  return [el("p", {}, say("results", { n: found.length })), el("div", { class: "found" }, more(found, item))];
}
