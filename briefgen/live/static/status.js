// Where the edition stands: faults, and what is open before it can go out.
import { count, fill, h, say } from "./dom.js";
import { openFile } from "./edit.js";
import { ask, oneAtATime } from "./net.js";
import { page } from "./page.js";

const panel = h("div", { class: "status" });
export const status = { id: "status", label: "Status", element: panel, show };
const faults = h("div");
const asking = h("div", { role: "status", class: "row soft" });
const open = h("div");
panel.append(faults, asking, open);

function show() {
  fill(faults, faultsOf(page.state.diagnostics));
  fill(asking, h("progress", { "aria-label": "Looking" }), "Looking at what is open…");
  return look();
}

const look = oneAtATime(async () => {
  try {
    showOpen(await ask("/api/status"));
    fill(asking);
  } catch (error) {
    fill(open);
    fill(asking, h("p", { class: "wrong" }, error.message));
  }
});

function showOpen(found) {
  const { figures, clearances, deadlines, record, cells } = found;
  const missing = clearances.filter((each) => !each.date);
  fill(open,
    h("h2", {}, "Before it can go out"),
    h("dl", { class: "open-matters" },
      page.state.original ? matter("Figures", `ticked in ${page.state.original}`, null) :
        matter("Figures", `${figures.to_sign - figures.unsigned.length} of ${figures.to_sign} ticked`, figures.required || !figures.unsigned.length ? figures.unsigned.length : null),
      matter("Notes", found.notes.length ? `${found.notes.length} open` : "none", found.notes.length),
      matter("Comments", count(found.comments.filter((each) => each.open).length, "open comment"), found.comments.some((each) => each.open)),
      found.carried.length ? matter("Carried", `${found.carried.length} unchanged, not confirmed: ${found.carried.join(", ")}`, true) : [],
      cells.changed.length || cells.refused.length ? matter("Cells", `${cells.changed.length} changed, ${cells.refused.length} refused`, true) : [],
      matter("Clearances", clearances.length ? `${clearances.length - missing.length} of ${clearances.length}${missing.length ? `; missing: ${missing.map((each) => each.by).join(", ")}` : ""}` : "none asked for", clearances.length ? missing.length : null),
      deadlines.map((each) => matter("Deadline", `${each.label}: ${each.by}, ${each.days < 0 ? `passed ${count(-each.days, "day")} before` : `${count(each.days, "day")} left`}`, true)),
      matter("Published", record ? `version ${record.version}` : "not yet", !record),
      record && Object.keys(record.files).length ? matter("Since then", `${count(Object.keys(record.files).length, "file")} changed`, true) : []));
}

/** A line on something that is open, or is not, or need not be done, for which `isOpen` is null. */
const matter = (name, text, isOpen) =>
  [h("dt", {}, name), h("dd", { class: isOpen === null ? null : isOpen ? "open" : "good" }, text)];

function faultsOf(rows) {
  return [
    h("h2", {}, rows.length ? "Faults" : "No faults"),
    h("ul", { class: "list faults" }, rows.map((row) => {
      const name = row.file.slice(page.state.content.length + 1);
      const where = `${name.split("/").slice(1).join("/") || name}${row.line ? `:${row.line}` : ""}`;
      return h("li", { class: row.severity === "error" ? "wrong" : "open" },
        page.state.files.includes(name)
          ? h("button", { type: "button", class: "plain", onclick: () => openFile(name, row.line, row.column).catch((error) => say(error.message, "wrong")) }, where)
          : h("span", { class: "soft" }, where),
        ` ${row.message} `, row.hint && h("span", { class: "soft hint" }, row.hint));
    })),
  ];
}
