import { about } from "./about.js";
import { button, choice, el } from "./dom.js";
import { sourceText } from "./evidence.js";
import { graph } from "./graph.js";
import { Model } from "./model.js";
import { panel } from "./panel.js";
import { planMap } from "./plan_map.js";
import { results } from "./search.js";
import { quoted } from "./spans.js";
import { read, write } from "./state.js";
import { tables } from "./tables.js";
import { tree } from "./tree.js";
import { autonym, literal, say, speak } from "./words.js";

const VIEWS = { map: planMap, tree, tables, graph, text: sourceText, search: results, about };
// what each view shows beside the languages: a change of anything else leaves it as it is
const SHOWS = { map: ["p"], tree: [], tables: ["p"], graph: ["g", "hk", "hs", "hr", "pin", "e"], text: ["d", "s", "e"], search: ["q"], about: [] };

const TITLES = 3;

class App {
  constructor(data, maps) {
    this.data = data;
    this.maps = maps;
    this.model = new Model(data);
    this.points = new Map();
    this.left = [];
    this.parts = {};
  }

  start() {
    this.load();
    this.frame();
    this.render();
    const reload = () => {
      if (this.anchor()) return;
      const before = [this.ui, this.model.lang].join();
      this.load();
      if (before !== [this.ui, this.model.lang].join()) this.frame();
      this.parts.query.value = this.state.q || "";
      this.render();
    };
    addEventListener("hashchange", reload);
    document.addEventListener("click", (event) => this.followed(event));
  }

