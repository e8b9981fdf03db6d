"use strict";
// The graph as the page holds it: nodes and edges with what leads from one to the other.
const data = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(data.nodes.map((n) => [n.id, { ...n, out: [], in: [] }]));
const articles = new Map(data.documents.map((d) => [d.id, d]));
const edges = data.edges.map((e, i) => ({ ...e, id: "e" + i }));
for (const e of edges) {
  nodes.get(e.source).out.push(e);
  nodes.get(e.target).in.push(e);
}

// A role without scope is a line of its holder's label, no node.
const isTrait = (n) => n.kind === "role" && n.id.split("@")[1]?.startsWith("person:");
const isSide = (e) => e.class === "stated" && nodes.get(e.source).kind !== "role" && (nodes.get(e.source).kind === "person") === (nodes.get(e.target).kind === "person");
const scopeOf = (office) => office.out.map((e) => nodes.get(e.target))[0];
const officeName = (office) => office.name + (scopeOf(office) ? " of " + scopeOf(office).name : "");
const shownName = (n) => (n.kind === "role" ? officeName(n) : n.name);
const withStatus = (role, status) => (status && status !== "current" ? status + " " : "") + role;
const relationName = (kind) => ({ holds_role: "holds a role", role_of: "role of", co_mention: "named together" })[kind] ?? kind.replaceAll("_", " ");

function traits(n) {
  const own = (n.roles ?? []).map((r) => withStatus(r.name, r.status));
  const held = n.out.filter((e) => e.kind === "holds_role").map((e) => [e, nodes.get(e.target)]);
  const scoped = new Set(held.filter(([, o]) => !isTrait(o)).map(([e, o]) => e.role ?? o.name));
  const linked = held.filter(([, o]) => isTrait(o) && !scoped.has(o.name)).map(([e, o]) => withStatus(o.name, e.status));
  const all = [...own, ...linked];
  return all.length > 4 ? [...all.slice(0, 3), `and ${all.length - 3} more`] : all;
}

// Names by how many articles have them, people with roles first.
const hasRole = (n) => n.kind === "person" && (n.out.some((e) => e.class === "stated") || (n.roles ?? []).length > 0);
const ranked = [...nodes.values()].filter((n) => n.kind !== "role");
ranked.sort((a, b) => hasRole(b) - hasRole(a) || b.documents - a.documents || b.mentions - a.mentions || (a.id < b.id ? -1 : 1));
const rank = new Map(ranked.map((n, i) => [n.id, i]));
const most = Math.max(1, ...ranked.map((n) => n.documents));
const drawn = (n) => !isTrait(n);
const pairs = edges.filter((e) => e.kind === "co_mention");
const sortedPairs = pairs.map((e) => e.weight).sort((a, b) => b - a);
// What the page begins with: no more than the eye takes in.
const first = {
  names: Math.min(ranked.length, 60),
  weight: Math.max(1, sortedPairs[Math.min(sortedPairs.length - 1, 60)] ?? 1),
  off: [...new Set(edges.filter(isSide).map((e) => e.kind))].filter((kind) => edges.filter((e) => e.kind === kind).length > 60).map((kind) => "relation:" + kind),
};
