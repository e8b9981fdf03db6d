"""Loads what `build` wrote as notebooks do: graph.json with networkx, the tables with pandas and DuckDB. Prints nodes, edges, first id and its kind."""

import json
import sys

import duckdb
import networkx as nx
import pandas as pd

path, tables = sys.argv[1:]
graph = nx.node_link_graph(json.load(open(path, encoding="utf-8")), edges="edges")
first = sorted(graph)[0]
print("networkx", graph.number_of_nodes(), graph.number_of_edges(), first, graph.nodes[first]["kind"], sep="\t")

names = ["nodes", "edges", "evidence", "claims", "articles", "mentions"]
nodes, edges, evidence, claims, articles, mentions = (
    pd.read_csv(f"{tables}/{name}.csv", keep_default_na=False) for name in names
)
named = nodes.sort_values("id").iloc[0]
print("pandas", len(nodes), len(edges), named.id, named.kind, sep="\t")
assert set(edges.source) | set(edges.target) <= set(nodes.id)
assert set(evidence.article) | set(claims.article) <= set(articles.id)
assert len(evidence) == sum(len(e.get("evidence", [])) for *_, e in graph.edges(data=True))
assert all(text in sentence for text, sentence in zip(evidence.text, evidence.sentence))
names = mentions[mentions.via != "coreference"].groupby("node").size().to_dict()
assert names == {n.id: n.mentions for n in nodes.itertuples() if n.kind != "role" and n.mentions}
assert set(claims.person) <= set(nodes.name)
assert {n: graph.nodes[n]["name"] for n in graph} == dict(zip(nodes.id, nodes.name))

count = "select count(*) from read_csv('{}/{}.csv', all_varchar = true, header = true)"
sizes = [duckdb.sql(count.format(tables, name)).fetchone()[0] for name in ["nodes", "edges"]]
row = duckdb.sql(f"select id, kind from read_csv('{tables}/nodes.csv', all_varchar = true, header = true) order by id").fetchone()
print("duckdb", *sizes, *row, sep="\t")