  /** Links of the pictures: `#e12` an element, `#s3` words of a source. */
  followed(event) {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    const match = link.getAttribute("href").match(/^#([es])(\d+)$/);
    if (!match) return;
    event.preventDefault();
    this.follow(match);
  }

  follow([, kind, number]) {
    if (kind === "e" && this.model.nodes[number]) this.choose(Number(number), true);
    const span = this.data.spans[number];
    if (kind === "s" && span) this.go({ v: "text", d: String(span.d), s: number, e: "" }, "mark");
  }

  anchor() {
    const match = location.hash.match(/^#([es])(\d+)$/);
    if (match) this.follow(match);
    return Boolean(match);
  }

  load() {
    const { data, model } = this;
    const state = read();
    this.bad = [];
    const known = (name, test) => {
      if (state[name] && !test(state[name])) {
        this.bad.push(state[name]);
        delete state[name];
      }
    };
    known("v", (v) => v in VIEWS);
    known("ui", (ui) => ui in data.words);
    known("l", (l) => data.langs.includes(l));
    known("e", (e) => model.byName.has(e));
    known("p", (p) => model.plans.includes(model.byName.get(p)));
    known("d", (d) => data.texts[d]);
    known("g", (g) => model.byName.has(g.split(/[ \n]/)[0]));
    known("s", (s) => s.split(".").every((at) => data.spans[at]));
    this.state = state;
    this.derive();
  }

  derive() {
    const { data, model, state } = this;
    this.view = state.v || (model.plans.length > this.maps[data.ui].length ? "tree" : "map");
    this.ui = state.ui || data.ui;
    model.ui = this.ui;
    model.setLanguage(state.l || data.lang);
    speak(data.words, this.ui, model.dir(this.ui));
    this.element = state.e ? model.byName.get(state.e) : -1;
    const own = this.element >= 0 ? model.plan(this.element) : -1;
    this.plan = state.p ? model.byName.get(state.p) : own >= 0 ? own : model.plans[0];
    this.spans = state.s ? state.s.split(".").map(Number) : [];
    const first = [this.element, this.plan].map((at) => (at >= 0 ? model.spansOf[at][0] : null)).find(Boolean);
    this.text = state.d ? Number(state.d) : first ? data.spans[first[0]].d : this.textOfPlan();
  }

  textOfPlan() {
    const at = this.data.spans.findIndex((span) => span.n.some(([node]) => this.model.plan(node) === this.plan));
    return at < 0 ? 0 : this.data.spans[at].d;
  }

  /** Changes the state, keeps it in the address, shows it; `focus`: panel, main or mark. */
  go(patch, focus) {
    const before = this.state;
    this.state = { ...this.state, ...patch };
    write(this.state, false);
    this.derive();
    if (before.ui !== this.state.ui || before.l !== this.state.l) this.frame();
    this.render(focus);
  }

  /** Remembers what a view has changed by itself. */
  keep(patch) {
    this.state = { ...this.state, ...patch };
    write(this.state, true);
  }

  choose(at, into) {
    const patch = { e: this.model.nodes[at].name, s: "" };
    if (this.view === "text") patch.d = "";
    this.go(patch, into ? "panel" : null);
  }

  leaving(act) {
    this.left.push(act);
  }

  tell(words) {
    this.parts.status.textContent = words;
  }

  quote(number) {
    const span = this.data.spans[number];
    if (span.q !== undefined) return span.q;
    if (!this.points.has(span.d)) this.points.set(span.d, [...this.data.texts[span.d].text]);
    return quoted(this.points.get(span.d), span);
  }

  textName(at) {
    const { texts, spans } = this.data;
    const file = texts[at].file.split("/").pop() || `${at + 1}`;
    if (texts.length === 1) return file;
    this.names ??= new Map();
    if (!this.names.size) for (const span of spans) if (!this.names.has(span.d)) this.names.set(span.d, span.n[0][0]);
    const plan = this.names.has(at) ? this.model.plan(this.names.get(at)) : -1;
    const own = plan < 0 ? this.names.get(at) : plan;
    return own === undefined ? file : `${file} · ${this.model.plain(own)}`;
  }

  /** The frame around the view, anew when a language changes. */
  frame() {
    const { data, model } = this;
    const html = document.documentElement;
    html.lang = this.ui;
    html.dir = model.dir(this.ui);
    const paper = html.dataset.paper || "a4";
    document.title = el("p", {}, this.titles()).textContent;
    const query = el("input", { type: "search", name: "q", value: this.state.q || "", autocomplete: "off", placeholder: say("search_hint"), input: (event) => this.look(event.target.value) });
    this.parts.query = query;
    const names = (tags) => tags.map((tag) => [tag, autonym(tag), tag]);
    this.parts.nav = el("nav", { "aria-label": say("views") });
    this.parts.main = el("main", { id: "main", tabindex: -1 });
    this.parts.aside = el("aside", { "aria-label": say("details") });
    this.parts.status = el("div", { role: "status", class: "unseen" });
    const tools = [
      choice(say("interface"), names(Object.keys(data.words)), this.ui, (ui) => this.go({ ui })),
      choice(say("content"), names(data.langs), model.lang, (l) => this.go({ l })),
      choice(say("paper"), [["a4", "A4"], ["a3", "A3"]], paper, (size) => { html.dataset.paper = size; }),
      button(say("print"), () => print()),
    ];
    html.dataset.paper = paper;
    const skip = el("a", { href: "#main", class: "skip", click: (event) => { event.preventDefault(); this.parts.main.focus(); } }, say("skip"));
    const active = document.activeElement;
    const chosen = active?.tagName === "SELECT" ? [...document.querySelectorAll("header select")].indexOf(active) : -1;
    document.body.replaceChildren(skip,
      el("header", {}, el("h1", {}, this.titles()),
        el("form", { role: "search", submit: (event) => { event.preventDefault(); this.look(query.value, true); } }, el("label", {}, el("span", {}, say("search")), query)),
        el("div", { class: "tools" }, tools)),
      this.parts.nav, el("div", { class: "columns" }, this.parts.main, this.parts.aside), this.parts.status);
    document.querySelectorAll("header select")[chosen]?.focus();
    this.shown = null;
  }

  /** Titles of the first plans, and how many more there are. */
  titles() {
    const { model } = this;
    const first = model.plans.slice(0, TITLES).map((plan) => {
      const [, lang] = model.form(plan);
      return literal(model.plain(plan), model.hasTitle(plan) ? lang : null, model.hasTitle(plan) ? model.dir(lang) : "auto");
    });
    const more = model.plans.length - first.length;
    if (more) first.push(say("and_more", { n: more }));
    return first.flatMap((name, n) => (n ? [" · ", name] : [name]));
  }

  look(q, into) {
    clearTimeout(this.wait);
    const act = () => {
      const start = this.view !== "search";
      this.state = { ...this.state, q, v: q ? "search" : this.state.v };
      write(this.state, !start);
      this.derive();
      this.render(into ? "main" : null);
    };
    if (into) act();
    else this.wait = setTimeout(act, 200);
  }

  render(focus) {
    const { main, nav, aside } = this.parts;
    nav.replaceChildren(el("ul", {}, Object.keys(VIEWS).filter((name) => name !== "search" || this.view === "search").map((name) => el("li", {},
      el("a", { href: this.address(name), "aria-current": name === this.view ? "page" : null, click: (event) => { event.preventDefault(); this.open(name); } }, say(`view_${name}`))))));
    const parts = [this.view, this.bad, this.ui, this.model.lang, ...SHOWS[this.view].map((name) => (name === "p" ? this.plan : this.state[name] || ""))];
    const shows = JSON.stringify(parts);
    if (shows !== this.shown) {
      const again = this.shown && focusKey(main);
      this.left.splice(0).forEach((act) => act());
      this.shown = shows;
      main.replaceChildren(el("h2", { tabindex: -1 }, say(`view_${this.view}`)),
        ...(this.bad?.length ? [el("p", { class: "note" }, say("bad_view", { names: this.bad.join(say("comma")) }))] : []),
        ...VIEWS[this.view](this).flat(Infinity).filter((one) => one != null && one !== false));
      if (again && !focus) refocus(main, again);
      const on = this.view === "text" && main.querySelector("mark.on");
      if (on) on.scrollIntoView({ block: "center" });
    }
    aside.replaceChildren(...panel(this).filter((one) => one != null && one !== false));
    if (focus === "panel") aside.querySelector("h2").focus();
    else if (focus === "mark") (main.querySelector("mark[tabindex='0']") || main.querySelector("h2")).focus();
    else if (focus === "main") main.querySelector("h2").focus();
  }

  address(name) {
    const said = new URLSearchParams({ ...this.state, v: name });
    return `#${said}`;
  }

  open(name) {
    const patch = { v: name };
    if (name === "graph" && !this.state.g && this.element >= 0) patch.g = this.state.e;
    this.go(patch);
    this.parts.nav.querySelector('[aria-current="page"]').focus();
  }
}

/** Which of the things of its kind with the same words had the focus. */
function focusKey(box) {
  const active = document.activeElement;
  if (!box.contains(active)) return null;
  const same = alike(box, active.tagName, active.textContent, active.name);
  return [active.tagName, active.textContent, active.name, same.indexOf(active)];
}

function alike(box, tag, words, name) {
  return [...box.querySelectorAll(tag)].filter((one) => one.name === name && (tag === "SELECT" || one.textContent === words));
}

function refocus(box, [tag, words, name, at]) {
  const same = alike(box, tag, words, name);
  (same[Math.min(Math.max(at, 0), same.length - 1)] || box.querySelector("h2")).focus();
}

const data = JSON.parse(document.getElementById("data").textContent);
const drawn = [...document.querySelectorAll("#base figure.map")].map((figure) => figure.innerHTML);
new App(data, { ...data.maps, [data.ui]: drawn }).start();
