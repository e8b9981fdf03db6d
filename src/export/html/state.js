// What the reader has chosen. It stands in the address, so that a view can be kept and sent.
const KINDS = ["person", "role", "organization", "place"];
const relations = [...new Set(edges.map((e) => e.kind))].sort();
const statuses = [...new Set(edges.filter((e) => e.status).map((e) => e.status))].sort();
const initial = () => ({ sel: "", names: first.names, weight: first.weight, from: "", to: "", article: "", off: new Set(first.off), theme: "", forces: false });
let state = initial();

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const next = initial();
  const number = (key) => Math.max(1, Math.trunc(Number(given.get(key))) || next[key]);
  const date = (key) => (/^\d{4}-\d\d-\d\d$/.test(given.get(key) ?? "") ? given.get(key) : "");
  const sel = given.get("sel") ?? "";
  next.sel = nodes.has(sel) || edges.some((e) => keyOf(e) === sel) ? sel : "";
  [next.names, next.weight, next.from, next.to] = [number("names"), number("weight"), date("from"), date("to")];
  next.article = given.get("article") ?? "";
  if (given.has("off")) next.off = new Set(given.get("off").split(" ").filter((o) => o));
  next.theme = given.get("theme") === "dark" || given.get("theme") === "light" ? given.get("theme") : "";
  next.forces = given.get("forces") === "1";
  state = next;
}

function writeAddress() {
  const out = new URLSearchParams();
  const base = initial();
  for (const key of ["sel", "names", "weight", "from", "to", "article", "theme"]) if (state[key] !== base[key]) out.set(key, state[key]);
  const off = (s) => [...s.off].sort().join(" ");
  if (off(state) !== off(base)) out.set("off", off(state));
  if (state.forces) out.set("forces", "1");
  const hash = "#" + out;
  if (hash !== location.hash && (hash !== "#" || location.hash)) history.replaceState(null, "", hash);
}

const keyOf = (e) => `${e.source} ${e.key} ${e.target}`;
const selectedEdge = () => edges.find((e) => keyOf(e) === state.sel);

// Nodes that a stated edge or an office joins already: their co-mention says nothing new to the eye.
const near = new Set();
for (const n of nodes.values()) {
  for (const e of n.out.filter((e) => e.class === "stated")) {
    near.add(e.source + " " + e.target);
    if (nodes.get(e.target).kind === "role") for (const s of nodes.get(e.target).out) near.add(e.source + " " + s.target);
  }
}
const isNear = (e) => near.has(e.source + " " + e.target) || near.has(e.target + " " + e.source);

function chosenArticles() {
  const wanted = state.article.trim().toLowerCase();
  if (!wanted) return null;
  const fits = data.documents.filter((d) => d.id.toLowerCase() === wanted || (d.title ?? "").toLowerCase() === wanted);
  const some = data.documents.filter((d) => `${d.id} ${d.title ?? ""}`.toLowerCase().includes(wanted));
  return new Set((fits.length ? fits : some).map((d) => d.id));
}

function filter() {
  const { from, to } = state;
  const inTime = (first, last) => (!from && !to) || (first && (!from || last >= from) && (!to || first <= to));
  const chosen = chosenArticles();
  const edgeFits = (e) => {
    if (state.off.has("relation:" + e.kind) || (e.status && state.off.has("status:" + e.status))) return false;
    if (e.class === "co_mention") return !chosen && e.weight >= state.weight && inTime(e.first_seen, e.last_seen);
    const kept = e.evidence.filter((v) => !chosen || chosen.has(v.document));
    if (chosen && !kept.length) return false;
    return kept.some((v) => inTime(v.date, v.date)) || (e.documents > e.evidence.length && inTime(e.first_seen, e.last_seen));
  };
  const fits = new Set(edges.filter(edgeFits));
  const nodeFits = (n) => !state.off.has("kind:" + n.kind) && (chosen ? [...n.out, ...n.in].some((e) => fits.has(e)) : inTime(n.first_seen, n.last_seen));
  return { fits, nodeFits };
}

// The ids of the nodes to show, most prominent first, and the edges between them.
function choose() {
  const { fits, nodeFits } = filter();
  const shown = new Set();
  let names = 0;
  const add = (n) => {
    if (!shown.has(n.id) && drawn(n) && nodeFits(n)) {
      shown.add(n.id);
      names += n.kind !== "role";
    }
  };
  const withHeld = (n) => {
    add(n);
    for (const e of n.out.filter((e) => fits.has(e) && e.class === "stated" && !isSide(e))) {
      const target = nodes.get(e.target);
      add(target);
      if (target.kind === "role") target.out.filter((s) => fits.has(s)).forEach((s) => add(nodes.get(s.target)));
    }
  };
  const around = (n) => {
    withHeld(n);
    for (const e of n.in.filter((e) => fits.has(e) && e.class === "stated")) withHeld(nodes.get(e.source));
    if (n.kind !== "role" && n.kind !== "person") for (const e of n.in.filter((e) => fits.has(e))) if (nodes.get(e.source).kind === "role") nodes.get(e.source).in.filter((h) => fits.has(h)).forEach((h) => withHeld(nodes.get(h.source)));
  };
  const edge = selectedEdge();
  for (const id of edge ? [edge.source, edge.target] : [state.sel]) if (nodes.has(id)) around(nodes.get(id));
  for (const n of ranked) {
    if (names >= state.names) break;
    if (nodeFits(n)) withHeld(n);
  }
  const place = (id) => rank.get(id) ?? ranked.length;
  const ids = new Set([...shown].sort((a, b) => place(a) - place(b)));
  const lines = [...fits].filter((e) => ids.has(e.source) && ids.has(e.target) && (e.class === "stated" || !isNear(e) || e === edge));
  return { ids, lines };
}
