/* How a search forgives: which words of the book a query means, where they stand, and what to show.
   Nothing here touches the page.

   The index is Sphinx's: {docnames, titles, terms, titleterms, …}, where terms map a stem to one page
   number or a list of them. `passages` maps a page's name to [anchor, title, text] of its sections. */
"use strict";

/* What a word has in common with its spellings without æ, ø and å, and without accents. */
const fold = (word) =>
  word
    .toLowerCase()
    .replace(/æ|ae|å|aa/g, "a")
    .replace(/ø|oe/g, "o")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

/* The words of a text with their places; a section of the law is one word. */
const wordsOf = (text) =>
  [...text.matchAll(/§+\s*\d+|[\p{L}\p{N}_]+/gu)].map((match) => ({
    word: match[0].replace(/§+\s*/, "§"),
    start: match.index,
    end: match.index + match[0].length,
  }));

const stemmer = new Stemmer();
const stems = new Map();
const stemOf = (word) => {
  if (!stems.has(word)) stems.set(word, fold(stemmer.stemWord(word.toLowerCase())));
  return stems.get(word);
};

/* The words to look for: stop words go, unless the query holds nothing else. */
const queryWords = (query) => {
  const words = wordsOf(query.replace(/\bparagraf(?:fer)?\s+(?=\d)/gi, "§ ")).map(({ word }) => word.toLowerCase());
  const telling = words.filter((word) => !stopWords.has(word));
  return [...new Set(telling.length ? telling : words)];
};

/* How many letters are wrong, missing, too many or have changed places; `limit` + 1 where it is more. */
const typingErrors = (a, b, limit) => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], older[j - 2] + 1);
    }
    [older, row] = [row, next];
  }
  return Math.min(row[b.length], limit + 1);
};

const SHORTEST_PART = 4;
const SAME = 1;
const PART = 0.4;
const errorsForgiven = (word) => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

/* The stems of the index that a word is, or is a part of: folded stem → how well it fits. */
const fitsOf = (word, vocabulary) => {
  const stem = stemOf(word);
  const plain = fold(word);
  const fits = new Map();
  for (const term of vocabulary.keys()) {
    if (term === stem || term === plain || term === `§${plain}`) fits.set(term, SAME);
    else if (stem.length >= SHORTEST_PART && term.includes(stem)) fits.set(term, PART);
  }
  return fits;
};

/* The word of the book with the fewest typing errors between it and this one, the most frequent of several;
   the word itself where none is near. */
const nearestTo = (word, passages) => {
  const plain = fold(word);
  let fewest = errorsForgiven(plain);
  let nearest = new Map();
  for (const written of Object.values(passages).flat().flatMap(([, title, text]) => wordsOf(`${title} ${text}`))) {
    const errors = typingErrors(plain, fold(written.word), fewest);
    if (errors > fewest || !fewest) continue;
    if (errors < fewest) nearest = new Map();
    fewest = errors;
    const name = written.word.toLowerCase();
    nearest.set(name, (nearest.get(name) ?? 0) + 1);
  }
  return [...nearest].sort((a, b) => b[1] - a[1])[0]?.[0] ?? word;
};

/* What one word of a query means: itself, or the nearest word where the book has it neither alone nor in another. */
const meaningOf = (word, vocabulary, passages) => {
  const fits = fitsOf(word, vocabulary);
  if (fits.size) return { word, fits };
  const nearest = nearestTo(word, passages);
  return { word: nearest, fits: fitsOf(nearest, vocabulary) };
};

const TITLE = 6;
const WHOLE_TITLE = 6;
const CHAPTER = 2;
const TOGETHER = 4;
const LONG_TEXT = 300;

/* How many words a text has, and those that fit a word of the query: place, number, how well they fit each. */
const hitsIn = (text, meanings) => {
  const words = wordsOf(text);
  const hits = [];
  words.forEach((place, number) => {
    const stem = stemOf(place.word);
    const fits = meanings.map((meaning) => meaning.fits.get(stem) ?? 0);
    if (Math.max(...fits)) hits.push({ ...place, number, fits });
  });
  return { length: words.length, hits };
};

/* Whether two words of the query stand side by side, in its order. */
const standTogether = ({ hits }) =>
  hits.some(({ number, fits }, i) => {
    const before = hits[i - 1];
    return before?.number === number - 1 && fits.some((fit, k) => fit && before.fits[k - 1]);
  });

