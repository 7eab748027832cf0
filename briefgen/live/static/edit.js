// A section in its Markdown: what is wrong as one types, what its places print, and saving that never overwrites.
import { $, count, fill, h, say } from "./dom.js";
import { allFacts } from "./figures.js";
import { ask, tell } from "./net.js";
import { page } from "./page.js";

const QUIET = 15;
const panel = h("div", { class: "edit" });
const choice = h("select", { id: "file", onchange: () => open(choice.value).catch((error) => { choice.value = file; failed(error); }) });
const saveButton = h("button", { type: "button", class: "main", id: "save", onclick: () => save() }, "Save");
const anyway = h("button", { type: "button", id: "anyway", hidden: true, onclick: () => save({ anyway: true }) }, "Save with its errors");
const place = h("div", { id: "editor" });
const faults = h("ul", { class: "faults list" });
const status = h("p", { role: "status", id: "edit-status" });
const conflict = h("div", { class: "conflict", role: "alert" });
let editor = null;
let file = "";
let base = null;
let disk = null;
let refused = "";
let found = "";
let drafts = {};
let timer = null;
let round = 0;
let opening = 0;
let checked = "";
let offered = [];

/** Say how the text stands to its file, and what is wrong in it: what came last never hides the other. */
function tellStatus() {
  const removed = "The file was removed on the disk. Your text is kept here; saving asks before it is written again.";
  const other = disk === null ? removed : "The file was changed on the disk meanwhile. Saving brings both together.";
  status.textContent = [refused || (disk !== base ? other : isDirty() ? "Not saved." : "As in the file."), found].join(" ");
}

export const edit = { id: "edit", label: "Edit", element: panel, show };
const failed = (error) => say(error.message, "wrong");
const isDirty = () => editor !== null && editor.text !== (base ?? "");
const short = (path) => path.split("/").slice(1).join("/");

addEventListener("beforeunload", (event) => {
  if (isDirty() || Object.keys(drafts).length) event.preventDefault();
});

let making = null;
async function make() {
  const { makeEditor } = await import("./editor.js");
  fill(panel, h("div", { class: "row" }, h("label", { for: "file" }, "Text"), choice, saveButton, anyway), status, conflict, place, faults);
  editor = makeEditor({
    parent: place, label: "The text of the file", nonce: page.nonce, complete: allFacts, changed, save: () => save(),
  });
  editor.view.contentDOM.tabIndex = 0; // what is edited can be reached by itself; that it scrolls needs this to be said
}

async function show() {
  making ||= make();
  await making;
  const files = [...page.state.files].sort((one, other) => Number(other.includes("/sections/")) - Number(one.includes("/sections/")));
  offered = file && !files.includes(file) ? [...files, file] : files;
  offer();
  saveButton.hidden = page.state.readOnly;
  if (!file && files.length) await open(files[0]);
  else if (file) await follow();
}

/** The files to choose from, with those that are edited and not saved marked. */
function offer() {
  fill(choice, offered.map((name) =>
    h("option", { value: name, selected: name === file }, name in drafts ? `${short(name)} (not saved)` : short(name))));
}

/** Open a file, at a place of it if one is given. */
export async function openFile(name, line = 0, column = 1) {
  await page.openPanel("edit");
  if (name !== file) await open(name);
  if (line) editor.goTo(line, column);
}

async function open(name) {
  const own = ++opening;
  const { text } = await ask("/api/file", { file: name });
  if (own !== opening) return;
  if (isDirty()) drafts[file] = { text: editor.text, base };
  file = name;
  choice.value = name;
  const draft = drafts[name];
  delete drafts[name];
  offer();
  disk = text;
  base = draft ? draft.base : text;
  refused = "";
  fill(conflict);
  anyway.hidden = true;
  place.dir = name.endsWith(".md") ? page.state.direction : "ltr"; // keys of YAML are English, and stand first
  place.lang = page.state.language;
  editor.open(draft ? draft.text : text ?? "", name, !page.state.readOnly);
  await check();
}

/** The file on the disk is another now: take it over, unless something is edited here, which then waits for its save. */
async function follow() {
  const own = opening;
  const { text } = await ask("/api/file", { file });
  if (own !== opening) return;
  disk = text;
  if (text !== base && text !== null && !isDirty()) {
    base = text;
    editor.follow(text);
  }
  tellStatus();
  await check();
}

function changed() {
  refused = "";
  fill(conflict);
  anyway.hidden = true;
  clearTimeout(timer);
  timer = setTimeout(() => check().catch(failed), QUIET);
}

