// Elements. Every text of a shipment goes through here, as text and never as markup.
const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

const fill = (element, properties, children) => {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};
const el = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);
const svg = (tag, properties = {}, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

// A disposition's own shape: it is told apart without its colour.
const shape = (disposition) => svg("svg", { class: `shape ${disposition}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
  svg("use", { href: `#shape-${disposition}` }));
const mark = (disposition) => el("span", { class: `mark ${disposition}` }, shape(disposition), disposition);
const name = (text) => el("bdi", { class: "name" }, text);
const button = (properties, ...children) => el("button", { type: "button", ...properties }, ...children);

const table = (label, heads, rows, properties = {}) => el("table", { "aria-label": label, ...properties },
  el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col", class: head.number ? "number" : undefined },
    head.text)))),
  el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, i) =>
    el("td", { class: heads[i].number ? "number" : undefined }, cell))))));