/* One section's score and hits. Titles count before text, and a word in a short text more than in a long. */
const judge = ([anchor, title, text], chapter, meanings) => {
  const [inTitle, inChapter, inText] = [title, chapter, text].map((each) => hitsIn(each, meanings));
  const best = ({ hits }, k) => Math.max(0, ...hits.map(({ fits }) => fits[k]));
  let words = 0;
  let score = 0;
  meanings.forEach((_, k) => {
    const sum = inText.hits.reduce((total, { fits }) => total + fits[k], 0);
    const share = inTitle.hits.filter(({ fits }) => fits[k]).length / Math.max(1, inTitle.length);
    const worth =
      TITLE * best(inTitle, k) * (0.5 + share / 2) +
      CHAPTER * best(inChapter, k) +
      (2 * Math.log2(1 + sum)) / (1 + inText.length / LONG_TEXT);
    if (worth > 0) words += 1;
    score += worth;
  });
  const whole = inTitle.hits.filter(({ fits }) => fits.includes(SAME)).length === inTitle.length;
  if (whole && inTitle.length) score += WHOLE_TITLE;
  if (standTogether(inTitle)) score += TOGETHER;
  if (standTogether(inText)) score += TOGETHER / 2;
  const own = inTitle.hits.length + inText.hits.length > 0;
  return { anchor, title, text, chapter, titleHits: inTitle.hits, textHits: inText.hits, words: own ? words : 0, score };
};

/* The stretch of a section's text that says most about the query, cut where words end. */
const SNIPPET = 220;
const snippetOf = ({ text, textHits }) => {
  const worth = (from) => {
    const near = textHits.filter(({ start, end }) => start >= from && end <= from + SNIPPET);
    const distinct = new Set(near.flatMap(({ fits }) => fits.flatMap((fit, k) => (fit ? [k] : []))));
    return distinct.size * 10 + near.reduce((total, { fits }) => total + Math.max(...fits), 0);
  };
  let best = { start: 0, worth: 0 };
  for (const { start } of textHits) if (worth(start) > best.worth) best = { start, worth: worth(start) };
  let from = 0;
  if (best.start > SNIPPET / 2) {
    const sentence = text.lastIndexOf(". ", best.start);
    from = best.start - sentence < SNIPPET / 2 ? sentence + 2 : text.lastIndexOf(" ", best.start - 40) + 1;
  }
  const to = text.length - from <= SNIPPET + 40 ? text.length : text.lastIndexOf(" ", from + SNIPPET);
  return { from, to, marks: textHits.filter(({ start, end }) => start >= from && end <= to) };
};

/* The stems of the index, folded, with the numbers of their pages. */
const vocabularyOf = (index) => {
  const vocabulary = new Map();
  for (const [term, pages] of [index.terms, index.titleterms].flatMap(Object.entries)) {
    const folded = fold(term);
    vocabulary.set(folded, (vocabulary.get(folded) ?? []).concat(pages));
  }
  return vocabulary;
};

const MOST_OF_A_CHAPTER = 3;
const MOST = 24;

/* What a query finds: the sections to show, best first; how many there are, on how many pages; whether they
   hold every word of the query; and the query as it was understood, where that is not as it was typed. */
const search = (query, index, passages) => {
  const vocabulary = vocabularyOf(index);
  const typed = queryWords(query);
  const meanings = typed.map((word) => meaningOf(word, vocabulary, passages));
  const pages = new Set(meanings.flatMap(({ fits }) => [...fits.keys()].flatMap((term) => vocabulary.get(term))));
  const sections = [...pages].flatMap((page) => {
    const all = passages[index.docnames[page]] ?? [];
    return all.map((each) => ({ page, ...judge(each, all[0][1], meanings) }));
  });
  const most = Math.max(0, ...sections.map(({ words }) => words));
  const found = sections
    .filter(({ words }) => words && words === most)
    .sort((a, b) => b.score - a.score || a.page - b.page);
  const ofChapter = new Map();
  const shown = found.filter(({ page }) => {
    ofChapter.set(page, (ofChapter.get(page) ?? 0) + 1);
    return ofChapter.get(page) <= MOST_OF_A_CHAPTER;
  });
  const understood = meanings.map(({ word }) => word);
  return {
    sections: shown.slice(0, MOST),
    total: found.length,
    pages: ofChapter.size,
    complete: most === typed.length,
    meant: understood.join(" ") === typed.join(" ") ? "" : understood.join(" "),
  };
};
