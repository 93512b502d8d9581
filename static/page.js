// Comforts on top of a page that works without them: colours, filters that apply at once, short addresses, "/" to search,
// copies.
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

  // Titles alone, for those who want many of them on a screen.
  function density() {
    const button = document.querySelector("[data-density]");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.density === "compact"));
    show();
    button.addEventListener("click", () => {
      root.dataset.density = root.dataset.density === "compact" ? "" : "compact";
      try {
        localStorage.setItem("density", root.dataset.density);
      } catch {
        // Storage is off: the choice holds for this page.
      }
      show();
    });
  }

  // Copying and printing.
  function copies() {
    for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
      if (!navigator.clipboard) {
        button.hidden = true;
        continue;
      }
      button.addEventListener("click", async () => {
        const words = button.dataset.copyText ?? document.querySelector(button.dataset.copy).textContent;
        await navigator.clipboard.writeText(words.trim());
        const before = button.firstChild.textContent;
        button.classList.add("is-done");
        button.firstChild.textContent = button.dataset.done;
        button.setAttribute("aria-live", "polite");
        setTimeout(() => {
          button.classList.remove("is-done");
          button.firstChild.textContent = before;
        }, 2000);
      });
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.addEventListener("click", () => print());
    }
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
    dates(panel);
    counts(panel);
    hints(panel);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && location.hash === "#filters") location.hash = "#found";
    });
  }

  // Days apply as boxes do, once they are whole and left alone for a moment.
  function dates(panel) {
    const PAUSE = 900;
    let timer = 0;
    for (const box of panel.querySelectorAll('input[type="date"], #when')) {
      box.addEventListener("change", () => {
        clearTimeout(timer);
        const year = Number(box.value.slice(0, 4));
        const whole = box.id === "when" || box.value === "" || year >= 1000;
        if (desk.matches && whole) timer = setTimeout(() => form.requestSubmit(), box.id === "when" ? 0 : PAUSE);
      });
      box.addEventListener("input", () => clearTimeout(timer));
    }
  }

  // On the sheet of a phone nothing applies at once: the button says how many articles there would be.
  function counts(panel) {
    const button = panel.querySelector("[data-count]");
    let asked = new AbortController();
    panel.addEventListener("change", async () => {
      if (desk.matches) return;
      asked.abort();
      asked = new AbortController();
      const search = new URLSearchParams(new FormData(form));
      search.set("limit", "1");
      try {
        const answer = await fetch(`${button.dataset.count}?${search}`, { signal: asked.signal });
        if (!answer.ok) return;
        const { total } = await answer.json();
        button.textContent = button.dataset.words.replace("#", total.toLocaleString(root.lang, { numberingSystem: "latn" }));
      } catch {
        // Given up for a newer question, or the network is gone: the old number stays.
      }
    });
  }

  // Values of a facet by any part of their labels: asked for from the server, which knows all of them in both languages.
  function finds() {
    for (const box of document.querySelectorAll("[data-find]")) find(box);
  }

  function find(box) {
    const WAIT = 150;
    const facet = box.closest(".facet");
    const more = facet.querySelector(".facet__more a");
    const pattern = facet.querySelector(".facet__choice");
    const found = document.createElement("div");
    const none = document.createElement("p");
    let asked = new AbortController();
    let timer = 0;

    function show(values) {
      const waiting = values.filter((value) => !shown(facet, value.value));
      found.replaceChildren(...waiting.flatMap((value) => filled(pattern, value)));
      const wanted = new Set(values.map((value) => value.value));
      for (const one of listed(facet)) one.hidden = !wanted.has(valueOf(one));
      facet.classList.add("is-searched");
      none.textContent = values.length ? "" : box.dataset.none;
    }

    function reset() {
      found.replaceChildren();
      for (const one of listed(facet)) one.hidden = false;
      none.textContent = "";
      facet.classList.remove("is-searched");
    }

    async function ask(text) {
      const search = new URLSearchParams(location.search);
      search.set("contains", text);
      const address = `${box.dataset.find}?${search}`;
      asked = new AbortController();
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).values);
      } catch (error) {
        if (error.name !== "AbortError") none.textContent = "";
      }
    }

    more?.addEventListener("click", async (event) => {
      event.preventDefault();
      await ask("");
      found.querySelector("input")?.focus();
    });
    found.className = "facet__values";
    none.className = "facet__none";
    none.setAttribute("role", "status");
    box.after(none);
    facet.append(found);
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

  // The values of a facet: labels, and the boxes beside them that leave them out.
  const listed = (facet) => facet.querySelectorAll(".facet__choice, .facet__without");
  const valueOf = (one) => (one.control ?? one).value;
  const shown = (facet, value) => [...listed(facet)].some((one) => valueOf(one) === value);

  // A label and a box like the others for a value that the page does not list.
  function filled(pattern, value) {
    const [label, without] = [pattern, pattern.nextElementSibling].map((one) => one.cloneNode(true));
    const words = label.querySelector("bdi");
    const before = words.textContent;
    for (const input of [label.querySelector("input"), without]) {
      input.value = value.value;
      input.checked = false;
    }
    label.hidden = without.hidden = false;
    words.textContent = value.label;
    label.lastChild.textContent = ` ${value.count.toLocaleString(root.lang, { numberingSystem: "latn" })}`;
    without.setAttribute("aria-label", without.getAttribute("aria-label").replace(before, value.label));
    without.title = "";
    return [label, without];
  }

  // What the circle does, for a pointer that rests on it.
  function hints(panel) {
    panel.addEventListener("pointerover", ({ target }) => {
      if (target.matches(".facet__without") && !target.title) target.title = target.getAttribute("aria-label");
    });
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
  density();
  copies();
  finds();
  if (form) {
    shortAddresses();
    filters();
    returns();
    slash();
  }
})();
