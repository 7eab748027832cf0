// Where the edition stands: faults, and what is open before it can go out.
import { count, fill, h } from "./dom.js";
import { openFile } from "./edit.js";
import { ask } from "./net.js";
import { page } from "./page.js";

const panel = h("div", { class: "status" });
export const status = { id: "status", label: "Status", element: panel, show };

async function show() {
  const rows = page.state.diagnostics;
  fill(panel, faultsOf(rows), h("p", { class: "soft", id: "asking" }, "Looking at what is open…"));
  let found;
  try {
    found = await ask("/api/status");
  } catch (error) {
    fill(panel, faultsOf(rows), h("p", { class: "wrong" }, error.message));
    return;
  }
  const { figures, clearances, deadlines, record, cells } = found;
  const missing = clearances.filter((each) => !each.date);
  fill(panel, faultsOf(rows),
    h("h2", {}, "Before it can go out"),
    h("dl", { class: "open-matters" },
      matter("Figures", `${figures.to_sign - figures.unsigned.length} of ${figures.to_sign} ticked`, figures.required && figures.unsigned.length),
      matter("Notes", found.notes.length ? `${found.notes.length} open` : "none", found.notes.length),
      matter("Comments", count(found.comments.filter((each) => each.open).length, "open comment"), found.comments.some((each) => each.open)),
      found.carried.length ? matter("Carried", `${found.carried.length} unchanged, not confirmed: ${found.carried.join(", ")}`, true) : [],
      cells.changed.length || cells.refused.length ? matter("Cells", `${cells.changed.length} changed, ${cells.refused.length} refused`, true) : [],
      matter("Clearances", clearances.length ? `${clearances.length - missing.length} of ${clearances.length}${missing.length ? `; missing: ${missing.map((each) => each.by).join(", ")}` : ""}` : "none asked for", missing.length),
      deadlines.map((each) => matter("Deadline", `${each.label}: ${each.by}, ${each.days < 0 ? `passed ${count(-each.days, "day")} before` : `${count(each.days, "day")} left`}`, true)),
      matter("Published", record ? `version ${record.version}` : "not yet", !record),
      record && Object.keys(record.files).length ? matter("Since then", count(Object.keys(record.files).length, "file changed").replace("changeds", "changed"), true) : []));
}

const matter = (name, text, isOpen) => [h("dt", {}, name), h("dd", { class: isOpen ? "open" : "good" }, text)];

function faultsOf(rows) {
  return [
    h("h2", {}, rows.length ? "Faults" : "No faults"),
    h("ul", { class: "list faults" }, rows.map((row) => {
      const name = row.file.slice(page.state.content.length + 1);
      const where = `${name.split("/").slice(1).join("/") || name}${row.line ? `:${row.line}` : ""}`;
      return h("li", { class: row.severity === "error" ? "wrong" : "open" },
        page.state.files.includes(name)
          ? h("button", { type: "button", class: "plain", onclick: () => openFile(name, row.line, row.column) }, where)
          : h("span", { class: "soft" }, where),
        ` ${row.message} `, row.hint && h("span", { class: "soft" }, row.hint));
    })),
  ];
}
