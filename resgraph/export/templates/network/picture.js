// The picture: sigma draws dots and arrows with WebGL at the places of the view; where there is no WebGL, a drawing stands.
const { DirectedGraph, Sigma } = window.resgraphNetwork;
const box = element('map');
const graph = new DirectedGraph();
const REACH = 10;
let renderer = null;

function webgl() {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

// The picture reaches to the lower edge of the window; on a telephone a part of the window stays free to scroll by.
function fitWindow() {
  const picture = element('picture');
  const free = document.documentElement.clientHeight - picture.getBoundingClientRect().top - window.scrollY;
  const height = Math.max(free - (window.innerWidth > 900 ? 0 : 60), 420);
  picture.style.height = `${height}px`;
  element('side').style.height = window.innerWidth > 900 ? `${height}px` : '';
  measure(box.clientWidth, box.clientHeight);
}

function dot(doc) {
  return { x: across(days[doc]), y: view.height - down(doc), size: sizeOf(doc), color: colorOf(doc) };
}

function dotLook(name, dotted) {
  const doc = Number(name);
  if (!seen(doc)) return { ...dotted, hidden: true };
  if (!state.lit) return dotted;
  if (state.lit.has(doc)) return { ...dotted, zIndex: 2, size: Math.max(dotted.size, 3) };
  return state.alone ? { ...dotted, hidden: true } : { ...dotted, color: colors.soft, zIndex: 0, size: Math.min(dotted.size, 2.5) };
}

// From places of the whole picture to places of the part in sight.
function projection() {
  const [zero, end] = [renderer.graphToViewport({ x: 0, y: view.height }), renderer.graphToViewport({ x: view.width, y: 0 })];
  return [(x) => zero.x + (x / view.width) * (end.x - zero.x), (y) => zero.y + (y / view.height) * (end.y - zero.y)];
}

function drawAround() {
  const [toX, toY] = projection();
  drawGround(toX, toY);
  drawWords(toX, toY, renderer.getCamera().ratio);
}

// The document that a finger or a mouse points to: the nearest, for most dots are too small to be hit.
function nearest(x, y) {
  const [toX, toY] = projection();
  let [best, least] = [null, REACH];
  every.forEach((doc) => {
    if (!seen(doc) || (state.alone && !state.lit.has(doc))) return;
    const far = Math.hypot(toX(across(days[doc])) - x, toY(down(doc)) - y) - sizeOf(doc);
    if (far < least) [best, least] = [doc, far];
  });
  return best;
}

function drawArrows() {
  graph.clearEdges();
  state.arrows.forEach((arrow) => {
    if (!graph.hasEdge(citing[arrow], cited[arrow])) graph.addEdge(citing[arrow], cited[arrow], { size: 1, color: citing[arrow] === state.chosen || cited[arrow] === state.chosen ? colors.faint : colors.thin });
  });
}

const placed = { rows: null };

function placeDots() {
  graph.updateEachNodeAttributes((name, old) => ({ ...old, ...dot(Number(name)) }));
}

function draw() {
  if (!renderer) { element('stage').querySelector('svg')?.remove(); element('stage').append(drawing()); return; }
  drawArrows();
  if (view.rows || placed.rows) placeDots();
  placed.rows = view.rows;
  renderer.refresh();
}

function layOut() {
  fitWindow();
  if (renderer) {
    placeDots();
    renderer.setCustomBBox({ x: [0, view.width], y: [0, view.height] });
    renderer.resize();
    renderer.refresh();
  } else draw();
}

function begin() {
  readColors();
  fitWindow();
  scale();
  if (!webgl()) {
    document.documentElement.classList.add('still');
    draw();
    say('This browser has no WebGL: the drawing stands still, the table and the search work.');
    performance.mark('drawn');
    return;
  }
  every.forEach((doc) => graph.addNode(String(doc), dot(doc)));
  renderer = new Sigma(graph, box, {
    renderLabels: false, defaultEdgeType: 'arrow', zIndex: true, stagePadding: 0, nodeReducer: dotLook, minCameraRatio: 0.005, maxCameraRatio: 1.5,
    enableCameraRotation: false, defaultDrawNodeHover: () => {}, allowInvalidContainer: true,
  });
  renderer.setCustomBBox({ x: [0, view.width], y: [0, view.height] });
  renderer.on('afterRender', drawAround);
  renderer.once('afterRender', () => performance.mark('drawn'));
  renderer.refresh();
}

function zoom(factor) {
  const camera = renderer.getCamera();
  camera.setState({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
}

function move(right, downwards) {
  const camera = renderer.getCamera();
  camera.setState({ x: camera.x + right * 0.1 * camera.ratio, y: camera.y - downwards * 0.1 * camera.ratio });
}

function wholeNetwork() {
  renderer?.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 });
}
