export const CAP = 500;
const ROWS = 12;
const STEP = 126;
const COLUMN = 250;

/**
 * The part of the graph that the steps add up to: the first names the start, which comes
 * with all that is linked to it; each other is `name relation side`, side 1 for links from
 * the node, 0 for links to it. `level` is the column of each node, `left` what the cap kept out.
 */
export function part(model, steps) {
  const level = new Map();
  let left = 0;
  const add = (at, column) => {
    if (level.has(at)) return;
    if (level.size >= CAP) left += 1;
    else level.set(at, column);
  };
  steps.forEach((step, n) => {
    const [name, relation, side] = step.split(" ");
    const at = model.byName.get(name);
    if (at === undefined || (n > 0 && !level.has(at))) return;
    if (n === 0) add(at, 0);
    for (const [to, edge, way] of around(model, at)) {
      const right = n === 0 || (model.data.edges[edge][2] === relation && String(way) === side);
      if (right) add(to, level.get(at) + (way ? -1 : 1));
    }
  });
  const edges = model.data.edges.map((edge, at) => [edge, at]).filter(([[a, b]]) => level.has(a) && level.has(b));
  return { level, edges: edges.map(([, at]) => at), left };
}

/** [other end, edge, 1 when the link goes out] for each link of the node. */
export function around(model, at) {
  return [
    ...model.out[at].map((edge) => [model.data.edges[edge][1], edge, 1]),
    ...model.into[at].map((edge) => [model.data.edges[edge][0], edge, 0]),
  ];
}

/** How many nodes each relation of the node would add: [relation, side, count]. */
export function toAdd(model, at, shown) {
  const counts = new Map();
  for (const [to, edge, way] of around(model, at)) {
    if (shown.has(to)) continue;
    const key = `${model.data.edges[edge][2]} ${way}`;
    if (!counts.has(key)) counts.set(key, new Set());
    counts.get(key).add(to);
  }
  return [...counts].sort().map(([key, nodes]) => [...key.split(" "), nodes.size]);
}

/** Where each node stands: wholes before the start, parts after it; long columns are broken. */
export function positions(level, rtl) {
  const columns = new Map();
  for (const [at, column] of level) {
    if (!columns.has(column)) columns.set(column, []);
    columns.get(column).push(at);
  }
  const found = new Map();
  let x = 0;
  for (const column of [...columns.keys()].sort((a, b) => a - b)) {
    const nodes = columns.get(column);
    const breadth = Math.max(1, Math.ceil(nodes.length / ROWS));
    const rows = Math.ceil(nodes.length / breadth);
    nodes.forEach((at, n) => {
      const across = x + Math.floor(n / rows) * COLUMN;
      const last = Math.min(rows, nodes.length - Math.floor(n / rows) * rows);
      found.set(at, { x: rtl ? -across : across, y: ((n % rows) - (last - 1) / 2) * STEP });
    });
    x += breadth * COLUMN + 40;
  }
  return found;
}
