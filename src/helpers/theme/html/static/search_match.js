/* How a search forgives: which words of the book a query means, where they stand, and what to show.
   Nothing here touches the page.

   `book` is {passages, registers, synonyms}: the pages by name, each with [anchor, title, text, cells] of its sections;
   the names of those that are looked up and not read; what people search for, with the words that the book has for it.
   Words of the book and of the query are stemmed here, by the same stemmer. */
"use strict";

/* What a word has in common with its spellings without æ, ø and å, and without accents. Whoever has no å writes aa: it
   is no a, and "råd" not "rad". */
const fold = (word) =>
  word
    .toLowerCase()
    .replace(/å/g, "aa")
    .replace(/æ|ae/g, "a")
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
const SYNONYM = 0.8;
const PART = 0.4;
/* In a short word one letter more or less is another word; letters may have changed places. */
const errorsForgiven = (word) => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2);
const MISPLACED_ONLY = 5;
const sameLetters = (a, b) => [...a].sort().join("") === [...b].sort().join("");

/* The stems of the book that a word is, or is a part of: folded stem → how well it fits. */
const fitsOf = (word, vocabulary, same = SAME) => {
  const stem = stemOf(word);
  const fits = new Map();
  for (const term of vocabulary.keys()) {
    if (term === stem || term === `§${stem}`) fits.set(term, same);
    else if (stem.length >= SHORTEST_PART && term.includes(stem)) fits.set(term, PART * same);
  }
  return fits;
};

/* The word of the book with the fewest typing errors between it and this one, the most frequent of several;
   the word itself where none is near. The first letter is never wrong. */
const nearestTo = (word, passages) => {
  const plain = fold(word);
  let fewest = errorsForgiven(plain);
  let nearest = new Map();
  for (const written of Object.values(passages).flat().flatMap(([, title, text]) => wordsOf(`${title} ${text}`))) {
    const other = fold(written.word);
    if (!fewest || other[0] !== plain[0]) continue;
    if (plain.length <= MISPLACED_ONLY && !sameLetters(plain, other)) continue;
    const errors = typingErrors(plain, other, fewest);
    if (errors > fewest) continue;
    if (errors < fewest) nearest = new Map();
    fewest = errors;
    const name = written.word.toLowerCase();
    nearest.set(name, (nearest.get(name) ?? 0) + 1);
  }
  return [...nearest].sort((a, b) => b[1] - a[1])[0]?.[0] ?? word;
};

/* What one word of a query means: itself and the words of the book for it, or the nearest word where the book has it
   neither alone nor in another. */
const meaningOf = (word, vocabulary, { passages, synonyms }) => {
  const fits = fitsOf(word, vocabulary);
  for (const other of synonyms.get(word) ?? synonyms.get(stemOf(word)) ?? [])
    for (const [term, fit] of fitsOf(other, vocabulary, SYNONYM)) fits.set(term, Math.max(fit, fits.get(term) ?? 0));
  if (fits.size) return { word, fits };
  const nearest = nearestTo(word, passages);
  return { word: nearest, fits: fitsOf(nearest, vocabulary) };
};

const TITLE = 6;
const WHOLE_TITLE = 9;
const CHAPTER = 2;
const TOGETHER = 4;
const LONG_TEXT = 300;
/* What is looked up stands behind what is read, and holds every word. */
const READ = 1;
const EXPLAINED = 0.6;
const LOOKED_UP = 0.3;

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
const judge = ([anchor, title, text, cells], chapter, meanings, register) => {
  const [inTitle, inChapter, inText, inCells] = [title, chapter, text, cells].map((each) => hitsIn(each, meanings));
  const best = ({ hits }, k) => Math.max(0, ...hits.map(({ fits }) => fits[k]));
  let words = 0;
  let score = 0;
  meanings.forEach((_, k) => {
    const sum = [...inText.hits, ...inCells.hits].reduce((total, { fits }) => total + fits[k], 0);
    const share = inTitle.hits.filter(({ fits }) => fits[k]).length / Math.max(1, inTitle.length);
    const worth =
      TITLE * best(inTitle, k) * (0.5 + share / 2) +
      CHAPTER * best(inChapter, k) +
      (2 * Math.log2(1 + sum)) / (1 + (inText.length + inCells.length) / LONG_TEXT);
    if (worth > 0) words += 1;
    score += worth;
  });
  const whole = inTitle.hits.filter(({ fits }) => fits.includes(SAME)).length === inTitle.length;
  if (standTogether(inTitle)) score += TOGETHER;
  if (standTogether(inText)) score += TOGETHER / 2;
  score *= register ? LOOKED_UP : anchor.startsWith("term-") ? EXPLAINED : READ;
  if (whole && inTitle.length) score += WHOLE_TITLE;
  const own = inTitle.hits.length + inText.hits.length + inCells.hits.length > 0;
  return { anchor, title, text, chapter, titleHits: inTitle.hits, textHits: inText.hits, words: own ? words : 0, score };
};

