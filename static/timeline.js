// A range of time by mouse, finger or keyboard. Without it each bar is a link, and the days stand in fields.
(() => {
  "use strict";

  for (const figure of document.querySelectorAll("[data-timeline]")) {
    const bars = figure.querySelector("svg");
    if (bars) follow(figure, bars, [...bars.querySelectorAll("a")]);
  }

  // The day, month or year of a bar: its address says it.
  const dated = (link) => new URL(link.href.baseVal, location.href).searchParams.get("from");

  // What a bar says, below the pointer: written when it is pointed at, since there are many.
  function titled({ target }) {
    const link = target.closest("a");
    if (!link || link.querySelector("title")) return;
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = link.getAttribute("aria-label");
    link.prepend(title);
  }

  function follow(figure, bars, links) {
    const back = getComputedStyle(figure).direction === "rtl";
    const said = document.createElement("p");
    let start = -1;
    let end = -1;
    let drawing = false;
    let moved = false;

    said.className = "timeline__said unseen";
    said.setAttribute("role", "status");
    figure.append(said);

    function show(from, to) {
      start = from;
      end = to;
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      links.forEach((link, at) => link.classList.toggle("is-drawn", low <= at && at <= high && low !== high));
      said.textContent = low === high ? "" : `${links[low].getAttribute("aria-label")} – ${links[high].getAttribute("aria-label")}`;
    }

    function go() {
      const [low, high] = [Math.min(start, end), Math.max(start, end)];
      const address = new URL(figure.dataset.base, location.href);
      address.searchParams.set("from", dated(links[low]));
      address.searchParams.set("to", dated(links[high]));
      location.assign(address);
    }

    // The bar below a point, or the nearest one: between two bars lie days without articles.
    function nearest(x) {
      const distances = links.map((link) => {
        const { left, right } = link.querySelector("path").getBoundingClientRect();
        return x < left ? left - x : Math.max(0, x - right);
      });
      return distances.indexOf(Math.min(...distances));
    }

    bars.addEventListener("pointerover", titled);
    bars.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      drawing = true;
      moved = false;
      start = nearest(event.clientX);
    });
    bars.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      const at = nearest(event.clientX);
      if (at === start && !moved) return;
      if (!moved) bars.setPointerCapture(event.pointerId);
      moved = true;
      show(start, at);
    });
    bars.addEventListener("pointerup", () => {
      if (drawing && moved) go();
      drawing = false;
    });
    bars.addEventListener("pointercancel", () => {
      drawing = false;
      show(-1, -1);
    });
    bars.addEventListener("dragstart", (event) => event.preventDefault());
    bars.addEventListener("click", (event) => {
      if (moved) event.preventDefault();
    });

    // One stop of the keyboard; arrows go along, with Shift they draw a range, Enter goes to it.
    function focus(at) {
      links.forEach((link, place) => link.setAttribute("tabindex", place === at ? "0" : "-1"));
      links[at].focus();
    }

    bars.addEventListener("keydown", (event) => {
      const at = links.indexOf(document.activeElement);
      const steps = { ArrowRight: back ? -1 : 1, ArrowLeft: back ? 1 : -1, Home: -links.length, End: links.length };
      if (at < 0) return;
      if (event.key in steps) {
        event.preventDefault();
        const next = Math.max(0, Math.min(links.length - 1, at + steps[event.key]));
        if (event.shiftKey) show(start < 0 ? at : start, next);
        else show(-1, -1);
        focus(next);
      } else if (event.key === "Enter" && start >= 0 && start !== end) {
        event.preventDefault();
        go();
      } else if (event.key === "Escape") show(-1, -1);
    });
  }
})();
