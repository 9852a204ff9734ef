// The network as SVG, for print, for saving, and for browsers without WebGL: a path of dots for each colour and size.
const SVG = 'http://www.w3.org/2000/svg';
const SHEET = { width: 1240, height: 830, head: 84, foot: 70 };
const LABELS = 40;

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) made.textContent = text;
  return made;
}

// A text on lines of a width, by what the pen says of words.
function linesOf(text, width, long) {
  return text.split(/\s+/).reduce((lines, word) => {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    return long(longer) <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, ['']);
}

function dotPaths() {
  const paths = new Map();
  every.filter((doc) => seen(doc) && !(state.alone && state.lit && !state.lit.has(doc))).forEach((doc) => {
    const { color } = data.cluster_table[data.clusters[doc]];
    const lit = !state.lit || state.lit.has(doc);
    const shade = lit ? (data.held[doc] === '1' ? color : mixed(color, '#ffffff', 0.62)) : '#dfe4ea';
    const key = `${lit ? 1 : 0} ${shade} ${Math.round(sizeOf(doc) * 2)}`;
    paths.set(key, `${paths.get(key) || ''}M${across(days[doc]).toFixed(1)} ${down(doc).toFixed(1)}h0`);
  });
  return [...paths].sort().map(([key, d]) => {
    const [, shade, width] = key.split(' ');
    return shape('path', { d, stroke: shade, 'stroke-width': width, 'stroke-linecap': 'round', fill: 'none' });
  });
}

function ground() {
  const made = [];
  lanesShown().forEach((lane) => made.push(shape('rect', { x: 0, y: lane.top, width: view.width, height: lane.height - 2, fill: '#f4f6f9' })));
  yearsInSight((x) => x).forEach(([year, x]) => made.push(
    shape('path', { d: `M${x.toFixed(1)} ${AXIS}V${view.height}`, stroke: '#dfe4ea' }),
    shape('text', { x: x.toFixed(1), y: AXIS - 7, 'text-anchor': 'middle', fill: '#55616e' }, year)));
  lanesShown().forEach((lane, place) => made.push(
    shape('text', { x: 4, y: lane.top + 13, 'font-weight': 'bold', fill: data.cluster_table[place].color }, data.cluster_table[place].name)));
  return made;
}

function legend(width) {
  let [x, y] = [0, 12];
  return data.cluster_table.flatMap(({ name, size, color }) => {
    const words = `${name} (${size.toLocaleString('en')})`;
    const long = 22 + words.length * 6.6;
    if (x && x + long > width) { x = 0; y += 17; }
    const made = [shape('circle', { cx: x + 6, cy: y - 4, r: 5, fill: color }), shape('text', { x: x + 16, y }, words)];
    x += long;
    return made;
  });
}

// With heading and legend on a sheet of its own; without a sheet in the place of the picture.
function drawing(sheet) {
  const before = { ...view };
  if (sheet) measure(sheet.width - 40, sheet.height - sheet.head - sheet.foot);
  const pen = document.createElement('canvas').getContext('2d');
  const width = (words, bold) => { pen.font = `${bold ? 'bold ' : ''}12px ${FONT}`; return pen.measureText(words).width + 2; };
  const size = sheet || view;
  const svg = shape('svg', { xmlns: SVG, viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: 'img', 'font-family': FONT, 'font-size': 12, fill: '#1b2733' });
  svg.setAttribute('aria-label', document.querySelector('h1').textContent);
  const inner = shape('g', sheet ? { transform: `translate(20 ${sheet.head})` } : {});
  const arrows = state.arrows.map((arrow) => `M${[citing, cited].map((ends) => `${across(days[ends[arrow]]).toFixed(1)} ${down(ends[arrow]).toFixed(1)}`).join('L')}`).join('');
  inner.append(...ground(), ...dotPaths(), shape('path', { d: arrows, stroke: '#55616e', 'stroke-width': 0.7, 'stroke-opacity': 0.6, fill: 'none' }));
  labels((x) => x, (y) => y, 1, width).slice(0, LABELS).forEach(({ words, left, y, doc }) =>
    inner.append(shape('text', { x: left.toFixed(1), y: (y + 4).toFixed(1), stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke', ...(doc === state.chosen ? { 'font-weight': 'bold' } : {}) }, words)));
  svg.append(shape('rect', { width: size.width, height: size.height, fill: '#ffffff' }), inner);
  if (sheet) {
    const facts = [...document.querySelectorAll('.facts')].map((part) => part.textContent.trim()).join(' ');
    svg.append(shape('text', { x: 20, y: 26, 'font-size': 17, 'font-weight': 'bold' }, document.querySelector('h1').textContent),
      ...linesOf(facts, sheet.width - 40, width).map((line, place) => shape('text', { x: 20, y: 44 + 14 * place, 'font-size': 11, fill: '#55616e' }, line)));
    const key = shape('g', { transform: `translate(20 ${sheet.height - sheet.foot + 14})`, 'font-size': 11 });
    key.append(...legend(sheet.width - 40));
    svg.append(key);
  }
  Object.assign(view, before);
  return svg;
}

function saveSvg() {
  download(new Blob([new XMLSerializer().serializeToString(drawing(SHEET))], { type: 'image/svg+xml' }), fileName('svg'));
}
