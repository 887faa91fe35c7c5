/* The map on two canvases: the network below, what the pointer chose above. */

const base = $("base"), over = $("over"), tip = $("tip");
const MOVING_EDGES = 5000, REST = 120, PATH = 2000, BINS = 4;

const map = {
  width: 0, height: 0, ratio: 1,
  scale: 1, fitted: 1, left: 0, top: 0, /* screen = world * scale + (left, top); y points down */
  colouring: studyColouring(),
  size: Float64Array.from(columns.get("size").values, (x) => (x === null ? 4 : x)),
  hidden: new Set(), /* classes */
  limit: edges.n, /* strongest ties shown */
  order: null, /* nodes, largest first */
  looks: null, /* ties by class and weight */
  hover: -1, chosen: -1, timer: 0, frame: 0, print: false,
};
const X = Float64Array.from(columns.get("x").values, (x) => x || 0);
const Y = Float64Array.from(columns.get("y").values, (y) => -(y || 0));

const screenX = (i) => X[i] * map.scale + map.left;
const screenY = (i) => Y[i] * map.scale + map.top;
const isVisible = (i) => !map.hidden.has(map.colouring.of[i]);

/* Radii follow the room that a node has, and grow more slowly than the picture when it is zoomed. */
function radius(i) {
  const room = Math.sqrt(map.width * map.height / Math.max(nodes.n, 1));
  const most = Math.min(Math.max(0.24 * room, 11), 22), least = Math.min(Math.max(0.05 * room, 1.4), 5);
  const zoom = Math.min(Math.sqrt(map.scale / map.fitted), 6);
  return (least + (most - least) * (map.size[i] - 4) / 96) * Math.max(zoom, 0.5);
}

function sortNodes() {
  map.order = Int32Array.from({ length: nodes.n }, (_, i) => i);
  map.order.sort((a, b) => map.size[b] - map.size[a] || a - b);
}

/* Ties of one class and weight bin are drawn together; the strongest bins last. */
function sortEdges() {
  const of = map.colouring.of, grey = map.colouring.classes.length;
  const least = weight[edges.n - 1], span = Math.log(weight[0] / least);
  map.looks = Array.from({ length: BINS * (grey + 1) }, () => []);
  for (let e = 0; e < edges.n; e++) {
    const bin = span > 0 ? Math.min(Math.floor(BINS * Math.log(weight[e] / least) / span), BINS - 1) : 1;
    const a = of[edges.source[e]], b = of[edges.target[e]];
    map.looks[Math.max(bin, 0) * (grey + 1) + (a === b ? a + 1 : 0)].push(e);
  }
}

/* ---- drawing ---- */

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark"
  : matchMedia("(prefers-color-scheme: dark)").matches);
const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
const ink = () => (map.print ? "#1f2933" : css("--ink"));
const paper = () => (map.print ? "#ffffff" : css("--paper"));

function prepare(canvas) {
  const context = canvas.getContext("2d");
  context.setTransform(map.ratio, 0, 0, map.ratio, 0, 0);
  context.clearRect(0, 0, map.width, map.height);
  return context;
}

function isOutside(a, b, end) {
  return (a < 0 && b < 0) || (a > end && b > end);
}

function strokeLook(context, ties, limit) {
  let n = 0, drawn = 0;
  context.beginPath();
  for (const e of ties) {
    if (e >= limit) break;
    const s = edges.source[e], t = edges.target[e];
    if (!isVisible(s) || !isVisible(t)) continue;
    const x0 = screenX(s), y0 = screenY(s), x1 = screenX(t), y1 = screenY(t);
    if (isOutside(x0, x1, map.width) || isOutside(y0, y1, map.height)) continue;
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    drawn++;
    if (++n === PATH) {
      context.stroke();
      context.beginPath();
      n = 0;
    }
  }
  context.stroke();
  return drawn;
}

function drawEdges(context, limit) {
  const classes = map.colouring.classes, row = classes.length + 1;
  const dense = Math.min(Math.max(11 / Math.sqrt(Math.max(limit, 1)), 0.07), 0.5);
  const dark = isDark() && !map.print ? 1.6 : 1; /* the same alpha shows less on black */
  let drawn = 0;
  for (let look = 0; look < map.looks.length; look++) {
    const k = look % row, strength = Math.floor(look / row) / (BINS - 1);
    context.strokeStyle = k > 0 ? classes[k - 1].color : OTHER;
    context.globalAlpha = Math.min(dense * dark * (0.7 + 1.3 * strength), 0.85);
    context.lineWidth = 0.6 + 2.2 * strength * strength;
    drawn += strokeLook(context, map.looks[look], limit);
  }
  context.globalAlpha = 1;
  return drawn;
}

