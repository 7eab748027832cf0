// The live page: what is shown follows the files, and each part of the review has its panel.
import { showBrief } from "./brief.js";
import { changes } from "./changes.js";
import { documents } from "./documents.js";
import { $, count, fill, h, say } from "./dom.js";
import { edit } from "./edit.js";
import { figures, loadFacts, openFigure, tally } from "./figures.js";
import { ask, oneAtATime } from "./net.js";
import { notes, noteOn } from "./notes.js";
import { page } from "./page.js";
import { showPages } from "./pages.js";
import { status } from "./status.js";

const PAUSE = 5000; // milliseconds until a server is asked again that has refused
const PANELS = [figures, notes, edit, status, changes, documents];
let current = figures;
page.nonce = document.querySelector("script[nonce]").nonce;

const failed = (error) => say(error.message, "wrong");

const showState = oneAtATime(async () => {
  const [state, fault] = await Promise.all([ask("/api/state").then(showHead), showBrief(page.number, lead, note).catch(failed)]);
  $("banner").textContent = [state.notice, fault].filter(Boolean).join(" ");
  await loadFacts();
  showTally();
});

async function refresh() {
  await showState();
  await Promise.all([current.show(), showPages()]);
}

function showHead(state) {
  page.state = state;
  document.title = `${state.title} · briefgen`;
  $("title").textContent = state.title;
  $("title").lang = state.language;
  $("title").dir = state.direction;
  const errors = state.diagnostics.filter((each) => each.severity === "error").length;
  const warnings = state.diagnostics.length - errors;
  const said = [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
  $("faults").hidden = !said;
  $("faults").textContent = said;
  $("faults").className = errors ? "wrong" : "open";
  return state;
}

function showTally() {
  const [done, all] = tally();
  $("ticked").hidden = !all;
  $("ticks").max = Math.max(all, 1);
  $("ticks").value = done;
  $("ticks-said").textContent = `${done} of ${all} ticked`;
}

async function lead(fact) {
  try {
    await openPanel("figures");
    await openFigure(fact);
  } catch (error) {
    failed(error);
  }
}

async function note(words) {
  if (page.state.readOnly) return;
  await openPanel("notes");
  await noteOn(words).catch(failed);
}

/** Open a panel of the review by its id. */
async function openPanel(id) {
  current = PANELS.find((each) => each.id === id);
  for (const each of PANELS) {
    const isOpen = each === current;
    const tab = $(`tab-${each.id}`);
    tab.setAttribute("aria-selected", String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
    $(`panel-${each.id}`).hidden = !isOpen;
  }
  chooseSide("review");
  if (page.state) await current.show();
}
page.openPanel = openPanel;

function makeTabs() {
  const tabs = PANELS.map((each) => h("button", {
    type: "button", role: "tab", id: `tab-${each.id}`, "aria-controls": `panel-${each.id}`,
    onclick: () => openPanel(each.id).catch(failed),
  }, each.label));
  fill($("tabs"), tabs);
  $("tabs").addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  });
  fill($("panels"), PANELS.map((each) =>
    h("section", { role: "tabpanel", id: `panel-${each.id}`, "aria-labelledby": `tab-${each.id}`, tabindex: "0" }, each.element)));
}

function follow() {
  let stream = null;
  let again = null;
  const close = () => {
    clearTimeout(again);
    stream?.close();
  };
  const open = () => {
    close();
    stream = new EventSource("/events");
    stream.onmessage = ({ data }) => {
      page.number = Number(data);
      refresh().catch(failed);
    };
    stream.onerror = () => {
      ask("/api/state").catch(failed); // which says why: nobody answers, or another server does, whose address has another token
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, PAUSE);
    };
  };
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  open();
}

function press(name, value) {
  for (const button of document.querySelectorAll(`button[data-${name}]`)) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
}

const narrow = matchMedia("(max-width: 56rem)");

/** Show the text, the pages, or both where there is room for them. */
function chooseView(view) {
  localStorage.setItem("view", view);
  const shown = narrow.matches && view === "both" ? "text" : view;
  $("reading").dataset.view = shown;
  press("view", shown);
  showPages().catch(failed);
}

function chooseSide(side) {
  document.body.dataset.side = side;
  press("side", side);
}

for (const button of document.querySelectorAll("button[data-view]")) button.addEventListener("click", () => chooseView(button.dataset.view));
for (const button of document.querySelectorAll("button[data-side]")) button.addEventListener("click", () => chooseSide(button.dataset.side));
$("faults").addEventListener("click", () => openPanel("status").catch(failed));
$("name").value = sessionStorage.getItem("name") ?? localStorage.getItem("name") ?? "";
$("name").addEventListener("input", () => {
  sessionStorage.setItem("name", $("name").value);
  localStorage.setItem("name", $("name").value);
});
makeTabs();
openPanel("figures");
chooseSide("brief");
const again = () => chooseView(localStorage.getItem("view") || "both");
narrow.addEventListener("change", again);
again();
follow();
