// The picture, by Cytoscape.js.
const MANY = 2000;
let cy;
let shownNow = { ids: new Set(), lines: [] };
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const isFound = (n) => data.findings.some((f) => (n.kind === "person" ? f.persons.includes(n.name) : n.kind === "role" && f.role === n.name && f.scope && f.scope === scopeOf(n)?.name));
const found = new Set([...nodes.values()].filter(isFound).map((n) => n.id));

function style() {
  return [
    { selector: "node", style: { width: "data(w)", height: "data(h)", label: "data(label)", "font-size": "data(size)", "font-family": FONT, "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", color: color("ink"), "border-width": 1, "border-color": color("side"), "min-zoomed-font-size": 5 } },
    { selector: "node[kind = 'person']", style: { shape: "ellipse", "background-color": color("person"), "font-weight": "bold" } },
    { selector: "node[kind = 'organization']", style: { shape: "rectangle", "background-color": color("organization"), "font-weight": "bold" } },
    { selector: "node[kind = 'place']", style: { shape: "round-rectangle", "background-color": color("place"), "font-weight": "bold" } },
    { selector: "node[kind = 'role']", style: { shape: "rectangle", "background-color": color("role"), "border-width": 0 } },
    { selector: "node.found", style: { "border-color": color("red"), "border-width": 3, color: color("red") } },
    { selector: "edge", style: { width: 1.2, "line-color": color("stated"), "target-arrow-color": color("stated"), "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8, label: "data(label)", "font-size": 10, "font-family": FONT, color: color("soft"), "text-background-color": color("ground"), "text-background-opacity": 1, "text-background-padding": 1, "min-zoomed-font-size": 6, "z-index": 1 } },
    { selector: "edge[?side]", style: { "line-color": color("side"), "target-arrow-color": color("side") } },
    { selector: "edge[status = 'former']", style: { "line-style": "dashed" } },
    { selector: "edge[status = 'candidate'], edge[status = 'elect']", style: { "line-style": "dotted" } },
    // Thousands of lines cannot be read one by one; straight ones without labels are drawn faster.
    { selector: "edge[?many]", style: { "curve-style": "haystack", "haystack-radius": 0, label: "" } },
    { selector: "edge[?together]", style: { "line-color": color("together"), "curve-style": "haystack", "haystack-radius": 0, width: "mapData(weight, 1, 20, 1, 5)", "target-arrow-shape": "none", "z-index": 0 } },
    { selector: ".off", style: { opacity: 0.2 } },
    { selector: "node.on", style: { "border-color": color("link"), "border-width": 4 } },
    { selector: "edge.on", style: { "line-color": color("link"), "target-arrow-color": color("link"), width: 3 } },
  ];
}

function edgeLabel(e) {
  if (e.class === "co_mention") return "";
  if (e.role) return withStatus(e.role, e.status);
  if (e.kind === "holds_role") return withStatus("", e.status).trim();
  return e.kind === "role_of" ? "" : relationName(e.kind);
}

function makeView() {
  cy = cytoscape({ container: document.getElementById("graph"), style: style(), elements: [], minZoom: 0.02, maxZoom: 4, hideEdgesOnViewport: pairs.length > MANY, textureOnViewport: pairs.length > MANY });
  cy.on("tap", "node", (event) => select(event.target.id()));
  cy.on("tap", "edge", (event) => select(keyOf(edges[Number(event.target.id().slice(1))])));
  cy.on("tap", (event) => event.target === cy && select(""));
}

function draw() {
  const next = choose();
  const same = next.ids.size === shownNow.ids.size && [...next.ids].every((id) => shownNow.ids.has(id)) && cy.elements().nonempty();
  const boxes = new Map([...next.ids].map((id) => [id, box(nodes.get(id))]));
  const aspect = cy.width() / Math.max(1, cy.height());
  const places = same ? new Map(cy.nodes().map((n) => [n.id(), { ...n.position() }])) : arrange(next.ids, boxes, aspect);
  const unchanged = same && next.lines.length === shownNow.lines.length && next.lines.every((e, i) => e === shownNow.lines[i]);
  shownNow = next;
  if (unchanged) return emphasize();
  cy.batch(() => {
    cy.elements().remove();
    cy.add([...next.ids].map((id) => ({ group: "nodes", classes: found.has(id) ? "found" : "", data: { id, kind: nodes.get(id).kind, ...boxes.get(id) }, position: places.get(id) })));
    cy.add(next.lines.map((e) => ({ group: "edges", data: { id: e.id, source: e.source, target: e.target, label: edgeLabel(e), status: e.status ?? "", side: isSide(e), together: e.class === "co_mention", many: next.lines.length > MANY, weight: e.weight ?? 0 } })));
  });
  if (!same) placeAll();
  emphasize();
}

// Forces take long for many nodes: columns are kept then.
function placeAll() {
  if (state.forces && shownNow.ids.size <= 400) {
    cy.layout({ name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: 90, nodeOverlap: 20 }).run();
  }
  cy.fit(undefined, 24);
}

function emphasize() {
  const edge = selectedEdge();
  const at = edge ? cy.getElementById(edge.id) : state.sel ? cy.getElementById(state.sel) : cy.collection();
  cy.batch(() => {
    cy.elements(".on, .off").removeClass("on off");
    if (at.empty()) return;
    const hood = edge ? at.union(at.connectedNodes()) : at.closedNeighborhood().union(at.outgoers("node[kind = 'role']").outgoers()).union(at.incomers("node[kind = 'role']").incomers());
    if (shownNow.lines.length > MANY) hood.addClass("on");
    else cy.elements().not(hood).addClass("off");
    at.addClass("on");
  });
}

function show(id) {
  const node = cy.getElementById(id);
  if (node.nonempty()) cy.animate({ center: { eles: node }, zoom: Math.max(cy.zoom(), 0.9), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
}
