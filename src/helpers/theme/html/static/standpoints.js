/* The closing pages as a form: what is filled in is kept on this device alone, saved to a file and loaded from one,
   deleted, and laid beside another person's. Nothing is sent anywhere, and another person's answers are not kept.

   Answers are { name, answers: { topic: { question: text } } } under the keys of the page, without what is blank. */
"use strict";

const KIND = "vaeresteder-standpunkter";
const LARGEST_FILE = 1_000_000;
const tools = document.querySelector(".form-tools");
const edition = tools.dataset.edition;
const version = Number(tools.dataset.version);
const KEPT_AS = `${KIND}.${edition}`;
const nameField = document.getElementById("standpunkter-navn");
const file = tools.querySelector("[type=file]");
const said = tools.querySelector(".said");
const undo = tools.querySelector("[data-does=undo]");
const beside = tools.querySelector(".beside");

const create = (tag, content = [], attributes = {}) => {
  const element = document.createElement(tag);
  element.append(...[content].flat());
  return Object.assign(element, attributes);
};

/* What the page asks: topic → { title, own, questions: question → { label, field, choices, longest } }. */
const asked = (field) => {
  const radios = [...field.querySelectorAll("[type=radio]")];
  const label = radios.length ? field.querySelector("legend") : field.labels[0];
  const choices = new Map(radios.map((radio) => [radio.value, radio.parentElement.textContent.trim()]));
  return { label: label.textContent, field, choices, longest: field.maxLength };
};
const topics = new Map(
  [...document.querySelectorAll(".topic")].map((topic) => {
    const fields = [...topic.querySelectorAll("[data-question]")];
    const questions = new Map(fields.map((field) => [field.dataset.question, asked(field)]));
    return [topic.id, { title: topic.querySelector("legend").textContent, own: !!topic.querySelector(".line"), questions }];
  })
);

/* The form ----------------------------------------------------------------------------------------- */

const valueOf = ({ field, choices }) => (choices.size ? field.querySelector(":checked")?.value ?? "" : field.value);

/* What a field holds, on paper: a box to write in may be too small for it. */
const mirror = (field) => {
  const paper = field.nextElementSibling ?? field.insertAdjacentElement("afterend", create("div", [], { className: "written" }));
  paper.setAttribute("aria-hidden", "true");
  paper.textContent = field.value;
};

const put = ({ field, choices }, value) => {
  for (const radio of field.querySelectorAll("[type=radio]")) radio.checked = radio.value === value;
  if (choices.size) return;
  field.value = value;
  mirror(field);
};

const everything = () => [...topics].flatMap(([topic, { questions }]) => [...questions].map(([key, each]) => [topic, key, each]));

const readForm = () => {
  const answers = {};
  for (const [topic, key, question] of everything()) {
    const value = valueOf(question);
    if (value.trim()) (answers[topic] ??= {})[key] = value;
  }
  return { name: nameField.value.trim(), answers };
};

const fillForm = ({ name, answers }) => {
  nameField.value = name;
  mirror(nameField);
  for (const [topic, key, question] of everything()) put(question, answers[topic]?.[key] ?? "");
};

const isBlank = ({ name, answers }) => !name && !Object.keys(answers).length;

/* Files, which may hold anything ------------------------------------------------------------------- */

class Refused extends Error {}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const writeFile = ({ name, answers }) => JSON.stringify({ kind: KIND, version, edition, name, answers }, null, 2);

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("Den er ikke gemt fra denne side, eller den er blevet ændret, så den ikke kan læses.");
  }
};

/* What is wrong with one answer of a file; nothing where it can be used. */
const faultOf = (question, value) => {
  if (typeof value !== "string") return "svaret er ikke en tekst";
  if (question.choices.size && !question.choices.has(value)) return `»${value.slice(0, 40)}« er ikke en af svarmulighederne`;
  if (!question.choices.size && value.length > question.longest) return `teksten er længere end ${question.longest} tegn`;
  return "";
};

