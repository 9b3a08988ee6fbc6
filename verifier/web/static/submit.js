// What is cited is shown as soon as a document is chosen or pasted, before anything is looked for.
// Without this script the form has a button for it, and works the same.

const form = document.getElementById("submission");
const preview = document.getElementById("preview");
const drop = document.getElementById("drop");
const file = form.elements.file;
const PAUSE_MS = 700;
let timer = 0, asked = 0;

form.classList.add("scripted");

async function look() {
  clearTimeout(timer);
  const mine = ++asked;
  if (!file.files.length && !form.elements.text.value.trim()) return preview.replaceChildren();
  const answer = await fetch("/preview?part=1", { method: "POST", body: new FormData(form) }).catch(() => null);
  if (mine !== asked) return; // asked again meanwhile
  preview.innerHTML = answer ? await answer.text() : ""; // the service's own markup, in which the document is escaped
  for (const one of preview.querySelectorAll(".found-one")) changed(one);
}

function changed(one) {
  const fields = [...one.querySelectorAll("input, textarea")];
  one.classList.toggle("changed", fields.some((field) =>
    field.type === "checkbox" ? field.checked : field.value !== field.defaultValue));
}

// Another document has other citations: what was corrected in the last one is of no use.
function another() {
  preview.replaceChildren();
  look();
}

file.addEventListener("change", another);
form.elements.text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(another, PAUSE_MS);
});
form.elements.published.addEventListener("change", look);
form.elements.text.addEventListener("paste", () => setTimeout(another));
preview.addEventListener("input", (event) => changed(event.target.closest(".found-one")));

document.getElementById("look").addEventListener("click", (event) => {
  event.preventDefault();
  look();
});

for (const kind of ["dragenter", "dragover"])
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const kind of ["dragleave", "drop"])
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("over"); });
drop.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  another();
});
