/* What a figure's parts say when they are pointed at, tapped, or gone through by keyboard. The words are those of
   the drawing's own <title>s; without script browsers show these, and every number stands in the text or a table. */
"use strict";

const partsOf = (drawing) => {
  const parts = new Map();
  for (const shape of drawing.querySelectorAll("[data-mark]")) {
    const title = shape.querySelector("title");
    const part = parts.get(shape.dataset.mark) ?? { text: title.textContent, href: shape.dataset.href, shapes: [] };
    /* Two explanations of one thing would lie upon each other. */
    title.remove();
    part.shapes.push(shape);
    parts.set(shape.dataset.mark, part);
  }
  return [...parts.values()];
};

const make = (tag, attributes) => Object.assign(document.createElement(tag), attributes);

const explain = (reading) => {
  const drawing = reading.previousElementSibling;
  const parts = partsOf(drawing);
  const number = reading.closest("figure").querySelector(".caption-number");
  const slider = make("input", { type: "range", min: 0, max: parts.length - 1, value: 0 });
  const words = make("p");
  let shown = null;
  let kept = false;

  const show = (part) => {
    for (const shape of shown?.shapes ?? []) shape.classList.remove("shown");
    shown = part;
    words.replaceChildren();
    if (!part) return;
    for (const shape of part.shapes) shape.classList.add("shown");
    words.append(part.text);
    if (part.href) words.append(" ", make("a", { href: part.href, textContent: "Se tallet i talregistret" }));
    slider.value = parts.indexOf(part);
    slider.setAttribute("aria-valuetext", part.text);
  };
  const pointedAt = (event) => {
    const shape = event.target.closest("[data-mark]");
    return shape ? parts.find((part) => part.shapes.includes(shape)) : null;
  };

  slider.setAttribute("aria-label", `${number?.textContent.trim() ?? "Figuren"}: tallene et ad gangen`);
  slider.setAttribute("aria-valuetext", parts[0].text);
  slider.addEventListener("focus", () => { if (!shown) show(parts[0]); });
  slider.addEventListener("input", () => { kept = true; show(parts[slider.value]); });
  drawing.addEventListener("pointerover", (event) => { if (!kept && pointedAt(event)) show(pointedAt(event)); });
  /* What is clicked stays, so that the pointer can go to its link. */
  drawing.addEventListener("click", (event) => { kept = Boolean(pointedAt(event)); show(pointedAt(event)); });
  reading.closest("figure").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { kept = false; show(null); }
  });
  reading.append(slider, words);
};

/* Not before the page is drawn: what is read comes before what helps to read it. */
window.addEventListener("load", () => {
  for (const reading of document.querySelectorAll("figure > .reading")) explain(reading);
});
