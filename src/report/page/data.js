"use strict";

/* What went wrong is written on the page's root, where a test can read it. */
const root = document.documentElement;
const count = (key) => { root.dataset[key] = String(Number(root.dataset[key] || 0) + 1); };
root.dataset.errors = root.dataset.violations = "0";
addEventListener("error", () => count("errors"));
addEventListener("unhandledrejection", () => count("errors"));
document.addEventListener("securitypolicyviolation", () => count("violations"));

const $ = (id) => document.getElementById(id);

/* element("td", { class: "num" }, "text", otherElement): text stays text, never markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {}))
    if (value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/* ---- columns ---- */

const data = JSON.parse($("data").textContent);
const nodes = data.nodes, edges = data.edges;
const columns = new Map(nodes.columns.map((column) => [column.name, column]));
const weight = edges.columns.find((column) => column.name === "weight").values;
const masked = edges.columns.find((column) => column.name === "masked");

/* Drawing needs these; nobody wants to read them. */
const drawing = new Set(["x", "y", "size", "color", "label"]);
const shownColumns = nodes.columns.filter((column) => !drawing.has(column.name));

function cell(column, i) {
  const value = column.values[i];
  if (column.kind === "text") return value >= 0 ? column.texts[value] : null;
  return value;
}

const value = (name, i) => (columns.has(name) ? cell(columns.get(name), i) : null);
const nameOf = (i) => value("label", i) || value("name", i) || value("id", i) || "(no name)";
const isOrganisation = (i) => {
  const kind = value("kind", i);
  return kind !== null && kind !== "physician";
};

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function formatNumber(x) {
  if (Number.isInteger(x) || Math.abs(x) >= 1000) return whole.format(x);
  return x !== 0 && Math.abs(x) < 1e-4 ? x.toExponential(2) : precise.format(x);
}

function formatCell(column, i) {
  const x = cell(column, i);
  if (x === null || x === undefined) return "\u2013";
  if (column.kind === "number") return /(^|_)year$/.test(column.name) ? String(x) : formatNumber(x);
  if (column.kind === "flag") return x ? "yes" : "no";
  return x;
}

/* ---- neighbours: ties of node i are at[offset[i]] .. at[offset[i + 1] - 1], strongest first ---- */

function indexEnds(ends) {
  const offset = new Int32Array(nodes.n + 1), at = new Int32Array(edges.n);
  for (const i of ends) offset[i + 1]++;
  for (let i = 0; i < nodes.n; i++) offset[i + 1] += offset[i];
  const next = offset.slice();
  for (let e = 0; e < edges.n; e++) at[next[ends[e]]++] = e;
  return { offset, at };
}

const outgoing = indexEnds(edges.source), incoming = indexEnds(edges.target);
const tiesOf = (index, i) => index.at.subarray(index.offset[i], index.offset[i + 1]);

/* ---- classes of colour ---- */

const PALETTE = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#e69f00",
  "#0072b2"];
const OTHER = "#9aa2a9";

/* The colours that the study chose: the same as in every other picture of it. */
function studyColouring() {
  const classes = data.style.legend.map((entry) => ({ text: entry.text, color: entry.color, n: 0 }));
  const place = new Map(classes.map((entry, k) => [entry.color, k]));
  const of = new Int32Array(nodes.n);
  for (let i = 0; i < nodes.n; i++) {
    const color = value("color", i) || OTHER;
    if (!place.has(color)) place.set(color, classes.push({ text: "other", color, n: 0 }) - 1);
    of[i] = place.get(color);
    classes[of[i]].n++;
  }
  return { title: data.style.colour || "study", classes, of };
}

/* The column whose numbers this one names: community_name does so for community. */
const namesOf = (name) => name.endsWith("_name") && columns.get(name.slice(0, -"_name".length));

/* The eight commonest values of a column, the rest grey. */
function columnColouring(chosen) {
  const column = columns.get(chosen.name + "_name") || chosen;
  const counts = new Map();
  for (let i = 0; i < nodes.n; i++) {
    const text = formatCell(column, i);
    counts.set(text, (counts.get(text) || 0) + 1);
  }
  const order = [...counts.keys()].filter((text) => text !== "\u2013");
  order.sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  const classes = order.slice(0, PALETTE.length)
    .map((text, k) => ({ text, color: PALETTE[k], n: 0 }));
  const place = new Map(classes.map((entry, k) => [entry.text, k]));
  classes.push({ text: "other", color: OTHER, n: 0 });
  const of = new Int32Array(nodes.n);
  for (let i = 0; i < nodes.n; i++) {
    const k = place.get(formatCell(column, i));
    of[i] = k === undefined ? classes.length - 1 : k;
    classes[of[i]].n++;
  }
  return { title: chosen.title, classes: classes.filter((entry) => entry.n > 0), of };
}

function canColour(column) {
  if (column.name === "id" || column.name === "name" || namesOf(column.name)) return false;
  if (column.kind === "text") return column.texts.length > 1 && column.texts.length <= 200;
  return column.kind === "flag" || column.name === "community";
}

function canSize(column) {
  return column.kind === "number" && column.name !== "community" &&
    column.values.some((x) => x > 0) && column.values.every((x) => x === null || x >= 0);
}

/* Sizes 4..100 with the square root of the value, as in the study's own pictures. */
function columnSizes(column) {
  let most = 0;
  for (const x of column.values) most = Math.max(most, x || 0);
  return Float64Array.from(column.values, (x) => 4 + 96 * Math.sqrt((x || 0) / most));
}
