// Going through a report: one reference at a time beside the document, by mouse or by keyboard.
// The page reads without this script: the list of references is there, and each has a page of its own.

import { card, changed, decide } from "./cards.js";
import { filters } from "./filters.js";
import { keyboard } from "./keyboard.js";
import { watch } from "./watch.js";

const evidence = document.getElementById("evidence");
const list = document.getElementById("rows");
const shown = document.getElementById("card");
const steps = document.getElementById("steps");
const map = document.getElementById("map");
const decided = []; // what this page decided on, for undoing the last

let current = "";

const rows = () => [...list.children];
const row = (id) => document.getElementById(id);
const say = (words) => { document.getElementById("said").textContent = words; };
const narrow = matchMedia("(max-width: 900px)");

// ── one reference, or the list ──

async function open(id, { focus = true } = {}) {
  const it = row(id);
  if (!it) return;
  if (it.hidden) filter.all();
  current = id;
  history.replaceState(null, "", `#${id}`);
  place(it);
  mark(it);
  const part = await card(id);
  if (current !== id) return; // gone on meanwhile
  paint(part);
  if (focus) shown.querySelector(".card")?.focus({ preventScroll: true });
  const next = rows().filter((one) => !one.hidden);
  const after = next[next.indexOf(it) + 1];
  if (after) card(after.id);
}

function paint(part) {
  const { nodes, fresh } = part;
  if (fresh) replaceRow(fresh);
  shown.replaceChildren(...nodes);
  for (const input of shown.querySelectorAll("[name=reviewer]")) input.value = localStorage.getItem("reviewer") || "";
  list.hidden = true;
  shown.hidden = steps.hidden = false;
  evidence.classList.add("one");
  evidence.scrollTop = 0;
}

function replaceRow(fresh) {
  const old = row(fresh.id);
  fresh.hidden = old.hidden;
  if (old.isEqualNode(fresh)) return;
  old.replaceWith(fresh);
  recolour(fresh);
  filter.count();
}

function close() {
  const it = row(current);
  current = "";
  history.replaceState(null, "", location.pathname);
  shown.hidden = steps.hidden = true;
  list.hidden = false;
  evidence.classList.remove("one");
  mark(null);
  it?.scrollIntoView({ block: "nearest" });
  it?.querySelector("a").focus({ preventScroll: true });
}

function place(it) {
  const seen = rows().filter((one) => !one.hidden);
  document.getElementById("place").textContent = `${seen.indexOf(it) + 1} of ${seen.length}`;
  say(`${seen.indexOf(it) + 1} of ${seen.length}: ${it.querySelector(".row-source").textContent.trim()}, ` +
    it.querySelector(".row-verdict").textContent.trim());
}

// Where the reference stands: its citation, the words it vouches for, its mark on the map.
function mark(it) {
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  light(it?.dataset.citation);
  if (!it) return;
  const cited = document.getElementById(it.dataset.citation);
  cited.classList.add("here");
  map?.querySelector(`[data-reference="${it.id}"]`)?.classList.add("here");
  bring(cited);
}

// Lines that were never in view have a height that was only guessed: what is brought into view may move once more.
function bring(cited, times = 6) {
  const { top, bottom } = cited.getBoundingClientRect();
  const foot = narrow.matches ? innerHeight * 0.36 : innerHeight;
  if (top >= 40 && bottom <= foot - 20) return;
  cited.scrollIntoView({ block: narrow.matches ? "start" : "center" });
  if (times && cited.classList.contains("here")) requestAnimationFrame(() => bring(cited, times - 1));
}

const claims = new Map();
for (const claim of document.querySelectorAll(".claim"))
  for (const id of claim.dataset.claims.split(" ")) claims.set(id, [...(claims.get(id) || []), claim]);

let lit = [];
function light(citation) {
  for (const claim of lit) claim.classList.remove("lit");
  lit = claims.get(citation) || [];
  for (const claim of lit) claim.classList.add("lit");
}

// A citation wears the gravest verdict of its references; the counts stand in that order.
function recolour(it) {
  const cited = document.getElementById(it.dataset.citation);
  const ofIt = rows().filter((one) => one.dataset.citation === it.dataset.citation);
  const kinds = [...document.querySelectorAll("#counts [data-words]")];
  const gravest = kinds.find((kind) => ofIt.some((one) => one.dataset.verdict === kind.dataset.filter));
  const verdict = gravest?.dataset.filter || "none";
  cited.className = cited.className.replace(/\bv-\w+/, `v-${verdict}`);
  cited.querySelector(".mark").textContent = gravest?.querySelector(".sign").textContent || "·";
  cited.querySelector(".unseen").textContent = ` ${gravest?.dataset.words || "not judged"}`;
  map?.querySelector(`[data-reference="${it.id}"]`)?.setAttribute("class",
    `v-${it.dataset.verdict || "none"}${it.id === current ? " here" : ""}`);
}

