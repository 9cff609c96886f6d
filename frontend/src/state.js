/** What the address of the page says after `#`; a link with it opens the same view again. */
const KNOWN = ["v", "ui", "l", "p", "e", "q", "d", "s", "t", "g", "hk", "hs", "hr", "pin"];

export function read() {
  const state = {};
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of KNOWN) if (said.get(name)) state[name] = said.get(name);
  return state;
}

export function write(state, keep) {
  const said = new URLSearchParams();
  for (const name of KNOWN) if (state[name]) said.set(name, state[name]);
  const address = `#${said}`;
  if (address === location.hash) return;
  history[keep ? "replaceState" : "pushState"](null, "", address);
}

export const list = (text) => (text ? text.split("\n").filter(Boolean) : []);
export const joined = (names) => [...names].join("\n");
