// Comforts on top of a page that works without them: colours, filters that apply at once, short addresses, "/" to search.
(() => {
  "use strict";

  const root = document.documentElement;
  const form = document.getElementById("search");
  const desk = matchMedia("(min-width: 62rem)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function themes() {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // Storage is off: the choice holds for this page.
      }
      show();
    });
    dark.addEventListener("change", show);
  }

  function folds() {
    const fold = document.querySelector("[data-fold]");
    if (!fold) return;
    const follow = () => {
      fold.open = desk.matches;
    };
    follow();
    desk.addEventListener("change", follow);
  }

  function shortAddresses() {
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData.entries()]) {
        if (value === "") event.formData.delete(name);
      }
    });
  }

  function filters() {
    const panel = document.querySelector(".filters");
    if (!panel) return;
    const boxes = () => [...panel.querySelectorAll('input[type="checkbox"]')];
    const key = (box) => `${box.name}=${box.value}`;
    const last = sessionStorage.getItem("filter");
    sessionStorage.removeItem("filter");
    boxes().find((box) => key(box) === last)?.focus({ preventScroll: false });
    panel.addEventListener("change", ({ target: box }) => {
      if (box.type !== "checkbox") return;
      const twin = box.name.startsWith("not_") ? box.name.slice(4) : `not_${box.name}`;
      const other = boxes().find((one) => one.name === twin && one.value === box.value);
      if (box.checked && other) other.checked = false;
      if (!desk.matches) return;
      sessionStorage.setItem("filter", key(box));
      form.requestSubmit();
    });
  }

  // Values of a facet by any part of their labels: asked for from the server, which knows all of them in both languages.
  function finds() {
    for (const line of document.querySelectorAll("[data-find]")) find(line, line.querySelector("input"));
  }

  function find(line, box) {
    const WAIT = 150;
    const facet = line.closest(".facet");
    const more = facet.querySelector(".facet__more");
    const row = facet.querySelector(".facet__row");
    const found = document.createElement("ul");
    const none = document.createElement("p");
    let asked = new AbortController();
    let timer = 0;

    function show(values) {
      const waiting = values.filter((value) => !shown(facet, value.value));
      found.replaceChildren(...waiting.map((value) => filled(row, value)));
      const wanted = new Set(values.map((value) => value.value));
      for (const one of facet.querySelectorAll(".facet__row")) one.hidden = !wanted.has(valueOf(one));
      more.open = true;
      facet.classList.add("is-searched");
      none.textContent = values.length ? "" : line.dataset.none;
    }

    function reset() {
      found.replaceChildren();
      for (const one of facet.querySelectorAll(".facet__row")) one.hidden = false;
      none.textContent = "";
      facet.classList.remove("is-searched");
      more.open = false;
    }

    async function ask(text) {
      const search = new URLSearchParams(location.search);
      search.set("contains", text);
      const address = `${line.dataset.find}?${search}`;
      asked = new AbortController();
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).values);
      } catch (error) {
        if (error.name !== "AbortError") none.textContent = "";
      }
    }

    found.className = "facet__values";
    none.className = "facet__none";
    none.setAttribute("role", "status");
    line.after(none);
    facet.append(found);
    line.hidden = false;
    box.addEventListener("input", () => {
      asked.abort();
      clearTimeout(timer);
      const text = box.value.trim();
      if (text) timer = setTimeout(ask, WAIT, text);
      else reset();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  const valueOf = (row) => row.querySelector("input").value;
  const shown = (facet, value) => [...facet.querySelectorAll(".facet__row")].some((row) => valueOf(row) === value);

  // A row like the others for a value that the page does not list.
  function filled(row, value) {
    const made = row.cloneNode(true);
    const [choice, without] = made.querySelectorAll("input");
    const before = row.querySelector(".facet__label").textContent;
    for (const input of [choice, without]) {
      input.value = value.value;
      input.checked = false;
    }
    made.className = "facet__row";
    made.querySelector(".facet__label").textContent = value.label;
    made.querySelector(".facet__count").firstChild.textContent = value.count.toLocaleString(root.lang);
    for (const label of made.querySelectorAll(".facet__without, .facet__without .unseen")) {
      if (label.title) label.title = label.title.replace(before, value.label);
      else label.textContent = label.textContent.replace(before, value.label);
    }
    return made;
  }

  function slash() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      form.q.focus();
      form.q.select();
    });
  }

  // A page that comes back from memory shows the search that it has, not what was ticked on the way to another.
  function returns() {
    addEventListener("pageshow", (event) => {
      if (event.persisted) form.reset();
    });
  }

  themes();
  folds();
  finds();
  if (form) {
    shortAddresses();
    filters();
    returns();
    slash();
  }
})();
