// A count of a verdict shows only its references, in the list, the document and the map; a second click all again.

export function filters(rows, map, counts, changed) {
  let chosen = "";
  const fits = (row, kind) =>
    !kind || (kind === "look" ? row.dataset.look : kind === "decided" ? row.dataset.decided : row.dataset.verdict === kind);

  function apply(kind) {
    chosen = kind;
    const left = new Set();
    for (const row of rows()) {
      row.hidden = !fits(row, kind);
      if (!row.hidden) left.add(row.id).add(row.dataset.citation);
    }
    for (const cited of document.querySelectorAll(".citation")) cited.classList.toggle("out", !left.has(cited.id));
    for (const mark of map?.children || []) mark.classList.toggle("out", !left.has(mark.dataset.reference));
    for (const button of counts.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.filter === kind));
    changed();
  }

  for (const item of counts.querySelectorAll("[data-filter]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...item.childNodes);
    button.dataset.filter = item.dataset.filter;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => apply(chosen === button.dataset.filter ? "" : button.dataset.filter));
    item.append(button);
  }

  return {
    all: () => apply(""),
    count: () => {
      for (const item of counts.querySelectorAll("li[data-filter]")) {
        const times = rows().filter((row) => fits(row, item.dataset.filter)).length;
        item.querySelector(".count").textContent = times;
        item.hidden = !times;
      }
    },
  };
}
