// Filters: they are the legend. What they let through is shown in the map, in the drawing for print, and in the table.
const form = element('filters');

function checked(name) {
  return new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value));
}

function apply() {
  const relations = checked('relation');
  const lanes = checked('lane');
  const [from, to] = [Number(element('year-from').value) || -Infinity, Number(element('year-to').value) || Infinity];
  const [mainOnly, hideOnce, all] = [element('main-only').checked, element('hide-once').checked, element('all-arrows').checked];
  const every = [...form.querySelectorAll('input[name="relation"]')].length === relations.size;
  const connected = new Set();
  arrows.forEach((arrow) => { if (relations.has(arrow.relation)) { connected.add(arrow.from); connected.add(arrow.to); } });
  state.documents = new Set([...documents.values()].filter((doc) => lanes.has(doc.lane) && doc.placed >= from && doc.placed <= to
    && (!mainOnly || doc.main) && (!hideOnce || doc.cited_by > 1 || data.roles[doc.role]) && (every || connected.has(doc.symbol)))
    .map((doc) => doc.symbol));
  const passing = arrows.filter((arrow) => relations.has(arrow.relation) && state.documents.has(arrow.from)
    && state.documents.has(arrow.to) && (!mainOnly || arrow.main));
  state.arrows = new Set(passing.filter((arrow) => all || arrow.drawn || arrow.from === state.chosen || arrow.to === state.chosen));
  nodes.update([...documents.keys()].map((symbol) => ({ id: symbol, hidden: !state.documents.has(symbol) })));
  edges.update(arrows.map(arrowLook));
  document.querySelectorAll('tr[data-symbol]').forEach((row) => { row.hidden = !state.documents.has(row.dataset.symbol); });
  showInDrawing();
  say(state.documents.size === documents.size && passing.length === arrows.length ? ''
    : `${state.documents.size} of ${plural(documents.size, 'document')}, ${passing.length} of ${plural(arrows.length, 'citation')}`);
}

function showInDrawing() {
  const shown = new Set([...state.arrows].map((arrow) => arrow.id));
  document.querySelectorAll('#print .arrow').forEach((path) => display(path, shown.has(path.dataset.arrow)));
  document.querySelectorAll('#print .box').forEach((shape) => display(shape, state.documents.has(shape.dataset.symbol)));
}

function display(shape, shown) {
  if (shown) shape.removeAttribute('display'); else shape.setAttribute('display', 'none');
}

// Search by symbol or title word: what is found stays bright, Enter opens the first.
function search(open) {
  const words = element('search').value.trim().toLowerCase();
  if (!words) { state.found = null; network.redraw(); apply(); return; }
  const exact = [...documents.values()].filter((doc) => [doc.symbol, doc.label].some((name) => name.toLowerCase() === words));
  const found = exact.length ? exact : [...documents.values()].filter((doc) =>
    [doc.symbol, doc.label, ...doc.titles.map(([, title]) => title)].some((text) => text.toLowerCase().includes(words)));
  state.found = new Set(found.map((doc) => doc.symbol));
  network.redraw();
  say(found.length ? `${plural(found.length, 'document')} found` : 'nothing found');
  if ((open || exact.length === 1) && found.length) { state.found = null; choose(found[found.length - 1].symbol); }
}