async function check() {
  const own = ++round;
  const started = performance.now();
  const text = editor.text;
  const answer = await tell("/api/check", { file, text });
  if (own !== round || text !== editor.text) return;
  checked = text;
  const rows = answer.diagnostics.filter((row) => row.file.endsWith(`/${file}`)).map((row) => page.state.readOnly ? { ...row, fixes: [] } : row);
  editor.diagnose(rows, apply);
  editor.print(answer.printed);
  list(rows, answer.diagnostics.filter((row) => !row.file.endsWith(`/${file}`) && row.severity === "error"));
  const errors = rows.filter((row) => row.severity === "error").length;
  found = rows.length ? `${count(errors, "error")}, ${count(rows.length - errors, "warning")}.` : "No faults.";
  tellStatus();
  place.dataset.took = String(Math.round(performance.now() - started));
}

function list(rows, others) {
  fill(faults,
    rows.map((row) => h("li", { class: row.severity === "error" ? "wrong" : "open" },
      h("button", { type: "button", class: "plain", onclick: () => editor.goTo(row.line, row.column) }, `Line ${row.line}`),
      ` ${row.message} `, row.hint && h("span", { class: "soft hint" }, row.hint),
      row.fixes.length > 0 && h("span", { class: "row" }, row.fixes.map((fix) => h("button", { type: "button", onclick: () => apply(fix) }, fix.title))))),
    others.slice(0, 3).map((row) => h("li", { class: "wrong" },
      h("button", { type: "button", class: "plain", onclick: () => openFile(row.file.slice(page.state.content.length + 1), row.line, row.column).catch(failed) },
        `${row.file.split("/").slice(-1)} line ${row.line}`), ` ${row.message}`)));
}

/** Put a fix into the text; what it changes in other files is written there. */
function apply(fix) {
  if (editor.text !== checked) {
    say("The text has changed since it was checked: choose the fix again", "wrong");
    return;
  }
  const own = fix.edits.filter((each) => each.file.endsWith(`/${file}`));
  editor.edit(own);
  const others = Map.groupBy(fix.edits.filter((each) => !own.includes(each)), (each) => each.file);
  for (const [path, edits] of others) {
    const name = path.slice(page.state.content.length + 1);
    ask("/api/file", { file: name }).then(async (there) => {
      const text = edits.sort((one, other) => isBefore(one.range.start, other.range.start) ? 1 : -1).reduce(put, there.text ?? "");
      await tell("/api/save", { file: name, base: there.text, text });
      say(`${short(name)}: ${fix.title}`);
    }).catch(failed);
  }
}

const isBefore = (one, other) => one.line < other.line || (one.line === other.line && one.column < other.column);

function put(text, change) {
  const lines = text.split("\n");
  const at = ({ line, column }) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  return text.slice(0, at(change.range.start)) + change.text + text.slice(at(change.range.end));
}

async function save(wish = {}) {
  if (page.state.readOnly || saveButton.disabled || (!isDirty() && !wish.again)) return;
  const [text, own] = [editor.text, file];
  saveButton.disabled = true;
  refused = "";
  try {
    const saved = await tell("/api/save", { file, base, text, ...wish });
    if (own !== file) {
      const draft = drafts[own];
      if (draft?.text === text) delete drafts[own];
      else if (draft) draft.base = text;
      offer();
      say(`Saved in ${short(own)}`);
      return;
    }
    const merged = saved.text !== text;
    disk = saved.text;
    if (editor.text === text) {
      base = saved.text;
      editor.follow(saved.text);
    } else base = text; // more was typed meanwhile: the next save brings it onto what the file has now
    fill(conflict);
    anyway.hidden = true;
    say(merged ? "Saved, together with what was changed meanwhile" : `Saved in ${short(file)}`);
    await check();
  } catch (error) {
    if (own !== file) say(`${short(own)} was not saved: ${error.message}`, "wrong");
    else if (error.status === 409) showConflict(error);
    else {
      const first = (error.body?.diagnostics || [])[0];
      refused = `Nothing was written; your text is kept here. ${first ? first.message : error.message}`;
      tellStatus();
      say("Nothing was written", "wrong");
      anyway.hidden = error.status !== 422 || !file.endsWith(".md");
    }
  } finally {
    saveButton.disabled = false;
  }
}

function showConflict(error) {
  const theirs = error.body.current;
  disk = theirs;
  refused = "Nothing was written; your text is kept here.";
  tellStatus();
  fill(conflict,
    h("p", {}, h("strong", {}, "Not saved: "), error.message),
    theirs === null
      ? h("div", { class: "row" }, h("button", { type: "button", onclick: () => { base = null; save({ again: true }); } }, "Write the file again"))
      : [
        h("details", { open: true }, h("summary", {}, "What the file says now"), h("pre", { tabindex: "0" }, theirs)),
        h("div", { class: "row" },
          h("button", { type: "button", onclick: () => { base = theirs; save(); } }, "Write mine in its place"),
          h("button", { type: "button", onclick: () => { [base, refused] = [theirs, ""]; editor.follow(theirs, { canUndo: true }); fill(conflict); check(); } }, "Take the file’s (undo brings mine back)")),
      ]);
  say(`Not saved: ${error.message}`, "wrong");
  $("save").focus();
}
