// Sets the colours and the density that the visitor chose before the page is drawn; without a choice the system's apply.
(() => {
  "use strict";
  document.documentElement.dataset.script = "on";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
    if (localStorage.getItem("density") === "compact") document.documentElement.dataset.density = "compact";
  } catch {
    // Storage is off: the system's colours apply.
  }
})();
