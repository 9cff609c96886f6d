/**
 * The text in pieces, each with the numbers of the spans that cover it: overlapping spans
 * are listed, not nested. Offsets count characters (code points), where JavaScript counts
 * halves of those beyond U+FFFF.
 */
export function pieces(text, spans) {
  const points = [...text];
  const size = points.length;
  const cuts = new Set([0, size]);
  const starts = new Map();
  const ends = new Map();
  const note = (map, at, number) => (map.has(at) ? map.get(at).push(number) : map.set(at, [number]));
  for (const [number, span] of spans) {
    for (const [start, end] of span.a) {
      const [from, to] = [Math.min(start, size), Math.min(end, size)];
      if (from >= to) continue;
      cuts.add(from).add(to);
      note(starts, from, number);
      note(ends, to, number);
    }
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const open = new Map();
  const found = [];
  sorted.forEach((from, n) => {
    for (const number of ends.get(from) || []) open.set(number, open.get(number) - 1);
    for (const number of starts.get(from) || []) open.set(number, (open.get(number) || 0) + 1);
    const to = sorted[n + 1];
    if (to === undefined) return;
    const over = [...open].filter(([, times]) => times > 0).map(([number]) => number);
    found.push({ text: points.slice(from, to).join(""), over: over.sort((a, b) => a - b) });
  });
  return found;
}

/** The words of the text between the first and the last offset of the span. */
export function quoted(points, span) {
  return points.slice(span.a[0][0], span.a[span.a.length - 1][1]).join("");
}
