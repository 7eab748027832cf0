// A fact, a deadline or a table's cell in a form: each value from what it was to what it is to be.
import { $, fill, h, keep, say, typed } from "./dom.js";
import { ask, tell } from "./net.js";

const NAMES = {
  value: "Value", unit: "Unit", label: "Label", period: "Period", as_of: "As of", "source.id": "Source", "source.at": "Place in the source",
  quote: "Quote", caveat: "Caveat", formula: "Formula", stated: "Stated by the source", by: "By", who: "Who", what: "What", where: "Where",
  document: "Document", decision: "Decision", status: "Status", stale_after: "To be checked again after", approx: "Approximate",
};
const dialog = h("dialog", { "aria-labelledby": "entry-title" });
// What had the focus before may have been drawn anew meanwhile.
dialog.addEventListener("close", () => { if (document.activeElement === document.body) $("edit-entry")?.focus(); });
document.body.append(dialog);

/** Open the form of a fact, deadline or cell. */
export async function openEntry(id) {
  try {
    draw(await ask("/api/entry", { id }));
  } catch (error) {
    say(error.message, "wrong");
    return;
  }
  if (!dialog.open) dialog.showModal();
  if (typed.has(`entry-${id}`)) say("What you had typed here and not saved is here again");
}

function field(name, value, isNew) {
  const id = `entry-${name}`;
  const input = value.length > 60 || value.includes("\n") ? h("textarea", { id, value, dir: "auto" }) : h("input", { id, value, dir: "auto" });
  input.dataset.key = name;
  input.dataset.old = isNew ? "" : value;
  if (isNew) input.dataset.added = "";
  return h("p", { class: "field" }, h("label", { for: id }, NAMES[name] || name), input);
}

function draw(found) {
  const own = `entry-${found.id}`;
  const kept = typed.get(own) ?? {};
  const leave = () => { keep(own, null); dialog.close(); };
  const faults = h("div", { role: "alert", class: "wrong" });
  const fields = h("div", {}, Object.entries(found.values).map(([name, value]) => field(name, value, false)));
  fields.append(...found.add.filter((name) => kept[name]).map((name) => field(name, "", true)));
  for (const input of fields.querySelectorAll("[data-key]")) input.value = kept[input.dataset.key] ?? input.value;
  fields.addEventListener("input", ({ target }) => keep(own, { ...typed.get(own), [target.dataset.key]: target.value }));
  const more = h("p", { class: "row" }, found.add.filter((name) => !kept[name]).map((name) =>
    h("button", { type: "button", onclick: (event) => {
      fields.append(field(name, "", true));
      event.target.remove();
      fields.lastChild.querySelector("[data-key]").focus();
    } }, `Add ${(NAMES[name] || name).toLowerCase()}`)));
  fill(dialog,
    h("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); save(found, fields, faults, leave); } },
      h("h2", { id: "entry-title" }, `Edit ${found.id}`),
      h("p", { class: "soft" }, `${found.file}. Values are written as the file has them; a changed figure loses its tick.`),
      fields, more, faults,
      h("p", { class: "row" },
        h("button", { type: "submit", class: "main" }, "Save"),
        h("button", { type: "button", onclick: leave }, "Leave it"))));
}

async function save(found, fields, faults, leave) {
  const values = {};
  const add = {};
  for (const input of fields.querySelectorAll("[data-key]")) {
    const { key, old } = input.dataset;
    if ("added" in input.dataset) {
      if (input.value.trim()) add[key] = input.value.trim();
    } else if (input.value !== old) values[key] = { old, new: input.value };
  }
  if (!Object.keys(values).length && !Object.keys(add).length) {
    leave();
    return;
  }
  try {
    await tell("/api/entry", { id: found.id, values, add });
    leave();
    say(`Saved in ${found.file}`);
  } catch (error) {
    if (error.status === 409) {
      try { draw(await ask("/api/entry", { id: found.id })); } catch { /* it is gone: the form stays as it is */ }
      faults = dialog.querySelector("[role=alert]");
    }
    const [first, ...others] = error.body?.diagnostics || [];
    fill(faults, h("p", {}, h("strong", {}, "Nothing was written. "), error.message, first?.hint && `: ${first.hint}`),
      others.slice(0, 3).map((each) => h("p", {}, `${each.message}. ${each.hint}`)));
  }
}
