// One key a move. They can be switched off, for those whose speech or switches send keys (WCAG 2.1.4).

const KEYS = {
  j: "next", n: "next", k: "previous", p: "previous", l: "look", a: "accept", o: "override", e: "evidence",
  u: "undo", d: "document", Escape: "list",
};

export function keyboard(actions, help, on) {
  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (event.key === "?") return help.showModal();
    if (!on.checked && event.key !== "Escape") return;
    const action = actions[KEYS[event.key]];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
