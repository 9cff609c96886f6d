import cytoscape from "cytoscape";
import { el } from "./dom.js";
import { STATUS_LINES } from "./graph_legend.js";
import { positions } from "./graph_part.js";
import { isRtl, isolated, kindName, say } from "./words.js";

const WIDTH = 200;
const LINES = 4;
const FAMILY = '"Noto Sans", "Noto Sans Arabic", "Segoe UI", Arial, sans-serif';
const FONT = `13px ${FAMILY}`;
const SHAPES = { objective: "round-rectangle", indicator: "cut-rectangle", organisation: "barrel" };

/** The words in lines that fit the box; what does not fit is in the table below. */
function wrapped(pen, text) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const next = line ? `${line} ${word}` : word;
    if (line && pen.measureText(next).width > WIDTH - 20) {
      lines.push(line);
      line = word;
    } else line = next;
  }
  lines.push(line);
  if (lines.length > LINES) lines.splice(LINES - 1, lines.length, `${lines[LINES - 1]} …`);
  return lines.map((one) => {
    let short = one;
    while (pen.measureText(short).width > WIDTH - 16 && short.length > 2) short = `${short.slice(0, -2)}…`;
    return short;
  });
}

/** Line by line with the direction of the text, since the canvas knows none. */
function directed(lines, dir) {
  return lines.map((line) => (dir === "rtl" ? `\u2067${line}\u2069` : dir === "ltr" ? `\u2066${line}\u2069` : isolated(line)));
}

/** The nodes and links as a drawing; the tables below it are for those who do not see it. */
export function drawn(app, { nodes, links, level, pins, pin }) {
  const { model } = app;
  const canvas = el("div", { class: "canvas", "aria-hidden": "true" });
  const box = el("div", { class: "drawing", title: say("graph_drawing") }, canvas);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = FONT;
  const places = positions(new Map([...level].filter(([at]) => nodes.includes(at))), isRtl());
  const nodeOf = (at) => {
    const node = model.nodes[at];
    const form = model.form(at);
    const head = isolated([node.c, kindName(node.k)].filter(Boolean).join(" · "));
    const words = node.u !== undefined && model.lost(at) ? say("lost") : model.plain(at);
    const lines = [head, ...directed(wrapped(pen, words), words === form[0] ? model.dir(form[1]) : "auto")];
    return {
      group: "nodes",
      data: { id: String(at), label: lines.join("\n"), height: 20 + lines.length * 19, kind: node.k },
      position: { ...(pins.get(at) || places.get(at)) },
      classes: [node.k, pins.has(at) ? "pinned" : "", at === app.element ? "chosen" : ""].filter(Boolean),
    };
  };
  const edgeOf = (at) => {
    const [from, to, , status] = model.data.edges[at];
    return { group: "edges", data: { id: `e${at}`, source: String(from), target: String(to) }, classes: [status] };
  };
  const fill = (kind) => ({
    selector: `node.${kind}`,
    style: { "background-color": colour(`${kind}-fill`) || colour("card"), "border-color": colour(`${kind}-line`) || colour("line"), shape: SHAPES[kind] || "rectangle" },
  });
  const cy = cytoscape({
    elements: [...nodes.map(nodeOf), ...links.map(edgeOf)],
    layout: { name: "preset", fit: false },
    style: [
      { selector: "node", style: { label: "data(label)", width: WIDTH, height: "data(height)", shape: "rectangle", "text-wrap": "wrap", "text-max-width": WIDTH * 2, "text-valign": "center", "text-halign": "center", "font-size": 13, "font-family": FAMILY, "line-height": 1.35, color: colour("ink"), "background-color": colour("card"), "border-width": 2, "border-color": colour("line") } },
      ...["mandate", "objective", "expected_result", "indicator", "plan", "organisation"].map(fill),
      { selector: "node.mandate", style: { "border-width": 4 } },
      { selector: "node.pinned", style: { "border-style": "double", "border-width": 5 } },
      { selector: "node.chosen", style: { "border-width": 5, "border-color": colour("focus") } },
      { selector: "edge", style: { width: 2, "curve-style": "bezier", "line-color": colour("muted"), "target-arrow-color": colour("muted"), "arrow-scale": 1.3 } },
      ...Object.entries(STATUS_LINES).map(([status, look]) => ({ selector: `edge.${status}`, style: { "line-style": look.style, "target-arrow-shape": look.arrow } })),
    ],
    userZoomingEnabled: false,
    boxSelectionEnabled: false,
    autounselectify: true,
    container: null,
    headless: true,
    styleEnabled: true,
  });
  cy.on("tap", "node", (event) => app.choose(Number(event.target.id())));
  cy.on("dragfree", "node", (event) => app.go({ pin: pin(Number(event.target.id()), event.target.position()) }));
  const fit = () => {
    cy.fit(undefined, 20);
    if (cy.zoom() > 1) cy.zoom({ level: 1, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    if (cy.zoom() > 0 && nodes.length < 40) cy.center();
  };
  const observer = new ResizeObserver(() => {
    if (!canvas.isConnected || !canvas.clientWidth) return;
    if (!cy.container()) {
      cy.mount(canvas);
      fit();
    } else cy.resize();
  });
  observer.observe(canvas);
  app.leaving(() => {
    observer.disconnect();
    cy.destroy();
  });
  return {
    box, fit, cy,
    place: (at) => pins.get(at) || places.get(at),
    zoom: (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
  };
}