/* What hardly shows on white gets a grey line around it; all else a line of the ground's colour. */
function isPale(color) {
  const part = (k) => (parseInt(color.slice(k, k + 2), 16) / 255) ** 2.2;
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 0.7;
}

function drawNode(context, i, x, y, r) {
  context.beginPath();
  if (isOrganisation(i)) context.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
  else context.arc(x, y, r, 0, 2 * Math.PI);
  const color = map.colouring.classes[map.colouring.of[i]].color;
  context.fillStyle = color;
  context.fill();
  if (r < 2.5) return;
  context.strokeStyle = isPale(color) ? OTHER : map.outline;
  context.stroke();
}

function drawNodes(context) {
  let drawn = 0;
  map.outline = paper();
  context.lineWidth = 1;
  for (const i of map.order) {
    const x = screenX(i), y = screenY(i), r = radius(i);
    if (!isVisible(i) || x < -r || y < -r || x > map.width + r || y > map.height + r) continue;
    drawNode(context, i, x, y, r);
    drawn++;
  }
  return drawn;
}

function writeLabel(context, text, x, y) {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = paper();
  context.globalAlpha = 0.85;
  context.strokeText(text, x, y);
  context.globalAlpha = 1;
  context.fillStyle = ink();
  context.fillText(text, x, y);
}

/* The largest first; one that would touch another, or leave the picture, is left out. */
function drawLabels(context, candidates, most) {
  const taken = [];
  context.font = "12px system-ui, 'DejaVu Sans', sans-serif";
  for (const i of candidates) {
    const x = screenX(i), y = screenY(i);
    if (taken.length >= most) return;
    if (!isVisible(i) || x < 0 || y < 0 || x > map.width || y > map.height) continue;
    const text = nameOf(i), width = context.measureText(text).width, gap = radius(i) + 3;
    const start = x + gap + width < map.width ? x + gap : x - gap - width;
    const box = [start - 2, y - 8, start + width + 2, y + 8];
    const free = start >= 0 && box[1] >= 0 && box[3] <= map.height &&
      taken.every((b) => box[0] > b[2] || b[0] > box[2] || box[1] > b[3] || b[1] > box[3]);
    if (!free) continue;
    taken.push(box);
    writeLabel(context, text, start, y + 4);
  }
}

function draw(full) {
  const context = prepare(base), limit = full ? map.limit : Math.min(map.limit, MOVING_EDGES);
  const ties = drawEdges(context, limit), drawn = drawNodes(context);
  drawLabels(context, map.order.subarray(0, 3000), full ? 45 : 15);
  base.dataset.nodes = String(drawn);
  base.dataset.edges = String(ties);
  base.dataset.full = String(full);
  drawOver();
}

/* Quick while it moves, whole once it rests. */
function redraw(moving) {
  clearTimeout(map.timer);
  cancelAnimationFrame(map.frame);
  const quick = moving && map.limit > MOVING_EDGES;
  map.frame = requestAnimationFrame(() => draw(!quick));
  if (quick) map.timer = setTimeout(() => draw(true), REST);
}

/* ---- what the pointer chose ---- */

function drawArrow(context, e) {
  const s = edges.source[e], t = edges.target[e];
  const x0 = screenX(s), y0 = screenY(s), x1 = screenX(t), y1 = screenY(t);
  const length = Math.hypot(x1 - x0, y1 - y0) || 1, dx = (x1 - x0) / length, dy = (y1 - y0) / length;
  const ex = x1 - dx * radius(t), ey = y1 - dy * radius(t);
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(ex, ey);
  context.stroke();
  if (!data.directed) return;
  context.beginPath();
  context.moveTo(ex, ey);
  context.lineTo(ex - 8 * dx + 4 * dy, ey - 8 * dy - 4 * dx);
  context.lineTo(ex - 8 * dx - 4 * dy, ey - 8 * dy + 4 * dx);
  context.fill();
}

