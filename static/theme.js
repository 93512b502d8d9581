// Sets the colours that the visitor chose before the page is drawn; without a choice the system's apply.
(() => {
  "use strict";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is off: the system's colours apply.
  }
})();
