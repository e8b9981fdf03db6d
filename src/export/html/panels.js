// What is to be read: details of a node or an edge, the list of names, findings. All text is set as text, never as markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children.filter((c) => c !== undefined && c !== null));
  return element;
}

function nameButton(id, text = shownName(nodes.get(id))) {
  const button = make("button", { type: "button", class: "name" }, text);
  button.addEventListener("click", () => select(id, true));
  return button;
}

function articleName(id) {
  const d = articles.get(id);
  const name = d?.title ?? id;
  return /^https?:\/\//i.test(d?.url ?? "") ? make("a", { href: d.url, rel: "noopener noreferrer", target: "_blank" }, name) : name;
}

// A sentence with the words in it that say something; offsets count code points.
function quote(document, date, sentence, from, to, note) {
  const all = Array.from(sentence);
  const part = (a, b) => all.slice(a, b).join("");
  return make("blockquote", {}, part(0, from), make("mark", {}, part(from, to)), part(to, all.length), make("footer", {}, articleName(document), ", ", date ?? "no date", note ? make("div", {}, note) : undefined));
}

function evidenceOf(e) {
  const quotes = e.evidence.map((v) => {
    const from = Math.max(0, v.start - v.sentence.start);
    return quote(v.document, v.date, v.sentence.text, from, from + v.end - v.start, `rule ${v.rule}${v.basis && v.basis !== "stated" ? ", scope by " + v.basis : ""}`);
  });
  const more = e.documents > e.evidence.length ? [make("p", { class: "soft" }, `and more; ${e.documents} articles in all`)] : [];
  return [...quotes, ...more];
}

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
const period = (x) => (x.first_seen ? (x.first_seen === x.last_seen ? `, ${x.first_seen}` : `, ${x.first_seen} to ${x.last_seen}`) : "");