function drawOver() {
  const context = prepare(over), i = map.chosen >= 0 ? map.chosen : map.hover;
  base.classList.toggle("dim", map.chosen >= 0);
  if (i < 0 || !isVisible(i)) return;
  const around = new Set([i]);
  context.strokeStyle = context.fillStyle = ink();
  context.lineWidth = 1.2;
  const ties = [...tiesOf(outgoing, i), ...tiesOf(incoming, i)];
  context.globalAlpha = Math.min(Math.max(5 / Math.sqrt(ties.length + 1), 0.12), 0.6);
  for (const e of ties) {
    const other = edges.source[e] === i ? edges.target[e] : edges.source[e];
    if (e >= map.limit || !isVisible(other)) continue;
    around.add(other);
    drawArrow(context, e);
  }
  context.globalAlpha = 1;
  const order = [...around].filter((j) => j !== i).sort((a, b) => map.size[b] - map.size[a]);
  map.outline = paper();
  context.lineWidth = 1;
  for (const j of [...order, i]) drawNode(context, j, screenX(j), screenY(j), radius(j));
  context.strokeStyle = ink();
  context.lineWidth = 2;
  context.beginPath();
  context.arc(screenX(i), screenY(i), radius(i) + 2.5, 0, 2 * Math.PI);
  context.stroke();
  drawLabels(context, [i, ...order], 16);
}

/* ---- moving ---- */

/* A new size empties a canvas: only a size that did change is set. */
function resize() {
  const box = base.parentElement.getBoundingClientRect(), ratio = devicePixelRatio || 1;
  if (box.width === 0) return false;
  if (box.width === map.width && box.height === map.height && ratio === map.ratio) return false;
  map.ratio = ratio;
  map.width = box.width;
  map.height = box.height;
  for (const canvas of [base, over]) {
    canvas.width = Math.round(box.width * map.ratio);
    canvas.height = Math.round(box.height * map.ratio);
  }
  return true;
}

function fit() {
  let x0 = Infinity, x1 = -Infinity, y0 = Infinity, y1 = -Infinity;
  for (let i = 0; i < nodes.n; i++) {
    x0 = Math.min(x0, X[i]); x1 = Math.max(x1, X[i]);
    y0 = Math.min(y0, Y[i]); y1 = Math.max(y1, Y[i]);
  }
  const margin = 34, wide = Math.max(x1 - x0, 1e-6), high = Math.max(y1 - y0, 1e-6);
  map.scale = Math.min((map.width - 2 * margin) / wide, (map.height - 2 * margin) / high, 2000);
  map.fitted = map.scale;
  map.left = map.width / 2 - map.scale * (x0 + x1) / 2;
  map.top = map.height / 2 - map.scale * (y0 + y1) / 2;
}

function move(dx, dy) {
  map.left += dx;
  map.top += dy;
  redraw(true);
}

function zoom(factor, x = map.width / 2, y = map.height / 2) {
  const scale = Math.min(Math.max(map.scale * factor, map.fitted / 4), map.fitted * 400);
  map.left = x - (x - map.left) * scale / map.scale;
  map.top = y - (y - map.top) * scale / map.scale;
  map.scale = scale;
  redraw(true);
}

function centre(i) {
  map.scale = Math.max(map.scale, map.fitted * 2.5);
  map.left = map.width / 2 - X[i] * map.scale;
  map.top = map.height / 2 - Y[i] * map.scale;
  redraw(false);
}

/* ---- which node is under the pointer: a grid over the world ---- */

const grid = { cells: new Map(), side: 1 };

function makeGrid() {
  let extent = 1;
  for (let i = 0; i < nodes.n; i++) extent = Math.max(extent, Math.abs(X[i]), Math.abs(Y[i]));
  grid.side = 2 * extent / Math.max(Math.sqrt(nodes.n), 1);
  for (let i = 0; i < nodes.n; i++) {
    const key = Math.floor(X[i] / grid.side) + "," + Math.floor(Y[i] / grid.side);
    if (!grid.cells.has(key)) grid.cells.set(key, []);
    grid.cells.get(key).push(i);
  }
}

function nodeAt(x, y) {
  const reach = 26 / map.scale, wx = (x - map.left) / map.scale, wy = (y - map.top) / map.scale;
  let best = -1, nearest = Infinity;
  for (let cx = Math.floor((wx - reach) / grid.side); cx <= (wx + reach) / grid.side; cx++)
    for (let cy = Math.floor((wy - reach) / grid.side); cy <= (wy + reach) / grid.side; cy++)
      for (const i of grid.cells.get(cx + "," + cy) || []) {
        const away = Math.hypot(screenX(i) - x, screenY(i) - y) - radius(i);
        if (isVisible(i) && away < 4 && away < nearest) {
          nearest = away;
          best = i;
        }
      }
  return best;
}
