// Words of a report, chosen with the mouse or by keyboard; what is chosen fills the form that mends statements.
"use strict";
(function () {
  const form = document.getElementById("words");
  const text = document.querySelector("article.text");
  if (!text) return;
  text.addEventListener("click", (event) => {
    // A click on marked words chooses their statement. They are no links, in which nobody can choose words by dragging.
    const told = event.target.closest("[data-s]");
    if (told && getSelection().isCollapsed) location.search = "?s=" + encodeURIComponent(told.dataset.s);
  });
  if (!form) return;
  const box = form.elements.words;
  const say = document.getElementById("words-say");
  const points = (string) => [...string].length; // offsets count characters, not UTF-16 units

  // Every word of the text: its block, and where in the block's letters it begins and ends.
  const words = [];
  for (const block of text.querySelectorAll("[data-start]"))
    for (const match of block.textContent.matchAll(/\S+/g))
      words.push({ block, from: match.index, to: match.index + match[0].length, word: match[0] });
  let choosing = false, first = 0, last = 0, anchor = 0;

  function place(block, offset) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
    return [block, block.childNodes.length];
  }

  function show() {
    const range = document.createRange();
    range.setStart(...place(words[first].block, words[first].from));
    range.setEnd(...place(words[last].block, words[last].to));
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    words[first].block.scrollIntoView({ block: "nearest" });
  }

  function note() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const block = (range.startContainer.parentElement || text).closest("[data-start]");
    if (!block || !text.contains(block)) return;
    if (!block.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const chosen = range.toString();
    const start = Number(block.dataset.start) + points(before.toString());
    form.elements.start.value = start;
    form.elements.end.value = start + points(chosen);
    box.value = chosen.trim();
    say.textContent = "“" + chosen.trim() + "”";
    document.body.classList.add("chosen");
  }

  function forget() {
    form.elements.start.value = form.elements.end.value = "";
    say.textContent = "";
    document.body.classList.remove("chosen");
  }

  function sentence(step) {
    const ends = (i) => i < 0 || /[.!?…]["”’)]*$/.test(words[i].word) || words[i + 1]?.block !== words[i].block;
    let i = first + step;
    while (i > 0 && i < words.length && !ends(i - 1)) i += step;
    return i;
  }

  function move(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const sentences = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by && !sentences) return false;
    const edge = event.shiftKey ? (last > anchor ? last : first) : by > 0 ? last : first; // the end that moves
    const to = Math.max(0, Math.min(words.length - 1, by ? edge + by : sentence(sentences)));
    if (!event.shiftKey) first = last = anchor = to;
    else if (words[to].block === words[anchor].block) {
      first = Math.min(anchor, to);
      last = Math.max(anchor, to);
    }
    show();
    return true;
  }

  function begin() {
    const lit = text.querySelector(".lit.trigger") || text.querySelector(".lit") || text;
    const at = words.findIndex((w) => lit === text || (lit.closest("[data-start]") === w.block && before(lit) < w.to));
    choosing = true;
    first = last = anchor = Math.max(0, at);
    show();
  }

  function before(element) {
    const range = document.createRange();
    range.setStart(element.closest("[data-start]"), 0);
    range.setEndBefore(element);
    return range.toString().length;
  }

  document.addEventListener("selectionchange", note);
  box.addEventListener("input", () => {
    forget();
    if (box.value.trim()) document.body.classList.add("chosen");
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && !box.value.trim()) {
      event.preventDefault();
      say.textContent = form.querySelector(".keys").textContent;
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      choosing = false;
      getSelection().removeAllRanges();
      box.value = "";
      forget();
      if (event.target === box) box.blur();
      return;
    }
    if (event.target === box && event.key === "Enter") {
      event.preventDefault(); // keys say what the words are
      box.blur();
      return;
    }
    if (typing) return;
    if (event.key === "w" && words.length) {
      event.preventDefault();
      begin();
    } else if (choosing && move(event)) event.preventDefault();
    else if (document.body.classList.contains("chosen")) {
      const button = form.querySelector(`[data-words-key="${CSS.escape(event.key)}"]`);
      if (button) {
        event.preventDefault();
        event.stopImmediatePropagation();
        button.click();
      }
    }
  });
})();
