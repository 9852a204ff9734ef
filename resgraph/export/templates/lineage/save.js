// Saving: the picture as PNG and SVG, the citations as CSV.
function savePng() {
  const shown = network.canvas.frame.canvas;
  const whole = make('canvas');
  whole.width = shown.width;
  whole.height = shown.height;
  const ctx = whole.getContext('2d');
  ctx.fillStyle = theme.page;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.drawImage(shown, 0, 0);
  whole.toBlob((blob) => download(blob, fileName('png')));
}

function saveSvg() {
  const drawing = document.querySelector('#print svg').cloneNode(true);
  drawing.querySelectorAll('[display="none"]').forEach((shape) => shape.remove());
  download(new Blob([new XMLSerializer().serializeToString(drawing)], { type: 'image/svg+xml' }), fileName('svg'));
}

function citationsAsCsv() {
  const lines = [['citing', 'citing_date', 'cited', 'cited_date', 'relation', 'verb', 'paragraphs', 'quote']];
  arrows.filter((arrow) => state.documents.has(arrow.from) && state.documents.has(arrow.to)).forEach((arrow) => {
    lines.push([arrow.from, documents.get(arrow.from).date, arrow.to, documents.get(arrow.to).date, arrow.relation, arrow.verb, arrow.paragraphs, arrow.quote]);
  });
  return csvOf(lines);
}

function copyCsv() {
  const csv = citationsAsCsv();
  return copy(csv, plural(csv.split('\n').length - 2, 'citation'), 'csv');
}
