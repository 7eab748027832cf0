// Notes on words, in the files and in review.md: written, answered, resolved.
import { count, fill, h, keep, say, typed, words } from "./dom.js";
import { ask, oneAtATime, tell } from "./net.js";
import { page } from "./page.js";

const panel = h("div", { class: "notes" });
let chosen = null;
let all = false;

export const notes = { id: "notes", label: "Notes", element: panel, show: () => show() };

/** Let a note be written on words that were chosen in the brief. */
export async function noteOn(words) {
  chosen = words;
  await show();
  panel.querySelector("textarea")?.focus();
}

const show = oneAtATime(async () => {
  const found = (await ask("/api/notes")).notes;
  const open = found.filter((note) => note.open);
  fill(panel,
    chosen ? writing() : h("p", { class: "soft" }, page.state.readOnly ? "" : "To write a note, choose words in the brief, then “Note on these words”."),
    h("div", { class: "row" }, h("h2", {}, count(open.length, "open note")),
      h("button", { type: "button", "aria-pressed": String(all), onclick: () => { all = !all; show(); } }, "Resolved ones, too")),
    h("ul", { class: "list" }, (all ? found : open).map(item)));
});

function writing() {
  const note = words("note", "The note");
  return h("form", { class: "write", onsubmit: (event) => {
    event.preventDefault();
    doing(async () => {
      await tell("/api/note", { ...chosen, text: note.value, by: page.by });
      chosen = null;
      keep("note", "");
    }, "Noted");
  } },
    h("h2", {}, "A note on"), h("blockquote", page.ofBrief(), chosen.quoted), note,
    h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, "Write the note"),
      h("button", { type: "button", onclick: () => { chosen = null; keep("note", ""); show(); } }, "Leave it")));
}

function item(note) {
  const where = note.in_text ? `${note.file.split("/").slice(-1)}:${note.line}` : note.where;
  const id = `answer-${note.id}`;
  const answer = words(id, "Your answer");
  const send = (path, done) => doing(async () => {
    await tell(path, { id: note.id, text: answer.value, by: page.by });
    keep(id, "");
  }, done);
  return h("li", { class: note.open ? "note" : "note done" },
    h("p", {}, h("strong", {}, note.author || "the desk"), note.date && h("span", { class: "soft" }, ` ${note.date}`), where && h("span", { class: "soft" }, ` ${where}`)),
    note.quoted && h("blockquote", page.ofBrief(), note.quoted),
    note.text.split("\n").map((text) => h("p", { dir: "auto" }, text)),
    note.open && !page.state.readOnly && h("details", { id: `to-${note.id}`, open: typed.has(id) },
      h("summary", {}, "Answer or resolve"), answer,
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => send("/api/answer", "Answered") }, "Answer"),
        h("button", { type: "button", onclick: () => send("/api/resolve", "Resolved; review.md keeps it") }, "Resolve"))));
}

async function doing(action, done) {
  if (!page.named()) return;
  try {
    await action();
    say(done);
  } catch (error) {
    say(error.message, "wrong");
    return;
  }
  setTimeout(() => show().catch(() => {}), 300);
}
