import { button, el } from "./dom.js";
import { fold } from "./fold.js";
import { joined, list } from "./state.js";
import { isRtl, say } from "./words.js";

const MANY_PLANS = 3;
const MANY_NODES = 150;

/**
 * The plans as a tree with one tab stop. `app.state.t` has what is not as it is at first;
 * after "+" or "-" all is open or closed at first.
 */
export function tree(app) {
  const { model } = app;
  const toggled = new Set(list(app.state.t));
  const rows = new Map();
  const few = model.plans.length <= MANY_PLANS;
  let base = ["+", "-"].find((one) => toggled.delete(one));
  const openFirst = (name, at) =>
    base ? base === "+" : at !== undefined && model.nodes[at].k === "plan" ? few : few && model.nodes.length <= MANY_NODES;
  const isOpen = (item) => openFirst(item.name, item.at) !== toggled.has(item.name);

  function childrenOf(item) {
    if (item.group) return model.looseOf(item.plan).map(node);
    const found = model.below[item.at].map(node);
    if (model.nodes[item.at].k === "plan" && model.loose.has(item.at)) {
      found.push({ name: `loose ${model.nodes[item.at].name}`, group: true, plan: item.at });
    }
    return found;
  }
  const node = (at) => ({ name: model.nodes[at].name, at });

  function branch(item, level, place, size) {
    const children = childrenOf(item);
    const id = `t${rows.size}`;
    const words = item.group
      ? [say("unassigned"), ` (${children.length})`]
      : [...model.line(item.at), " ", ...model.noteNodes(item.at).flatMap((note) => [note, " "])];
    const row = el("div", { class: "row", id }, el("span", { class: "caret", "aria-hidden": "true" }), el("span", { class: "said" }, words));
    const li = el("li", {
      role: "treeitem", "aria-level": level, "aria-posinset": place, "aria-setsize": size,
      "aria-labelledby": id, tabindex: -1,
      "aria-selected": item.at === undefined ? null : String(item.at === app.element),
    }, row);
    Object.assign(item, { li, level, children });
    rows.set(li, item);
    if (children.length) {
      li.setAttribute("aria-expanded", "false");
      if (isOpen(item)) unfold(item, true);
    }
    return li;
  }

  function unfold(item, open) {
    item.li.setAttribute("aria-expanded", String(open));
    if (open && !item.list) {
      item.list = el("ul", { role: "group" });
      item.li.append(item.list);
      item.children.forEach((child, n) => item.list.append(branch(child, item.level + 1, n + 1, item.children.length)));
    }
    if (item.list) item.list.hidden = !open;
  }

  function toggle(item, open) {
    if (!item.children.length || open === (item.li.getAttribute("aria-expanded") === "true")) return;
    unfold(item, open);
    if (openFirst(item.name, item.at) === open) toggled.delete(item.name);
    else toggled.add(item.name);
    if (!open && item.li.contains(current()) && current() !== item.li) focus(item.li);
    remember();
  }
  const remember = () => app.keep({ t: joined(base ? [base, ...toggled] : toggled) });

  const root = el("ul", { role: "tree", "aria-label": say("view_tree"), class: "tree", "aria-describedby": "tree-help" });
  model.plans.forEach((plan, n) => root.append(branch(node(plan), 1, n + 1, model.plans.length)));

  const current = () => root.querySelector('[tabindex="0"]');
  const seen = () => [...root.querySelectorAll('[role="treeitem"]')].filter((li) => !li.parentElement.closest("[hidden]"));

  function focus(li, quiet) {
    current()?.setAttribute("tabindex", "-1");
    li.setAttribute("tabindex", "0");
    if (!quiet) li.focus();
  }

  function choose(li, into) {
    const item = rows.get(li);
    if (item.at === undefined) return toggle(item, li.getAttribute("aria-expanded") !== "true");
    root.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    li.setAttribute("aria-selected", "true");
    app.choose(item.at, into);
  }

  let typed = "";
  let typedAt = 0;
  function typeAhead(letter, now) {
    typed = now - typedAt < 700 ? typed + letter : letter;
    typedAt = now;
    const all = seen();
    const from = all.indexOf(current()) + (typed.length > 1 ? 0 : 1);
    const wanted = fold(typed);
    const found = [...all.slice(from), ...all.slice(0, from)].find((li) => {
      const item = rows.get(li);
      const texts = item.group ? [say("unassigned")] : [model.plain(item.at), model.nodes[item.at].c || ""];
      return texts.some((text) => fold(text).startsWith(wanted));
    });
    if (found) focus(found);
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const li = current();
    const item = rows.get(li);
    const all = seen();
    const at = all.indexOf(li);
    const onward = isRtl() ? "ArrowLeft" : "ArrowRight";
    const back = isRtl() ? "ArrowRight" : "ArrowLeft";
    const open = li.getAttribute("aria-expanded") === "true";
    if (event.key === "ArrowDown") focus(all[Math.min(at + 1, all.length - 1)]);
    else if (event.key === "ArrowUp") focus(all[Math.max(at - 1, 0)]);
    else if (event.key === "Home") focus(all[0]);
    else if (event.key === "End") focus(all[all.length - 1]);
    else if (event.key === onward) {
      if (item.children.length && !open) toggle(item, true);
      else if (item.children.length) focus(item.children[0].li);
    } else if (event.key === back) {
      const up = li.parentElement.closest('[role="treeitem"]');
      if (open) toggle(item, false);
      else if (up) focus(up);
    } else if (event.key === "Enter") choose(li, true);
    else if (event.key === " ") choose(li);
    else if (event.key === "*") for (const one of li.parentElement.children) toggle(rows.get(one), true);
    else if (event.key.length === 1) typeAhead(event.key, event.timeStamp);
    else return;
    event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const li = event.target.closest('[role="treeitem"]');
    if (!li) return;
    focus(li);
    if (event.target.classList.contains("caret")) toggle(rows.get(li), li.getAttribute("aria-expanded") !== "true");
    else choose(li);
  });

  function all(open) {
    base = open ? "+" : "-";
    toggled.clear();
    const walk = (item) => {
      if (!item.children.length) return;
      if (item.list || open) unfold(item, open);
      if (item.list) item.children.forEach(walk);
    };
    [...root.children].forEach((li) => walk(rows.get(li)));
    if (current().parentElement.closest("[hidden]")) focus(root.firstElementChild, true);
    remember();
  }

  /** Opens what lies above the element, so that it is seen. */
  function reveal(at) {
    const line = [...model.path(at), at];
    let item = rows.get([...root.children].find((li) => rows.get(li).at === line[0]));
    for (let n = 1; item && n < line.length; n += 1) {
      toggle(item, true);
      const next = item.children.find((child) => child.at === line[n]);
      const group = item.children.find((child) => child.group);
      if (!next && group) {
        toggle(group, true);
        item = group.children.find((child) => child.at === line[n]);
      } else item = next;
    }
    return item?.li;
  }

  const start = app.element >= 0 && model.plan(app.element) >= 0 ? reveal(app.element) : null;
  focus(start || root.firstElementChild, true);
  return [
    el("p", { id: "tree-help", class: "help" }, say("tree_help")),
    el("div", { class: "tools" },
      model.nodes.length <= 5000 && button(say("expand_all"), () => all(true)), button(say("collapse_all"), () => all(false))),
    root,
  ];
}
