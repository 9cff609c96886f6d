import { button, el, table } from "./dom.js";
import { planChoice } from "./plan_choice.js";
import { kindName, literal, ltr, say } from "./words.js";

const VALUES = ["baseline", "target", "measurement"];

/** The elements of a plan as tables: one for each objective, one for what has none above. */
export function tables(app) {
  const { model } = app;
  const plan = app.plan;
  const tops = model.below[plan];
  const objectives = tops.filter((at) => model.nodes[at].k === "objective");
  const others = tops.filter((at) => model.nodes[at].k !== "objective");
  const parts = [];
  if (others.length) parts.push(part(app, say("no_objective"), others));
  for (const at of objectives) {
    const code = model.nodes[at].c;
    parts.push(part(app, `${code ? `${code} · ` : ""}${kindName("objective")}`, [at]));
  }
  if (model.loose.has(plan)) parts.push(part(app, say("unassigned"), model.looseOf(plan)));
  return [el("div", { class: "tools" }, planChoice(app)), ...parts];
}

function part(app, caption, roots) {
  const { model } = app;
  const rows = [];
  const walk = (at, level) => {
    rows.push(row(app, at, level));
    model.below[at].forEach((child) => walk(child, level + 1));
  };
  roots.forEach((at) => walk(at, 0));
  const head = ["code_column", "kind_column", "text_column", "status_column", "baseline_column", "target_column", "measurement_column"];
  return table(caption, head.map((key) => say(key)), rows);
}

function row(app, at, level) {
  const { model } = app;
  const node = model.nodes[at];
  const values = VALUES.map((kind) => el("td", {}, (node.v || []).filter((value) => value[0] === kind).map((value) => valueLine(model, value))));
  const name = node.c || node.name;
  return el("tr", { class: `level${Math.min(level, 3)}` },
    el("th", { scope: "row" }, button(ltr(name), () => app.choose(at, true), { class: "link" })),
    el("td", {}, kindName(node.k)),
    el("td", {}, model.wording(at)),
    el("td", {}, model.noteNodes(at).flatMap((note) => [note, " "])),
    values);
}

/** A value with its unit, period, breakdown and places; its notes below it. */
export function valueLine(model, [, text, about = {}]) {
  const { u = [], t = [], d = [], w = [], n = [] } = about;
  const more = [
    ...u.map((unit) => model.concept(unit)),
    ...t.map((period) => ltr(period)),
    ...d.map(([whole, part]) => model.concept(part, whole)),
    ...w.map((place) => [say("value_place"), say("colon"), literal(place)]),
  ];
  const notes = n.map(([note, lang]) => el("div", {}, el("small", {}, say("role_note"), say("colon"), model.formNodes([note, lang, "issuer", "issuer"]))));
  return el("div", {}, literal(text), more.length > 0 && [" ", el("small", {}, more.flatMap((part, at) => (at ? [" · ", part] : [part])))], notes);
}
