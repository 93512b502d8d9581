// Completions under the search box: the combobox with a list of the ARIA Authoring Practices. Without it the box is a box.
(() => {
  "use strict";

  // A number as the page writes it; nothing for none.
  const number = (count) =>
    count ? count.toLocaleString(document.documentElement.lang, { numberingSystem: "latn" }) : "";

  const list = document.getElementById("suggestions");
  const box = document.getElementById("q");
  if (!list || !box) return;
  const WAIT = 150;
  let asked = new AbortController();
  let timer = 0;
  let active = -1;

  const options = () => [...list.children];

  function mark(place) {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    asked.abort();
    clearTimeout(timer);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function option(suggestion, place) {
    const item = document.createElement("li");
    const label = document.createElement("bdi");
    const kind = document.createElement("span");
    item.id = `suggestion-${place}`;
    item.setAttribute("role", "option");
    item.dataset.address = suggestion.address;
    label.append(...marked(suggestion));
    kind.textContent = [list.dataset[suggestion.kind] ?? "", number(suggestion.count)].filter(String).join(" · ");
    kind.className = "suggestions__kind";
    item.append(label, " ", kind);
    return item;
  }

  // The label, with the part that was typed marked. Offsets count characters, not the halves of those beyond the BMP.
  function marked({ label, typed }) {
    if (!typed) return [label];
    const characters = [...label];
    const part = document.createElement("mark");
    part.textContent = characters.slice(typed[0], typed[1]).join("");
    return [characters.slice(0, typed[0]).join(""), part, characters.slice(typed[1]).join("")];
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(option));
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(suggestions.length > 0));
    mark(-1);
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const address = new URL(list.dataset.address, location.href);
    for (const [name, value] of new FormData(box.form)) if (value) address.searchParams.append(name, value);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Given up for a newer question, or the network is gone: no completions.
    }
  }

  function follow(item) {
    if (item.dataset.address.startsWith("/")) location.assign(item.dataset.address);
  }

  const keys = {
    ArrowDown: () => mark((active + 1) % options().length),
    ArrowUp: () => mark((active <= 0 ? options().length : active) - 1),
    Escape: close,
    Tab: close,
  };

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim()) timer = setTimeout(ask, WAIT);
    else close();
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      follow(options()[active]);
    } else if (keys[event.key]) {
      if (event.key !== "Tab") event.preventDefault();
      keys[event.key]();
    }
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) follow(item);
  });
})();
