// Narrows the table of outlets to what is typed. Without this script the whole table is there.

const search = document.getElementById("search");
const rows = [...document.querySelectorAll("#outlets tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);

search.closest("p").hidden = false;
search.addEventListener("input", () => {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const [row, text] of rows) {
    row.hidden = !wanted.every((word) => text.includes(word));
    left += row.hidden ? 0 : 1;
  }
  document.getElementById("none").hidden = left > 0;
});
