// Saving: the picture as PNG and SVG, the citations as CSV.
function download(blob, name) {
  const link = make('a', '', { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(`${name} saved`);
}

function fileName(suffix) {
  const words = document.querySelector('h1').textContent.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60);
  return `${words || 'lineage'}.${suffix}`;
}

function savePng() {
  const shown = network.canvas.frame.canvas;
  const copy = make('canvas');
  copy.width = shown.width;
  copy.height = shown.height;
  const ctx = copy.getContext('2d');
  ctx.fillStyle = theme.page;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(shown, 0, 0);
  copy.toBlob((blob) => download(blob, fileName('png')));
}

function saveSvg() {
  const drawing = document.querySelector('#print svg').cloneNode(true);
  drawing.querySelectorAll('[display="none"]').forEach((shape) => shape.remove());
  download(new Blob([new XMLSerializer().serializeToString(drawing)], { type: 'image/svg+xml' }), fileName('svg'));
}

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
function cell(text) {
  const words = String(text === undefined || text === null ? '' : text);
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function citationsAsCsv() {
  const lines = [['citing', 'citing_date', 'cited', 'cited_date', 'relation', 'verb', 'paragraphs', 'quote']];
  arrows.filter((arrow) => state.documents.has(arrow.from) && state.documents.has(arrow.to)).forEach((arrow) => {
    lines.push([arrow.from, documents.get(arrow.from).date, arrow.to, documents.get(arrow.to).date, arrow.relation, arrow.verb, arrow.paragraphs, arrow.quote]);
  });
  return lines.map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

async function copyCsv() {
  const csv = citationsAsCsv();
  const number = csv.split('\n').length - 2;
  try {
    await navigator.clipboard.writeText(csv);
    say(`${plural(number, 'citation')} copied`);
  } catch {
    download(new Blob(['\ufeff', csv], { type: 'text/csv' }), fileName('csv'));
  }
}
