// What has changed since the last brief, and since the last record: as a redline, readable without colour.
import { fill, h } from "./dom.js";
import { ask, oneAtATime } from "./net.js";
import { page } from "./page.js";

const panel = h("div", { class: "changes" });
let since = "";
export const changes = { id: "changes", label: "Changes", element: panel, show };
const head = h("div", { class: "row", role: "group", "aria-label": "Compare" });
const asking = h("div", { role: "status", class: "row soft" });
const result = h("div");
panel.append(head, asking, result);

function show() {
  since ||= page.state.follows ? "brief" : "record";
  const offered = [page.state.follows && ["brief", "Since the last brief"], ["record", "Since the last record"]].filter(Boolean);
  fill(head, offered.map(([name, label]) => h("button", {
    type: "button", id: `since-${name}`, "aria-pressed": String(since === name), onclick: () => { since = name; fill(result); show(); },
  }, label)));
  fill(asking, h("progress", { "aria-label": "Comparing" }), "Comparing…");
  return compare();
}

const compare = oneAtATime(async () => {
  const own = since;
  try {
    const found = await ask("/api/changes", { since });
    if (own !== since) return;
    showChanges(found);
    fill(asking);
  } catch (error) {
    fill(result);
    fill(asking, error.message);
  }
});

function showChanges(found) {
  const { changed, added, dropped } = found.figures;
  const rows = [
    ...changed.map((row) => [row.new.label ?? row.label ?? row.id, row.old.printed, row.new.printed]),
    ...added.map((row) => [row.label ?? row.id, "—", row.printed]),
    ...dropped.map((row) => [row.label ?? row.id, row.printed, "—"]),
  ];
  const nothing = !rows.length && !found.text.length && !found.deadlines.length;
  fill(result,
    h("p", { class: "soft" }, `${found.old.name} → ${found.new.name}`),
    !nothing && h("p", {}, h("a", { href: `/redline.html?since=${since}`, target: "_blank", rel: "noopener" }, "The whole brief as a redline")),
    nothing && h("p", {}, "Nothing has changed."),
    rows.length > 0 && [h("h2", {}, "Figures"), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Changed figures" },
      h("table", {}, h("thead", {}, h("tr", {}, ["Figure", "Was", "Is"].map((each) => h("th", { scope: "col" }, each)))),
        h("tbody", {}, rows.map(([label, was, is]) => h("tr", {}, h("th", { scope: "row", ...page.ofBrief() }, label), h("td", page.ofBrief(), was), h("td", page.ofBrief(), is))))))],
    found.deadlines.length > 0 && [h("h2", {}, "Deadlines"), h("ul", { class: "list" }, found.deadlines.map((row) =>
      h("li", {}, `${row.id}: ${row.turns.join(", ")}${row.new ? `, ${row.new.by}` : ""}`)))],
    found.text.map((section) => [h("h2", section.title ? page.ofBrief() : {}, section.title || "Front"), section.passages.map(passage)]));
}

function passage(found) {
  return h("p", { class: "passage" }, h("span", { class: "soft" }, `${found.change}: `), h("span", page.ofBrief(), found.words.map((run) => {
    if (run.mark === "inserted") return h("ins", {}, run.text);
    if (run.mark === "deleted") return h("del", {}, run.text);
    return run.mark === "reformatted" ? h("u", {}, run.text) : run.text;
  })));
}
