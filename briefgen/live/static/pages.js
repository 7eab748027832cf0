// The pages of the PDF as pictures, each put in its place once it is there, so that nothing jumps.
import { $, h } from "./dom.js";
import { ask } from "./net.js";

let shown = -1;
let asked = false;

/** Show the pages of the newest state, unless nobody looks at them. */
export async function showPages(state) {
  if (!state || $("reading").dataset.view === "text" || !$("pages").offsetParent || shown === state.number || asked) return;
  asked = true;
  const section = $("pages");
  section.setAttribute("aria-busy", "true");
  try {
    const found = await ask("/api/pages");
    shown = found.number;
    found.pages.forEach((page, index) => place(section, page, index));
    for (const old of [...section.querySelectorAll("figure")].slice(found.pages.length)) old.remove();
    const fault = section.querySelector("p") || section.insertBefore(h("p", { class: "wrong" }), section.firstChild);
    fault.textContent = found.fault ? `${found.pages.length ? "These are the last pages that could be made" : "There are no pages yet"}. ${found.fault}` : "";
    fault.hidden = !found.fault;
  } finally {
    asked = false;
    section.removeAttribute("aria-busy");
  }
}

function place(section, page, index) {
  const figures = section.querySelectorAll("figure");
  if (!figures[index]) {
    const image = h("img", {
      src: page.src, alt: `Page ${index + 1}; its text stands beside it`, loading: "lazy",
      width: Math.round(page.width), height: Math.round(page.height),
    });
    section.append(h("figure", {}, image, h("figcaption", {}, `${index + 1}`)));
    return;
  }
  const image = figures[index].querySelector("img");
  if (image.getAttribute("src") === page.src) return;
  const next = new Image();
  next.onload = () => { image.src = page.src; };
  next.src = page.src;
}
