// Everything meets here.
nodes.add(data.nodes.map((node) => ({ id: node.id, label: '', x: 0, y: 0 })));
edges.add(arrows.map((arrow) => ({ id: arrow.id, from: arrow.from, to: arrow.to })));
layOut();
readAddress();

network.on('click', (event) => { if (event.nodes.length) choose(event.nodes[0]); else if (state.chosen) closePanel(); });
network.on('hoverNode', (event) => { const doc = documents.get(event.node); box.title = [doc.symbol, ...doc.titles.map(([, title]) => title), doc.date].filter(Boolean).join('\n'); });
network.on('blurNode', () => { box.title = ''; });
box.addEventListener('wheel', (event) => { if (!event.ctrlKey) event.stopPropagation(); }, true);
network.on('zoom', () => movable(network.getScale() > 1.01));
window.addEventListener('hashchange', readAddress);
window.addEventListener('popstate', readAddress);
window.addEventListener('resize', layOut);
night.addEventListener('change', () => { readTheme(); apply(); network.redraw(); });
form.addEventListener('change', apply);
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(apply));
element('search').addEventListener('input', () => search(false));
element('search').addEventListener('keydown', (event) => { if (event.key === 'Enter') search(true); });
element('panel-close').addEventListener('click', closePanel);
document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.chosen) closePanel(); });
followLinks(choose);
element('zoom-in').addEventListener('click', () => zoom(1.4));
element('zoom-out').addEventListener('click', () => zoom(1 / 1.4));
element('zoom-fit').addEventListener('click', wholeMap);
element('save-png').addEventListener('click', savePng);
element('save-svg').addEventListener('click', saveSvg);
element('copy-csv').addEventListener('click', copyCsv);

// For the browser's console, and for the tests of this page.
window.lineage = { network, documents, arrows, state };
