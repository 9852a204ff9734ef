// The table: the most cited, or what search and choice let through, a hundred at a time.
const PAGE = 100;
const list = { docs: [], shown: 0 };

function row(doc) {
  const made = make('tr', null, { 'data-symbol': data.symbols[doc] });
  const head = make('th', null, { scope: 'row' });
  head.append(make('a', data.symbols[doc], { href: address(data.symbols[doc]) }));
  const lang = langOf(doc);
  made.append(head, make('td', dateOf(doc)), make('td', data.titles[doc], lang ? { dir: 'auto', lang } : { dir: 'auto' }),
    make('td', data.cluster_table[data.clusters[doc]].name), make('td', citedBy[doc]), make('td', data.counts[doc]));
  made.classList.toggle('chosen', doc === state.chosen);
  return made;
}

function more() {
  const next = list.docs.slice(list.shown, list.shown + PAGE);
  element('rows').append(...next.map(row));
  list.shown += next.length;
  element('more').hidden = list.shown >= list.docs.length;
}

function listTitle() {
  if (state.found) return 'Documents found';
  if (state.chosen === null) return 'The most cited documents';
  const [name, target] = [labelOf(state.chosen), state.target === null ? '…' : labelOf(state.target)];
  return { near: `What ${name} cites, and who cites it`, back: `What ${name} rests on`, forward: `What rests on ${name}`, between: `How ${name} goes back to ${target}` }[state.way];
}

function showList() {
  const docs = state.found || (state.lit ? [...state.lit].sort((a, b) => b - a) : mostCited);
  list.docs = docs.filter(seen);
  list.shown = 0;
  element('rows').replaceChildren();
  element('list-title').textContent = `${listTitle()} (${list.docs.length.toLocaleString('en')})`;
  more();
}

function copyList() {
  const rows = list.docs.map((doc) => [data.symbols[doc], dateOf(doc), data.titles[doc], data.cluster_table[data.clusters[doc]].name, citedBy[doc], data.counts[doc]]);
  return copy(csvOf([['symbol', 'date', 'title', 'cluster', 'cited_by', 'cites'], ...rows]), plural(rows.length, 'document'), 'csv');
}
