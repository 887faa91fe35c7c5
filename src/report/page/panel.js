/* Beside the map: legend, details of a node, search; and the pointer and keys that lead there. */

function drawLegend() {
  const list = element("ul", {});
  map.colouring.classes.forEach((entry, k) => {
    const box = element("input", { type: "checkbox" });
    box.checked = !map.hidden.has(k);
    box.addEventListener("change", () => {
      if (box.checked) map.hidden.delete(k);
      else map.hidden.add(k);
      redraw(false);
    });
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    dot.setAttribute("viewBox", "0 0 10 10");
    dot.setAttribute("class", "dot");
    const disc = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [key, x] of [["cx", 5], ["cy", 5], ["r", 5], ["fill", entry.color]])
      disc.setAttribute(key, x);
    dot.append(disc);
    list.append(element("li", {}, element("label", {}, box, dot,
      element("span", {}, entry.text), element("small", {}, whole.format(entry.n)))));
  });
  $("legend").replaceChildren(element("h3", {}, "Colour: " + map.colouring.title), list);
}

/* ---- details of a node ---- */

const MOST_TIES = 10;

function nodeButton(i) {
  const button = element("button", { type: "button", class: "link" }, nameOf(i));
  button.addEventListener("click", () => choose(i, true));
  return button;
}

function formatWeight(e) {
  return (masked && masked.values[e] ? "\u2248 " : "") + formatNumber(weight[e]);
}

function tieList(title, index, end, i) {
  const ties = tiesOf(index, i);
  if (ties.length === 0) return [];
  const list = element("ol", {});
  for (const e of ties.subarray(0, MOST_TIES))
    list.append(element("li", {}, nodeButton(end[e]), " ", element("small", {}, formatWeight(e))));
  const more = ties.length - MOST_TIES;
  const rest = more > 0 ? [element("p", { class: "note" }, "and " + whole.format(more) + " more")] : [];
  return [element("h4", {}, title + " (" + whole.format(ties.length) + ")"), list, ...rest];
}

function describe(i) {
  const list = element("dl", {});
  for (const column of shownColumns) {
    if (column.name === "name" || cell(column, i) === null) continue;
    list.append(element("dt", { title: column.definition || undefined }, column.title),
      element("dd", {}, formatCell(column, i)));
  }
  const close = element("button", { type: "button", class: "close" }, "Close");
  close.addEventListener("click", () => choose(-1));
  const ties = data.directed
    ? [...tieList("Sends to", outgoing, edges.target, i), ...tieList("Receives from", incoming, edges.source, i)]
    : [...tieList("Tied to", outgoing, edges.target, i), ...tieList("and to", incoming, edges.source, i)];
  $("panel").replaceChildren(close, element("h3", {}, nameOf(i)), ...ties,
    element("h4", {}, "All columns"), list);
}

function choose(i, go) {
  map.chosen = i;
  $("side").classList.toggle("chosen", i >= 0);
  root.dataset.chosen = String(i);
  if (i >= 0) describe(i);
  else $("panel").replaceChildren(element("p", { class: "note" }, "Click a node for its details."));
  if (i >= 0 && go) centre(i);
  else drawOver();
}

/* ---- search ---- */

const keys = Array.from({ length: nodes.n },
  (_, i) => (nameOf(i) + " " + (value("id", i) || "")).toLowerCase());

/* Every word must occur; those that begin with the query come first, then the larger nodes. */
function search(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean), start = [], rest = [];
  if (words.length === 0) return [];
  for (const i of map.order) {
    if (!words.every((word) => keys[i].includes(word))) continue;
    (keys[i].startsWith(words[0]) || value("id", i) === query ? start : rest).push(i);
    if (start.length >= 12) break;
  }
  return start.concat(rest).slice(0, 12);
}

