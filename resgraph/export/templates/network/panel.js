// The panel of the chosen document, and its lineage. Texts go in as text only.
const ITEMS = 50;

function citationItem(arrow, other) {
  const item = make('li');
  item.append(make('a', labelOf(other), { href: address(data.symbols[other]) }));
  item.append(dateOf(other) === 'not known' ? ' ' : ` (${yearOf(other)}) `);
  item.append([data.relation_table[data.relations[arrow]], data.paragraph_table[data.paragraphs[arrow]]].filter(Boolean).join(', '));
  if (data.titles[other]) item.append(make('br'), make('span', data.titles[other], { class: 'small', dir: 'auto' }));
  return item;
}

function citationList(title, arrows, ends) {
  const items = make('ul');
  const put = (from) => {
    items.append(...arrows.slice(from, from + ITEMS).map((arrow) => citationItem(arrow, ends[arrow])));
    if (from + ITEMS >= arrows.length) return;
    const rest = make('button', `Show ${Math.min(ITEMS, arrows.length - from - ITEMS)} more`, { type: 'button' });
    rest.addEventListener('click', () => { rest.remove(); put(from + ITEMS); });
    items.append(rest);
  };
  put(0);
  return arrows.length ? [make('h3', `${title} (${arrows.length})`), items] : [make('h3', `${title} (0)`)];
}

function facts(doc) {
  const basis = { n: 'date not known, placed at its first citation', s: 'date not known, placed by the session or year in its symbol' }[data.basis[doc]] || dateOf(doc);
  const body = data.body_table[data.bodies[doc]];
  return [basis, data.kind_table[data.kinds[doc]], body && `organ ${body}`, data.cluster_table[data.clusters[doc]].name,
    data.held[doc] === '1' ? null : 'cited, not read'].filter(Boolean).join(' · ');
}

function showPanel(doc) {
  const lang = langOf(doc);
  const path = pathOf(doc);
  element('panel-title').textContent = data.symbols[doc];
  element('panel-head').replaceChildren(make('p', data.titles[doc], lang ? { dir: 'auto', lang } : { dir: 'auto' }), make('p', facts(doc), { class: 'small' }));
  if (path) element('panel-head').append(languageLinks(path));
  const newestFirst = (ends) => (a, b) => ends[b] - ends[a];
  element('panel-body').replaceChildren(
    ...citationList('Cites', arrowsFrom(doc).sort(newestFirst(cited)), cited), ...citationList('Cited by', arrowsInto(doc).sort(newestFirst(citing)), citing));
  element('panel').hidden = false;
  element('side').scrollTop = 0;
}

// For a shell: plain where it can be, else within single quotes.
function shell(word) {
  return /^[\w/.:-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}

function command() {
  const parts = ['resgraph', 'trace', shell(data.symbols[state.chosen])];
  if (state.way === 'between') parts.push('--to', shell(data.symbols[state.target]));
  else parts.push('--depth', state.way === 'near' ? 1 : state.steps);
  if (state.way === 'forward') parts.push('--descendants');
  if (data.corpus && data.corpus !== 'packaged data') parts.push('--corpus', shell(data.corpus));
  return [...parts, '-o', 'lineage.html'].join(' ');
}

function readTrace() {
  state.way = traceForm.elements.way.value;
  state.steps = Math.max(Number(element('steps').value) || 1, 1);
  const target = element('target').value.trim();
  state.target = state.way === 'between' && target ? (find(target)[0] ?? null) : null;
  const asked = state.way === 'between';
  element('lineage-words').textContent = asked && !target ? 'Name the document to go back to.'
    : asked && state.target === null ? `Nothing is called ${target}.`
      : asked && !selected(state).docs.size ? `No path of citations leads from ${labelOf(state.chosen)} back to ${labelOf(state.target)}.` : '';
  const known = !asked || (state.target !== null && selected(state).docs.size > 0);
  element('command').hidden = !known;
  if (known) element('command').querySelector('code').textContent = command();
  return known;
}

// The lineage alone in the picture, and in the table below.
function openLineage() {
  if (!readTrace()) return;
  state.alone = true;
  clearSearch();
  refresh();
  wholeNetwork();
  element('lineage-words').textContent = `${plural(list.docs.length, 'document')} and ${plural(state.arrows.length, 'citation')} alone in the picture; the table lists them.`;
}
