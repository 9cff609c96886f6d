import { drawn } from "./graph_drawing.js";
import { CAP, part, toAdd } from "./graph_part.js";
import { legend } from "./graph_legend.js";
import { button, el, table } from "./dom.js";
import { more } from "./panel.js";
import { joined, list } from "./state.js";
import { isRtl, kindName, literal, ltr, say } from "./words.js";

const STATUSES = ["stated", "accepted", "proposed", "open"];

/** The links around an element: a drawing, and the same as tables. */
export function graph(app) {
  const { model, state } = app;
  const steps = list(state.g);
  if (!steps.length || !model.byName.has(steps[0].split(" ")[0])) return starts(app);
  const { level, edges, left } = part(model, steps);
  const hiddenKinds = new Set(list(state.hk));
  const hiddenStatuses = new Set(list(state.hs));
  const hiddenRelations = new Set(list(state.hr));
  const nodes = [...level.keys()].filter((at) => !hiddenKinds.has(model.nodes[at].k));
  const shown = new Set(nodes);
  const links = edges.filter((at) => {
    const [from, to, relation, status] = model.data.edges[at];
    return shown.has(from) && shown.has(to) && !hiddenStatuses.has(status) && !hiddenRelations.has(relation);
  });
  const pins = new Map(list(state.pin).map((pin) => {
    const [name, x, y] = pin.split(" ");
    return [model.byName.get(name), { x: Number(x), y: Number(y) }];
  }));
  const pin = (at, place) => {
    if (place) pins.set(at, { x: Math.round(place.x), y: Math.round(place.y) });
    else pins.delete(at);
    return joined([...pins].filter(([one]) => one !== undefined).map(([one, { x, y }]) => `${model.nodes[one].name} ${x} ${y}`));
  };
  const figure = el("figure", {});
  const summary = el("figcaption", {}, say("graph_summary", { shown: nodes.length, all: model.nodes.length, links: links.length }));
  const hidden = [level.size - nodes.length, edges.length - links.length];
  const picture = drawn(app, { nodes, links, level, pins, pin });
  figure.append(summary, picture.box);
  const chosen = shown.has(app.element) ? app.element : model.byName.get(steps[0].split(" ")[0]);
  return [
    el("div", { class: "tools" },
      button(say("undo"), () => app.go({ g: joined(steps.slice(0, -1)) }), { disabled: steps.length < 2 }),
      button(say("restart"), () => app.go({ g: model.nodes[chosen].name, pin: "" })),
      button(say("zoom_in"), () => picture.zoom(1.25)), button(say("zoom_out"), () => picture.zoom(0.8)), button(say("zoom_fit"), () => picture.fit())),
    left ? el("p", { class: "note" }, say("graph_cap", { cap: CAP, n: left })) : null,
    hidden[0] || hidden[1] ? el("p", { class: "note" }, say("graph_filtered", { nodes: hidden[0], links: hidden[1] })) : null,
    figure,
    el("div", { class: "beside" }, additions(app, chosen, level, steps), moves(app, chosen, picture, pins, pin), filters(app, hiddenKinds, hiddenStatuses, hiddenRelations), legend(app)),
    nodesTable(app, nodes, pins, pin, picture), linksTable(app, links),
  ];
}

function starts(app) {
  const { model } = app;
  const first = [...model.plans, ...model.plans.flatMap((plan) => model.below[plan])];
  return [el("p", {}, say("graph_empty")), more(first, (at) => el("li", {}, button(model.line(at), () => app.go({ g: model.nodes[at].name, e: model.nodes[at].name }), { class: "link" })))];
}

function additions(app, at, level, steps) {
  const { model } = app;
  const found = toAdd(model, at, level);
  const add = (relation, way) => app.go({ g: joined([...steps, `${model.nodes[at].name} ${relation} ${way}`]) });
  return el("section", {}, el("h3", {}, say("expand")), el("p", {}, model.line(at)),
    found.length
      ? found.map(([relation, way, n]) => button([`${way === "1" ? "→" : "←"} `, say("expand_relation", { relation: model.relation(relation), n })], () => add(relation, way)))
      : el("p", {}, say("nothing_to_add")));
}

function moves(app, at, picture, pins, pin) {
  const by = (dx, dy) => () => {
    const { x, y } = picture.place(at);
    app.go({ pin: pin(at, { x: x + (isRtl() ? -dx : dx), y: y + dy }) });
  };
  const set = () => app.go({ pin: pin(at, pins.has(at) ? null : picture.place(at)) });
  return el("section", {}, el("h3", {}, say("move")),
    button(say("move_back"), by(-40, 0)), button(say("move_on"), by(40, 0)), button(say("move_up"), by(0, -40)), button(say("move_down"), by(0, 40)),
    button(say(pins.has(at) ? "unpin" : "pin"), set));
}

function filters(app, kinds, statuses, relations) {
  const { model } = app;
  const box = (set, name, words, key) => {
    const change = () => {
      if (set.has(name)) set.delete(name);
      else set.add(name);
      app.go({ [key]: joined(set) });
    };
    return el("label", { class: "tick" }, el("input", { type: "checkbox", checked: !set.has(name), change, name }), words);
  };
  const there = [...new Set(model.nodes.map((node) => node.k))];
  return el("section", {}, el("h3", {}, say("filters")),
    el("fieldset", {}, el("legend", {}, say("filter_kinds")), there.map((kind) => box(kinds, kind, kindName(kind), "hk"))),
    el("fieldset", {}, el("legend", {}, say("filter_status")), STATUSES.map((status) => box(statuses, status, say(`edge_${status}`), "hs"))),
    el("fieldset", {}, el("legend", {}, say("relation_column")), Object.keys(model.data.relations).map((name) => box(relations, name, model.relation(name), "hr"))));
}

function nodesTable(app, nodes, pins, pin, picture) {
  const { model } = app;
  const row = (at) => el("tr", { class: at === app.element ? "chosen" : null },
    el("th", { scope: "row" }, button(ltr(model.nodes[at].c || model.nodes[at].name), () => app.choose(at), { class: "link", "aria-pressed": String(at === app.element) })),
    el("td", {}, kindName(model.nodes[at].k)), el("td", {}, model.wording(at)),
    el("td", {}, button(say(pins.has(at) ? "unpin" : "pin"), () => app.go({ pin: pin(at, pins.has(at) ? null : picture.place(at)) }))));
  return table(say("nodes_table"), ["code_column", "kind_column", "text_column", "pinned"].map((key) => say(key)), nodes.map(row));
}

function linksTable(app, links) {
  const { model } = app;
  const name = (at) => {
    const node = model.nodes[at];
    return button(node.c ? ltr(node.c) : literal(model.plain(at), model.form(at)[1], model.dir(model.form(at)[1])), () => app.choose(at), { class: "link" });
  };
  const row = (at) => {
    const [from, to, relation, status, rate] = model.data.edges[at];
    return el("tr", {}, el("td", {}, name(from)), el("td", {}, model.relation(relation)), el("td", {}, name(to)), el("td", {}, say(`edge_${status}`), rate && ` ${rate}`));
  };
  return table(say("links_table"), ["from_column", "relation_column", "to_column", "status_column"].map((key) => say(key)), links.map(row));
}
