// Watching a job and going through its report by keyboard. The page reads and works without this script.

const job = document.getElementById("job");

function watch() {
  const source = new EventSource(job.dataset.events);
  const show = (message) => {
    const { status, stage, progress } = JSON.parse(message.data);
    const bar = document.getElementById("progress");
    bar.max = progress.references || 1;
    bar.value = progress.done;
    document.getElementById("stage").textContent =
      `${status === "running" ? stage : status}: ${progress.done} of ${progress.references} references`;
  };
  source.addEventListener("job", (message) => {
    show(message);
    // The citations stand in the page as soon as they are known.
    if (!cards.length && JSON.parse(message.data).progress.references) location.reload();
  });
  source.addEventListener("reference", show);
  source.addEventListener("end", () => { source.close(); location.reload(); });
}

const cards = [...document.querySelectorAll(".card")];
let current = cards.findIndex((card) => `#${card.id}` === location.hash);

function step(by) {
  let index = current + by;
  while (cards[index]?.hidden) index += by;
  goTo(index);
}

function goTo(index) {
  if (!cards[index]) return;
  cards[current]?.classList.remove("current");
  current = index;
  const card = cards[index];
  card.classList.add("current");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  document.getElementById(card.dataset.citation)?.scrollIntoView({ block: "center" });
  light(card.dataset.citation);
}

function light(citation) {
  for (const claim of document.querySelectorAll(".claim"))
    claim.classList.toggle("lit", claim.dataset.claims.split(" ").includes(citation));
}

function nextToLookAt() {
  const rest = [...cards.slice(current + 1), ...cards.slice(0, current + 1)];
  const card = rest.find((one) => one.dataset.verdict !== "verified" && !one.hidden);
  if (card) goTo(cards.indexOf(card));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "n") nextToLookAt();
  else if (event.key === "d") document.getElementById(cards[current]?.dataset.citation)?.focus();
});

for (const element of document.querySelectorAll("[data-citation]"))
  for (const [name, citation] of [["mouseenter", element.dataset.citation], ["mouseleave", ""]])
    element.addEventListener(name, () => light(citation));

// A count in the summary shows only its verdict's cards; a second click shows all again.
function filter(verdict) {
  for (const card of cards) card.hidden = Boolean(verdict) && card.dataset.verdict !== verdict;
  for (const button of document.querySelectorAll(".counts button"))
    button.setAttribute("aria-pressed", String(button.dataset.filter === verdict));
}

for (const count of document.querySelectorAll(".counts [data-filter]")) {
  const button = document.createElement("button");
  button.append(...count.childNodes);
  button.dataset.filter = count.dataset.filter;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () =>
    filter(button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.filter));
  count.append(button);
}

// A link into the evidence must not lead to a hidden card.
window.addEventListener("hashchange", () => {
  if (document.getElementById(location.hash.slice(1))?.hidden) filter("");
});

if (job && job.dataset.over === "no") watch();