/* The answers in the text of a file, and a remark on what this edition does not ask; throws Refused. */
const readFile = (text) => {
  const told = parse(text);
  if (!isRecord(told) || told.kind !== KIND) throw new Refused("Den er ikke gemt fra denne side.");
  if (told.version !== version) throw new Refused("Den er gemt fra en anden udformning af siden, som denne side ikke kan læse.");
  if (typeof told.edition !== "string" || !/^\d{4}$/.test(told.edition)) throw new Refused("Den siger ikke, hvilken udgave den hører til.");
  if (typeof told.name !== "string" || told.name.length > nameField.maxLength) throw new Refused("Navnet i den er ikke en kort tekst.");
  if (!isRecord(told.answers)) throw new Refused("Den har ingen svar.");
  const answers = {};
  const faults = [];
  let left = 0;
  for (const [key, given] of Object.entries(told.answers)) {
    const topic = topics.get(key);
    if (!isRecord(given)) faults.push(`»${(topic?.title ?? key).slice(0, 60)}«: svarene kan ikke læses`);
    else
      for (const [each, value] of Object.entries(given)) {
        const question = topic?.questions.get(each);
        const fault = question && faultOf(question, value);
        if (!question) left += 1;
        else if (fault) faults.push(`»${topic.title}«, »${question.label}«: ${fault}`);
        else if (value.trim()) (answers[key] ??= {})[each] = value;
      }
  }
  if (left && told.edition === edition) faults.push(`${left} svar hører ikke til noget emne på siden`);
  if (faults.length) throw new Refused(`${faults.slice(0, 3).join("; ")}${faults.length > 3 ? `; og ${faults.length - 3} fejl mere` : ""}.`);
  const remark = told.edition === edition ? "" : ` Filen er fra udgave ${told.edition}.`;
  const missed = left ? ` ${left} svar er udeladt, fordi denne udgave ikke har emnet.` : "";
  return { name: told.name.trim(), answers, remark: remark + missed };
};

/* Keeping ------------------------------------------------------------------------------------------- */

let undone = null;

const tell = (text, before = null) => {
  said.replaceChildren(create("p", text));
  undone = before;
  undo.hidden = !before;
};

/* Above the first field, where it is read before something is written. */
const warning = create("div", [], { className: "said" });
warning.setAttribute("role", "status");
document.querySelector(".topics").before(warning);

const NOT_KEPT = "Browseren vil ikke huske noget for denne side. Gem svarene i en fil, før du lukker den.";

const warn = (text) => {
  if (warning.textContent !== text) warning.replaceChildren(create("p", text));
};

const keep = () => {
  const state = readForm();
  try {
    if (isBlank(state)) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, writeFile(state));
    warn("");
  } catch {
    warn(NOT_KEPT);
  }
};

const restore = () => {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    /* Some browsers refuse only to write. */
    localStorage.setItem(KEPT_AS, kept ?? "");
    if (kept) fillForm(readFile(kept));
    else localStorage.removeItem(KEPT_AS);
  } catch (fault) {
    warn(fault instanceof Refused ? `Det, der var gemt på denne enhed, kan ikke bruges. ${fault.message}` : NOT_KEPT);
  }
};

/* Side by side -------------------------------------------------------------------------------------- */

let theirs = null;

const verdictOn = (topic, { own, questions }, mine) => {
  const choice = [...questions].find(([, { choices }]) => choices.size)?.[0];
  const [one, other] = [mine, theirs].map(({ answers }) => answers[topic]?.[choice]);
  if (own || !(one || other)) return "";
  if (!(one && other)) return "Kun den ene har svaret";
  return one === other ? "= Samme svar" : "≠ Forskellige svar";
};

const cellOf = ({ label, choices }, value) =>
  create("td", [
    create("span", `${label} `, { className: "question" }),
    value ? create("span", choices.get(value) ?? value, { className: "answer" }) : create("span", "Intet svar", { className: "none" }),
  ]);

const topicBeside = ([topic, about], mine) => {
  const verdict = verdictOn(topic, about, mine);
  const head = create("th", about.title, { scope: "rowgroup", colSpan: 2 });
  if (verdict) head.append(" ", create("span", verdict, { className: "verdict" }));
  const rows = [...about.questions].flatMap(([key, question]) => {
    const [one, other] = [mine, theirs].map(({ answers }) => answers[topic]?.[key] ?? "");
    if (!one && !other) return [];
    const differs = question.choices.size && verdict.startsWith("≠");
    return [create("tr", [cellOf(question, one), cellOf(question, other)], { className: differs ? "differs" : "" })];
  });
  return rows.length ? [{ verdict, body: create("tbody", [create("tr", head), ...rows]) }] : [];
};

const counted = (number) => (number === 1 ? "ét emne" : `${number} emner`);

