/* The search page: reads the query from the address, shows what was found. Without fetch, so that it works
   from a memory stick too; without eval, so that a strict content security policy allows it. */
"use strict";

const make = (tag, content, attributes = {}) => {
  const element = document.createElement(tag);
  element.append(...[content].flat());
  return Object.assign(element, attributes);
};

/* Part of a text with the words that were found marked. */
const marked = (text, places, from = 0, to = text.length) => {
  const pieces = [];
  let at = from;
  for (const { start, end } of places) {
    pieces.push(text.slice(at, start), make("mark", text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at, to)];
};

/* One result: chapter, section and the words around what was found. */
const resultOf = (section, root, docname) => {
  const href = `${root}${docname}.html${section.anchor ? `#${section.anchor}` : ""}`;
  const title = make("a", marked(section.title, section.titleHits), { href });
  const { from, to, marks } = snippetOf(section);
  const words = marked(section.text, marks, from, to);
  const snippet = [from > 0 ? "… " : "", ...words, to < section.text.length ? " …" : ""];
  const parts = [make("p", title, { className: "where" })];
  if (section.anchor) parts.unshift(make("p", section.chapter, { className: "chapter" }));
  if (section.text) parts.push(make("p", snippet, { className: "snippet" }));
  return make("li", parts);
};

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/* What is said above the results, and read aloud by a screen reader. */
const statusOf = (query, { sections, total, pages, complete, meant }) => {
  if (!total) return [`Intet sted i bogen passer på »${query}«.`];
  const said = [];
  if (meant)
    said.push(
      `»${query}« står ikke i bogen. Mente du »`,
      make("a", meant, { href: `?q=${encodeURIComponent(meant)}` }),
      "«? "
    );
  else if (!complete) said.push("Intet afsnit har alle ordene. Her er dem, der har flest. ");
  said.push(`${counted(total, "afsnit", "afsnit")} i ${counted(pages, "kapitel", "kapitler")}`);
  said.push(sections.length < total ? `; de ${sections.length} bedste vises.` : ".");
  return said;
};

const show = (query) => {
  const result = search(query, { ...searchBook, synonyms: synonymsOf(searchBook.synonyms) });
  const root = document.documentElement.dataset.content_root;
  document
    .getElementById("search-results")
    .replaceChildren(...result.sections.map((section) => resultOf(section, root, section.page)));
  document.getElementById("search-advice").hidden = result.total > 0;
  document.getElementById("search-status").replaceChildren(...statusOf(query, result));
};

const query = new URLSearchParams(window.location.search).get("q")?.trim();
if (query) {
  document.getElementById("q-page").value = query;
  document.title = `»${query}« · ${document.title}`;
  show(query);
}
