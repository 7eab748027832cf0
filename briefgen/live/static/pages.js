// The pages of the PDF as pictures, each put in its place once it is there, so that nothing jumps.
import { $, h } from "./dom.js";
import { ask, oneAtATime } from "./net.js";
import { page } from "./page.js";

let shown = -1;

/** Show the pages of the newest state, unless nobody looks at them. */
export const showPages = oneAtATime(async () => {
  if (!page.state || $("reading").dataset.view === "text" || !$("pages").offsetParent || shown === page.state.number) return;
  const section = $("pages");
  section.setAttribute("aria-busy", "true");
  try {
    const found = await ask("/api/pages");
    shown = found.number;
    found.pages.forEach((picture, index) => place(section, picture, index));
    for (const old of [...section.querySelectorAll("figure")].slice(found.pages.length)) old.remove();
    const fault = section.querySelector("p") || section.insertBefore(h("p", { class: "wrong" }), section.firstChild);
    fault.textContent = found.fault ? `${found.pages.length ? "These are the last pages that could be made" : "There are no pages yet"}. ${found.fault}` : "";
    fault.hidden = !found.fault;
  } finally {
    section.removeAttribute("aria-busy");
  }
});

function place(section, picture, index) {
  const figures = section.querySelectorAll("figure");
  if (!figures[index]) {
    const image = h("img", {
      src: picture.src, alt: `Page ${index + 1}; its text stands beside it`, loading: "lazy",
      width: Math.round(picture.width), height: Math.round(picture.height),
    });
    section.append(h("figure", {}, image, h("figcaption", {}, `${index + 1}`)));
    return;
  }
  const image = figures[index].querySelector("img");
  if (image.getAttribute("src") === picture.src) return;
  const next = new Image();
  next.onload = () => { image.src = picture.src; };
  next.src = picture.src;
}
