// Watching a job and going through its report by keyboard. The page reads and works without this script.

const job = document.getElementById("job");

function watch() {
  const source = new EventSource(job.dataset.events);
  const show = (message) => {
    const { status, stage, progress } = JSON.parse(message.data).job;
    const bar = document.getElementById("progress");
    bar.max = progress.references || 1;
    bar.value = progress.done;
    document.getElementById("stage").textContent =
      `${status}: ${stage}, ${progress.done} of ${progress.references} references`;
  };
  source.addEventListener("job", show);
  source.addEventListener("reference", show);
  source.addEventListener("end", () => { source.close(); location.reload(); });
}

if (job && job.dataset.over === "no") watch();

const cards = [...document.querySelectorAll(".card")];
let current = cards.findIndex((card) => `#${card.id}` === location.hash);

function goTo(index) {
  if (index < 0 || index >= cards.length) return;
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
  const card = rest.find((one) => one.dataset.verdict !== "verified");
  if (card) goTo(cards.indexOf(card));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") goTo(current + 1);
  else if (event.key === "k") goTo(Math.max(current, 1) - 1);
  else if (event.key === "n") nextToLookAt();
  else if (event.key === "d") document.getElementById(cards[current]?.dataset.citation)?.focus();
});

for (const element of document.querySelectorAll("[data-citation]"))
  for (const [name, citation] of [["mouseenter", element.dataset.citation], ["mouseleave", ""]])
    element.addEventListener(name, () => light(citation));