const showBeside = () => {
  const mine = readForm();
  const shown = [...topics].flatMap((topic) => topicBeside(topic, mine));
  const both = shown.filter(({ verdict }) => /^[=≠]/.test(verdict));
  const differ = both.filter(({ verdict }) => verdict.startsWith("≠"));
  const heads = [mine.name ? `Dine svar (${mine.name})` : "Dine svar", theirs.name || "Den andens svar"];
  const table = create("table", [
    create("thead", create("tr", heads.map((head) => create("th", head, { scope: "col" })))),
    ...shown.map(({ body }) => body),
  ]);
  table.setAttribute("aria-labelledby", "side-om-side");
  beside.querySelector("table")?.remove();
  beside.querySelector(".summary").textContent =
    `I har begge svaret på, hvor tilfredse I er, for ${counted(both.length)}. Svarene er forskellige for ${counted(differ.length)}.`;
  if (shown.length) beside.querySelector(".summary").after(table);
};

const lay = (answers) => {
  theirs = answers;
  const heading = create("h3", "Side om side", { id: "side-om-side", tabIndex: -1 });
  const close = create("button", "Luk side om side", { type: "button" });
  close.addEventListener("click", () => {
    theirs = null;
    beside.hidden = true;
    beside.replaceChildren();
    tell("Den andens svar er lukket og er ikke gemt her.");
    tools.querySelector("[data-does=lay]").focus();
  });
  beside.replaceChildren(heading, create("p", [], { className: "summary" }), create("p", close, { className: "buttons" }));
  beside.hidden = false;
  showBeside();
  heading.focus();
};

/* What can be done ---------------------------------------------------------------------------------- */

const changed = () => {
  keep();
  if (theirs) showBeside();
};

const replaceAnswers = (answers, text) => {
  const before = readForm();
  fillForm(answers);
  tell(text, before);
  changed();
};

const nameOfFile = (name) => {
  const short = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `standpunkter-${edition}${short ? `-${short}` : ""}.json`;
};

let whenRead = null;

const choose = (then) => {
  whenRead = then;
  file.value = "";
  file.click();
};

const take = async ([chosen]) => {
  if (!chosen) return;
  try {
    if (chosen.size > LARGEST_FILE) throw new Refused("Den er for stor til at være gemt fra denne side.");
    whenRead(readFile(await chosen.text()));
  } catch (fault) {
    const why = fault instanceof Refused ? fault.message : "Browseren kunne ikke læse den.";
    tell(`Filen »${chosen.name}« kan ikke bruges. ${why} Dine svar er, som de var.`);
  }
};

const does = {
  save: () => {
    const state = readForm();
    const address = URL.createObjectURL(new Blob([`${writeFile(state)}\n`], { type: "application/json" }));
    const download = nameOfFile(state.name);
    create("a", [], { href: address, download }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    tell(`Svarene er gemt i filen »${download}«.`);
  },
  load: () => choose((answers) => replaceAnswers(answers, `Svarene er hentet fra filen og står i felterne.${answers.remark}`)),
  lay: () =>
    choose((answers) => {
      tell(`Den andens svar er lagt ved siden af dine.${answers.remark}`);
      lay(answers);
    }),
  print: () => window.print(),
  delete: () => replaceAnswers({ name: "", answers: {} }, "Dine svar er slettet, også fra denne enhed."),
  undo: () => {
    fillForm(undone);
    tell("Svarene er, som de var.");
    changed();
    tools.querySelector("[data-does=save]").focus();
  },
};

for (const button of tools.querySelectorAll("[data-does]")) button.addEventListener("click", () => does[button.dataset.does]());
file.addEventListener("change", () => take(file.files));

document.addEventListener("input", ({ target }) => {
  if (!target.closest(".topic, .form-tools") || target === file) return;
  if (target.matches("textarea, [type=text]")) mirror(target);
  if (undone) tell("");
  changed();
});

/* Who chooses an answer once more, with pointer or space bar, takes it back. */
for (const [, , { field }] of everything().filter(([, , { choices }]) => choices.size)) {
  let before = null;
  const takeBack = (radio) => {
    radio.checked = false;
    before = null;
    changed();
  };
  field.addEventListener("pointerdown", () => (before = field.querySelector(":checked")));
  field.addEventListener("click", ({ target }) => target === before && takeBack(target));
  field.addEventListener("keydown", (event) => {
    before = null;
    if (event.key !== " " || !event.target.checked) return;
    event.preventDefault();
    takeBack(event.target);
  });
}

/* The same page in another tab. */
window.addEventListener("storage", ({ key }) => {
  if (key !== null && key !== KEPT_AS) return;
  fillForm({ name: "", answers: {} });
  restore();
  if (theirs) showBeside();
});

tools.querySelector(".without-script").hidden = true;
tools.querySelector(".with-script").hidden = false;
fillForm({ name: "", answers: {} });
restore();
