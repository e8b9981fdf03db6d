// Wires the controls to the state.
const at = (id) => document.getElementById(id);

function check(group, key, text) {
  const box = make("input", { type: "checkbox" });
  box.dataset.key = key;
  box.addEventListener("change", () => {
    if (box.checked) state.off.delete(key);
    else state.off.add(key);
    update();
  });
  at(group).append(make("label", {}, box, " " + text));
}

function fillControls() {
  KINDS.forEach((k) => check("kinds", "kind:" + k, k === "role" ? "office" : k));
  relations.forEach((r) => check("relations", "relation:" + r, relationName(r)));
  statuses.forEach((s) => check("statuses", "status:" + s, s));
  at("names").max = Math.max(1, ranked.length);
  at("weight").max = Math.max(1, sortedPairs[0] ?? 1);
  at("articles").append(...data.documents.slice(0, 3000).map((d) => make("option", { value: d.title ?? d.id }, d.date ?? "")));
  at("found").textContent = data.findings.length;
  at("findings").querySelector("ol").append(...data.findings.map((f) => {
    const button = make("button", { type: "button", class: "name" }, f.message);
    button.addEventListener("click", () => {
      const person = [...nodes.values()].find((n) => n.kind === "person" && f.persons.includes(n.name));
      if (person) select(person.id);
      details(findingDetails(f));
      at("details").focus();
    });
    return make("li", {}, make("span", { class: "soft" }, f.level + ": "), button);
  }));
  for (const key of ["names", "weight", "from", "to", "article"]) {
    at(key).addEventListener(key === "article" ? "change" : "input", () => {
      state[key] = at(key).type === "range" ? Number(at(key).value) : at(key).value;
      later();
    });
  }
  at("reset").addEventListener("click", () => { state = { ...initial(), theme: state.theme }; update(); placeAll(); });
  at("fit").addEventListener("click", () => cy.fit(undefined, 24));
  at("layout").addEventListener("click", () => { state.forces = !state.forces; shownNow = { ids: new Set(), lines: [] }; update(); });
  at("theme").addEventListener("click", () => { state.theme = theme() === "dark" ? "light" : "dark"; update(); });
  at("png").addEventListener("click", () => save("graph.png", cy.png({ output: "blob", full: true, scale: 2, maxWidth: 12000, maxHeight: 12000, bg: color("ground") })));
  at("json").addEventListener("click", () => save("graph.json", new Blob([JSON.stringify(viewAsJson(), null, 2)], { type: "application/json" })));
}

// What is shown, as the node-link JSON that `rolegraph build` writes.
function viewAsJson() {
  const plain = ({ out, in: into, ...n }) => n;
  const kept = new Set(shownNow.ids);
  const lines = edges.filter((e) => shownNow.lines.includes(e) || (kept.has(e.source) && isTrait(nodes.get(e.target)) && kept.add(e.target)));
  return { ...data, nodes: [...kept].map((id) => plain(nodes.get(id))), edges: lines.map(({ id, ...e }) => e) };
}

function save(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const theme = () => state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

function select(id, move = false) {
  state.sel = id;
  update();
  if (move) show(id);
}

let waiting;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(update, 60);
}

function update() {
  writeAddress();
  const old = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = theme();
  if (old !== theme()) cy.style(style());
  document.querySelectorAll("aside [data-key]").forEach((b) => { b.checked = !state.off.has(b.dataset.key); });
  for (const key of ["names", "weight", "from", "to", "article"]) if (at(key).value !== String(state[key])) at(key).value = state[key];
  at("names-of").textContent = `${Math.min(state.names, ranked.length)} of ${ranked.length}`;
  at("weight-of").textContent = count(state.weight, "time");
  at("layout").setAttribute("aria-pressed", state.forces);
  at("theme").textContent = theme() === "dark" ? "Light" : "Dark";
  draw();
  showDetails();
  const listed = [...shownNow.ids];
  at("count").textContent = listed.length;
  at("list").replaceChildren(...listed.map((id) => make("li", {}, nameButton(id))));
  at("said").textContent = `${count(listed.length, "node")}, ${count(shownNow.lines.length, "line")}` + (state.forces && listed.length > 400 ? "; forces arrange at most 400 nodes" : "");
}

// Search: names and aliases that begin with the words, then those that contain them.
let hits = [];
let active = -1;
const searchable = [...nodes.values()].filter(drawn).map((n) => [n, [shownName(n), ...n.aliases].map((t) => t.toLowerCase())]);

function suggest() {
  const wanted = at("query").value.trim().toLowerCase();
  const score = (texts) => (texts.some((t) => t.startsWith(wanted)) ? 0 : texts.some((t) => t.includes(" " + wanted)) ? 1 : texts.some((t) => t.includes(wanted)) ? 2 : 3);
  hits = wanted ? searchable.map(([n, texts]) => [n, score(texts)]).filter(([, s]) => s < 3).sort(([a, x], [b, y]) => x - y || b.documents - a.documents).slice(0, 12).map(([n]) => n) : [];
  active = hits.length ? 0 : -1;
  showHits();
}

function showHits() {
  const list = at("hits");
  list.replaceChildren(...hits.map((n, i) => {
    const row = make("li", { role: "option", id: "hit" + i, "aria-selected": i === active }, shownName(n), make("small", {}, ` ${n.kind === "role" ? "office" : n.kind}, ${count(n.documents, "article")}`));
    row.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
    return row;
  }));
  list.hidden = !hits.length;
  at("query").setAttribute("aria-expanded", hits.length > 0);
  if (active >= 0) at("query").setAttribute("aria-activedescendant", "hit" + active);
  else at("query").removeAttribute("aria-activedescendant");
}

function take(i) {
  const id = hits[i]?.id;
  hits = [];
  active = -1;
  showHits();
  if (id) select(id, true);
}

function keys(event) {
  const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  const zoom = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 }[event.key];
  if (steps[event.key]) cy.panBy({ x: steps[event.key][0], y: steps[event.key][1] });
  else if (zoom) cy.zoom({ level: cy.zoom() * zoom, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  else if (event.key === "Escape") select("");
  else return;
  event.preventDefault();
}

at("search").addEventListener("submit", (event) => { event.preventDefault(); take(active); });
at("query").addEventListener("input", suggest);
at("query").addEventListener("blur", () => { hits = []; active = -1; showHits(); });
at("query").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { hits = []; active = -1; }
  else if (event.key === "ArrowDown" && hits.length) active = (active + 1) % hits.length;
  else if (event.key === "ArrowUp" && hits.length) active = (active + hits.length - 1) % hits.length;
  else return;
  event.preventDefault();
  showHits();
});
at("graph").addEventListener("keydown", keys);
window.addEventListener("hashchange", () => { readAddress(); update(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);

readAddress();
fillControls();
makeView();
update();
