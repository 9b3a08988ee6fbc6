// Following a job that runs: a reference that moved, how the whole is getting on, and its end.

const EVERY_MS = 2500; // the state is fetched anew no more often

export function watch(job, { moved, over }) {
  if (job.dataset.over === "yes") return null;
  const state = document.getElementById("state");
  const source = new EventSource(job.dataset.events);
  const queue = new Set();
  let working = false, timer = 0;

  async function refresh() {
    timer = 0;
    const began = performance.now();
    const answer = await fetch(`/jobs/${job.dataset.id}/progress`).catch(() => null);
    if (answer?.ok) {
      const text = await answer.text();
      if (!state.contains(document.activeElement)) state.innerHTML = text; // the service's own markup
    }
    // A job of a thousand references takes longer to tell of, and is asked about less often.
    timer = setTimeout(refresh, Math.max(EVERY_MS, 10 * (performance.now() - began)));
  }

  async function work() {
    if (working) return;
    working = true;
    for (const id of queue) {
      queue.delete(id);
      await moved(id);
    }
    working = false;
  }

  source.addEventListener("job", (message) => {
    // The citations stand in the page as soon as they are known.
    if (job.dataset.references === "0" && JSON.parse(message.data).progress.references) location.reload();
  });
  source.addEventListener("reference", (message) => {
    queue.add(JSON.parse(message.data).event.reference);
    work();
  });
  source.addEventListener("end", () => {
    source.close();
    clearTimeout(timer);
    refresh().then(() => { clearTimeout(timer); over(); });
  });
  timer = setTimeout(refresh, EVERY_MS);
  return source;
}
