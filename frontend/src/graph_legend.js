import { el } from "./dom.js";
import { kindName, say } from "./words.js";

export const STATUS_LINES = {
  stated: { style: "solid", arrow: "triangle", dash: null },
  accepted: { style: "solid", arrow: "diamond", dash: null },
  proposed: { style: "dotted", arrow: "triangle", dash: "2 4" },
  open: { style: "dashed", arrow: "triangle", dash: "8 5" },
};

function svg(name, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** What colours and lines of the drawing mean; the drawing says the kind in words too. */
export function legend(app) {
  const kinds = [...new Set(app.model.nodes.map((node) => node.k))];
  const swatch = (kind) => svg("svg", { width: 28, height: 18, "aria-hidden": "true", class: `swatch ${kind}` }, svg("rect", { x: 1, y: 1, width: 26, height: 16, rx: kind === "objective" ? 6 : 0 }));
  const line = (status) => {
    const { arrow, dash } = STATUS_LINES[status];
    const head = arrow === "diamond" ? "M28 9l5-4 5 4-5 4z" : "M30 5l8 4-8 4z";
    return svg("svg", { width: 40, height: 18, "aria-hidden": "true", class: "line" }, svg("path", { d: "M1 9H30", "stroke-dasharray": dash, "stroke-width": 2, fill: "none", stroke: "currentColor" }), svg("path", { d: head, fill: "currentColor" }));
  };
  return el("section", {}, el("h3", {}, say("legend_graph")),
    el("ul", { class: "legend" }, kinds.map((kind) => el("li", {}, swatch(kind), " ", kindName(kind))),
      Object.keys(STATUS_LINES).map((status) => el("li", {}, line(status), " ", say(`edge_${status}`)))),
    el("p", {}, say("legend_arrow")));
}
