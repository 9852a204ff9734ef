// What the page holds: documents and arrows by name, and the colours of the day or the night.
document.documentElement.classList.add('js');
const data = JSON.parse(document.getElementById('data').textContent);
const element = (id) => document.getElementById(id);
const documents = new Map(data.nodes.map((node) => [node.id, Object.assign({ symbol: node.id, text: node.label }, node.rg)]));
const arrows = data.edges.map((edge) => Object.assign({ id: edge.id, from: edge.from, to: edge.to }, edge.rg));
const night = window.matchMedia('(prefers-color-scheme: dark)');

// The picture's state: the chosen document, and what filters let through.
const state = { chosen: null, found: null, documents: new Set(documents.keys()), arrows: new Set() };

function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Lines that stand on white are too dark for the dark page: mix them with white.
function line(color) {
  if (!night.matches) return color;
  const parts = [1, 3, 5].map((at) => Math.round(parseInt(color.slice(at, at + 2), 16) * 0.55 + 255 * 0.45));
  return `rgb(${parts.join(',')})`;
}

function make(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function say(words) {
  element('status').textContent = words;
}

function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
