// The two canvases under and over the dots: lanes and years, the names of lanes, and labels that keep clear of each other.
const FONT = 'Arial, Helvetica, "Liberation Sans", "Noto Sans", sans-serif';
const MANY = 60;

function pen(id) {
  const canvas = element(id);
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(view.width * ratio) || canvas.height !== Math.round(view.height * ratio)) {
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
  }
  const ctx = canvas.getContext('2d');
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, view.width, view.height);
  return ctx;
}

function dayOfYear(year) {
  return (Date.UTC(year, 0, 1) - Date.UTC(1946, 0, 1)) / 86400000;
}

// The years in sight, as far apart as their numbers need.
function yearsInSight(toX) {
  const width = Math.abs(toX(across(365)) - toX(across(0)));
  const step = [1, 2, 5, 10, 20, 50].find((one) => one * width >= 40) || 100;
  const from = yearOf(0);
  const to = yearOf(number - 1) + 1;
  return Array.from({ length: to - from + 1 }, (_, place) => from + place).filter((year) => year % step === 0)
    .map((year) => [year, toX(across(dayOfYear(year)))]).filter(([, x]) => x > 0 && x < view.width);
}

function lanesShown() {
  return view.rows ? [] : view.lanes;
}

function drawGround(toX, toY) {
  const ctx = pen('under');
  lanesShown().forEach((lane) => {
    ctx.fillStyle = colors.band;
    ctx.fillRect(0, toY(lane.top), view.width, toY(lane.top + lane.height) - toY(lane.top) - 2);
  });
  ctx.strokeStyle = colors.rule;
  ctx.beginPath();
  yearsInSight(toX).forEach(([, x]) => { ctx.moveTo(x, AXIS); ctx.lineTo(x, view.height); });
  ctx.stroke();
}

// Labels of the most cited, or of the chosen ones, each where it covers no other.
function labels(toX, toY, scale, width) {
  const taken = lanesShown().map((lane, place) => ({ left: 0, right: 8 + width(data.cluster_table[place].name, true), top: toY(lane.top), bottom: toY(lane.top) + HEAD }));
  const order = state.chosen === null ? mostCited : [state.chosen, ...mostCited];
  const found = [];
  order.some((doc) => {
    if (!seen(doc) || (state.lit && !state.lit.has(doc))) return false;
    const [x, y, size] = [toX(across(days[doc])), toY(down(doc)), sizeOf(doc) / Math.sqrt(scale)];
    if (x < 0 || x > view.width || y < AXIS + 7 || y > view.height - 7) return false;
    const words = labelOf(doc);
    const long = width(words, doc === state.chosen);
    const left = x + size + 3 + long > view.width ? x - size - 3 - long : x + size + 3;
    const box = { doc, words, x, y, size, left, right: left + long, top: y - 7, bottom: y + 7 };
    if (left >= 0 && !taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom)) {
      taken.push(box);
      found.push(box);
    }
    return found.length >= MANY;
  });
  return found;
}

function drawWords(toX, toY, scale) {
  const ctx = pen('over');
  const font = (bold) => `${bold ? 'bold ' : ''}12px ${FONT}`;
  const width = (words, bold) => { ctx.font = font(bold); return ctx.measureText(words).width; };
  const write = (words, x, y, color, bold) => {
    ctx.font = font(bold);
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = colors.page;
    ctx.strokeText(words, x, y);
    ctx.fillStyle = color;
    ctx.fillText(words, x, y);
  };
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  view.labels = labels(toX, toY, scale, width);
  view.labels.forEach(({ doc, words, left, y, x, size }) => {
    if (doc === state.chosen) {
      ctx.lineWidth = 2;
      ctx.strokeStyle = colors.ink;
      ctx.beginPath();
      ctx.arc(x, y, size + 2, 0, 2 * Math.PI);
      ctx.stroke();
    }
    write(words, left, y, colors.ink, doc === state.chosen);
  });
  lanesShown().forEach((lane, place) => write(data.cluster_table[place].name, 4, toY(lane.top) + HEAD / 2 + 1, colors.full[place], true));
  ctx.fillStyle = colors.page;
  ctx.fillRect(0, 0, view.width, AXIS - 2);
  ctx.textAlign = 'center';
  yearsInSight(toX).forEach(([year, x]) => write(String(year), Math.min(Math.max(x, 16), view.width - 16), AXIS / 2, colors.faint));
}
