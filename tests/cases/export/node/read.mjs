// Reads a GraphML or GEXF file with the importers of Gephi Lite and prints its nodes and edges as JSON.
import { readFileSync } from 'node:fs';
import graphology from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';

const [path] = process.argv.slice(2);
const reader = path.endsWith('.gexf') ? gexf : graphml;
const graph = reader.parse(graphology.MultiDirectedGraph, readFileSync(path, 'utf8'));
console.log(JSON.stringify({
  nodes: graph.mapNodes((key, attributes) => ({ key, ...attributes })),
  edges: graph.mapEdges((key, attributes, source, target) => ({ key, source, target, ...attributes })),
}));
