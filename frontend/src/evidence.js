import { button, choice, el } from "./dom.js";
import { pieces } from "./spans.js";
import { say } from "./words.js";

/** Where the words stand, in characters. */
export function place(span) {
  return say("characters", { start: span.a[0][0], end: span.a[span.a.length - 1][1] });
}

/** The text of a source with the words highlighted that statements rest on. */
export function sourceText(app) {
  const { model } = app;
  const { texts, spans } = model.data;
  if (!texts.length) return [el("p", { class: "note" }, say("no_sources"))];
  const number = app.text;
  const text = texts[number];
  const own = spans.map((span, at) => [at, span]).filter(([, span]) => span.d === number);
  const options = texts.map((one, at) => [String(at), app.textName(at)]);
  const tools = el("div", { class: "tools" }, texts.length > 1 ? choice(say("choose_text"), options, String(number), (d) => app.go({ d, s: "", e: "" })) : null);
  if (text.text === null) {
    return [tools, el("p", { class: "note" }, say("no_text")), el("ul", {}, own.map(([at, span]) =>
      el("li", {}, el("q", { lang: text.lang || null, dir: model.dir(text.lang) }, span.q), " ", el("small", {}, place(span)), " ",
        button(say("supports"), () => app.go({ s: String(at), e: "" }, "panel")))))];
  }
  const wanted = new Set(app.spans.length ? app.spans : app.element >= 0 ? model.spansOf[app.element].map(([at]) => at) : []);
  const box = el("div", { class: "source", lang: text.lang || null, dir: model.dir(text.lang), role: "group", "aria-label": app.textName(number), "aria-describedby": "text-help" });
  const marks = [];
  for (const piece of pieces(text.text, own)) {
    if (!piece.over.length) {
      box.append(piece.text);
      continue;
    }
    const on = piece.over.some((at) => wanted.has(at));
    const over = piece.over.join(" ");
    // of the lines of one passage the first takes the focus
    const stop = over === marks[marks.length - 1]?.dataset.over ? {} : { role: "button", tabindex: -1, "aria-pressed": String(on) };
    const mark = el("mark", { class: on ? "on" : null, "data-over": over, ...stop }, piece.text);
    if (piece.over.some((at) => spans[at].x)) mark.classList.add("changed");
    if (stop.role) marks.push(mark);
    box.append(mark);
  }
  const first = marks.find((mark) => mark.classList.contains("on")) || marks[0];
  first?.setAttribute("tabindex", "0");
  const move = (to) => {
    marks.forEach((mark) => mark.setAttribute("tabindex", mark === to ? "0" : "-1"));
    to.focus();
  };
  const choose = (mark) => app.go({ s: mark.dataset.over.split(" ").join("."), d: String(number), e: "" }, "panel");
  box.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark) choose(mark);
  });
  box.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = getComputedStyle(box).direction === "rtl";
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (step) move(marks[Math.max(0, Math.min(marks.length - 1, at + step))]);
    else if (event.key === "Home") move(marks[0]);
    else if (event.key === "End") move(marks[marks.length - 1]);
    else if (event.key === "Enter" || event.key === " ") choose(event.target);
    else return;
    event.preventDefault();
  });
  return [
    tools,
    el("p", { class: "help", id: "text-help" }, `${say("passages", { n: own.length })}. ${say("text_help")}`),
    text.reader ? el("p", { class: "help" }, [text.file && [say("source", { file: text.file }), " · "], say("reader", { name: text.reader })]) : null,
    box,
  ];
}

