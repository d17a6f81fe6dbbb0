// Keys: whatever carries data-key is pressed by it, data-row-key within the row that is at hand; j and k walk the rows.
"use strict";
(function () {
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  function walk(step) {
    const rows = [...document.querySelectorAll("a.row")];
    if (!rows.length) return false;
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = CSS.escape(event.key);
    const row = document.activeElement?.closest("[data-row]");
    const target = row?.querySelector(`[data-row-key="${key}"]`) || document.querySelector(`[data-key="${key}"]`);
    if (target) {
      event.preventDefault();
      if (typing(target)) target.focus();
      else target.click();
    } else if (event.key === "j" || event.key === "k") {
      if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
    }
  });

  document.querySelector("article .lit")?.scrollIntoView({ block: "nearest" });
})();
