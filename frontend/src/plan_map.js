import { button, el } from "./dom.js";
import { planChoice } from "./plan_choice.js";
import { say } from "./words.js";

/** The picture of the plan, drawn beforehand; cards lead to their elements on the page. */
export function planMap(app) {
  const { model } = app;
  const at = model.plans.indexOf(app.plan);
  const lang = app.maps[model.lang] ? model.lang : app.ui;
  const text = app.maps[lang][at];
  if (text === undefined) {
    return [planChoice(app), el("p", { class: "note" }, say("map_missing", { n: app.maps[lang].length, all: model.plans.length }))];
  }
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const svg = document.importNode(parsed, true);
  const width = Number(svg.getAttribute("width"));
  const height = Number(svg.getAttribute("height"));
  const box = el("div", { class: "map scroll", tabindex: 0, role: "region", "aria-label": say("view_map") }, svg);
  // on paper a very long picture goes on over pages: on one it could not be read
  if (height > 1.5 * width) svg.classList.add("long");
  let scale = 0;
  function zoom(to) {
    scale = to;
    svg.classList.toggle("fit", !to);
    svg.setAttribute("width", to ? Math.round(width * to) : "100%");
    if (to) svg.setAttribute("height", Math.round(height * to));
    else svg.removeAttribute("height");
  }
  const shown = () => scale || Math.max(0.2, svg.getBoundingClientRect().width / width || 1);
  zoom(0);
  return [
    el("div", { class: "tools" }, planChoice(app),
      button(say("zoom_in"), () => zoom(shown() * 1.25)), button(say("zoom_out"), () => zoom(shown() / 1.25)),
      button(say("zoom_fit"), () => zoom(0))),
    app.maps[model.lang] ? null : el("p", { class: "help" }, say("map_language")),
    el("figure", {}, box),
  ];
}
