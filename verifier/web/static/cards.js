// The cards of references, fetched as they are opened, and what the server makes of a decision.

const kept = new Map(); // reference → a promise of its part

function parted(text) {
  const found = document.createElement("template");
  found.innerHTML = text; // the service's own markup, in which all that was fetched is escaped
  const row = found.content.querySelector("template")?.content.querySelector(".row-of");
  return { fresh: row && document.importNode(row, true), nodes: [...found.content.children].filter((one) => one.localName !== "template") };
}

async function answered(response) {
  const text = await response.text();
  if (response.ok || response.status === 412) return { text, conflict: response.status === 412 };
  const told = new DOMParser().parseFromString(text, "text/html").querySelector(".failed");
  return { problem: told?.textContent || `That did not work (${response.status}).` };
}

const lost = { problem: "The service does not answer." };

// A part is painted once; what is kept is its text.
export async function card(id, { anew = false } = {}) {
  if (anew) kept.delete(id);
  if (!kept.has(id))
    kept.set(id, fetch(`/references/${id}?part=card`).then(answered).catch(() => lost));
  const answer = await kept.get(id);
  if (answer.problem) {
    kept.delete(id);
    const told = document.createElement("p");
    told.className = "failed";
    told.textContent = answer.problem;
    return { nodes: [told] };
  }
  return parted(answer.text);
}

// Whether the server says something else of it than what is kept, which is then what it says now.
export async function changed(id) {
  const before = await kept.get(id);
  kept.set(id, fetch(`/references/${id}?part=card`).then(answered).catch(() => before));
  return (await kept.get(id))?.text !== before?.text;
}

// Send the form of a decision: its part as it is then, `conflict` where somebody was first, or the `problem`.
export async function decide(form) {
  const id = new URL(form.action).pathname.split("/")[2];
  const answer = await fetch(`${form.action}?part=card`, { method: "POST", body: new FormData(form) })
    .then(answered).catch(() => lost);
  if (answer.problem) return answer;
  kept.set(id, Promise.resolve({ text: answer.conflict ? await fetch(`/references/${id}?part=card`).then((one) => one.text()) : answer.text }));
  return { ...parted(answer.text), conflict: answer.conflict };
}
