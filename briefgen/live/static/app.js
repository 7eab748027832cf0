// The live page: what is shown follows the files, and each part of the review has its panel.
import { $, count, fill, h, say } from "./dom.js";
import { ask } from "./net.js";
import { showPages } from "./pages.js";

export const page = { state: null, by: "" };
const PANELS = [];

async function refresh() {
  const state = await ask("/api/state");
  page.state = state;
  showHead(state);
  await Promise.all([showPages(state), ...PANELS.filter((panel) => panel.isOpen()).map((panel) => panel.show(page))]);
}

function showHead(state) {
  document.title = `${state.title} · briefgen`;
  $("title").textContent = state.title;
  const errors = state.diagnostics.filter((each) => each.severity === "error").length;
  const warnings = state.diagnostics.length - errors;
  const said = [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
  $("faults").hidden = !said;
  $("faults").textContent = said;
  $("faults").className = errors ? "wrong" : "open";
  $("banner").textContent = [state.notice, state.fault].filter(Boolean).join(" ");
}

function follow() {
  let stream = null;
  const open = () => {
    stream = new EventSource("/events");
    stream.onmessage = () => refresh().catch((error) => say(error.message, "wrong"));
    stream.onerror = () => say("briefgen does not answer: is `briefgen serve` still running?", "wrong");
  };
  document.addEventListener("visibilitychange", () => {
    stream?.close();
    if (!document.hidden) open();
  });
  open();
}

function chooseView(view) {
  $("reading").dataset.view = view;
  for (const button of document.querySelectorAll("[data-view]")) {
    if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  localStorage.setItem("view", view);
  showPages(page.state).catch((error) => say(error.message, "wrong"));
}

function chooseSide(side) {
  document.body.dataset.side = side;
  for (const button of document.querySelectorAll("[data-side]")) {
    if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }
}

for (const button of document.querySelectorAll("button[data-view]")) {
  button.addEventListener("click", () => chooseView(button.dataset.view));
}
for (const button of document.querySelectorAll("button[data-side]")) {
  button.addEventListener("click", () => chooseSide(button.dataset.side));
}
chooseSide("brief");
chooseView(localStorage.getItem("view") || "both");
follow();
