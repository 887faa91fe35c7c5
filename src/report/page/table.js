/* Tables: everyone, with a filter and pages; and sorting of those that the page brought along. */

const PAGE = 50;
const everyone = { rows: null, sort: null, down: true, page: 0, filter: "" };

function compareCells(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  return String(a).localeCompare(String(b), "en", { numeric: true });
}

/* Missing values stay at the end whichever way the rest runs. */
function sortRows(rows, key, down) {
  const sign = down ? -1 : 1;
  return rows.sort((i, j) => {
    const a = key(i), b = key(j), noA = a === null || a === undefined, noB = b === null || b === undefined;
    if (noA || noB) return noA && noB ? i - j : noA ? 1 : -1;
    return sign * compareCells(a, b) || i - j;
  });
}

function findRows() {
  const words = everyone.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = shownColumns.filter((column) => column.kind === "text");
  const rows = [];
  for (let i = 0; i < nodes.n; i++) {
    const line = words.length > 0 ? texts.map((column) => cell(column, i) || "").join(" ").toLowerCase() : "";
    if (words.every((word) => line.includes(word))) rows.push(i);
  }
  everyone.rows = sortRows(rows, (i) => cell(everyone.sort, i), everyone.down);
  everyone.page = 0;
}

function headCell(column) {
  const mine = column === everyone.sort;
  const button = element("button", { type: "button", title: column.definition || undefined }, column.title);
  button.addEventListener("click", () => {
    everyone.down = mine ? !everyone.down : column.kind !== "text";
    everyone.sort = column;
    findRows();
    showRows();
  });
  return element("th", { scope: "col", class: column.kind === "number" && "num",
    "aria-sort": mine && (everyone.down ? "descending" : "ascending") }, button);
}

function bodyRow(i) {
  const row = element("tr", {});
  for (const column of everyone.columns) {
    const first = column === everyone.columns[0];
    row.append(element("td", { class: column.kind === "number" && "num" },
      first ? nodeLink(i, formatCell(column, i)) : formatCell(column, i)));
  }
  return row;
}

function nodeLink(i, text) {
  const link = element("a", { href: "#map", "data-node": i }, text);
  return link;
}

function showRows() {
  const first = everyone.page * PAGE, rows = everyone.rows.slice(first, first + PAGE);
  everyone.head.replaceChildren(element("tr", {}, ...everyone.columns.map(headCell)));
  everyone.body.replaceChildren(...rows.map(bodyRow));
  const last = Math.min(first + PAGE, everyone.rows.length);
  everyone.status.textContent = everyone.rows.length === 0 ? "nobody"
    : whole.format(first + 1) + "\u2013" + whole.format(last) + " of " + whole.format(everyone.rows.length);
  everyone.previous.disabled = first === 0;
  everyone.next.disabled = last >= everyone.rows.length;
}

function turnPage(by) {
  everyone.page += by;
  showRows();
}

function makeEveryone() {
  const first = ["name", "id", "kind", "specialty", "region", "community", "in_strength",
    "out_strength", "pagerank", "betweenness"];
  const byName = (column) => (first.includes(column.name) ? first.indexOf(column.name) : first.length);
  const used = (column) => column.values.some((x) => x !== null && !(column.kind === "text" && x < 0));
  everyone.columns = shownColumns.filter(used).sort((a, b) => byName(a) - byName(b));
  everyone.sort = columns.get("pagerank") || columns.get("in_strength") || everyone.columns[0];
  everyone.down = everyone.sort.kind === "number";
  everyone.head = element("thead");
  everyone.body = element("tbody");
  everyone.status = element("output");
  everyone.previous = element("button", { type: "button" }, "Previous");
  everyone.next = element("button", { type: "button" }, "Next");
  everyone.previous.addEventListener("click", () => turnPage(-1));
  everyone.next.addEventListener("click", () => turnPage(1));
  const filter = element("input", { type: "search", placeholder: "name, id, specialty, region ..." });
  filter.addEventListener("input", () => {
    everyone.filter = filter.value;
    findRows();
    showRows();
  });
  $("everyone").append(
    element("div", { class: "controls" }, element("label", {}, "Filter ", filter),
      element("span", { class: "buttons" }, everyone.previous, everyone.status, everyone.next)),
    element("div", { class: "scroll" }, element("table", {}, everyone.head, everyone.body)));
  $("everyone").hidden = false;
  findRows();
  showRows();
}

/* ---- tables of the page ---- */

function cellKey(row, c) {
  const td = row.cells[c];
  if (td.dataset.v !== undefined) return Number(td.dataset.v);
  return td.textContent === "\u2013" ? null : td.textContent;
}

function makeSortable(table) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  heads.forEach((th, c) => {
    const button = element("button", { type: "button", title: th.title || undefined });
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => {
      const down = th.getAttribute("aria-sort") ? th.getAttribute("aria-sort") === "ascending"
        : th.classList.contains("num");
      for (const other of heads) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows], place = rows.map((_, i) => i);
      sortRows(place, (i) => cellKey(rows[i], c), down);
      body.append(...place.map((i) => rows[i]));
    });
  });
}