// ── going on ──

function step(by) {
  const seen = rows().filter((one) => !one.hidden);
  const at = seen.findIndex((one) => one.id === current);
  const next = current ? seen[at + by] : seen[by > 0 ? 0 : seen.length - 1];
  if (next) open(next.id);
  else say(by > 0 ? "That was the last." : "That was the first.");
}

function look() {
  const all = rows();
  const at = all.findIndex((one) => one.id === current);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => one.dataset.look && !one.hidden);
  if (next) open(next.id);
  else say("Nothing is left that needs a look.");
  return Boolean(next);
}

const form = (name) => shown.querySelector(`form[data-act="${name}"]`);

function unfold(name, field) {
  const details = current && shown.querySelector(`details[data-act="${name}"]`);
  if (!details) return;
  details.open = true;
  details.querySelector(field).focus();
}

async function undo() {
  if (!form("undo")) {
    const last = decided.pop();
    if (!last) return say("There is nothing to undo.");
    await open(last);
  }
  form("undo")?.requestSubmit();
}

const actions = {
  next: () => step(1),
  previous: () => step(-1),
  look,
  list: () => current && close(),
  accept: () => (form("accept") ? form("accept").requestSubmit() : say("There is nothing to accept here.")),
  override: () => unfold("override", "select"),
  evidence: () => unfold("evidence", "input[type=url]"),
  undo,
  document: () => current && document.getElementById(row(current).dataset.citation).focus(),
};

// ── deciding ──

shown.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = event.target;
  const id = current;
  const name = sent.querySelector("[name=reviewer]");
  if (name?.type === "text") localStorage.setItem("reviewer", name.value.trim());
  const part = await decide(sent);
  if (part.problem) {
    shown.querySelector(".conflict")?.remove();
    const told = document.createElement("p");
    told.className = "failed conflict";
    told.role = "alert";
    told.textContent = part.problem;
    shown.prepend(told);
    return;
  }
  paint(part);
  if (part.conflict) return;
  if (sent.action.endsWith("/evidence")) {
    say("It is being verified against that report.");
    if (!watching) location.reload();
    return;
  }
  if (sent.dataset.act !== "undo") decided.push(id);
  say(sent.dataset.act === "undo" ? "Undone." : `Decided: ${row(id).querySelector(".row-verdict").textContent.trim()}.`);
  if (sent.dataset.act === "accept" && look()) return;
  shown.querySelector(".card")?.focus({ preventScroll: true });
});

// ── mouse ──

list.addEventListener("click", (event) => {
  const it = event.target.closest(".row-of");
  if (!it || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(it.id);
});

document.querySelector(".document").addEventListener("click", (event) => {
  const cited = event.target.closest(".citation");
  if (!cited || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const ofIt = rows().filter((one) => one.dataset.citation === cited.dataset.citation);
  const at = ofIt.findIndex((one) => one.id === current);
  open(ofIt[(at + 1) % ofIt.length].id);
});

shown.addEventListener("click", (event) => {
  if (!event.target.closest(".back")) return;
  event.preventDefault();
  actions.document();
});

map?.addEventListener("click", (event) => {
  const at = ((event.clientY - map.getBoundingClientRect().top) / map.clientHeight) * 1000;
  const marks = [...map.children].map((one) => [Math.abs(one.getAttribute("y") - at), one.dataset.reference]);
  open(marks.sort((one, other) => one[0] - other[0])[0][1]);
});

for (const area of [document.querySelector(".document"), list])
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    area.addEventListener(on, (event) => {
      const over = event.target.closest("[data-citation]");
      if (over) light(over.dataset.citation);
    });
    area.addEventListener(off, () => light(row(current)?.dataset.citation));
  }

steps.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name === "help") document.getElementById("keys").showModal();
  else actions[name]?.();
});

// ── beginning ──

evidence.classList.add("scripted");
const filter = filters(rows, map, document.getElementById("counts"), () => (current ? place(row(current)) : null));
keyboard(actions, document.getElementById("keys"), document.getElementById("keys-on"));

const busy = () => [...shown.querySelectorAll("[name=note], [name=url]")].some((input) => input.value !== input.defaultValue);
const watching = watch(document.getElementById("job"), {
  moved: async (id) => {
    const { fresh } = await card(id, { anew: true });
    if (fresh) replaceRow(fresh);
    if (id === current && !busy()) open(id, { focus: false });
  },
  over: () => { if (!busy()) location.reload(); },
});

// Somebody else may have decided while this page was out of sight.
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || !current || busy()) return;
  if (await changed(current)) open(current, { focus: false });
});

function fromAddress() {
  const id = location.hash.slice(1);
  if (id && id !== current && row(id)?.classList.contains("row-of")) open(id, { focus: false });
}
addEventListener("hashchange", fromAddress);
fromAddress();
