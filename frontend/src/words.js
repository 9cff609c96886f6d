import { el } from "./dom.js";

const RTL_LETTER = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const LETTER = /\p{L}/u;
let words = {};
let lang = "en";
let rtl = false;

export function speak(all, chosen, direction) {
  words = all[chosen];
  lang = chosen;
  rtl = direction === "rtl";
}

export const isRtl = () => rtl;
export const spoken = () => lang;

/** The text with a direction of its own, that of its first letter. */
export function isolated(text) {
  const first = String(text).match(LETTER);
  return `${first && RTL_LETTER.test(first[0]) ? "\u2067" : "\u2066"}${text}\u2069`;
}

/** The words of the page for the key; between Arabic words each value keeps its direction. */
export function say(key, values = {}) {
  const form = words[key];
  if (form === undefined) throw new Error(`no words for ${key}`);
  return form.replace(/\{(\w+)\}/g, (_, name) => (rtl ? isolated(values[name]) : values[name]));
}

export const knows = (key) => key in words;
export const kindName = (kind) => (knows(kind) ? say(kind) : kind);

/** The name of a language in itself: français, العربية. */
export function autonym(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
}

export const literal = (text, tag, dir) => el("bdi", { lang: tag || null, dir: dir || "auto" }, text);
export const ltr = (text, name = "bdi") => el(name, { dir: "ltr" }, text);
