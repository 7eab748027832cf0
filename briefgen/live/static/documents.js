// Building, and the documents to be kept.
import { count, fill, h, say } from "./dom.js";
import { ask, tell } from "./net.js";
import { page } from "./page.js";

const panel = h("div", { class: "documents" });
const progress = h("div", { role: "status", class: "row" });
const NAMES = { pdf: "PDF", docx: "Word", html: "Web page", txt: "Plain text", eml: "Mail" };
const chosen = new Set(["pdf", "docx"]);
let busy = false;
export const documents = { id: "documents", label: "Documents", element: panel, show };

async function show(built = null) {
  const found = built || await ask("/api/documents");
  fill(panel,
    page.state.readOnly ? null : h("form", { onsubmit: (event) => { event.preventDefault(); build([...chosen]); } },
      h("fieldset", {}, h("legend", {}, "Build"), page.state.formats.map((name) =>
        h("label", { class: "check" }, h("input", {
          type: "checkbox", id: `format-${name}`, checked: chosen.has(name),
          onchange: ({ target }) => target.checked ? chosen.add(name) : chosen.delete(name),
        }), NAMES[name] ?? name.toUpperCase()))),
      h("button", { type: "submit", class: "main", id: "build", disabled: busy }, "Build")),
    progress,
    h("h2", {}, "Built"),
    found.documents.length
      ? h("ul", { class: "list" }, found.documents.map((each) => h("li", {},
        h("a", { href: `/documents/${each.name}`, download: each.name }, each.name),
        h("span", { class: "soft" }, ` ${Math.ceil(each.size / 1024)} kB, ${new Date(each.built * 1000).toLocaleString()}`))))
      : h("p", { class: "soft" }, "Nothing yet."));
}

async function build(formats) {
  if (busy) return;
  if (!formats.length) {
    say("Choose what is to be built", "wrong");
    return;
  }
  busy = true;
  const started = Date.now();
  const seconds = h("span", {}, "Building: checking, drawing, writing and proving…");
  fill(progress, h("progress", { "aria-label": "Building" }), seconds);
  const clock = setInterval(() => { seconds.textContent = `Building for ${Math.round((Date.now() - started) / 1000)} s…`; }, 1000);
  let found = null;
  try {
    found = await tell("/api/build", { formats });
    const errors = found.diagnostics.filter((each) => each.severity === "error");
    const kept = Object.entries(found.kept).map(([name, other]) => `${name} had been edited since it was built; that is now ${other}.`);
    fill(progress, found.outcome === "failed"
      ? h("p", { class: "wrong" }, `Nothing was built: ${count(errors.length, "error")}. ${errors[0]?.message ?? ""}`)
      : h("p", { class: "good" }, found.outcome === "unchanged" ? "Nothing has changed since the last build." : "Built and proven.", " ", kept.join(" ")));
  } catch (error) {
    fill(progress, h("p", { class: "wrong" }, `Nothing was built: ${error.message}`));
    say(error.message, "wrong");
  } finally {
    clearInterval(clock);
    busy = false;
  }
  await show(found);
}
