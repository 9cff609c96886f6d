/** An element with attributes and children; functions are listeners, false and null are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

export function button(words, press, attributes = {}) {
  return el("button", { type: "button", click: press, ...attributes }, words);
}

/** A labelled list to choose from: options are [value, words] or [value, words, lang]. */
export function choice(words, options, chosen, change) {
  const list = el("select", { change: () => change(list.value) });
  for (const [value, name, lang] of options) {
    list.append(el("option", { value, lang, selected: value === chosen }, name));
  }
  return el("label", {}, el("span", {}, words), list);
}

/** A table in a box of its own that scrolls; the head names the columns. */
export function table(caption, head, rows) {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows)));
}
