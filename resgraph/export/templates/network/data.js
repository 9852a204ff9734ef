// What the page holds, unpacked: documents by number in the order of their days, citations by their citing document.
async function unpacked() {
  const bytes = Uint8Array.from(atob(element('data').textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

const data = await unpacked();
const number = data.symbols.length;
const every = [...data.symbols.keys()];
const days = new Int32Array(number);
const citedStarts = new Int32Array(number + 1);
const cited = new Int32Array(data.targets.length);
const citing = new Int32Array(data.targets.length);
const citedBy = new Int32Array(number);

every.forEach((doc) => {
  days[doc] = data.days[doc] + (doc ? days[doc - 1] : 0);
  citedStarts[doc + 1] = citedStarts[doc] + data.counts[doc];
  for (let arrow = citedStarts[doc], last = doc; arrow < citedStarts[doc + 1]; arrow += 1) {
    last -= data.targets[arrow];
    cited[arrow] = last;
    citing[arrow] = doc;
    citedBy[last] += 1;
  }
});

// The citations of each document by others: the numbers of the arrows that point to it.
const citingStarts = new Int32Array(number + 1);
const arrowsTo = new Int32Array(cited.length);
every.forEach((doc) => { citingStarts[doc + 1] = citingStarts[doc] + citedBy[doc]; });
const filled = citingStarts.slice();
cited.forEach((doc, arrow) => { arrowsTo[filled[doc]] = arrow; filled[doc] += 1; });

const bySymbol = new Map(data.symbols.map((symbol, doc) => [symbol, doc]));
const mostCited = [...every].sort((a, b) => citedBy[b] - citedBy[a] || a - b);

function arrowsFrom(doc) {
  return Array.from({ length: data.counts[doc] }, (_, place) => citedStarts[doc] + place);
}

function arrowsInto(doc) {
  return [...arrowsTo.subarray(citingStarts[doc], citingStarts[doc + 1])];
}

function labelOf(doc) {
  const label = data.labels[doc];
  return typeof label === 'number' ? data.symbols[doc].slice(-label || data.symbols[doc].length) : label;
}

function dayOf(doc) {
  return new Date(Date.UTC(1946, 0, 1) + days[doc] * 86400000);
}

function yearOf(doc) {
  return dayOf(doc).getUTCFullYear();
}

function dateOf(doc) {
  if (data.basis[doc] === 'd') return dayOf(doc).toISOString().slice(0, 10);
  return data.basis[doc] === 'y' ? String(yearOf(doc)) : 'not known';
}

function langOf(doc) {
  return data.langs[doc] === '-' ? null : data.lang_table[Number(data.langs[doc])];
}

function pathOf(doc) {
  return data.pages[doc] === '1' ? data.symbols[doc].split('/').map(encodeURIComponent).join('/') : null;
}

const spelling = (text) => text.toLowerCase().replace(/\s+/g, ' ').trim();
let searched = null;

// Documents whose symbol or title has all the words; only that which is named exactly, where one is.
function find(text) {
  const wanted = spelling(text);
  searched ??= every.map((doc) => [spelling(data.symbols[doc]), spelling(labelOf(doc)), spelling(data.titles[doc])]);
  const exact = every.filter((doc) => searched[doc][0] === wanted || searched[doc][1] === wanted
    || searched[doc][0].replace(/ /g, '') === wanted.replace(/ /g, ''));
  if (exact.length) return exact;
  const words = wanted.split(' ');
  return mostCited.filter((doc) => words.every((word) => searched[doc].some((name) => name.includes(word))));
}
