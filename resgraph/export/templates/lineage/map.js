// The picture: vis-network draws boxes and arrows at the places that Python gave them, we draw the axis and the lanes.
const AXIS = 30;
const SIDE = 8;
const box = element('map');
const font = '12px Arial, Helvetica, "Liberation Sans", "Noto Sans", sans-serif';
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
let theme = {};

function readTheme() {
  theme = { page: variable('--page'), ink: variable('--ink'), faint: variable('--faint'), rule: variable('--rule'),
    band: variable('--band'), box: variable('--box'), link: variable('--link'), chosen: variable('--chosen') };
}

// The widest layout that fits, stretched to the whole of the picture; boxes keep their size, so that none comes to cover
// another. The picture reaches to the lower edge of the window, and is higher only where its rows need it.
function fitLayout() {
  const picture = element('picture');
  const width = box.clientWidth - 2 * SIDE;
  const layout = data.layouts.filter((one) => one.width <= width).pop() || data.layouts[0];
  element('moved').textContent = layout.moved ? `${plural(layout.moved, 'document')} beside the date, for want of room.` : '';
  const tools = element('tools').offsetHeight;
  const free = document.documentElement.clientHeight - picture.getBoundingClientRect().top - window.scrollY;
  const height = Math.max(free - tools, layout.height + AXIS + SIDE);
  picture.style.height = `${height + tools}px`;
  element('side').style.height = window.innerWidth > 900 ? `${height + tools}px` : '';
  return { layout, across: Math.max(width / layout.width, 1), down: (height - AXIS - SIDE) / layout.height };
}

function place(symbol) {
  const [x, y] = view.layout.places[symbol];
  return { x: SIDE + x * view.across, y: AXIS + y * view.down };
}

function wholeMap() {
  const scale = Math.min(1, box.clientWidth / (view.layout.width * view.across + 2 * SIDE));
  network.moveTo({ position: { x: box.clientWidth / 2 / scale, y: box.clientHeight / 2 / scale }, scale, animation: false });
  movable(false);
}

// While the whole map is in sight a finger scrolls the page; once zoomed in, it moves the map.
function movable(zoomed) {
  network.setOptions({ interaction: { dragView: zoomed } });
  network.canvas.frame.canvas.style.touchAction = zoomed ? 'none' : 'pan-y';
}

function zoom(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.5), 4);
  network.moveTo({ scale, animation: false });
  movable(scale > 1.01);
}

function layOut() {
  view = fitLayout();
  nodes.update([...documents.keys()].map((symbol) => ({ id: symbol, ...place(symbol) })));
  edges.update(arrows.map((arrow) => ({ id: arrow.id, smooth: bend(arrow) })));
  network.setSize('100%', '100%');
  network.redraw();
  wholeMap();
  state.width = box.clientWidth;
}

// Straight between boxes that stand close, over or under each other; else a curve from side to side, over the boxes that
// stand between two of one row, so that it does not look like a chain.
function bend(arrow) {
  const [a, b] = [place(arrow.from), place(arrow.to)];
  const apart = Math.abs(a.x - b.x) - (documents.get(arrow.from).width + documents.get(arrow.to).width) / 2;
  if (Math.abs(a.y - b.y) < 1) {
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    const blocked = [...documents.keys()].map(place).some(({ x, y }) => Math.abs(y - a.y) < 1 && left < x && x < right);
    const rise = Math.min(12 + 0.03 * (right - left), 26);
    if (blocked) return { enabled: true, type: a.x > b.x ? 'curvedCCW' : 'curvedCW', roundness: (8 * rise) / (Math.PI * (right - left)) };
  }
  return apart > 8 ? { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.45 } : { enabled: false };
}

function neighbours(symbol) {
  const near = new Set([symbol]);
  arrows.forEach((arrow) => {
    if (arrow.from === symbol) near.add(arrow.to);
    if (arrow.to === symbol) near.add(arrow.from);
  });
  return near;
}

