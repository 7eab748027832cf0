"use strict";
const page = document.querySelector("main");
const items = [...document.querySelectorAll(".item")];
const KINDS = [["", "not yet"], ["right", "right"], ["wrong", "wrong"], ["unclear", "unclear"]];
const SHORTEST_MAIL = 1500;
let saved = "";

// Every space is one plain space, so that no mail program can change what was answered; a lone half of a character is none.
const plain = text => text.replace(/[\s\u0085\u200b\ufeff]+/g, " ").replace(/[\ud800-\udfff]/gu, "\ufffd").trim();

function make(name, properties = {}, ...inner) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inner);
  return element;
}

// Each row of marks becomes a group of buttons and a field.
for (const item of items) {
  const group = make("fieldset", {}, make("legend", { textContent: `Your answer to ${item.dataset.number}` }));
  for (const [value, words] of KINDS) {
    const radio = make("input", { type: "radio", name: item.id, value, checked: value === "" });
    group.append(make("label", { className: "choice" }, radio, words));
  }
  const remark = make("textarea", { rows: 2, maxLength: 2000 });
  group.append(make("label", { className: "remark" }, "Remark", remark));
  item.querySelector(".marks").replaceChildren(group);
}

// The checksum of zlib, which tells an edited or damaged file from a whole one.
function crc32(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ((sum ^ -1) >>> 0).toString(16).padStart(8, "0");
}

function given() {
  const found = [];
  for (const item of items) {
    const answer = item.querySelector("input:checked").value;
    const remark = plain(item.querySelector("textarea").value);
    const { fact, printed, seal, figure, source, wording } = item.dataset;
    if (answer) found.push({ fact, printed: plain(printed), answer, remark, seal, figure, source, wording });
  }
  return found;
}

function today() {
  const now = new Date();
  const two = number => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function answers() {
  const { desk, edition, by, figures } = page.dataset;
  const whole = { briefgen: "answers", form: 1, desk: plain(desk), edition, by: plain(by), on: today(),
    figures: Number(figures), answers: given() };
  return { ...whole, checksum: crc32(JSON.stringify(whole)) };
}

// One answer on each line, for people who read it.
function written(whole) {
  const { answers: list, ...rest } = whole;
  const lines = list.map(each => JSON.stringify(each)).join(",\n");
  const { checksum, ...head } = rest;
  const text = `${JSON.stringify(head).slice(0, -1)},\n"answers":[\n${lines}\n],\n"checksum":"${checksum}"}\n`;
  return text.replace(/>/g, "\\u003e"); // at the beginning of a line it would mean that a mail quotes another
}

const status = make("p", { role: "status" });
const mail = make("textarea", { rows: 12, readOnly: true, id: "mail-text" });
const link = make("a", { textContent: "Open it in your mail program" });
const mailbox = make("section", { className: "mail", hidden: true },
  make("h2", { textContent: "Answers as the text of a mail" }),
  make("p", { textContent: "Copy all of it into a mail, and change nothing in it; what you want to add can stand above it." }),
  make("label", { htmlFor: "mail-text", textContent: "Text of the mail" }), mail,
  make("p", {}, link));
page.append(mailbox);

function count() {
  const list = given();
  const bare = list.filter(each => each.answer !== "right" && !each.remark).length;
  const remarks = items.filter(item => plain(item.querySelector("textarea").value)).length;
  const lost = remarks - list.filter(each => each.remark).length;
  return `${list.length} of ${items.length} answered.`
    + (bare ? ` ${bare} wrong or unclear without a remark.` : "")
    + (lost ? ` ${lost} with a remark but without an answer: these are not sent.` : "")
    + (state() === saved ? "" : " Not saved yet.");
}

const state = () => JSON.stringify(items.map(item => [item.querySelector("input:checked").value, item.querySelector("textarea").value]));
const tell = words => { status.textContent = words; };

function save() {
  const whole = answers();
  const address = URL.createObjectURL(new Blob([written(whole)], { type: "application/json" }));
  const anchor = make("a", { href: address, download: `answers_${whole.edition}_${page.dataset.name}.json` });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  saved = state();
  tell(`${count()} Saved as ${anchor.download}, among your downloads: send that file back.`);
}

function compose() {
  const text = written(answers());
  const subject = `Answers of ${page.dataset.by} to the check sheet of ${page.dataset.edition}`;
  mail.value = text;
  const address = `mailto:${encodeURIComponent(page.dataset.mail || "").replace("%40", "@")}?subject=${encodeURIComponent(subject)}`;
  const body = `&body=${encodeURIComponent(text.replace(/\n/g, "\r\n"))}`;
  link.href = body.length < SHORTEST_MAIL ? address + body : address;
  link.textContent = body.length < SHORTEST_MAIL
    ? "Open it in your mail program" : "Open an empty mail, which is too short for so many answers: paste the text into it";
  mailbox.hidden = false;
  mail.focus();
  mail.select();
  saved = state();
  tell(`${count()} The text for a mail is selected: copy it.`);
}

function next() {
  const from = items.findIndex(item => item.contains(document.activeElement));
  const order = [...items.slice(from + 1), ...items.slice(0, from + 1)];
  const open = order.find(item => !item.querySelector("input:checked").value);
  if (!open) return tell(`${count()} Every figure has an answer.`);
  open.scrollIntoView({ block: "start" });
  open.querySelector("input:checked").focus({ preventScroll: true });
}

const button = (words, act) => {
  const made = make("button", { type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
};
const bar = make("div", {}, status, button("Next open figure", next), button("Save answers", save), button("Answers as mail", compose));
document.body.append(make("section", { className: "bar", ariaLabel: "Answers" }, bar));
document.querySelector("#plain").replaceWith(make("p", { textContent: "Your answers stay in this page while it is open, and nowhere else: "
  + "save them before you close it, and send the saved file, or the text for a mail, back to who sent you this sheet." }));
saved = state();
tell(count());
page.addEventListener("input", () => tell(count()));
addEventListener("beforeunload", event => { if (state() !== saved) event.preventDefault(); });
