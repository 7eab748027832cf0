// The figures, one by one with what a person holds each against: read it, tick it, or ask about it.
import { count, fill, h, keep, say, typed, words } from "./dom.js";
import { ask, tell } from "./net.js";
import { openEntry } from "./entry.js";
import { page } from "./page.js";

const panel = h("div", { class: "figures" });
let facts = [];
let open = "";
let filter = "all";

export const figures = { id: "figures", label: "Figures", element: panel, show };

/** What of the figures is left to tick, at the head of the page. */
export function tally() {
  const wanted = facts.filter((fact) => fact.wanted);
  return [wanted.filter((fact) => fact.tick === "valid").length, wanted.length];
}

export const allFacts = () => facts;

export async function loadFacts() {
  facts = (await ask("/api/facts")).facts;
}

async function show() {
  const fact = open;
  const found = fact ? await ask("/api/evidence", { fact }).catch(() => null) : null;
  if (open === fact) draw(found);
}

/** Open the evidence of a figure, and say so. */
export async function openFigure(fact, { focus = true } = {}) {
  open = fact;
  const found = await ask("/api/evidence", { fact });
  if (open !== fact) return;
  draw(found);
  const heading = panel.querySelector(".evidence h2");
  if (focus) heading?.focus();
  heading?.scrollIntoView({ block: "nearest" });
}

function isShown(fact) {
  if (filter === "open") return fact.wanted && fact.tick !== "valid";
  if (filter === "asked") return fact.queries > 0;
  return true;
}

function draw(evidence) {
  const [done, all] = tally();
  const filters = [["all", "All"], all > 0 && ["open", "Not ticked"], ["asked", "Queried"]].filter(Boolean).map(([name, label]) =>
    h("button", { type: "button", "aria-pressed": String(filter === name), onclick: () => { filter = name; show(); } }, label));
  const listed = facts.filter(isShown);
  fill(
    panel,
    evidence && evidenceOf(evidence),
    h("div", { class: "row" },
      h("h2", {}, "All figures"), all > 0 && h("span", { class: "soft" }, `${done} of ${all} ticked`)),
    h("div", { class: "row", role: "group", "aria-label": "Show figures" }, filters),
    listed.length ? h("ul", { class: "list" }, listed.map(item)) : h("p", { class: "soft" }, "None."),
  );
}

function stateOf(fact) {
  if (fact.queries) return h("span", { class: "open" }, count(fact.queries, "query").replace("querys", "queries"));
  if (fact.tick === "valid") return h("span", { class: "good" }, `✓ ${fact.ticked_by}`);
  if (fact.tick) return h("span", { class: "wrong" }, "changed since its tick");
  if (page.state.original) return null;
  return h("span", { class: "soft" }, fact.wanted ? "not ticked" : "counts days");
}

function item(fact) {
  return h("li", {},
    h("button", {
      type: "button", class: "item", id: `figure-${fact.id}`, "aria-current": open === fact.id ? "true" : null,
      onclick: () => openFigure(fact.id).catch((error) => say(error.message, "wrong")),
    }, h("span", { class: "printed", ...page.ofBrief() }, fact.printed), h("span", { class: "label", ...page.ofBrief() }, fact.label), stateOf(fact)));
}

/** A text with the stretches of it marked that matter. */
function marked(part) {
  const letters = [...part.text];
  const children = [];
  let at = 0;
  for (const [start, end] of [...part.marks].sort((one, other) => one[0] - other[0])) {
    if (start < at) continue;
    children.push(letters.slice(at, start).join(""), h("mark", {}, letters.slice(start, end).join("")));
    at = end;
  }
  return [...children, letters.slice(at).join("")];
}

function line(label, ...content) {
  return content.flat().some(Boolean) ? [h("dt", {}, label), h("dd", { dir: "auto" }, content)] : [];
}

