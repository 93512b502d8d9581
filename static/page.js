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
    const boxes = [...document.querySelectorAll('.filters input[type="checkbox"]')];
    const key = (box) => `${box.name}=${box.value}`;
    const last = sessionStorage.getItem("filter");
    sessionStorage.removeItem("filter");
    boxes.find((box) => key(box) === last)?.focus({ preventScroll: false });
    for (const box of boxes) {
      box.addEventListener("change", () => {
        const twin = box.name.startsWith("not_") ? box.name.slice(4) : `not_${box.name}`;
        const other = boxes.find((one) => one.name === twin && one.value === box.value);
        if (box.checked && other) other.checked = false;
        if (!desk.matches) return;
        sessionStorage.setItem("filter", key(box));
        form.requestSubmit();
      });
    }
  }

  // The letters that writers of Arabic interchange, and marks; enough to find a label.
  const folded = (words) =>
    words
      .normalize("NFKD")
      .replace(/[\p{M}\u0640]/gu, "")
      .replace(/[أإآٱ]/g, "ا")
      .replace(/ى/g, "ي")
      .replace(/ة/g, "ه")
      .toLowerCase();

  function finds() {
    for (const line of document.querySelectorAll("[data-find]")) {
      const box = line.querySelector("input");
      const facet = line.closest(".facet");
      const more = facet.querySelector(".facet__more");
      const rows = [...facet.querySelectorAll(".facet__row")];
      line.hidden = false;
      box.addEventListener("input", () => {
        const wanted = folded(box.value.trim());
        more.open = wanted !== "";
        for (const row of rows) row.hidden = !folded(row.querySelector(".facet__label").textContent).includes(wanted);
      });
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
    }
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

  themes();
  folds();
  finds();
  if (form) {
    shortAddresses();
    filters();
    slash();
  }
})();
