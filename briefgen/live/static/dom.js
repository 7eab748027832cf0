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

/** Put children in the place of those that an element has, and the focus where it was, by id. */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const kept = focused?.id && { id: focused.id, range: [focused.selectionStart, focused.selectionEnd] };
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  const again = kept && document.getElementById(kept.id);
  if (again) {
    again.focus({ preventScroll: true });
    if (kept.range[0] !== null && kept.range[0] !== undefined && again.setSelectionRange) {
      try { again.setSelectionRange(...kept.range); } catch { /* a field without a selection */ }
    }
  }
}

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
