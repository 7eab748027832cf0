// Elements, and what is said of them. No text is ever read as markup.

export const $ = (id) => document.getElementById(id);

/** An element with attributes, listeners (`onclick`) and children; what is null or false is left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Put children in the place of those that an element has, with open what was, and the focus where it was: on what has the same id, or is
 * the same and says the same. Where there is none of that any more it goes to the panel, never out of it.
 */
export function fill(element, ...children) {
  const open = [...element.querySelectorAll("details[id][open]")].map((each) => each.id);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const alike = () => [...element.querySelectorAll(focused.localName)].filter((each) => each.textContent === focused.textContent);
  const at = focused && alike().indexOf(focused);
  const range = focused && [focused.selectionStart, focused.selectionEnd];
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  for (const id of open) $(id)?.setAttribute("open", "");
  if (!focused || focused === element) return;
  const again = focused.id ? $(focused.id) : alike()[at];
  again?.focus({ preventScroll: true });
  if (document.activeElement === document.body) element.closest("[tabindex]")?.focus({ preventScroll: true });
  if (again && Number.isInteger(range[0]) && again.setSelectionRange) {
    try { again.setSelectionRange(...range); } catch { /* a field without a selection */ }
  }
}

/** What is typed and not yet sent, by what it is about: the page may be drawn anew meanwhile, and is not left without a word. */
export const typed = new Map();
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});

export function keep(id, value) {
  if (value) typed.set(id, value);
  else typed.delete(id);
}

/** A field for words that are kept until they are sent. */
export const words = (id, label) => h("textarea", {
  id, "aria-label": label, dir: "auto", value: typed.get(id) ?? "", oninput: (event) => keep(id, event.target.value),
});

let silence;
/** Say something to everybody, and to screen readers. */
export function say(message, kind = "done") {
  const said = $("said");
  said.className = kind;
  said.textContent = message;
  clearTimeout(silence);
  if (message) silence = setTimeout(() => { said.textContent = ""; }, kind === "wrong" ? 15000 : 5000);
}

export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
