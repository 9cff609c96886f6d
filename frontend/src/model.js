import { el } from "./dom.js";
import { kindName, literal, ltr, say } from "./words.js";

const TOP = ["vision", "mandate", "value_statement"];
const STANDINS = ["label", "code"];

/** The plans as the page asks about them: nodes are known by their place in `data.nodes`. */
export class Model {
  constructor(data) {
    this.data = data;
    this.nodes = data.nodes;
    this.plans = [];
    this.below = data.nodes.map(() => []);
    this.loose = new Map();
    this.out = data.nodes.map(() => []);
    this.into = data.nodes.map(() => []);
    this.spansOf = data.nodes.map(() => []);
    const names = new Map();
    data.nodes.forEach((node, at) => {
      const name = node.i.replace(/[/#]+$/, "").split(/[/#]/).pop();
      names.set(name, (names.get(name) || 0) + 1);
      node.name = name;
      if (node.k === "plan") this.plans.push(at);
    });
    data.nodes.forEach((node, at) => {
      if (names.get(node.name) > 1) node.name = node.i;
      if (node.u === undefined) return;
      if (node.loose) this.looseOf(node.u).push(at);
      else this.below[node.u].push(at);
    });
    for (const list of this.below) {
      list.sort((a, b) => (data.nodes[a].k === "objective") - (data.nodes[b].k === "objective") || a - b);
    }
    for (const plan of this.plans) {
      const rank = (at) => (TOP.includes(data.nodes[at].k) ? 0 : 1);
      this.below[plan].sort((a, b) => rank(a) - rank(b) || a - b);
    }
    this.byName = new Map(data.nodes.map((node, at) => [node.name, at]));
    data.edges.forEach(([from, to], at) => {
      this.out[from].push(at);
      this.into[to].push(at);
    });
    data.spans.forEach((span, at) => span.n.forEach(([node, role]) => this.spansOf[node].push([at, role])));
  }

  looseOf(plan) {
    if (!this.loose.has(plan)) this.loose.set(plan, []);
    return this.loose.get(plan);
  }

  setLanguage(lang) {
    this.lang = lang;
    this.column = this.data.langs.indexOf(lang);
  }

  /** [text, language, status, status of a label's own wording] in the chosen language. */
  form(at) {
    const node = this.nodes[at];
    return node.f[node.p[this.column]] || ["", "", "issuer", "issuer"];
  }

  lost(at) {
    return STANDINS.includes(this.form(at)[2]) || Boolean(this.nodes[at].s);
  }

  dir(lang) {
    return this.data.dirs[lang] || "auto";
  }

  /** What must be said of a form beside its words: its language if another, its status. */
  remarks(form) {
    const [, lang, status, of] = form;
    const said = [];
    if (lang && lang.split("-")[0] !== this.lang.split("-")[0]) said.push(lang);
    if (status !== "issuer") said.push(say(status));
    if (of !== "issuer") said.push(say(of));
    return said;
  }

  formNodes(form) {
    const said = this.remarks(form);
    const badge = said.length ? el("span", { class: "badge" }, said.join(" · ")) : null;
    return [literal(form[0], form[1], this.dir(form[1])), badge && " ", badge];
  }

  /** The wording with its badges; says so when the source lacks it. */
  wording(at) {
    const node = this.nodes[at];
    const form = this.form(at);
    if (node.k === "plan" && !this.hasTitle(at)) return [el("bdi", {}, this.plain(at))];
    if (node.u === undefined && form[2] === "code") return [ltr(node.i)];
    const lost = node.u !== undefined && this.lost(at);
    return [lost && el("span", { class: "badge open" }, say("lost")), lost && " ", ...this.formNodes(form)];
  }

  hasTitle(at) {
    return !STANDINS.includes(this.form(at)[2]);
  }

  /** The wording as one text, for lists to choose from. */
  plain(at) {
    const form = this.form(at);
    const node = this.nodes[at];
    if (node.k === "plan" && !this.hasTitle(at)) return `${say("plan")} ${node.name.replace(/^plan-/, "")}`;
    return node.u === undefined && form[2] === "code" ? node.i : form[0];
  }

  code(at) {
    return this.nodes[at].c ? ltr(this.nodes[at].c, "b") : null;
  }

  /** Code, kind and wording in a row. */
  line(at) {
    const code = this.code(at);
    const named = this.nodes[at].k === "plan" && !this.hasTitle(at);
    const kind = named ? null : el("span", { class: "kind" }, kindName(this.nodes[at].k));
    return [code, code && " ", kind, kind && " ", ...this.wording(at)];
  }

  plan(at) {
    while (this.nodes[at].u !== undefined) at = this.nodes[at].u;
    return this.nodes[at].k === "plan" ? at : -1;
  }

  /** The nodes above, from the plan down. */
  path(at) {
    const found = [];
    for (let up = this.nodes[at].u; up !== undefined; up = this.nodes[up].u) found.unshift(up);
    return found;
  }

  relation(name) {
    return this.data.relations[name]?.[this.ui] || name;
  }

  /** What the source leaves open or someone else says of the node's place. */
  notes(at) {
    const node = this.nodes[at];
    const found = [];
    const open = this.out[at].filter((edge) => this.data.edges[edge][3] === "open");
    const code = (edge) => {
      const target = this.data.edges[edge][1];
      return this.nodes[target].c || this.plain(target);
    };
    if (open.length) found.push(["open", say("one_of", { codes: open.map(code).join(say("comma")) })]);
    else if (node.loose) found.push(["open", say("no_link")]);
    for (const edge of this.out[at]) {
      const [, to, relation, status, rate] = this.data.edges[edge];
      if (status === "proposed") found.push(["proposed", say(rate ? "proposed_rated" : "proposed", { code: code(edge), confidence: rate })]);
      else if (status === "accepted") found.push(["accepted", say("accepted_link", { code: code(edge) })]);
      else if (status === "stated" && node.u !== undefined && node.u !== to && this.nodes[to].u !== undefined) {
        found.push(["said", `${this.relation(relation)}: ${code(edge)}`]);
      }
    }
    return found;
  }

  noteNodes(at) {
    return this.notes(at).map(([status, words]) => el("span", { class: `badge ${status}` }, words));
  }

  /** A unit, or a part of the dimension `whole`, in the chosen language. */
  concept(at, whole = -1) {
    const form = this.worded(at);
    if (whole < 0) return this.formNodes(form);
    const name = this.worded(whole);
    const alike = String(this.remarks(name)) === String(this.remarks(form));
    const named = alike ? literal(name[0], name[1], this.dir(name[1])) : this.formNodes(name);
    return [named, say("colon"), this.formNodes(form)];
  }

  worded(at) {
    const { f, p } = this.data.concepts[at];
    return f[p[this.column]];
  }
}
