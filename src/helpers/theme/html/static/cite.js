/* Copies the suggested citation of a table or figure. Without script it stands there to be read and marked. */
"use strict";

const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

const copy = async (citation, status) => {
  try {
    await navigator.clipboard.writeText(citation.textContent.trim());
    status.textContent = "Kopieret.";
  } catch {
    select(citation);
    status.textContent = "Teksten er markeret. Kopiér den med tastaturet (Ctrl+C).";
  }
};

for (const offer of document.querySelectorAll(".take .copy")) {
  const citation = offer.parentElement.querySelector(".citation");
  const address = citation.querySelector("a");
  /* Where the edition does not say where it is published: on a server the place has a full address; a file on a
     disk has none that others can use. */
  const known = address.textContent.startsWith("http");
  if (!known && window.location.protocol.startsWith("http")) address.textContent = address.href;
  offer.querySelector("button").addEventListener("click", () => copy(citation, offer.querySelector("[role=status]")));
  offer.hidden = false;
}
