// The brief as text: made fresh in place, so that nobody loses theirs; its figures lead to their evidence.
import { $, h } from "./dom.js";
import { brief } from "./net.js";

let shown = -1;
let listening = false;

/** Show the text of the newest state, which has a number, and give why it is not the newest, if so; only what differs is changed. `lead` is told of figures, `note` of words. */
export async function showBrief(number, lead, note) {
  const frame = $("text");
  if (shown === number) return "";
  const { markup, fault } = await brief();
  if (markup === null) return `The brief cannot be shown. ${fault}`;
  if (shown < 0) {
    await new Promise((loaded) => {
      frame.addEventListener("load", loaded, { once: true });
      frame.src = "/brief.html";
    });
  } else {
    const fresh = new frame.contentWindow.DOMParser().parseFromString(markup, "text/html");
    renew(frame.contentDocument.documentElement, fresh.documentElement);
  }
  shown = fault ? 0 : number;
  if (!listening) listen(frame, lead, note);
  listening = true;
  return fault && `This is what was there last. ${fault}`;
}

/** Make one element what another one is, and touch nothing of it that is so already. */
function renew(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const pairs = gone.length === come.length;
  const behind = before[before.length - end] ?? null;
  come.forEach((node, index) => {
    const own = pairs ? gone[index] : null;
    if (own?.nodeType === 1 && own.nodeName === node.nodeName && own.id === node.id) renew(own, node);
    else if (own) own.replaceWith(old.ownerDocument.importNode(node, true));
    else old.insertBefore(old.ownerDocument.importNode(node, true), behind);
  });
  if (!pairs) for (const node of gone) node.remove();
}

function listen(frame, lead, note) {
  const inner = frame.contentDocument;
  inner.addEventListener("click", (event) => {
    const figure = event.target.closest?.("a[data-fact]");
    if (figure) {
      event.preventDefault();
      lead(figure.dataset.fact);
      return;
    }
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      open(link.href, "_blank", "noreferrer");
    }
  });
  const button = h("button", { type: "button", id: "note-on", hidden: true, onclick: () => {
    const words = chosen(inner);
    if (words) note(words);
  } }, "Note on these words");
  document.querySelector(".views").append(button);
  inner.addEventListener("selectionchange", () => { button.hidden = !chosen(inner); });
}

/** The words that are chosen in the text, the id of the innermost element that has them all, and how often they stand in it before. */
function chosen(inner) {
  const selection = inner.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const quoted = wordsOf(range).trim();
  if (!quoted) return null;
  const common = range.commonAncestorContainer;
  const home = (common.nodeType === 1 ? common : common.parentElement).closest("[id]");
  const lead = inner.createRange();
  lead.setStart(home ?? inner.body, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  return { quoted, before: wordsOf(lead).split(quoted).length - 1, place: home?.id ?? "" };
}

/** The words of a range as the files have them: without the numbers of footnotes and isolates, and not in the capitals of the house. */
function wordsOf(range) {
  const part = range.cloneContents();
  for (const call of part.querySelectorAll("sup")) call.remove();
  for (const end of part.querySelectorAll("br, p, li, td, th")) end.append(" ");
  return part.textContent.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ");
}
