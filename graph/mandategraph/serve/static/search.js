// The search field of the head offers what it finds; without this it is a plain form.
const input = document.querySelector("[data-search]");
if (input) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = "find-options";
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent || "");
  list.hidden = true;
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  let asked;
  let timer;
  let at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(n) {
    const options = [...list.children];
    at = (n + options.length) % options.length;
    options.forEach((one, k) => one.setAttribute("aria-selected", String(k === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }
  function go(option) {
    const here = new URL(input.dataset.search, location.href).searchParams;
    const url = new URL(option.dataset.address, location.href);
    for (const name of ["ui", "lang"]) url.searchParams.set(name, here.get(name) || "");
    location.assign(url);
  }
  async function look() {
    asked?.abort();
    const q = input.value.trim();
    if (q.length < 2) return close();
    asked = new AbortController();
    const url = new URL(input.dataset.search, location.href);
    url.searchParams.set("q", q);
    let data;
    try {
      data = await (await fetch(url, { signal: asked.signal })).json();
    } catch {
      return;
    }
    if (!data.found) return;
    list.replaceChildren(...data.found.slice(0, 10).map((one, n) => {
      const option = document.createElement("li");
      option.id = `find-${n}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = one.address;
      if (one.thing.lang) option.lang = one.thing.lang;
      option.dir = "auto";
      option.textContent = [one.thing.text, ...one.kinds.map((kind) => kind.text)].join(" · ");
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        go(option);
      });
      return option;
    }));
    status.textContent = input.dataset.found.replace("{n}", String(data.paging.all));
    at = -1;
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" && at >= 0) go(list.children[at]);
    else return;
    event.preventDefault();
  });
}
