/* What a style sheet alone cannot do for the meaning of a term: Escape puts it away without moving pointer
   or focus, and where there is no pointer to hover with, the first tap shows it and the second follows the link. */
"use strict";

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape")
    for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) term.classList.add("put-away");
});

for (const term of document.querySelectorAll(".term")) {
  const link = term.querySelector("a");
  const bringBack = () => term.classList.remove("put-away");
  term.addEventListener("pointerenter", bringBack);
  term.addEventListener("focusin", bringBack);
  let wasShown = false;
  link.addEventListener("pointerdown", () => {
    wasShown = link === document.activeElement && !term.classList.contains("put-away");
  });
  link.addEventListener("click", (event) => {
    if (event.pointerType !== "touch" || wasShown) return;
    event.preventDefault();
    bringBack();
    link.focus();
  });
}
