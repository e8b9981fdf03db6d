// Places in columns: each scope with its offices to the left of it, and their holders to the left of them; the blocks are packed so
// that the whole is about as wide as the window.
const pen = document.createElement("canvas").getContext("2d");
const FONT = "Helvetica, Arial, sans-serif";

function box(n) {
  const size = n.kind === "role" ? 11 : 12 + Math.round((6 * n.documents) / most);
  const lines = [shownLabel(n), ...(n.kind === "person" ? traits(n) : [])];
  pen.font = `${n.kind === "role" ? "" : "bold "}${size}px ${FONT}`;
  const width = Math.max(...lines.map((l) => pen.measureText(l).width));
  const person = n.kind === "person";
  return { label: lines.join("\n"), size, w: width * (person ? 1.15 : 1) + 16, h: lines.length * size * 1.25 * (person ? 1.2 : 1) + 10 };
}

const cut = (text) => (text.length > 44 ? text.slice(0, 43) + "…" : text);
const shownLabel = (n) => cut(n.name);

// What a node stands beside: an office by its scope, a person by the scope of the office that most articles give.
function homeOf(n, shown) {
  const into = (list) => list.filter((e) => e.class === "stated" && !isSide(e) && shown.has(e.target));
  if (n.kind === "role") return into(n.out)[0]?.target;
  if (n.kind !== "person") return n.id;
  const best = into(n.out).sort((a, b) => b.documents - a.documents)[0];
  return best && (nodes.get(best.target).kind === "role" ? homeOf(nodes.get(best.target), shown) ?? best.target : best.target);
}

function columnsOf(members, boxes, shown) {
  const tier = (n) => (n.kind === "person" ? 0 : n.kind === "role" ? 1 : 2);
  const columns = [[], [], []];
  members.forEach((n) => columns[tier(n)].push(n));
  const people = new Map(columns[0].map((n, i) => [n.id, i]));
  // Offices stand where their holders do.
  const middle = (n) => {
    const at = n.in.map((e) => people.get(e.source)).filter((i) => i !== undefined);
    return at.length ? at.reduce((a, b) => a + b, 0) / at.length : people.size;
  };
  columns[1].sort((a, b) => middle(a) - middle(b));
  const heights = columns.map((c) => c.reduce((sum, n) => sum + boxes.get(n.id).h + 12, 0));
  const height = Math.max(...heights);
  const places = new Map();
  let x = 0;
  columns.forEach((column, i) => {
    if (!column.length) return;
    const width = Math.max(...column.map((n) => boxes.get(n.id).w));
    let y = (height - heights[i]) / 2;
    for (const n of column) {
      const b = boxes.get(n.id);
      places.set(n.id, { x: x + width / 2, y: y + b.h / 2 });
      y += b.h + 12;
    }
    x += width + 70;
  });
  return { places, width: x - 70, height };
}

function rowsOf(members, boxes) {
  const places = new Map();
  const limit = Math.max(520, Math.sqrt(members.length) * 150);
  let [x, y, height, width] = [0, 0, 0, 0];
  for (const n of members) {
    const b = boxes.get(n.id);
    if (x + b.w > limit) [x, y, height] = [0, y + height + 12, 0];
    places.set(n.id, { x: x + b.w / 2, y: y + b.h / 2 });
    x += b.w + 14;
    width = Math.max(width, x);
    height = Math.max(height, b.h);
  }
  return { places, width, height: y + height };
}

// Places of all nodes of `shown` (ids, most prominent first), for a window of this width by its height.
function arrange(shown, boxes, aspect) {
  const homes = new Map([...shown].map((id) => [id, homeOf(nodes.get(id), shown)]));
  const peopled = new Set([...shown].filter((id) => nodes.get(id).kind === "person").map((id) => homes.get(id)));
  // A scope whose officers stand elsewhere stands with the first of them.
  const moved = new Map();
  for (const id of shown) {
    const home = nodes.get(id).kind === "role" ? homes.get(id) : undefined;
    const holder = home && !peopled.has(home) && nodes.get(id).in.find((e) => e.class === "stated" && homes.get(e.source));
    if (holder && !moved.has(home)) moved.set(home, homes.get(holder.source));
  }
  const blocks = new Map();
  const alone = [];
  for (const id of shown) {
    const n = nodes.get(id);
    const home = moved.get(homes.get(id)) ?? homes.get(id);
    const joined = home && (home !== id || n.in.some((e) => e.class === "stated" && !isSide(e) && shown.has(e.source)));
    if (!joined) alone.push(n);
    else if (blocks.has(home)) blocks.get(home).push(n);
    else blocks.set(home, [n]);
  }
  const laid = [...blocks.values()].map((members) => columnsOf(members, boxes, shown));
  if (alone.length) laid.push(rowsOf(alone, boxes));
  const pack = (count) => {
    const tops = Array(count).fill(0), widths = Array(count).fill(0);
    const at = laid.map((b) => {
      const column = tops.indexOf(Math.min(...tops));
      const top = tops[column];
      tops[column] += b.height + 36;
      widths[column] = Math.max(widths[column], b.width);
      return [column, top];
    });
    const lefts = widths.map((_, i) => widths.slice(0, i).reduce((a, b) => a + b + 60, 0));
    const width = lefts[count - 1] + widths[count - 1], height = Math.max(...tops, 1);
    return { at, lefts, miss: Math.abs(Math.log(width / height / aspect)) };
  };
  const tries = Array.from({ length: Math.max(1, Math.min(laid.length, 40)) }, (_, i) => pack(i + 1));
  const best = tries.reduce((a, b) => (b.miss < a.miss ? b : a));
  const places = new Map();
  laid.forEach((block, i) => {
    const [column, top] = best.at[i];
    block.places.forEach((p, id) => places.set(id, { x: best.lefts[column] + p.x, y: top + p.y }));
  });
  return places;
}
