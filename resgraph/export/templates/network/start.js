// Everything meets here.
function refresh() {
  look();
  draw();
  showList();
}

function clearSearch() {
  element('search').value = '';
  state.found = null;
}

function search(open) {
  const text = element('search').value.trim();
  state.found = text ? find(text) : null;
  if (open && state.found?.length) { const [doc] = state.found; clearSearch(); choose(data.symbols[doc]); return; }
  refresh();
  say(!text ? '' : list.docs.length ? `${plural(list.docs.length, 'document')} found` : 'nothing found');
}

function readAddress() {
  const doc = bySymbol.get(namedInAddress());
  state.chosen = doc ?? null;
  if (state.alone) wholeNetwork();
  state.alone = false;
  if (doc === undefined) { element('panel').hidden = true; } else { clearSearch(); showPanel(doc); readTrace(); }
  refresh();
}

function choose(symbol) {
  if (symbol === data.symbols[state.chosen]) readAddress(); else location.hash = encodeURIComponent(symbol);
}

function close() {
  forgetAddress();
  readAddress();
}

function reset() {
  clearSearch();
  say('');
  wholeNetwork();
  if (state.chosen === null) refresh(); else close();
}

begin();
readAddress();

if (renderer) {
  const pointed = ({ event }) => {
    const doc = nearest(event.x, event.y);
    if (doc !== null) choose(data.symbols[doc]); else if (state.chosen !== null) close();
  };
  renderer.on('clickNode', pointed);
  renderer.on('clickStage', pointed);
  renderer.on('moveBody', ({ event }) => {
    const doc = nearest(event.x, event.y);
    box.title = doc === null ? '' : [data.symbols[doc], data.titles[doc], dateOf(doc), `cited by ${citedBy[doc]}`].filter(Boolean).join('\n');
    box.style.cursor = doc === null ? '' : 'pointer';
  });
  const keys = { ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1), '+': () => zoom(1 / 1.4), '-': () => zoom(1.4), 0: wholeNetwork };
  box.addEventListener('keydown', (event) => { if (keys[event.key]) { event.preventDefault(); keys[event.key](); } });
  element('zoom-in').addEventListener('click', () => zoom(1 / 1.4));
  element('zoom-out').addEventListener('click', () => zoom(1.4));
  element('zoom-fit').addEventListener('click', wholeNetwork);
} else ['zoom-in', 'zoom-out', 'zoom-fit'].forEach((id) => { element(id).disabled = true; });
window.addEventListener('hashchange', readAddress);
window.addEventListener('popstate', readAddress);
window.addEventListener('resize', layOut);
window.addEventListener('beforeprint', () => element('print').replaceChildren(drawing(SHEET)));
window.addEventListener('afterprint', () => element('print').replaceChildren());
night.addEventListener('change', () => { readColors(); layOut(); draw(); });
form.addEventListener('input', refresh);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(reset));
element('tools').addEventListener('submit', (event) => event.preventDefault());
element('search').addEventListener('input', () => search(false));
element('search').addEventListener('keydown', (event) => { if (event.key === 'Enter') search(true); });
traceForm.addEventListener('input', () => { state.alone = false; readTrace(); refresh(); });
traceForm.addEventListener('submit', (event) => { event.preventDefault(); openLineage(); });
element('copy-command').addEventListener('click', () => copy(command(), 'the command', 'txt'));
element('panel-close').addEventListener('click', close);
document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.chosen !== null) close(); });
element('more').addEventListener('click', more);
element('copy-csv').addEventListener('click', copyList);
element('save-svg').addEventListener('click', saveSvg);
followLinks(choose);

// For the browser's console, and for the tests of this page.
window.network = { data, state, view, list, renderer, graph, labelOf, dateOf, older, across, down, days, command };
