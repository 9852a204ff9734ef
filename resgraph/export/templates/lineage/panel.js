// The panel of the chosen document. Texts go in as text only.
function citationItem(arrow, other) {
  const item = make('li');
  const doc = documents.get(other);
  item.append(make('a', doc.label, { href: address(other) }));
  if (doc.year) item.append(` (${doc.year})`);
  item.append(` ${arrow.relations || arrow.relation}`);
  const where = [arrow.verb, arrow.paragraphs].filter(Boolean).join(', ');
  if (where) item.append(make('span', ` · ${where}`, { class: 'small', dir: 'auto' }));
  if (arrow.quote) { item.append(make('br'), make('q', arrow.quote, { dir: 'auto' })); }
  return item;
}

function citationList(title, found, end) {
  const parts = [make('h3', `${title} (${found.length})`)];
  if (found.length) {
    const list = make('ul');
    found.forEach((arrow) => list.append(citationItem(arrow, arrow[end])));
    parts.push(list);
  }
  return parts;
}

function facts(doc) {
  const known = [
    doc.dated ? doc.date : `date not known, placed at ${doc.by_session ? 'the session or year in its symbol' : 'its first citation'}`,
    doc.kind, doc.body && `organ ${doc.body}`, doc.agenda_item && `agenda item ${doc.agenda_item}`,
    doc.meeting && `meeting ${doc.meeting}`, doc.vote && `adopted: ${doc.vote}`, doc.series && `series of ${doc.series}`,
    doc.held ? null : 'cited, not read',
  ];
  return known.filter(Boolean).join(' · ');
}

function showPanel(symbol) {
  const doc = documents.get(symbol);
  const body = element('panel-body');
  element('panel-title').textContent = symbol;
  body.replaceChildren();
  doc.titles.forEach(([lang, title]) => body.append(make('p', title, lang ? { dir: 'auto', lang } : { dir: 'auto' })));
  body.append(make('p', facts(doc), { class: 'small' }));
  if (doc.path) body.append(languageLinks(doc.path));
  body.append(...citationList('Cites', arrows.filter((arrow) => arrow.from === symbol), 'to'));
  body.append(...citationList('Cited by', arrows.filter((arrow) => arrow.to === symbol), 'from'));
  element('panel').hidden = false;
  element('side').scrollTop = 0;
}

function readAddress() {
  const symbol = namedInAddress();
  const known = documents.has(symbol);
  state.chosen = known ? symbol : null;
  document.querySelectorAll('tr[data-symbol]').forEach((row) => row.classList.toggle('chosen', row.dataset.symbol === symbol));
  if (known) showPanel(symbol); else element('panel').hidden = true;
  apply();
}

function choose(symbol) {
  if (symbol !== state.chosen) location.hash = encodeURIComponent(symbol);
}

function closePanel() {
  forgetAddress();
  readAddress();
}