function drawBox({ ctx, id, x, y }) {
  const doc = documents.get(id);
  return {
    nodeDimensions: { width: doc.width, height: 18 },
    drawNode() {
      const near = state.found || (state.chosen ? neighbours(state.chosen) : null);
      const marked = data.roles[doc.role];
      const color = marked || data.lanes[doc.lane];
      ctx.save();
      ctx.globalAlpha = near && !near.has(id) ? 0.45 : 1;
      ctx.beginPath();
      ctx.roundRect(x - doc.width / 2, y - 9, doc.width, 18, 4);
      ctx.fillStyle = theme.box;
      ctx.fill();
      if (marked) { ctx.fillStyle = marked; ctx.fill(); }
      if (id === state.chosen) { ctx.fillStyle = marked || theme.chosen; ctx.fill(); }
      ctx.setLineDash(doc.held ? [] : [3, 2]);
      ctx.lineWidth = id === state.chosen ? 3 : doc.main || marked ? 2.2 : 1;
      ctx.strokeStyle = id === state.chosen ? theme.ink : line(color);
      ctx.stroke();
      ctx.fillStyle = marked ? '#ffffff' : theme.ink;
      ctx.font = (doc.main || marked ? 'bold ' : '') + font;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.fillText(doc.text, x, y + 0.5);
      ctx.restore();
    },
  };
}

function arrowLook(arrow) {
  const color = line(data.relations[arrow.relation] || data.relations.cites);
  const own = state.chosen && (arrow.from === state.chosen || arrow.to === state.chosen);
  return {
    id: arrow.id,
    hidden: !state.arrows.has(arrow),
    width: arrow.main ? 2.6 : own ? 1.8 : 1.1,
    color: { color, highlight: color, hover: color, opacity: state.chosen && !own ? 0.18 : arrow.main || own ? 1 : 0.7 },
  };
}

function drawUnder(ctx) {
  const { layout, across, down } = view;
  const [left, right] = [SIDE, SIDE + layout.width * across];
  layout.bands.forEach((band) => {
    ctx.fillStyle = theme.band;
    ctx.fillRect(0, AXIS + band.top * down, right + SIDE, band.height * down - 3);
  });
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  layout.ticks.forEach(([, x]) => {
    ctx.moveTo(left + x * across, AXIS);
    ctx.lineTo(left + x * across, AXIS + layout.height * down);
  });
  ctx.stroke();
}

// Years stay at the top of the picture and the names of lanes at its left, however it is moved.
function drawOver(ctx) {
  const { layout, across, down } = view;
  const scale = network.getScale();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  ctx.save();
  ctx.translate(corner.x, corner.y);
  ctx.scale(1 / scale, 1 / scale);
  const toX = (x) => (SIDE + x * across - corner.x) * scale;
  ctx.font = 'bold ' + font.replace('12px', '11px');
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  layout.bands.forEach((band) => {
    const y = (AXIS + band.top * down + layout.head - 5 - corner.y) * scale;
    const words = `${band.title} (${band.count})`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.band;
    ctx.strokeText(words, SIDE + 4, y);
    ctx.fillStyle = line(band.color);
    ctx.fillText(words, SIDE + 4, y);
  });
  ctx.fillStyle = theme.page;
  ctx.fillRect(0, 0, box.clientWidth, AXIS - 1);
  ctx.font = font.replace('12px', '11px');
  ctx.fillStyle = theme.faint;
  ctx.textAlign = 'center';
  layout.years.forEach(([year, x]) => ctx.fillText(String(year), toX(x), AXIS - 8));
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  layout.gaps.forEach(([start, end, years]) => {
    const middle = (toX(start) + toX(end)) / 2;
    ctx.beginPath();
    [-4, 0].forEach((at) => { ctx.moveTo(middle + at, AXIS - 1); ctx.lineTo(middle + at + 3, AXIS - 7); });
    ctx.stroke();
    if (toX(end) - toX(start) >= 52) ctx.fillText(`${years} years`, middle, AXIS - 9);
  });
  ctx.restore();
}

readTheme();
let view = fitLayout();
const network = new vis.Network(box, { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false },
  nodes: { shape: 'custom', ctxRenderer: drawBox },
  edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, selectionWidth: 0, hoverWidth: 0, chosen: false },
  interaction: { hover: true, dragNodes: false, dragView: false, keyboard: false, selectConnectedEdges: false, tooltipDelay: 100000 },
});
network.canvas.frame.removeAttribute('tabindex');
network.canvas.frame.canvas.removeAttribute('tabindex');
network.on('beforeDrawing', drawUnder);
network.on('afterDrawing', drawOver);
network.once('afterDrawing', () => performance.mark('drawn'));
