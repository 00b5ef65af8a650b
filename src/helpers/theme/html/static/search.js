/* The search page: Sphinx's index, read without fetch (so it works from a memory stick too) and
   without eval (so a strict content security policy allows it).

   searchindex.js calls Search.setIndex({docnames, titles, terms, titleterms, alltitles, …}), where
   terms map a stem to one page number or a list of them. */
"use strict";

/* What a spelling without Danish letters, or with their old spellings, has in common with the word. */
const fold = (word) =>
  word
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("oe", "o")
    .replaceAll("å", "a")
    .replaceAll("aa", "a")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/* The stems to look for: stop words go, unless the query holds nothing else. */
const stemsOf = (query) => {
  const words = wordsOf(query);
  const telling = words.filter((word) => !stopWords.has(word));
  const stemmer = new Stemmer();
  return [...new Set((telling.length ? telling : words).map((word) => fold(stemmer.stemWord(word))))];
};

const EXACT_TITLE = 15;
const PART_OF_TITLE = 7;
const EXACT_TEXT = 5;
const PART_OF_TEXT = 2;
const SHORTEST_PART = 3;

/* Page number → the best score of one stem on that page. */
const scoresOf = (stem, index) => {
  const scores = new Map();
  const collect = (terms, exact, part) => {
    for (const [term, pages] of Object.entries(terms)) {
      const folded = fold(term);
      const isPart = stem.length >= SHORTEST_PART && folded.includes(stem);
      if (folded !== stem && !isPart) continue;
      for (const page of [pages].flat())
        scores.set(page, Math.max(scores.get(page) ?? 0, folded === stem ? exact : part));
    }
  };
  collect(index.titleterms, EXACT_TITLE, PART_OF_TITLE);
  collect(index.terms, EXACT_TEXT, PART_OF_TEXT);
  return scores;
};

/* Page numbers, best first, of the pages on which every stem occurs. */
const pagesWith = (stems, index) => {
  const found = stems.map((stem) => scoresOf(stem, index));
  const total = (page) => found.reduce((sum, scores) => sum + scores.get(page), 0);
  return [...found[0].keys()]
    .filter((page) => found.every((scores) => scores.has(page)))
    .sort((a, b) => total(b) - total(a) || a - b);
};

/* [heading, anchor] of the headings and table titles on a page that hold one of the stems. */
const headingsOn = (page, stems, index) =>
  Object.entries(index.alltitles).flatMap(([title, places]) =>
    stems.some((stem) => stem.length >= SHORTEST_PART && fold(title).includes(stem))
      ? places.filter(([where, anchor]) => where === page && anchor).map(([, anchor]) => [title, anchor])
      : []
  );

const link = (text, href) => {
  const element = document.createElement("a");
  element.textContent = text;
  element.href = href;
  return element;
};

const show = (query, index) => {
  const stems = stemsOf(query);
  const status = document.getElementById("search-status");
  const pages = stems.length ? pagesWith(stems, index) : [];
  const count = pages.length === 1 ? "1 side" : `${pages.length} sider`;
  status.textContent = pages.length
    ? `${count} indeholder »${query}«.`
    : `Ingen sider indeholder »${query}«. Prøv et kortere ord eller en anden stavemåde.`;
  const root = document.documentElement.dataset.content_root;
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
  document.getElementById("search-results").replaceChildren(
    ...pages.map((page) => {
      const href = `${root}${index.docnames[page]}.html`;
      const item = document.createElement("li");
      item.append(link(plain(index.titles[page]), href));
      const headings = headingsOn(page, stems, index);
      if (headings.length) {
        const list = document.createElement("ul");
        for (const [title, anchor] of headings) {
          const entry = document.createElement("li");
          entry.append(link(title, `${href}#${anchor}`));
          list.append(entry);
        }
        item.append(list);
      }
      return item;
    })
  );
};

var Search = {
  setIndex: (index) => {
    const query = new URLSearchParams(window.location.search).get("q")?.trim();
    if (!query) return;
    document.getElementById("q-page").value = query;
    show(query, index);
  },
};