function evidenceOf(found) {
  const fact = facts.find((each) => each.id === found.fact);
  const isQuoted = found.paragraphs.length > 0;
  return h("section", { class: "evidence", "aria-label": `Evidence of ${found.label || found.fact}` },
    h("h2", { tabindex: "-1" }, h("span", { class: "big", ...page.ofBrief() }, found.printed), " ", h("span", page.ofBrief(), found.label)),
    h("dl", {},
      line("Period", [found.period, found.as_of && `as of ${found.as_of}`, found.forecast && "forecast"].filter(Boolean).join(", ")),
      found.terms.map(([name, text]) => line(name, text)),
      line("Formula", found.formula && h("code", {}, found.formula)),
      line("Working", found.working),
      line("From", found.inputs.map((input) => h("div", {}, leadTo(input.fact, `${input.label}: ${input.printed}`)))),
      line("Stated", found.stated),
      line("Caveat", found.caveat)),
    isQuoted && h("div", { class: "source" }, h("h3", {}, "In the source"), found.paragraphs.map((each) => h("blockquote", { dir: "auto" }, marked(each)))),
    found.cell && cellOf(found.cell),
    h("dl", {},
      line("Quote", !isQuoted && found.quote && h("q", {}, found.quote)),
      line("Place", found.at),
      line("Source", found.cited, found.url && [" ", h("a", { href: found.url, target: "_blank", rel: "noreferrer" }, "open")]),
      line("Entered by", found.author),
      line("Ticked by", found.ticked_by && `${found.ticked_by}, ${found.ticked_on}${found.tick === "valid" ? "" : " (the figure has changed since)"}`)),
    found.passages.length > 0 && h("details", { id: `printed-${found.fact}` },
      h("summary", {}, `Printed in ${count(found.passages.length, "place")}`),
      h("ul", {}, found.passages.map((each) => h("li", {}, h("span", { class: "soft" }, `${each.where}: `), h("span", page.ofBrief(), marked(each.passage)))))),
    page.state.readOnly ? null : actions(found, fact),
  );
}

function leadTo(fact, text) {
  return h("button", { type: "button", class: "plain", onclick: () => openFigure(fact).catch((error) => say(error.message, "wrong")) }, text);
}

function cellOf(cell) {
  return h("div", { class: "source" },
    h("h3", {}, cell.file, cell.place && `, ${cell.place}`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The cell with its neighbours" },
      h("table", {},
        h("thead", {}, h("tr", {}, h("td"), cell.columns.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, cell.cells.map((row, at) => h("tr", {},
          h("th", { scope: "row" }, cell.names[at]),
          row.map((text, column) => h("td", {}, at === cell.row && column === cell.column ? h("mark", {}, text) : text))))))));
}

function actions(found, fact) {
  const id = `query-${found.fact}`;
  const question = words(id, "What is to be asked about this figure");
  const asked = h("details", { id: `ask-${found.fact}`, open: typed.has(id) },
    h("summary", {}, "Query it"), question,
    h("button", { type: "button", onclick: () => doing(async () => {
      await send("/api/query", { fact: found.fact, text: question.value });
      keep(id, "");
      asked.firstChild.focus();
      asked.open = false;
    }, "Queried in review.md") }, "Ask"));
  const tick = h("button", {
    type: "button", class: "main", id: "tick", disabled: found.tick === "valid" || (fact && !fact.wanted),
    onclick: () => doing(() => send("/api/tick", { fact: found.fact, seal: found.seal }), `Ticked by ${page.by}`, nextOpen),
  }, found.tick === "valid" ? "Ticked" : "Tick: it is right");
  return [
    page.state.original
      ? h("p", { class: "soft" }, `This is a translation: its figures are ticked and edited in ${page.state.original}.`)
      : h("div", { class: "row" }, tick,
        h("button", { type: "button", onclick: nextOpen }, "Next not ticked"),
        h("button", { type: "button", id: "edit-entry", onclick: () => openEntry(found.fact) }, "Edit")),
    asked,
  ];
}

const send = (path, body) => tell(path, { ...body, by: page.by });

async function doing(action, done, then) {
  if (!page.named()) return;
  try {
    await action();
    say(done);
    await loadFacts();
    if (then) await then(); else await show();
  } catch (error) {
    say([error.message, ...(error.body?.diagnostics || []).map((each) => each.hint)].filter(Boolean).join(" — "), "wrong");
    await loadFacts();
    await show();
  }
}

/** Go on to the next figure that nobody has ticked. */
async function nextOpen() {
  const start = facts.findIndex((fact) => fact.id === open) + 1;
  const order = [...facts.slice(start), ...facts.slice(0, start)];
  const next = order.find((fact) => fact.wanted && fact.tick !== "valid" && fact.id !== open);
  if (next) await openFigure(next.id);
  else { say("Every figure is ticked"); await show(); }
}