/* The sentences of a section that say most about the query: whole ones, as many as there is room for. */
const SNIPPET = 240;
const sentencesOf = (text) => [...text.matchAll(/\S.*?(?:[.!?:](?=\s+[^\p{Ll}\d])|$)/gu)].map(({ index, 0: said }) => ({
  from: index,
  to: index + said.length,
}));
const snippetOf = ({ text, textHits }) => {
  const sentences = sentencesOf(text);
  const within = ({ from, to }) => textHits.filter(({ start, end }) => start >= from && end <= to);
  const worth = (sentence) => {
    const near = within(sentence);
    const distinct = new Set(near.flatMap(({ fits }) => fits.flatMap((fit, k) => (fit ? [k] : []))));
    return distinct.size * 10 + near.reduce((total, { fits }) => total + Math.max(...fits), 0);
  };
  const most = Math.max(0, ...sentences.map(worth));
  const first = Math.max(0, sentences.findIndex((sentence) => worth(sentence) === most));
  let { from, to } = sentences[first] ?? { from: 0, to: 0 };
  for (const next of sentences.slice(first + 1)) if (next.to - from <= SNIPPET) to = next.to;
  /* A very long sentence is shown around its first word that fits. */
  if (to - from > 2 * SNIPPET) {
    const at = within({ from, to })[0]?.start ?? from;
    if (at - from > SNIPPET / 2) from = text.indexOf(" ", at - SNIPPET / 2) + 1;
    to = text.length - from <= SNIPPET ? text.length : text.lastIndexOf(" ", from + SNIPPET);
  }
  return { from, to, marks: within({ from, to }) };
};

/* The stems of the book, folded, with the names of their pages. */
const vocabularyOf = (passages) => {
  const vocabulary = new Map();
  for (const [page, sections] of Object.entries(passages))
    for (const { word } of wordsOf(sections.map(([, ...said]) => said.join(" ")).join(" "))) {
      const stem = stemOf(word);
      vocabulary.set(stem, (vocabulary.get(stem) ?? new Set()).add(page));
    }
  return vocabulary;
};

/* What people search for, by its stem where it is one word, by itself where it is several, with the words of the book. */
const synonymsOf = (listed) =>
  new Map(Object.entries(listed).map(([sought, words]) => [/\s/.test(sought) ? sought : stemOf(sought), words]));

/* The words that a query asks for; one that people ask in several words is one. */
const asked = (query, { synonyms }) => {
  const whole = query.toLowerCase().split(/\s+/).join(" ");
  return synonyms.has(whole) ? [whole] : queryWords(query);
};

const MOST_OF_A_CHAPTER = 3;
const MOST = 24;

/* What a query finds: the sections to show, best first; how many there are, on how many pages; whether they
   hold every word of the query; and the query as it was understood, where that is not as it was typed. */
const search = (query, book) => {
  const vocabulary = vocabularyOf(book.passages);
  const typed = asked(query, book);
  const meanings = typed.map((word) => meaningOf(word, vocabulary, book));
  const pages = new Set(meanings.flatMap(({ fits }) => [...fits.keys()].flatMap((term) => [...vocabulary.get(term)])));
  const sections = Object.keys(book.passages)
    .filter((page) => pages.has(page))
    .flatMap((page) => {
      const all = book.passages[page];
      return all.map((each) => ({ page, ...judge(each, all[0][1], meanings, book.registers.includes(page)) }));
    });
  const most = Math.max(0, ...sections.map(({ words }) => words));
  const found = sections.filter(({ words }) => words && words === most).sort((a, b) => b.score - a.score);
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
