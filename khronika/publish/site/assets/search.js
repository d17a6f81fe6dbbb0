// Looks through the list that search-index.js sets: every word typed, or given as ?q=, must stand in an event's row.
"use strict";
(function () {
  const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const rows = (window.KHRONIKA_EVENTS || []).map((row) => ({ row, text: plain(`${row[1]} ${row[2]} ${row[3]}`) }));
  const input = document.getElementById("words");
  const list = document.getElementById("found");
  const none = document.getElementById("none");

  function show() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const found = words.length ? rows.filter((r) => words.every((word) => r.text.includes(word))).slice(0, 100) : [];
    list.replaceChildren(...found.map(({ row: [id, name, days] }) => {
      const item = document.createElement("li");
      const when = document.createElement("p");
      when.className = "when";
      when.textContent = days;
      const title = document.createElement("p");
      title.className = "name";
      const link = document.createElement("a");
      link.href = `events/${id}.html`;
      link.textContent = name;
      title.append(link);
      item.append(when, title);
      return item;
    }));
    none.hidden = !words.length || found.length > 0;
  }

  input.value = new URLSearchParams(location.search).get("q") || "";
  input.addEventListener("input", show);
  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
  show();
})();
