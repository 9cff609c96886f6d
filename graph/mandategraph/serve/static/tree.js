// Nested lists become an ARIA tree with one tab stop; links stay what Enter opens.
const onward = () => (document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight");
const back = () => (document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft");
const OPEN_AT_FIRST = 150;

for (const tree of document.querySelectorAll("[data-tree]")) {
  const items = [...tree.querySelectorAll("li")];
  const few = items.length <= OPEN_AT_FIRST;
  const listOf = (li) => li.querySelector(":scope > ul");
  const linkOf = (li) => li.querySelector("a");
  const help = document.getElementById("tree-help");
  tree.setAttribute("role", "tree");
  if (help) {
    help.hidden = false;
    tree.setAttribute("aria-describedby", help.id);
  }
  items.forEach((li, n) => {
    const entry = li.querySelector(".entry");
    entry.id = `entry-${n}`;
    const siblings = [...li.parentElement.children];
    let level = 1;
    for (let up = li.parentElement.closest("li"); up; up = up.parentElement.closest("li")) level += 1;
    const attributes = {
      role: "treeitem", tabindex: -1, "aria-level": level, "aria-labelledby": entry.id,
      "aria-posinset": siblings.indexOf(li) + 1, "aria-setsize": siblings.length,
    };
    for (const [name, value] of Object.entries(attributes)) li.setAttribute(name, value);
    linkOf(li).tabIndex = -1;
    const caret = document.createElement("span");
    caret.className = "caret";
    caret.setAttribute("aria-hidden", "true");
    entry.prepend(caret);
    const list = listOf(li);
    if (list) {
      list.setAttribute("role", "group");
      show(li, few || level === 1);
      caret.addEventListener("click", () => show(li, !isOpen(li)));
    }
  });

  function isOpen(li) {
    return li.getAttribute("aria-expanded") === "true";
  }
  function show(li, open) {
    const list = listOf(li);
    if (!list) return;
    li.setAttribute("aria-expanded", String(open));
    list.hidden = !open;
    if (!open && list.contains(document.activeElement)) focus(li);
  }
  const current = () => tree.querySelector('[tabindex="0"]');
  const seen = () => items.filter((li) => !li.parentElement.closest("[hidden]"));
  function focus(li) {
    current()?.setAttribute("tabindex", "-1");
    li.setAttribute("tabindex", "0");
    li.focus();
  }
  items[0]?.setAttribute("tabindex", "0");

  tree.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const li = current();
    const all = seen();
    const at = all.indexOf(li);
    const up = li.parentElement.closest("li");
    const moves = {
      ArrowDown: () => focus(all[Math.min(at + 1, all.length - 1)]),
      ArrowUp: () => focus(all[Math.max(at - 1, 0)]),
      Home: () => focus(all[0]),
      End: () => focus(all[all.length - 1]),
      [onward()]: () => (listOf(li) && !isOpen(li) ? show(li, true) : listOf(li) && focus(listOf(li).firstElementChild)),
      [back()]: () => (isOpen(li) ? show(li, false) : up && focus(up)),
      "*": () => [...li.parentElement.children].forEach((one) => show(one, true)),
      Enter: () => linkOf(li).click(),
    };
    if (moves[event.key]) {
      moves[event.key]();
    } else if (event.key.length === 1 && event.key !== " ") {
      const wanted = event.key.toLocaleLowerCase();
      const found = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) =>
        linkOf(one).textContent.trim().toLocaleLowerCase().startsWith(wanted));
      if (found) focus(found);
    } else return;
    event.preventDefault();
  });
}
