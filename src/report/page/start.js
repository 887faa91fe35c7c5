/* Puts everything to work. */

function fillColours() {
  const choices = [map.colouring];
  for (const column of shownColumns)
    if (canColour(column) && column.title !== choices[0].title) choices.push(column);
  $("colour").replaceChildren(...choices.map((choice, k) => element("option", { value: k }, choice.title)));
  $("colour").addEventListener("change", () => {
    const choice = choices[Number($("colour").value)];
    map.colouring = choice.classes ? choice : columnColouring(choice);
    map.hidden.clear();
    sortEdges();
    drawLegend();
    redraw(false);
  });
}

function fillSizes() {
  const chosen = map.size, title = data.style.size || "study", choices = [null];
  for (const column of shownColumns)
    if (canSize(column) && column.title !== title) choices.push(column);
  $("size").replaceChildren(...choices.map((column, k) => element("option", { value: k }, column ? column.title : title)));
  $("size").addEventListener("change", () => {
    const column = choices[Number($("size").value)];
    map.size = column ? columnSizes(column) : chosen;
    sortNodes();
    redraw(false);
  });
}

/* The slider runs over the strongest ties; its square gives fine steps where there are few. */
function wireTies() {
  const show = () => {
    const share = Number($("ties").value) / 100;
    map.limit = Math.ceil(edges.n * share * share);
    $("tiesout").textContent = whole.format(map.limit) + " strongest";
  };
  $("ties").addEventListener("input", () => {
    show();
    redraw(true);
  });
  show();
}

/* Browsers may leave canvases out on paper: an image of the current view stands in for them. */
function printMap() {
  map.print = true;
  draw(true);
  const sheet = element("canvas", { width: base.width, height: base.height });
  const context = sheet.getContext("2d");
  context.fillStyle = paper();
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.globalAlpha = map.chosen >= 0 ? 0.28 : 1;
  context.drawImage(base, 0, 0);
  context.globalAlpha = 1;
  context.drawImage(over, 0, 0);
  $("paper").decoding = "sync";
  $("paper").src = sheet.toDataURL();
}

function wireTheme() {
  const button = $("theme");
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    redraw(false);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw(false));
  addEventListener("beforeprint", printMap);
  addEventListener("afterprint", () => { map.print = false; draw(true); });
}

function wireLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-node]");
    if (link) choose(Number(link.dataset.node), true);
  });
}

function start() {
  $("explorer").hidden = false;
  sortNodes();
  sortEdges();
  makeGrid();
  fillColours();
  fillSizes();
  wireTies();
  wireSearch();
  wirePointer();
  wireKeys();
  wireTheme();
  wireLinks();
  drawLegend();
  makeEveryone();
  for (const table of document.querySelectorAll("table.sortable")) makeSortable(table);
  resize();
  fit();
  choose(-1);
  draw(true);
  new ResizeObserver(() => { if (!map.print && resize()) draw(true); }).observe(base.parentElement);
  root.dataset.nodes = String(nodes.n);
  root.dataset.edges = String(edges.n);
  root.dataset.ready = "true";
}

start();