function statedPart(e, id) {
  const other = nodes.get(e.source === id ? e.target : e.source);
  const what = e.role ? [withStatus(e.role, e.status), ", ", nameButton(other.id)] : e.kind === "holds_role" ? (isTrait(other) ? [withStatus(other.name, e.status)] : [e.source === id ? withStatus("", e.status) : "", nameButton(other.id), e.source !== id ? `, ${e.status ?? "current"}` : ""]) : [e.source === id ? relationName(e.kind) + " " : "", nameButton(other.id), e.source === id ? "" : " " + relationName(e.kind)];
  const dates = [e.since ? `since ${e.since}` : "", e.until ? `until ${e.until}` : ""].filter((t) => t).join(", ");
  return [make("h3", {}, ...what, make("span", { class: "soft" }, ` (${count(e.documents, "article")}${period(e)}${dates ? "; " + dates : ""})`)), ...evidenceOf(e)];
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// When articles have each holder: a bar from the first to the last of them, pale where they say former.
function timeline(office) {
  const rows = office.in.filter((e) => e.kind === "holds_role" && e.first_seen).sort((a, b) => (a.first_seen < b.first_seen ? -1 : 1));
  if (!rows.length) return undefined;
  const day = (date) => Date.UTC(...(date + "-01-01").split("-").slice(0, 3).map((p, i) => Number(p) - (i === 1 ? 1 : 0)));
  const [begin, end] = [Math.min(...rows.map((e) => day(e.first_seen))), Math.max(...rows.map((e) => day(e.last_seen)))];
  const x = (date) => 4 + (342 * (day(date) - begin)) / Math.max(1, end - begin);
  const height = rows.length * 30 + 18;
  const text = rows.map((e) => `${nodes.get(e.source).name}, ${e.status ?? "current"}${period(e)}`).join("; ");
  const picture = svg("svg", { class: "timeline", viewBox: `0 0 360 ${height}`, role: "img", "aria-label": "Holders over time: " + text });
  rows.forEach((e, i) => {
    const from = x(e.first_seen);
    picture.append(svg("text", { x: Math.min(from, 200), y: i * 30 + 11 }, cut(`${nodes.get(e.source).name} ${e.status === "current" ? "" : e.status ?? ""}`)));
    picture.append(svg("rect", { x: from, y: i * 30 + 16, width: Math.max(6, x(e.last_seen) - from), height: 7, rx: 2, opacity: e.status === "former" ? 0.35 : 1 }));
  });
  picture.append(svg("line", { x1: 4, x2: 356, y1: height - 16, y2: height - 16 }), svg("text", { x: 4, y: height - 3 }, rows[0].first_seen), svg("text", { x: 356, y: height - 3, "text-anchor": "end" }, rows.map((e) => e.last_seen).sort().at(-1)));
  return picture;
}

function nodeDetails(n) {
  const parts = [make("h2", {}, shownName(n)), make("p", { class: "soft" }, `${n.kind === "role" ? "office" : n.kind}; ${count(n.documents, "article")}${period(n)}`)];
  if (n.aliases.length) parts.push(make("p", {}, "also: ", n.aliases.join(", ")));
  for (const f of data.findings.filter((f) => n.kind === "person" ? f.persons.includes(n.name) : found.has(n.id) && f.role === n.name && f.scope === scopeOf(n)?.name)) parts.push(make("p", { class: "red" }, f.message));
  if (n.kind === "role") parts.push(timeline(n));
  const order = (e) => (e.kind === "holds_role" ? 0 : 1);
  const stated = [...n.out, ...n.in].filter((e) => e.class === "stated" && !(n.kind === "role" && e.kind === "role_of")).sort((a, b) => order(a) - order(b) || b.documents - a.documents);
  for (const e of stated.slice(0, 60)) {
    if (e.kind === "role_of" && e.target === n.id) {
      const office = nodes.get(e.source);
      const holders = office.in.filter((h) => h.kind === "holds_role").map((h) => make("li", {}, nameButton(h.source), `, ${h.status ?? "current"}${period(h)}`));
      parts.push(make("h3", {}, nameButton(office.id, office.name)), make("ul", {}, ...holders));
    } else parts.push(...statedPart(e, n.id));
  }
  const together = [...n.out, ...n.in].filter((e) => e.kind === "co_mention").sort((a, b) => b.weight - a.weight).slice(0, 15);
  if (together.length) {
    const row = (e) => make("li", {}, nameButton(e.source === n.id ? e.target : e.source), make("span", { class: "soft" }, ` ${count(e.sentences, "sentence")}`));
    parts.push(make("h3", {}, "Most often named together with"), make("ul", {}, ...together.map(row)));
  }
  return parts;
}

function edgeDetails(e) {
  const title = [nameButton(e.source), ` ${e.role ? withStatus(e.role, e.status) + " of" : relationName(e.kind)} `, nameButton(e.target)];
  if (e.class === "co_mention") return [make("h2", {}, nameButton(e.source), " and ", nameButton(e.target)), make("p", {}, `Named together in ${count(e.sentences, "sentence")} and ${count(e.paragraphs, "paragraph")} of ${count(e.documents, "article")}${period(e)}. No sentence need state a relation.`)];
  return [make("h2", {}, ...title), make("p", { class: "soft" }, `${e.status ?? ""} ${count(e.documents, "article")}${period(e)}`), ...evidenceOf(e)];
}

function findingDetails(f) {
  const quotes = f.claims.map((c) => {
    const from = Array.from(c.evidence.sentence.slice(0, Math.max(0, c.evidence.sentence.indexOf(c.evidence.text)))).length;
    return quote(c.document, c.date, c.evidence.sentence, from, from + Array.from(c.evidence.text).length, `${c.person}: ${withStatus(c.role, c.status)}${c.scope ? " of " + c.scope : ""}`);
  });
  return [make("h2", { class: "red" }, f.message), make("p", { class: "soft" }, `${f.level}: ${f.check}`), ...quotes, make("p", {}, "Fine if ", f.fine_if), make("p", {}, ...f.persons.flatMap((p) => [...nodes.values()].filter((n) => n.name === p && n.kind === "person").map((n) => make("span", {}, nameButton(n.id), " "))))];
}

function details(parts) {
  document.getElementById("details").replaceChildren(...parts.filter((p) => p));
}

function showDetails() {
  const edge = selectedEdge();
  if (edge) return details(edgeDetails(edge));
  if (state.sel) return details(nodeDetails(nodes.get(state.sel)));
  details([make("h2", {}, "Who holds which role"), make("p", {}, "Choose a name, an office or a line: every sentence that says it is shown here, with its article and date."), make("p", {}, "Persons are ellipses, organizations boxes, places rounded boxes; an office stands between its holders and what it is of. Dashed: former. Dotted: candidate or elect. Grey: named together, which states no relation."), data.findings.length ? make("p", { class: "red" }, `Red: articles disagree; see the ${count(data.findings.length, "finding")}.`) : undefined]);
}
