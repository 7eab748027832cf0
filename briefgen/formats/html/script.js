// A click on a figure opens what is known of it; without this script its link leads to its entry in the brief.
(() => {
  "use strict";
  const data = document.getElementById("evidence-data");
  if (!data || typeof HTMLDialogElement === "undefined") return;
  const { labels, figures } = JSON.parse(data.textContent);

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const heading = make("h2", { id: "evidence-figure" });
  const label = make("p", { className: "what" });
  const lines = make("dl");
  const entry = make("a", { textContent: labels.entry });
  const back = make("button", { type: "button", textContent: labels.back });
  const close = make("button", { type: "button", textContent: labels.close });
  const dialog = make("dialog", { id: "evidence" }, heading, label, lines, make("p", {}, entry), make("p", { className: "buttons" }, back, close));
  dialog.setAttribute("aria-labelledby", heading.id);
  document.body.append(dialog);

  let shown = [];

  const linked = (line) => {
    if (!(line.fact || line.target)) return line.text;
    const link = make("a", { textContent: line.text, href: line.target || figures[line.fact]?.entry || "#" });
    if (figures[line.fact]) link.dataset.fact = line.fact;
    return link;
  };

  const show = () => {
    const figure = figures[shown[shown.length - 1]];
    heading.textContent = figure.value;
    label.textContent = figure.label;
    lines.replaceChildren(
      ...figure.lines.flatMap((line) => [make("dt", { textContent: line.label }), make("dd", {}, linked(line))]),
    );
    entry.href = figure.entry;
    back.hidden = !(shown.length > 1);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };

  for (const link of document.querySelectorAll("a[data-fact]")) link.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const fact = link.dataset.fact;
    if (figures[fact]) {
      event.preventDefault();
      shown = dialog.contains(link) ? [...shown, fact] : [fact];
      show();
      if (dialog.contains(link)) heading.focus();
    } else if (dialog.contains(link)) {
      dialog.close();
    }
  });

  heading.tabIndex = -1;
  back.addEventListener("click", () => {
    shown.pop();
    show();
    heading.focus();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
})();
