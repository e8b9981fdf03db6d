// Loads what `build` wrote as pages do: with Cytoscape.js and D3. Prints nodes, edges, first id and its kind.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const { pathToFileURL } = require("url");

const [folder, elements, links] = process.argv.slice(2);
const installed = createRequire(path.join(path.resolve(folder), "here.js"));
const print = (name, nodes, edges, first) => console.log([name, nodes, edges, first.id, first.kind].join("\t"));
const byId = (a, b) => (a.id < b.id ? -1 : 1);

const cytoscape = installed("cytoscape");
const cy = cytoscape({ headless: true, ...JSON.parse(fs.readFileSync(elements)) });
print("cytoscape", cy.nodes().length, cy.edges().length, cy.nodes().map((n) => n.data()).sort(byId)[0]);

import(pathToFileURL(installed.resolve("d3-force"))).then((d3) => {
  const { nodes, links: edges } = JSON.parse(fs.readFileSync(links));
  const force = d3.forceLink(edges).id((n) => n.id);
  d3.forceSimulation(nodes).force("link", force).tick(5);
  if (!nodes.every((n) => Number.isFinite(n.x)) || !edges.every((e) => e.source.id && e.target.id)) throw new Error("D3");
  print("d3", nodes.length, force.links().length, [...nodes].sort(byId)[0]);
});