function showFound() {
  const found = search($("find").value), list = $("found");
  list.replaceChildren(...found.map((i) => {
    const what = [value("id", i), value("specialty", i), value("region", i)].filter(Boolean);
    const item = element("li", { role: "option", tabindex: "-1" }, nameOf(i), " ",
      element("small", {}, what.join(", ")));
    item.addEventListener("click", () => takeFound(i));
    item.addEventListener("keydown", (event) => {
      if (event.key === "Enter") takeFound(i);
      if (event.key === "ArrowDown" && item.nextSibling) item.nextSibling.focus();
      if (event.key === "ArrowUp") (item.previousSibling || $("find")).focus();
      if (event.key.startsWith("Arrow")) event.preventDefault();
    });
    return item;
  }));
  list.hidden = found.length === 0;
  $("find").setAttribute("aria-expanded", String(!list.hidden));
}

function takeFound(i) {
  $("found").hidden = true;
  $("find").setAttribute("aria-expanded", "false");
  choose(i, true);
}

function wireSearch() {
  const find = $("find");
  find.addEventListener("input", showFound);
  find.addEventListener("keydown", (event) => {
    const first = $("found").firstChild;
    if (event.key === "Enter" && search(find.value).length > 0) takeFound(search(find.value)[0]);
    if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
    if (event.key === "Escape") $("found").hidden = true;
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".controls")) $("found").hidden = true;
  });
}

/* ---- pointer and keys ---- */

function showTip(i, x, y) {
  tip.hidden = i < 0;
  if (i < 0) return;
  const what = [value("id", i), value("kind", i), value("specialty", i), value("region", i)];
  tip.replaceChildren(element("b", {}, nameOf(i)), element("br"),
    what.filter((text) => text && text !== nameOf(i)).join(", "));
  tip.style.left = Math.min(x + 14, map.width - tip.offsetWidth - 4) + "px";
  tip.style.top = Math.max(y - tip.offsetHeight - 10, 4) + "px";
}

function hover(x, y) {
  const i = nodeAt(x, y);
  base.style.cursor = i >= 0 ? "pointer" : "grab";
  showTip(i, x, y);
  if (i === map.hover) return;
  map.hover = i;
  if (map.chosen < 0) drawOver();
}

function wirePointer() {
  const down = new Map(); /* pointers that touch the canvas */
  let travelled = 0;
  base.addEventListener("pointerdown", (event) => {
    base.setPointerCapture(event.pointerId);
    down.set(event.pointerId, event);
    travelled = 0;
    showTip(-1);
  });
  base.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return hover(event.offsetX, event.offsetY);
    const dx = event.offsetX - last.offsetX, dy = event.offsetY - last.offsetY;
    travelled += Math.abs(dx) + Math.abs(dy);
    if (down.size === 2) {
      const other = [...down.values()].find((p) => p.pointerId !== event.pointerId);
      const before = Math.hypot(last.offsetX - other.offsetX, last.offsetY - other.offsetY);
      const now = Math.hypot(event.offsetX - other.offsetX, event.offsetY - other.offsetY);
      zoom(now / Math.max(before, 1), other.offsetX, other.offsetY);
    } else if (travelled > 3) move(dx, dy);
    down.set(event.pointerId, event);
  });
  base.addEventListener("pointerup", (event) => {
    if (down.delete(event.pointerId) && travelled <= 3) choose(nodeAt(event.offsetX, event.offsetY));
  });
  base.addEventListener("pointercancel", (event) => down.delete(event.pointerId));
  base.addEventListener("pointerleave", () => { showTip(-1); if (map.hover >= 0) { map.hover = -1; drawOver(); } });
  base.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
  }, { passive: false });
}

function fitAll() {
  fit();
  redraw(false);
}

function wireKeys() {
  const actions = {
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60),
    ArrowDown: () => move(0, -60), "+": () => zoom(1.3), "=": () => zoom(1.3),
    "-": () => zoom(1 / 1.3), 0: fitAll, Escape: () => choose(-1),
    "/": () => $("find").focus(),
  };
  base.addEventListener("keydown", (event) => {
    if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    actions[event.key]();
  });
  $("in").addEventListener("click", () => zoom(1.4));
  $("out").addEventListener("click", () => zoom(1 / 1.4));
  $("fit").addEventListener("click", fitAll);
}
