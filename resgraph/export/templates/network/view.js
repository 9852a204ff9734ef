// Where documents stand, and what is shown: x is the day, y the lane of the cluster and the place in it.
const AXIS = 24;
const SIDE = 14;
const HEAD = 16;
const FOOT = 4;
const form = element('filters');
const traceForm = element('trace');
const state = { chosen: null, way: 'near', target: null, steps: 2, found: null, alone: false, lit: null, arrows: [], visible: new Uint8Array(number).fill(1) };
const view = { width: 0, height: 0, lanes: [], rows: null, first: 0, span: 366 };

function measure(width, height) {
  const all = data.weights.reduce((sum, weight) => sum + weight, 0);
  const room = height - AXIS - FOOT - data.weights.length * HEAD;
  let top = AXIS;
  view.width = width;
  view.height = height;
  view.lanes = data.weights.map((weight) => {
    const lane = { top, height: HEAD + Math.max((room * weight) / all, 4) };
    top += lane.height;
    return lane;
  });
}

function across(day) {
  return SIDE + ((day - view.first) / view.span) * (view.width - 2 * SIDE);
}

function down(doc) {
  if (view.rows?.has(doc)) return AXIS + ((view.rows.get(doc) + 0.5) / view.rows.size) * (view.height - AXIS - FOOT);
  const lane = view.lanes[data.clusters[doc]];
  return lane.top + HEAD + (lane.height - HEAD) * (0.04 + 0.88 * (data.heights[doc] / 1000));
}

function sizeOf(doc) {
  const least = number < 1000 ? 3 : view.width < 600 ? 1.2 : 1.6;
  return Math.min(least + Math.sqrt(citedBy[doc]) * 0.55, 9);
}

function mixed(color, other, share) {
  const parts = [1, 3, 5].map((at) => Math.round(parseInt(color.slice(at, at + 2), 16) * share + parseInt(other.slice(at, at + 2), 16) * (1 - share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const colors = { full: [], pale: [], faint: '', page: '', ink: '', rule: '', band: '', soft: '', thin: '' };

function readColors() {
  ['page', 'ink', 'rule', 'band', 'faint'].forEach((name) => { colors[name] = variable(`--${name}`); });
  colors.full = data.cluster_table.map(({ color }) => (night.matches ? mixed(color, '#ffffff', 0.55) : color));
  colors.pale = colors.full.map((color) => mixed(color, colors.page, 0.62));
  colors.soft = mixed(colors.faint, colors.page, 0.22);
  colors.thin = mixed(colors.faint, colors.page, 0.5);
}

function colorOf(doc) {
  return (data.held[doc] === '1' ? colors.full : colors.pale)[data.clusters[doc]];
}

// A lineage alone has a row a document, the newest at the top, and the axis is that of its own years.
function scale() {
  const docs = state.alone ? [...state.lit].filter(seen).sort((a, b) => b - a) : [];
  view.rows = docs.length ? new Map(docs.map((doc, place) => [doc, place])) : null;
  const [oldest, newest] = docs.length ? [docs[docs.length - 1], docs[0]] : [0, number - 1];
  view.first = days[oldest] ?? 0;
  view.span = Math.max((days[newest] ?? 0) - view.first, 366);
}

// What filters, search and choice let through.
function look() {
  const clusters = new Set([...form.querySelectorAll('input[name="cluster"]:checked')].map((input) => Number(input.value)));
  const [from, to] = [Number(element('year-from').value) || -Infinity, Number(element('year-to').value) || Infinity];
  every.forEach((doc) => { state.visible[doc] = clusters.has(data.clusters[doc]) && yearOf(doc) >= from && yearOf(doc) <= to ? 1 : 0; });
  const shown = state.chosen === null ? null : selected(state);
  state.lit = state.found ? new Set(state.found) : shown && shown.docs;
  state.arrows = state.found || !shown ? [] : shown.arrows.filter((arrow) => state.visible[citing[arrow]] && state.visible[cited[arrow]]);
  document.documentElement.classList.toggle('alone', state.alone);
  scale();
}

const seen = (doc) => state.visible[doc] === 1;
