// What the page holds: documents and arrows by name.
const data = JSON.parse(document.getElementById('data').textContent);
const documents = new Map(data.nodes.map((node) => [node.id, Object.assign({ symbol: node.id, text: node.label }, node.rg)]));
const arrows = data.edges.map((edge) => Object.assign({ id: edge.id, from: edge.from, to: edge.to }, edge.rg));

// The picture's state: the chosen document, and what filters let through.
const state = { chosen: null, found: null, documents: new Set(documents.keys()), arrows: new Set() };
